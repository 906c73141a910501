from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.preview.frame_loader import FrameLoader
from manim_nodes.render.preview.frames import Picture
from tests.support.players import draw
from tests.support.scripts import make_script


@pytest.fixture
def loader(qtbot: QtBot) -> FrameLoader:  # noqa: ARG001  it brings Qt
    return FrameLoader()


def picture(number: int) -> Picture:
    return draw(make_script("self.wait()"), number).picture


def red(pixels: object) -> int:
    return int(pixels[0, 0, 0])  # type: ignore[index]  # an array


def test_a_picture_in_memory_is_there_at_once(loader: FrameLoader) -> None:
    shown: list[int] = []
    loader.loaded.connect(lambda pixels: shown.append(red(pixels)))
    loader.show(picture(5))
    assert shown == [5]


def test_pictures_on_disk_are_read_and_the_last_one_wins(
    qtbot: QtBot, loader: FrameLoader, tmp_path: Path
) -> None:
    pictures = [picture(number) for number in range(4)]
    for number, each in enumerate(pictures):
        each.spill(tmp_path / f"{number}.png")
    shown: list[int] = []
    loader.loaded.connect(lambda pixels: shown.append(red(pixels)))
    for each in pictures:
        loader.show(each)
    qtbot.waitUntil(lambda: shown[-1:] == [3])
    assert shown == [0, 3]


def test_a_picture_that_is_gone_is_passed_over(
    qtbot: QtBot, loader: FrameLoader, tmp_path: Path
) -> None:
    gone, there = picture(1), picture(2)
    gone.spill(tmp_path / "1.png")
    there.spill(tmp_path / "2.png")
    (tmp_path / "1.png").unlink()
    shown: list[int] = []
    loader.loaded.connect(lambda pixels: shown.append(red(pixels)))
    loader.show(gone)
    loader.show(there)
    qtbot.waitUntil(lambda: shown == [2])
