"""Garbage in cycles, collected in the window's thread alone.

Python collects it in whichever thread allocates next, and wherever that thread is. Objects of Qt may be part of it. One that
ends in another thread than its own leaves its timers behind, which then strike a dead object: the program dies of that. One
that ends while Qt holds a lock to end another may wait for that lock for ever.
"""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 50
_GROWTH = 1.25
_CALM_TICKS = 20
_MAX_YOUNG = 200_000  # about 20 MB
_LITTER = 0.1
_MAX_YOUNG_OF_LITTER = 50_000
"""Scenes of manim are circles, and what they hold of numpy is not counted."""


class GarbageCollector(QObject):
    """Collects once nothing has been worked on for a second: the young each time, all of it seldom.

    From its making on, nobody else collects.

    Looking through new objects takes long, and most of them are either gone or there to stay when the work is done:
    analyzing a large project makes hundreds of thousands, and ends without garbage in cycles. So they are left alone
    while more come, in whatever thread, up to `_MAX_YOUNG`. Drawing previews does leave garbage: as long as a tenth of
    what is looked through is some, nothing waits for calm.

    All of it is looked through only once memory has grown by a quarter, as CPython has it (Modules/gcmodule.c, "the
    number of long lived objects pending").
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks = sys.getallocatedblocks()
        self._young_count = 0
        self._calm_ticks = 0
        self._is_littered = True
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
            self._collect(2)
            self._blocks = sys.getallocatedblocks()
        elif any(due[:2]):
            self._collect(1 if due[1] else 0)

    def _collect(self, generation: int) -> None:
        self._is_littered = gc.collect(generation) > _LITTER * self._young_count

    def _is_better_later(self, young_count: int) -> bool:
        is_growing = abs(young_count - self._young_count) > gc.get_threshold()[0]
        self._young_count = young_count
        self._calm_ticks = 0 if is_growing else self._calm_ticks + 1
        most = _MAX_YOUNG_OF_LITTER if self._is_littered else _MAX_YOUNG
        return self._calm_ticks < _CALM_TICKS and young_count < most
