import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.garbage import GarbageCollector


class Ring:
    """Something that only garbage collection ends."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def garbage(qtbot: QtBot) -> Iterator[GarbageCollector]:  # noqa: ARG001  no timer without
    garbage = GarbageCollector()
    yield garbage
    garbage._timer.stop()


@pytest.mark.usefixtures("garbage")
def test_garbage_ends_in_the_thread_of_the_window(qtbot: QtBot) -> None:
    ended_in: list[threading.Thread] = []
    weakref.finalize(Ring(), lambda: ended_in.append(threading.current_thread()))
    thread = threading.Thread(target=lambda: [Ring() for _ in range(10_000)])
    thread.start()
    thread.join()
    assert not ended_in
    qtbot.waitUntil(lambda: bool(ended_in))
    assert ended_in == [threading.main_thread()]


@pytest.mark.parametrize(("growth", "is_collected"), [(1.2, False), (1.3, True)])
def test_old_garbage_is_looked_for_when_memory_has_grown(
    garbage: GarbageCollector, monkeypatch: pytest.MonkeyPatch, growth: float, *, is_collected: bool
) -> None:
    garbage._timer.stop()
    old = Ring()
    gc.collect()
    known = weakref.ref(old)
    del old
    blocks = garbage._blocks * growth
    monkeypatch.setattr(gc, "get_count", lambda: (0, 11, 11))
    monkeypatch.setattr(sys, "getallocatedblocks", lambda: blocks)
    for _ in range(20):  # a second of calm
        garbage.collect()
    assert (known() is None) is is_collected


@pytest.mark.parametrize(("is_littered", "limit"), [(False, 200_000), (True, 50_000)])
def test_new_objects_are_left_alone_while_more_come(
    garbage: GarbageCollector, monkeypatch: pytest.MonkeyPatch, limit: int, *, is_littered: bool
) -> None:
    garbage._timer.stop()
    garbage._is_littered = is_littered
    known = weakref.ref(Ring())
    for count in range(10_000, limit, 10_000):
        monkeypatch.setattr(gc, "get_count", lambda count=count: (count, 0, 0))
        garbage.collect()
    assert known() is not None
    monkeypatch.setattr(gc, "get_count", lambda: (limit + 1, 0, 0))
    garbage.collect()  # by now they are too many
    assert known() is None
