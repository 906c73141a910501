"""A GIF that is no larger than it may be: with fewer frames, then smaller, then with fewer colors.

Imports PyAV: to be imported late.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from manim_nodes.render.export.export_settings import ExportError
from manim_nodes.render.export.gif import GifLook, make_gif
from manim_nodes.translation import tr

_RATES = (30.0, 25.0, 20.0, 15.0, 12.0, 10.0)
_SCALES = (0.85, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25)
_COLORS = (128, 64, 32, 16)


def make_gif_within(
    film: Path,
    gif: Path,
    look: GifLook,
    most_bytes: int,
    *,
    keep_going: Callable[[float], bool],
) -> bool:
    """Convert ``film`` with as little loss as fits; return whether that was done.

    Parameters
    ----------
    look : what it is like if that fits
    keep_going : called from time to time with the fraction that is done; False stops the conversion

    Raises
    ------
    ExportError : nothing fits
    av.FFmpegError, OSError : the film cannot be read, or a GIF not be written
    """
    looks = [look, *_reduced(look)]
    tried, trials = gif.with_name("tried.gif"), 1 + len(looks).bit_length()
    first, last, number, smallest = 0, len(looks) - 1, 0, 0
    # Each is smaller than those before. The first is tried at once, since it mostly fits.
    at = 0
    while first <= last:
        done = number / trials
        if not make_gif(
            film,
            tried,
            looks[at],
            keep_going=lambda fraction, done=done: keep_going(done + fraction / trials),  # type: ignore[misc]
        ):
            return False
        size, number = tried.stat().st_size, number + 1
        if size <= most_bytes:
            tried.replace(gif)
            last = at - 1
        else:
            first, smallest = at + 1, size
        at = (first + last) // 2
    tried.unlink(missing_ok=True)
    if not gif.exists():
        raise ExportError(
            tr(
                "Even the smallest GIF of this film takes {size:.1f} MB; it may take {most:.1f} MB.",
                size=smallest / 10**6,
                most=most_bytes / 10**6,
            ),
            hint=tr("Allow more, or export fewer steps."),
        )
    return True


def _reduced(look: GifLook) -> Iterator[GifLook]:
    """Yield looks that cost ever less, in the order in which people miss what goes."""
    for fps in _RATES:
        if fps < look.fps:
            look = replace(look, fps=fps)
            yield look
    for scale in _SCALES:
        look = replace(look, scale=scale)
        yield look
    for colors in _COLORS:
        look = replace(look, colors=colors)
        yield look
