"""A thread that runs code which may never return, and can be stopped all the same.

An endless Python loop can only be left by an exception raised inside it. Python raises one in another thread
at one of that thread's next bytecodes (``PyThreadState_SetAsyncExc``), which brings three dangers. Sent at the last
moment, it could strike whatever the thread does next; or a new thread that got the same id; and one that strikes
nobody leaves the interpreter looking for it at every step, for ever, and hanging under a profiler (seen with 3.11).
All are ruled out here: the code runs in a thread of its own that does nothing else, and that thread stays alive and
takes what was sent until its starter has promised to send nothing more.
"""

import ctypes
import queue
import sys
import threading
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
        self._gate: queue.SimpleQueue[None] = queue.SimpleQueue()

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
                self._finished = True
            self._gate.get()
        except StopRendering:
            self._finished = True
            # Sent while `_finished` was being set. One more may have been under way, and no third.
            try:
                self._gate.get()
            except StopRendering:
                self._gate.get()

    @property
    def finished(self) -> bool:
        """Return whether the work has ended, in whatever way."""
        return self._finished

    def interrupt(self) -> None:
        """Raise StopRendering where the work is now; to be repeated for as long as something catches it."""
        if self._begun and not self._finished:
            exception = ctypes.py_object(StopRendering)
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident or 0), exception)

    def release(self) -> None:
        """Let the finished thread end.

        Raises
        ------
        RuntimeError : the work has not ended
        """
        if not self._finished:
            raise RuntimeError("The work has not ended.")
        # Passing the gate is a call, after which Python looks for exceptions: none is left when the thread is through.
        for _ in range(3):
            self._gate.put(None)
        self.join()

    def frame(self) -> FrameType | None:
        """Return the innermost Python frame that the thread is in."""
        return sys._current_frames().get(self.ident or 0)
