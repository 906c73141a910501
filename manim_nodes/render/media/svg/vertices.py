"""Where outlines turn: their vertices, and the directions in which they come and go."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from svgelements import Path as Outline

Direction = tuple[float, float]

_TINY = 1e-9
_STRAIGHT = 1e-6


@dataclass(slots=True)
class Vertex:
    """One place of an outline.

    Parameters
    ----------
    incoming, outgoing : unit vectors along which the outline comes and goes; None where it begins or ends
    """

    x: float
    y: float
    incoming: Direction | None = None
    outgoing: Direction | None = None

    @property
    def angle(self) -> float:
        """Return the direction in which the outline goes on, halfway between that before and that after, in radians."""
        said = [way for way in (self.incoming, self.outgoing) if way is not None]
        x, y = (sum(way[axis] for way in said) for axis in (0, 1))
        if np.hypot(x, y) < _STRAIGHT and said:  # it turns back
            x, y = -said[0][1], said[0][0]
        return float(np.arctan2(y, x))

    @property
    def miter(self) -> float:
        """Return how many times its thickness a line with a pointed corner is long there; 1 where it is no corner."""
        if self.incoming is None or self.outgoing is None:
            return 1.0
        turned = float(
            np.dot(self.incoming, self.outgoing)
        )  # the cosine of the angle by which it turns
        return float(np.sqrt(2 / max(1 + turned, _TINY)))


def vertices(outline: "Outline") -> list[Vertex]:
    """Return the vertices of an outline in their order, in its own units."""
    from svgelements import Close, Move

    found: list[Vertex] = []
    first: Vertex | None = None  # of the part that is being walked along
    for segment in outline:
        if segment.end is None:
            continue
        vertex = Vertex(segment.end.x, segment.end.y)
        if isinstance(segment, Move) or not found:
            first = vertex
            found.append(vertex)
            continue
        if ways := _ways(segment):
            found[-1].outgoing, vertex.incoming = ways
        else:
            vertex.incoming = found[-1].incoming
        if isinstance(segment, Close) and first is not None:
            first.incoming, vertex.outgoing = vertex.incoming, first.outgoing
        found.append(vertex)
    return found


def _ways(segment: Any) -> tuple[Direction, Direction] | None:
    """Return the directions in which a piece begins and ends, or None if it is a mere point."""
    points = list(_points(segment))
    begin = _first_way(points)
    end = _first_way(points[::-1])
    return None if begin is None or end is None else (begin, (-end[0], -end[1]))


def _points(segment: Any) -> Iterator[tuple[float, float]]:
    """Return the points that say how a piece runs."""
    from svgelements import Arc, CubicBezier, QuadraticBezier

    match segment:
        case Arc():
            for curve in segment.as_cubic_curves():
                yield from _points(curve)
        case CubicBezier():
            for point in (segment.start, segment.control1, segment.control2, segment.end):
                yield point.x, point.y
        case QuadraticBezier():
            for point in (segment.start, segment.control, segment.end):
                yield point.x, point.y
        case _ if segment.start is not None:
            yield segment.start.x, segment.start.y
            yield segment.end.x, segment.end.y


def _first_way(points: Sequence[tuple[float, float]]) -> Direction | None:
    for x, y in itertools.islice(points, 1, None):
        across, down = x - points[0][0], y - points[0][1]
        if (size := float(np.hypot(across, down))) > _TINY:
            return across / size, down / size
    return None
