"""Ctrl-C asks a render to stop, so that it can clean up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from manim_nodes.render.cancel import CancelToken


@contextmanager
def cancelled_by_interrupt() -> Iterator[CancelToken]:
    """Return a token that Ctrl-C, or a request to terminate, cancels while the block runs."""
    token = CancelToken()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        token.cancel()

    # The render ends by itself at the next good moment; to raise here would leave half a file behind.
    before = {each: signal.signal(each, stop) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
