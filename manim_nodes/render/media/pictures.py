"""Pictures from files: opened at one place, for films and for the app.

Small ones are read here, others by the worker for media.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from manim_nodes.render.media import picture_jobs
from manim_nodes.render.media.decoding import decode
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr

_MOST_PIXELS_HERE = 4_000_000
_MOST_BYTES_HERE = 16 * 1024 * 1024


def check_picture(path: Path) -> None:
    """Read a picture to its end.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    _description(path)


def picture_warnings(path: Path) -> Iterator[str]:
    """Return what of a picture is not shown, in sentences.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    described = _description(path)
    if described["pages"] > 1:
        yield tr(
            "{name} has {count} pages, but only the first is shown: save the others as pictures of their own.",
            name=path.name,
            count=described["pages"],
        )
    if described["frames"] > 1:
        yield tr(
            "{name} moves, but only its first picture is shown: a Video plays it.", name=path.name
        )


def is_plain_picture(path: Path) -> bool:
    """Return whether manim shows a picture right as it is.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    return bool(_description(path)["plain"])


def enlargement_of(path: Path) -> float:
    """Return how many times as large a picture is as what is converted of it.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    return max(1.0, float(_description(path)["longest"]) / picture_jobs.LONGEST_SIDE)


def convert_picture(path: Path, target: Path, stop: Callable[[], bool] = lambda: False) -> None:
    """Write a picture as PNG, upright, with 8 bits a color, and no larger than a film can show.

    Parameters
    ----------
    stop : asked now and then; nothing is written once it says so

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    OSError : it cannot be written
    """
    for _, png in _read(path, picture_jobs.convert, stop):
        target.write_bytes(png)


def small_picture(path: Path, width: int, height: int) -> tuple[int, int, bytes]:
    """Return a picture, no larger than asked, for the app to show.

    Returns
    -------
    its width, its height, and its pixels as RGBA

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    OSError : it is not there
    """
    (part,) = _read(path, picture_jobs.shrink, width=width, height=height)
    return _sized(part)


def small_frames(path: Path, width: int, height: int) -> list[tuple[int, int, bytes, int]]:
    """Return the frames of a moving picture, as `small_picture` returns one, each with the milliseconds that it is shown.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    OSError : it is not there
    """
    frames = _read(path, picture_jobs.shrink_frames, width=width, height=height)
    return [(*_sized(frame), round(float(frame[0]["ms"]))) for frame in frames]


def _sized(part: Message) -> tuple[int, int, bytes]:
    described, pixels = part
    width, height = map(int, described["size"])
    if min(width, height) < 1 or len(pixels) != width * height * 4:
        raise ValueError(described)
    return width, height, pixels


def _description(path: Path) -> dict[str, Any]:
    status = path.stat()
    return _description_of_version(path.absolute(), status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=1000)
def _description_of_version(path: Path, _size: int, _changed_ns: int) -> dict[str, Any]:
    ((described, _),) = _read(path, picture_jobs.check)
    return described


def _read(
    path: Path,
    job: Callable[..., Iterator[Message]],
    stop: Callable[[], bool] = lambda: False,
    **arguments: Any,
) -> list[Message]:
    """Have a job of ``picture_jobs`` done, here if the picture is small; nothing comes of it once it is stopped."""
    with path.open("rb") as file:
        with picture_jobs.open_picture(file, path.name) as image:
            pixels = image.width * image.height
            is_small = pixels <= _MOST_PIXELS_HERE and not picture_jobs.has_color_profile(image)
        if is_small and path.stat().st_size <= _MOST_BYTES_HERE:
            file.seek(0)
            return list(job(b"", file=file, name=path.name, **arguments))
    parts: list[Message] = []
    decode(job, path, take=parts.append, stop=stop, **arguments)
    return parts
