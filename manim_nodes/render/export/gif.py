"""A GIF from a film without loss.

manim makes GIFs as well, but with the same 256 colors for every film, eight steps a channel or fewer: 10 frames of
480x270 became 437 kB of visible noise, where a palette of the film's own colors gives 10 kB and a clean picture.

Imports PyAV: to be imported late.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from av.filter import Graph
from av.video.stream import VideoStream

# Drawings have few colors: without dithering their GIFs are 3 to 16 % smaller, and as near to the film or nearer.
_PLAIN, _DITHERED = "dither=none:diff_mode=rectangle", "dither=sierra2_4a:diff_mode=rectangle"
# Of what has far more colors than a palette, as photographs and color gradients, it leaves steps that are seen.
_MOST_ERROR = 0.5
_SAMPLES = 8


@dataclass(frozen=True, slots=True)
class GifLook:
    """What a GIF keeps of a film.

    Parameters
    ----------
    scale : of its size, beside that of the film
    colors : at most, 256 or fewer
    plays : how often it is shown; 0 for ever
    """

    fps: float
    scale: float = 1.0
    colors: int = 256
    plays: int = 0

    def size_of(self, video: VideoStream) -> tuple[int, int]:
        """Return its width and height."""
        return max(1, round(video.width * self.scale)), max(1, round(video.height * self.scale))


def make_gif(film: Path, gif: Path, look: GifLook, *, keep_going: Callable[[float], bool]) -> bool:
    """Convert ``film``; return whether that was done.

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
    palette = _palette(film, look, lambda fraction: keep_going(fraction / 2))
    if palette is None:
        return False
    dither = _dither(film, look, palette)
    return _write(film, gif, look, palette, dither, lambda done: keep_going(0.5 + done / 2))


def _palette(
    film: Path, look: GifLook, keep_going: Callable[[float], bool]
) -> av.VideoFrame | None:
    with av.open(film) as source:
        graph = Graph()
        frames = _buffer(graph, source.streams.video[0], look)
        generator = graph.add("palettegen", f"max_colors={look.colors}")
        sink = graph.add("buffersink")
        frames.link_to(generator)
        generator.link_to(sink)
        graph.configure()
        for frame, fraction in _frames(source, look):
            if not keep_going(fraction):
                return None
            frames.push(frame)
        frames.push(None)
        palette = sink.pull()
        return palette if isinstance(palette, av.VideoFrame) else None


def _dither(film: Path, look: GifLook, palette: av.VideoFrame) -> str:
    """Return how a film is to be painted with a palette, by how far a few frames are from it without dithering."""
    errors = []
    with av.open(film) as source:
        video = source.streams.video[0]
        every = max(1, video.frames // _SAMPLES)
        recolor = _PaletteFilter(video, look, palette, _PLAIN)
        for number, (frame, _) in enumerate(_frames(source, look)):
            if number % every == 0:
                for recolored in recolor.apply(frame):
                    wanted, got = (each.to_ndarray(format="rgb24") for each in (frame, recolored))
                    errors.append(np.abs(wanted.astype(np.int16) - got).mean())
    return _DITHERED if errors and np.mean(errors) > _MOST_ERROR else _PLAIN


def _write(
    film: Path,
    gif: Path,
    look: GifLook,
    palette: av.VideoFrame,
    dither: str,
    keep_going: Callable[[float], bool],
) -> bool:
    rate = Fraction(look.fps).limit_denominator(1001)
    # FFmpeg counts how often it is shown again, with -1 for never.
    loop = {"loop": str({0: 0, 1: -1}.get(look.plays, look.plays - 1))}
    with av.open(film) as source, av.open(gif, "w", format="gif", container_options=loop) as target:
        video = source.streams.video[0]
        recolor = _PaletteFilter(video, look, palette, dither)
        stream = target.add_stream("gif", rate=rate)
        stream.width, stream.height = look.size_of(video)
        stream.pix_fmt = "pal8"
        numbers = count()
        for frame, fraction in chain(_frames(source, look), [(None, 1.0)]):
            if not keep_going(fraction):
                return False
            for recolored in recolor.apply(frame):
                recolored.time_base, recolored.pts = 1 / rate, next(numbers)
                target.mux(stream.encode(recolored))
        target.mux(stream.encode())
    return True


def _frames(source: InputContainer, look: GifLook) -> Iterator[tuple[av.VideoFrame, float]]:
    """Yield the frames that a GIF shows, in its size, and how much of the film is done."""
    video = source.streams.video[0]
    total = max(video.frames, 1)
    share = min(look.fps / float(video.average_rate or look.fps), 1.0)
    width, height = look.size_of(video)
    shown = -1
    for number, frame in enumerate(source.decode(video)):
        # A little more, or rounding would leave out frames of a GIF that shows all.
        due = int(number * share + 1e-6)
        if due > shown:
            shown = due
            if look.scale != 1.0:
                frame = frame.reformat(width, height, interpolation="AREA")
            yield frame, min(number / total, 1.0)


def _buffer(graph: Graph, video: VideoStream, look: GifLook) -> av.filter.context.FilterContext:
    width, height = look.size_of(video)
    return graph.add_buffer(
        width=width, height=height, format=video.format, time_base=video.time_base
    )


class _PaletteFilter:
    """Paints frames with the colors of a palette."""

    def __init__(
        self, video: VideoStream, look: GifLook, palette: av.VideoFrame, dither: str
    ) -> None:
        graph = Graph()
        self._frames = _buffer(graph, video, look)
        palettes = graph.add_buffer(
            width=palette.width,
            height=palette.height,
            format=palette.format,
            time_base=Fraction(1, 1),
        )
        paletteuse, self._sink = graph.add("paletteuse", dither), graph.add("buffersink")
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
