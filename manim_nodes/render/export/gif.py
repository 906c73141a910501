"""A GIF from a film without loss.

manim makes GIFs as well, but with the same 256 colors for every film, eight steps a channel or fewer: 10 frames of
480x270 became 437 kB of visible noise, where a palette of the film's own colors gives 10 kB and a clean picture.

Imports PyAV: to be imported late.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import chain, count
from pathlib import Path

import av
from av.container import InputContainer
from av.filter import Graph
from av.video.stream import VideoStream

_DITHER = "dither=sierra2_4a:diff_mode=rectangle"


def make_gif(film: Path, gif: Path, *, fps: float, keep_going: Callable[[float], bool]) -> bool:
    """Convert all frames of ``film``; return whether that was done.

    Parameters
    ----------
    keep_going : called from time to time with the fraction that is done; False stops the conversion

    Raises
    ------
    av.FFmpegError, OSError : the film cannot be read, or the GIF not be written

    Notes
    -----
    Two passes, one for the palette and one for the pictures: in a single one FFmpeg would hold all frames in memory
    until it knows the palette.
    """
    palette = _palette(film, lambda fraction: keep_going(fraction / 2))
    if palette is None:
        return False
    rate = Fraction(fps).limit_denominator(1001)
    return _write(film, gif, palette, rate, lambda fraction: keep_going(0.5 + fraction / 2))


def _palette(film: Path, keep_going: Callable[[float], bool]) -> av.VideoFrame | None:
    with av.open(film) as source:
        graph = Graph()
        frames = graph.add_buffer(template=source.streams.video[0])
        generator, sink = graph.add("palettegen"), graph.add("buffersink")
        frames.link_to(generator)
        generator.link_to(sink)
        graph.configure()
        for frame, fraction in _frames(source):
            if not keep_going(fraction):
                return None
            frames.push(frame)
        frames.push(None)
        palette = sink.pull()
        return palette if isinstance(palette, av.VideoFrame) else None


def _write(
    film: Path,
    gif: Path,
    palette: av.VideoFrame,
    rate: Fraction,
    keep_going: Callable[[float], bool],
) -> bool:
    with av.open(film) as source, av.open(gif, "w", format="gif") as target:
        video = source.streams.video[0]
        recolor = _PaletteFilter(video, palette)
        stream = target.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = video.width, video.height, "pal8"
        numbers = count()
        for frame, fraction in chain(_frames(source), [(None, 1.0)]):
            if not keep_going(fraction):
                return False
            for recolored in recolor.apply(frame):
                recolored.time_base, recolored.pts = 1 / rate, next(numbers)
                target.mux(stream.encode(recolored))
        target.mux(stream.encode())
    return True


def _frames(source: InputContainer) -> Iterator[tuple[av.VideoFrame, float]]:
    video = source.streams.video[0]
    total = max(video.frames, 1)
    for number, frame in enumerate(source.decode(video)):
        yield frame, min(number / total, 1.0)


class _PaletteFilter:
    """Paints frames with the colors of a palette."""

    def __init__(self, video: VideoStream, palette: av.VideoFrame) -> None:
        graph = Graph()
        self._frames = graph.add_buffer(template=video)
        palettes = graph.add_buffer(
            width=palette.width,
            height=palette.height,
            format=palette.format,
            time_base=Fraction(1, 1),
        )
        paletteuse, self._sink = graph.add("paletteuse", _DITHER), graph.add("buffersink")
        self._frames.link_to(paletteuse, 0, 0)
        palettes.link_to(paletteuse, 0, 1)
        paletteuse.link_to(self._sink)
        graph.configure()
        palettes.push(palette)
        palettes.push(None)
        self._graph = graph  # which goes, and with it its filters, when nobody holds it

    def apply(self, frame: av.VideoFrame | None) -> Iterator[av.VideoFrame]:
        """Take a frame, or None after the last one, and yield what is done by now."""
        self._frames.push(frame)
        while True:
            try:
                recolored = self._sink.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            if isinstance(recolored, av.VideoFrame):
                yield recolored
