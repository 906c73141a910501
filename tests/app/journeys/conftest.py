from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.application import Application
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project_window import ProjectWindow, assemble

OpenApp = Callable[..., ProjectWindow]


@pytest.fixture
def application(qapp: QApplication, profile: Profile) -> Iterator[Application]:  # noqa: ARG001
    """Return the app, not started; what is open at the end is closed without a question."""
    profile.change_preferences(preview_height=240, node_pictures=False)
    application = Application(profile, assemble)
    yield application
    for window in tuple(application.windows):
        assert isinstance(window, ProjectWindow)
        window.session.mark_saved(window.session.document, Path("unsaved"))
        window.window.close()
    application.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def open_app(application: Application, qtbot: QtBot) -> OpenApp:
    """Start the app with some projects, and wait until it is ready for work."""

    def start(*paths: Path) -> ProjectWindow:
        application.start(paths)
        (window,) = application.windows
        assert isinstance(window, ProjectWindow)
        qtbot.waitUntil(lambda: bool(window.session.library.types), timeout=30_000)
        window.window.activateWindow()
        if paths:
            qtbot.waitUntil(lambda: window.session.path == paths[0], timeout=30_000)
        return window

    return start
