"""Fields to type into."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.fields import LineField, TextField

LEFT = Qt.MouseButton.LeftButton


def test_the_first_click_selects_all_so_that_typing_takes_its_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    other, field = LineField(window), LineField(window)
    field.setGeometry(0, 40, 200, 24)
    field.setText("Visitors in thousands")
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    QTest.mouseClick(field, LEFT, pos=QPoint(20, 8))
    QTest.keyClicks(field, "Guests")
    assert field.text() == "Guests"
    assert field.hasFocus()
    QTest.mouseClick(field, LEFT, pos=QPoint(6, 8))  # from then on a click goes to a place
    QTest.keyClicks(field, "!")
    assert field.text() != "!"


def test_what_the_first_press_selects_by_dragging_stays_selected(qtbot: QtBot) -> None:
    field = LineField()
    qtbot.addWidget(field)
    field.setText("Visitors in thousands")
    field.resize(300, 30)
    field.show()
    QTest.mousePress(field, LEFT, pos=QPoint(4, 12))
    QTest.mouseMove(field, QPoint(60, 12))
    QTest.mouseRelease(field, LEFT, pos=QPoint(60, 12))
    assert 0 < len(field.selectedText()) < len(field.text())


def test_a_single_line_of_a_larger_field_is_selected_by_the_first_click_and_by_tab(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    other, field = LineField(window), TextField(window)
    field.setGeometry(0, 40, 200, 60)
    field.show_text("Subtitle")
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    QTest.mouseClick(field.viewport(), LEFT, pos=QPoint(20, 12))
    QTest.keyClicks(field, "Now it turns")
    assert field.toPlainText() == "Now it turns"
    QTest.mouseClick(field.viewport(), LEFT, pos=QPoint(8, 12))
    assert not field.textCursor().hasSelection()
    other.setFocus()
    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert field.textCursor().selectedText() == "Now it turns"
    field.show_text("one\ntwo")
    other.setFocus()
    QTest.mouseClick(field.viewport(), LEFT, pos=QPoint(8, 12))
    assert not field.textCursor().hasSelection()
