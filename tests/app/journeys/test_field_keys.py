"""Fields to type into keep the keys that edit text; at all others, the commands of the window work."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document.edits import add_node
from manim_nodes.document.model import Document
from manim_nodes.editing.unseen_problems import unseen_problems
from manim_nodes.render.preview.unseen import Reason, Unseen
from tests.app.journeys.conftest import OpenApp
from tests.support.sessions import analyze_now

# With Ctrl, by what they do to a text; all else with Ctrl or Alt is the window's.
EDITING = {
    *("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z"),
    *("Ctrl+Left", "Ctrl+Right", "Ctrl+Return", "Ctrl+Enter"),
}


@pytest.fixture
def window(open_app: OpenApp) -> ProjectWindow:
    window = open_app()
    window.window.profile.change_preferences(live_preview=False)
    window.panels.show_canvas()

    def edit(document: Document) -> Document:
        document, _ = add_node(document, "Circle")
        return add_node(document, "Text")[0]

    window.session.edit(edit)
    return window


def fields(window: ProjectWindow, qtbot: QtBot) -> Iterator[tuple[str, QWidget]]:
    """Lead the keyboard into one field of each kind after another."""
    panels, canvas = window.panels, window.panels.canvas
    for node_id in ("circle_1", "text_1"):
        window.session.select({node_id})
        qtbot.waitUntil(lambda: panels.inspector.page is not None)
        for kind in (QLineEdit, QPlainTextEdit, QComboBox):
            for field in panels.inspector.findChildren(kind):
                is_typed = not isinstance(field, QComboBox) or field.isEditable()
                if field.isVisible() and field.isEnabled() and is_typed:
                    yield f"{node_id} {type(field).__name__}", field
    canvas.edit_actions.rename("circle_1")
    yield "a name on the canvas", window.window.focusWidget()
    canvas.edit_actions.add_note()
    yield "a note", window.window.focusWidget()
    canvas.begin_find()
    yield "finding", window.window.focusWidget()
    palette = panels.palette.focusProxy()
    assert palette is not None
    yield "the palette", palette
    (script,) = panels.code.findChildren(QPlainTextEdit)
    window.window.dock_of("code").show()
    window.window.dock_of("code").raise_()
    yield "the script", script


def is_kept(field: QWidget, key: QKeySequence) -> bool:
    """Return whether a field that has the focus takes a key before any command gets it."""
    pressed = key[0]
    event = QKeyEvent(QEvent.Type.ShortcutOverride, pressed.key(), pressed.keyboardModifiers(), "")
    event.ignore()
    QApplication.sendEvent(field, event)
    return event.isAccepted()


def test_fields_keep_no_key_of_a_command_that_does_not_edit_text(
    window: ProjectWindow, qtbot: QtBot
) -> None:
    held = {
        key
        for command in window.window.commands
        if command.panel in ("", "canvas", "inspector")
        for key in command.keys
        if key.startswith(("Ctrl+", "Alt+", "Meta+", "F")) and len(key) > 1
    }
    assert {"Ctrl+D", "Ctrl+K", "Ctrl+S", "Ctrl+E", "F4"} <= held
    seen, kept = set(), {}
    for name, field in fields(window, qtbot):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        seen.add(name)
        if taken := {key for key in held - EDITING if is_kept(field, QKeySequence(key))}:
            kept[name] = taken
    assert len(seen) >= 9, seen
    assert kept == {}


def test_f4_leads_from_the_canvas_into_the_first_field(window: ProjectWindow) -> None:
    window.session.select({"circle_1"})
    view = window.panels.canvas.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F4)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert window.panels.inspector.isAncestorOf(field)


@pytest.mark.parametrize("key", ["Ctrl+D", "Ctrl+Shift+D", "Ctrl+G", "Ctrl+K"])
def test_what_the_inspector_shows_is_worked_on_from_its_fields(
    window: ProjectWindow, qtbot: QtBot, key: str
) -> None:
    window.session.select({"circle_1"})
    field = window.panels.inspector.findChildren(QLineEdit)[0]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    count = len(window.session.content.nodes)
    combination = QKeySequence(key)[0]
    QTest.keyClick(field, combination.key(), combination.keyboardModifiers())
    if key == "Ctrl+K":
        popup = QApplication.activePopupWidget() or QApplication.activeWindow()
        assert popup is not None
        assert popup is not window.window
        popup.close()
    elif key == "Ctrl+G":
        assert {node.type for node in window.session.content.nodes} == {"NodeGroup", "Text"}
    else:
        assert len(window.session.content.nodes) == count + 1


def test_keys_go_to_the_canvas_once_a_problem_is_mended(open_app: OpenApp) -> None:
    window = open_app()
    window.panels.add_type("Dot")
    session, canvas = window.session, window.panels.canvas
    analyze_now(session)
    assert session.analysis is not None
    (dot,) = session.selection
    session.set_picture_problems(
        unseen_problems(session.analysis.graph, [Unseen(dot, Reason.OUTSIDE, shift=(-15.0, 0.0))])
    )
    title = "Bring it into the frame"
    buttons = window.panels.inspector.findChildren(QPushButton)
    (button,) = (each for each in buttons if each.text() == title)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    session.set_picture_problems(())
    assert not button.isVisible()
    assert canvas.view.hasFocus()
