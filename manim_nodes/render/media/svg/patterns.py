"""Patterns: shapes that are repeated to fill others, each written once with all its copies."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import numpy as np

from manim_nodes.render.media.svg import GRADIENT, regions
from manim_nodes.render.media.svg.affine import (
    Affine,
    Box,
    affine,
    fit,
    identity,
    length,
    parse_transform,
    view_box,
)
from manim_nodes.render.media.svg.budget import MOST, TooMuchError
from manim_nodes.render.media.svg.layers import areas_of
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.shapes import around, shapes_of
from manim_nodes.render.media.svg.source import Place, Source, said_in

if TYPE_CHECKING:
    from pathops import Path as Region

_SINGULAR = 1e-12


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is repeated.

    Parameters
    ----------
    contents : the elements that it holds
    inside : the place of these in a tile that begins at the origin
    size : of a tile
    matrix : from the first tile to the drawing
    """

    contents: tuple[Element, ...]
    inside: Place
    size: tuple[float, float]
    matrix: Affine

    def tiles(self, area: "Region") -> Iterator[Affine]:
        """Return the transforms that put tiles where an area of the drawing is.

        Raises
        ------
        TooMuchError : there are too many
        """
        left, top, right, bottom = area.bounds
        corners = [(x, y, 1.0) for x in (left, right) for y in (top, bottom)]
        inside = (np.linalg.inv(self.matrix) @ np.transpose(corners))[:2] / np.array(self.size)[
            :, None
        ]
        low, high = np.floor(inside.min(axis=1)), np.ceil(inside.max(axis=1))
        if np.prod(high - low) > MOST["tiles"]:
            raise TooMuchError(kind="tiles")
        columns, rows = (range(int(a), int(b)) for a, b in zip(low, high, strict=True))
        for column, row in itertools.product(columns, rows):
            yield self.matrix @ affine(1, 0, 0, 1, column * self.size[0], row * self.size[1])


def is_pattern(source: Source, painted: str) -> bool:
    """Return whether a shape is painted with a pattern."""
    named = source.painted(painted)
    return named is not None and local_name(named) == "pattern"


def pattern_of(source: Source, painted: str, place: Place, box: Box) -> Pattern | None:
    """Return the pattern that paints a shape, or None if it is none, or has no size.

    Parameters
    ----------
    painted : how the shape names it
    box : around the shape, in its units
    """
    named = source.painted(painted)
    if named is None or named in place.used:
        return None
    chain = source.chain_of(named)
    left, top, width, height = box
    is_in_box = said_in(chain, "patternUnits", "objectBoundingBox") != "userSpaceOnUse"
    x, y, across, down = (
        length(said_in(chain, name, "0"), 1.0 if is_in_box else whole)
        for name, whole in zip(("x", "y", "width", "height"), place.viewport * 2, strict=True)
    )
    if is_in_box:
        x, y, across, down = left + x * width, top + y * height, across * width, down * height
    moved = place.matrix @ parse_transform(said_in(chain, "patternTransform", ""))
    matrix = moved @ affine(1, 0, 0, 1, x, y)
    if min(across, down) <= 0 or abs(np.linalg.det(matrix)) < _SINGULAR:
        return None
    inner = identity()
    if (frame := view_box(said_in(chain, "viewBox", ""))) is not None:
        aspect = said_in(chain, "preserveAspectRatio", "") or None
        inner = fit(frame, (0, 0, across, down), aspect)
    elif said_in(chain, "patternContentUnits", "") == "objectBoundingBox":
        inner = affine(width, 0, 0, height, 0, 0)
    holder = next((each for each in chain if len(each)), named)
    style = source.sheet.style_in_place(holder)
    clips: tuple[Region, ...] = ()
    if style.get("overflow", "hidden") not in ("visible", "auto"):
        clips = (regions.rectangle_region((0, 0, across, down), identity()),)
    inside = Place(inner, place.viewport, style, clips=clips, used=(*place.used, named, holder))
    return Pattern(tuple(holder), inside, (across, down), matrix)


def write_pattern(
    source: Source,
    pattern: Pattern,
    tile: Element,
    area: "Region",
    opacity: float,
    target: Element,
) -> None:
    """Write what is seen of a pattern in an area of the drawing.

    Parameters
    ----------
    tile : what one tile holds, normalized

    Raises
    ------
    TooMuchError : there are too many tiles, or they cross too often
    ArithmeticError : it cannot be told
    """
    parts = [part for shape in shapes_of(tile) for part in areas_of(shape, source.layers)]
    edges = [part.box for part in parts]
    box = around([(left, top, right - left, bottom - top) for left, top, right, bottom in edges])
    if box is None:
        return
    places = list(pattern.tiles(area))
    source.layers.take("tiles", len(places))
    whole, partly = regions.places_in(box, places, area, source.layers)
    source.layers.take("tiles", len(parts) * len(partly))
    for part in parts:
        source.left_out["pattern"] += GRADIENT in part.shape.attrib
        seen = regions.copies(part.left, whole, partly, area, source.layers)
        if words := regions.written(seen):
            kind = "stroke" if part.is_line else "fill"
            looks = {"fill": part.shape.attrib[kind], "fill-opacity": f"{part.alpha * opacity:.4g}"}
            SubElement(target, "path", {"d": words, **looks, "stroke": "none", "stroke-width": "0"})
