"""What can be wrong with the ports of groups."""

from collections.abc import Iterator

from manim_nodes.document.groups import is_boundary
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.wire_legality import fit
from manim_nodes.library.port_types import ANY
from manim_nodes.translation import tr


def idle_values(graph: Graph) -> Iterator[Problem]:
    """Find values at a group's node for inputs that the group does not have."""
    for node_id, name in graph.expansion.idle_values:
        yield Problem(
            "unknown-parameter",
            tr(
                "The group of '{node}' has no input '{port}'.",
                node=graph.title_of(node_id),
                port=name,
            ),
            node_id,
            name,
            Severity.WARNING,
            tr("It is kept, but not used."),
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
                    tr(
                        "{node} type must be a type of ports (it is {value})",
                        node=graph.title_of(node.id),
                        value=repr(stated),
                    ),
                    node.id,
                    "type",
                    hint=tr("Change 'type', or reset it to {type}.", type=ANY),
                )


def _misfits(graph: Graph, node: Node, stated: str) -> Iterator[Problem]:
    for source in graph.sources[node.id].get("value", ()):
        given = graph.output_type(source)
        if fit(graph.library.port_types, given, stated) is None:
            yield Problem(
                "incompatible-types",
                tr(
                    "Cannot connect {given} to {wanted}.",
                    given=graph.library.port_types.words(given),
                    wanted=graph.library.port_types.words(stated),
                ),
                node.id,
                "value",
                hint=tr(
                    "'{node}' takes {wanted}; '{output}' of '{source}' gives {given}.",
                    node=graph.title_of(node.id),
                    wanted=stated,
                    output=source.name,
                    source=source.node_id,
                    given=given,
                ),
            )
