"""Where commands write to, and what they say when they cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from manim_nodes.errors import ManimNodesError


class OutputError(ManimNodesError):
    """What was asked for cannot be written where it was asked for."""


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write into a sentence about ``path``.

    Raises
    ------
    OutputError : says why
    """
    try:
        yield
    except OSError as cause:
        raise OutputError(
            f"it cannot be written ({cause.strerror or cause}).",
            where=str(path),
            hint="Check the disk and the folder, or choose another place.",
        ) from cause
