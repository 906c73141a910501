"""Words beside axes, which may be too long to stand side by side."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.parameter_types import number_value

_LETTER_WIDTH = 0.24  # of words in the usual size, with some air
_USUAL_SIZE = 36


def may_be_crowded(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether words that a node writes beside chosen numbers of a line may overlap."""
    if graph.is_animated(node, node_type):
        return False
    words = _words(graph, node, node_type, "texts")
    numbers = graph.parameter(node, node_type, "numbers")
    line = _line_of(graph, node)
    if words is None or line is None or not isinstance(numbers, list | tuple):
        return True
    places = [place for place in map(number_value, numbers) if place is not None]
    unit = _unit_of(graph, *line)
    if graph.sources[node.id].get("numbers") or len(places) < len(numbers) or unit is None:
        return True
    gap = min((abs(b - a) * unit for a, b in pairwise(places)), default=inf)
    return _overlap(words, gap, graph.parameter(node, node_type, "font_size"))


def are_bars_crowded(graph: Graph, node: Node, node_type: NodeType, bars: int) -> bool:
    """Return whether the names of so many bars may overlap."""
    words = _words(graph, node, node_type, "bar_names")
    if words is None:
        return True
    length = number_value(graph.parameter(node, node_type, "x_length"))
    length = length or min(bars, graph.document.settings.frame_width - 2)
    return bool(bars) and _overlap(
        words, length / bars, graph.parameter(node, node_type, "name_size")
    )


def _overlap(words: Sequence[str], gap: float, size: object) -> bool:
    width = _LETTER_WIDTH * (number_value(size) or _USUAL_SIZE) / _USUAL_SIZE
    return any((len(a) + len(b)) / 2 * width > gap for a, b in pairwise(words))


def _words(graph: Graph, node: Node, node_type: NodeType, name: str) -> list[str] | None:
    value = graph.parameter(node, node_type, name)
    if graph.sources[node.id].get(name):
        return None
    return [str(each) for each in value] if isinstance(value, list | tuple) else []


def _line_of(graph: Graph, node: Node) -> tuple[Node, NodeType] | None:
    for source in graph.sources[node.id].get("mobject", ()):
        maker = graph.origin(source)
        made_by = graph.type_of(maker.node_id)
        if made_by is not None and "x_range" in made_by.parameters:
            return graph.node(maker.node_id), made_by
    return None


def _unit_of(graph: Graph, line: Node, line_type: NodeType) -> float | None:
    """Return how long one is on a line; None where that is not known."""
    length = number_value(graph.parameter(line, line_type, "length"))
    value = graph.parameter(line, line_type, "x_range")
    if graph.sources[line.id].get("x_range") or not isinstance(value, list | tuple):
        return None
    start, end = (number_value(each) for each in value[:2])
    if start is None or end is None or not start < end:
        return None
    return (
        length / (end - start)
        if length
        else number_value(graph.parameter(line, line_type, "unit_size"))
    )
