"""Where what is dragged in the picture snaps to: the frame's center and edges, and those of other things."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from manim_nodes.app.player.grid_overlay import ACTION_SAFE, TITLE_SAFE
from manim_nodes.render.preview.box import Box

_SAME = 1e-6


class Line(Enum):
    """What a thing can be brought into line with."""

    CENTER = "center of the frame"
    EDGE = "edge of the frame"
    SAFE = "safe area"
    OTHER_CENTER = "center"
    OTHER_EDGE = "edge"


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that is to be seen while something lies on it.

    Parameters
    ----------
    is_upright : at one x, from bottom to top; else at one y
    """

    line: Line
    is_upright: bool
    at: float


@dataclass(frozen=True, slots=True)
class Snap:
    """How far a thing is from the nearest lines, and those that it then lies on."""

    x: float = 0.0
    y: float = 0.0
    guides: tuple[Guide, ...] = ()


def find_snap(
    box: Box, others: Sequence[Box], frame_size: tuple[float, float], reach: float
) -> Snap:
    """Find what is near enough, sideways and up or down each by itself.

    Parameters
    ----------
    others : what else is there
    reach : how near is near
    """
    x, upright = _nearest(
        (box.left, box.center[0], box.right),
        list(_lines(frame_size[0], [(each.left, each.center[0], each.right) for each in others])),
        reach,
    )
    y, level = _nearest(
        (box.bottom, box.center[1], box.top),
        list(_lines(frame_size[1], [(each.bottom, each.center[1], each.top) for each in others])),
        reach,
    )
    guides = [Guide(line, True, at) for line, at in upright]
    guides += [Guide(line, False, at) for line, at in level]
    return Snap(x, y, tuple(guides))


_Lines = list[tuple[Line, float]]
_Span = tuple[float, float, float]


def _lines(size: float, others: Sequence[_Span]) -> Iterator[tuple[Line, float]]:
    yield Line.CENTER, 0.0
    for low, center, high in others:
        yield Line.OTHER_CENTER, center
        yield Line.OTHER_EDGE, low
        yield Line.OTHER_EDGE, high
    for line, share in ((Line.EDGE, 1.0), (Line.SAFE, TITLE_SAFE), (Line.SAFE, ACTION_SAFE)):
        yield line, -size / 2 * share
        yield line, size / 2 * share


def _nearest(span: _Span, lines: _Lines, reach: float) -> tuple[float, _Lines]:
    """Return the shortest shift onto a line, and all lines that the thing is on then."""
    ways = [at - place for line, at in lines for place in _fitting(span, line)]
    way = min((way for way in ways if abs(way) <= reach), key=abs, default=None)
    if way is None:
        return 0.0, []
    met: dict[float, tuple[Line, float]] = {}
    for line, at in lines:
        if any(abs(at - place - way) < _SAME for place in _fitting(span, line)):
            met.setdefault(round(at, 6), (line, at))
    return way, list(met.values())


def _fitting(span: _Span, line: Line) -> Sequence[float]:
    """Return the parts of a thing that snap to a line: centers to centers, edges to edges."""
    low, center, high = span
    return (center,) if line in (Line.CENTER, Line.OTHER_CENTER) else (low, high)
