import os
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from manim_nodes.app.kit.speaker import RATE
from manim_nodes.app.player.mixing import Mixer, mix, read_clip
from manim_nodes.render.preview.sounds import Sound
from tests.support.sounds import Samples, counted, place, write_samples, write_sound


def level(value: int, frames: int = RATE) -> Samples:
    return np.full((frames, 2), value, np.int16)


def test_sounds_add_up_from_their_times_on() -> None:
    a, b = Path("a"), Path("b")
    sounds = [Sound(a, 0.5), Sound(b, 1.0, gain_db=-20), Sound(a, 1.0)]
    track = mix(sounds, {(a, None): level(1000), (b, None): level(5000)}, length_s=10)

    assert len(track) == 2 * RATE
    assert [int(track[round(at * RATE), 1]) for at in (0.2, 0.7, 1.2, 1.7)] == [0, 1000, 2500, 1500]


def test_what_is_too_loud_is_clipped() -> None:
    file = Path("a")
    track = mix([Sound(file, 0, 40)], {(file, None): np.array([[-30_000, 30_000]], np.int16)}, 1)
    assert track.tolist() == [[-32768, 32767]]


def test_a_track_ends_with_the_film() -> None:
    file = Path("a")
    track = mix([Sound(file, 0.5), Sound(file, 5)], {(file, None): level(1)}, length_s=1)
    assert len(track) == RATE


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # pydub leaves them open
def test_a_mix_is_manims(tmp_path: Path) -> None:
    from manim.scene.scene_file_writer import SceneFileWriter

    generator = np.random.default_rng(3)
    noise = generator.integers(-9000, 9000, (RATE, 2)).astype(np.int16)
    a = write_samples(tmp_path / "a.wav", noise)
    b = write_samples(tmp_path / "b.wav", noise[: RATE // 2, :1])
    sounds = (Sound(a, 0.25), Sound(b, 0.75, 6.0), Sound(a, 1.0, -12.0, -6.0))
    writer = SceneFileWriter.__new__(SceneFileWriter)
    writer.settings = SimpleNamespace(assets_dir=tmp_path)  # type: ignore[assignment]  # all it reads
    writer.init_audio()
    for each in sounds:
        gains = {"gain": each.gain_db, "gain_to_background": each.background_gain_db}
        writer.add_sound(each.file, each.time_s, **gains)
    theirs = np.array(writer.audio_segment.get_array_of_samples()).reshape(-1, 2)

    ours = Mixer().track(sounds, 60)
    assert writer.audio_segment.frame_rate == RATE
    assert np.abs(theirs[: len(ours)].astype(int) - ours).max() <= 2


def test_one_channel_is_as_loud_on_both_sides(tmp_path: Path) -> None:
    clip = read_clip(write_sound(tmp_path / "mono.wav", 0.5, rate=RATE), 60)
    assert clip.shape == (RATE // 2, 2)
    assert set(clip.flatten().tolist()) == {16383}


def test_another_rate_lasts_as_long(tmp_path: Path) -> None:
    clip = read_clip(write_sound(tmp_path / "slow.wav", 0.5, 0.1, rate=8000), 60)
    assert len(clip) == pytest.approx(RATE, abs=50)


def test_no_more_is_read_than_is_heard(tmp_path: Path) -> None:
    clip = read_clip(write_samples(tmp_path / "long.wav", counted(3 * RATE)), 0.5)
    assert len(clip) == RATE // 2
    assert place(clip, -1) == RATE // 2 - 1


@pytest.mark.parametrize("content", [None, b"", b"no sound"])
def test_what_cannot_be_read_is_silent_and_said_once(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    good, bad = write_sound(tmp_path / "good.wav", 0.5), tmp_path / "bad.wav"
    if content is not None:
        bad.write_bytes(content)
    mixer = Mixer()
    track = mixer.track((Sound(bad, 0), Sound(good, 0.1)), 60)
    mixer.track((Sound(bad, 0.5), Sound(good, 0)), 60)

    assert track.max() > 10_000
    assert len(caplog.messages) == 1
    assert "bad.wav" in caplog.text


def test_a_picture_is_no_sound(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    from PIL import Image

    Image.new("RGB", (16, 16)).save(tmp_path / "cat.png")
    assert len(Mixer().track((Sound(tmp_path / "cat.png", 0),), 60)) == 0
    assert "cat.png is not a sound" in caplog.text


def test_a_file_is_read_again_only_when_it_has_changed(tmp_path: Path) -> None:
    file = write_sound(tmp_path / "tone.wav", 0.5)
    mixer, sounds = Mixer(), (Sound(file, 0),)
    first = mixer.track(sounds, 60)
    assert mixer.track(sounds, 60) is first

    before = file.stat().st_mtime_ns
    write_sound(file, 0.25)
    assert mixer.track((Sound(file, 0), Sound(file, 2)), 60).max() == 8191
    os.utime(file, ns=(before, before))  # a version that was never read, and says that it was
    assert mixer.track(sounds, 60).max() == 8191
