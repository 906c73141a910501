"""Jobs seen through by the real manim, by one program and by several, and after some of them were killed."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import av
import psutil
import pytest
from sqlalchemy import text

from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.finish_job import finish_job
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.leases import Leases
from manim_nodes.exports.plan_parts import PlannedPart
from manim_nodes.exports.play_costs import PlayCosts
from manim_nodes.exports.queue_runner import QueueRunner
from manim_nodes.exports.run_part import digest_of_output
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.progress import Progress
from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.worker import JobError, Worker
from tests.exports.conftest import MakeSnapshot
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

ENDLESS = make_script("# node: long_1\nself.play(Create(Circle()), run_time=9999)")
BROKEN = make_script("# node: wrong_1\n1 / 0\nself.wait()")


@pytest.fixture
def in_two_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut every film before its second play, however short it is."""

    def plan(*_: object) -> list[PlannedPart]:
        return [PlannedPart(0, 1), PlannedPart(1, None)]

    monkeypatch.setattr("manim_nodes.exports.queue_runner.plan_parts", plan)


@pytest.fixture
def queue(queue: ExportQueue) -> ExportQueue:
    """Return a queue whose clock goes."""
    return ExportQueue(queue.engine)


@pytest.fixture
def make_runner(queue: ExportQueue, tmp_path: Path) -> Iterator[Callable[[], QueueRunner]]:
    runners = []

    def make() -> QueueRunner:
        cache = FilmCache(tmp_path / "films", 10**9)
        leases = Leases(queue, lease_s=2.0)
        runners.append(QueueRunner(queue, tmp_path / "work", cache, workers=2, leases=leases))
        return runners[-1]

    yield make
    for runner in runners:
        runner.close()


def frames(film: Path) -> int:
    with av.open(film) as source:
        return sum(1 for _ in source.decode(video=0))


@pytest.mark.usefixtures("in_two_parts")
def test_a_job_of_two_parts_becomes_a_film_and_leaves_nothing_else(
    queue: ExportQueue,
    make_runner: Callable[[], QueueRunner],
    make_snapshot: MakeSnapshot,
    tmp_path: Path,
) -> None:
    snapshot = make_snapshot()
    job_id = queue.add(snapshot)
    seen: list[Progress] = []
    result = finish_job(queue, make_runner(), job_id, on_progress=seen.append)

    output = snapshot.settings.output
    assert (result.outcome, result.output) == (Outcome.FINISHED, output)
    assert frames(output) == 10
    row = queue.job(job_id)
    assert (row.job_state, row.size, row.progress) == (
        JobState.COMPLETED,
        output.stat().st_size,
        1.0,
    )
    assert [progress.fraction for progress in seen] == sorted(p.fraction for p in seen)
    assert list((tmp_path / "work").iterdir()) == []
    assert len(list((tmp_path / "films").iterdir())) == 2
    assert set(PlayCosts(tmp_path / "work").of(snapshot.project)) == {"create_1", "fade_1"}


def test_an_error_of_the_scene_is_not_tried_again(
    queue: ExportQueue, make_runner: Callable[[], QueueRunner], make_snapshot: MakeSnapshot
) -> None:
    job_id = queue.add(make_snapshot(script=BROKEN))
    with pytest.raises(RenderError, match="wrong_1: Something is divided by zero"):
        finish_job(queue, make_runner(), job_id)
    row = queue.job(job_id)
    assert (row.job_state, row.error_node, row.attempts) == (JobState.FAILED, "wrong_1", 1)


def render_processes(parent: int | None = None) -> list[psutil.Process]:
    return [each for each in psutil.Process(parent).children(recursive=True) if is_render(each)]


def is_render(process: psutil.Process) -> bool:
    try:
        # Not the workers that set formulas, which stay for the next one.
        return "-m manim render" in " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_part_that_is_killed_is_drawn_again(
    queue: ExportQueue, make_runner: Callable[[], QueueRunner], make_snapshot: MakeSnapshot
) -> None:
    job_id = queue.add(make_snapshot())
    runner = make_runner()
    killed: list[psutil.Process] = []

    def kill_once(progress: Progress) -> None:
        if not killed and progress.fraction < 1:
            killed.extend(render_processes())
            for each in killed:
                each.kill()

    result = finish_job(queue, runner, job_id, on_progress=kill_once)
    assert result.outcome is Outcome.FINISHED
    assert result.output is not None
    assert frames(result.output) == 10
    assert bool(killed) == ("The system ended manim" in queue.job(job_id).log)


@pytest.mark.parametrize(("times", "state"), [(2, JobState.COMPLETED), (3, JobState.FAILED)])
def test_a_join_that_is_killed_is_done_again_but_not_for_ever(
    times: int,
    state: JobState,
    queue: ExportQueue,
    make_runner: Callable[[], QueueRunner],
    make_snapshot: MakeSnapshot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kills = iter(range(times))
    call = Worker.call

    def be_killed(self: Worker, job: str, content: bytes = b"", **options: Any) -> None:
        if "join_films" in job and next(kills, None) is not None:
            raise JobError(MemoryError.__name__, is_of_kill=True)
        call(self, job, content, **options)

    monkeypatch.setattr(Worker, "call", be_killed)
    job_id = queue.add(make_snapshot())
    with suppress(RenderError):
        finish_job(queue, make_runner(), job_id)
    row = queue.job(job_id)
    assert row.job_state is state, row.error
    assert row.log.count("not enough memory") == times


def test_a_disk_that_fills_up_sends_the_job_back_until_there_is_room(
    queue: ExportQueue,
    make_runner: Callable[[], QueueRunner],
    make_snapshot: MakeSnapshot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_full = iter([True])

    def check_room(_: Path) -> None:
        if next(is_full, False):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("manim_nodes.render.export.manim_run._LOOK_EVERY_S", 0.0)
    monkeypatch.setattr("manim_nodes.render.export.manim_run.check_room", check_room)
    job_id, runner = queue.add(make_snapshot()), make_runner()
    wait_for(lambda: not runner.tick() and queue.job(job_id).job_state.is_over)
    row = queue.job(job_id)
    assert (row.job_state, row.attempts) == (JobState.COMPLETED, 2)
    assert "The disk is full." in row.log


def test_canceling_ends_all_processes_and_leaves_nothing(
    queue: ExportQueue,
    make_runner: Callable[[], QueueRunner],
    make_snapshot: MakeSnapshot,
    tmp_path: Path,
) -> None:
    snapshot = make_snapshot(script=ENDLESS)
    job_id = queue.add(snapshot)
    cancel = CancelToken()
    result = finish_job(
        queue, make_runner(), job_id, on_progress=lambda _: cancel.cancel(), cancel=cancel
    )
    assert result.outcome is Outcome.CANCELLED
    assert queue.job(job_id).job_state is JobState.CANCELED
    wait_for(lambda: not render_processes())
    assert list((tmp_path / "work").iterdir()) == []
    assert list(snapshot.settings.output.parent.iterdir()) == []


def test_a_closed_runner_puts_its_job_back(
    queue: ExportQueue, make_runner: Callable[[], QueueRunner], make_snapshot: MakeSnapshot
) -> None:
    job_id = queue.add(make_snapshot(script=ENDLESS))
    runner = make_runner()
    wait_for(lambda: runner.tick() and queue.job(job_id).progress >= 0 and render_processes())
    runner.close()
    assert queue.job(job_id).job_state is JobState.QUEUED
    assert render_processes() == []


WORKER = """
import sys, time
from pathlib import Path
from manim_nodes.exports.database import open_database
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.leases import Leases
from manim_nodes.exports.play_costs import PlayCosts
from manim_nodes.exports.queue_runner import QueueRunner
place = Path(sys.argv[1])
queue = ExportQueue(open_database(place / "data" / "exports.sqlite"))
runner = QueueRunner(queue, place / "work", FilmCache(place / "films", 10**9), leases=Leases(queue, 2.0))
while True:
    runner.tick()
    time.sleep(0.02)
"""


def test_another_program_goes_on_with_what_a_killed_one_has_left(
    queue: ExportQueue,
    make_runner: Callable[[], QueueRunner],
    make_snapshot: MakeSnapshot,
    tmp_path: Path,
) -> None:
    slow = make_script(
        "# node: a\nself.play(Create(Circle()), run_time=0.5)\n"
        "# node: b\nself.play(Create(Square().scale(2)), run_time=40)"
    )
    snapshot = make_snapshot(script=slow)
    job_id = queue.add(snapshot)
    other = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path)])
    try:
        wait_for(lambda: render_processes(other.pid))
    finally:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    assert not snapshot.settings.output.exists()

    assert finish_job(queue, make_runner(), job_id).outcome is Outcome.FINISHED
    assert frames(snapshot.settings.output) == 405
    assert queue.job(job_id).attempts == 2
    assert list((tmp_path / "work").iterdir()) == []


def test_a_film_that_was_put_in_place_by_a_killed_one_is_not_made_again(
    queue: ExportQueue, make_runner: Callable[[], QueueRunner], make_snapshot: MakeSnapshot
) -> None:
    snapshot = make_snapshot()
    job_id = queue.add(snapshot)
    leases = Leases(queue, lease_s=0.01)
    claim = leases.claim_job("killed")
    assert claim is not None
    leases.plan(claim, [])
    snapshot.settings.output.write_text("film")
    time.sleep(0.02)
    with queue.engine.begin() as connection:
        digest = digest_of_output(snapshot.settings.output)
        connection.execute(text("UPDATE jobs SET published = :digest"), {"digest": digest})

    assert finish_job(queue, make_runner(), job_id).output == snapshot.settings.output
    assert snapshot.settings.output.read_text() == "film"
