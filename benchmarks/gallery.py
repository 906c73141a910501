"""Measures the gallery: 500 templates looked through, and each that comes with the program opened.

Run it as ``.venv/bin/python -m benchmarks.gallery``, on a screen or none at all; ``--only-table`` prints no more than
the table of templates, in Markdown, with the time until the first picture of each.
"""

import argparse
import os
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.app_window import app_window, is_analyzed, temporary_home
from benchmarks.editor import ms, print_row
from benchmarks.event_loop import run_for, timed, wait_until
from manim_nodes.app.gallery.cards import CardView
from manim_nodes.app.gallery.templates_view import TemplatesView
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.workspace.places import data_root, places

COUNT = 500
CATEGORIES = 12
QUERIES = ("projectile motion 7", "traced path", "sort")
TICK_MS = 2
SIZE = 1600, 900
FRAME = "16 ms"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--only-table", action="store_true", help="print the table of templates only"
    )
    only_table = parser.parse_args().only_table
    built_in, _ = load_templates(data_root() / "templates")
    with temporary_home():
        if not only_table:
            print("| gallery | figure | target |")
            print("| --- | ---: | ---: |")
            make_own_templates(built_in, places().templates)
            with app_window(live_preview=False, node_pictures=False) as window:
                window.window.resize(*SIZE)
                for row in of_many(window, len(built_in)):
                    print_row(row)
            shutil.rmtree(places().templates)
            print()
        print(
            "| template | category | seconds | nodes | knobs | opened | in the window's thread | first picture |"
        )
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        with app_window(node_pictures=False) as window:
            for template in built_in:
                print(f"| {' | '.join(of_opening(window, template))} |", flush=True)


def make_own_templates(built_in: list[Template], folder: Path) -> None:
    """Have as many templates of the user's own as one can want, in a dozen categories."""
    for number in range(COUNT):
        template = built_in[number % len(built_in)]
        path = folder / f"category_{number % CATEGORIES}" / f"{template.id}_{number}.mnodes"
        path.parent.mkdir(parents=True, exist_ok=True)
        card = template.path.with_suffix(".toml").read_text()
        card = card.replace(f'"{template.name}"', f'"{template.name} {number}"')
        card = card.replace(f'"{template.category}"', f'"Category {number % CATEGORIES}"')
        path.with_suffix(".toml").write_text(card)
        for suffix in (".mnodes", ".png", ".gif"):
            os.link(template.path.with_suffix(suffix), path.with_suffix(suffix))


class Gaps:
    """Measures how long the event loop does not come round while something goes on."""

    def __init__(self) -> None:
        self._gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def _note(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now

    def during(self, work: Callable[[], object]) -> str:
        """Return the 99th percentile and the longest of the gaps."""
        self._gaps, self._last = [], time.perf_counter()
        self._timer.start()
        work()
        run_for(0.05)
        self._timer.stop()
        self._gaps.append(time.perf_counter() - self._last)
        ordered = sorted(self._gaps)
        return f"{ms(ordered[int(0.99 * (len(ordered) - 1))])}, {ms(ordered[-1])}"


def of_many(window: ProjectWindow, built_in: int) -> Iterator[tuple[str, str, str]]:
    """Measure reading, showing, searching and scrolling that many cards."""
    view, cards = gallery(window)
    gaps, application = Gaps(), window._application
    every = COUNT + built_in
    wait_until(lambda: len(application.templates) == every)

    def read() -> None:
        before = application.templates
        application.reload_templates()
        wait_until(lambda: application.templates is not before)

    begun = time.perf_counter()
    gaps_found = gaps.during(read)
    taken = time.perf_counter() - begun
    yield f"read {every} templates, in a thread", ms(taken), ""
    yield "event loop meanwhile: p99, longest", gaps_found, "33 ms, 100 ms"

    window.panels.show_canvas()
    run_for(0.5)

    def show() -> None:
        window.panels.show_welcome()
        window.window.repaint()

    yield "open the gallery, first time, painted", ms(timed(show)), "100 ms"
    yield "its pictures come: p99, longest", gaps.during(lambda: run_for(2.0)), "33 ms, 100 ms"

    search = view.findChild(QLineEdit)
    assert search is not None
    for query in QUERIES:
        keys = []
        for letter in query:
            keys.append(timed(lambda letter=letter: type_and_paint(search, letter, cards)))  # type: ignore[misc]
            run_for(0.02)
        yield (
            f"type “{query}”, a key: median, longest",
            f"{ms(statistics.median(keys))}, {ms(max(keys))}",
            "50 ms",
        )
        yield f"“{query}” taken back", ms(timed(lambda: clear_and_paint(search, cards))), "50 ms"
        run_for(0.1)

    def wheel() -> list[float]:
        frames = []
        bar = cards.verticalScrollBar()
        while bar.value() < bar.maximum():
            frames.append(timed(lambda: turn(cards)))
            QApplication.processEvents()
        return frames

    frames: list[float] = []
    gaps_found = gaps.during(lambda: frames.extend(wheel()))
    yield (
        f"scroll to the end ({len(frames)} frames): median, longest",
        f"{ms(statistics.median(frames))}, {ms(max(frames))}",
        FRAME,
    )
    yield "event loop meanwhile: p99, longest", gaps_found, "33 ms, 100 ms"
    yield (
        "scroll back, pictures known",
        ms(timed(lambda: back_to_top(cards))),
        FRAME,
    )

    def hover() -> None:
        for row in range(12):
            QTest.mouseMove(
                cards.viewport(), cards.visualRect(cards.model().index(row, 0)).center()
            )
            run_for(0.4)

    yield "loops under the mouse: p99, longest", gaps.during(hover), "33 ms, 100 ms"


def of_opening(window: ProjectWindow, template: Template) -> tuple[str, ...]:
    """Measure opening a template, from the click on Open until its canvas is painted, and its first picture."""
    window.session.mark_saved(window.session.document, Path("saved.mnodes"))
    window.files.new()
    window.panels.show_welcome()
    view, _ = gallery(window)
    begun, spent = time.perf_counter(), time.thread_time()
    view.cards.chosen.emit(template)
    wait_until(lambda: window.session.document.name == template.name)
    window.panels.canvas.view.viewport().repaint()
    opened, busy = time.perf_counter() - begun, time.thread_time() - spent
    preview = window.panels.player.preview
    wait_until(lambda: bool(preview.timeline.frame_count) and is_analyzed(window))
    first = time.perf_counter() - begun
    document, analysis = window.session.document, window.session.analysis
    script = analysis.render_script if analysis else None
    seconds = script.source_map.duration_s if script else 0.0
    return (
        template.name,
        template.category,
        f"{seconds:.1f}",
        str(len(document.nodes)),
        str(len(document.knobs)),
        ms(opened),
        ms(busy),
        ms(first),
    )


def gallery(window: ProjectWindow) -> tuple[TemplatesView, CardView]:
    view = window.panels.welcome.findChild(TemplatesView)
    assert view is not None
    return view, view.cards


def type_and_paint(search: QLineEdit, letter: str, cards: CardView) -> None:
    QTest.keyClicks(search, letter)
    cards.viewport().repaint()


def clear_and_paint(search: QLineEdit, cards: CardView) -> None:
    search.clear()
    cards.viewport().repaint()


def back_to_top(cards: CardView) -> None:
    cards.scrollToTop()
    cards.viewport().repaint()


def turn(cards: CardView) -> None:
    point = QPointF(cards.viewport().rect().center())
    buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(point, point, QPoint(), QPoint(0, -120), buttons, keys, phase, False)
    QApplication.sendEvent(cards.viewport(), event)
    cards.viewport().repaint()


if __name__ == "__main__":
    main()
