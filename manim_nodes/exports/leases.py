"""Who works on what: jobs and parts are claimed by lease, and what one has claimed no other finishes.

A claim holds until its lease runs out, which its holder prevents by a sign of life now and then. Whoever claims a part
gets the number of the attempt, and must name it when it is finished: of several who believe that a part is theirs, only
the last one may.
"""

import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Update, delete, func, or_, select, update
from sqlalchemy.orm import Session, sessionmaker

from manim_nodes.errors import ManimNodesError
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.job_state import RUNNING, JobState
from manim_nodes.exports.plan_parts import PlannedPart
from manim_nodes.exports.tables import JobRow, PartRow, PartState
from manim_nodes.render.failures import RenderError
from manim_nodes.translation import tr

LEASE_S = 15.0
MOST_ATTEMPTS = 3
_FIRST_PAUSE_S = 1.0
_MOST_LOG = 20_000


@dataclass(frozen=True, slots=True)
class JobClaim:
    """The right to see a job through."""

    job: str
    owner: str


@dataclass(frozen=True, slots=True)
class PartClaim:
    """The right to do a part.

    Parameters
    ----------
    first, last : the plays to draw, as `PartPlan` has them
    """

    job: str
    number: int
    owner: str
    attempt: int
    is_join: bool
    first: int
    last: int | None


class Leases:
    """The claims on the jobs of a queue.

    Parameters
    ----------
    lease_s : how long a claim holds without a sign of life
    """

    def __init__(self, queue: ExportQueue, lease_s: float = LEASE_S) -> None:
        self._clock = queue.clock
        self._lease_s = lease_s
        self._write = sessionmaker(queue.engine, expire_on_commit=False)
        self._read = sessionmaker(
            queue.engine.execution_options(reads=True), expire_on_commit=False
        )

    # of jobs

    def waiting_for_room(self) -> list[tuple[str, Path, int]]:
        """Return the jobs that wait for room: where, and how many bytes."""
        with self._read.begin() as session:
            found = session.scalars(
                select(JobRow).where(
                    JobRow.state == JobState.QUEUED.value, JobRow.room_needed.is_not(None)
                )
            )
            return [(row.id, Path(row.room_path or ""), row.room_needed or 0) for row in found]

    def claim_job(
        self, owner: str, *, only: str | None = None, without: Iterable[str] = ()
    ) -> JobClaim | None:
        """Claim the next job, or None: one is being done already, or none waits.

        Parameters
        ----------
        only : no other is claimed
        without : ids of jobs that are left alone
        """
        now = self._clock()
        with self._write.begin() as session:
            is_alive = JobRow.state.in_(RUNNING) & (JobRow.lease_until > now)
            if session.scalar(select(func.count()).where(is_alive)):
                return None
            # What its holder has left behind waits for another, before all others.
            waits = or_(JobRow.state == JobState.QUEUED.value, JobRow.state.in_(RUNNING))
            query = select(JobRow).where(waits, JobRow.id.not_in(tuple(without)))
            if only is not None:
                query = query.where(JobRow.id == only)
            query = query.order_by(JobRow.state.not_in(RUNNING), JobRow.position).limit(1)
            job = session.scalars(query.with_for_update(skip_locked=True)).first()
            if job is None:
                return None
            # Another name each time: what was claimed under an earlier one is theirs no more.
            owner = f"{owner}-{job.attempts}"
            job.state, job.owner = JobState.RENDERING.value, owner
            job.lease_until = now + self._lease_s
            job.started = job.started or now
            job.room_needed = job.room_path = job.error = job.error_hint = job.error_where = None
            job.attempts += 1
            session.execute(delete(PartRow).where(PartRow.job == job.id))
            return JobClaim(job.id, owner)

    def plan(self, claim: JobClaim, parts: Iterable[PlannedPart]) -> bool:
        """Set the parts of a job, and the join that comes after them; return whether the job is still theirs."""
        with self._write.begin() as session:
            if not self._is_held(session, claim):
                return False
            rows = [
                PartRow(
                    job=claim.job,
                    number=number,
                    first=part.first,
                    last=part.last,
                    weight=part.weight,
                )
                for number, part in enumerate(parts)
            ]
            session.add_all(rows)
            session.add(
                PartRow(
                    job=claim.job,
                    number=len(rows),
                    is_join=True,
                    weight=0.0,
                    state=PartState.BLOCKED.value,
                )
            )
        return True

    def keep_job(
        self, claim: JobClaim, progress: float, remaining_s: float | None, step: str | None
    ) -> bool:
        """Show a sign of life, and how far the job is; return whether it is still theirs."""
        with self._write.begin() as session:
            return _changes(
                session,
                update(JobRow)
                .where(*_held(claim))
                .values(
                    lease_until=self._clock() + self._lease_s,
                    progress=progress,
                    remaining_s=remaining_s,
                    step=step,
                ),
            )

    def holds_job(self, claim: JobClaim) -> bool:
        """Return whether a job is still theirs."""
        with self._read.begin() as session:
            return self._is_held(session, claim)

    def complete_job(
        self, claim: JobClaim | PartClaim, size: int, beside: Iterable[Path] = ()
    ) -> bool:
        """Record that the film is where it was asked for; return whether the job was theirs.

        Parameters
        ----------
        size : of the film, in bytes
        beside : what was written beside it
        """
        values = {
            "progress": 1.0,
            "remaining_s": None,
            "size": size,
            "beside": "\n".join(map(str, beside)),
        }
        return self._end_job(claim, JobState.COMPLETED, values)

    def fail_job(self, claim: JobClaim | PartClaim, error: Exception) -> bool:
        """Record that the film cannot be made; return whether the job was theirs."""
        return self._end_job(claim, JobState.FAILED, _error_values(error))

    def release_job(self, claim: JobClaim | PartClaim) -> bool:
        """Put a job back into the queue; return whether it was theirs."""
        return self._end_job(claim, JobState.QUEUED, {})

    def wait_for_room(
        self, claim: JobClaim | PartClaim, error: Exception, needed: int, path: Path
    ) -> bool:
        """Put a job back into the queue until so many bytes are free at a path; return whether it was theirs."""
        values = {**_error_values(error), "room_needed": needed, "room_path": str(path)}
        return self._end_job(claim, JobState.QUEUED, values)

    def note(self, job_id: str, line: str) -> None:
        """Add a line to the log of a job."""
        with self._write.begin() as session:
            longer = (JobRow.log + f"{line}\n") if line else JobRow.log
            session.execute(
                update(JobRow)
                .where(JobRow.id == job_id, func.length(JobRow.log) < _MOST_LOG)
                .values(log=longer)
            )

    # of parts

    def ready_parts(self, job_id: str) -> list[int]:
        """Return the numbers of the parts that can be claimed now."""
        with self._read.begin() as session:
            found = select(PartRow.number).where(PartRow.job == job_id, self._can_be_claimed())
            return list(session.scalars(found.order_by(PartRow.number)))

    def claim_part(self, job_id: str, number: int, owner: str) -> PartClaim | None:
        """Claim a part, or None: somebody else has it, or it is done, or blocked."""
        with self._write.begin() as session:
            part = session.scalars(
                select(PartRow)
                .where(PartRow.job == job_id, PartRow.number == number, self._can_be_claimed())
                .with_for_update(skip_locked=True)
            ).first()
            if part is None:
                return None
            part.state, part.owner = PartState.RUNNING.value, owner
            part.lease_until = self._clock() + self._lease_s
            part.attempt += 1
            if part.is_join:
                job = update(JobRow).where(JobRow.id == job_id)
                session.execute(job.values(state=JobState.JOINING.value, step=None))
            return PartClaim(
                job_id, number, owner, part.attempt, part.is_join, part.first, part.last
            )

    def keep_part(self, claim: PartClaim, progress: float, step: str | None) -> bool:
        """Show a sign of life, and how far a part is; return whether it is still theirs."""
        with self._write.begin() as session:
            return _changes(
                session,
                update(PartRow)
                .where(*_running(claim))
                .values(
                    lease_until=self._clock() + self._lease_s,
                    progress=progress,
                    step=step,
                ),
            )

    def finish_part(self, claim: PartClaim, result: str) -> bool:
        """Record a result, and unblock the join if it was the last; return whether the part was theirs."""
        with self._write.begin() as session:
            done = {"state": PartState.DONE.value, "progress": 1.0, "result": result}
            if not _changes(session, update(PartRow).where(*_running(claim)).values(**done)):
                return False
            others = (PartRow.job == claim.job) & PartRow.is_join.is_(False)
            unfinished = select(func.count()).where(others, PartRow.state != PartState.DONE.value)
            if not session.scalar(unfinished):
                join = update(PartRow).where(PartRow.job == claim.job, PartRow.is_join)
                blocked = PartRow.state == PartState.BLOCKED.value
                session.execute(join.where(blocked).values(state=PartState.READY.value))
        return True

    def release_part(self, claim: PartClaim, *, after_crash: bool = False) -> bool:
        """Let a part be claimed again, after a crash with a pause that grows; return whether it was theirs."""
        pause = _FIRST_PAUSE_S * 4 ** (claim.attempt - 1) if after_crash else 0.0
        with self._write.begin() as session:
            back = {
                "state": PartState.READY.value,
                "owner": None,
                "lease_until": None,
                "progress": 0.0,
                "not_before": self._clock() + pause,
            }
            return _changes(session, update(PartRow).where(*_running(claim)).values(**back))

    def result_of_last(self, job_id: str) -> str | None:
        """Return the result of the part that went to the end of the scene."""
        with self._read.begin() as session:
            last = select(PartRow.result).where(
                PartRow.job == job_id, PartRow.is_join.is_(False), PartRow.last.is_(None)
            )
            return session.scalar(last)

    def results(self, job_id: str) -> list[str]:
        """Return the results of the parts that are done."""
        with self._read.begin() as session:
            found = select(PartRow.result).where(
                PartRow.job == job_id, PartRow.state == PartState.DONE.value
            )
            return [result for result in session.scalars(found) if result is not None]

    def note_published(self, claim: PartClaim, digest: str) -> bool:
        """Record what is about to be put at the output; return whether the part is still theirs."""
        with self._write.begin() as session:
            held = select(func.count()).where(*_running(claim))
            if not session.scalar(held):
                return False
            session.execute(update(JobRow).where(JobRow.id == claim.job).values(published=digest))
        return True

    def _can_be_claimed(self) -> ColumnElement[bool]:
        now = self._clock()
        is_ready = (PartRow.state == PartState.READY.value) & (PartRow.not_before <= now)
        is_abandoned = (PartRow.state == PartState.RUNNING.value) & (PartRow.lease_until <= now)
        return or_(is_ready, is_abandoned)

    def _is_held(self, session: Session, claim: JobClaim | PartClaim) -> bool:
        conditions = _held(claim) if isinstance(claim, JobClaim) else _running(claim)
        return bool(session.scalar(select(func.count()).where(*conditions)))

    def _end_job(
        self, claim: JobClaim | PartClaim, state: JobState, values: Mapping[str, object]
    ) -> bool:
        values = {**values, "state": state.value, "owner": None, "lease_until": None}
        if state.is_over:
            values |= {"finished": self._clock(), "step": None}
        with self._write.begin() as session:
            if not self._is_held(session, claim):
                return False
            session.execute(update(JobRow).where(JobRow.id == claim.job).values(**values))
            session.execute(delete(PartRow).where(PartRow.job == claim.job))
        return True


def _held(claim: JobClaim) -> tuple[ColumnElement[bool], ...]:
    return JobRow.id == claim.job, JobRow.owner == claim.owner, JobRow.state.in_(RUNNING)


def _running(claim: PartClaim) -> tuple[ColumnElement[bool], ...]:
    return (
        PartRow.job == claim.job,
        PartRow.number == claim.number,
        PartRow.owner == claim.owner,
        PartRow.attempt == claim.attempt,
        PartRow.state == PartState.RUNNING.value,
    )


def _changes(session: Session, statement: Update) -> bool:
    result = cast("CursorResult[Any]", session.execute(statement))
    return bool(result.rowcount)


def _error_values(error: Exception) -> Mapping[str, object]:
    if not isinstance(error, ManimNodesError):
        return {
            "error": tr("A mistake in manim-nodes: {error}.", error=repr(error)),
            "error_detail": "".join(traceback.format_exception(error)),
        }
    values = {"error": error.message, "error_hint": error.hint, "error_where": error.where}
    if isinstance(error, RenderError):
        values |= {"error_node": error.node_id, "error_detail": error.detail}
    return values
