"""Runs exports one after another, each by the engine's own processes."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from manim_nodes.app.kit.background import Background
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.export import ExportResult
from manim_nodes.render.export.export_settings import ExportSettings
from manim_nodes.render.export.progress import Progress

_END_WITHIN_MS = 3_000  # a part that is drawn hears of it within a second


@dataclass(frozen=True, eq=False)
class ExportJob:
    """A film to be made of the project as it was when it was asked for."""

    snapshot: ExportSnapshot
    cancel: CancelToken = field(default_factory=CancelToken)

    @property
    def settings(self) -> ExportSettings:
        """Return what the film is to be."""
        return self.snapshot.settings


class ExportRunner(QObject):
    """Does one job at a time, in the order in which they were added.

    Parameters
    ----------
    make : what exports

    Attributes
    ----------
    begun, progressed, finished, failed : a job, and with it its Progress, its ExportResult, its error
    """

    begun = Signal(ExportJob)
    progressed = Signal(ExportJob, Progress)
    finished = Signal(ExportJob, ExportResult)
    failed = Signal(ExportJob, Exception)

    def __init__(self, make: Callable[..., ExportResult], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._background = Background(self)
        self._waiting: deque[ExportJob] = deque()
        self._running: ExportJob | None = None

    @property
    def is_busy(self) -> bool:
        """Return whether something is being exported."""
        return self._running is not None

    @property
    def waiting_count(self) -> int:
        """Return the number of jobs that have not begun."""
        return len(self._waiting)

    @property
    def outputs(self) -> set[Path]:
        """Return where all jobs that are not done will write."""
        jobs = [*self._waiting, *([self._running] if self._running else [])]
        return {job.settings.output for job in jobs}

    def add(self, job: ExportJob) -> None:
        """Do a job when those before it are done."""
        self._waiting.append(job)
        if self._running is None:
            self._begin_next()

    def cancel(self) -> None:
        """Cancel the job that runs; it leaves no file behind."""
        if self._running is not None:
            self._running.cancel.cancel()

    def close(self) -> bool:
        """Cancel what runs and forget what waits; return whether what ran has ended."""
        self.cancel()
        return self._background.close(_END_WITHIN_MS)

    def _begin_next(self) -> None:
        if not self._waiting:
            return
        job = self._running = self._waiting.popleft()
        self.begun.emit(job)
        self._background.run(
            partial(self._perform, job), partial(self._finish, job), partial(self._fail, job)
        )

    def _perform(self, job: ExportJob) -> ExportResult:
        job.settings.output.parent.mkdir(parents=True, exist_ok=True)
        return self._make(
            job.snapshot,
            on_progress=lambda progress: self._report(job, progress),
            cancel=job.cancel,
        )

    def _report(self, job: ExportJob, progress: Progress) -> None:
        self.progressed.emit(job, progress)  # from a thread: Qt queues it

    def _finish(self, job: ExportJob, result: ExportResult) -> None:
        self._running = None
        self.finished.emit(job, result)
        self._begin_next()

    def _fail(self, job: ExportJob, error: Exception) -> None:
        self._running = None
        self.failed.emit(job, error)
        self._begin_next()
