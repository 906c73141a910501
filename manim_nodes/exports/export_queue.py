"""The queue as people use it: what waits, what is being done, what was done, and what they want of it."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session, sessionmaker, undefer

from manim_nodes.exports.export_queue_error import ExportQueueError
from manim_nodes.exports.job_state import OVER, RUNNING, JobState
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.exports.tables import JobRow, PartRow
from manim_nodes.translation import tr


class ExportQueue:
    """The jobs of a database, which several programs may work on at once.

    What is done to a job that runs, whoever runs it learns within a second.

    Parameters
    ----------
    clock : seconds since 1970
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self.engine = engine
        self.clock = clock
        self._write = sessionmaker(engine, expire_on_commit=False)
        self._read = sessionmaker(engine.execution_options(reads=True), expire_on_commit=False)

    # looking

    def jobs(self) -> list[JobRow]:
        """Return all jobs: those that are not over in their order, then the others, the latest first."""
        with self._read.begin() as session:
            rows = session.scalars(select(JobRow)).all()
        waiting = [row for row in rows if not row.job_state.is_over]
        over = [row for row in rows if row.job_state.is_over]
        waiting.sort(key=lambda row: (not row.job_state.is_running, row.position))
        return waiting + sorted(over, key=lambda row: row.finished or row.created, reverse=True)

    def job(self, job_id: str) -> JobRow:
        """Return a job.

        Raises
        ------
        ExportQueueError : there is none of that id
        """
        with self._read.begin() as session:
            return _job(session, job_id)

    def find(self, beginning: str) -> JobRow:
        """Return the one job whose id begins so.

        Raises
        ------
        ExportQueueError : there is none, or more than one
        """
        found = [row for row in self.jobs() if row.id.startswith(beginning)]
        if len(found) != 1:
            raise ExportQueueError(
                tr("There is no job {id}.", id=beginning)
                if not found
                else tr("More than one job begins with {id}.", id=beginning),
                hint=tr("See 'manim-nodes queue list'."),
            )
        return found[0]

    def parts(self, job_id: str) -> Sequence[PartRow]:
        """Return the parts of a job, in their order."""
        with self._read.begin() as session:
            found = select(PartRow).where(PartRow.job == job_id).order_by(PartRow.number)
            return session.scalars(found).all()

    def snapshot(self, job_id: str) -> ExportSnapshot:
        """Return what a job is made of.

        Raises
        ------
        ExportQueueError : there is none of that id
        """
        with self._read.begin() as session:
            return ExportSnapshot.from_json(_job(session, job_id, with_snapshot=True).snapshot)

    def outputs(self) -> set[Path]:
        """Return where the jobs that are not over will write."""
        with self._read.begin() as session:
            found = select(JobRow.output).where(JobRow.state.not_in(OVER))
            return {Path(output) for output in session.scalars(found)}

    # asking

    def add(self, snapshot: ExportSnapshot, *, is_first: bool = False) -> str:
        """Add a job behind all others, or before them; return its id."""
        job_id = uuid4().hex
        with self._write.begin() as session:
            session.add(
                JobRow(
                    id=job_id,
                    project=snapshot.project,
                    name=snapshot.name,
                    format=snapshot.settings.format.value,
                    output=str(snapshot.settings.output),
                    snapshot=snapshot.to_json(),
                    state=JobState.QUEUED.value,
                    position=_end(session, first=is_first),
                    created=self.clock(),
                )
            )
        return job_id

    def cancel(self, job_id: str) -> None:
        """End a job that waits or runs; it leaves no file behind."""
        self._set_state(job_id, JobState.CANCELED, {"finished": self.clock()}, unless=OVER)

    def pause(self, job_id: str) -> None:
        """Let a job wait until it is resumed; what of it is done is kept."""
        self._set_state(job_id, JobState.PAUSED, unless=OVER)

    def resume(self, job_id: str) -> None:
        """Let a job that was paused go on when its turn comes."""
        self._set_state(job_id, JobState.QUEUED, {"room_needed": None}, only=(JobState.PAUSED,))

    def retry(self, job_id: str) -> None:
        """Try a job again that has failed or was canceled, behind all others."""
        fresh: dict[str, object] = {
            **dict.fromkeys(
                ("error", "error_where", "error_node", "error_hint", "error_detail", "finished")
            ),
            "progress": 0.0,
            "remaining_s": None,
            "started": None,
            "attempts": 0,
        }
        with self._write.begin() as session:
            position = _end(session, first=False)
        only = (JobState.FAILED, JobState.CANCELED)
        self._set_state(job_id, JobState.QUEUED, {**fresh, "position": position}, only=only)

    def move(self, job_id: str, before: str | None) -> None:
        """Put a job before another, or behind all."""
        with self._write.begin() as session:
            waiting = select(JobRow).where(JobRow.state.not_in(OVER), JobRow.id != job_id)
            rows = list(session.scalars(waiting.order_by(JobRow.position)))
            moved = _job(session, job_id)
            places = [row.id for row in rows]
            rows.insert(places.index(before) if before in places else len(rows), moved)
            for position, row in enumerate(rows):
                row.position = float(position)

    def move_to_front(self, job_id: str) -> None:
        """Let a job be the next."""
        with self._write.begin() as session:
            _job(session, job_id).position = _end(session, first=True)

    def remove(self, job_id: str) -> None:
        """Forget a job; one that waits or runs is canceled by that. What it has made stays."""
        with self._write.begin() as session:
            session.execute(delete(JobRow).where(JobRow.id == job_id))

    def clear(self) -> int:
        """Forget all jobs that are over; return how many."""
        with self._write.begin() as session:
            gone = session.scalars(select(JobRow.id).where(JobRow.state.in_(OVER))).all()
            session.execute(delete(JobRow).where(JobRow.id.in_(gone)))
        return len(gone)

    def _set_state(
        self,
        job_id: str,
        state: JobState,
        values: Mapping[str, object] = MappingProxyType({}),
        *,
        only: Sequence[JobState] = tuple(JobState),
        unless: Sequence[JobState] = (),
    ) -> None:
        with self._write.begin() as session:
            job = _job(session, job_id)
            if job.state not in only or job.state in unless:
                return
            values = {**values, "state": state.value}
            if job.state in RUNNING:
                # Whoever works on it finds that it is theirs no more.
                values |= {"owner": None, "lease_until": None}
                session.execute(delete(PartRow).where(PartRow.job == job_id))
            session.execute(update(JobRow).where(JobRow.id == job_id).values(**values))


def _job(session: Session, job_id: str, *, with_snapshot: bool = False) -> JobRow:
    query = select(JobRow).where(JobRow.id == job_id)
    if with_snapshot:
        query = query.options(undefer(JobRow.snapshot))
    found = session.scalars(query).first()
    if found is None:
        raise ExportQueueError(tr("There is no job {id}.", id=job_id))
    return found


def _end(session: Session, *, first: bool) -> float:
    """Return a position before all jobs, or behind them."""
    extreme = func.min(JobRow.position) if first else func.max(JobRow.position)
    found = session.scalar(select(extreme).where(JobRow.state.not_in(OVER)))
    return (found if found is not None else 0.0) + (-1.0 if first else 1.0)
