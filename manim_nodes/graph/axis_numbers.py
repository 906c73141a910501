"""Numbers beside axes: whether manim writes them right by itself."""

import math
from collections.abc import Sequence
from itertools import pairwise

from manim_nodes.document.model import Node
from manim_nodes.graph.axis_labels import are_bars_crowded
from manim_nodes.graph.build import Graph
from manim_nodes.library.node_type import AxisNumbers, NodeType
from manim_nodes.library.parameter_types import number_value

_MOST_DECIMALS = 4  # a step with more was not meant as a decimal
_DIGIT_WIDTH = 0.26  # of numbers in the usual size, with some air
_LINE_HEIGHT = 0.4
_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_GAP = 0.3  # between an axis and its numbers, with some air at the edge of the frame
_USUAL_SIZE = 36
_LARGEST = 10_000.0  # of bars whose numbers stay short, whatever the step
_LENGTHS = {"x_length": 12.0, "y_length": 6.0, "z_length": 6.5}


def writes_own_numbers(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether a node must not leave the numbers of its axes to manim, or whether that is not known."""
    numbers = node_type.axis_numbers
    if numbers is None or graph.is_animated(node, node_type):
        return False
    if numbers.values:
        if not _holds_values(graph, node, node_type, numbers):
            return True
        count = len(_chosen(graph, node, node_type, numbers.values) or ())
        if are_bars_crowded(graph, node, node_type, count):
            return True
    if numbers.switch and graph.parameter(node, node_type, numbers.switch) is not True:
        return False
    if any(graph.parameter(node, node_type, name) for name in numbers.unless):
        return False
    if numbers.on and (bars := _bar_values(graph, node, numbers.on)) is not None:
        return not bars or any(not _is_short(value) for value in bars)
    chosen = [_chosen(graph, node, node_type, name) for name in numbers.chosen]
    steps = _steps(graph, node, node_type)
    if steps is None or any(each is None for each in chosen):
        return True
    places = max((_decimals(step) or 0 for step in steps), default=0)
    if any((_decimals(x) or 0) > places for each in chosen for x in each or ()):
        return True
    return (
        any(_is_hard(graph, node, node_type, step) for step in steps)
        or _is_crowded(graph, node, node_type, [sorted(each) for each in chosen if each])
        or _leaves_frame(graph, node, node_type)
    )


def _holds_values(graph: Graph, node: Node, node_type: NodeType, numbers: AxisNumbers) -> bool:
    """Return whether manim finds a good range by itself for an axis that has to hold some numbers."""
    values = _chosen(graph, node, node_type, numbers.values)
    typed = graph.parameter(node, node_type, numbers.values)
    if not values or not isinstance(typed, list | tuple) or len(values) != len(typed):
        return False
    ((name, length_name),) = numbers.axes.items()
    if graph.sources[node.id].get(name) or graph.sources[node.id].get(length_name):
        return False
    given = graph.parameter(node, node_type, name)
    if isinstance(given, list | tuple) and len(given) == 3:
        return True
    length = number_value(graph.parameter(node, node_type, length_name))
    length = length or graph.document.settings.frame_height - 4
    step = round(max(values) / length, 2) if length > 0 else 0  # as manim does
    span = max(0, *values) - min(0, *values)
    return step > 0 and max(values) < _LARGEST and length * step / span >= _LINE_HEIGHT


def _bar_values(graph: Graph, node: Node, name: str) -> Sequence[float] | None:
    """Return what the bars are worth that a node writes on, none where it is not known; None if there are no bars."""
    for source in graph.sources[node.id].get(name, ()):
        origin = graph.origin(source)
        owner_type = graph.type_of(origin.node_id)
        if owner_type is not None and owner_type.axis_numbers and owner_type.axis_numbers.values:
            is_changed = origin != source
            return (
                []
                if is_changed
                else _chosen(
                    graph, graph.node(origin.node_id), owner_type, owner_type.axis_numbers.values
                )
                or []
            )
    return None


def _is_short(number: float) -> bool:
    """Return whether Python writes a number as a person would."""
    return _decimals(number) is not None and abs(number) < 1e12


def _steps(graph: Graph, node: Node, node_type: NodeType) -> list[float] | None:
    """Return the steps of the axes that are numbered; None where they are not known or not linear."""
    owner = _owner(graph, node, node_type)
    if owner is None:
        return None
    node, node_type = owner
    if "radius_step" in node_type.parameters:
        return None
    steps = []
    for name in node_type.axis_numbers.axes if node_type.axis_numbers else ("x_range", "y_range"):
        if graph.sources[node.id].get(name):
            return None
        found = _range(graph, node, node_type, name)
        if found is not None:
            start, end, step = found
            # Ticks begin at 0 where an axis goes through it.
            begin = start if start > 0 else end if end < 0 else 0.0
            if (_decimals(begin) or 0) > (_decimals(step) or 0):
                return None  # manim counts the digits of the step alone
            if _are_years(start, end, step):
                return None
            steps.append(step)
    scales = {graph.parameter(node, node_type, name) for name in ("scale", "x_scale", "y_scale")}
    return None if "logarithmic" in scales else steps


def _are_years(start: float, end: float, step: float) -> bool:
    """Return whether the numbers of an axis may be years, in which manim writes a comma."""
    return _FIRST_YEAR <= start < end <= _LAST_YEAR and step % 1 == 0


def _owner(graph: Graph, node: Node, node_type: NodeType) -> tuple[Node, NodeType] | None:
    """Return the node that makes the axes on which another writes."""
    numbers = node_type.axis_numbers
    if numbers is None or not numbers.on:
        return node, node_type
    sources = graph.sources[node.id].get(numbers.on, ())
    origin = graph.origin(sources[0]) if sources else None
    owner_type = graph.type_of(origin.node_id) if origin is not None else None
    if origin is None or owner_type is None or "x_range" not in owner_type.parameters:
        return None
    return graph.node(origin.node_id), owner_type


def _range(
    graph: Graph, node: Node, node_type: NodeType, name: str
) -> tuple[float, float, float] | None:
    value = graph.parameter(node, node_type, name)
    if not isinstance(value, list | tuple):
        return None
    known = [number for number in map(number_value, value) if number is not None]
    if len(known) != len(value) or len(known) not in (2, 3) or not known[0] < known[1]:
        return None
    step = known[2] if len(known) == 3 else 1.0
    return (known[0], known[1], step) if step > 0 else None


def _chosen(graph: Graph, node: Node, node_type: NodeType, name: str) -> Sequence[float] | None:
    if graph.sources[node.id].get(name):
        return None
    value = graph.parameter(node, node_type, name)
    if not isinstance(value, list | tuple):
        return []
    return [number for number in map(number_value, value) if number is not None]


def _decimals(number: float) -> int | None:
    """Return how many digits a number has after the point; None where they are too many to be meant."""
    for digits in range(_MOST_DECIMALS + 1):
        if abs(number - round(number, digits)) < 1e-12 * max(1.0, abs(number)):
            return digits
    return None


def _is_hard(graph: Graph, node: Node, node_type: NodeType, step: float) -> bool:
    """Return whether manim would take too many, or too few, digits for a step."""
    decimals = _decimals(step)
    if decimals is None:
        return True
    is_set = graph.parameter(node, node_type, "decimals") is not None
    # manim counts the digits that Python writes: 1.0 has one, 1e-05 none.
    written = str(int(step) if decimals == 0 else step)
    return not is_set and len(written.partition(".")[2]) != decimals


def _is_crowded(
    graph: Graph, node: Node, node_type: NodeType, chosen: Sequence[Sequence[float]]
) -> bool:
    """Return whether the numbers of an axis may overlap.

    Parameters
    ----------
    chosen : the numbers to write, sorted; where there are none, every tick has one
    """
    owner = _owner(graph, node, node_type)
    numbers = owner[1].axis_numbers if owner else None
    if owner is None or numbers is None:
        return False
    size = number_value(graph.parameter(node, node_type, "font_size")) or _USUAL_SIZE
    for name, length_name in numbers.axes.items():
        found = _range(graph, *owner, name)
        if found is None:
            continue
        start, end, step = found
        length = _length(graph, *owner, length_name, end - start)
        if chosen:
            gaps = [b - a for each in chosen for a, b in pairwise(each) if b > a]
            step = min(gaps, default=end - start)
        room = length * step / (end - start)
        digits = max(len(f"{x:.{_decimals(step) or 0}f}") for x in (start, end))
        is_upright = name != "x_range"
        need = _LINE_HEIGHT if is_upright else _DIGIT_WIDTH * digits
        if need * size / _USUAL_SIZE > room:
            return True
    return False


def _leaves_frame(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether numbers beside an axis may not lie within the frame, as long as nothing moves the axes."""
    owner = _owner(graph, node, node_type)
    if owner is None:
        return False
    settings = graph.document.settings
    ranges = {name: _range(graph, *owner, name) for name in ("x_range", "y_range")}
    size = number_value(graph.parameter(node, node_type, "font_size")) or _USUAL_SIZE
    scale = size / _USUAL_SIZE
    across, up = ranges["x_range"], ranges["y_range"]
    if across is not None and up is not None:
        digits = max(len(f"{x:,.{_decimals(up[2]) or 0}f}") for x in up[:2])
        room = settings.frame_width / 2 + _place_of_0(graph, *owner, "x_length", across)
        if _GAP + _DIGIT_WIDTH * digits * scale > room:
            return True
        room = settings.frame_height / 2 + _place_of_0(graph, *owner, "y_length", up)
        if _GAP + _LINE_HEIGHT / 2 * scale > room:
            return True
        return _ends_at_edge(
            graph, *owner, across, "x_length", settings.frame_width, _DIGIT_WIDTH * scale
        ) or _ends_at_edge(
            graph, *owner, up, "y_length", settings.frame_height, _LINE_HEIGHT * scale
        )
    if up is None or "x_length" not in owner[1].parameters:
        return False
    # The bars of a chart stand beside its axis.
    digits = max(len(f"{x:,.{_decimals(up[2]) or 0}f}") for x in up[:2])
    length = number_value(graph.parameter(*owner, "x_length"))
    room = (settings.frame_width - length) / 2 if length is not None else 1.0
    return _GAP + _DIGIT_WIDTH * digits * scale > room


def _ends_at_edge(
    graph: Graph,
    node: Node,
    node_type: NodeType,
    along: tuple[float, float, float],
    length_name: str,
    frame: float,
    size: float,
) -> bool:
    """Return whether the outermost ticks of an axis lie within the frame, and their numbers go over its edge.

    Parameters
    ----------
    frame : how wide or high it is, along the axis
    size : of a digit, along the axis
    """
    start, end, step = along
    unit = _length(graph, node, node_type, length_name, end - start) / (end - start)
    middle = (start + end) / 2
    outermost = (math.ceil(start / step - 1e-9) * step, math.floor(end / step + 1e-9) * step)
    for tick in outermost:
        digits = len(f"{tick:,.{_decimals(step) or 0}f}") if length_name == "x_length" else 1
        away = abs(tick - middle) * unit
        if away <= frame / 2 + 1e-6 and away + size * digits / 2 > frame / 2:
            return True
    return False


def _place_of_0(
    graph: Graph,
    node: Node,
    node_type: NodeType,
    length_name: str,
    along: tuple[float, float, float],
) -> float:
    """Return where along an axis the other one crosses it, in units from the middle of the frame."""
    start, end, _ = along
    length = _length(graph, node, node_type, length_name, end - start)
    return (min(max(0.0, start), end) - (start + end) / 2) / (end - start) * length


def _length(graph: Graph, node: Node, node_type: NodeType, name: str, span: float) -> float:
    length = number_value(graph.parameter(node, node_type, name))
    if length is not None:
        return length
    unit = number_value(graph.parameter(node, node_type, "unit_size"))
    if unit is not None:
        return span * unit
    return _LENGTHS.get(name, span) if node_type.type in ("Axes", "BarChart") else span
