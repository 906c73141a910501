import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from manim_nodes.render.thread_queue import InterruptSafeQueue


def test_things_come_out_in_the_order_they_went_in() -> None:
    items: InterruptSafeQueue[int] = InterruptSafeQueue()
    for number in range(3):
        items.put(number)
    assert [items.get(0) for _ in range(4)] == [0, 1, 2, None]
    assert items.is_empty


def test_get_waits_for_a_thing_that_is_on_its_way() -> None:
    items: InterruptSafeQueue[str] = InterruptSafeQueue()
    items.put("before")
    items.get(0)
    threading.Timer(0.05, items.put, ["late"]).start()
    assert items.get(60) == "late"


@pytest.fixture
def busy_interpreter() -> Iterator[None]:
    """Make every wait for the interpreter longer than the time-out under test."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=lambda: [None for _ in iter(stop.is_set, True)]) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    yield
    stop.set()
    for thread in threads:
        thread.join()


@pytest.mark.usefixtures("busy_interpreter")
def test_a_signal_does_not_make_the_wait_endless() -> None:
    items: InterruptSafeQueue[int] = InterruptSafeQueue()
    before = signal.signal(signal.SIGUSR1, lambda *_: time.sleep(0.01))
    rescue = threading.Timer(20, items.put, [1])
    rescue.start()
    senders = [threading.Timer(0.002, os.kill, [os.getpid(), signal.SIGUSR1]) for _ in range(20)]
    try:
        for sender in senders:
            sender.start()
            assert items.get(0.005) is None
    finally:
        rescue.cancel()
        for sender in senders:
            if sender.ident is not None:
                sender.join()  # a signal that comes later would end the process
        signal.signal(signal.SIGUSR1, before)
