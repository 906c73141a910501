"""Curves of functions: where a typed formula has no value, and whether its curve leaves the axes."""

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, inf, sin

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.formula_values import (
    Formula,
    formula,
    is_defined_everywhere,
    may_jump,
    surface_values,
)
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import number_value
from manim_nodes.translation import tr

_SAMPLES = 400
_HALVINGS = 40
_SURFACE_SAMPLES = 24
_PER_TICK = 10  # as many points of a curve manim works out from tick to tick
_MOST_SHOWN = 4
_FRAMES_AWAY = 2  # how far a curve without axes may go, in widths of the frame

_Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A typed formula, the range over which it is drawn, and the box that it should stay in.

    Parameters
    ----------
    shape : what the formula gives: ``graph`` a height, ``polar`` a distance, ``path`` a point
    box : the smallest and largest of each coordinate; None where it is not known before the scene runs
    radius : how far from the origin it may go on a round plane
    """

    text: str
    variable: str
    start: float
    end: float
    step: float
    shape: str
    box: tuple[_Range, ...] | None
    radius: float = inf


@dataclass(frozen=True, slots=True)
class CurveGaps:
    """Where a curve has no value.

    Parameters
    ----------
    ranges : from where to where; the same twice for a single number
    is_whole : it has a value everywhere, does not jump, and stays in its box
    """

    ranges: tuple[_Range, ...]
    is_whole: bool


def has_gaps(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether what a node draws has gaps or leaves the axes, or whether that is not known."""
    gaps = node_type.gaps
    if gaps is None:
        return False
    if gaps.curves:
        sources = [
            source for name in gaps.curves for source in graph.sources[node.id].get(name, ())
        ]
        return any(_source_has_gaps(graph, node, node_type, source) for source in sources)
    names = gaps.formulas or (gaps.function,)
    if not gaps.range:
        is_defined = all(_is_defined_everywhere(graph, node, node_type, name) for name in names)
        return not is_defined or (bool(gaps.over) and _leaves_axes(graph, node, node_type))
    if not gaps.axes and _is_smooth(graph, node, node_type, gaps.function):
        return False  # it has no axes to leave
    curve = _curve(graph, node, node_type)
    return curve is None or not _gaps_of(curve).is_whole


def _is_smooth(graph: Graph, node: Node, node_type: NodeType, name: str) -> bool:
    """Return whether a formula has a value everywhere and does not jump, whatever is wired into it."""
    found = _formula_node(graph, node, node_type, name)
    if found is None:
        return False
    text, _, names = found
    return is_defined_everywhere(text, names) and not may_jump(text, names)


def _is_defined_everywhere(graph: Graph, node: Node, node_type: NodeType, name: str) -> bool:
    text, parameter = graph.parameter(node, node_type, name), node_type.parameters[name]
    is_typed = isinstance(text, str) and not graph.sources[node.id].get(name)
    return is_typed and is_defined_everywhere(str(text), frozenset(parameter.variables))


def _leaves_axes(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether a surface leaves its axes, or whether that is not known."""
    gaps = node_type.gaps
    if gaps is None or node.parameters.get("clip") is False:
        return True  # manim has no word for it
    names = gaps.formulas or (gaps.function,)
    axes = _axes_of(graph, node, gaps.axes)
    if axes is None or axes.box is None or len(axes.box) < 3:
        return True
    first, second, *_ = node_type.parameters[names[0]].variables
    texts = [str(graph.parameter(node, node_type, name)) for name in names]
    if any(may_jump(text, frozenset({first, second})) for text in texts):
        return True
    if not gaps.formulas:
        texts = [first, second, *texts]
    limits: list[float] = [*axes.box[0], *axes.box[1]]
    if any(graph.sources[node.id].get(name) for name in (*gaps.over, gaps.whole)):
        return True
    if not gaps.whole or graph.parameter(node, node_type, gaps.whole) is not True:
        given = [number_value(graph.parameter(node, node_type, name)) for name in gaps.over]
        limits = [number for number in given if number is not None]
    return len(limits) != 4 or not _is_surface_inside(
        tuple(texts), (first, second), tuple(limits), axes.box
    )


@functools.lru_cache(maxsize=200)
def _is_surface_inside(
    texts: tuple[str, ...],
    variables: tuple[str, str],
    limits: tuple[float, ...],
    box: tuple[_Range, ...],
) -> bool:
    grid = tuple(
        [low + (high - low) * index / _SURFACE_SAMPLES for index in range(_SURFACE_SAMPLES + 1)]
        for low, high in (limits[:2], limits[2:])
    )
    points = surface_values(texts, variables, (grid[0], grid[1]))
    return points is not None and all(
        point is not None
        and all(
            low - 1e-6 * (high - low) <= each <= high + 1e-6 * (high - low)
            for each, (low, high) in zip(point, box, strict=True)
        )
        for point in points
    )


def _source_has_gaps(graph: Graph, node: Node, node_type: NodeType, source: Port) -> bool:
    """Return whether the curve that a node asks may have gaps, also where the node itself asks it."""
    origin = graph.origin(source)
    maker_type = graph.type_of(origin.node_id)
    if maker_type is None or maker_type.gaps is None or not maker_type.gaps.range:
        return True
    maker = graph.node(origin.node_id)
    curve = _curve(graph, maker, maker_type)
    if curve is None or not _gaps_of(curve).is_whole:
        return True
    asked = _numbers_asked(graph, node, node_type)
    if asked is None:
        return not is_defined_everywhere(curve.text, frozenset({curve.variable}))
    low, high = min([curve.start, *asked]), max([curve.end, *asked])
    wider = Curve(curve.text, curve.variable, low, high, curve.step, curve.shape, curve.box)
    return not _gaps_of(wider).is_whole


def _numbers_asked(graph: Graph, node: Node, node_type: NodeType) -> list[float] | None:
    """Return the numbers at which a node asks a curve, as far as its parameters say; None if wires do."""
    found: list[float] = []
    for name in ("x", "x_val", "dx", "x_range"):
        if graph.sources[node.id].get(name):
            return None
        value = graph.parameter(node, node_type, name)
        values = value if isinstance(value, list | tuple) else [value]
        numbers = [number_value(each) for each in values if each is not None]
        found += [number for number in numbers[:2] if number is not None]
    if len(found) > 1 and "dx" in node_type.parameters:
        found.append(found[0] + found[-1])
    return found


def undefined_curves(graph: Graph) -> Iterator[Problem]:
    """Find curves that have no value in part of their range, and what asks them there, as far as typed formulas tell."""
    for node, node_type in graph.active:
        if node_type.gaps is None:
            continue
        if node_type.gaps.curves:
            yield from _asked_in_vain(graph, node, node_type)
        if not node_type.gaps.range:
            continue
        curve = _curve(graph, node, node_type)
        ranges = _gaps_of(curve).ranges if curve is not None else ()
        if curve is not None and ranges:
            yield Problem(
                "undefined-curve",
                _message(curve, ranges),
                node.id,
                node_type.gaps.function,
                Severity.WARNING,
                tr("What has a value is drawn. Choose another range to be rid of this note."),
            )


def _asked_in_vain(graph: Graph, node: Node, node_type: NodeType) -> Iterator[Problem]:
    """Find where a node asks a curve for what it does not have."""
    if node_type.gaps is None or "x" not in node_type.parameters or graph.sources[node.id].get("x"):
        return
    number = number_value(graph.parameter(node, node_type, "x"))
    for source in graph.sources[node.id].get(node_type.gaps.curves[0], ()):
        origin = graph.origin(source)
        maker_type = graph.type_of(origin.node_id)
        if number is None or maker_type is None:
            continue
        curve = _curve(graph, graph.node(origin.node_id), maker_type)
        function = formula(curve.text, curve.variable) if curve is not None else None
        if curve is None or curve.shape != "graph" or function is None:
            continue
        if function(number) is None and not _is_single_miss(function, number, number):
            yield Problem(
                "undefined-value",
                tr(
                    "{formula} has no value at x = {number:.4g}.", formula=curve.text, number=number
                ),
                node.id,
                "x",
                Severity.WARNING,
                tr("Choose an x where the curve is drawn."),
            )


def _message(curve: Curve, ranges: Sequence[_Range]) -> str:
    if ranges[0] == (curve.start, curve.end):
        return tr(
            "{formula} has no value anywhere in its range: there is nothing to draw.",
            formula=curve.text,
        )
    parts = [
        f"{low:.4g}" if low == high else tr("{low:.4g} to {high:.4g}", low=low, high=high)
        for low, high in ranges[:_MOST_SHOWN]
    ]
    return tr(
        "{formula} has no value at {variable} = {places}: its curve has a gap there.",
        formula=curve.text,
        variable=curve.variable,
        places=", ".join(parts) + (", …" if len(ranges) > _MOST_SHOWN else ""),
    )


# --- what is typed ----------------------------------------------------------------------------


def _curve(graph: Graph, node: Node, node_type: NodeType) -> Curve | None:
    """Return the curve that a node draws; None where wires or trackers decide it."""
    gaps = node_type.gaps
    if gaps is None or not gaps.range:
        return None
    typed = _typed_formula(graph, node, node_type, gaps.function)
    axes = _axes_of(graph, node, gaps.axes) if gaps.axes else None
    if typed is None or (gaps.axes and axes is None):
        return None
    is_path = node_type.parameters[gaps.function].port == "PathFunction"
    shape = "polar" if gaps.polar else "path" if is_path else "graph"
    domain = _domain(graph, node, node_type, gaps.range, axes)
    if domain is None:
        return None
    settings = graph.document.settings
    far = _FRAMES_AWAY * settings.frame_width
    height = settings.frame_height
    box = axes.box if axes else ((-far, far),) * 3 if is_path else (domain[:2], (-height, height))
    if node.parameters.get("clip") is False and box is not None:
        box = tuple((5 * low - 4 * high, 5 * high - 4 * low) for low, high in box)
    if shape == "graph" and box is not None:
        box = box[:2]
    radius = axes.radius if axes else inf
    return Curve(*typed, *domain, shape, box, radius)


def _typed_formula(
    graph: Graph, node: Node, node_type: NodeType, name: str
) -> tuple[str, str] | None:
    """Return a formula and its variable, typed here or at the node of the function that is wired in."""
    found = _formula_node(graph, node, node_type, name)
    if found is None:
        return None
    text, variable, _ = found
    return (text, variable) if formula(text, variable) is not None else None


def _formula_node(
    graph: Graph, node: Node, node_type: NodeType, name: str
) -> tuple[str, str, frozenset[str]] | None:
    """Return a formula, typed here or at the node of a function that is wired in, its variable, and all names."""
    for _ in range(len(graph.document.nodes) + 1):
        sources = graph.sources[node.id].get(name, ())
        if not sources:
            break
        origin = graph.maker(sources[0])
        source_type = graph.type_of(origin.node_id)
        functions = source_type.parameters_of("function") if source_type else []
        if source_type is None or len(functions) != 1:
            return None
        node, node_type, name = graph.node(origin.node_id), source_type, functions[0].name
    text, parameter = graph.parameter(node, node_type, name), node_type.parameters[name]
    if not isinstance(text, str) or len(parameter.variables) != 1:
        return None
    return text, parameter.variables[0], frozenset((*parameter.variables, *node_type.inputs))


@dataclass(frozen=True, slots=True)
class _KnownAxes:
    x_range: tuple[float, float, float]
    box: tuple[_Range, ...] | None
    radius: float = inf


def _axes_of(graph: Graph, node: Node, name: str) -> _KnownAxes | None:
    sources = graph.sources[node.id].get(name, ())
    origin = graph.origin(sources[0]) if sources else None
    axes_type = graph.type_of(origin.node_id) if origin is not None else None
    if origin is None or axes_type is None:
        return None
    axes = graph.node(origin.node_id)
    if axes_type.type == "PolarPlane":
        radius, step = (
            None if graph.sources[axes.id].get(each) else number_value(graph.parameter(axes, axes_type, each))
            for each in ("radius_max", "radius_step")
        )  # fmt: skip
        if radius is None or step is None:
            return None
        return _KnownAxes((-radius, radius, step), ((-radius, radius),) * 2, radius)
    if {"x_range", "y_range"} - axes_type.parameters.keys():
        return None
    if {graph.parameter(axes, axes_type, each) for each in ("x_scale", "y_scale")} & {
        "logarithmic"
    }:
        return None
    settings = graph.document.settings
    sides = {"x_range": settings.frame_width / 2, "y_range": settings.frame_height / 2}
    if axes_type.type == "Axes":
        sides = {each: float(round(half)) for each, half in sides.items()}
    names = [each for each in ("x_range", "y_range", "z_range") if each in axes_type.parameters]
    ranges = []
    for each in names:
        if graph.sources[axes.id].get(each):
            return None
        found = _range(graph.parameter(axes, axes_type, each))
        half = sides.get(each)
        if found is None and half is not None:
            found = (-half, half, 1.0)
        if found is None:
            return None
        ranges.append(found)
    return _KnownAxes(ranges[0], tuple(each[:2] for each in ranges))


def _range(value: object) -> tuple[float, float, float] | None:
    if not isinstance(value, list | tuple):
        return None
    numbers = [number_value(each) for each in value]
    known = [number for number in numbers if number is not None]
    if len(known) != len(numbers) or len(known) not in (2, 3):
        return None
    return known[0], known[1], known[2] if len(known) == 3 else 1.0


def _domain(
    graph: Graph, node: Node, node_type: NodeType, name: str, axes: _KnownAxes | None
) -> tuple[float, float, float] | None:
    if graph.sources[node.id].get(name):
        return None
    value = graph.parameter(node, node_type, name)
    per_tick = axes.x_range[2] / _PER_TICK if axes else 0.01
    if value is None:
        half = graph.document.settings.frame_width / 2
        start, end = axes.x_range[:2] if axes else (-half, half)
        return start, end, per_tick
    found = _range(value)
    if found is None or not isinstance(value, list | tuple):
        return None
    return (*found[:2], found[2] if len(value) == 3 else per_tick)


# --- what it gives ----------------------------------------------------------------------------


@functools.lru_cache(maxsize=500)
def _gaps_of(curve: Curve) -> CurveGaps:
    function = formula(curve.text, curve.variable)
    if function is None or not curve.start < curve.end:
        return CurveGaps((), is_whole=False)
    count = _SAMPLES
    grid = [curve.start + (curve.end - curve.start) * index / count for index in range(count + 1)]
    on_ticks = int((curve.end - curve.start) / curve.step) if curve.step > 0 else 0
    if on_ticks <= _SAMPLES:  # where manim would ask, too
        grid = sorted({*grid, *(curve.start + curve.step * index for index in range(on_ticks + 1))})
    points = [(number, function(number)) for number in grid]
    ranges = [*_undefined(function, points), *_poles(function, points)]
    is_whole = (
        not ranges
        and not may_jump(curve.text, frozenset({curve.variable}))
        and all(_is_inside(curve, number, point or ()) for number, point in points)
    )
    return CurveGaps(tuple(sorted(ranges)), is_whole)


def _undefined(function: Formula, points: Sequence[tuple[float, object]]) -> Iterator[_Range]:
    start: float | None = None
    before: float | None = None
    for number, point in points:
        if point is None and start is None:
            start = number if before is None else _edge(function, before, number)
        elif point is not None and start is not None and before is not None:
            end = _edge(function, number, before)
            if not _is_single_miss(function, start, end):
                yield _rounded(start), _rounded(end)
            start = None
        before = number
    if start is not None:
        yield _rounded(start), points[-1][0]


def _edge(function: Formula, defined: float, undefined: float) -> float:
    """Return where a formula begins to have no value, between two numbers."""
    for _ in range(_HALVINGS):
        middle = (defined + undefined) / 2
        if function(middle) is None:
            undefined = middle
        else:
            defined = middle
    return undefined


def _is_single_miss(function: Formula, start: float, end: float) -> bool:
    """Return whether a formula only misses a single number, such as ``sin(x) / x``."""
    width = 1e-6 * max(1.0, abs(start))
    if end - start > width:
        return False
    around = [function(start + width * each) for each in (-10, -1, 1, 10)]
    known = [each for each in around if each is not None]
    return len(known) == len(around) and all(
        max(each) - min(each) < 1e-3 * max(1, abs(each[0])) for each in zip(*known, strict=True)
    )


def _poles(
    function: Formula, points: Sequence[tuple[float, tuple[float, ...] | None]]
) -> Iterator[_Range]:
    """Find where a value goes through infinity from one sign to the other."""
    for (a, first), (b, second) in itertools.pairwise(points):
        if first is None or second is None:
            continue
        for index, (left, right) in enumerate(zip(first, second, strict=True)):
            if left * right < 0 and (pole := _pole(function, index, a, b)) is not None:
                yield pole, pole
                break


def _pole(function: Formula, index: int, a: float, b: float) -> float | None:
    found = function(a), function(b)
    size = max(abs(each[index]) for each in found if each is not None)
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        value, left = function(middle), function(a)
        if value is None or left is None:
            return None  # it is found as having no value, if it has none
        if left[index] * value[index] < 0:
            b = middle
        else:
            a = middle
    left, right = function(a), function(b)
    if left is None or right is None:
        return None
    is_pole = min(abs(left[index]), abs(right[index])) > 1e6 * max(size, 1e-6)
    return _rounded((a + b) / 2) if is_pole else None


def _rounded(number: float) -> float:
    return 0.0 if abs(number) < 1e-9 else number


def _is_inside(curve: Curve, number: float, values: Sequence[float]) -> bool:
    if curve.box is None or not values:
        return False
    match curve.shape:
        case "graph":
            place: Sequence[float] = (number, *values[:1])
        case "polar":
            place = values[0] * cos(number), values[0] * sin(number)
        case _:
            place = values
    if hypot(*place[:2]) > curve.radius * (1 + 1e-6):
        return False
    return all(
        low - 1e-6 * (high - low) <= each <= high + 1e-6 * (high - low)
        for each, (low, high) in zip(place, curve.box, strict=False)
    )
