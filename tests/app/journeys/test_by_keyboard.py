"""A first film, from nothing, with no mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from tests.app.journeys.conftest import OpenApp

pytestmark = pytest.mark.slow


def add(window: ProjectWindow, name: str, qtbot: QtBot) -> None:
    """Press Tab on the canvas, type a name, press Enter."""
    before = len(window.session.content.nodes)
    QTest.keyClick(window.panels.canvas.view, Qt.Key.Key_Tab)
    popup = QApplication.activePopupWidget() or QApplication.activeWindow()
    assert popup is not None
    field = popup.focusWidget()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.session.content.nodes) == before + 1)


def test_circle_create_fade_out(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    QTest.keyClick(window.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.panels.canvas.isVisible())
    for name in ("circle", "create", "fade out"):
        add(window, name, qtbot)
    assert [node.type for node in window.session.document.nodes] == ["Circle", "Create", "FadeOut"]

    view = window.panels.canvas.view
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_L)
    QTest.keyClick(view, Qt.Key.Key_J)
    assert [(edge.source, edge.target) for edge in window.session.document.edges] == [
        ("circle_1", "create_1"),
        ("create_1", "fade_out_1"),
    ]
    qtbot.waitUntil(lambda: window.panels.player.preview.timeline.frame_count >= 30, timeout=60_000)
    assert window.panels.problems.rows == ()
