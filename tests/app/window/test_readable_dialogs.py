"""What the fields of every dialog hold can be read in their pictures, at all scales and in both themes."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSignalBlocker, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.exports.export_dialog import ExportDialog
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK, LIGHT, TEXT_SCALES, Theme, apply_theme
from manim_nodes.app.window.preferences_page import PreferencesPage
from manim_nodes.workspace.state import LastExport

SCALES = (1.0, 1.5, 2.0)


@pytest.fixture(params=[DARK, LIGHT], ids=lambda theme: theme.name)
def styled(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    palette = qapp.palette()
    apply_theme(qapp, request.param)
    yield request.param
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


@pytest.fixture(params=["preferences", "export"])
def dialog(
    request: pytest.FixtureRequest, qtbot: QtBot, profile: Profile, tmp_path: Path
) -> QDialog:
    made = (
        PreferencesPage(profile=profile)
        if request.param == "preferences"
        else ExportDialog(LastExport(), tmp_path)
    )
    qtbot.addWidget(made)
    made.show()
    return made


def picture(widget: QWidget, scale: float) -> QImage:
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    widget.render(image)
    return image


def ink(one: QImage, other: QImage) -> QSize:
    """Return how wide and high that is in which two pictures of one size differ so that one sees it."""
    differs = abs(gray(one) - gray(other)) > 60
    rows, columns = np.nonzero(differs.any(axis=1))[0], np.nonzero(differs.any(axis=0))[0]
    if not rows.size:
        return QSize(0, 0)
    return QSize(int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)


def gray(image: QImage) -> NDArray[np.int16]:
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return lines[:, : image.width()].astype(np.int16)


def ink_of_text(widget: QWidget, text: str, scale: float) -> QSize:
    """Return the ink of a text that has all the room it wants."""
    pictures = []
    for drawn in (text, ""):
        image = QImage(int(400 * scale), int(60 * scale), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scale)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.setFont(widget.font())
        painter.drawText(QRect(0, 0, 400, 60), 0, drawn)
        painter.end()
        pictures.append(image)
    return ink(*pictures)


def text_of(field: QWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.currentText()  # type: ignore[attr-defined]


def empty(field: QWidget) -> None:
    if isinstance(field, QLineEdit):
        field.setText("")
    elif isinstance(field, QComboBox):
        with QSignalBlocker(field):
            field.setCurrentIndex(-1)


def test_text_can_be_larger(qtbot: QtBot, qapp: QApplication) -> None:
    heights = []
    for each in ("normal", "largest"):
        apply_theme(qapp, DARK, each)
        label = QLabel("Words")
        qtbot.addWidget(label)
        label.ensurePolished()
        heights.append(label.sizeHint().height())
    qapp.setStyleSheet("")
    assert heights[1] / heights[0] == pytest.approx(TEXT_SCALES["largest"], abs=0.1)


@pytest.mark.usefixtures("styled")
def test_every_value_can_be_read(dialog: QDialog) -> None:
    fields: list[QWidget] = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QComboBox)]
    fields = [field for field in fields if field.isVisible() and text_of(field)]
    assert len(fields) >= 3
    for field in fields:
        text = text_of(field)
        filled = [picture(field, scale) for scale in SCALES]
        empty(field)
        for scale, image in zip(SCALES, filled, strict=True):
            seen = ink(image, picture(field, scale))
            wanted = ink_of_text(field, text, scale)
            name = f"{field.accessibleName() or field.objectName()}: {text!r} at {scale}"
            assert seen.height() >= wanted.height() - scale, name
            assert seen.width() >= wanted.width() - 2 * scale, name
