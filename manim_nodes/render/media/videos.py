"""Moving pictures from files: looked at before a scene plays them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.render.media import video_jobs
from manim_nodes.render.media.decoding import decode
from manim_nodes.render.worker_main import Message
from manim_nodes.translation import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_SLACK_S = 0.1


@dataclass(frozen=True, slots=True)
class VideoLength:
    """How long a video is.

    Parameters
    ----------
    seconds : that are there
    said_s : what its file says
    rate : how many pictures it has a second; 0 if that is not known
    is_cut : the end of its file is missing, though it does not say how long it is
    """

    seconds: float
    said_s: float
    rate: float
    is_cut: bool


def check_video(path: Path) -> VideoLength:
    """Read the first picture of a video, and return how long it is.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    status = path.stat()
    return _length_of_version(path.absolute(), status.st_size, status.st_mtime_ns)


def video_warnings(path: Path) -> Iterator[str]:
    """Return what of a video is not shown, in sentences.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    length = check_video(path)
    if length.is_cut:
        yield tr(
            "The video {name} is cut off: only {length:.4g} s are in the file.",
            name=path.name,
            length=length.seconds,
        )
    elif length.said_s - length.seconds > _SLACK_S + 1 / (length.rate or 1):
        yield tr(
            "The video {name} is cut off: of {said:.4g} s only {length:.4g} s are in the file.",
            name=path.name,
            said=length.said_s,
            length=length.seconds,
        )


def is_plain_video(path: Path) -> bool:
    """Return that a scene plays a video as it is: it decodes what it shows.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    check_video(path)
    return True


def video_picture_at(path: Path, time_s: float) -> "npt.NDArray[np.uint8]":
    """Return the picture that a film shows at a time, or its last one, as (height, width, 4) uint8.

    Raises
    ------
    MediaError : it is no film, or cannot be read
    OSError : it is not there
    """
    parts: list[Message] = []
    decode(video_jobs.picture_at, path, take=parts.append, time_s=time_s)
    return _pixels(parts[0])


def read_video(path: Path) -> "tuple[Callable[[float], npt.NDArray[np.uint8]], float]":
    """Return a function that gives the picture of a video at a time, and how many seconds it lasts.

    Stands where a script's own ``read_video`` would decode in the process that draws.

    Raises
    ------
    MediaError : it is no video, or cannot be read
    """
    status = path.stat()
    key = f"{path}:{status.st_size}:{status.st_mtime_ns}"

    def played(time_s: float) -> tuple[Message, ...]:
        parts: list[Message] = []
        decode(video_jobs.play, path, take=parts.append, key=key, time_s=time_s)
        return tuple(parts)

    def picture_at(time_s: float) -> "npt.NDArray[np.uint8]":
        (part,) = played(time_s)
        return _pixels(part).copy()

    ((described, _),) = played(0.0)
    return picture_at, float(described["length"])


def _pixels(part: Message) -> "npt.NDArray[np.uint8]":
    import numpy as np

    width, height = map(int, part[0]["size"])
    return np.frombuffer(part[1], np.uint8).reshape(height, width, 4)


@lru_cache(maxsize=1000)
def _length_of_version(path: Path, _size: int, _changed_ns: int) -> VideoLength:
    found: list[Message] = []
    decode(video_jobs.check, path, take=found.append)
    described = found[0][0]
    return VideoLength(
        float(described["length"]),
        float(described["said"]),
        float(described["rate"]),
        bool(described["cut"]),
    )
