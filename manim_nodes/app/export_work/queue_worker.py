"""Works on the queue that all programs share, in a thread, and shows what is in it."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from manim_nodes.app.kit.profile import Profile
from manim_nodes.errors import ManimNodesError
from manim_nodes.exports.expected import PastFilm
from manim_nodes.exports.export_job import ExportJob, job_of
from manim_nodes.exports.export_queue_error import ExportQueueError
from manim_nodes.exports.snapshot import ExportSnapshot

if TYPE_CHECKING:
    from manim_nodes.exports.export_queue import ExportQueue

_WHILE_BUSY_S, _WHILE_IDLE_S = 0.05, 1.0
_SHOW_EVERY_S = 0.2
_END_WITHIN_S = 3.0  # a part that is drawn hears of it within a second

_log = logging.getLogger("manim_nodes.app")


class Runner(Protocol):
    """What sees jobs through, such as `manim_nodes.exports.queue_runner.QueueRunner`."""

    @property
    def is_busy(self) -> bool:
        """Return whether a job of its is being done."""

    def tick(self) -> bool:
        """Do what is due."""

    def close(self) -> None:
        """End what is being done; it goes back to the queue."""


OpenWork = Callable[[], "tuple[ExportQueue, Runner]"]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen in the queue.

    Parameters
    ----------
    newest : number of the last job that was added here
    is_running : whether a job is being done here
    """

    jobs: tuple[ExportJob, ...] = ()
    newest: int = 0
    is_running: bool = False


class QueueWorker(QObject):
    """Sees the jobs of the queue through, whoever asked for them, unless another program does.

    Parameters
    ----------
    open_work : opens the queue and what works on it, in the thread; the user's own if None

    Attributes
    ----------
    jobs : all there are, those to come first, as they were when last looked at
    added : ids of those that were added here
    step_titles : what the user calls the nodes of jobs that are being done, or have failed, by the jobs' ids
    changed : emitted when ``jobs`` is another
    past : films that were made, as soon as `learn_past` has found them, which emits ``past_known``
    broken : emitted with the reason when the queue cannot be used
    """

    changed = Signal()
    broken = Signal(str)
    past_known = Signal()
    _seen = Signal(object)

    def __init__(
        self,
        profile: Profile,
        parent: QObject | None = None,
        *,
        open_work: OpenWork | None = None,
    ) -> None:
        super().__init__(parent)
        self._profile = profile
        self._open_work = open_work or self._open_own_work
        self._requests: SimpleQueue[Callable[[ExportQueue], object] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._being_added: dict[int, Path] = {}
        self._count = self._newest = 0
        self._is_running = False
        self.jobs: tuple[ExportJob, ...] = ()
        self.past: tuple[PastFilm, ...] = ()
        self.added: set[str] = set()
        self.step_titles: dict[str, Mapping[str, str]] = {}
        self._seen.connect(self._take)

    # in the window's thread

    @property
    def is_busy(self) -> bool:
        """Return whether films are being made here, or are to be made that were asked for here."""
        is_due = any(job.is_due and job.id in self.added for job in self.jobs)
        return bool(self._being_added) or self._is_running or is_due

    @property
    def outputs(self) -> set[Path]:
        """Return where the jobs that are not over will write."""
        known = {job.output for job in self.jobs if not job.state.is_over}
        return known | set(self._being_added.values())

    def start(self) -> None:
        """Begin to work, and to look at the queue now and then."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(
                target=self._serve, name="manim-nodes-exports", daemon=True
            )
            self._thread.start()

    def start_if_needed(self) -> None:
        """Begin to work if there is a queue: an earlier run may have left something to do."""
        if self._profile.places.export_queue.exists():
            self.start()

    def add(self, snapshot: ExportSnapshot) -> None:
        """Add a job behind all others."""
        self._count += 1
        self._being_added[self._count] = snapshot.settings.output
        self.ask(partial(self._add, self._count, snapshot))

    def ask(self, request: "Callable[[ExportQueue], object]") -> None:
        """Do something with the queue, in the thread."""
        self.start()
        self._requests.put(request)

    def learn_past(self) -> None:
        """Find out what films were made, if there is a queue."""
        if self._thread is not None or self._profile.places.export_queue.exists():
            self.ask(self._learn_past)

    def cancel_own(self) -> None:
        """Cancel what is being made here, and what was added here and is not over."""
        for job in self.jobs:
            is_own = job.id in self.added or (self._is_running and job.state.is_running)
            if is_own and not job.state.is_over:
                self.ask(partial(_cancel, job.id))

    def close(self) -> bool:
        """Put what is being done back into the queue; return whether that was done in time."""
        if self._thread is None:
            return True
        self._requests.put(None)
        self._thread.join(_END_WITHIN_S)
        return not self._thread.is_alive()

    def _take(self, seen: object) -> None:
        if not isinstance(seen, _Seen):
            return
        self.jobs, self._is_running = seen.jobs, seen.is_running
        self._being_added = {
            key: each for key, each in self._being_added.items() if key > seen.newest
        }
        self.changed.emit()

    # in the thread

    def _open_own_work(self) -> "tuple[ExportQueue, Runner]":
        from manim_nodes.exports.open_queue import open_queue, open_runner

        places = self._profile.places
        queue = open_queue(places)
        return queue, open_runner(queue, places, self._profile.preferences)

    def _learn_past(self, queue: "ExportQueue") -> None:
        from manim_nodes.exports.past_films import past_films

        self.past = past_films(queue)
        with suppress(RuntimeError):  # Qt's part of this object is gone
            self.past_known.emit()

    def _add(self, number: int, snapshot: ExportSnapshot, queue: "ExportQueue") -> None:
        self._newest = number
        snapshot.settings.output.parent.mkdir(parents=True, exist_ok=True)
        self.added.add(queue.add(snapshot))

    def _serve(self) -> None:
        try:
            queue, runner = self._open_work()
        except (ManimNodesError, OSError) as error:
            _log.warning("The export queue cannot be used: %s", error)
            while not self._requests.empty():
                self._requests.get()
            self._emit(self._seen, _Seen(newest=self._count))
            self._emit(self.broken, str(error))
            return
        try:
            self._work(queue, runner)
        finally:
            runner.close()

    def _work(self, queue: "ExportQueue", runner: Runner) -> None:
        shown: _Seen | None = None
        shown_at, version = 0.0, self._file_version()
        while True:
            is_due = runner.is_busy or any(not job.state.is_over for job in _jobs_of(shown))
            requests = self._asked(
                0.0 if shown is None else _WHILE_BUSY_S if is_due else _WHILE_IDLE_S
            )
            for request in requests:
                if request is None:
                    return
                self._try(request, queue)
            if is_due or requests:
                self._try(lambda _: runner.tick(), queue)
            now, file = time.monotonic(), self._file_version()
            is_same = file == version and shown is not None and shown.is_running is runner.is_busy
            if not requests and shown is not None and (is_same or now < shown_at + _SHOW_EVERY_S):
                continue
            shown_at, version = now, file
            seen = _Seen(self._look(queue), self._newest, runner.is_busy)
            if seen != shown:
                shown = seen
                self._emit(self._seen, seen)

    def _asked(self, timeout_s: float) -> "list[Callable[[ExportQueue], object] | None]":
        """Return what is asked, as soon as anything is, or nothing after a while."""
        asked = []
        with suppress(Empty):
            asked.append(
                self._requests.get(timeout=timeout_s) if timeout_s else self._requests.get_nowait()
            )
            while True:
                asked.append(self._requests.get_nowait())
        return asked

    def _try(self, action: "Callable[[ExportQueue], object]", queue: "ExportQueue") -> None:
        """Do something, and go on if it fails: what another program does to the queue must not end this one's work."""
        try:
            action(queue)
        except ExportQueueError as error:  # the job was removed meanwhile
            _log.info("The export queue: %s", error)
        except (ManimNodesError, OSError) as error:
            self._emit(self.broken, str(error))
        except Exception:  # noqa: BLE001 (a database that is locked, or gone)
            _log.exception("The export queue could not be used.")

    def _file_version(self) -> tuple[int, ...]:
        """Return what is another as soon as anybody has written into the queue."""
        found: list[int] = []
        place = self._profile.places.export_queue
        for path in (place, place.with_name(f"{place.name}-wal")):
            with suppress(OSError):
                status = path.stat()
                found += status.st_mtime_ns, status.st_size
        return tuple(found)

    def _look(self, queue: "ExportQueue") -> tuple[ExportJob, ...]:
        try:
            jobs = tuple(job_of(row) for row in queue.jobs())
        except Exception:  # noqa: BLE001 (a database that is locked, or gone)
            _log.exception("The export queue could not be read.")
            return ()
        for job in jobs:
            names_node = job.error_node if job.state.is_over else job.step
            if names_node and job.id not in self.step_titles:
                with suppress(ExportQueueError):  # it was removed meanwhile
                    self.step_titles[job.id] = queue.snapshot(job.id).titles
        return jobs

    def _emit(self, signal: object, value: object) -> None:
        with suppress(RuntimeError):  # Qt's part of this object is gone
            signal.emit(value)  # type: ignore[attr-defined]


def _jobs_of(seen: _Seen | None) -> tuple[ExportJob, ...]:
    return seen.jobs if seen else ()


def _cancel(job_id: str, queue: "ExportQueue") -> None:
    queue.cancel(job_id)
