"""A job seen through by who waits for it."""

import time
from collections.abc import Callable
from pathlib import Path

from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.export_queue_error import ExportQueueError
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.queue_runner import QueueRunner
from manim_nodes.exports.tables import JobRow
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.export import ExportResult
from manim_nodes.render.export.progress import Progress
from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome

_TICK_EVERY_S, _LOOK_EVERY_S = 0.02, 0.1


def finish_job(
    queue: ExportQueue,
    runner: QueueRunner,
    job_id: str,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancel: CancelToken | None = None,
) -> ExportResult:
    """Work on a job, or watch while another program does, until it is over.

    Parameters
    ----------
    on_progress : called in the calling thread
    cancel : cancels the job

    Raises
    ------
    RenderError : the film cannot be made: names the node and says what is wrong
    """
    shown: tuple[float, str | None] | None = None
    looked_at = 0.0
    while True:
        if cancel is not None and cancel.cancelled:
            queue.cancel(job_id)
        is_busy, now = runner.tick(only=job_id), time.monotonic()
        if is_busy and now < looked_at + _LOOK_EVERY_S:
            time.sleep(_TICK_EVERY_S)
            continue
        looked_at = now
        try:
            row = queue.job(job_id)
        except ExportQueueError:  # somebody has removed it
            return ExportResult(Outcome.CANCELLED)
        if row.job_state.is_over and not runner.is_busy:
            result = result_of(row)
            if result.output is not None:
                on_progress(Progress(1.0))
            return result
        if row.room_needed is not None and row.job_state is JobState.QUEUED:
            # Who waits is to make room; nobody is to come back to a command that still waits.
            queue.cancel(job_id)
            runner.remove_work(job_id)
            raise _error_of(row)
        has_begun = row.job_state.is_running and (row.step is not None or row.progress > 0)
        if has_begun and shown != (row.progress, row.step):
            if shown is None:
                on_progress(Progress(0.0, row.step))
            shown = row.progress, row.step
            on_progress(Progress(row.progress, row.step, row.remaining_s))
        time.sleep(_TICK_EVERY_S)


def result_of(row: JobRow) -> ExportResult:
    """Return what came of a job that is over.

    Raises
    ------
    RenderError : the film could not be made
    """
    if row.job_state is JobState.FAILED:
        raise _error_of(row)
    if row.job_state is JobState.CANCELED:
        return ExportResult(Outcome.CANCELLED)
    beside = tuple(Path(line) for line in (row.beside or "").splitlines())
    return ExportResult(Outcome.FINISHED, Path(row.output), beside)


def _error_of(row: JobRow) -> RenderError:
    return RenderError(
        row.error or "",
        node_id=row.error_node,
        where=row.error_where,
        hint=row.error_hint,
        detail=row.error_detail or "",
    )
