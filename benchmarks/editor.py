"""Measures the editor as a user meets it: its start, large projects, and what edits of them cost.

Run it as ``.venv/bin/python -m benchmarks.editor``, on a screen or none at all; it prints the table of the editor.
"""

import gc
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from benchmarks.app_window import app_window, open_project, temporary_home, thread_seconds
from benchmarks.event_loop import run_for, timed, wait_until
from benchmarks.graphs import chain_of_nodes, things_that_come_and_go
from benchmarks.memory import MEBIBYTE, bytes_in_use
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.timeline.thing_geometry import ThingHit, ThingRegion
from manim_nodes.document.edits import add_node, connect, set_parameter
from manim_nodes.document.model import Edge

NODES = 300
THINGS = 200
LARGE = {1_000: ("1.5 s", "30 ms"), 3_000: ("3 s", "60 ms")}
"""For sizes of projects, how long opening one may take, and how long an edit may keep the window's thread."""

ROUNDS = 20
LARGE_ROUNDS = 9
STARTS = 5
START = """
import time; begun = time.perf_counter()
import gc; gc.disable()  # as the command does
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

Row = tuple[str, str, str]
"""What is measured, the figure, and what it is to be."""


def main() -> None:
    """Print the table."""
    print("| editor | median | target |")
    print("| --- | ---: | ---: |")
    with temporary_home() as home:
        print_row(("window on screen, cold start", ms(statistics.median(starts())), "1.5 s"))
        with app_window(live_preview=False, node_pictures=False) as window:
            for rows in (
                of_the_mouse(window, home),
                of_things(window, home),
                of_large_projects(window, home),
            ):
                for row in rows:
                    print_row(row)


def print_row(row: Row) -> None:
    """Print a row of the table."""
    print(f"| {' | '.join(row)} |", flush=True)


def ms(seconds: float) -> str:
    """Return milliseconds as text."""
    return f"{seconds * 1000:.0f} ms"


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


def of_the_mouse(window: ProjectWindow, home: Path) -> Iterator[Row]:
    """Measure looking at a project of 300 nodes, and edits of it until the canvas shows them."""
    yield f"open {NODES} nodes", ms(open_project(window, chain_of_nodes(NODES), home)), "1 s"
    yield "pan, a frame", ms(median(lambda step: pan(window, step))), "16 ms"
    yield "zoom, a frame", ms(median(lambda step: zoom(window, step))), "16 ms"
    yield f"add a node at {NODES}", ms(median(lambda _: seen(window, add))), "50 ms"
    yield f"make a wire at {NODES}", ms(median(lambda step: seen(window, wire, step))), "50 ms"
    yield f"undo at {NODES}", ms(median(lambda _: seen(window, undo))), "50 ms"


def of_things(window: ProjectWindow, home: Path) -> Iterator[Row]:
    """Measure looking at the timeline of a project of 200 things, and dragging one of their bars."""
    open_project(window, things_that_come_and_go(THINGS), home)
    stop_preview(window)
    timeline = window.panels.timeline
    wait_until(lambda: len(timeline.things.rows.rows) == THINGS)
    timeline.view.zoom(8)
    yield f"scroll {THINGS} things, a frame", ms(median(lambda step: scroll(window, step))), "16 ms"
    yield "zoom them, a frame", ms(median(lambda step: zoom_things(window, step))), "16 ms"
    yield "drag the end of one, a frame", ms(median(lambda step: drag(window, step))), "16 ms"
    timeline.things.cancel()


def of_large_projects(window: ProjectWindow, home: Path) -> Iterator[Row]:
    """Measure how long edits of larger projects keep the window's thread, all that follows from them included."""
    for count, (opening, edit) in LARGE.items():
        yield (
            f"open {count:,} nodes",
            ms(open_project(window, chain_of_nodes(count), home)),
            opening,
        )
        stop_preview(window)
        window.session.select({"circle_10"})
        for name, work in (
            ("set a parameter", set_radius),
            ("add a node", add),
            ("make a wire", wire),
            ("undo", undo),
        ):
            taken = [
                thread_seconds(window, lambda step=step, work=work: work(window, step))  # type: ignore[misc]
                for step in range(LARGE_ROUNDS)
            ]
            yield f"{name} at {count:,}, window's thread", ms(statistics.median(taken)), edit
        garbage = timed(lambda: gc.collect(1)) + timed(lambda: run_for(0))
        yield f"look for garbage at {count:,}, once all is calm", ms(garbage), ""
        yield f"memory with {count:,} nodes", f"{bytes_in_use() / MEBIBYTE:.0f} MiB", ""


def stop_preview(window: ProjectWindow) -> None:
    """Stop drawing the film of the project, which is drawn once even if previews are not live."""
    preview = window.panels.player.preview
    wait_until(lambda: preview.state is not PreviewState.EMPTY)
    preview.stop()
    run_for(1.0)


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


def seen(
    window: ProjectWindow, edit: Callable[[ProjectWindow, int], object], step: int = 0
) -> None:
    edit(window, step)
    window.panels.canvas.view.viewport().repaint()


def scroll(window: ProjectWindow, step: int) -> None:
    things = window.panels.timeline.things
    things.bar.setValue(37 * step)
    things.repaint()


def zoom_things(window: ProjectWindow, step: int) -> None:
    timeline = window.panels.timeline
    timeline.view.zoom(1.25 if step % 2 else 0.8)
    timeline.view.repaint()
    timeline.things.repaint()


def drag(window: ProjectWindow, step: int) -> None:
    timeline = window.panels.timeline
    areas = timeline.things.areas
    place = areas.visible_places()[1]
    hit = ThingHit(ThingRegion.START, areas.seen[place], 0)
    x = 100.0 + 20 * step
    timeline.things.show_dragged(hit, x, areas.target(hit, x))
    timeline.view.repaint()
    timeline.things.repaint()


def set_radius(window: ProjectWindow, step: int) -> None:
    radius = 1.02 + step / 50  # never the default
    window.session.edit(lambda document: set_parameter(document, "circle_10", "radius", radius))


def add(window: ProjectWindow, _step: int) -> None:
    window.session.edit(lambda document: add_node(document, "Circle")[0])


def wire(window: ProjectWindow, step: int) -> None:
    flow = Edge(source=f"circle_{step + 1}", output="flow", target=f"wait_{step + 2}", input="flow")
    window.session.edit(lambda document: connect(document, flow, many=True))


def undo(window: ProjectWindow, _step: int) -> None:
    window.session.undo()


def median(work: Callable[[int], object]) -> float:
    found = []
    for step in range(ROUNDS):
        found.append(timed(lambda step=step: work(step)))  # type: ignore[misc]
        QApplication.processEvents()
    return statistics.median(found)


if __name__ == "__main__":
    main()
