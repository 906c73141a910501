"""Sees jobs through, one at a time: plans their parts, hands these out, and shows that somebody is there."""

import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from manim_nodes.errors import ManimNodesError
from manim_nodes.exports.executor import Executor, LocalExecutor
from manim_nodes.exports.expected import expected_film, pixels_of, time_to_go
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.export_queue_error import ExportQueueError
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.leases import JobClaim, Leases
from manim_nodes.exports.past_films import past_films
from manim_nodes.exports.plan_parts import plan_parts
from manim_nodes.exports.play_costs import PlayCosts, previewed_costs, with_previewed
from manim_nodes.exports.room import LackingRoom, lacking_room, room_is_there
from manim_nodes.exports.run_part import digest_of_output
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.exports.tables import PartRow
from manim_nodes.render.export.export import check_export, render_share
from manim_nodes.render.export.export_folder import remove_abandoned_export_folders
from manim_nodes.render.export.part import export_keys, known_keys
from manim_nodes.translation import tr

_KEEP_EVERY_S = 0.5
# Looking costs several milliseconds of the processor, which the films want.
_LOOK_EVERY_S = 0.2


@dataclass
class _RunningJob:
    claim: JobClaim
    snapshot: ExportSnapshot
    folder: Path
    parts: int
    expected_s: float | None
    begun: float = field(default_factory=time.monotonic)
    kept_at: float = 0.0
    looked_at: float = 0.0
    ended: int = 0


class QueueRunner:
    """Works on the queue as often as `tick` is called, which takes no long time.

    Parameters
    ----------
    work_dir : where jobs have their folders
    cache : keeps the films of plays from one job to the next
    workers : how many parts are done at a time; as many as there are processors if None
    executor : does the parts; processes of this machine if None
    """

    def __init__(
        self,
        queue: ExportQueue,
        work_dir: Path,
        cache: FilmCache,
        *,
        workers: int | None = None,
        executor: Executor | None = None,
        leases: Leases | None = None,
    ) -> None:
        self._queue = queue
        self._leases = leases or Leases(queue)
        self._executor: Executor = executor or LocalExecutor(self._leases, workers)
        self._work_dir = work_dir
        self._cache = cache
        self._owner = uuid4().hex
        self._job: _RunningJob | None = None
        self._is_tidy = False

    @property
    def is_busy(self) -> bool:
        """Return whether a job of its is being done."""
        return self._job is not None

    def tick(self, *, only: str | None = None) -> bool:
        """Do what is due; return whether a job of its is being done.

        Parameters
        ----------
        only : the one job that may be begun
        """
        if self._job is None:
            self._begin(only)
        if self._job is not None:
            self._advance(self._job)
        return self._job is not None

    def close(self) -> None:
        """End what is being done; it goes back to the queue, and keeps what is finished of it."""
        self._executor.close()
        if self._job is not None:
            self._leases.release_job(self._job.claim)
            self._job = None

    def remove_work(self, job_id: str) -> None:
        """Remove what a job that nobody does any more has left in the folder for work."""
        shutil.rmtree(self._work_dir / job_id, ignore_errors=True)

    def _begin(self, only: str | None) -> None:
        self._tidy_up()
        claim = self._leases.claim_job(self._owner, only=only, without=self._without_room())
        if claim is None:
            return
        snapshot = self._queue.snapshot(claim.job)
        folder = self._work_dir / claim.job
        if self._was_published(claim, snapshot, folder):
            return
        try:
            lacking = lacking_room(snapshot.script, snapshot.settings, self._work_dir)
            if lacking is not None:
                self._wait_for_room(claim, lacking)
                return
            parts = self._plan(claim, snapshot, folder)
        except (ManimNodesError, OSError, SyntaxError) as error:
            self._leases.fail_job(claim, error)
        else:
            self._job = _RunningJob(claim, snapshot, folder, parts, self._expected_s(snapshot))

    def _expected_s(self, snapshot: ExportSnapshot) -> float | None:
        """Return how long a film takes, as those that were made before tell."""
        settings = snapshot.settings
        pixels = pixels_of(snapshot.script, settings.format, settings.quality, settings.ranges)
        past = past_films(self._queue)
        film = expected_film(past, snapshot.project, settings.format, pixels)
        return film.seconds if film is not None else None

    def _tidy_up(self) -> None:
        """Remove, once, the folders of jobs that were ended while nobody worked on them."""
        if self._is_tidy:
            return
        self._is_tidy = True
        gone = JobState.COMPLETED, JobState.CANCELED
        kept = {row.id for row in self._queue.jobs() if row.job_state not in gone}
        for folder in self._work_dir.glob("[0-9a-f]" * 32):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def _without_room(self) -> list[str]:
        """Return the jobs that wait for room which is not there yet."""
        waiting = self._leases.waiting_for_room()
        return [job for job, path, needed in waiting if not room_is_there(path, needed)]

    def _wait_for_room(self, claim: JobClaim, lacking: LackingRoom) -> None:
        error = ExportQueueError(
            tr(
                "The film may need {needed:.1f} GB, and {free:.1f} GB are free.",
                needed=lacking.needed / 10**9,
                free=lacking.free / 10**9,
            ),
            where=str(lacking.path),
            hint=tr("Make room, or choose another place, or a lower quality."),
        )
        self._leases.wait_for_room(claim, error, lacking.needed, lacking.path)

    def _was_published(self, claim: JobClaim, snapshot: ExportSnapshot, folder: Path) -> bool:
        """Complete a job whose film is at its output already: whoever put it there was ended right after that."""
        published, output = self._queue.job(claim.job).published, snapshot.settings.output
        if published is None or not output.exists() or digest_of_output(output) != published:
            return False
        self._leases.complete_job(claim, output.stat().st_size)
        shutil.rmtree(folder, ignore_errors=True)
        return True

    def _plan(self, claim: JobClaim, snapshot: ExportSnapshot, folder: Path) -> int:
        """Cut a job into parts; return how many are drawn."""
        script, settings = snapshot.script, snapshot.settings
        check_export(script, settings)
        folder.mkdir(parents=True, exist_ok=True)
        remove_abandoned_export_folders(self._work_dir)
        keys = export_keys(script, settings)
        self._cache.lend(keys, settings, folder)
        known = frozenset(known_keys(folder, keys, settings))
        workers = self._executor.workers
        costs = with_previewed(
            PlayCosts(self._work_dir).of(snapshot.project),
            previewed_costs(snapshot.draw_times, script),
        )
        parts = plan_parts(script, settings, keys, known, workers, costs)
        self._leases.plan(claim, parts)
        return len(parts)

    def _advance(self, job: _RunningJob) -> None:
        now, ended = time.monotonic(), self._executor.ended
        if now < job.looked_at + _LOOK_EVERY_S and ended == job.ended:
            return
        job.looked_at, job.ended = now, ended
        for number in self._leases.ready_parts(job.claim.job):
            self._executor.submit(
                job.snapshot,
                job.claim.job,
                number,
                job.folder,
                owner=job.claim.owner,
                parts=job.parts,
            )
        if not self._leases.holds_job(job.claim):
            self._end(job)
        elif now >= job.kept_at + _KEEP_EVERY_S:
            job.kept_at = now
            parts = self._queue.parts(job.claim.job)
            progress = _progress(parts, render_share(job.snapshot.settings))
            step = next((part.step for part in parts if part.step and part.progress < 1), None)
            remaining_s = time_to_go(now - job.begun, progress, job.expected_s)
            self._leases.keep_job(job.claim, progress, remaining_s, step)

    def _end(self, job: _RunningJob) -> None:
        """Keep what is worth it of a job that is theirs no more, and let the rest go."""
        self._job = None
        with suppress(ManimNodesError):  # it was removed
            state = self._queue.job(job.claim.job).job_state
            if state is JobState.COMPLETED:
                self._cache.keep(job.folder, job.snapshot.settings)
            if not state.is_over or state is JobState.FAILED:
                return  # what is finished of it serves the next try
        self._wait_for_parts()
        shutil.rmtree(job.folder, ignore_errors=True)

    def _wait_for_parts(self) -> None:
        """Wait until nobody writes into the folder any more: within a second all know that it is over."""
        end = time.monotonic() + 3.0
        while isinstance(self._executor, LocalExecutor) and not self._executor.is_idle:
            if time.monotonic() > end:
                return
            time.sleep(0.02)


def _progress(parts: Sequence[PartRow], share: float) -> float:
    """Return how far a job is, of whose work drawing is a share."""
    drawn = [part for part in parts if not part.is_join]
    weight = sum(part.weight for part in drawn) or 1.0
    done = sum(part.weight * part.progress for part in drawn) / weight
    joined = next((part.progress for part in parts if part.is_join), 0.0)
    return share * done + (1 - share) * joined
