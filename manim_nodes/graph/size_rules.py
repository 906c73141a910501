"""What would be more than can be drawn: copies, numbers, rounds of loops, by what their nodes say of their counts."""

import ast
from collections.abc import Iterator, Mapping

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.problems import Problem
from manim_nodes.library.expressions import ExpressionError, evaluate_constant, parse_expression
from manim_nodes.library.node_type import Count, NodeType
from manim_nodes.library.parameter_types import number_value, steps_of
from manim_nodes.translation import tr

MOST_ROUNDS = 100_000


def too_many(graph: Graph) -> Iterator[Problem]:
    """Find nodes that would make more than can be drawn."""
    for node, node_type in graph.active:
        for count in node_type.counts:
            number = _number(graph, node, node_type, count)
            if number is not None and number > count.most:
                yield Problem(
                    "too-many",
                    tr(
                        "'{node}' would make {number:,.15g} {things}; at most {most:,} can be.",
                        node=graph.title_of(node.id),
                        number=number,
                        things=tr(count.things),
                        most=count.most,
                    ),
                    node.id,
                    count.port,
                    hint=tr("Change '{name}'.", name=count.port),
                )


def too_many_rounds(graph: Graph) -> Iterator[Problem]:
    """Find loops in loops that would take more rounds than can be drawn."""
    if not graph.is_acyclic:
        return
    loops = find_loops(graph)
    for inner in loops.values():
        around = [outer for outer in loops.values() if inner.node_id in outer.inside]
        rounds = _rounds(graph, inner.node_id)
        for outer in around:
            rounds *= _rounds(graph, outer.node_id)
        if around and rounds > MOST_ROUNDS:
            yield Problem(
                "too-many",
                tr(
                    "'{node}' would take {number:,.15g} rounds in all; at most {most:,} can be.",
                    node=graph.title_of(inner.node_id),
                    number=rounds,
                    most=MOST_ROUNDS,
                ),
                inner.node_id,
                hint=tr("Let it, or the loops around it, take fewer rounds."),
            )


def _rounds(graph: Graph, node_id: str) -> float:
    """Return how many rounds a loop takes, as far as the parameters say; 1 where they do not."""
    sources = graph.sources[node_id].get("list", ())
    if not sources:
        return number_value(graph.constant(node_id, "count")) or 1
    maker = graph.maker(sources[0]).node_id
    node_type = graph.type_of(maker)
    counts = node_type.counts if node_type else ()
    found = [_number(graph, graph.node(maker), node_type, each) for each in counts if node_type]
    return max((number for number in found if number is not None), default=1)


def _number(graph: Graph, node: Node, node_type: NodeType, count: Count) -> float | None:
    """Return a count; None where a wire or a wrong value decides it."""
    names: dict[str, float] = {}
    for name in count.names & node_type.parameters.keys():
        value = graph.constant(node.id, name)
        parameter = node_type.parameters[name]
        known = steps_of(value, parameter) if parameter.type == "range" else number_value(value)
        if known is None:
            if value is not None or graph.sources[node.id].get(name) or count.unset is None:
                return None
            known = count.unset
        names[name] = known
    try:
        tree = parse_expression(count.number, names)
        return evaluate_constant(_Values(names).visit(tree))
    except ExpressionError:
        return None


class _Values(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, float]) -> None:
        self._values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self._values[node.id]) if node.id in self._values else node
