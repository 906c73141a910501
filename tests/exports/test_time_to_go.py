"""How long a film takes is known from those before, as soon as it begins."""

from pathlib import Path

import pytest

from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.leases import Leases
from manim_nodes.exports.queue_runner import QueueRunner
from tests.exports.conftest import Clock, MakeSnapshot
from tests.exports.test_room import IdleExecutor


def test_a_film_that_begins_takes_as_long_as_the_last_one(
    queue: ExportQueue, leases: Leases, clock: Clock, make_snapshot: MakeSnapshot, tmp_path: Path
) -> None:
    queue.add(make_snapshot("First"))
    claim = leases.claim_job("me")
    assert claim is not None
    clock.now += 75
    leases.complete_job(claim, 1000)
    second = queue.add(make_snapshot("Second"))
    cache = FilmCache(tmp_path / "films", 10**9)
    QueueRunner(queue, tmp_path / "work", cache, executor=IdleExecutor()).tick()
    assert queue.job(second).remaining_s == pytest.approx(75.0)
