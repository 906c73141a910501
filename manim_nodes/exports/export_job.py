"""A job as it is shown: known without the database, and without what it is made of."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.exports.job_state import JobState

if TYPE_CHECKING:
    from manim_nodes.exports.tables import JobRow


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What is known of a job at a moment; times are seconds since 1970.

    Parameters
    ----------
    project : id of its document
    progress : 0 to 1
    step : id of the node whose step is being drawn
    size : of the film, in bytes
    waits_for_room : it goes on by itself as soon as the disk has room
    error_node : id of the node that the error is about
    log : what happened to it, and what a programmer wants to see of its error
    written : when what is at ``output`` was changed last, in ns since 1970; None if nothing is there
    """

    id: str
    project: str
    name: str
    format: str
    output: Path
    state: JobState
    progress: float
    remaining_s: float | None
    step: str | None
    finished: float | None
    size: int | None
    waits_for_room: bool
    error: str | None
    error_node: str | None
    error_hint: str | None
    log: str
    written: int | None

    @property
    def is_due(self) -> bool:
        """Return whether it is being made, or will be without anybody's doing."""
        return not (self.state.is_over or self.state is JobState.PAUSED or self.waits_for_room)


def job_of(row: "JobRow") -> ExportJob:
    """Return a job as its row has it, after a look at its output."""
    output = Path(row.output)
    return ExportJob(
        row.id,
        row.project,
        row.name,
        row.format,
        output,
        row.job_state,
        row.progress,
        row.remaining_s,
        row.step,
        row.finished,
        row.size,
        row.job_state is JobState.QUEUED and row.room_needed is not None,
        row.error,
        row.error_node,
        row.error_hint,
        "\n".join(text for text in (row.log.strip(), row.error_detail or "") if text),
        _written(output) if row.job_state is JobState.COMPLETED else None,
    )


def _written(output: Path) -> int | None:
    try:
        return output.stat().st_mtime_ns
    except OSError:
        return None
