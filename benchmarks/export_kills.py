"""kill -9 at random moments of exports: of the program, of a worker, of a worker's child, and while a film is delivered.

Run it as ``.venv/bin/python -m benchmarks.export_kills [how many]``. After each kill another program goes on with the
queue. What must hold then: no file under the film's name is broken, at any time; the job is completed; no process is
left, nor anything in the folder for work.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest import mock

import av
import psutil

from manim_nodes.codegen.script import Play, Script, SourceMap
from manim_nodes.exports.database import open_database
from manim_nodes.exports.export_queue import ExportQueue
from manim_nodes.exports.film_cache import FilmCache
from manim_nodes.exports.job_state import JobState
from manim_nodes.exports.leases import Leases
from manim_nodes.exports.plan_parts import PlannedPart
from manim_nodes.exports.queue_runner import QueueRunner
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.quality import Quality

MANY = 60
_QUALITY = Quality(160, 90, 10)
_FRAMES = 10
_LEASE_S = 1.5
_LONGEST_S = 180.0
_SOURCE = """from manim import *


class Film(Scene):
    def construct(self):
        self.play(Create(Circle()), run_time=0.5)
        self.play(Create(Square()), run_time=0.5)
"""
_SCRIPT = Script(_SOURCE, "Film", SourceMap((), (Play("a", 6, 0.5), Play("b", 7, 0.5))))


@dataclass(frozen=True)
class Place:
    """A folder with a queue, and all that its programs write."""

    folder: Path

    @property
    def output(self) -> Path:
        """Return where the film is to be."""
        return self.folder / "out" / "film.mp4"

    @property
    def work(self) -> Path:
        """Return where exports have their folders."""
        return self.folder / "work"

    def queue(self) -> ExportQueue:
        """Open the queue."""
        return ExportQueue(open_database(self.folder / "exports.sqlite"))

    def add(self) -> str:
        """Ask for a film; return the id of the job."""
        self.output.parent.mkdir()
        settings = ExportSettings(
            ExportFormat.MP4, _QUALITY, self.output, self.folder / "cache", embeds_project=True
        )
        return self.queue().add(ExportSnapshot("film", "Film", "{}", _SCRIPT, settings, {}))


def work_on(folder: Path) -> None:
    """Be the program that works on a queue, in two parts, until nothing waits."""
    place = Place(folder)
    queue = place.queue()
    parts = [PlannedPart(0, 1), PlannedPart(1, None)]
    cache, leases = FilmCache(folder / "films", 10**9), Leases(queue, _LEASE_S)
    with mock.patch("manim_nodes.exports.queue_runner.plan_parts", return_value=parts):
        runner = QueueRunner(queue, place.work, cache, workers=2, leases=leases)
        while runner.tick() or any(not row.job_state.is_over for row in queue.jobs()):
            time.sleep(0.02)
        runner.close()


_NOBODY = "nobody: all was over"
TARGETS = ("program", "worker", "worker's child", "program, delivering")


def kill_once(target: str, random: Random, usual_s: float) -> str:
    """Kill a target at a random moment of an export, and see what has come of it; return what was killed.

    Raises
    ------
    AssertionError : something is broken, lost or left
    """
    with tempfile.TemporaryDirectory(prefix="manim-nodes-kills-") as name:
        place = Place(Path(name).resolve())
        job_id = place.add()
        program = _start(place)
        try:
            if target == "program, delivering":
                _wait(lambda: _is_joining(place, job_id) or program.poll() is not None)
                time.sleep(random.uniform(0, 0.15))
                victim = psutil.Process(program.pid) if program.poll() is None else None
            else:
                time.sleep(random.uniform(0.2, usual_s))
                victim = _victim(target, program, random)
            killed = _NOBODY if victim is None else target
            if victim is not None:
                with suppress(psutil.NoSuchProcess):
                    victim.kill()
            _check_film(place, may_be_absent=True)
            if victim is not None and victim.pid == program.pid:
                program.wait()
                _wait(lambda: not _processes(place), seconds=10, what="orphans")
                program = _start(place)
            program.wait(_LONGEST_S)
        finally:
            program.kill()
        row = place.queue().job(job_id)
        assert row.job_state is JobState.COMPLETED, (killed, row.state, row.error, row.log)
        _check_film(place, may_be_absent=False)
        _wait(lambda: not _processes(place), seconds=10, what="processes")
        assert [each.name for each in place.output.parent.iterdir()] == ["film.mp4"]
        assert list(place.work.iterdir()) == []
        return killed


def kills(times: int, random: Random) -> Iterator[str]:
    """Kill so many, each kind in its turn; yield what was killed, and _NOBODY whenever all was over before."""
    usual_s, number = _usual(), 0
    while number < times:
        yield (killed := kill_once(TARGETS[number % len(TARGETS)], random, usual_s))
        number += killed != _NOBODY


def _usual() -> float:
    """Return how long an export takes that nobody disturbs."""
    with tempfile.TemporaryDirectory(prefix="manim-nodes-kills-") as name:
        place = Place(Path(name).resolve())
        place.add()
        begin = time.monotonic()
        _start(place).wait(_LONGEST_S)
        _check_film(place, may_be_absent=False)
        return time.monotonic() - begin


def _start(place: Place) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", __spec__.name, "--work", str(place.folder)])


def _victim(
    target: str, program: "subprocess.Popen[bytes]", random: Random
) -> psutil.Process | None:
    """Return the process to be killed, once there is one; None if all is over before."""
    while program.poll() is None:
        with suppress(psutil.NoSuchProcess):
            root = psutil.Process(program.pid)
            workers = root.children()
            below = [each for worker in workers for each in worker.children(recursive=True)]
            among = {"program": [root], "worker": workers, "worker's child": below}[target]
            if among:
                return random.choice(among)
        time.sleep(0.01)
    return None


def _is_joining(place: Place, job_id: str) -> bool:
    return place.queue().job(job_id).job_state is JobState.JOINING


def _check_film(place: Place, *, may_be_absent: bool) -> None:
    if may_be_absent and not place.output.exists():
        return
    with av.open(place.output) as film:
        assert sum(1 for _ in film.decode(video=0)) == _FRAMES
        assert "synopsis" in film.metadata


def _processes(place: Place) -> list[psutil.Process]:
    """Return the processes that have to do with a folder, besides this one."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            about = [*process.cmdline(), process.cwd()]
            if process.pid != psutil.Process().pid and str(place.folder) in " ".join(about):
                found.append(process)
    return found


def _wait(condition: Callable[[], object], seconds: float = _LONGEST_S, what: str = "") -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def main() -> None:
    """Kill them, and print how many there were of each kind."""
    if sys.argv[1:2] == ["--work"]:
        work_on(Path(sys.argv[2]))
        return
    times = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    begin, counts = time.monotonic(), Counter[str]()
    for killed in kills(times, Random(13)):
        counts[killed] += 1
        print(json.dumps(counts), file=sys.stderr, flush=True)
    print("| killed while exporting | times, and nothing broken, lost or left |")
    print("| --- | ---: |")
    for killed, count in counts.items():
        print(f"| {killed} | {count} |")
    print(f"| all, in {time.monotonic() - begin:.0f} s | {times} kills |")


if __name__ == "__main__":
    main()
