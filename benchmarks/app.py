"""Measures the live preview in the running app, on a screen of its own or none at all.

Run it as ``.venv/bin/python -m benchmarks.app``; it prints the table of the live preview, or the rows named, as in
``.venv/bin/python -m benchmarks.app 10 3D``.
"""

import os
import sys
import tempfile
import time
from dataclasses import fields
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import run_for, wait_until
from benchmarks.graphs import chain_of_nodes, surface, ten_nodes
from manim_nodes.app.garbage import GarbageCollector
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK, apply_theme
from manim_nodes.app.main import return_freed_memory
from manim_nodes.app.player.player import Player
from manim_nodes.app.player.scrub_bar import Range
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.app.project.analyzer import Analyzer
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import load_library
from manim_nodes.workspace.places import Places, data_root

ROUNDS = 40
DRAG_S = 4.0
TICK_MS = 16
LOOP_MS = 5
SETTLE_S = 0.1


class Painted(QObject):
    """Notes when the view paints a picture that it has not painted before."""

    def __init__(self, player: Player) -> None:
        super().__init__(player)
        self.moments: list[float] = []
        self._view = player.view
        self._shown: object = None
        self._view.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Note it when the painting is done."""
        if event.type() == QEvent.Type.Paint and self._view._pixels is not self._shown:
            self._shown = self._view._pixels
            QTimer.singleShot(0, lambda: self.moments.append(time.perf_counter()))
        return False


class Lateness(QObject):
    """Notes by how much a timer of 5 ms is late."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=LOOP_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def start(self) -> None:
        """Begin."""
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()

    def _note(self) -> None:
        now = time.perf_counter()
        self.waits.append(now - self._last)
        self._last = now


class Bench:
    """A player on a project, and what is measured of it."""

    def __init__(self, document: Document, folder: Path, edited: tuple[str, str]) -> None:
        places = Places(**{field.name: folder / field.name for field in fields(Places)})
        self.profile = Profile(places)
        self.session = Session(document, load_library(data_root() / "nodes"))
        self.analyzer = Analyzer(self.session, lambda: False)
        self.player = Player(self.session, theme=DARK, profile=self.profile)
        self.painted = Painted(self.player)
        self._node, self._parameter = edited
        self._values = cycle(1.02 + step / 50 for step in range(50))  # never the default
        self.player.resize(854, 600)
        self.player.show()
        self.wait_until_drawn()
        self.player.playback.go_to(self.player.preview.timeline.frame_count // 2)

    def wait_until_drawn(self) -> None:
        """Wait for a whole film that is up to date."""
        wait_until(
            lambda: (
                self.player.preview.state is PreviewState.CURRENT
                and (analysis := self.session.analysis) is not None
                and analysis.document is self.session.document
            )
        )

    def edit(self) -> None:
        """Make one tick of a drag."""
        value = next(self._values)
        self.session.edit(
            lambda document: set_parameter(document, self._node, self._parameter, value),
            merge_key="drag",
        )

    def latency(self) -> float:
        """Edit, and give how long it takes to see it."""
        run_for(SETTLE_S)  # what was drawn before is painted
        self.painted.moments.clear()
        begun = time.perf_counter()
        self.edit()
        wait_until(lambda: bool(self.painted.moments))
        seen = self.painted.moments[0] - begun
        self.wait_until_drawn()
        return seen

    def drag(self) -> tuple[float, list[float]]:
        """Drag a number; give pictures a second, and how late the event loop was."""
        lateness = Lateness()
        timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self.edit)
        self.painted.moments.clear()
        lateness.start()
        timer.start()
        run_for(DRAG_S)
        timer.stop()
        pictures = len(self.painted.moments) / DRAG_S
        self.wait_until_drawn()
        lateness.stop()
        return pictures, lateness.waits

    def film(self) -> tuple[float, list[float]]:
        """Draw a film of which nothing is known; give how long it takes, and how late the event loop was."""
        lateness = Lateness()
        self.player.preview._store = self.player.preview._new_store()
        lateness.start()
        begun = time.perf_counter()
        self.player.preview.draw_now()
        self.wait_until_drawn()
        taken = time.perf_counter() - begun
        lateness.stop()
        return taken, lateness.waits

    def late_share(self) -> float:
        """Play five seconds of the film at 60 frames a second; give the share of frames that were not shown."""
        self.profile.change_preferences(preview_fps=60, preview_memory_mb=4096)
        self.wait_until_drawn()
        playback = self.player.playback
        playback.played = Range(0, 300)
        playback.go_to(0)
        playback.loops = False
        playback.play()
        wait_until(lambda: not playback.is_playing)
        clock = playback.clock
        return clock.dropped / max(clock.dropped + clock.shown, 1)

    def close(self) -> float:
        """End everything; give how long that takes."""
        begun = time.perf_counter()
        self.player.close()
        self.analyzer.close()
        self.profile.close()
        self.player.deleteLater()
        return time.perf_counter() - begun


def ms(values: list[float], share: float) -> str:
    """Return a percentile in milliseconds."""
    return f"{sorted(values)[min(int(len(values) * share), len(values) - 1)] * 1000:.0f} ms"


def measure(name: str, document: Document, edited: tuple[str, str], rounds: int) -> None:
    """Print the row of one graph."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(document, Path(folder), edited)
        latencies = [bench.latency() for _ in range(rounds)]
        pictures, waits = bench.drag()
        taken, film_waits = bench.film()
        late = bench.late_share() if rounds == ROUNDS else 0.0
        closing = bench.close()
    print(
        f"| {name} | {ms(latencies, 0.5)} / {ms(latencies, 0.95)} | {pictures:.0f} | {taken:.2f} s "
        f"| {ms(film_waits, 0.99)} / {ms(film_waits, 1)} | {ms(waits, 0.99)} / {ms(waits, 1)} "
        f"| {late:.1%} | {closing * 1000:.0f} ms |",
        flush=True,
    )


def main() -> None:
    """Measure everything."""
    application = QApplication([])
    assert isinstance(application, QApplication)
    return_freed_memory()
    GarbageCollector(application)
    apply_theme(application, DARK)
    print(
        "| graph | edit to picture: median / p95 | pictures a second in a drag | whole film ",
        end="",
    )
    print("| event loop, film: p99 / longest | in a drag | frames late | closing |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    graphs = (
        ("10 nodes", ten_nodes(), ("circle_1", "radius"), ROUNDS),
        ("100 nodes", chain_of_nodes(100), ("circle_10", "radius"), ROUNDS // 2),
        ("3D surface", surface(), ("sphere_1", "radius"), ROUNDS // 8),
    )
    for name, document, edited, rounds in graphs:
        if len(sys.argv) == 1 or name.split()[0] in sys.argv:
            measure(name, document, edited, rounds)


if __name__ == "__main__":
    main()
