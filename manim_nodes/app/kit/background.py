"""Work that must not hold up the window: done in a thread, its result given back to the window's thread."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

_log = logging.getLogger("manim_nodes.app")
_THREAD = "manim-nodes-background"


def is_anything_running() -> bool:
    """Return whether work goes on, though who asked for it may have closed meanwhile."""
    return any(thread.name == _THREAD for thread in threading.enumerate())


class Background(QObject):
    """Runs functions one after another in a thread, which ends when there is nothing to do.

    What a function returns or raises is given to callbacks in the thread that made this object, in which all methods
    must be called. After `close` nothing is called any more, and a function that does not end is left alone: its
    thread does not keep the program from ending.
    """

    finished = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: deque[tuple[int, Callable[[], Any]]] = deque()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._callbacks: dict[
            int, tuple[Callable[[Any], object], Callable[[Exception], object]]
        ] = {}
        # Widgets that only a work or its result still holds must end in this thread.
        self._held: dict[int, Callable[[], Any]] = {}
        self._results: dict[int, tuple[Any, Exception | None]] = {}
        self._count = 0
        self.finished.connect(self._give_back, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] = lambda _: None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Run ``work`` in the thread, then ``done`` with its result or ``failed`` with its error in this one."""
        if self._is_closed:
            return
        self._count += 1
        self._callbacks[self._count] = (done, failed or _log_failure)
        self._held[self._count] = work
        with self._lock:
            self._waiting.append((self._count, work))
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name=_THREAD, daemon=True)
                self._thread.start()

    @property
    def is_busy(self) -> bool:
        """Return whether some work is not done yet."""
        return bool(self._callbacks)

    def close(self, timeout_ms: int = 500) -> bool:
        """Forget all callbacks and what has not begun; return whether what runs ended in time."""
        self._is_closed = True
        self._callbacks.clear()
        with self._lock:
            self._waiting.clear()
            thread = self._thread
        if thread is not None:
            thread.join(timeout_ms / 1000)
        return thread is None or not thread.is_alive()

    def _serve(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                number, work = self._waiting.popleft()
            self._results[number] = _attempt(work)
            del work
            if not self._is_closed:
                with suppress(RuntimeError):  # Qt's part of this object is gone
                    self.finished.emit(number)

    @Slot(int)
    def _give_back(self, number: int) -> None:
        self._held.pop(number, None)
        result, error = self._results.pop(number)
        callbacks = self._callbacks.pop(number, None)
        if callbacks is None:
            return
        done, failed = callbacks
        if isinstance(error, Exception):
            failed(error)
        else:
            done(result)


def _attempt(work: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return work(), None
    except Exception as caught:  # noqa: BLE001 (it is handed to whoever asked for the work)
        return None, caught


def _log_failure(error: Exception) -> None:
    _log.error("Background work failed.", exc_info=error)
