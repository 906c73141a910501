"""Loops: what stands between a For each node and its Collect nodes runs once for each item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.node_type import Kind

LOOP = "loop"


@dataclass(frozen=True, slots=True)
class Loop:
    """One loop.

    Parameters
    ----------
    node_id : the For each node
    inside : all that runs for each item: what depends on it, what is made for it alone, and the
        Collect nodes, which gather the results
    collects : the Collect nodes of this loop
    """

    node_id: str
    inside: frozenset[str]
    collects: tuple[str, ...]


def find_loops(graph: Graph) -> Mapping[str, Loop]:
    """Find the loops of a graph, the inner ones of nested loops too, by their For each nodes."""
    starts = [node.id for node, node_type in graph.active if node_type.kind is Kind.LOOP]
    if not starts:
        return {}
    data = _data_wires(graph)
    return {start: _loop(graph, data, start) for start in starts}


def _data_wires(graph: Graph) -> "nx.DiGraph[str]":
    data: nx.DiGraph[str] = nx.DiGraph()
    data.add_nodes_from(node.id for node, _ in graph.active)
    data.add_edges_from(
        (source.node_id, taker.node_id)
        for source, takers in graph.consumers.items()
        for taker in takers
    )
    return data


def _loop(graph: Graph, data: "nx.DiGraph[str]", start: str) -> Loop:
    collects = tuple(taker.node_id for taker in graph.consumers.get(Port(start, LOOP), ()))
    after = {later for collect in collects for later in nx.descendants(data, collect)}
    inside = set(nx.descendants(data, start)) - after | set(collects)
    inside |= _made_for(inside, data, start)
    return Loop(start, frozenset(inside), collects)


def _made_for(inside: Iterable[str], data: "nx.DiGraph[str]", start: str) -> set[str]:
    """Find what only the inside of a loop uses, so that each round needs one of its own."""
    known = {*inside, start}
    made: set[str] = set()
    waiting = [before for node_id in inside for before in data.predecessors(node_id)]
    while waiting:
        node_id = waiting.pop()
        is_theirs = node_id not in known and known.issuperset(data.successors(node_id))
        if is_theirs and not nx.has_path(data, node_id, start):
            known.add(node_id)
            made.add(node_id)
            waiting += data.predecessors(node_id)
    return made
