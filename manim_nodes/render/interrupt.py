"""Run code that may never return in a thread that can be stopped all the same.

An endless Python loop can only be left by an exception raised inside it. Python raises one in another thread
at that thread's next bytecode boundary (``PyThreadState_SetAsyncExc``), which brings two dangers: an exception
sent at the last moment could strike whatever the thread does next, or a new thread that got the same id.
Both are ruled out here: the code runs in a thread of its own that does nothing else, and that thread stays alive
behind a gate until its starter has promised to send nothing more.
"""

import _thread
import ctypes
import sys
import threading
import traceback
from collections.abc import Callable
from types import FrameType


class StopRendering(BaseException):
    """Raised inside the running code to make it stop; no error, so `except Exception` lets it pass."""


class StoppableThread(threading.Thread):
    """Runs ``work`` once; ``interrupt`` raises StopRendering inside it.

    Of all methods only ``run`` belongs to the new thread; the rest is for the one thread that started it.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(name="manim-nodes-render", daemon=True)
        self._work = work
        self._begun = False
        self._finished = False
        self._gate = _thread.allocate_lock()
        self._gate.acquire()

    def run(self) -> None:
        """Do the work, then wait at the gate."""
        try:
            try:
                try:
                    self._begun = True
                    self._work()
                finally:
                    self._finished = True
            except StopRendering:
                pass
            self._gate.acquire()
        except StopRendering:
            # One that was under way while `_finished` was being set; no other can follow it.
            self._gate.acquire()

    @property
    def finished(self) -> bool:
        """Tell whether the work has ended, in whatever way."""
        return self._finished

    def interrupt(self) -> None:
        """Raise StopRendering where the work is now; to be repeated for as long as something catches it."""
        if self._begun and not self._finished:
            self._send(ctypes.py_object(StopRendering))

    def release(self) -> None:
        """Let the finished thread go, after taking back an exception that has not struck yet."""
        if not self._finished:
            raise RuntimeError("The work has not ended.")
        self._send(None)
        self._gate.release()
        self.join()

    def frame(self) -> FrameType | None:
        """Give the innermost Python frame that the thread is in."""
        return sys._current_frames().get(self.ident or 0)

    def stack(self) -> str:
        """Give the thread's present stack as text."""
        frame = self.frame()
        return "".join(traceback.format_stack(frame)) if frame else ""

    def _send(self, exception: "ctypes.py_object[type[StopRendering]] | None") -> None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident or 0), exception)
