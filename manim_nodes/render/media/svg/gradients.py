"""What shapes are painted with: a color, or a gradient that the file describes elsewhere."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from xml.etree.ElementTree import Element

import numpy as np

from manim_nodes.render.media.svg.affine import Affine, Box, affine, length, parse_transform
from manim_nodes.render.media.svg.context import in_context
from manim_nodes.render.media.svg.paint import (
    Color,
    LinearGradient,
    RadialGradient,
    number,
    parse_color,
    reference,
)
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.source import Place, Source, said_in

_MOST_STOPS = 256
_SINGULAR = 1e-12

Paint = Color | LinearGradient | RadialGradient
_Gradient = TypeVar("_Gradient", LinearGradient, RadialGradient)
_MOST_FOCUS = 0.99  # of the radius: at the edge itself there would be colors on one side only
_NO_COLOR = ("", "none", "transparent")
Stops = tuple[tuple[float, Color], ...]


def paint_of(
    source: Source, name: str, place: Place, box_of: Callable[[], Box | None]
) -> Paint | None:
    """Return what ``fill`` or ``stroke`` is painted with, in the units of the shape; None for nothing.

    Parameters
    ----------
    box_of : finds the box around the shape
    """
    said = in_context(place.style.get(name, "black" if name == "fill" else "none"), place.style)
    named = reference(said)
    if named is None:
        color = parse_color(said, place.style)
        if color is None:
            source.left_out["color"] += said.strip().lower() not in _NO_COLOR
        return color
    found = source.ids.get(named[0])
    kind = local_name(found) if found is not None else ""
    if found is None or kind not in ("linearGradient", "radialGradient"):
        source.left_out["pattern" if kind == "pattern" else "reference"] += 1
        return parse_color(named[1], place.style)
    chain = source.chain_of(found)
    stops = _stops(source, chain)
    if not stops:
        return None
    read = _radial if kind == "radialGradient" else _linear
    return read(source, chain, stops, place, box_of) or stops[-1][1]


def faded(gradient: _Gradient, opacity: float) -> _Gradient:
    """Return a gradient of less solid colors."""
    stops = tuple(
        (offset, replace(color, opacity=color.opacity * opacity))
        for offset, color in gradient.stops
    )
    return replace(gradient, stops=stops)


def _stops(source: Source, chain: list[Element]) -> Stops:
    for gradient in chain:
        around = source.sheet.style_in_place(gradient)
        source.budget.take("properties", len(gradient))
        found: list[tuple[float, Color]] = []
        for stop in gradient:
            if local_name(stop) != "stop" or len(found) >= _MOST_STOPS:
                continue
            style = source.sheet.style_of(stop, around)
            color = parse_color(style.get("stop-color", "black"), style) or Color(0, 0, 0, 0)
            opacity = color.opacity * number(style.get("stop-opacity"))
            offset = max(number(stop.get("offset"), 0.0), found[-1][0] if found else 0.0)
            found.append((offset, replace(color, opacity=opacity)))
        if found:
            return tuple(found)
    return ()


def _linear(
    _source: Source,
    chain: list[Element],
    stops: Stops,
    place: Place,
    box_of: Callable[[], Box | None],
) -> LinearGradient | None:
    """Return a gradient along a line; None where it has no direction, and so is its last color."""
    width, height = _units(chain, place)
    x1, x2 = (
        length(said_in(chain, name, value), width) for name, value in (("x1", "0%"), ("x2", "100%"))
    )
    y1, y2 = (length(said_in(chain, name, "0%"), height) for name in ("y1", "y2"))
    transform = _transform(chain, box_of)
    squared = (x2 - x1) ** 2 + (y2 - y1) ** 2
    if squared == 0 or transform is None or len(stops) == 1:
        return None
    dx, dy = (x2 - x1) / squared, (y2 - y1) / squared
    along = (dx, dy, -dx * x1 - dy * y1)
    return LinearGradient(along, _spread(chain), stops).after(transform)


def _radial(
    source: Source,
    chain: list[Element],
    stops: Stops,
    place: Place,
    box_of: Callable[[], Box | None],
) -> RadialGradient | None:
    """Return a gradient around a point; None where it has no size, and so is its last color."""
    width, height = _units(chain, place)
    x, y = length(said_in(chain, "cx", "50%"), width), length(said_in(chain, "cy", "50%"), height)
    radius = length(said_in(chain, "r", "50%"), float(np.hypot(width, height) / np.sqrt(2)))
    transform = _transform(chain, box_of)
    if radius <= 0 or transform is None or len(stops) == 1:
        return None
    fx, fy = (
        (length(said_in(chain, name, ""), whole, center) - center) / radius
        for name, whole, center in (("fx", width, x), ("fy", height, y))
    )
    first = length(said_in(chain, "fr", "0%"), float(np.hypot(width, height) / np.sqrt(2))) / radius
    first = min(max(first, 0.0), _MOST_FOCUS)
    away = float(np.hypot(fx, fy))
    source.left_out["focus"] += away + first > 1
    inside = min(1.0, (_MOST_FOCUS - first) / max(away, _SINGULAR))
    unit = affine(1 / radius, 0, 0, 1 / radius, -x / radius, -y / radius)
    focus = (fx * inside, fy * inside)
    return RadialGradient(unit, focus, first, _spread(chain), stops).after(transform)


def _is_in_box(chain: list[Element]) -> bool:
    return said_in(chain, "gradientUnits", "objectBoundingBox") != "userSpaceOnUse"


def _units(chain: list[Element], place: Place) -> tuple[float, float]:
    """Return the width and height that percentages of a gradient are of."""
    return (1.0, 1.0) if _is_in_box(chain) else place.viewport


def _transform(chain: list[Element], box_of: Callable[[], Box | None]) -> Affine | None:
    """Return the transform from the units of a gradient to those of the shape; None if it has no area."""
    transform = parse_transform(said_in(chain, "gradientTransform", ""))
    if _is_in_box(chain):
        box = box_of()
        if box is None or box[2] <= 0 or box[3] <= 0:
            return None
        transform = affine(box[2], 0, 0, box[3], box[0], box[1]) @ transform
    return transform if abs(np.linalg.det(transform)) >= _SINGULAR else None


def _spread(chain: list[Element]) -> str:
    said = said_in(chain, "spreadMethod", "pad")
    return said if said in ("repeat", "reflect") else "pad"
