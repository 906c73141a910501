"""Which mobjects nothing shows, so that they are added where their chains end."""

from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.node_type import Kind
from manim_nodes.library.port_types import MOBJECT


def shown_at_end_of(graph: Graph) -> dict[str, Port]:
    """Find the mobjects that nothing uses: for the last node of each one's chain, its output."""
    shown = {}
    for node, node_type in graph.active:
        if node_type.kind is not Kind.VALUE:
            continue
        output = Port(node.id, next(iter(node_type.outputs)))
        if not is_mobject(graph, output) or _is_a(graph, output, "ValueTracker"):
            continue  # a tracker has nothing to show
        if any(Port(node.id, name) in graph.consumers for name in list(node_type.outputs)[1:]):
            continue
        end = _end_of_chain(graph, output)
        if end is not None:
            shown[end.node_id] = end
    return shown


def is_mobject(graph: Graph, output: Port) -> bool:
    """Return whether an output gives something that can be shown."""
    return _is_a(graph, output, MOBJECT)


def _is_a(graph: Graph, output: Port, port_type: str) -> bool:
    return graph.library.port_types.is_a(graph.output_type(output), port_type)


def _end_of_chain(graph: Graph, output: Port) -> Port | None:
    """Follow a mobject through modify nodes; None if anything else uses it."""
    while takers := graph.consumers.get(output, ()):
        taker = takers[0]
        node_type = graph.type_of(taker.node_id)
        is_modifier = (
            len(takers) == 1
            and taker.name == "mobject"
            and node_type is not None
            and node_type.kind is Kind.MODIFY
            and not graph.is_animated(graph.node(taker.node_id), node_type)
        )
        if not is_modifier:
            return None
        output = Port(taker.node_id, "mobject")
    return output
