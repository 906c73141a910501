import subprocess
import sys
import threading
import time

import pytest

from manim_nodes.render.preview.interrupt import StoppableThread, StopRendering


def briefly() -> None:
    sum(range(500))


def wait_for(thread: StoppableThread) -> None:
    while not thread.finished:
        thread.interrupt()
        time.sleep(0.001)


def spin() -> None:
    while True:
        pass


def test_endless_work_is_left() -> None:
    thread = StoppableThread(spin)
    thread.start()
    wait_for(thread)
    thread.release()
    assert not thread.is_alive()


def test_work_sees_the_exception_pass() -> None:
    seen = []

    def work() -> None:
        try:
            spin()
        except StopRendering as stop:
            seen.append(stop)

    thread = StoppableThread(work)
    thread.start()
    wait_for(thread)
    thread.release()
    assert len(seen) == 1


def test_work_that_ends_by_itself_is_not_disturbed() -> None:
    for _ in range(300):
        done = []
        thread = StoppableThread(lambda: done.append(True))  # noqa: B023 (started and ended within the turn)
        thread.start()
        while not thread.finished:
            pass
        for _ in range(5):
            thread.interrupt()
        thread.release()
        assert done == [True]


def test_interrupts_at_the_very_end_strike_nothing_else() -> None:
    """The next threads often get the id of the one before: none of them may see its exception."""
    struck = []

    def innocent() -> None:
        try:
            for _ in range(100):
                time.sleep(0)
        except StopRendering as stop:
            struck.append(stop)

    for _ in range(200):
        thread = StoppableThread(briefly)
        thread.start()
        wait_for(thread)
        thread.release()
        other = threading.Thread(target=innocent)
        other.start()
        other.join()
    assert struck == []


def test_a_thread_that_works_cannot_be_released() -> None:
    thread = StoppableThread(spin)
    thread.start()
    with pytest.raises(RuntimeError):
        thread.release()
    wait_for(thread)
    thread.release()


def test_the_interpreter_does_not_look_for_exceptions_for_ever() -> None:
    """With one that struck nobody, Python 3.11 hangs as soon as a profiler is on."""
    code = """
import cProfile, time
from manim_nodes.render.preview.interrupt import StoppableThread
for work in (lambda: None, lambda: sum(range(500)), lambda: [0 for _ in iter(int, 1)]) * 20:
    thread = StoppableThread(work)
    thread.start()
    while not thread.finished:
        thread.interrupt()
        time.sleep(0.001)
    thread.interrupt()
    thread.release()
cProfile.run("[len(()) for _ in range(9)]")
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, capture_output=True)
