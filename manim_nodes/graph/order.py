"""The order of a scene: wires first, then position; loops stay together."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

import networkx as nx

from manim_nodes.graph.build import Graph, in_order
from manim_nodes.graph.loops import Loop, find_loops


def order(graph: Graph) -> list[str]:
    """Put all nodes in the order in which the scene runs them.

    A node comes after whatever feeds it. What the wires leave open is decided by position, left
    to right, then top to bottom, then by id, so that every machine finds the same order. The nodes
    of a group stand where the group's node stands, and among themselves as they do inside. What is
    inside a loop follows its For each node without a gap.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle; validation tells the user
    """
    loops = find_loops(graph)
    if not loops:
        return list(graph.sequence)
    return _in_order(graph, _with_passages(graph, loops), graph.wiring.nodes)


def _with_passages(graph: Graph, loops: Mapping[str, Loop]) -> dict[str, frozenset[str]]:
    """Return what is inside each loop, with the reroutes, ports of groups and muted nodes between."""
    wiring = graph.wiring
    passages = set(wiring) - {node.id for node, _ in graph.active}
    insides = {}
    for start, loop in loops.items():
        behind = _reached({start, *loop.inside}, passages, wiring.successors)
        before = _reached(loop.inside, passages, wiring.predecessors)
        insides[start] = loop.inside | (behind & before)
    return insides


def _reached(
    ends: Iterable[str], among: Collection[str], step: Callable[[str], Iterator[str]]
) -> set[str]:
    found: set[str] = set()
    waiting = list(ends)
    while waiting:
        new = {node_id for node_id in step(waiting.pop()) if node_id in among} - found
        found |= new
        waiting += new
    return found


def _in_order(
    graph: Graph, loops: Mapping[str, Collection[str]], among: Collection[str]
) -> list[str]:
    outermost = _outermost(loops, among)
    stands_in = {node_id: start for start in outermost for node_id in loops[start]}
    whole: nx.DiGraph[str] = nx.DiGraph()
    whole.add_nodes_from(stands_in.get(node_id, node_id) for node_id in among)
    whole.add_edges_from(
        ends
        for source, target in graph.wiring.subgraph(among).edges()
        if (ends := (stands_in.get(source, source), stands_in.get(target, target)))[0] != ends[1]
    )
    sequence = []
    for node_id in in_order(whole, graph.expansion):
        sequence.append(node_id)
        if node_id in outermost:
            sequence += _in_order(graph, loops, loops[node_id])
    return sequence


def _outermost(loops: Mapping[str, Collection[str]], among: Collection[str]) -> set[str]:
    starts = {start for start in loops if start in among}
    return {start for start in starts if not any(start in loops[other] for other in starts)}
