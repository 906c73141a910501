"""Areas of the plane and what is cut out of them."""

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from manim_nodes.render.media.svg.affine import Affine, Box
from manim_nodes.render.media.svg.budget import MOST, Budget, TooMuchError

if TYPE_CHECKING:
    from pathops import Path as Region
    from svgelements import Path as Outline

_PIECES = 24  # of a curve, where only a part of a line can be seen
_MOST_DASHES = 1000  # of one piece
_MOST_PAIRS = 1_000_000  # of pieces of outlines
_EASY = 10  # pieces that take no longer than one place where outlines cross; and as many such places are any cut at all
_NEIGHBORS = 6  # that a piece has where nothing crosses, at most
_MITER_LIMIT = 4.0  # where none is said
_SAME_SHARE = 1e-4  # of an area: less than this is no cut


def region_of(
    outline: "Outline", matrix: Affine, rule: str = "nonzero", budget: Budget | None = None
) -> "Region":
    """Return the area inside an outline, after a transform.

    Raises
    ------
    TooMuchError : it crosses itself too often
    ArithmeticError : it cannot be told
    """
    import pathops

    region = pathops.Path()
    region.fillType = pathops.FillType.EVEN_ODD if rule == "evenodd" else pathops.FillType.WINDING
    pen = region.getPen(allow_open_paths=False)
    is_open = False
    for kind, points in _cubics(outline, matrix):
        if kind == "move":
            if is_open:
                pen.closePath()
            pen.moveTo(*points)
            is_open = True
        elif kind == "curve":
            pen.curveTo(*points)
        else:
            pen.lineTo(*points)
    if is_open:
        pen.closePath()
    return _simplified(region, budget or Budget())


def rectangle_region(box: Box, matrix: Affine) -> "Region":
    """Return a rectangle after a transform."""
    from svgelements import Path, Rect

    left, top, width, height = box
    return region_of(Path(Rect(left, top, width, height)), matrix)


def intersection(first: "Region", second: "Region", budget: Budget) -> "Region":
    """Return what two areas share.

    Raises
    ------
    TooMuchError : they cross too often
    ArithmeticError : it cannot be told
    """
    return _combined(first, second, "INTERSECTION", budget)


def union(regions: "list[Region]", budget: Budget) -> "Region":
    """Return all of several areas.

    Raises
    ------
    TooMuchError : they cross too often
    ArithmeticError : it cannot be told
    """
    import pathops

    _count_crossings(budget, *regions)
    builder = pathops.OpBuilder(fix_winding=True)
    for region in regions:
        builder.add(region, pathops.PathOp.UNION)
    try:
        return builder.resolve()
    except pathops.PathOpsError as error:
        raise ArithmeticError(str(error)) from error


def difference(first: "Region", second: "Region", budget: Budget) -> "Region":
    """Return what an area has and another has not.

    Raises
    ------
    TooMuchError : they cross too often
    ArithmeticError : it cannot be told
    """
    return _combined(first, second, "DIFFERENCE", budget)


def _combined(first: "Region", second: "Region", name: str, budget: Budget) -> "Region":
    import pathops

    _count_crossings(budget, first, second)
    try:
        return pathops.op(first, second, pathops.PathOp[name], fix_winding=True)
    except pathops.PathOpsError as error:
        raise ArithmeticError(str(error)) from error


def _simplified(region: "Region", budget: Budget) -> "Region":
    import pathops

    _count_crossings(budget, region)
    try:
        region.simplify(fix_winding=True)
    except pathops.PathOpsError as error:
        raise ArithmeticError(str(error)) from error
    return region


def _count_crossings(budget: Budget, *areas: "Region") -> None:
    """Count the places where pieces of outlines may cross: Skia takes the square of the time for them.

    Raises
    ------
    TooMuchError : there are too many
    """
    found = [np.array(list(area.points), np.float64).reshape(-1, 2) for area in areas]
    pieces = [(points[:-1], points[1:]) for points in found if len(points) > 1]
    if not pieces:
        return
    ends = np.concatenate([np.stack(pair) for pair in pieces], axis=1)
    low, high = ends.min(axis=0), ends.max(axis=0)
    order = np.argsort(low[:, 0])
    low, high = low[order], high[order]
    behind = np.searchsorted(low[:, 0], high[:, 0], side="right") - np.arange(len(low)) - 1
    pairs = int(behind.sum())
    # Pieces that lie above one another; whether they also lie beside one another is worth a look if there are not too many.
    if pairs < _MOST_PAIRS:
        first = np.repeat(np.arange(len(low)), behind)
        second = first + 1 + np.arange(pairs) - np.repeat(np.cumsum(behind) - behind, behind)
        beside = (low[first, 1] <= high[second, 1]) & (low[second, 1] <= high[first, 1])
        pairs = int(beside.sum())
    budget.take("cuts", _EASY + len(low) // _EASY + max(0, pairs - _NEIGHBORS * len(low)))


def disk_region(matrix: Affine) -> "Region":
    """Return the unit disk after a transform."""
    from svgelements import Circle, Path

    return region_of(Path(Circle(0, 0, 1)), matrix)


def line_region(
    outline: "Outline",
    matrix: Affine,
    width: float,
    looks: Mapping[str, str],
    gaps: list[float],
    budget: Budget,
) -> "Region":
    """Return the area that a line covers, after a transform that makes it thicker here than there.

    Parameters
    ----------
    width : of the line, in its own units
    looks : how SVG says its ends and corners
    gaps : the lengths of dashes and of the gaps between them, in turn, in the line's own units

    Raises
    ------
    TooMuchError : it has too many dashes, or crosses itself too often
    ArithmeticError : it cannot be told
    """
    import pathops
    from svgelements import Path

    # Skia rounds arcs to its own units, so that they must not be small.
    scale = 100.0 / max(width, 1e-9)
    region = pathops.Path()
    pen = region.getPen(allow_open_paths=True)
    is_open = False
    for kind, points in _cubics(outline, np.diag([scale, scale, 1.0])):
        if kind == "move":
            if is_open:
                pen.endPath()
            pen.moveTo(*points)
        elif kind == "close":
            pen.closePath()
        elif kind == "line":
            pen.lineTo(*points)
        else:
            pen.curveTo(*points)
        is_open = kind != "close"
    if is_open:
        pen.endPath()
    caps = {"round": pathops.LineCap.ROUND_CAP, "square": pathops.LineCap.SQUARE_CAP}
    joins = {"round": pathops.LineJoin.ROUND_JOIN, "bevel": pathops.LineJoin.BEVEL_JOIN}
    dashes = [gap * scale for gap in gaps] or None
    if dashes:
        ends = np.array(list(region.points))
        walked = float(np.hypot(*np.diff(ends, axis=0).T).sum())
        count = walked / sum(dashes) * len(dashes)
        if count > MOST["dashes"]:
            raise TooMuchError(kind="dashes")
        budget.take("dashes", int(count))
    region.stroke(
        100.0,
        caps.get(looks.get("stroke-linecap", ""), pathops.LineCap.BUTT_CAP),
        joins.get(looks.get("stroke-linejoin", ""), pathops.LineJoin.MITER_JOIN),
        miter_limit(looks),
        dashes,
    )
    region.convertConicsToQuads()  # those of round ends, of which Skia knows no area
    region = _simplified(region, budget)
    back = matrix @ np.diag([1 / scale, 1 / scale, 1.0])
    return region_of(Path(written(region)), back, budget=budget)


def miter_limit(looks: Mapping[str, str]) -> float:
    """Return how many times its thickness a line with pointed corners may be long there."""
    try:
        limit = float(looks.get("stroke-miterlimit", ""))
    except ValueError:
        return _MITER_LIMIT
    return limit if limit >= 1 else _MITER_LIMIT


def line_length(outline: "Outline") -> float:
    """Return how long a line is, in its own units, as its dashes are measured."""
    found, position = 0.0, np.zeros(2)
    for kind, points in _cubics(outline, np.eye(3)):
        if kind != "move":
            found += float(np.hypot(*np.diff(_samples(kind, position, points), axis=0).T).sum())
        position = np.array(points[-1])
    return found


def is_inside(part: "Region", cut: "Region") -> bool:
    """Return whether nothing is missing of an area that was cut."""
    missing = abs(abs(part.area) - abs(cut.area))
    return bool(missing <= _SAME_SHARE * abs(part.area))


def written(region: "Region") -> str:
    """Return an area as SVG writes paths."""
    import pathops

    letters = {
        pathops.PathVerb.MOVE: "M",
        pathops.PathVerb.LINE: "L",
        pathops.PathVerb.QUAD: "Q",
        pathops.PathVerb.CUBIC: "C",
        pathops.PathVerb.CLOSE: "Z",
    }
    words: list[str] = []
    for verb, points in region:
        words += [letters[verb], *(f"{value:.7g}" for point in points for value in point)]
    return " ".join(words)


def shared(areas: "Sequence[Region]", budget: Budget) -> "Region":
    """Return what all of several areas share.

    Raises
    ------
    TooMuchError : they cross too often
    ArithmeticError : it cannot be told
    """
    return functools.reduce(lambda one, other: intersection(one, other, budget), areas)


def line_inside(
    outline: "Outline",
    matrix: Affine,
    area: "Region | None",
    gaps: list[float],
    budget: Budget,
) -> str:
    """Return the parts of a line that can be seen, as SVG writes paths.

    Parameters
    ----------
    area : that the line is seen in, if not everywhere
    gaps : the lengths of dashes and of the gaps between them, in turn, in the line's own units

    Raises
    ------
    TooMuchError : it has too many dashes
    """
    words: list[str] = []
    last = None
    cost = 1 if area is None else 1 + len(list(area.verbs)) // _EASY
    for start, end in _dashes(outline, gaps):
        budget.take("dashes", cost)
        middle = matrix @ (*((start + end) / 2), 1)
        if area is None or area.contains((float(middle[0]), float(middle[1]))):
            first, second = (_point(matrix @ (*point, 1)) for point in (start, end))
            if last != first:
                words += ["M", first]
            words += ["L", second]
            last = second
    return " ".join(words)


def _point(point: Any) -> str:
    return f"{point[0]:.7g} {point[1]:.7g}"


def _dashes(outline: "Outline", gaps: list[float]) -> Iterator[tuple[Any, Any]]:
    """Return short straight pieces of a line, without those that fall into gaps."""
    ends = np.cumsum(gaps) if gaps else np.array([np.inf])
    position = np.zeros(2)
    walked = 0.0
    for kind, points in _cubics(outline, np.eye(3)):
        if kind == "move":
            walked = 0.0
        else:
            for start, end in itertools.pairwise(_samples(kind, position, points)):
                size = float(np.hypot(*(end - start)))
                for share, until, is_dash in _cut(walked, size, ends):
                    if is_dash:
                        yield start + (end - start) * share, start + (end - start) * until
                walked += size
        position = np.array(points[-1])


def _cut(walked: float, size: float, ends: Any) -> Iterator[tuple[float, float, bool]]:
    """Return the parts of a piece that lie in one dash or gap each: from, to, and whether it is a dash."""
    if size == 0:
        return
    if not np.isfinite(ends[-1]):
        yield 0.0, 1.0, True
        return
    done = 0.0
    # A pattern far finer than the line is long would never end.
    if size / ends[-1] > _MOST_DASHES:
        yield 0.0, 1.0, True
        return
    while done < size - 1e-9 * size:
        phase = (walked + done) % ends[-1]
        index = min(int(np.searchsorted(ends, phase, side="right")), len(ends) - 1)
        step = min(max(ends[index] - phase, 1e-6 * ends[-1]), size - done)
        yield done / size, (done + step) / size, index % 2 == 0
        done += step


def _samples(kind: str, start: Any, points: list[tuple[float, float]]) -> Any:
    share = np.linspace(0, 1, _PIECES + 1)[:, None]
    if kind != "curve":
        return start + share * (np.array(points[0]) - start)
    first, second, end = (np.array(point) for point in points)
    rest = 1 - share
    return (
        rest**3 * start
        + 3 * rest**2 * share * first
        + 3 * rest * share**2 * second
        + share**3 * end
    )


def _cubics(outline: "Outline", matrix: Affine) -> Any:
    """Return an outline piece by piece: where it begins anew, lines, the line that closes it, and cubic curves."""
    from svgelements import Arc, Close, CubicBezier, Line, Move, QuadraticBezier

    def placed(*points: Any) -> list[tuple[float, float]]:
        found = [matrix @ (point.x, point.y, 1) for point in points]
        return [(float(point[0]), float(point[1])) for point in found]

    for segment in outline:
        match segment:
            case Move():
                yield "move", placed(segment.end)
            case Line() | Close():
                if segment.end is not None:
                    kind = "close" if isinstance(segment, Close) else "line"
                    yield kind, placed(segment.end)
            case CubicBezier():
                yield "curve", placed(segment.control1, segment.control2, segment.end)
            case QuadraticBezier():
                start, control, end = segment.start, segment.control, segment.end
                yield (
                    "curve",
                    placed(
                        start + (control - start) * (2 / 3), end + (control - end) * (2 / 3), end
                    ),
                )
            case Arc():
                for curve in segment.as_cubic_curves():
                    yield "curve", placed(curve.control1, curve.control2, curve.end)
