"""The order of a scene: steps as the document lists them, and each value where it is first needed."""

from collections.abc import Iterable, Iterator, Mapping
from math import inf

import networkx as nx

from manim_nodes.graph.build import Graph, once_a_graph
from manim_nodes.graph.levels import Level, insides, level_of, outermost_level
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.presence import Coming, find_things
from manim_nodes.graph.sorting import sort_topologically
from manim_nodes.graph.steps import find_steps, making_roots

_Key = tuple[float, int]
"""The step by whose time a node must have run, counted from 0, and whether before or after it."""

_MAKING, _RUNNING, _SHOWING = 0, 1, 2
_NEVER: _Key = (inf, _MAKING)
_NOT_YET: _Key = (-1, _MAKING)


def order(graph: Graph) -> list[str]:
    """Put all nodes in the order in which the scene runs them.

    A node comes after whatever feeds it. Steps run in the order in which the document lists them,
    as far as wires let them; one that depends on a later one runs right behind that. What is made
    comes where it is first needed, or shown. The nodes of a group are listed where the group's node
    is. What is inside a loop follows its For each node without a gap. Where nodes stand means
    nothing.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle; validation tells the user
    """
    return list(_order(graph))


@once_a_graph
def has_order(graph: Graph) -> bool:
    """Return whether a graph can be put in order: what keeps it from that is a problem of its own."""
    if not graph.is_acyclic:
        return False
    try:
        _order(graph)
    except nx.NetworkXUnfeasible:  # a loop is interrupted
        return False
    return True


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
    return tuple(_Sorter(graph).sorted_nodes())


class _Sorter:
    """Sorts what is outside of all loops, and then what is inside each."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._loops = insides(graph)
        self._roots = making_roots(graph)
        self._things = find_things(graph)
        self._entered: set[str] = set()

    def sorted_nodes(self) -> Iterator[str]:
        """Return all nodes in order."""
        level = outermost_level(self._graph)
        yield from self._sorted(level, self._shown(level))

    def _inside(self, loop_id: str) -> Iterator[str]:
        # Wires can make of two loops each a part of the other.
        if loop_id in self._entered:
            msg = f"{loop_id} is inside of itself"
            raise nx.NetworkXUnfeasible(msg)
        self._entered.add(loop_id)
        yield from self._sorted(level_of(self._graph, self._loops, self._loops[loop_id]), {})

    def _sorted(self, level: Level, shown: Mapping[str, _Key]) -> Iterator[str]:
        keys = self._keys(level, shown)
        for node_id in sort_topologically(
            level.wiring, lambda node_id: (*keys[node_id], level.listed[node_id])
        ):
            yield node_id
            if node_id in self._loops:
                yield from self._inside(node_id)

    def _shown(self, level: Level) -> dict[str, _Key]:
        """Return when what is shown by itself must have been made, by the last node of its making."""
        shown: dict[str, _Key] = {}
        for thing in self._things.values():
            if thing.coming is Coming.SHOWN:
                unit = level.unit(thing.output.node_id)
                shown[unit] = max(shown.get(unit, _NOT_YET), (thing.rank, _SHOWING))
        return shown

    def _keys(self, level: Level, shown: Mapping[str, _Key]) -> dict[str, _Key]:
        """Return by when each node must have run."""
        backwards = level.sequence[::-1]
        wanted = dict(shown)
        needs = _needs(level, backwards, wanted)
        if changed := self._changed(level, needs):
            for node_id, key in changed.items():
                wanted[node_id] = min(key, wanted.get(node_id, _NEVER))
            # What a change is made with is needed as early as the change.
            needs = _needs(level, backwards, wanted)
        # What nothing needs is made where it is listed.
        if any(key == _NEVER for key in needs.values()):
            wanted |= {
                node_id: key
                for node_id, key in _next_steps(level).items()
                if needs[node_id] == _NEVER and node_id not in level.steps
            }
            needs = _needs(level, backwards, wanted)
        return {
            node_id: (level.ranks[node_id], _RUNNING) if node_id in level.ranks else need
            for node_id, need in needs.items()
        }

    def _changed(self, level: Level, needs: Mapping[str, _Key]) -> dict[str, _Key]:
        """Return when changes must be made that belong to the making of what is needed earlier.

        What a group only lays out is needed when the first of its parts is.
        """
        wanted: dict[str, _Key] = {}
        for change, root in self._roots.items():
            unit = level.unit(change)
            if unit not in needs or unit in level.ranks:
                continue
            thing = self._things.get(root)
            made = {root, *(thing.parts if thing else ())}
            key = min(
                (needs[at] for each in made if (at := level.unit(each)) in needs), default=_NEVER
            )
            if key < needs[unit]:
                wanted[unit] = min(key, wanted.get(unit, _NEVER))
        return wanted


def _next_steps(level: Level) -> dict[str, _Key]:
    """Return for each node the step that is listed after it, by when it runs if nothing needs it."""
    following = {}
    next_step = _NEVER
    for node_id in sorted(level.wiring, key=level.listed.__getitem__, reverse=True):
        if node_id in level.ranks:
            next_step = (level.ranks[node_id], _MAKING)
        following[node_id] = next_step
    return following


def _needs(level: Level, backwards: Iterable[str], wanted: Mapping[str, _Key]) -> dict[str, _Key]:
    """Return by when each node is needed: steps when they run, others as what uses them, or as wanted."""
    needs: dict[str, _Key] = {}
    for node_id in backwards:
        if node_id in level.ranks:
            needs[node_id] = (level.ranks[node_id], _MAKING)
        else:
            need = min((needs[user] for user in level.wiring.successors(node_id)), default=_NEVER)
            needs[node_id] = min(need, wanted.get(node_id, _NEVER))
    return needs
