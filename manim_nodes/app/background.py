"""Work that must not hold up the window: done in threads, its result given back to the window's thread."""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

_log = logging.getLogger("manim_nodes.app")


class _Work(QRunnable):
    def __init__(self, work: Callable[[], Any], mailbox: "Background", number: int) -> None:
        super().__init__()
        self._work, self._mailbox, self._number = work, mailbox, number

    def run(self) -> None:
        try:
            result, error = self._work(), None
        except Exception as caught:  # noqa: BLE001 (it is handed to whoever asked for the work)
            result, error = None, caught
        self._mailbox.finished.emit(self._number, result, error)


class Background(QObject):
    """Runs functions in a pool of threads.

    What a function returns or raises is given to callbacks in the thread that made this object, in which all methods
    must be called. After `close` nothing is called any more.

    Parameters
    ----------
    threads : how many functions run at once; with one, they run in the order they were asked for
    """

    finished = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 1) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._pool.setExpiryTimeout(-1)
        self._callbacks: dict[
            int, tuple[Callable[[Any], object], Callable[[Exception], object]]
        ] = {}
        self._count = 0
        self.finished.connect(self._give_back, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] = lambda _: None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run ``work`` in a thread, then ``done`` with its result or ``failed`` with its error in this one."""
        self._count += 1
        self._callbacks[self._count] = (done, failed or _log_failure)
        self._pool.start(_Work(work, self, self._count))

    @property
    def is_busy(self) -> bool:
        """Tell whether some work is not done yet."""
        return bool(self._callbacks)

    def close(self, timeout_ms: int = 900) -> bool:
        """Forget all callbacks and what has not begun; tell whether what runs ended in time."""
        self._callbacks.clear()
        self._pool.clear()
        return self._pool.waitForDone(timeout_ms)

    @Slot(int, object, object)
    def _give_back(self, number: int, result: object, error: object) -> None:
        callbacks = self._callbacks.pop(number, None)
        if callbacks is None:
            return
        done, failed = callbacks
        if isinstance(error, Exception):
            failed(error)
        else:
            done(result)


def _log_failure(error: Exception) -> None:
    _log.error("Background work failed.", exc_info=error)
