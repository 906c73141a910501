"""Moving pictures from files: looked at before a scene plays them."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from manim_nodes.render.media import video_jobs
from manim_nodes.render.media.decoding import decode
from manim_nodes.render.worker_main import Message

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


def check_video(path: Path) -> None:
    """Read the first picture of a video.

    Raises
    ------
    MediaError : it is none, is broken, or is too large
    """
    status = path.stat()
    _check_version(path.absolute(), status.st_size, status.st_mtime_ns)


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
    import numpy as np

    parts: list[Message] = []
    decode(video_jobs.picture_at, path, take=parts.append, time_s=time_s)
    described, pixels = parts[0]
    width, height = map(int, described["size"])
    return np.frombuffer(pixels, np.uint8).reshape(height, width, 4)


@lru_cache(maxsize=1000)
def _check_version(path: Path, _size: int, _changed_ns: int) -> None:
    decode(video_jobs.check, path, take=lambda _: None)
