"""The shapes of SVG: their attributes, their outlines, and where these are."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import numpy as np

from manim_nodes.render.media.svg.affine import Affine, Box, parse_transform
from manim_nodes.render.media.svg.style import local_name

if TYPE_CHECKING:
    from svgelements import Path as Outline

# The attributes that say where each is, and how large.
SHAPES = {
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "path": ("d",),
    "polygon": ("points",),
    "polyline": ("points",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
}


def outline_of(name: str, shape: Mapping[str, str]) -> "Outline":
    """Return the outline of a shape, in its own units."""
    import svgelements

    if name == "path":
        return svgelements.Path(shape["d"])
    numbers = {key: shape[key] for key in SHAPES[name]}
    if name in ("polygon", "polyline"):
        points = [float(value) for value in shape["points"].replace(",", " ").split()]
        pairs = list(zip(points[::2], points[1::2], strict=False))
        kind = svgelements.Polygon if name == "polygon" else svgelements.Polyline
        return svgelements.Path(kind(*pairs)) if pairs else svgelements.Path()
    values = {key: float(value) for key, value in numbers.items()}
    kind = {
        "circle": svgelements.Circle,
        "ellipse": svgelements.Ellipse,
        "line": svgelements.SimpleLine,
        "rect": svgelements.Rect,
    }[name]
    return svgelements.Path(kind(**values))


def bounds(outline: "Outline", matrix: Affine) -> Box | None:
    """Return the box around an outline after a transform, or None if it has no points."""
    points = [
        matrix @ (x, y, 1)
        for box in [outline.bbox()]
        if box is not None
        for x in (float(box[0]), float(box[2]))
        for y in (float(box[1]), float(box[3]))
    ]
    if not points:
        return None
    low, high = np.min(points, axis=0), np.max(points, axis=0)
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])


def has_no_extent(box: Box | None) -> bool:
    """Return whether a line with this box is a mere point."""
    return box is None or (box[2] == 0 and box[3] == 0)


def shapes_of(root: Element) -> Iterator[Element]:
    """Return all shapes of a normalized drawing."""
    return (element for element in root.iter() if local_name(element) in SHAPES)


def box_of(shape: Element) -> Box | None:
    """Return the box around a shape of a normalized drawing, or None if it has no points."""
    outline = outline_of(local_name(shape), shape.attrib)
    return bounds(outline, parse_transform(shape.get("transform")))


def bounds_of(root: Element) -> Box | None:
    """Return the box around all shapes of a normalized drawing, or None without any."""
    return around([box for shape in shapes_of(root) if (box := box_of(shape))])


def flat_width(root: Element) -> float:
    """Return how wide a normalized drawing is that has no height; 0 if it has one."""
    first = next(filter(None, map(box_of, shapes_of(root))), None)
    if first is None or first[3] > 0:
        return 0.0
    _, _, width, height = bounds_of(root) or first
    return width if height == 0 else 0.0


def around(boxes: list[Box]) -> Box | None:
    """Return the box around boxes, or None without any."""
    if not boxes:
        return None
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right = max(box[0] + box[2] for box in boxes)
    bottom = max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def round_corners(shape: dict[str, str], given: list[str]) -> None:
    """Let a radius that is not said be as the other, and no corner of a rectangle be too round.

    Parameters
    ----------
    given : which of ``rx`` and ``ry`` are said
    """
    if len(given) == 1:
        shape["rx"] = shape["ry"] = shape[given[0]]
    for name, side in (("rx", "width"), ("ry", "height")):
        if side in shape:
            shape[name] = f"{max(0.0, min(float(shape[name]), float(shape[side]) / 2)):.9g}"
