"""Who does something else while a film is made is told by the system that it is ready."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.export_work.notifier import Notifier


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (Qt.ApplicationState.ApplicationInactive, [("Sun", "Sun.mp4 is ready.")]),
        (Qt.ApplicationState.ApplicationActive, []),
    ],
)
def test_a_notification_is_shown_while_another_program_is_in_front(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    state: Qt.ApplicationState,
    shown: list[tuple[str, str]],
) -> None:
    seen: list[tuple[str, str]] = []
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: state)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "show", lambda _icon: None)
    monkeypatch.setattr(
        QSystemTrayIcon,
        "showMessage",
        lambda _icon, title, text, *_: seen.append((title, text)),
    )
    window = QWidget()
    qtbot.addWidget(window)
    assert Notifier(window).notify("Sun", "Sun.mp4 is ready.") is bool(shown)
    assert seen == shown
