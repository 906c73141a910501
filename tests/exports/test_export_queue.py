"""What people do with the queue; that it survives is shown by opening it again."""

from pathlib import Path

import pytest
from sqlalchemy import text

from manim_nodes.exports.database import open_database
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.export_queue_error import ExportQueueError
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.leases import Leases
from tests.exports.conftest import Clock, MakeSnapshot


def names(queue: ExportQueue) -> list[str]:
    return [row.name for row in queue.jobs()]


def test_a_job_is_there_after_a_restart_with_all_that_makes_it(
    queue: ExportQueue, make_snapshot: MakeSnapshot, tmp_path: Path
) -> None:
    snapshot = make_snapshot(transparent=True, readable=(tmp_path / "a.png",))
    job_id = queue.add(snapshot)

    again = ExportQueue(open_database(tmp_path / "data" / "exports.sqlite"))
    assert again.snapshot(job_id) == snapshot
    (row,) = again.jobs()
    assert (row.id, row.job_state, row.name) == (job_id, JobState.QUEUED, "Sun")
    assert again.outputs() == {snapshot.settings.output}


def test_jobs_are_in_order_and_can_be_moved(
    queue: ExportQueue, make_snapshot: MakeSnapshot
) -> None:
    a, b, c = (queue.add(make_snapshot(name)) for name in "abc")
    queue.move_to_front(c)
    assert names(queue) == ["c", "a", "b"]
    queue.move(c, before=b)
    assert names(queue) == ["a", "c", "b"]
    queue.move(a, before=None)
    assert names(queue) == ["c", "b", "a"]
    queue.add(make_snapshot("first"), is_first=True)
    assert names(queue) == ["first", "c", "b", "a"]


def test_what_is_over_comes_last_and_can_be_cleared(
    queue: ExportQueue, make_snapshot: MakeSnapshot, clock: Clock
) -> None:
    jobs = [queue.add(make_snapshot(name)) for name in "abc"]
    for job_id in jobs[:2]:
        clock.now += 1
        queue.cancel(job_id)
    assert names(queue) == ["c", "b", "a"]
    assert queue.clear() == 2
    assert names(queue) == ["c"]
    queue.remove(jobs[2])
    assert names(queue) == []


def test_a_paused_job_waits_and_a_canceled_one_can_be_tried_again(
    queue: ExportQueue, leases: Leases, make_snapshot: MakeSnapshot
) -> None:
    job_id = queue.add(make_snapshot())
    queue.pause(job_id)
    assert leases.claim_job("me") is None
    queue.resume(job_id)
    assert leases.claim_job("me") is not None
    queue.cancel(job_id)
    queue.resume(job_id)
    assert queue.job(job_id).job_state is JobState.CANCELED
    queue.retry(job_id)
    assert queue.job(job_id).job_state is JobState.QUEUED


def test_a_job_is_found_by_the_beginning_of_its_id(
    queue: ExportQueue, make_snapshot: MakeSnapshot
) -> None:
    job_id = queue.add(make_snapshot())
    assert queue.find(job_id[:6]).id == job_id
    with pytest.raises(ExportQueueError, match="There is no job nothing"):
        queue.find("nothing")
    with pytest.raises(ExportQueueError, match="There is no job nothing"):
        queue.job("nothing")


def test_a_queue_of_a_newer_version_is_left_alone(queue: ExportQueue, tmp_path: Path) -> None:
    with queue.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'of_tomorrow'"))
    with pytest.raises(ExportQueueError, match="newer version"):
        open_database(tmp_path / "data" / "exports.sqlite")


def test_a_queue_that_is_no_database_is_said(tmp_path: Path) -> None:
    file = tmp_path / "exports.sqlite"
    file.write_text("This is a letter, and no database at all." * 100)
    with pytest.raises(ExportQueueError, match=r"cannot be opened \(file is not a database\)"):
        open_database(file)
    with pytest.raises(ExportQueueError, match=r"cannot be opened \(Not a directory\)"):
        open_database(file / "deeper" / "exports.sqlite")
