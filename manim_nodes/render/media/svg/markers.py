"""Markers: what is drawn at the vertices of lines, such as arrowheads."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import numpy as np

from manim_nodes.render.media.svg import regions
from manim_nodes.render.media.svg.affine import Affine, affine, fit, identity, length, view_box
from manim_nodes.render.media.svg.context import context_of
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.source import Place, Source
from manim_nodes.render.media.svg.vertices import Vertex, vertices
from manim_nodes.render.media.svg.writer import stroke_width

if TYPE_CHECKING:
    from svgelements import Path as Outline

MARKED = ("line", "path", "polygon", "polyline")
"""The shapes that have vertices."""

_USUAL_SIZE = 3.0
_WORDS = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}


def has_markers(place: Place) -> bool:
    """Return whether something is drawn at the vertices of a line."""
    return any(place.style.get(f"marker-{at}", "none") != "none" for at in ("start", "mid", "end"))


def markers(source: Source, outline: "Outline", place: Place) -> Iterator[tuple[Element, Place]]:
    """Return the markers of a line, and the place of what each holds.

    Raises
    ------
    TooMuchError : there are too many
    """
    found = vertices(outline)
    last = len(found) - 1
    for at, chosen in (("start", found[:1]), ("mid", found[1:-1]), ("end", found[-1:])):
        said = place.style.get(f"marker-{at}", "none").strip()
        marker = source.painted(said)
        if marker is None or local_name(marker) != "marker":
            source.left_out["reference"] += said not in ("none", "")
            continue
        if marker in place.used or last < 0:
            continue
        source.budget.take("elements", len(chosen))
        style = source.sheet.style_in_place(marker) | context_of(place.style)
        inner = replace(place, style=style, used=(*place.used, marker))
        for vertex in chosen:
            turned = _turn(marker.get("orient", "0"), vertex, is_start=at == "start")
            matrix = place.matrix @ affine(1, 0, 0, 1, vertex.x, vertex.y) @ turned
            if marker.get("markerUnits") != "userSpaceOnUse":
                matrix = matrix @ np.diag([*[stroke_width(place)] * 2, 1.0])
            yield marker, _within(marker, replace(inner, matrix=matrix))


def _turn(orient: str, vertex: Vertex, *, is_start: bool) -> Affine:
    """Return the transform that turns a marker as it says."""
    if orient.startswith("auto"):
        angle = vertex.angle + (math.pi if is_start and "reverse" in orient else 0)
    else:
        unit = next((unit for unit in ("turn", "grad", "rad", "deg") if orient.endswith(unit)), "")
        turns = {"turn": 1.0, "grad": 1 / 400, "rad": 1 / math.tau}.get(unit, 1 / 360)
        angle = length(orient.removesuffix(unit), 0.0) * turns * math.tau
    across, down = math.cos(angle), math.sin(angle)
    return affine(across, down, -down, across, 0, 0)


def _within(marker: Element, place: Place) -> Place:
    """Return the place of what a marker holds, whose point of reference is at the vertex."""
    width, height = (
        length(marker.get(name), whole, _USUAL_SIZE)
        for name, whole in zip(("markerWidth", "markerHeight"), place.viewport, strict=True)
    )
    box = view_box(marker.get("viewBox"))
    matrix = identity()
    if box is not None and width > 0 and height > 0:
        matrix = fit(box, (0, 0, width, height), marker.get("preserveAspectRatio"))
    left, top, across, down = box or (0.0, 0.0, width, height)
    x, y = (
        length(_WORDS.get(said, said), whole) + (start if said in _WORDS else 0)
        for said, whole, start in (
            (marker.get("refX", "0"), across, left),
            (marker.get("refY", "0"), down, top),
        )
    )
    reference = matrix @ (x, y, 1)
    moved = place.matrix @ affine(1, 0, 0, 1, -reference[0], -reference[1])
    clips = place.clips
    if place.style.get("overflow", "hidden") not in ("visible", "auto"):
        clips = (*clips, regions.rectangle_region((0, 0, width, height), moved))
    return replace(place, matrix=moved @ matrix, viewport=(across, down), clips=clips)
