"""What a film file holds."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


class Probe(NamedTuple):
    """What a player finds; the frames are counted one by one."""

    codec: str
    width: int
    height: int
    frames: int
    duration_s: float


def probe(file: Path) -> Probe:
    """Look into a film."""
    with av.open(file) as film:
        stream = film.streams.video[0]
        frames = sum(1 for _ in film.decode(stream))
        size = stream.codec_context.width, stream.codec_context.height
        return Probe(stream.codec_context.name, *size, frames, (film.duration or 0) / av.time_base)


def pictures(file: Path, *, every: int = 1) -> Iterator[Pixels]:
    """Return each frame of a film, or each so many-th, as (height, width, 3)."""
    with av.open(file) as film:
        for frame in islice(film.decode(video=0), 0, None, every):
            yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def fingerprints(file: Path) -> list[str]:
    """Return a fingerprint of each frame."""
    return [sha256(picture.tobytes()).hexdigest() for picture in pictures(file)]
