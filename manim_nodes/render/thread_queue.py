"""Pass things from one thread to another that may be interrupted at any moment, by an exception or by a signal."""

import threading
from collections import deque
from contextlib import suppress
from typing import Generic, TypeVar

Item = TypeVar("Item")


class InterruptSafeQueue(Generic[Item]):
    """A queue from any thread to the one that takes.

    Only single C-level operations pass between the threads: a sender that is interrupted leaves nothing half done.
    ``queue.SimpleQueue`` is as safe for senders, but its ``get`` with a time-out waits for ever when a signal comes
    and the interpreter is busy until the time is over (seen with Python 3.11).
    """

    def __init__(self) -> None:
        self._items: deque[Item] = deque()
        self._item_ready = threading.Lock()
        self._item_ready.acquire()

    def put(self, item: Item) -> None:
        """Send ``item``, without waiting."""
        self._items.append(item)
        with suppress(RuntimeError):  # it was released for an earlier item
            self._item_ready.release()

    def get(self, timeout_s: float) -> Item | None:
        """Return the oldest item, or None if none comes in time."""
        self._item_ready.acquire(blocking=False)  # it may be free for an item that was taken before
        if not self._items:
            self._item_ready.acquire(timeout=timeout_s)
        return self._items.popleft() if self._items else None

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to take."""
        return not self._items
