"""The shapes of SVG: their attributes, their outlines, and where these are."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

import numpy as np
import numpy.typing as npt

from manim_nodes.render.media.svg.affine import Affine, Box, parse_transform
from manim_nodes.render.media.svg.selectors import local_name

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
    """Return the outline of a shape, in its own units; that of a broken path ends where it breaks.

    Raises
    ------
    ArithmeticError : its numbers lead nowhere
    """
    import svgelements

    if name == "path":
        outline = svgelements.Path()
        with suppress(ValueError):
            outline.parse(shape["d"])
        return outline
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
    points = _extremes(outline)
    if not len(points):
        return None
    (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
    corners = [matrix @ (x, y, 1) for x in (left, right) for y in (top, bottom)]
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    return float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1])


def _extremes(outline: "Outline") -> npt.NDArray[np.float64]:
    """Return points of an outline, those among them that lie farthest to each side; svgelements takes 20 times as long."""
    from svgelements import Arc, CubicBezier, QuadraticBezier

    curves: dict[type, list[tuple[Any, ...]]] = {CubicBezier: [], QuadraticBezier: []}
    ends: list[tuple[float, float]] = []
    for segment in outline:
        pieces = segment.as_cubic_curves() if isinstance(segment, Arc) else (segment,)
        for piece in pieces:
            if isinstance(piece, CubicBezier):
                corners = (*piece.start, *piece.control1, *piece.control2, *piece.end)
                curves[CubicBezier].append(corners)
            elif isinstance(piece, QuadraticBezier):
                curves[QuadraticBezier].append((*piece.start, *piece.control, *piece.end))
            elif piece.end is not None:
                ends.append((piece.end.x, piece.end.y))
    found = [np.array(ends, np.float64).reshape(-1, 2)]
    for degree, said in ((3, curves[CubicBezier]), (2, curves[QuadraticBezier])):
        points = np.array(said, np.float64).reshape(-1, degree + 1, 2)
        found += [points[:, 0], points[:, -1]]
        found += [_turns(points[:, :, axis], points) for axis in (0, 1)]
    return np.concatenate(found)


def _turns(
    values: npt.NDArray[np.float64], points: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return the points of curves where ``values`` of theirs turn back."""
    changes = np.diff(values)
    if changes.shape[1] == 2:
        a, b, c = np.zeros(len(changes)), changes[:, 1] - changes[:, 0], changes[:, 0]
    else:
        first, second, third = changes.T
        a, b, c = first - 2 * second + third, 2 * (second - first), first
    root = np.sqrt(np.maximum(b * b - 4 * a * c, 0))
    # This way neither loses its digits where `a` is small.
    half = -(b + np.where(b < 0, -root, root)) / 2
    found = []
    for over, under in ((half, a), (c, half)):
        share = np.divide(over, under, out=np.full(len(over), -1.0), where=abs(over) < abs(under))
        inside = (share > 0) & (share < 1)
        part, rest = share[inside, None], 1 - share[inside, None]
        chosen = points[inside]
        while chosen.shape[1] > 1:
            chosen = chosen[:, :-1] * rest[..., None] + chosen[:, 1:] * part[..., None]
        found.append(chosen[:, 0])
    return np.concatenate(found)


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
