"""A worker does jobs in a process of its own, and is none the worse for what a job does to that."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from manim_nodes.render.worker import JobError, Worker
from manim_nodes.sandbox.limits import Limits
from manim_nodes.sandbox.tiers import Tier
from tests.sandbox.conftest import tier

__all__ = ["tier"]

pytestmark = pytest.mark.slow

LIMITS = Limits(
    memory=1 << 30, cpu_s=600, file_size=1 << 20, processes=32, time_s=30.0, open_files=64
)
ENDLESS = "[None for _ in iter(int, 1)]"
CRASH = "__import__('ctypes').string_at(0)"
GREEDY = "b'x' * (1 << 31)"


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(LIMITS)
    yield worker
    worker.close()


def evaluate(worker: Worker, expression: str, **options: object) -> list[bytes]:
    """Have a worker say what an expression is, or what is in a list of them."""
    parts: list[bytes] = []
    source = f"[({{}}, part) for part in (lambda value: value if isinstance(value, list) else [value])({expression})]"
    worker.call(
        "builtins:eval",
        source.encode(),
        take=lambda part: parts.append(part[1]),
        **options,  # type: ignore[arg-type]
    )
    return parts


def test_jobs_share_a_process_which_the_next_one_starts_anew(worker: Worker) -> None:
    assert worker.process_id is None
    assert evaluate(worker, "[b'1', b'2']") == [b"1", b"2"]
    first = worker.process_id
    assert evaluate(worker, "b'3'") == [b"3"]
    assert worker.process_id == first
    worker.close()
    assert worker.process_id is None
    assert evaluate(worker, "b'4'") == [b"4"]


def test_what_a_job_raises_is_said(worker: Worker) -> None:
    with pytest.raises(JobError) as raised:
        evaluate(worker, "1 / 0")
    assert (raised.value.kind, raised.value.message) == ("ZeroDivisionError", "division by zero")
    assert evaluate(worker, "b'on'") == [b"on"]


@pytest.mark.parametrize(
    ("expression", "kind"), [(CRASH, "ChildProcessError"), (GREEDY, "MemoryError")]
)
def test_a_job_ends_no_more_than_its_process(expression: str, kind: str, worker: Worker) -> None:
    with pytest.raises(JobError) as raised:
        evaluate(worker, expression)
    assert raised.value.kind == kind
    assert evaluate(worker, "b'on'") == [b"on"]


def test_a_job_that_somebody_kills_is_done_again(tmp_path: Path) -> None:
    worker, begun = Worker(LIMITS, folder=tmp_path), tmp_path / "begun"
    is_begun = f"__import__('os').path.exists({str(begun)!r})"
    begin = f"__import__('pathlib').Path({str(begun)!r}).touch()"
    killed: list[int] = []

    def kill_once() -> bool:
        if begun.exists() and not killed and worker.process_id is not None:
            killed.append(worker.process_id)
            os.kill(killed[0], signal.SIGKILL)
        return True

    expression = f"b'again' if {is_begun} else ({begin}, {ENDLESS})"
    try:
        assert evaluate(worker, expression, keep_going=kill_once) == [b"again"]
    finally:
        worker.close()
    assert killed


def test_a_job_whose_time_is_up_is_ended() -> None:
    worker = Worker(replace(LIMITS, time_s=0.5))
    try:
        with pytest.raises(JobError) as raised:
            evaluate(worker, ENDLESS)
        assert raised.value.kind == "TimeoutError"
        assert worker.process_id is None
    finally:
        worker.close()


def test_a_job_that_nobody_wants_any_more_is_ended(worker: Worker) -> None:
    wanted = threading.Event()
    wanted.set()
    threading.Timer(0.3, wanted.clear).start()
    with pytest.raises(JobError) as raised:
        evaluate(worker, ENDLESS, keep_going=wanted.is_set)
    assert raised.value.kind == "InterruptedError"
    assert worker.process_id is None
    assert evaluate(worker, "b'on'") == [b"on"]


def test_a_process_for_nothing_ends_and_is_started_again() -> None:
    worker = Worker(LIMITS, idle_s=0.1)
    try:
        assert evaluate(worker, "b'1'") == [b"1"]
        while worker.process_id is not None:
            pass
        assert evaluate(worker, "b'2'") == [b"2"]
    finally:
        worker.close()


def test_what_is_printed_is_no_answer(worker: Worker) -> None:
    assert evaluate(worker, "print('x' * 100_000) or b'1'") == [b"1"]
    assert evaluate(worker, "__import__('os').write(1, b'x') and b'2'") == [b"2"]


def test_answers_are_taken_one_after_another_however_many(worker: Worker) -> None:
    assert evaluate(worker, "[b'x' * 1000] * 5000") == [b"x" * 1000] * 5000


def test_a_job_that_answers_for_ever_is_ended() -> None:
    worker = Worker(replace(LIMITS, time_s=1.0))
    try:
        with pytest.raises(JobError) as raised:
            worker.call("builtins:eval", b"(({}, b'x') for _ in iter(int, 1))")
        assert raised.value.kind == "TimeoutError"
    finally:
        worker.close()


def test_who_takes_an_answer_may_fail(worker: Worker) -> None:
    def refuse(_: object) -> None:
        raise OSError("full")

    with pytest.raises(OSError, match="full"):
        worker.call("builtins:eval", b"[({}, b'x')] * 100", take=refuse)
    assert evaluate(worker, "b'on'") == [b"on"]


def test_a_job_reads_no_more_than_it_is_given(
    tier: Tier, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, given = home / "secret", tmp_path / "given" / "file"
    given.parent.mkdir()
    secret.write_text("key")
    Image.new("RGBA", (2, 1), (1, 2, 3, 4)).save(given, "PNG")
    monkeypatch.setenv("ANY_API_KEY", "key")
    worker = Worker(LIMITS)
    try:
        parts: list[bytes] = []
        job = "manim_nodes.render.media.picture_jobs:shrink"
        for each in (given, secret, given):
            with suppress(JobError):  # of what is no picture
                take = lambda part: parts.append(part[1])  # noqa: E731
                worker.call(job, file=each, take=take, name="", width=9, height=9)
        assert parts == [bytes((1, 2, 3, 4)) * 2] * 2
        assert evaluate(worker, "str('ANY_API_KEY' in __import__('os').environ).encode()") == [
            b"False"
        ]
        if tier is not Tier.LIMITS:
            with pytest.raises(JobError):
                evaluate(worker, f"open({str(secret)!r}, 'rb').read()")
            with pytest.raises(JobError):
                evaluate(worker, f"open({str(given)!r}, 'wb').write(b'x')")
    finally:
        worker.close()
