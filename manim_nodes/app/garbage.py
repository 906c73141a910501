"""Garbage in cycles, collected in the window's thread alone.

Python collects it in whichever thread allocates next, and wherever that thread is. Objects of Qt may be part of it. One that
ends in another thread than its own leaves its timers behind, which then strike a dead object: the program dies of that. One
that ends while Qt holds a lock to end another may wait for that lock for ever.
"""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

from manim_nodes.app.kit.background import is_anything_running

_EVERY_MS = 50
_GROWTH = 1.25
_MAX_YOUNG = 100_000  # about 10 MB
_MAX_DEFERRALS = 40


class GarbageCollector(QObject):
    """Collects as Python would: the young often, all of it seldom. From its making on, nobody else does.

    While something is worked on in the background, new objects are left alone: analyzing a large project makes tens of
    thousands, most of which are either gone or there to stay when it is done. That holds for two seconds, and for
    `_MAX_YOUNG` objects.

    All of it is looked through only once memory has grown by a quarter, as CPython has it (Modules/gcmodule.c, "the
    number of long lived objects pending").
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks = sys.getallocatedblocks()
        self._deferrals = 0
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        gc.disable()

    def collect(self) -> None:
        """Collect what is due."""
        counts = gc.get_count()
        if self._is_better_later(counts[0]):
            return
        due = [count > limit for count, limit in zip(counts, gc.get_threshold(), strict=True)]
        if all(due[1:]) and sys.getallocatedblocks() > self._blocks * _GROWTH:
            gc.collect()
            self._blocks = sys.getallocatedblocks()
        elif any(due[:2]):
            gc.collect(1 if due[1] else 0)

    def _is_better_later(self, young_count: int) -> bool:
        is_due = gc.get_threshold()[0] < young_count < _MAX_YOUNG
        is_later = is_due and self._deferrals < _MAX_DEFERRALS and is_anything_running()
        self._deferrals = self._deferrals + 1 if is_later else 0
        return is_later
