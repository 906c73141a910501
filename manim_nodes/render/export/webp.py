"""An animated WebP from a film without loss.

Imports PyAV: to be imported late.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av

# On text and on many shapes without loss it is as large and 2.6 times as large; at 75 letters begin to blur.
_OPTIONS = {"quality": "85", "compression_level": "4"}


def make_webp(
    film: Path, webp: Path, *, fps: float, plays: int, keep_going: Callable[[float], bool]
) -> bool:
    """Convert all frames of ``film``; return whether that was done.

    Parameters
    ----------
    plays : how often it is shown; 0 for ever
    keep_going : called from time to time with the fraction that is done; False stops the conversion

    Raises
    ------
    av.FFmpegError, OSError : the film cannot be read, or the WebP not be written
    """
    rate = Fraction(fps).limit_denominator(1001)
    loop = {"loop": str(plays)}
    with (
        av.open(film) as source,
        av.open(webp, "w", format="webp", container_options=loop) as target,
    ):
        video = source.streams.video[0]
        stream = target.add_stream("libwebp_anim", rate=rate, options=_OPTIONS)
        stream.width, stream.height, stream.pix_fmt = video.width, video.height, "yuva420p"
        for number, frame in enumerate(chain(source.decode(video), [None])):
            if not keep_going(min(number / max(video.frames, 1), 1.0)):
                return False
            if frame is not None:
                frame.time_base, frame.pts = 1 / rate, number
            target.mux(stream.encode(frame))
    return True
