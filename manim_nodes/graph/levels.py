"""Levels of a graph: what is outside of all loops, and what is inside each, with loops as single nodes.

On each level steps have a rank: the order in which they run, as the document lists them within
what wires require.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx

from manim_nodes.graph.build import Graph, once_a_graph
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.sorting import is_topological, sort_topologically
from manim_nodes.graph.steps import find_steps
from manim_nodes.graph.wire_graph import PrecedenceGraph


@dataclass(frozen=True)
class Level:
    """Nodes of which none is inside a loop of the others; such a loop is a node of its own here.

    Parameters
    ----------
    wiring : what must come before what
    stands_in : for what is inside a loop, the node that begins the loop
    steps : and the loops that hold some
    listed : for each node, which in the document it is
    """

    wiring: "nx.DiGraph[str]"
    stands_in: Mapping[str, str]
    steps: Collection[str]
    listed: Mapping[str, int]

    def unit(self, node_id: str) -> str:
        """Return the node of this level that is, or holds, a node."""
        return self.stands_in.get(node_id, node_id)

    @cached_property
    def sequence(self) -> tuple[str, ...]:
        """Return all nodes, each behind what it needs, and the steps in the order of running."""
        as_listed = sorted(self.wiring, key=self.listed.__getitem__)
        if is_topological(as_listed, self.wiring):
            return tuple(as_listed)
        # As late as wires allow, so that no step waits for what another of its values needs.
        return tuple(
            sort_topologically(
                self.wiring, lambda node_id: (node_id in self.steps, self.listed[node_id])
            )
        )

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Return when each step runs, in the order of running."""
        running = (node_id for node_id in self.sequence if node_id in self.steps)
        return {node_id: rank for rank, node_id in enumerate(running)}


@once_a_graph
def outermost_level(graph: Graph) -> Level:
    """Return what is outside of all loops.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle, or a loop is interrupted
    """
    return level_of(graph, insides(graph), graph.wiring.nodes)


@once_a_graph
def insides(graph: Graph) -> Mapping[str, frozenset[str]]:
    """Return what is inside each loop, with the reroutes, ports of groups and muted nodes between."""
    loops = find_loops(graph)
    if not loops:
        return {}
    wiring = graph.wiring
    passages = set(wiring) - {node.id for node, _ in graph.active}
    found = {}
    for start, loop in loops.items():
        behind = _reached({start, *loop.inside}, passages, wiring.successors)
        before = _reached(loop.inside, passages, wiring.predecessors)
        found[start] = loop.inside | (behind & before)
    return found


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


def level_of(graph: Graph, loops: Mapping[str, Collection[str]], among: Collection[str]) -> Level:
    """Return some nodes as a level.

    Parameters
    ----------
    loops : what is inside each, of all loops
    """
    wiring, stands_in = collapsed_wiring(graph, loops, among)
    found = find_steps(graph)
    steps = {node_id for node_id in found if node_id in wiring}
    steps |= {stands_in[node_id] for node_id in found if node_id in stands_in}
    return Level(wiring, stands_in, steps, graph.expansion.index)


def collapsed_wiring(
    graph: Graph, loops: Mapping[str, Collection[str]], among: Collection[str]
) -> tuple["nx.DiGraph[str]", Mapping[str, str]]:
    """Return what must come before what, with each outermost loop as a single node.

    Parameters
    ----------
    loops : what is inside each, of all loops

    Returns
    -------
    the wiring, and for what is inside a loop the node that begins the loop
    """
    if not loops and len(among) == len(graph.wiring):
        return graph.wiring, {}
    starts = [start for start in loops if start in among]
    outermost = [start for start in starts if not any(start in loops[other] for other in starts)]
    stands_in = {node_id: start for start in outermost for node_id in loops[start]}
    wiring: PrecedenceGraph[str] = PrecedenceGraph()
    wiring.add_nodes_from(stands_in.get(node_id, node_id) for node_id in among)
    ends = (
        (stands_in.get(source, source), stands_in.get(target, target))
        for source in among  # a subgraph of networkx's takes many times as long to go through
        for target in graph.wiring.succ[source]
        if target in among
    )
    wiring.add_edges_from((source, target) for source, target in ends if source != target)
    return wiring, stands_in
