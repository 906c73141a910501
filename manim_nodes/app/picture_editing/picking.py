"""Which outline a point of the picture belongs to."""

from collections.abc import Sequence
from math import hypot

from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.outlines import Outline, Shape


def pick(
    outlines: Sequence[Outline], point: Point2, reach: float, largest: float
) -> Outline | None:
    """Return what is seen at a point: the topmost thing drawn there, else the smallest around it.

    Parameters
    ----------
    outlines : what is drawn later is nearer
    reach : how far a line may be
    largest : the area up to which something is taken for what is around the point; a plane is not
    """
    for outline in reversed(outlines):
        if is_inside(outline.box, point, reach) and any(
            _is_drawn_at(shape, point, reach) for shape in outline.shapes
        ):
            return outline
    around = [
        each
        for each in reversed(outlines)
        if each.shapes and is_inside(each.box, point) and _area(each.box) <= largest
    ]
    return min(around, key=lambda each: _area(each.box), default=None)


def _area(box: Box) -> float:
    return box.width * box.height


def is_inside(box: Box, point: Point2, reach: float = 0.0) -> bool:
    """Return whether a point is in a box, or near it."""
    x, y = point
    return box.left - reach <= x <= box.right + reach and box.bottom - reach <= y <= box.top + reach


def _is_drawn_at(shape: Shape, point: Point2, reach: float) -> bool:
    return (shape.is_filled and _surrounds(shape.points, point)) or any(
        _distance(point, one, other) <= reach
        for one, other in zip(shape.points, shape.points[1:], strict=False)
    )


def _surrounds(points: Sequence[Point2], point: Point2) -> bool:
    x, y = point
    is_odd = False
    for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            is_odd = not is_odd
    return is_odd


def _distance(point: Point2, one: Point2, other: Point2) -> float:
    dx, dy = other[0] - one[0], other[1] - one[1]
    length = dx * dx + dy * dy
    way = ((point[0] - one[0]) * dx + (point[1] - one[1]) * dy) / length if length else 0.0
    share = min(max(way, 0.0), 1.0)
    return hypot(point[0] - one[0] - share * dx, point[1] - one[1] - share * dy)
