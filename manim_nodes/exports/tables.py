"""The rows of the queue: a job is a film that was asked for, a part a piece of the work for it."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from manim_nodes.exports.job_state import JobState


class PartState(StrEnum):
    """Where a part is; the join of a job is blocked until all its other parts are done."""

    BLOCKED = "blocked"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"


class QueueBase(DeclarativeBase):
    """What the tables of the queue have in common."""


class JobRow(QueueBase):
    """A film that was asked for; times are seconds since 1970.

    Parameters
    ----------
    project : id of the document
    name : what people call it
    snapshot : the document, its script and settings, as they were when it was asked for
    position : jobs are done in this order
    progress : 0 to 1
    step : id of the node whose step is being rendered
    attempts : how often its work was begun
    owner, lease_until : who works on it, and until when that is believed without a sign of life
    published : a digest of what was about to be put at ``output``
    room_needed, room_path : it waits until so many bytes are free there
    beside : paths of what was written beside it, a line each
    error_where, error_node, error_hint, error_detail : of the error: what it is about, the node, what to do, and what a
        programmer wants to see
    log : what happened to it, a line each
    """

    __tablename__ = "jobs"

    id: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str]
    name: Mapped[str]
    format: Mapped[str]
    output: Mapped[str]
    snapshot: Mapped[str] = mapped_column(Text, deferred=True)
    state: Mapped[str] = mapped_column(index=True)
    position: Mapped[float] = mapped_column(index=True)
    progress: Mapped[float] = mapped_column(default=0.0)
    remaining_s: Mapped[float | None]
    step: Mapped[str | None]
    created: Mapped[float]
    started: Mapped[float | None]
    finished: Mapped[float | None]
    size: Mapped[int | None]
    attempts: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None]
    lease_until: Mapped[float | None]
    published: Mapped[str | None]
    room_needed: Mapped[int | None]
    room_path: Mapped[str | None]
    beside: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None]
    error_where: Mapped[str | None]
    error_node: Mapped[str | None]
    error_hint: Mapped[str | None]
    error_detail: Mapped[str | None] = mapped_column(Text)
    log: Mapped[str] = mapped_column(Text, default="")

    @property
    def job_state(self) -> JobState:
        """Return where it is."""
        return JobState(self.state)


class PartRow(QueueBase):
    """A piece of the work for a job.

    Parameters
    ----------
    number : within the job; the join has the highest
    first, last : the plays that it draws, as `PartPlan` has them
    weight : of its work, beside that of the job's other parts
    attempt : of running it; who finishes it must know it, which keeps out those whose lease has run out
    not_before : no try begins sooner
    result : a `PartResult`
    """

    __tablename__ = "parts"

    job: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    is_join: Mapped[bool] = mapped_column(default=False)
    first: Mapped[int] = mapped_column(default=0)
    last: Mapped[int | None]
    weight: Mapped[float] = mapped_column(default=1.0)
    state: Mapped[str] = mapped_column(default=PartState.READY.value)
    attempt: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None]
    lease_until: Mapped[float | None]
    not_before: Mapped[float] = mapped_column(default=0.0)
    progress: Mapped[float] = mapped_column(default=0.0)
    step: Mapped[str | None]
    result: Mapped[str | None] = mapped_column(Text)
