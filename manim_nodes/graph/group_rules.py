"""What can be wrong with the ports of groups."""

from collections.abc import Iterator

from manim_nodes.document.groups import is_boundary
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.port_types import ANY


def idle_values(graph: Graph) -> Iterator[Problem]:
    """Find values at a group's node for inputs that the group does not have."""
    for node_id, name in graph.expansion.idle_values:
        yield Problem(
            "unknown-parameter",
            f"The group of '{node_id}' has no input '{name}'.",
            node_id,
            name,
            Severity.WARNING,
            "It is kept, but not used.",
        )


def misfits_at_ports(graph: Graph) -> Iterator[Problem]:
    """Find ports of groups whose type is none, or is not that of what is wired into them."""
    for node in graph.document.nodes:
        if is_boundary(node) and not node.muted:
            stated = node.parameters.get("type", ANY)
            if isinstance(stated, str) and graph.library.port_types.is_known(stated):
                yield from _misfits(graph, node, stated)
            else:
                yield Problem(
                    "bad-value",
                    f"{node.label or node.id} type must be a type of ports (it is {stated!r})",
                    node.id,
                    "type",
                    hint=f"Change 'type', or reset it to {ANY}.",
                )


def _misfits(graph: Graph, node: Node, stated: str) -> Iterator[Problem]:
    for source in graph.sources[node.id].get("value", ()):
        given = graph.output_type(source)
        if not graph.library.port_types.fits(given, stated):
            yield Problem(
                "incompatible-types",
                f"Cannot connect {given} to {stated}",
                node.id,
                "value",
                hint=f"'{node.id}' takes {stated}; "
                f"'{source.name}' of '{source.node_id}' gives {given}.",
            )
