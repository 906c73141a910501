"""The app with one window, in a home of its own."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.event_loop import run_for, wait_until
from manim_nodes.app.application import Application
from manim_nodes.app.garbage import GarbageCollector
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.main import make_qt_application, return_freed_memory
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.app.project_window import ProjectWindow, assemble
from manim_nodes.document.files import save_document
from manim_nodes.document.model import Document
from manim_nodes.workspace.places import places

_SETTLE_S = 0.25
"""By then what waits a moment after an edit, such as the overview, has been drawn."""


@contextmanager
def temporary_home() -> Iterator[Path]:
    """Let everything that the app keeps be in a folder that is empty at first."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        for name in [name for name in os.environ if name.startswith("XDG_")]:
            del os.environ[name]
        yield Path(home)


@contextmanager
def app_window(**preferences: object) -> Iterator[ProjectWindow]:
    """Start the app, and end it."""
    return_freed_memory()
    make_qt_application()
    application = Application(Profile(places()), assemble)
    GarbageCollector(application)
    application.profile.change_preferences(**preferences)
    application.start([])
    (window,) = application.windows
    assert isinstance(window, ProjectWindow)
    wait_until(lambda: bool(window.session.library.types))
    yield window
    window.session.mark_saved(window.session.document, Path("saved.mnodes"))
    window.window.close()
    application.close()


def open_project(window: ProjectWindow, document: Document, folder: Path) -> float:
    """Open a project; return how many seconds it takes until it is on the screen."""
    path = folder / f"{document.name}.mnodes"
    save_document(document, path)
    begun = time.perf_counter()
    window.files.open(path)
    wait_until(lambda: window.session.path == path)
    window.panels.canvas.view.viewport().repaint()
    return time.perf_counter() - begun


def is_analyzed(window: ProjectWindow) -> bool:
    """Return whether what the project means is known."""
    analysis = window.session.analysis
    return analysis is not None and analysis.document is window.session.document


def is_drawn(window: ProjectWindow) -> bool:
    """Return whether the film shows the project, or what it fails with is known."""
    state = window.panels.player.preview.state
    return is_analyzed(window) and state in (PreviewState.CURRENT, PreviewState.FAILED)


def thread_seconds(window: ProjectWindow, edit: Callable[[], object]) -> float:
    """Return how long an edit keeps the window's thread busy, with all that comes of it until all is quiet.

    That is the time that this thread computed, whatever else the machine was doing.
    """
    begun = time.thread_time()
    edit()
    wait_until(lambda: is_analyzed(window))
    run_for(_SETTLE_S)
    return time.thread_time() - begun
