"""A film that has no room is not begun, says so, and is begun when there is room."""

from pathlib import Path
from typing import NamedTuple

import pytest

from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.finish_job import finish_job
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.queue_runner import QueueRunner
from manim_nodes.exports.room import lacking_room
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.render.failures import RenderError
from manim_nodes.render.quality import QUALITIES
from tests.exports.conftest import MakeSnapshot
from tests.exports.test_plan_parts import script_of

_GB = 10**9


class Usage(NamedTuple):
    total: int
    used: int
    free: int


class Disk:
    """A disk with as much room as it is set to."""

    free = 1000 * _GB

    def usage(self, _: Path) -> Usage:
        return Usage(2000 * _GB, 2000 * _GB - self.free, self.free)


class IdleExecutor:
    """Begins parts, and never ends them."""

    workers = 2

    def submit(self, *_: object, **__: object) -> bool:
        return True

    @property
    def ended(self) -> int:
        return 0

    def close(self) -> None:
        pass


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    monkeypatch.setattr("manim_nodes.exports.room.shutil.disk_usage", disk.usage)
    return disk


@pytest.fixture
def runner(queue: ExportQueue, tmp_path: Path) -> QueueRunner:
    cache = FilmCache(tmp_path / "films", 10**9)
    return QueueRunner(queue, tmp_path / "work", cache, executor=IdleExecutor())


def test_a_film_without_room_waits_for_it(
    disk: Disk, queue: ExportQueue, runner: QueueRunner, make_snapshot: MakeSnapshot
) -> None:
    job_id = queue.add(make_snapshot())
    disk.free = 1_000_000
    for _ in range(3):
        assert not runner.tick()
    row = queue.job(job_id)
    assert (row.job_state, row.attempts) == (JobState.QUEUED, 1)
    assert row.error == "The film may need 0.1 GB, and 0.0 GB are free."
    assert "Make room, or choose another place" in (row.error_hint or "")

    disk.free = 2 * _GB
    assert runner.tick()
    row = queue.job(job_id)
    assert (row.job_state, row.error) == (JobState.RENDERING, None)


def test_others_go_on_while_one_waits_for_room(
    disk: Disk, queue: ExportQueue, runner: QueueRunner, make_snapshot: MakeSnapshot
) -> None:
    large = make_snapshot("Large", script_of(600), quality=QUALITIES["2160p"])
    large_id, small_id = queue.add(large), queue.add(make_snapshot("Small"))
    disk.free = _GB
    runner.tick()
    assert runner.tick()
    assert queue.job(large_id).job_state is JobState.QUEUED
    assert queue.job(small_id).job_state is JobState.RENDERING


def test_who_waits_for_the_film_is_told(
    disk: Disk, queue: ExportQueue, runner: QueueRunner, make_snapshot: MakeSnapshot
) -> None:
    job_id = queue.add(make_snapshot())
    disk.free = 1_000_000
    with pytest.raises(RenderError, match=r"may need 0\.1 GB"):
        finish_job(queue, runner, job_id)
    assert queue.job(job_id).job_state is JobState.CANCELED


@pytest.mark.parametrize(
    ("kind", "lines", "seconds", "least", "most"),
    [
        (ExportFormat.MP4, "1080p", 60, 0.1, 5),
        (ExportFormat.MP4, "2160p", 600, 1, 20),
        (ExportFormat.PNG, "2160p", 600, 0.01, 0.5),
        (ExportFormat.PNG_SEQUENCE, "1080p", 60, 1, 10),
        (ExportFormat.GIF, "480p", 10, 0.05, 2),
    ],
)
def test_the_room_for_a_film_is_estimated(
    kind: ExportFormat,
    lines: str,
    seconds: float,
    least: float,
    most: float,
    disk: Disk,
    make_snapshot: MakeSnapshot,
    tmp_path: Path,
) -> None:
    snapshot = make_snapshot(script=script_of(seconds), format=kind, quality=QUALITIES[lines])

    def is_enough(gigabytes: float) -> bool:
        disk.free = int(gigabytes * _GB)
        return lacking_room(snapshot.script, snapshot.settings, tmp_path / "work") is None

    assert not is_enough(least)
    assert is_enough(most)
