"""What is shown of a job.

Imports the database: to be imported late.
"""

from datetime import UTC, datetime

from manim_nodes.cli.output import one_line
from manim_nodes.exports.job_state import JOB_STATE_TITLES
from manim_nodes.exports.tables import JobRow
from manim_nodes.translation import tr

_ID_LENGTH = 8


def line_of(row: JobRow) -> tuple[str, ...]:
    """Return what people are shown of a job, in columns."""
    state = tr(JOB_STATE_TITLES[row.job_state])
    percent = f"{int(row.progress * 100):3} %" if row.job_state.is_running else ""
    about = row.error if row.error and not row.job_state.is_running else row.output
    return row.id[:_ID_LENGTH], state, percent, one_line(row.name), one_line(about)


def described(row: JobRow) -> dict[str, object]:
    """Return what programs are told of a job; times are in UTC."""
    return {
        "id": row.id,
        "name": row.name,
        "project": row.project,
        "state": row.state,
        "progress": row.progress,
        "remaining_s": row.remaining_s,
        "step": row.step,
        "format": row.format,
        "output": row.output,
        "size": row.size,
        "attempts": row.attempts,
        "created": _time(row.created),
        "started": _time(row.started),
        "finished": _time(row.finished),
        "error": row.error,
        "error_node": row.error_node,
        "hint": row.error_hint,
    }


def _time(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat()
