"""The worker that decodes what strangers have made, since a decoder may crash, take all memory, or never end."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.worker import JobError, Worker
from manim_nodes.render.worker_main import Message
from manim_nodes.sandbox.limits import MEDIA_LIMITS
from manim_nodes.translation import tr

MEDIA_WORKER = Worker(MEDIA_LIMITS)


def decode(
    job: Callable[..., Iterator[Message]],
    path: Path,
    *,
    take: Callable[[Message], object],
    stop: Callable[[], bool] = lambda: False,
    **arguments: Any,
) -> None:
    """Have a file decoded.

    Parameters
    ----------
    job : a function of a module of the worker's; it gets ``file``, ``name`` and ``arguments``
    take : called with each part of the answer, in another thread
    stop : asked now and then; what has not been taken by then never comes

    Raises
    ------
    MediaError : the file is not what it is taken for, or is too much
    OSError : it cannot be opened
    """
    try:
        MEDIA_WORKER.call(
            f"{job.__module__}:{job.__name__}",
            file=path,
            take=take,
            keep_going=lambda: not stop(),
            name=path.name,
            **arguments,
        )
    except JobError as error:
        if error.kind != InterruptedError.__name__:
            raise _in_words(error, path.name) from None


def _in_words(error: JobError, name: str) -> MediaError:
    if error.kind == MediaError.__name__:
        return MediaError(error.message, hint=error.hint)
    hint = tr("Save it anew, or choose another file.")
    if error.kind == TimeoutError.__name__:
        return MediaError(tr("Reading {name} takes too long.", name=name), hint=hint)
    if error.kind == MemoryError.__name__:
        return MediaError(tr("Reading {name} takes too much memory.", name=name), hint=hint)
    return MediaError(tr("{name} cannot be read.", name=name), hint=hint)
