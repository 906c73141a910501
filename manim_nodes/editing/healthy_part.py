"""The part of a project that can be drawn although some of its nodes have errors."""

from collections.abc import Iterable, Iterator

import networkx as nx

from manim_nodes.document.model import Document
from manim_nodes.document.record_edits import replace
from manim_nodes.graph.build import Graph
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.node_type import FLOW


def healthy_part(graph: Graph, problems: Iterable[Problem], *, mutes: bool) -> Document | None:
    """Return the document without the nodes that have errors, and without those that need them.

    Parameters
    ----------
    mutes : nodes that only change or show something are muted instead, so that it goes on without them

    Returns
    -------
    None where nothing is left out, or nothing left
    """
    errors = {each.node_id for each in problems if each.severity is Severity.ERROR}
    faulty = {
        node_id
        for node_id in graph.document.nodes_by_id
        if not errors.isdisjoint(_with_groups_around(node_id))
    }
    muted = {node_id for node_id in faulty if mutes and _passes_on(graph, node_id)}
    left_out = _with_dependents(graph, faulty - muted)
    nodes = tuple(
        replace(node, muted=True) if node.id in muted else node
        for node in graph.document.nodes
        if node.id not in left_out
    )
    if not faulty or not nodes:
        return None
    kept = {node.id for node in nodes}
    edges = tuple(edge for edge in graph.document.edges if {edge.source, edge.target} <= kept)
    return replace(graph.document, nodes=nodes, edges=edges, frames=())


def _with_groups_around(node_id: str) -> Iterator[str]:
    """Return a node and the groups that it is in, by their ids."""
    yield node_id
    while "/" in node_id:
        node_id = node_id.rpartition("/")[0]
        yield node_id


def _passes_on(graph: Graph, node_id: str) -> bool:
    """Return whether a node, muted, passes on what it was given."""
    node, node_type = graph.node(node_id), graph.type_of(node_id)
    if node_type is None or node.muted:
        return False
    passed = {output.of for output in node_type.outputs.values()} - {""}
    return bool(passed) and all(graph.sources[node_id].get(name) for name in passed)


def _with_dependents(graph: Graph, node_ids: set[str]) -> set[str]:
    """Return nodes and all that cannot do without what they give, the order of steps left aside."""
    needing: nx.DiGraph[str] = nx.DiGraph()
    needing.add_nodes_from(node_ids)
    known = graph.document.nodes_by_id  # some wires may lead nowhere
    needing.add_edges_from(
        (edge.source, edge.target)
        for edge in graph.document.edges
        if edge.target in known
        and edge.input != FLOW
        and not _takes_many(graph, edge.target, edge.input)
    )
    found, waiting = set(node_ids), list(node_ids)
    while waiting:
        new = set(needing.successors(waiting.pop())) - found
        found |= new
        waiting += new
    return found


def _takes_many(graph: Graph, node_id: str, name: str) -> bool:
    node_type = graph.type_of(node_id)
    port = node_type.inputs.get(name) if node_type is not None else None
    return port is not None and port.many
