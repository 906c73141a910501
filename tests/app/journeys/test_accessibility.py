"""The whole app without a mouse and without eyes: every control can be reached, and has a name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.inspector.nodes_page import NodesPage
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.window.focus import is_seen
from manim_nodes.document.files import load_document, save_document
from manim_nodes.workspace.places import data_root
from tests.app.journeys.conftest import OpenApp

pytestmark = pytest.mark.slow

# keys that move about, which a menu would not help with
WITHOUT_MENU = ("canvas.walk_", "canvas.extend_", "palette.", "player.escape")
DIALOGS = (
    "app.preferences",
    "app.shortcuts",
    "app.about",
    "app.guide",
    "app.doctor",
    "app.insert_template",
    "exports.dialog",
)


@pytest.fixture
def window(open_app: OpenApp, qtbot: QtBot, tmp_path: Path) -> ProjectWindow:
    (template,) = (data_root() / "templates").glob("*/pythagoras.mnodes")
    path = tmp_path / "film.mnodes"
    save_document(load_document(template), path)
    window = open_app(path)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    return window


def nameless(parent: QWidget) -> set[str]:
    """Return the visible controls that take the focus and tell a screen reader no name."""
    return {_path(widget) for widget in _focusable(parent) if not _spoken_name(widget)}


def _focusable(parent: QWidget) -> Iterator[QWidget]:
    for widget in (parent, *parent.findChildren(QWidget)):
        takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and widget.isVisible() and widget.isEnabled() and not widget.focusProxy():
            yield widget


def _spoken_name(widget: QWidget) -> str:
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _path(widget: QWidget) -> str:
    parent = widget.parentWidget()
    own = f"{type(widget).__name__}({widget.objectName()})"
    return f"{_path(parent)}/{own}" if parent is not None else own


def actions_of(menu: QMenu | QWidget) -> Iterator[QAction]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from actions_of(inner)
        elif not action.isSeparator():
            yield action


def focused() -> QWidget:
    widget: QWidget | None = QApplication.focusWidget()
    assert widget is not None
    return widget


def run(window: ProjectWindow, command_id: str) -> None:
    next(command for command in window.window.commands if command.id == command_id).run()


def test_every_control_of_the_window_has_a_name(window: ProjectWindow) -> None:
    found = nameless(window.window)
    for node in window.session.content.nodes:
        window.session.select({node.id})
        found |= nameless(window.panels.inspector)
    for dock in ("problems", "code"):
        window.window.dock_of(dock).raise_()
        QApplication.processEvents()
        found |= nameless(window.window)
    window.panels.show_welcome()

    assert found | nameless(window.window) == set()


@pytest.mark.parametrize("command_id", DIALOGS)
def test_every_control_of_a_dialog_has_a_name(window: ProjectWindow, command_id: str) -> None:
    before = set(QApplication.topLevelWidgets())
    run(window, command_id)
    (dialog,) = [
        each for each in QApplication.topLevelWidgets() if each not in before and each.isVisible()
    ]

    assert dialog.windowTitle()
    assert nameless(dialog) == set()
    dialog.close()


def test_every_control_of_what_pops_up_has_a_name(window: ProjectWindow) -> None:
    window.dialogs.command_palette.open_over(window.window)
    found = nameless(window.dialogs.command_palette)
    window.dialogs.command_palette.close()
    window.panels.search.open_for(QPoint(100, 100))
    found |= nameless(window.panels.search)
    window.panels.search.close()

    assert found == set()


def test_every_command_is_in_a_menu_with_its_keys(window: ProjectWindow) -> None:
    window.window._refresh()
    shown = {action.objectName(): action for action in actions_of(window.window.menuBar())}
    hidden = {command.id for command in window.window.commands} - shown.keys()
    assert [name for name in hidden if not name.startswith(WITHOUT_MENU)] == []
    for command in window.window.commands:
        if action := shown.get(command.id):
            assert action.text() or not action.isVisible()
            assert [QKeySequence(keys) for keys in command.keys] == action.shortcuts()


def test_f6_leads_to_every_panel_and_back(window: ProjectWindow) -> None:
    panels = window.window.panels
    seen = {name for name, each in panels.items() if is_seen(each)}
    for keys in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        reached = set()
        for _ in seen:
            QTest.keyClick(focused(), Qt.Key.Key_F6, keys)
            reached |= {name for name, each in panels.items() if each.isAncestorOf(focused())}
        assert reached == seen

    assert seen >= {"canvas", "palette", "inspector", "player", "timeline"}


def test_tab_leads_from_the_first_field_of_a_node_to_all_others(window: ProjectWindow) -> None:
    window.session.select({window.session.content.nodes[0].id})
    run(window, "inspector.focus")
    reached = set()
    while window.panels.inspector.isAncestorOf(focus := focused()):
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)

    page = window.panels.inspector.page
    assert isinstance(page, NodesPage)
    fields = [row.editor for row in page.form.rows.values() if row.editor.isVisible()]
    assert {field.focusProxy() or field for field in fields} <= reached
