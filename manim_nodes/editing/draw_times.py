"""How long the preview took to draw what nodes play."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from manim_nodes.render.preview.results import PreviewStep
from manim_nodes.translation import tr


def draw_times_of(steps: Iterable[PreviewStep]) -> dict[str, float]:
    """Return the seconds for each node whose plays were drawn, not taken from an earlier film, and came to an end."""
    found: defaultdict[str, float] = defaultdict(float)
    for step in steps:
        if step.node_id is not None and not step.is_reused and step.draw_s > 0:
            found[step.node_id] += step.draw_s
    return dict(found)


def draw_times_at(times: Mapping[str, float], location: tuple[str, ...]) -> dict[str, float]:
    """Return the seconds for each node of a content; those of a group are those of all in it."""
    depth = len(location)
    found: defaultdict[str, float] = defaultdict(float)
    for full_id, seconds in times.items():
        parts = tuple(full_id.split("/"))
        if len(parts) > depth and parts[:depth] == location:
            found[parts[depth]] += seconds
    return dict(found)


def draw_time_text(seconds: float | None) -> str:
    """Return a time as nodes and blocks show it; empty for none."""
    if seconds is None:
        return ""
    if seconds < 0.1:
        return tr("{time} ms", time=max(round(seconds * 1000), 1))
    return tr("{time} s", time=f"{seconds:.2g}")
