"""The jobs of the queue as rows of a view: those to come can be put in another order, films can be dragged out."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
    Signal,
)

from manim_nodes.app.export_work.job_words import (
    error_in_words,
    moment_in_words,
    size_in_words,
    state_in_words,
    step_in_words,
)
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.exports.export_job import ExportJob
from manim_nodes.exports.job_state import JobState
from manim_nodes.render.export.progress import time_left

JOB = Qt.ItemDataRole.UserRole
_MIME = "application/x-manim-nodes-job"
_Index = QModelIndex | QPersistentModelIndex


class JobList(QAbstractListModel):
    """Lists jobs.

    Attributes
    ----------
    moved : emitted with the id of a job that was dragged, and of the one that it is to come before; empty for the end
    """

    moved = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: tuple[ExportJob, ...] = ()
        self._titles: Mapping[str, Mapping[str, str]] = {}

    def show_jobs(
        self, jobs: Sequence[ExportJob], step_titles: Mapping[str, Mapping[str, str]]
    ) -> None:
        """List these jobs; rows stay what they are if only what is known of their jobs is another."""
        self._titles = step_titles
        before, jobs = self.jobs, tuple(jobs)
        if [job.id for job in before] != [job.id for job in jobs]:
            self.beginResetModel()
            self.jobs = jobs
            self.endResetModel()
            return
        self.jobs = jobs
        for row, (old, new) in enumerate(zip(before, jobs, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(row), self.index(row), [])

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.jobs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        job = self.jobs[index.row()]
        if role == JOB:
            return job
        if role == Qt.ItemDataRole.DisplayRole:
            return job.output.name
        if role == Qt.ItemDataRole.ToolTipRole:
            said = str(job.output), self.state(job), self.beside(job)
            return plain_tip("\n".join(filter(None, said)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                text for text in (job.output.name, self.state(job), self.beside(job)) if text
            )
        return None

    def state(self, job: ExportJob) -> str:
        """Return where a job is, and what it is about to do or why it failed."""
        titles, said = self._titles.get(job.id, {}), state_in_words(job)
        if job.state is JobState.FAILED or job.waits_for_room:
            return f"{said}: {error_in_words(job, titles)}" if job.error else said
        if job.state.is_running:
            return f"{said}: {step_in_words(job, titles)}"
        return said

    def beside(self, job: ExportJob) -> str:
        """Return how long a job takes yet, or how large its film is and when it was ready."""
        if job.state.is_running and job.remaining_s is not None:
            return time_left(job.remaining_s)
        known = []
        if job.state is JobState.COMPLETED and job.size is not None:
            known.append(size_in_words(job.size))
        if job.state.is_over and job.finished is not None:
            known.append(moment_in_words(job.finished))
        return ", ".join(known)

    # dragging

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between rows
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        job = self.jobs[index.row()]
        can_go = job.written is not None or can_be_moved(job)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if can_go else usual

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction  # a file manager that moves would take the film away

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        jobs = [self.jobs[index.row()] for index in indexes]
        mime = QMimeData()
        urls = [QUrl.fromLocalFile(str(job.output)) for job in jobs if job.written is not None]
        if urls:
            mime.setUrls(urls)
        if len(jobs) == 1 and can_be_moved(jobs[0]):
            mime.setData(_MIME, jobs[0].id.encode())
        return mime

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if action != Qt.DropAction.CopyAction or not data.hasFormat(_MIME) or column > 0:
            return False
        row = parent.row() if parent.isValid() else row
        following = [job for job in self.jobs[row:] if can_be_moved(job)] if row >= 0 else []
        job_id = bytes(data.data(_MIME).data()).decode()
        self.moved.emit(job_id, following[0].id if following else "")
        return True


def can_be_moved(job: ExportJob) -> bool:
    """Return whether a job has a place in the order of those to come."""
    return job.state in (JobState.QUEUED, JobState.PAUSED)
