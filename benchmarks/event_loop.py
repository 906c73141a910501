"""Running Qt's event loop from outside of it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

PATIENCE_S = 120.0


def wait_until(is_so: Callable[[], bool]) -> None:
    """Run the event loop until something is so."""
    end = time.perf_counter() + PATIENCE_S
    loop, alarm = QEventLoop(), QTimer(interval=200)
    alarm.start()
    while not is_so():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > end:
            raise SystemExit("It did not come to that.")


def run_for(seconds: float) -> None:
    """Run the event loop for so long."""
    end = time.perf_counter() + seconds
    wait_until(lambda: time.perf_counter() > end)


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
