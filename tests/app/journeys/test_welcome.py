"""The welcome page in the whole app: one leaves it by keys, by its button, and by opening what is open."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document.files import save_document
from tests.app.journeys.conftest import OpenApp
from tests.support.players import two_steps

pytestmark = pytest.mark.slow


@pytest.fixture
def window(open_app: OpenApp, tmp_path: Path, profile: object) -> ProjectWindow:
    """Return the app with the project Waves open, and the welcome page over it."""
    profile.change_preferences(live_preview=False)  # type: ignore[attr-defined]
    path = tmp_path / "Waves.mnodes"
    save_document(two_steps(), path)
    window = open_app(path)
    window.panels.show_welcome()
    return window


def back_button(window: ProjectWindow) -> QPushButton:
    buttons = window.panels.welcome.findChildren(QPushButton)
    return next(each for each in buttons if each.text() == "← Back to Waves")


def press_escape(window: ProjectWindow) -> None:
    QTest.keyClick(window.panels.welcome, Qt.Key.Key_Escape)


def click_back(window: ProjectWindow) -> None:
    QTest.mouseClick(back_button(window), Qt.MouseButton.LeftButton)


def open_again(window: ProjectWindow) -> None:
    assert window.session.path is not None
    window._open_elsewhere(window.session.path)


def find_by_name(window: ProjectWindow) -> None:
    commands = {command.title: command for command in window.window.commands}
    assert commands["Back to the project"].is_enabled()
    commands["Back to the project"].run()


def test_one_leaves_the_welcome_page(window: ProjectWindow) -> None:
    for leave in (press_escape, click_back, open_again, find_by_name):
        window.panels.show_welcome()
        assert not window.panels.canvas.isVisible()
        leave(window)
        assert window.panels.canvas.isVisible(), leave.__name__
        assert window.window.dock_of("player").isVisible()
    assert window.session.document.nodes


def test_panels_are_as_wide_as_they_were_after_the_welcome_page(
    window: ProjectWindow, qtbot: QtBot
) -> None:
    window.window.resize(1366, 740)
    window.panels.show_canvas()
    docks = [window.window.dock_of(name) for name in ("palette", "player", "timeline")]
    window.window.resizeDocks(docks[:2], [300, 410], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: docks[0].width() == 300)
    before = [dock.size() for dock in docks]
    for _ in range(3):
        window.panels.show_welcome()
        qtbot.wait(20)
        window.panels.show_canvas()
        qtbot.wait(20)
    assert [dock.size() for dock in docks] == before
