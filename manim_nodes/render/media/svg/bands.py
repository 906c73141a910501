"""Radial gradients as bands of one color each: manim knows colors along a line only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from manim_nodes.render.media.svg import regions
from manim_nodes.render.media.svg.affine import Affine, affine
from manim_nodes.render.media.svg.budget import Budget
from manim_nodes.render.media.svg.paint import Color, RadialGradient

if TYPE_CHECKING:
    from pathops import Path as Region

_STEP = 5 / 255  # of a color: hardly seen between two bands
_FEWEST, _MOST = 6, 48  # bands between the center and the outermost circle
_MOST_CIRCLES = 160  # where a gradient is repeated
_NEARLY = 1 - 1e-6
_PARTS = ("red", "green", "blue", "opacity")


def bands(gradient: RadialGradient, area: "Region", budget: Budget) -> list[tuple[Color, "Region"]]:
    """Return areas to be painted over one another, from the outermost color to the innermost; none if they were too many.

    Parameters
    ----------
    area : to be filled, in the units of the gradient

    Raises
    ------
    TooMuchError : the area has too many edges
    """
    edges = _edges(gradient, area)
    if not edges:
        return []
    is_solid = all(color.opacity > _NEARLY for _, color in gradient.stops)
    return list(_painted(gradient, area, edges, budget, is_solid=is_solid))


def _painted(
    gradient: RadialGradient,
    area: "Region",
    edges: list[float],
    budget: Budget,
    *,
    is_solid: bool,
) -> Iterator[tuple[Color, "Region"]]:
    # What is painted over another has no seam to it; what lets the other through must lie beside it.
    left = area
    for inner, outer in zip([*reversed(edges)], [None, *reversed(edges)], strict=False):
        color = _color_at(gradient, inner + 1e-6 if outer is None else (inner + outer) / 2)
        disk = regions.disk_region(_circle(gradient, inner))
        band = left if is_solid else regions.difference(left, disk, budget)
        if band.area:
            yield color, band
        left = regions.intersection(left, disk, budget)
    if left.area:
        yield _color_at(gradient, (edges[0] + _nearest(gradient)) / 2), left


def _edges(gradient: RadialGradient, area: "Region") -> list[float]:
    """Return where the bands end: shares of the way from the focus to the outermost circle; none if they were too many."""
    nearest, farthest = 0.0, 1.0
    if gradient.spread != "pad":
        nearest = _nearest(gradient)
        left, top, right, bottom = area.bounds
        corners = [(x, y) for x in (left, right) for y in (top, bottom)]
        farthest = max(1.0, *(_share_at(gradient, corner) for corner in corners))
    changes = sum(
        max(abs(getattr(first, name) - getattr(second, name)) for name in _PARTS)
        for (_, first), (_, second) in zip(gradient.stops, gradient.stops[1:], strict=False)
    )
    most = min(_MOST, _MOST_CIRCLES / np.ceil(farthest - nearest))
    count = int(min(max(changes / _STEP, _FEWEST), most))
    single = {*np.linspace(0, 1, count + 1), *(offset for offset, _ in gradient.stops)}
    turns = farthest - nearest
    if turns > _MOST_CIRCLES / _FEWEST or len(single) * turns > 2 * _MOST_CIRCLES:
        return []
    repeated = {
        round(turn + (1 - edge if gradient.spread == "reflect" and turn % 2 else edge), 9)
        for turn in range(int(np.floor(nearest)), int(np.ceil(farthest)))
        for edge in single
    }
    return sorted(edge for edge in repeated if _nearest(gradient) < edge <= farthest)


def _nearest(gradient: RadialGradient) -> float:
    """Return how far before its first circle the circles of a gradient shrink to a point."""
    return -gradient.first / (1 - gradient.first)


def _circle(gradient: RadialGradient, share: float) -> Affine:
    """Return the transform that makes the unit circle the one on which a color lies."""
    x, y = gradient.focus
    radius = gradient.first + (1 - gradient.first) * share
    circle = affine(radius, 0, 0, radius, x * (1 - share), y * (1 - share))
    return np.linalg.inv(gradient.unit) @ circle


def _share_at(gradient: RadialGradient, point: tuple[float, float]) -> float:
    focus = np.array(gradient.focus)
    away = (gradient.unit @ (*point, 1))[:2] - focus
    # Where the circle around (1 - t) focus with the radius first + (1 - first) t goes through the point.
    first, rest = gradient.first, 1 - gradient.first
    a, b, c = focus @ focus - rest**2, 2 * (away @ focus - first * rest), away @ away - first**2
    return float((-b - np.sqrt(b * b - 4 * a * c)) / (2 * a))


def _color_at(gradient: RadialGradient, share: float) -> Color:
    if gradient.spread == "repeat":
        share %= 1
    elif gradient.spread == "reflect":
        share = 1 - abs(share % 2 - 1)
    offsets = [offset for offset, _ in gradient.stops]
    parts = [
        float(np.interp(share, offsets, [getattr(color, name) for _, color in gradient.stops]))
        for name in _PARTS
    ]
    return Color(*parts)
