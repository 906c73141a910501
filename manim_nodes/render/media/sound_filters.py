"""Sounds through FFmpeg's filters, as the worker for media decodes them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from math import ceil, log2
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.filter import Graph

Filter = tuple[str, str]
"""The name of a filter of FFmpeg's, and its options."""


def filters_to(form: str, *, channels: int, channels_before: int, rate: int) -> list[Filter]:
    """Return what brings a sound to a form.

    More channels become left and right as loud as each was, by the shares of the ITU: in whole numbers FFmpeg would
    make all of it quieter, so that nothing could be too loud. What really is too loud is held down where it is so.

    Parameters
    ----------
    form : of samples, as FFmpeg calls it
    channels : one or two
    rate : frames a second
    """
    layout = "mono" if channels == 1 else "stereo"
    last = "aformat", f"sample_fmts={form}:channel_layouts={layout}:sample_rates={rate}"
    if channels_before <= channels:
        return [last]
    mixed = "aformat", f"sample_fmts=flt:channel_layouts={layout}"
    return [mixed, ("alimiter", "level=0:latency=1"), last]


def filters_of_part(start_s: float, end_s: float, speed: float) -> list[Filter]:
    """Return what leaves a part of a sound, as fast as it is wanted, and no higher or lower.

    Parameters
    ----------
    start_s, end_s : by the times of its frames
    """
    cut = "atrim", f"start={start_s:.6f}:end={end_s:.6f}"
    if speed == 1:
        return [cut]
    # Faster than twice, FFmpeg would leave samples out.
    count = max(ceil(abs(log2(speed))), 1)
    return [cut, *[("atempo", f"{speed ** (1 / count):.9f}")] * count]


def filtered(frames: "Iterable[AudioFrame]", filters: Sequence[Filter]) -> "Iterator[AudioFrame]":
    """Return a sound as filters make it; one whose form changes on the way goes on in the new form."""
    graph, form = None, None
    for frame in frames:
        if _form_of(frame) != form:
            if graph is not None:
                yield from _pushed(graph, None)
            graph, form = _graph(frame, filters), _form_of(frame)
        if graph is not None:
            yield from _pushed(graph, frame)
    if graph is not None:
        yield from _pushed(graph, None)


def _form_of(frame: "AudioFrame") -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _graph(frame: "AudioFrame", filters: Sequence[Filter]) -> "Graph":
    import av

    graph = av.filter.Graph()
    source = graph.add_abuffer(
        sample_rate=frame.sample_rate,
        format=frame.format,
        layout=frame.layout,
        time_base=frame.time_base,
    )
    made = (graph.add(name, options) for name, options in filters)
    for before, after in pairwise(chain([source], made, [graph.add("abuffersink")])):
        before.link_to(after)
    graph.configure()
    return graph


def _pushed(graph: "Graph", frame: "AudioFrame | None") -> "Iterator[AudioFrame]":
    """Push a frame, or None at the end, and return what comes out."""
    import av

    graph.push(frame)
    while True:
        try:
            yield cast("AudioFrame", graph.pull())
        except (av.BlockingIOError, av.EOFError):
            return
