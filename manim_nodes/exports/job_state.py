"""Where a job is: known without the database, to whoever shows it."""

from enum import StrEnum

from manim_nodes.translation import tr_later


class JobState(StrEnum):
    """Where a job is; the value is what the command line says, the title what people read."""

    QUEUED = "queued"
    RENDERING = "rendering"
    JOINING = "joining"
    PAUSED = "paused"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def is_running(self) -> bool:
        """Return whether somebody works on it."""
        return self in RUNNING

    @property
    def is_over(self) -> bool:
        """Return whether nothing more happens to it by itself."""
        return self in OVER


RUNNING = (JobState.RENDERING, JobState.JOINING)
OVER = (JobState.COMPLETED, JobState.FAILED, JobState.CANCELED)
JOB_STATE_TITLES = {
    JobState.QUEUED: tr_later("Queued"),
    JobState.RENDERING: tr_later("Rendering"),
    JobState.JOINING: tr_later("Finishing"),
    JobState.PAUSED: tr_later("Paused"),
    JobState.COMPLETED: tr_later("Completed"),
    JobState.FAILED: tr_later("Failed"),
    JobState.CANCELED: tr_later("Canceled"),
}
