"""Pictures are read in a thread, once, and no larger than asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
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


def test_a_missing_picture_stays_away(pictures: ImageLoader, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.assertNotEmitted(pictures.loaded, wait=50):
        assert pictures.get(tmp_path / "none.png", 80) is None
    assert pictures.get(tmp_path / "none.png", 80) is None
