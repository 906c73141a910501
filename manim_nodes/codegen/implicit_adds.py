"""Which mobjects are added where their chains end: those that nothing shows, and those whose eye says so."""

from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.node_type import Kind
from manim_nodes.library.port_types import MOBJECT


def shown_at_end_of(graph: Graph) -> dict[str, Port]:
    """Find the mobjects to be added: for the last node of each one's chain, its output.

    Those that nothing uses are, unless their node is hidden; one whose node is shown always is.
    """
    shown = {}
    for node, node_type in graph.active:
        if node_type.kind is not Kind.VALUE or node.presence == "hidden":
            continue
        output = Port(node.id, next(iter(node_type.outputs)))
        if not is_mobject(graph, output) or _is_a(graph, output, "ValueTracker"):
            continue  # a tracker has nothing to show
        end = _end_of_chain(graph, output)
        if node.presence == "shown":
            shown[end.node_id] = end
            continue
        if any(Port(node.id, name) in graph.consumers for name in list(node_type.outputs)[1:]):
            continue
        if end not in graph.consumers:
            shown[end.node_id] = end
    return shown


def is_mobject(graph: Graph, output: Port) -> bool:
    """Return whether an output gives something that can be shown."""
    return _is_a(graph, output, MOBJECT)


def _is_a(graph: Graph, output: Port, port_type: str) -> bool:
    return graph.library.port_types.is_a(graph.output_type(output), port_type)


def _end_of_chain(graph: Graph, output: Port) -> Port:
    """Follow a mobject through the plain changes that alone use it."""
    while len(takers := graph.consumers.get(output, ())) == 1:
        (taker,) = takers
        node_type = graph.type_of(taker.node_id)
        is_plain_change = (
            taker.name == "mobject"
            and node_type is not None
            and node_type.kind is Kind.MODIFY
            and not graph.is_animated(graph.node(taker.node_id), node_type)
        )
        if not is_plain_change:
            break
        output = Port(taker.node_id, "mobject")
    return output
