"""Areas of the plane and what is cut out of them."""

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from manim_nodes.render.media.svg.affine import Affine, Box
from manim_nodes.render.media.svg.budget import MOST, Budget, TooMuchError

if TYPE_CHECKING:
    from pathops import Path as Region
    from svgelements import Path as Outline

_PIECES = 24  # of a curve, where only a part of a line can be seen
_MOST_DASHES = 1000  # of one piece
_MOST_PAIRS, _PAIRS_AT_ONCE = 20_000_000, 1_000_000  # of pieces of outlines
_EASY = 10  # pieces that take no longer than one place where outlines cross; and as many such places are any cut at all
_NEIGHBORS = 6  # that a piece has where nothing crosses, at most
_FEW = 12  # pieces of outlines, which cross in few places wherever they lie
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
    for kind, points in cubics(outline, matrix):
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
    import pathops

    left, top, width, height = box
    right, bottom = left + width, top + height
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    first, *others = corners @ matrix[:2, :2].T + matrix[:2, 2]
    region = pathops.Path()
    region.moveTo(*first)
    for corner in others:
        region.lineTo(*corner)
    region.close()
    return region


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


def places_in(
    box: Box, places: Iterable[Affine], area: "Region", budget: Budget
) -> tuple[list[Affine], list[Affine]]:
    """Return by which transforms a rectangle comes to lie wholly in an area, and by which partly.

    Raises
    ------
    TooMuchError : they cross too often
    ArithmeticError : it cannot be told
    """
    whole: list[Affine] = []
    partly: list[Affine] = []
    for matrix in places:
        rectangle = rectangle_region(box, matrix)
        cut = intersection(rectangle, area, budget)
        if cut.area:
            (whole if is_inside(rectangle, cut) else partly).append(matrix)
    return whole, partly


def copies(
    part: "Region",
    whole: Sequence[Affine],
    partly: Sequence[Affine],
    area: "Region",
    budget: Budget,
) -> "Region":
    """Return an area after each of several transforms that keep its copies apart.

    Parameters
    ----------
    whole : transforms after which all of it is seen
    partly : those after which only what is in ``area`` is seen

    Raises
    ------
    TooMuchError : they cross too often
    ArithmeticError : it cannot be told
    """
    import pathops

    budget.take("points", len(list(part.points)) * len(whole))
    found = pathops.Path()
    for matrix in whole:
        found.addPath(_moved(part, matrix))
    for matrix in partly:
        seen = intersection(_moved(part, matrix), area, budget)
        budget.take("points", len(list(seen.points)))
        found.addPath(seen)
    return found


def _moved(area: "Region", matrix: Affine) -> "Region":
    return area.transform(*map(float, matrix[:2].T.ravel()))


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
    if sum(len(list(area.verbs)) for area in areas) <= _FEW:
        budget.take("cuts", _EASY)
        return
    ends = np.concatenate([np.zeros((2, 0, 2)), *map(_pieces, areas)], axis=1)
    low, high = ends.min(axis=0), ends.max(axis=0)
    order = np.argsort(low[:, 0])
    low, high = low[order], high[order]
    behind = np.searchsorted(low[:, 0], high[:, 0], side="right") - np.arange(len(low)) - 1
    pairs = int(behind.sum())
    # Pieces that lie above one another; whether they also lie beside one another is worth a look if there are not too many.
    if pairs < _MOST_PAIRS:
        groups = (np.cumsum(behind) - 1) // _PAIRS_AT_ONCE
        starts = np.flatnonzero(np.diff(groups, prepend=-1))
        pairs = sum(
            _beside(low, high, behind, np.arange(start, end))
            for start, end in itertools.pairwise([*starts, len(low)])
        )
    budget.take("cuts", _EASY + len(low) // _EASY + max(0, pairs - _NEIGHBORS * len(low)))


def _beside(low: Any, high: Any, behind: Any, chosen: Any) -> int:
    """Return how many pieces of those that lie above each of the chosen ones also lie beside it."""
    counts = behind[chosen]
    first = np.repeat(chosen, counts)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    beside = (low[first, 1] <= high[second, 1]) & (low[second, 1] <= high[first, 1])
    return int(beside.sum())


def _pieces(area: "Region") -> Any:
    """Return where the pieces of an outline begin and end, the straight lines to where it is bent among them."""
    from pathops import PathVerb

    counts = {PathVerb.MOVE: 1, PathVerb.LINE: 1, PathVerb.QUAD: 2, PathVerb.CUBIC: 3}
    verbs = list(area.verbs)
    points = np.array(list(area.points), np.float64).reshape(-1, 2)
    is_new = np.zeros(len(points), bool)
    places = np.cumsum([0, *(counts.get(verb, 0) for verb in verbs)])
    is_new[[place for place, verb in zip(places, verbs, strict=False) if verb == PathVerb.MOVE]] = (
        True
    )
    return np.stack([points[:-1], points[1:]])[:, ~is_new[1:]]


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
    for kind, points in cubics(outline, np.diag([scale, scale, 1.0])):
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
    for kind, points in cubics(outline, np.eye(3)):
        if kind != "move":
            found += float(np.hypot(*np.diff(samples(kind, position, points), axis=0).T).sum())
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
    for kind, points in cubics(outline, np.eye(3)):
        if kind == "move":
            walked = 0.0
        else:
            for start, end in itertools.pairwise(samples(kind, position, points)):
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


def samples(kind: str, start: Any, points: list[tuple[float, float]]) -> Any:
    """Return places on a piece of an outline, one after another, both its ends among them."""
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


def cubics(outline: "Outline", matrix: Affine) -> Any:
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
