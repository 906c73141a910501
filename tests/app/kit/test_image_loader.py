"""Pictures are read in a thread, once, and no larger than asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.image_loader import ImageLoader


@pytest.fixture
def pictures(qapp: QApplication) -> Iterator[ImageLoader]:
    pictures = ImageLoader(qapp)
    yield pictures
    pictures.close()


def test_a_picture_is_there_once_it_was_read(
    pictures: ImageLoader, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "wide.png"
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(path))
    with qtbot.waitSignal(pictures.loaded):
        assert pictures.get(path, 80) is None
    picture = pictures.get(path, 80)
    assert picture is not None
    assert (picture.width(), picture.height()) == (80, 45)


def width(picture: QPixmap | None) -> int:
    return picture.width() if picture is not None else 0


def picture_at(path: Path) -> Path:
    image = QImage(32, 18, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(path))
    return path


def test_what_was_asked_for_last_is_read_first(
    pictures: ImageLoader, qtbot: QtBot, tmp_path: Path
) -> None:
    read: list[object] = []
    pictures.loaded.connect(read.append)
    paths = [picture_at(tmp_path / f"{number}.png") for number in range(4)]
    for path in paths:
        pictures.get(path, 32)
    qtbot.waitUntil(lambda: len(read) == 4)
    assert read == [paths[0], paths[3], paths[2], paths[1]]


def test_what_is_no_longer_seen_is_not_read(
    pictures: ImageLoader, qtbot: QtBot, tmp_path: Path
) -> None:
    read: list[object] = []
    pictures.loaded.connect(read.append)
    paths = [picture_at(tmp_path / f"{number}.png") for number in range(200)]
    for path in paths:
        pictures.get(path, 32)
    qtbot.waitUntil(lambda: len(read) > 60)
    assert len(read) == 61
    assert pictures.get(paths[100], 32) is None  # asked for again, it is read
    qtbot.waitUntil(lambda: read[-1] == paths[100])


def test_only_so_many_are_kept(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    pictures = ImageLoader(qapp, most_kept=2)
    paths = [picture_at(tmp_path / f"{number}.png") for number in range(3)]
    for path in paths:
        with qtbot.waitSignal(pictures.loaded):
            pictures.get(path, 32)
    assert pictures.get(paths[2], 32) is not None
    assert pictures.get(paths[0], 32) is None
    pictures.close()


def test_a_picture_is_shown_until_it_is_read_anew_or_in_another_size(
    pictures: ImageLoader, qtbot: QtBot, tmp_path: Path
) -> None:
    path = picture_at(tmp_path / "a.png")
    with qtbot.waitSignal(pictures.loaded):
        pictures.get(path, 32)
    small = pictures.get(path, 16)
    assert small is not None
    assert small.width() == 32
    qtbot.waitUntil(lambda: width(pictures.get(path, 16)) == 16)
    QImage(64, 36, QImage.Format.Format_RGB32).save(str(path))
    pictures.read_anew()
    with qtbot.waitSignal(pictures.loaded):
        assert pictures.get(path, 64) is not None
    assert width(pictures.get(path, 64)) == 64


def test_a_missing_picture_stays_away(pictures: ImageLoader, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.assertNotEmitted(pictures.loaded, wait=50):
        assert pictures.get(tmp_path / "none.png", 80) is None
    assert pictures.get(tmp_path / "none.png", 80) is None
