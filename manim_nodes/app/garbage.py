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


class GarbageCollector(QObject):
    """Collects as Python would: the young often, all of it seldom. From its making on, nobody else does.

    All of it is looked through only once memory has grown by a quarter, as CPython has it (Modules/gcmodule.c, "the
    number of long lived objects pending").
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks = sys.getallocatedblocks()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        gc.disable()

    def collect(self) -> None:
        """Collect what is due."""
        due = [
            count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        ]
        if all(due[1:]) and sys.getallocatedblocks() > self._blocks * _GROWTH:
            gc.collect()
            self._blocks = sys.getallocatedblocks()
        elif any(due[:2]):
            gc.collect(1 if due[1] else 0)
