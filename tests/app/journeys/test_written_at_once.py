"""What has words is typed as soon as it is added, wherever it is added from; what is wired is left alone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.palette.type_tree import TYPE_MIME
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.editing.wiring import WireEnd
from tests.app.journeys.conftest import OpenApp

CTRL = Qt.KeyboardModifier.ControlModifier
Way = Callable[[ProjectWindow, str], None]


def field_on(window: ProjectWindow) -> QPlainTextEdit | None:
    focus = QApplication.focusWidget()
    is_on_canvas = focus is not None and window.panels.canvas.view.isAncestorOf(focus)
    return focus if is_on_canvas and isinstance(focus, QPlainTextEdit) else None


def by_picture(window: ProjectWindow, name: str) -> None:
    button = window.panels.canvas.empty_hint.findChild(QToolButton, f"first_{name}")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_in_popup(title: str) -> None:
    popup = QApplication.activePopupWidget() or QApplication.activeWindow()
    assert popup is not None
    field = popup.focusWidget()
    QTest.keyClicks(field, title)
    QTest.keyClick(field, Qt.Key.Key_Return)


def by_search(window: ProjectWindow, name: str) -> None:
    window.panels.canvas.edit_actions.search()
    type_in_popup(window.panels.type_title(name))


def by_anything(window: ProjectWindow, name: str) -> None:
    QTest.keyClick(window.window, Qt.Key.Key_K, CTRL)
    type_in_popup(window.panels.type_title(name))


def by_drop(window: ProjectWindow, name: str) -> None:
    data = QMimeData()
    data.setData(TYPE_MIME, name.encode())
    view, copy = window.panels.canvas.view, Qt.DropAction.CopyAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = view.viewport().rect().center()
    view.dropEvent(QDropEvent(QPointF(at), copy, data, buttons, none))


@pytest.mark.parametrize("way", [by_picture, by_search, by_anything, by_drop])
@pytest.mark.parametrize(("name", "parameter"), [("Text", "text"), ("Math", "source")])
def test_what_is_typed_after_adding_takes_the_place_of_its_words(
    open_app: OpenApp, way: Way, name: str, parameter: str
) -> None:
    window = open_app()
    window.panels.show_canvas()
    way(window, name)
    field = field_on(window)
    assert field is not None
    assert field.textCursor().selectedText() == field.toPlainText() != ""
    QTest.keyClicks(field, "E = m")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    (node,) = window.session.content.nodes
    assert node.parameters[parameter] == "E = m"
    assert window.panels.canvas.view.hasFocus()

    window.session.undo()
    window.session.undo()
    assert not window.session.content.nodes


@pytest.mark.parametrize(
    ("type_name", "key"),
    [("Text", Qt.Key.Key_Escape), ("Title", Qt.Key.Key_Escape), ("Title", Qt.Key.Key_Tab)],
)
def test_ending_it_at_once_costs_no_step_and_leaves_the_words(
    open_app: OpenApp, type_name: str, key: Qt.Key
) -> None:
    window = open_app()
    window.panels.add_type(type_name)
    field = field_on(window)
    assert field is not None
    QTest.keyClick(field, key)
    assert window.session.undo_label == f"Undo add {type_name}"
    assert window.panels.canvas.view.hasFocus()


def test_enter_ends_a_formula_and_a_title_and_begins_another_line_of_a_text(
    open_app: OpenApp,
) -> None:
    window = open_app()
    for name, written in (("Math", "a"), ("Title", "a"), ("Text", "a\nb")):
        window.panels.add_type(name)
        field = field_on(window)
        assert field is not None
        QTest.keyClicks(field, "a")
        QTest.keyClick(field, Qt.Key.Key_Return)
        if (again := field_on(window)) is not None:
            QTest.keyClicks(again, "b")
            QTest.keyClick(again, Qt.Key.Key_Return, CTRL)
        assert field_on(window) is None
        assert written in window.session.content.nodes[-1].parameters.values()
        window.session.select(())


def test_what_is_pulled_out_of_a_wire_is_not_written(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    window.panels.add_type("Write")
    canvas = window.panels.canvas
    qtbot.waitUntil(lambda: bool(canvas.view.scene_items.nodes))
    canvas.view.search(QPoint(40, 40), WireEnd("write_1", "mobject", is_output=False))
    type_in_popup("Text")
    assert {node.type for node in window.session.content.nodes} == {"Write", "Text"}
    assert len(window.session.content.edges) == 1
    assert field_on(window) is None


def test_what_is_yet_to_be_wired_is_not_written(open_app: OpenApp) -> None:
    window = open_app()
    window.panels.add_type("XAxisLabel")  # which needs axes
    assert window.session.content.nodes
    assert field_on(window) is None
    assert window.panels.canvas.view.hasFocus()


def test_a_click_elsewhere_keeps_what_was_typed(open_app: OpenApp) -> None:
    window = open_app()
    window.panels.add_type("Text")
    field = field_on(window)
    assert field is not None
    QTest.keyClicks(field, "Kept")
    QApplication.sendEvent(field, QEvent(QEvent.Type.FocusOut))
    assert window.session.content.nodes[0].parameters["text"] == "Kept"


def test_the_menu_of_the_field_does_not_end_it(open_app: OpenApp) -> None:
    window = open_app()
    window.panels.add_type("Text")
    field = field_on(window)
    assert field is not None
    QApplication.clipboard().setText("Pasted")
    place = field.viewport().rect().center()
    at = field.viewport().mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, at)
    QApplication.sendEvent(field.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert field.isVisible()
    (paste,) = (action for action in menu.actions() if action.objectName() == "edit-paste")
    paste.trigger()
    assert field.toPlainText() == "Pasted"
    menu.close()
