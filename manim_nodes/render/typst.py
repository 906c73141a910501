"""Typst, which sets formulas and can loop for ever: it runs in a worker, and what was too much for it is not tried again soon."""

import time
from collections.abc import Callable, Iterable
from typing import Literal

from manim_nodes.render.worker import JobError, Worker
from manim_nodes.sandbox.limits import TYPST_LIMITS

TYPST_WORKER = Worker(TYPST_LIMITS)
_JOB = "manim_nodes.render.typst_job:compile_source"
_TOO_MUCH: dict[str, type[Exception]] = {"TimeoutError": TimeoutError, "MemoryError": MemoryError}
_REMEMBERED_S = 60.0
_MOST_REMEMBERED = 100

_failed: dict[bytes, tuple[float, JobError]] = {}


def compile_typst(
    source: bytes,
    form: Literal["svg", "png"],
    *,
    ppi: float | None = None,
    font_paths: Iterable[str] = (),
    keep_going: Callable[[], bool] = lambda: True,
) -> bytes:
    """Set a source of Typst's as one picture.

    Parameters
    ----------
    ppi : pixels an inch, of a PNG
    keep_going : asked every few hundredths of a second

    Raises
    ------
    typst.TypstError : it is wrong
    TypeError : it has several pages
    TimeoutError, MemoryError : it is too much
    JobError : it was stopped, or Typst failed
    """
    try:
        return _compile(source, form, ppi, list(font_paths), keep_going)
    except JobError as error:
        raise _as_raised(error) from None


def warm_up_typst() -> None:
    """Have Typst started, and its fonts found, while nobody waits for it."""
    TYPST_WORKER.warm_up(_JOB, b"$ x $", form="svg", ppi=None, font_paths=[])


def _compile(
    source: bytes,
    form: str,
    ppi: float | None,
    font_paths: list[str],
    keep_going: Callable[[], bool],
) -> bytes:
    failed_at, failure = _failed.get(source, (0.0, None))
    if failure is not None and time.monotonic() < failed_at + _REMEMBERED_S:
        raise failure
    parts: list[bytes] = []
    try:
        TYPST_WORKER.call(
            _JOB,
            source,
            take=lambda part: parts.append(part[1]),
            keep_going=keep_going,
            form=form,
            ppi=ppi,
            font_paths=font_paths,
        )
    except JobError as error:
        if error.kind in _TOO_MUCH:
            if len(_failed) >= _MOST_REMEMBERED:
                _failed.clear()
            _failed[source] = time.monotonic(), error
        raise
    return b"".join(parts)


def _as_raised(error: JobError) -> Exception:
    """Return what Typst would have raised here."""
    if error.kind in _TOO_MUCH:
        return _TOO_MUCH[error.kind](f"Typst: {error.message}")
    if error.kind == "TypeError":
        return TypeError(error.message)
    if error.kind == "TypstError":
        from typst import TypstError

        found = TypstError(error.message, error.message)
        found.args = (error.message,)  # or its words would be those of a tuple
        return found
    return error
