"""One run of a scene, in a thread of its own, which is stopped when its time is up, whatever it does."""

import threading
import time
from collections.abc import Callable, Generator
from functools import partial

import psutil

from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.interrupt import StoppableThread
from manim_nodes.render.preview.recording import Event, Recording
from manim_nodes.render.preview.script_module import ScriptModule

_POLL_S = 0.02
_WEIGH_EVERY_S = 0.05
_PATIENCE_S = 0.1  # for a scene to stop by itself between two frames, before it is interrupted
_ABANDON_S = 5.0


class StopCondition:
    """When a render must stop: when it was cancelled, its time is up, or it has taken too much memory.

    Time counts from now, and memory is what this process grows by.
    """

    def __init__(
        self, cancel: CancelToken, time_limit_s: float | None, memory_limit: int | None = None
    ) -> None:
        self._cancel = cancel
        self._deadline = None if time_limit_s is None else time.monotonic() + time_limit_s
        self._process = psutil.Process()
        self._most_memory = None if memory_limit is None else self._memory() + memory_limit
        self._weighed_at = time.monotonic()

    def reason(self) -> Outcome | None:
        """Return why the render must stop, if it must."""
        if self._cancel.cancelled:
            return Outcome.CANCELLED
        if self._deadline is not None and time.monotonic() > self._deadline:
            return Outcome.TIMED_OUT
        if self._most_memory is not None and self._is_due() and self._memory() > self._most_memory:
            return Outcome.OUT_OF_MEMORY
        return None

    def acquire(self, lock: threading.Lock) -> bool:
        """Wait for ``lock``; return whether it was free before the render must stop."""
        while not lock.acquire(timeout=_POLL_S):
            if self.reason() is not None:
                return False
        return True

    def _memory(self) -> int:
        return int(self._process.memory_info().rss)

    def _is_due(self) -> bool:
        """Return whether memory is to be measured again, which is not free: a film asks after each frame."""
        now = time.monotonic()
        is_due = now > self._weighed_at + _WEIGH_EVERY_S
        if is_due:
            self._weighed_at = now
        return is_due


class SceneRun:
    """One run of a script's scene.

    Parameters
    ----------
    play : what runs it; as for a film if not given

    Attributes
    ----------
    started_at : seconds since the epoch
    stopped_for : why the run was stopped from outside, if it was
    was_interrupted : it did not stop between two frames, and may have left something half done
    error : what the script raised; StopRendering if it was stopped from outside
    """

    def __init__(
        self,
        module: ScriptModule,
        recording: Recording,
        play: Callable[[], None] | None = None,
    ) -> None:
        self.started_at = time.time()
        self.stopped_for: Outcome | None = None
        self.was_interrupted = False
        self.error: BaseException | None = None
        self.module = module
        self._recording = recording
        self._play = play or partial(_play_film, module, recording)
        self._thread = StoppableThread(self._perform)

    def events(self, stop_condition: StopCondition) -> Generator[Event]:
        """Start the run and yield what it reports until it ends, or must stop.

        Closing the iterator stops the run.
        """
        self._thread.start()
        try:
            while self.stopped_for is None and not self._is_over:
                event = self._next_event()
                if event is not None:
                    yield event
                self.stopped_for = stop_condition.reason()
        finally:
            self._stop()
            # The thread and its work hold each other until the garbage collector finds them, which may be late.
            self._recording.clear()

    def lines(self) -> list[int]:
        """Return the lines of the script that the run is in at this moment, the innermost first."""
        return self.module.lines_from(self._thread.frame())

    def when_over(self, clean_up: Callable[[], None]) -> None:
        """Call ``clean_up`` as soon as the run is over, which is now unless it could not be stopped.

        A run that sits in C code cannot be interrupted. Its globals must wait for it, its caller need not.
        """
        if self._thread.finished:
            self._thread.release()
            clean_up()
            return
        threading.Thread(
            target=self._wait, args=(clean_up,), name="manim-nodes-abandoned", daemon=True
        ).start()

    @property
    def _is_over(self) -> bool:
        return self._thread.finished and self._recording.events.is_empty

    def _perform(self) -> None:
        try:
            self._play()
        except BaseException as error:  # noqa: BLE001 (scripts raise what they like; it becomes a value here)
            self.error = error

    def _next_event(self) -> Event | None:
        event = self._recording.events.get(_POLL_S)
        if isinstance(event, PreviewFrame):
            self._recording.make_room()
        return event

    def _stop(self) -> None:
        self._recording.stop_requested = True
        started = time.monotonic()
        while not self._thread.finished and time.monotonic() < started + _ABANDON_S:
            # The scene may be waiting for room: then it sees the request only when a frame is taken.
            self._next_event()
            if time.monotonic() > started + _PATIENCE_S:
                self.was_interrupted = True
                self._thread.interrupt()

    def _wait(self, clean_up: Callable[[], None]) -> None:
        while not self._thread.finished:
            time.sleep(_POLL_S)
        self._thread.release()
        clean_up()


def _play_film(module: ScriptModule, recording: Recording) -> None:
    from manim_nodes.render.preview.renderer import PreviewRenderer, play_scene

    play_scene(module, partial(PreviewRenderer, recording))
