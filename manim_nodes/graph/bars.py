"""Bars of a chart that reach beyond its axis, whose range was chosen."""

from collections.abc import Iterator, Sequence

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import number_value
from manim_nodes.translation import tr

_CHART, _VALUES, _RANGE = "BarChart", "values", "y_range"


def may_be_cut(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether bars of a chart, now or later, may not end within its axis or not begin at 0."""
    if graph.parameter(node, node_type, _RANGE) is None and not graph.sources[node.id].get(_RANGE):
        return False  # the axis has room for them
    ends = _ends(graph, node, node_type)
    values = _values(graph, node, node_type)
    later = _changed_to(graph, node.id)
    if ends is None or values is None or later is None:
        return True
    return any(not ends[0] <= value <= ends[1] for value in (0, *values, *later))


def cut_bars(graph: Graph) -> Iterator[Problem]:
    """Find charts whose axis is too short for their bars, as far as typed numbers tell."""
    for node, node_type in graph.active:
        chart = _chart_of(graph, node, node_type)
        chart_type = graph.type_of(chart) if chart else None
        if chart is None or chart_type is None:
            continue
        ends = _ends(graph, graph.node(chart), chart_type)
        for value in _values(graph, node, node_type) or ():
            if ends is not None and not ends[0] <= value <= ends[1]:
                yield Problem(
                    "cut-bar",
                    tr(
                        "The bar of {value:.6g} is cut off: its axis goes from {low:.6g} to {high:.6g}.",
                        value=value,
                        low=ends[0],
                        high=ends[1],
                    ),
                    node.id,
                    _VALUES,
                    Severity.WARNING,
                    tr("Give the axis of '{chart}' a larger range.", chart=graph.title_of(chart)),
                )
                break


def _chart_of(graph: Graph, node: Node, node_type: NodeType) -> str | None:
    """Return the chart whose bars a node sets."""
    if node_type.type == _CHART:
        return node.id
    if _VALUES not in node_type.parameters:
        return None
    sources: Sequence[Port] = graph.sources[node.id].get("mobject", ())
    for source in sources:
        origin = graph.origin(source).node_id
        made_by = graph.type_of(origin)
        if made_by is not None and made_by.type == _CHART:
            return origin
    return None


def _changed_to(graph: Graph, chart: str) -> list[float] | None:
    """Return the numbers that bars of a chart get later; None where that is not known."""
    found: list[float] = []
    for node, node_type in graph.active:
        if node.id != chart and _chart_of(graph, node, node_type) == chart:
            values = _values(graph, node, node_type)
            if values is None:
                return None
            found += values
    return found


def _values(graph: Graph, node: Node, node_type: NodeType) -> list[float] | None:
    value = graph.parameter(node, node_type, _VALUES)
    if graph.sources[node.id].get(_VALUES) or not isinstance(value, list | tuple):
        return None
    known = [number for number in map(number_value, value) if number is not None]
    return known if len(known) == len(value) else None


def _ends(graph: Graph, node: Node, node_type: NodeType) -> tuple[float, float] | None:
    value = graph.parameter(node, node_type, _RANGE)
    if graph.sources[node.id].get(_RANGE) or not isinstance(value, list | tuple):
        return None
    known = [number for number in map(number_value, value) if number is not None]
    return (known[0], known[1]) if len(known) == len(value) and len(known) > 1 else None
