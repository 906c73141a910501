"""Documents cut down to one node and what it is made of: to look at it alone, or to draw its picture."""

from collections.abc import Mapping, Set

import networkx as nx

from manim_nodes.document.model import Document, Node
from manim_nodes.document.record_edits import replace
from manim_nodes.document.values import freeze_mapping
from manim_nodes.graph.build import Graph
from manim_nodes.library.node_type import FLOW, Kind, NodeType
from manim_nodes.library.port_types import MOBJECT, item_type

_PICTURED = frozenset({Kind.VALUE, Kind.MODIFY})


def isolated_document(graph: Graph, node_id: str) -> Document:
    """Return the document of a node and all that comes before it, flow included.

    Parameters
    ----------
    node_id : with its groups; that of a group stands for all nodes inside
    """
    inside = {each for each in graph.wiring if each == node_id or each.startswith(f"{node_id}/")}
    kept = inside.union(*(nx.ancestors(graph.wiring, each) for each in inside))
    return _cut(graph.document, kept)


def shown_document(graph: Graph, node_ids: Set[str]) -> Document:
    """Return the document in which what some nodes make is shown as soon as it can be, and all else is as it was.

    Parameters
    ----------
    node_ids : with their groups
    """
    nodes = tuple(
        replace(node, presence="shown") if node.id in node_ids else node
        for node in graph.document.nodes
    )
    return replace(graph.document, nodes=nodes)


def still_documents(graph: Graph) -> Mapping[str, Document]:
    """Return, for each node that makes or changes a mobject, the document in which that is all there is to see.

    Nothing plays in it: what is animated is done at once, animations and steps are passed by.
    """
    still = replace(graph.document, nodes=tuple(_at_once(n, graph) for n in graph.document.nodes))
    feeding = _data_wires(graph)
    return {
        node.id: _cut(still, {node.id, *nx.ancestors(feeding, node.id)})
        for node, node_type in graph.active
        if node_type.kind in _PICTURED and _gives_mobject(node_type, graph)
    }


def _data_wires(graph: Graph) -> "nx.DiGraph[str]":
    feeding: nx.DiGraph[str] = nx.DiGraph()
    feeding.add_nodes_from(graph.wiring)
    feeding.add_edges_from(
        (source, target)
        for source, target, data in graph.wiring.edges(data=True)
        if "wire" in data and data["wire"].input != FLOW
    )
    return feeding


def _at_once(node: Node, graph: Graph) -> Node:
    node_type = graph.type_of(node.id)
    if node_type is not None and node_type.kind in (Kind.ANIMATION, Kind.COMPOSE, Kind.STEP):
        return replace(node, muted=True)
    if node.parameters.get("animated"):
        return replace(node, parameters=freeze_mapping({**node.parameters, "animated": False}))
    return node


def _gives_mobject(node_type: NodeType, graph: Graph) -> bool:
    output = node_type.outputs.get("mobject")
    if output is None:
        return False
    given = output.type or node_type.inputs[output.input_name].type
    return graph.library.port_types.is_a(item_type(given) or given, MOBJECT)


def _cut(document: Document, kept: Set[str]) -> Document:
    nodes = tuple(node for node in document.nodes if node.id in kept)
    edges = tuple(edge for edge in document.edges if {edge.source, edge.target} <= kept)
    return replace(document, nodes=nodes, edges=edges, frames=())
