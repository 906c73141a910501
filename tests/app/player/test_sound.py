"""What is heard of a film: of a device that only notes what it was calls, or has no speaker."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.speaker import Blocks, Device, open_device
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.player.clock import PlayClock
from manim_nodes.app.player.playback import Playback
from manim_nodes.app.player.player import Player
from manim_nodes.app.player.scrub_bar import Range
from manim_nodes.app.player.sound import Soundtrack
from manim_nodes.app.preview.preview import Preview
from manim_nodes.app.preview.requests import Engine
from manim_nodes.editing.session import Session
from manim_nodes.render.preview.sounds import Sound
from tests.support.players import FakeEngine, set_radius
from tests.support.sounds import RATE, Samples, counted, place, write_samples

FPS = 15
BEGINS_S = 0.5
TENTH = RATE // 10


class FakeDevice:
    """Plays nothing; tests take from it what it would have played.

    Attributes
    ----------
    calls : what it was calls, in order
    blocks : what it plays; None while it stands still
    """

    def __init__(self) -> None:
        self.calls = ["open"]
        self.blocks: Blocks | None = None

    def start(self, blocks: Blocks) -> None:
        self.calls.append("start")
        self.blocks = blocks

    def stop(self) -> None:
        self.calls.append("stop")
        self.blocks = None

    def close(self) -> None:
        self.calls.append("close")
        self.blocks = None


class Cinema:
    """A film of 31 frames with a sound from 0.5 s on, its player, and a clock that stands until it is moved."""

    def __init__(self, session: Session, profile: Profile, engine: Engine) -> None:
        self.now = 0.0
        self.devices: list[FakeDevice] = []
        self.preview = Preview(session, profile, engine=engine)
        self.playback = Playback(
            lambda: self.preview.timeline, clock=PlayClock(lambda: self.now), parent=self.preview
        )
        self.sound = Soundtrack(
            self.preview, self.playback, profile, open_device=self.open, parent=self.preview
        )

    def open(self) -> Device:
        self.devices.append(FakeDevice())
        return self.devices[-1]

    @property
    def calls(self) -> list[str]:
        return self.devices[-1].calls if self.devices else []

    def close(self) -> None:
        if not self.preview.worker.is_over:
            self.playback.pause()
            self.sound.close()
            self.preview.close()

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        self.playback.tick()

    def hear(self, passed_s: float = 0.0) -> float | None:
        """Return the time of the film at which what is played next is to be heard; None for silence."""
        self.pass_time(passed_s)
        blocks = self.devices[-1].blocks
        block = None if blocks is None else blocks.send(TENTH)
        return None if block is None or not block[0].any() else place(block) / RATE + BEGINS_S


@pytest.fixture
def tone(tmp_path: Path, fake: FakeEngine) -> Path:
    file = write_samples(tmp_path / "tone.wav", counted(2 * RATE))
    fake.sounds = (Sound(file, BEGINS_S),)
    return file


@pytest.fixture
def cinema(
    qtbot: QtBot,
    session: Session,
    profile: Profile,
    engine: Engine,
    tone: Path,  # noqa: ARG001  the film has it
) -> Iterator[Cinema]:
    cinema = Cinema(session, profile, engine)
    try:
        film = cinema.preview.timeline
        qtbot.waitUntil(lambda: film.is_complete and film.frame_count > 0)
        yield cinema
    finally:
        cinema.close()


@pytest.fixture
def playing(qtbot: QtBot, cinema: Cinema) -> Cinema:
    """Play from 1.0 s on."""
    cinema.playback.go_to(FPS)
    play(qtbot, cinema)
    return cinema


def play(qtbot: QtBot, cinema: Cinema) -> None:
    cinema.playback.play()
    wait_to_hear(qtbot, cinema)


def wait_to_hear(qtbot: QtBot, cinema: Cinema) -> None:
    qtbot.waitUntil(lambda: cinema.calls[-1:] == ["start"] and not cinema.sound._mixing.is_busy)


def test_it_sounds_at_the_playhead_and_in_step(playing: Cinema) -> None:
    assert [playing.hear(seconds) for seconds in (0, 0.1, 0.1)] == pytest.approx([1.0, 1.1, 1.2])


def test_between_frames_it_is_in_step_too(playing: Cinema) -> None:
    playing.pass_time(0.13)
    playing.pass_time(0.0)
    assert playing.hear() == pytest.approx(1.13)


def test_it_follows_a_seek(playing: Cinema) -> None:
    playing.hear()
    playing.playback.go_to(24)
    assert playing.hear(0.1) == pytest.approx(1.7)


def test_it_begins_again_with_the_loop(playing: Cinema) -> None:
    playing.playback.played = Range(12, 20)
    playing.hear()
    assert playing.hear(0.4) == pytest.approx(12 / FPS)


def test_it_is_silent_where_the_range_ends(playing: Cinema) -> None:
    playing.playback.played = Range(12, 20)
    playing.playback.changed.emit()
    playing.now += 0.35  # before the playhead is moved
    blocks = playing.devices[-1].blocks
    assert blocks is not None
    assert not blocks.send(TENTH).any()


@pytest.mark.parametrize("speed", [0.25, 2.0])
def test_it_follows_the_speed(playing: Cinema, speed: float) -> None:
    playing.playback.set_speed(speed)
    heard = [playing.hear(passed_s) for passed_s in (0, 0.1, 0.1)]
    assert heard == pytest.approx([1.0, 1.0 + 0.1 * speed, 1.0 + 0.2 * speed], abs=1e-3)


def test_a_pause_is_silent_at_once_and_stops_the_device(qtbot: QtBot, playing: Cinema) -> None:
    playing.hear()
    blocks = playing.devices[-1].blocks
    assert blocks is not None
    playing.playback.pause()
    assert not blocks.send(TENTH).any()
    qtbot.waitUntil(lambda: playing.calls == ["open", "start", "stop"])

    playing.playback.go_to(20)
    play(qtbot, playing)
    assert playing.hear() == pytest.approx(20 / FPS)


def test_mute_is_silent_at_once_and_can_be_taken_back(
    qtbot: QtBot, playing: Cinema, profile: Profile
) -> None:
    blocks = playing.devices[-1].blocks
    assert blocks is not None
    playing.sound.toggle_mute()
    assert not blocks.send(TENTH).any()
    assert profile.state.is_muted
    qtbot.waitUntil(lambda: playing.calls[-1] == "stop")
    assert playing.hear(0.2) is None

    playing.sound.toggle_mute()
    wait_to_hear(qtbot, playing)
    assert playing.hear(0.1) == pytest.approx(1.3)


def test_while_the_film_waits_to_be_drawn_it_waits_too(
    qtbot: QtBot, playing: Cinema, session: Session, fake: FakeEngine
) -> None:
    playing.preview.timeline._stale, playing.preview.timeline._frames[20:] = [], []
    playing.preview.timeline.is_complete = False
    assert playing.hear(0.2) == pytest.approx(1.2)
    assert playing.hear(0.4) is None
    assert playing.playback.frame < 20

    set_radius(session, 2)
    qtbot.waitUntil(lambda: len(fake.films) == 2 and playing.preview.timeline.is_complete)
    playing.pass_time(0.1)
    assert playing.hear() == pytest.approx(playing.playback.clock.position() / FPS)


def test_a_film_that_gets_a_sound_while_it_plays_sounds(
    qtbot: QtBot, playing: Cinema, session: Session, fake: FakeEngine
) -> None:
    sounds, fake.sounds = fake.sounds, ()
    set_radius(session, 2)
    qtbot.waitUntil(lambda: playing.calls[-1] == "stop")
    assert not playing.sound.has_sounds

    fake.sounds = sounds
    set_radius(session, 3)
    wait_to_hear(qtbot, playing)
    assert playing.hear() == pytest.approx(1.0)


def test_sounds_that_change_while_they_are_mixed_are_mixed_again(
    qtbot: QtBot,
    playing: Cinema,
    session: Session,
    fake: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mixer, mixed, gate = playing.sound._mixer, list[tuple[Sound, ...]](), threading.Event()
    track = mixer.track

    def track_later(sounds: tuple[Sound, ...], length_s: float) -> Samples:
        mixed.append(sounds)
        gate.wait(60)
        return track(sounds, length_s)

    monkeypatch.setattr(mixer, "track", track_later)
    for radius, gain_db in ((2, -3.0), (3, -6.0), (4, -9.0)):
        fake.sounds = (replace(fake.sounds[0], gain_db=gain_db),)
        set_radius(session, radius)
        qtbot.waitUntil(lambda: playing.preview.timeline.sounds == fake.sounds)
    gate.set()
    qtbot.waitUntil(lambda: not playing.sound._mixing.is_busy)
    assert [sounds[0].gain_db for sounds in mixed] == [-3, -9]


def test_a_file_that_was_changed_sounds_as_it_is_now(
    qtbot: QtBot, playing: Cinema, tone: Path
) -> None:
    playing.playback.pause()
    qtbot.waitUntil(lambda: playing.calls[-1] == "stop")
    write_samples(tone, counted(RATE)[::-1])
    before = playing.sound._track
    play(qtbot, playing)
    qtbot.waitUntil(lambda: playing.sound._track is not before)
    assert playing.hear() == pytest.approx(BEGINS_S + 0.5, abs=1e-3)


def test_at_the_end_the_device_is_closed(playing: Cinema) -> None:
    playing.close()
    assert playing.calls[-1] == "close"


def test_without_a_device_the_film_plays_on_and_it_is_said_once(
    qtbot: QtBot, cinema: Cinema, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Device:
        raise OSError("no sound card")

    assert cinema.sound._speaker is not None
    cinema.sound._speaker._open = fail
    for _ in range(2):
        cinema.playback.play()
        qtbot.waitUntil(lambda: not cinema.sound._switching.is_busy)
        cinema.pass_time(0.2)
        assert cinema.playback.frame > 0
        cinema.playback.pause()
    assert caplog.messages == ["No sound can be played: no sound card"]


# ---- in the player

MakePlayer = Callable[..., Player]


@pytest.fixture
def make_player(
    qtbot: QtBot, session: Session, theme: Theme, profile: Profile, engine: Engine
) -> Iterator[MakePlayer]:
    players = []

    def make(open_device: Callable[[], Device] | None = None) -> Player:
        player = Player(
            session, theme=theme, profile=profile, engine=engine, open_device=open_device
        )
        players.append(player)
        qtbot.addWidget(player)
        player.resize(800, 480)
        player.show()
        qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)
        return player

    yield make
    for player in players:
        if not player.preview.worker.is_over:
            player.close()


def test_a_film_without_sound_opens_no_device(qtbot: QtBot, make_player: MakePlayer) -> None:
    opened: list[FakeDevice] = []

    def open_fake() -> Device:
        opened.append(FakeDevice())
        return opened[-1]

    player = make_player(open_fake)
    player.playback.play()
    qtbot.waitUntil(lambda: player.playback.frame > 2)
    assert opened == []
    assert not player.transport._buttons["player.mute"].isVisible()


@pytest.mark.usefixtures("tone")
def test_the_button_mutes_for_good(qtbot: QtBot, make_player: MakePlayer, profile: Profile) -> None:
    player = make_player()
    button = player.transport._buttons["player.mute"]
    qtbot.waitUntil(button.isVisible)
    heard = button.icon().cacheKey()
    button.click()
    assert button.isChecked()
    assert button.icon().cacheKey() != heard
    assert make_player().transport._buttons["player.mute"].isChecked()
    button.click()
    assert not profile.state.is_muted


@pytest.mark.usefixtures("tone")
def test_the_library_plays_a_film(qtbot: QtBot, make_player: MakePlayer) -> None:
    player = make_player(partial(open_device, ["NULL"]))
    player.playback.loops = True
    player.playback.play()
    speaker = player.sound._speaker
    assert speaker is not None
    qtbot.waitUntil(lambda: getattr(speaker._device, "running", False))
    qtbot.waitUntil(lambda: player.playback.frame > 5)
    player.playback.pause()
    qtbot.waitUntil(lambda: not getattr(speaker._device, "running", True))
    player.close()
    assert speaker._device is None
