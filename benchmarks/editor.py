"""Measures the editor as a user meets it: its start, a large project, and what edits of it cost.

Run it as ``.venv/bin/python -m benchmarks.editor``, on a screen or none at all; it prints the table of the editor.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import timed, wait_until
from benchmarks.graphs import chain_of_nodes
from manim_nodes.app.application import Application
from manim_nodes.app.garbage import GarbageCollector
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.main import make_qt_application
from manim_nodes.app.project_window import ProjectWindow, assemble
from manim_nodes.document.edits import add_node, connect
from manim_nodes.document.files import save_document
from manim_nodes.document.model import Edge
from manim_nodes.workspace.places import places

NODES = 300
ROUNDS = 20
STARTS = 5
START = """
import time; begun = time.perf_counter()
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from manim_nodes.app.main import make_qt_application, run_app
from PySide6.QtWidgets import QApplication, QMainWindow
qt = make_qt_application()
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            print(time.perf_counter() - begun, "manim" in sys.modules, "scipy" in sys.modules, flush=True)
            qt.removeEventFilter(self)
            QTimer.singleShot(0, QApplication.closeAllWindows)
        return False
painted = Painted()
qt.installEventFilter(painted)
run_app()
"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home
        for name in [name for name in os.environ if name.startswith("XDG_")]:
            del os.environ[name]
        rows = [("window on screen, cold start", statistics.median(starts()), "1.5 s")]
        rows += in_the_app(Path(home))
    print("| editor | median | target |")
    print("| --- | ---: | ---: |")
    for name, value, target in rows:
        print(f"| {name} | {value * 1000:.0f} ms | {target} |")


def starts() -> list[float]:
    """Start the program several times; give the time from the interpreter's start to the first painted window."""
    found = []
    for _ in range(STARTS):
        command = [sys.executable, "-c", START]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        if said[1:3] != ["False", "False"]:
            raise RuntimeError(f"manim or scipy was imported before the window was there: {said}")
        found.append(float(said[0]))
    return found


def in_the_app(home: Path) -> list[tuple[str, float, str]]:
    """Measure one window with a project of 300 nodes."""
    make_qt_application()
    application = Application(Profile(places()), assemble)
    GarbageCollector(application)
    application.profile.change_preferences(live_preview=False, node_pictures=False)
    application.start([])
    (window,) = application.windows
    assert isinstance(window, ProjectWindow)
    wait_until(lambda: bool(window.session.library.types))
    path = home / "large.mnodes"
    save_document(chain_of_nodes(NODES), path)
    rows = [
        (f"open {NODES} nodes", timed(lambda: open_project(window, path)), "1 s"),
        ("pan, a frame", median(lambda step: pan(window, step)), "16 ms"),
        ("zoom, a frame", median(lambda step: zoom(window, step)), "16 ms"),
        (f"add a node at {NODES}", median(lambda _: add(window)), "50 ms"),
        (f"make a wire at {NODES}", median(lambda step: wire(window, step)), "50 ms"),
        (f"undo at {NODES}", median(lambda _: undo(window)), "50 ms"),
    ]
    window.session.mark_saved(window.session.document, path)
    window.window.close()
    application.close()
    return rows


def open_project(window: ProjectWindow, path: Path) -> None:
    window.files.open(path)
    wait_until(lambda: window.session.path == path)
    window.panels.canvas.view.viewport().repaint()


def pan(window: ProjectWindow, step: int) -> None:
    bar = window.panels.canvas.view.horizontalScrollBar()
    bar.setValue(bar.value() + (7 if step % 2 else -7))
    window.panels.canvas.view.viewport().repaint()


def zoom(window: ProjectWindow, step: int) -> None:
    view = window.panels.canvas.view
    point = QPointF(view.viewport().rect().center())
    turn = QPoint(0, 120 if step % 4 < 2 else -120)
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(point, point, QPoint(), turn, buttons, keys, phase, False)
    QApplication.sendEvent(view.viewport(), event)
    view.viewport().repaint()


def add(window: ProjectWindow) -> None:
    window.session.edit(lambda document: add_node(document, "Circle")[0])
    window.panels.canvas.view.viewport().repaint()


def wire(window: ProjectWindow, step: int) -> None:
    flow = Edge(source=f"circle_{step + 1}", output="flow", target=f"wait_{step + 2}", input="flow")
    window.session.edit(lambda document: connect(document, flow, many=True))
    window.panels.canvas.view.viewport().repaint()


def undo(window: ProjectWindow) -> None:
    window.session.undo()
    window.panels.canvas.view.viewport().repaint()


def median(work: Callable[[int], object]) -> float:
    found = []
    for step in range(ROUNDS):
        found.append(timed(lambda step=step: work(step)))  # type: ignore[misc]
        QApplication.processEvents()
    return statistics.median(found)


if __name__ == "__main__":
    main()
