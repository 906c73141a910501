"""What the fields of every dialog hold can be read in their pictures, at all scales and in both themes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.exports.export_dialog import ExportDialog
from manim_nodes.app.exports.table_dialog import TableDialog
from manim_nodes.app.inspector.knobs_dialog import ConstantDialog, KnobsDialog
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK, LIGHT, TEXT_SCALES, Theme, apply_theme
from manim_nodes.app.project.template_card_dialog import TemplateCardDialog
from manim_nodes.app.window.preferences_page import PreferencesPage
from manim_nodes.document.knob_edits import add_constant, add_knob
from manim_nodes.editing.session import Session
from manim_nodes.gallery.batch import Row
from manim_nodes.workspace.state import LastExport
from tests.support.library import toy_document

SCALES = (1.0, 1.5, 2.0)


@pytest.fixture(params=[DARK, LIGHT], ids=lambda theme: theme.name)
def styled(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    palette = qapp.palette()
    apply_theme(qapp, request.param)
    yield request.param
    qapp.setStyleSheet("")
    qapp.setPalette(palette)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def constant_dialog(parent: QWidget) -> QDialog:
    dialog = ConstantDialog(parent)
    dialog.name.setText("speed")
    return dialog


@pytest.fixture(params=["preferences", "export", "card", "constant"])
def dialog(
    request: pytest.FixtureRequest, window: QWidget, profile: Profile, tmp_path: Path
) -> QDialog:
    made: QDialog
    match request.param:
        case "preferences":
            made = PreferencesPage(profile=profile)
        case "export":
            made = ExportDialog(LastExport(), tmp_path)
        case "card":
            made = TemplateCardDialog("Falling bodies", ["Physics"], window)
            made.description.setText("A ball falls.")
        case _:
            made = constant_dialog(window)
    made.setParent(window, Qt.WindowType.Dialog)
    made.show()
    return made


@pytest.fixture(params=["rows", "knobs"])
def tables(
    request: pytest.FixtureRequest, window: QWidget, make_session: Callable[..., Session]
) -> list[QTableWidget]:
    made: QDialog
    if request.param == "rows":
        rows = [Row(2, {"Name": "Small", "Size": "0.25"})]
        made = TableDialog(rows, [], LIGHT, window)
    else:
        document = add_constant(toy_document(["circle_1"]), "speed", type="number", value=2.5)
        document = add_knob(document, node="circle_1", parameter="radius", title="Size")
        made = KnobsDialog(make_session(document), window)
    made.setParent(window, Qt.WindowType.Dialog)
    made.show()
    return made.findChildren(QTableWidget)


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
    assert len(fields) >= 2
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


@pytest.mark.usefixtures("styled")
def test_every_cell_can_be_read(tables: list[QTableWidget]) -> None:
    seen = 0
    for table in tables:
        items = [
            table.item(row, column)
            for row in range(table.rowCount())
            for column in range(table.columnCount())
        ]
        for item in (each for each in items if each and each.text()):
            text = item.text()
            filled = [picture(table, scale) for scale in SCALES]
            with QSignalBlocker(table):
                item.setText("")
            for scale, image in zip(SCALES, filled, strict=True):
                wanted = ink_of_text(table, text, scale)
                shown = ink(image, picture(table, scale))
                assert shown.height() >= wanted.height() - scale, f"{text!r} at {scale}"
                assert shown.width() >= wanted.width() - 2 * scale, f"{text!r} at {scale}"
            seen += 1
    assert seen >= 2
