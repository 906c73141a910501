"""The order of a scene: steps as the document lists them, and each value where it is first needed."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

import networkx as nx

from manim_nodes.graph.build import Graph, in_order, once_a_graph
from manim_nodes.graph.loops import Loop, find_loops
from manim_nodes.graph.steps import find_steps, making_roots

_Key = tuple[float, int]
"""The step by whose time a node must have run, counted from 0, and whether before or after it."""

_MAKING, _RUNNING = 0, 1
_NEVER: _Key = (inf, _MAKING)


def order(graph: Graph) -> list[str]:
    """Put all nodes in the order in which the scene runs them.

    A node comes after whatever feeds it. Steps run in the order in which the document lists them,
    as far as wires let them; one that depends on a later one runs right behind that. What is made
    comes where it is first needed. The nodes of a group are listed where the group's node is. What
    is inside a loop follows its For each node without a gap. Where nodes stand means nothing.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle; validation tells the user
    """
    return list(_order(graph))


def run_order(graph: Graph) -> list[str]:
    """Return the steps in the order in which they run, and before those of a loop its first node.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle
    """
    steps, loops = find_steps(graph), find_loops(graph)
    return [
        node_id
        for node_id in _order(graph)
        if node_id in steps or (node_id in loops and not steps.isdisjoint(loops[node_id].inside))
    ]


@once_a_graph
def _order(graph: Graph) -> tuple[str, ...]:
    find_loops(graph)  # raises for a cycle
    return tuple(_Sorter(graph).sorted(graph.wiring.nodes))


def insides_of(graph: Graph, loops: Mapping[str, Loop]) -> dict[str, frozenset[str]]:
    """Return what is inside each loop, with the reroutes, ports of groups and muted nodes between."""
    if not loops:
        return {}
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


@dataclass(frozen=True)
class _Level:
    """Nodes of which none is inside a loop of the others; such a loop is a node of its own here.

    Parameters
    ----------
    wiring : what must come before what
    stands_in : for what is inside a loop, the node that begins the loop
    steps : and the loops that hold some
    """

    wiring: "nx.DiGraph[str]"
    stands_in: Mapping[str, str]
    steps: Collection[str]


class _Sorter:
    """Sorts what is outside of all loops, and then what is inside each."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._listed = graph.expansion.index
        self._steps = find_steps(graph)
        self._loops = insides_of(graph, find_loops(graph))

    def sorted(self, among: Collection[str]) -> Iterator[str]:
        level = self._level(among)
        rank = self._ranks(level)
        keys = self._keys(level, rank)
        for node_id in nx.lexicographical_topological_sort(
            level.wiring, key=lambda node_id: (*keys[node_id], self._listed[node_id])
        ):
            yield node_id
            if node_id in self._loops:
                yield from self.sorted(self._loops[node_id])

    def _level(self, among: Collection[str]) -> _Level:
        starts = [start for start in self._loops if start in among]
        outermost = [
            start for start in starts if not any(start in self._loops[other] for other in starts)
        ]
        stands_in = {node_id: start for start in outermost for node_id in self._loops[start]}
        wiring: nx.DiGraph[str] = nx.DiGraph()
        wiring.add_nodes_from(stands_in.get(node_id, node_id) for node_id in among)
        wiring.add_edges_from(
            ends
            for source, target in self._graph.wiring.subgraph(among).edges()
            if (ends := (stands_in.get(source, source), stands_in.get(target, target)))[0]
            != ends[1]
        )
        steps = {node_id for node_id in self._steps if node_id in wiring}
        steps |= {stands_in[node_id] for node_id in self._steps if node_id in stands_in}
        return _Level(wiring, stands_in, steps)

    def _ranks(self, level: _Level) -> dict[str, int]:
        """Return when each step of a level runs."""
        values_first = nx.lexicographical_topological_sort(
            level.wiring, key=lambda node_id: (node_id in level.steps, self._listed[node_id])
        )
        running = (node_id for node_id in values_first if node_id in level.steps)
        return {node_id: rank for rank, node_id in enumerate(running)}

    def _keys(self, level: _Level, rank: Mapping[str, int]) -> dict[str, _Key]:
        """Return by when each node must have run."""
        backwards = list(reversed(in_order(level.wiring, self._graph.expansion)))
        at_last = self._next_steps(level, rank)
        keys = _first_needs(level.wiring, backwards, rank, at_last, {})
        wanted: dict[str, _Key] = {}
        for ends in making_roots(self._graph).items():
            change, root = (level.stands_in.get(node_id, node_id) for node_id in ends)
            if change in keys and root in keys and keys[root] < keys[change]:
                wanted[change] = min(keys[root], wanted.get(change, _NEVER))
        return _first_needs(level.wiring, backwards, rank, at_last, wanted) if wanted else keys

    def _next_steps(self, level: _Level, rank: Mapping[str, int]) -> dict[str, _Key]:
        """Return for each node the step that is listed after it, by when it runs if nothing needs it."""
        following = {}
        next_step = _NEVER
        for node_id in sorted(level.wiring, key=self._listed.__getitem__, reverse=True):
            if node_id in rank:
                next_step = (rank[node_id], _MAKING)
            following[node_id] = next_step
        return following


def _first_needs(
    wiring: "nx.DiGraph[str]",
    backwards: Iterable[str],
    rank: Mapping[str, int],
    at_last: Mapping[str, _Key],
    wanted: Mapping[str, _Key],
) -> dict[str, _Key]:
    """Return by when each node must have run, given when steps do."""
    keys: dict[str, _Key] = {}
    needs: dict[str, _Key] = {}
    for node_id in backwards:
        if node_id in rank:
            keys[node_id] = (rank[node_id], _RUNNING)
            needs[node_id] = (rank[node_id], _MAKING)
            continue
        need = min((needs[user] for user in wiring.successors(node_id)), default=_NEVER)
        need = min(need, wanted.get(node_id, _NEVER))
        keys[node_id] = needs[node_id] = at_last[node_id] if need == _NEVER else need
    return keys
