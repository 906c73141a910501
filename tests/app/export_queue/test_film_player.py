"""Films that play in the window: gray ones, each picture a little brighter than the one before."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.export_queue.film_player import FilmPlayer
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from tests.app.player.test_sound import FakeDevice
from tests.exports.conftest import Clock

pytestmark = pytest.mark.slow

SECONDS, RATE, STEP = 4, 10, 6


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def device() -> FakeDevice:
    return FakeDevice()


@pytest.fixture
def player(
    qtbot: QtBot, theme: Theme, profile: Profile, clock: Clock, device: FakeDevice
) -> Iterator[FilmPlayer]:
    player = FilmPlayer(theme, profile, lambda: device, now=clock)
    qtbot.addWidget(player)
    player.resize(400, 300)
    player.show()
    yield player
    player.close_player()


def write_film(path: Path, *, is_loud: bool = False) -> Path:
    """Write a film of four seconds whose pictures get brighter."""
    with av.open(path, "w") as target:
        pictures = target.add_stream("libx264", rate=RATE, options={"crf": "1"})
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        sound = target.add_stream("aac", rate=44_100, layout="stereo") if is_loud else None
        for number in range(SECONDS * RATE):
            gray = np.full((48, 64, 3), number * STEP, np.uint8)
            target.mux(pictures.encode(av.VideoFrame.from_ndarray(gray, format="rgb24")))
        target.mux(pictures.encode(None))
        if sound is not None:
            samples = np.full((2, SECONDS * 44_100), 0.5, np.float32)
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
            frame.rate = 44_100
            target.mux(sound.encode(frame))
            target.mux(sound.encode(None))
    return path


def brightness(player: FilmPlayer) -> int:
    return player.view.image.pixelColor(10, 10).red() if not player.view.image.isNull() else -1


def is_at(player: FilmPlayer, number: int) -> bool:
    return abs(brightness(player) - number * STEP) <= STEP / 2


def test_a_film_plays_with_the_clock_to_its_end(
    qtbot: QtBot, player: FilmPlayer, clock: Clock, tmp_path: Path
) -> None:
    player.open_film(write_film(tmp_path / "film.mp4"))
    qtbot.waitUntil(lambda: player.is_playing and is_at(player, 0), timeout=60_000)
    clock.now += 2.05
    qtbot.waitUntil(lambda: is_at(player, 20), timeout=60_000)
    assert player.clock.text() == "0:02 / 0:04"
    clock.now += 5
    qtbot.waitUntil(lambda: not player.is_playing, timeout=60_000)
    qtbot.waitUntil(lambda: is_at(player, SECONDS * RATE - 1), timeout=60_000)
    assert player.clock.text() == "0:04 / 0:04"


def test_a_gif_begins_anew_at_its_end(
    qtbot: QtBot, player: FilmPlayer, clock: Clock, tmp_path: Path
) -> None:
    pictures = [Image.new("L", (64, 48), shade) for shade in (0, 120, 240)]
    film = tmp_path / "film.gif"
    pictures[0].save(film, save_all=True, append_images=pictures[1:], duration=1000)
    player.open_film(film)
    qtbot.waitUntil(lambda: player.is_playing and brightness(player) == 0, timeout=60_000)
    clock.now += 1.5
    qtbot.waitUntil(lambda: brightness(player) == 120, timeout=60_000)
    clock.now += 2.0
    qtbot.waitUntil(lambda: brightness(player) == 0, timeout=60_000)
    assert player.is_playing


def test_sound_follows_the_picture(
    qtbot: QtBot, player: FilmPlayer, device: FakeDevice, tmp_path: Path
) -> None:
    player.open_film(write_film(tmp_path / "film.mp4", is_loud=True))
    qtbot.waitUntil(lambda: device.blocks is not None, timeout=60_000)
    assert device.blocks is not None
    assert abs(int(device.blocks.send(4410)[2000, 0])) > 10_000
    player.pause()
    qtbot.waitUntil(lambda: device.calls[-1] == "stop", timeout=60_000)


def test_keys_and_the_bar_move_through_the_film(
    qtbot: QtBot, player: FilmPlayer, tmp_path: Path
) -> None:
    player.open_film(write_film(tmp_path / "film.mp4"))
    qtbot.waitUntil(lambda: player.is_playing and is_at(player, 0), timeout=60_000)
    QTest.keyClick(player, Qt.Key.Key_Space)
    assert not player.is_playing
    QTest.keyClick(player, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: is_at(player, 10), timeout=60_000)
    player.slider.setValue(3050)
    qtbot.waitUntil(lambda: is_at(player, 30), timeout=60_000)
    player.hide()
    player.show()
    QTest.keyClick(player, Qt.Key.Key_Space)
    assert player.is_playing


def test_what_is_no_film_is_said(qtbot: QtBot, player: FilmPlayer, tmp_path: Path) -> None:
    broken = tmp_path / "film.mp4"
    broken.write_text("no film")
    player.open_film(broken)
    qtbot.waitUntil(player.message.isVisible, timeout=60_000)
    assert player.message.text() == "film.mp4 cannot be played here."
    assert not player.is_playing
