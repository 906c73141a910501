"""The keys that the footer of the whole window shows first, and adding from wherever one is."""

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.window.first_keys import FIRST_KEYS
from manim_nodes.document.edits import add_node
from tests.app.journeys.conftest import OpenApp


def shown_keys(window: ProjectWindow, panel: QWidget) -> list[str]:
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Enter))
    return re.findall(r"<b>(.*?)</b>", window.window.status.shown)


def test_the_footer_knows_only_commands_that_there_are(open_app: OpenApp) -> None:
    commands = {each.id: each for each in open_app().window.commands}
    named = {name for names in FIRST_KEYS.values() for name in names}
    assert {name for name in named if name not in commands or not commands[name].keys} == set()


def test_a_beginner_is_told_how_to_add_play_and_find_first(open_app: OpenApp) -> None:
    window = open_app()
    window.window.resize(1366, 768)
    canvas = window.panels.canvas
    assert shown_keys(window, canvas)[:3] == ["Tab", "Space", "Ctrl+K"]
    window.session.edit(lambda document: add_node(document, "Circle")[0])
    window.session.select({"circle_1"})
    window.window.status.refresh()
    keys = shown_keys(window, canvas)
    assert keys[:3] == ["Tab", "Space", "Ctrl+K"]
    assert "Ctrl+D" in keys
    assert "Ctrl+X" not in keys[:9]
    assert shown_keys(window, window.panels.player)[:3] == ["Space", "Tab", "Ctrl+K"]
    assert shown_keys(window, window.panels.timeline)[0] == "Space"


def test_tab_on_the_picture_asks_what_to_add(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    window.panels.show_canvas()
    window.panels.player.view.setFocus()
    QTest.keyClick(window.panels.player.view, Qt.Key.Key_Tab)
    popup = QApplication.activePopupWidget() or QApplication.activeWindow()
    assert popup is not None
    field = popup.focusWidget()
    QTest.keyClicks(field, "square")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [node.type for node in window.session.content.nodes] == ["Square"])


def test_what_the_palette_adds_is_wired_to_what_is_selected(open_app: OpenApp) -> None:
    window = open_app()
    for name in ("Circle", "Create"):
        window.panels.add_type(name)
    (edge,) = window.session.content.edges
    assert (edge.source, edge.target) == ("circle_1", "create_1")


def test_ctrl_k_and_the_name_of_a_node_adds_it_whatever_can_be_done_besides(
    open_app: OpenApp,
) -> None:
    window = open_app()
    window.panels.add_type("Circle")
    for query in ("formula", "square"):
        QTest.keyClick(window.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        popup = QApplication.activePopupWidget() or QApplication.activeWindow()
        assert popup is not None
        field = popup.focusWidget()
        QTest.keyClicks(field, query)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [node.type for node in window.session.content.nodes] == ["Circle", "Math", "Square"]
