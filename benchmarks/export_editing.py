"""How late the event loop is while a number is dragged: with nothing else to do, and while a film is exported.

Run it as ``.venv/bin/python -m benchmarks.export_editing``, on a screen of its own or none at all.
"""

from itertools import cycle

from PySide6.QtCore import QTimer

from benchmarks.app import TICK_MS, Lateness, ms
from benchmarks.app_window import app_window, is_drawn, open_project, temporary_home
from benchmarks.event_loop import run_for, wait_until
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.files import load_document
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.workspace.places import data_root

_PROJECT = data_root() / "templates" / "physics" / "projectile.mnodes"
_NODE, _PARAMETER = "axes", "x_length"
_EDIT_S = 5.0


def waits_of_edits(window: ProjectWindow) -> list[float]:
    """Return the times between ticks of the event loop while a number is dragged, in s."""
    values = cycle(10 + step / 50 for step in range(50))
    drag, lateness = QTimer(interval=TICK_MS), Lateness()
    drag.timeout.connect(
        lambda: window.session.edit(
            lambda document: set_parameter(document, _NODE, _PARAMETER, next(values)),
            merge_key="drag",
        )
    )
    lateness.start()
    drag.start()
    run_for(_EDIT_S)
    drag.stop()
    lateness.stop()
    return lateness.waits


def main() -> None:
    """Print the table."""
    print("| a number is dragged | event loop: p50 | p99 | longest |\n| --- | ---: | ---: | ---: |")
    with temporary_home() as home, app_window() as window:
        open_project(window, load_document(_PROJECT), home)
        wait_until(lambda: is_drawn(window))
        exports = window.panels.exports
        for name in ("with nothing beside", "while a film is exported"):
            if name != "with nothing beside":
                exports.export(ExportFormat.MP4)
                wait_until(lambda: exports.is_busy)
                run_for(2)  # manim is under way
            waits = waits_of_edits(window)
            print(f"| {name} | {ms(waits, 0.5)} | {ms(waits, 0.99)} | {ms(waits, 1)} |", flush=True)
        if not exports.is_busy:
            raise SystemExit("The film was ready before the drag was over: nothing was measured.")
        exports.cancel()
        wait_until(lambda: not exports.is_busy)


if __name__ == "__main__":
    main()
