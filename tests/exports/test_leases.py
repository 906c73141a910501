"""Of several who believe that something is theirs, only one may finish it."""

import threading

import pytest

from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.leases import JobClaim, Leases, PartClaim
from manim_nodes.exports.plan_parts import PlannedPart
from manim_nodes.exports.tables import PartState
from manim_nodes.render.failures import RenderError
from tests.exports.conftest import Clock, MakeSnapshot


@pytest.fixture
def claim(queue: ExportQueue, leases: Leases, make_snapshot: MakeSnapshot) -> JobClaim:
    """Return the claim on a job of two parts and their join."""
    queue.add(make_snapshot())
    claim = leases.claim_job("me")
    assert claim is not None
    leases.plan(claim, [PlannedPart(0, 1), PlannedPart(1, None)])
    return claim


def part_of(leases: Leases, claim: JobClaim, number: int) -> PartClaim:
    part = leases.claim_part(claim.job, number, claim.owner)
    assert part is not None
    return part


def test_one_job_is_done_at_a_time(
    queue: ExportQueue, leases: Leases, make_snapshot: MakeSnapshot
) -> None:
    first, second = (queue.add(make_snapshot(name)) for name in "ab")
    claim = leases.claim_job("me")
    assert claim is not None
    assert claim.job == first
    assert leases.claim_job("other") is None
    assert leases.complete_job(claim, 7)
    assert (queue.job(first).job_state, queue.job(first).size) == (JobState.COMPLETED, 7)
    assert leases.claim_job("other", only=first) is None
    other = leases.claim_job("other")
    assert other is not None
    assert other.job == second


def test_what_was_left_behind_is_done_before_all_others(
    queue: ExportQueue, leases: Leases, claim: JobClaim, clock: Clock, make_snapshot: MakeSnapshot
) -> None:
    queue.add(make_snapshot("other"), is_first=True)
    clock.now += 9
    assert leases.keep_job(claim, 0.25, 3.0, "create_1")
    clock.now += 9
    assert leases.claim_job("other") is None
    clock.now += 2
    after = leases.claim_job("other")
    assert after is not None
    assert after.job == claim.job
    assert not leases.keep_job(claim, 0.5, None, None)
    assert not leases.complete_job(claim, 1)
    assert leases.holds_job(after)


def test_the_join_waits_for_all_parts(leases: Leases, claim: JobClaim) -> None:
    assert leases.ready_parts(claim.job) == [0, 1]
    assert leases.claim_part(claim.job, 2, claim.owner) is None
    for number in (1, 0):
        assert leases.finish_part(part_of(leases, claim, number), f"result {number}")
    assert leases.ready_parts(claim.job) == [2]
    assert leases.result_of_last(claim.job) == "result 1"
    join = part_of(leases, claim, 2)
    assert join.is_join
    assert leases.complete_job(join, 3)
    assert not leases.complete_job(join, 3)


def test_a_part_is_finished_by_its_last_holder_only(
    queue: ExportQueue, leases: Leases, claim: JobClaim, clock: Clock
) -> None:
    late = part_of(leases, claim, 0)
    assert leases.claim_part(claim.job, 0, "other") is None
    clock.now += 11
    there = leases.claim_part(claim.job, 0, "other")
    assert there is not None
    assert there.attempt == late.attempt + 1
    assert not leases.keep_part(late, 0.5, None)
    assert not leases.finish_part(late, "too late")
    assert not leases.fail_job(late, RenderError("too late"))
    assert leases.finish_part(there, "in time")
    assert [part.state for part in queue.parts(claim.job)] == [
        PartState.DONE,
        PartState.READY,
        PartState.BLOCKED,
    ]


def test_many_who_finish_the_same_parts_unblock_one_join(leases: Leases, claim: JobClaim) -> None:
    claimed: list[PartClaim] = []
    won: list[bool] = []

    def compete(name: str) -> None:
        for number in (0, 1, 2):
            part = leases.claim_part(claim.job, number, name)
            if part is not None:
                claimed.append(part)
                won.append(leases.finish_part(part, name))
                won.append(leases.finish_part(part, name))

    threads = [threading.Thread(target=compete, args=(f"worker {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(part.number for part in claimed) == sorted({part.number for part in claimed})
    assert won.count(True) == len(claimed)


def test_a_part_that_crashed_rests_longer_each_time(
    leases: Leases, claim: JobClaim, clock: Clock
) -> None:
    pauses = []
    for _ in range(3):
        assert leases.release_part(part_of(leases, claim, 0), after_crash=True)
        begin = clock.now
        while 0 not in leases.ready_parts(claim.job):
            clock.now += 1
        pauses.append(clock.now - begin)
    assert pauses == [1, 4, 16]


def test_what_failed_says_why(queue: ExportQueue, leases: Leases, claim: JobClaim) -> None:
    error = RenderError("Too big.", node_id="create_1", hint="Be modest.", detail="Traceback")
    assert leases.fail_job(part_of(leases, claim, 0), error)
    row = queue.job(claim.job)
    said = row.job_state, row.error, row.error_node, row.error_hint, row.error_detail
    assert said == (JobState.FAILED, "Too big.", "create_1", "Be modest.", "Traceback")
    assert queue.parts(claim.job) == []


def test_whose_job_was_canceled_or_paused_learns_it(
    queue: ExportQueue, leases: Leases, claim: JobClaim
) -> None:
    part = part_of(leases, claim, 0)
    queue.pause(claim.job)
    assert not leases.keep_part(part, 0.5, None)
    assert not leases.finish_part(part, "result")
    assert not leases.keep_job(claim, 0.5, None, None)
    assert queue.job(claim.job).job_state is JobState.PAUSED
