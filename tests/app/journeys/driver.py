"""The real program, in a process of its own, driven by a scenario: ``python -m ...driver SCENARIO [PROJECT...]``.

A scenario is a generator: what it yields is waited for. A line on stdout tells that the moment has come.
"""

import faulthandler
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from manim_nodes.__main__ import main
from manim_nodes.app.main import make_qt_application
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.document.edits import add_node, set_parameter
from manim_nodes.render.export.export_settings import ExportFormat

Scenario = Callable[[ProjectWindow], Iterator[Callable[[], bool]]]
_POLL_MS = 10
PATIENCE_S = 60


def say_now() -> None:
    print("now", flush=True)  # noqa: T201  the test reads it


def close(window: ProjectWindow) -> None:
    """Close the window as if all was saved."""
    say_now()
    window.session.mark_saved(window.session.document, Path("unsaved"))
    window.window.close()


def is_known(window: ProjectWindow) -> bool:
    return bool(window.session.library.types) and window.session.analysis is not None


def library(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Close while the node types are read."""
    yield window.window.isVisible
    close(window)


def manim(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Close while manim is imported."""
    yield lambda: "manim" in sys.modules
    close(window)


def drawing(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Close while a preview is drawn."""
    yield lambda: window.panels.player.preview.timeline.frame_count > 2
    close(window)


def endless_loop(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Close while code of the user's own does not end."""
    yield lambda: is_known(window)
    marker = Path.home() / "looping"
    code = f"open({str(marker)!r}, 'w')\nwhile True:\n    pass"

    window.session.edit(lambda document: add_node(document, "PythonCode")[0])
    window.session.edit(lambda document: set_parameter(document, "python_code_1", "code", code))
    yield marker.exists
    close(window)


def export(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Close while a film is made."""
    yield lambda: window.session.path is not None and is_known(window)
    setattr(QMessageBox, "exec", _stop)  # noqa: B010  mypy
    window.panels.exports.commands()[0].run()
    yield lambda: window.panels.exports.is_busy
    yield lambda: bool(_processes())
    close(window)


def background(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Close while a film is made, which is to go on."""
    yield lambda: window.session.path is not None and is_known(window)
    setattr(QMessageBox, "exec", _go_on)  # noqa: B010  mypy
    window.panels.exports.export(ExportFormat.MP4)
    yield lambda: any(job.state.is_running for job in window.panels.exports.work.jobs)
    close(window)


def _go_on(box: QMessageBox) -> int:
    """Answer a question with what the dialog offers first."""
    box.defaultButton().click()
    return 0


def _stop(box: QMessageBox) -> int:
    """Answer a question with what stops the work."""
    role = QMessageBox.ButtonRole.DestructiveRole
    next(each for each in box.buttons() if box.buttonRole(each) == role).click()
    return 0


def saving(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Close while the project is written."""
    yield lambda: window.session.path is not None and is_known(window)
    window.session.edit(lambda document: add_node(document, "Circle")[0])
    window.files.save()
    close(window)


def visit(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Begin with a template, look at its film, and close."""
    yield lambda: bool(window._application.templates) and is_known(window)
    window._use_template(window._application.templates[0])
    yield lambda: window.panels.player.preview.state is PreviewState.CURRENT
    window.panels.player.playback.toggle()
    yield lambda: window.panels.player.playback.frame > 5
    close(window)


def edit(window: ProjectWindow) -> Iterator[Callable[[], bool]]:
    """Change the project, and wait to be killed."""
    window._application.profile.change_preferences(autosave_s=1, live_preview=False)
    yield lambda: is_known(window)
    window.actions.new()
    window.session.edit(lambda document: add_node(document, "Circle")[0])
    yield window._autosave.file.exists
    say_now()


def _processes() -> list[int]:
    return [
        int(child)
        for task in Path("/proc/self/task").glob("*/children")
        for child in task.read_text().split()
    ]


class Driver:
    """Goes on with a scenario whenever what it waits for is there."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._steps: Iterator[Callable[[], bool]] | None = None
        self._condition: Callable[[], bool] = lambda: True
        self._timer = QTimer(interval=_POLL_MS)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        if self._steps is None:
            window = _project_window()
            self._steps = self._scenario(window) if window else None
        elif self._condition():
            try:
                self._condition = next(self._steps)
            except StopIteration:
                self._timer.stop()


def _project_window() -> ProjectWindow | None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            return getattr(widget.closed, "__self__", None)
    return None


if __name__ == "__main__":
    faulthandler.dump_traceback_later(PATIENCE_S, exit=True)
    scenario, sys.argv[1:] = sys.argv[1], sys.argv[2:]
    make_qt_application()
    driver = Driver(globals()[scenario])
    sys.exit(main())
