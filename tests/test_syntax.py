import gc
import threading
import time
from collections.abc import Iterator

import pytest

from manim_nodes.syntax import parse_expression, parse_module

SOURCE = "\n".join(f"x{number} = f(g([{number}, (3, 4)]), key={{'a': -1}})" for number in range(40))


@pytest.fixture
def restless() -> Iterator[None]:
    """Let other threads have a turn in the middle of whatever makes objects."""

    def pause(*_: object) -> None:
        time.sleep(0)

    threshold = gc.get_threshold()
    gc.set_threshold(20)
    gc.callbacks.append(pause)
    yield
    gc.callbacks.remove(pause)
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("restless")
def test_many_threads_may_parse_at_once() -> None:
    found: list[int] = []

    def read() -> None:
        for _ in range(5):
            found.append(len(parse_module(SOURCE).body))
            found.append(parse_expression("(1 + 2) * 3").lineno)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(found) == [1] * 20 + [40] * 20
