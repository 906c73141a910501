"""Loops: what stands between a For each node and its Collect nodes runs once for each item.

What is inside a loop follows from the wires:

- what depends on the item or the index, and what is made for that alone, but not what rounds
  pick their parts from, such as a table;
- what the ``loop`` output leads to by its ``flow``, and what depends on what that makes. The
  mobjects that pass through it stay what they were, so that what happens to them next is outside;
- another loop, where something depends on the items of both: the one that comes later;
- what by its flow comes after a loop that is wired into this one, unless it comes after both.

If is a loop of one round or none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import networkx as nx

from manim_nodes.graph.build import Graph, Port, once_a_graph
from manim_nodes.graph.wire_graph import PrecedenceGraph
from manim_nodes.graph.wire_legality import leads_inside, loop_output
from manim_nodes.library.node_type import FLOW, Kind

MOST_LOOPS = 200
"""Of a graph that has more none is found, and it has a problem: which are in which takes the cube of their number."""

MOST_DEEP = 15
"""Python reads no more than twenty blocks in one another."""


@dataclass(frozen=True, slots=True)
class Loop:
    """One loop.

    Parameters
    ----------
    node_id : the node that begins it: For each, or If
    inside : all that runs for each item, the Collect nodes, which gather the results, included
    collects : the Collect nodes of this loop
    """

    node_id: str
    inside: frozenset[str]
    collects: tuple[str, ...]


@once_a_graph
def find_loops(graph: Graph) -> Mapping[str, Loop]:
    """Find the loops of a graph, the inner ones of nested loops too, by the nodes that begin them.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle; validation tells the user
    """
    starts = set(loop_starts(graph))
    if not starts or len(starts) > MOST_LOOPS:
        return {}
    finder = _LoopFinder(graph)
    for node_id in reversed(graph.sequence):  # inner loops first
        if node_id in starts:
            finder.find(node_id)
    loops = {node_id: finder.loops[node_id] for node_id in graph.sequence if node_id in starts}
    for outer, inner in combinations(loops, 2):
        if finder.are_combined(loops[outer], loops[inner]):
            loops[outer], loops[inner] = finder.combined(loops[outer], loops[inner])
    if any(start in loop.inside for start in loops for loop in loops.values()):
        _FollowerFinder(graph, loops, finder.makes).find()
    return loops


def loop_starts(graph: Graph) -> Sequence[str]:
    """Return the nodes that begin loops, each after what feeds it, those that are too many included."""
    found = {node.id for node, node_type in graph.active if node_type.kind is Kind.LOOP}
    return [node_id for node_id in graph.sequence if node_id in found] if found else []


class _LoopFinder:
    """Finds loops one by one, those inside another before it.

    ``_uses`` leads from a node to what takes anything from it, ``makes`` only to what takes
    something that it made itself, through whatever nodes that has passed on the way.
    """

    def __init__(self, graph: Graph) -> None:
        self.loops: dict[str, Loop] = {}
        self._graph = graph
        self._uses: PrecedenceGraph[str] = PrecedenceGraph()
        self.makes: PrecedenceGraph[str] = PrecedenceGraph()
        for wires in (self._uses, self.makes):
            wires.add_nodes_from(node.id for node, _ in graph.active)
        for output, takers in graph.consumers.items():
            origin = graph.origin(output).node_id
            self._uses.add_edges_from((output.node_id, taker.node_id) for taker in takers)
            self.makes.add_edges_from((origin, taker.node_id) for taker in takers)

    def find(self, start: str) -> None:
        tie = Port(start, loop_output(self._graph.type_of(start)) or "")
        collects = tuple(taker.node_id for taker in self._graph.consumers.get(tie, ()))
        after = {later for collect in collects for later in nx.descendants(self._uses, collect)}
        inside = set(nx.descendants(self._uses, start)) - after | set(collects)
        inside |= self._made_for(inside, start)
        inside |= self._repeated(inside, start) - after
        self.loops[start] = Loop(start, frozenset(inside), collects)

    def are_combined(self, outer: Loop, inner: Loop) -> bool:
        """Return whether something needs an item of each of two loops, so that one runs inside the other."""
        of_both = self._of(outer) & self._of(inner)
        return not inner.collects and not of_both.isdisjoint(outer.inside & inner.inside)

    def combined(self, outer: Loop, inner: Loop) -> tuple[Loop, Loop]:
        """Put one loop inside another; what depends on the outer's item alone stays before the inner, what it gathers after."""
        before = (self._of(outer) - self._of(inner)) | {outer.node_id}
        after = {later for each in outer.collects for later in nx.descendants(self._uses, each)}
        inner = replace(inner, inside=inner.inside - before - after)
        return replace(outer, inside=outer.inside | inner.inside | {inner.node_id}), inner

    def _of(self, loop: Loop) -> set[str]:
        return set(nx.descendants(self._uses, loop.node_id))

    def _made_for(self, inside: Iterable[str], start: str) -> set[str]:
        """Find what only the inside of a loop uses, so that each round needs one of its own."""
        before = nx.ancestors(self._graph.wiring, start)
        known = {*inside, start}
        made: set[str] = set()
        waiting = [source for node_id in inside for source in self._uses.predecessors(node_id)]
        while waiting:
            node_id = waiting.pop()
            if node_id in known or node_id in before or self._is_picked_from(node_id, start):
                continue
            if known.issuperset(self._uses.successors(node_id)):
                known.add(node_id)
                made.add(node_id)
                waiting += self._uses.predecessors(node_id)
        return made

    def _is_picked_from(self, node_id: str, start: str) -> bool:
        """Return whether a question that depends on the item, such as for an entry, takes its part of a node."""
        asking = nx.descendants(self._uses, start).intersection(self._uses.successors(node_id))
        types = map(self._graph.type_of, asking)
        return any(known is not None and known.kind is Kind.QUERY for known in types)

    def _repeated(self, inside: Iterable[str], start: str) -> set[str]:
        """Find what is wired to be repeated, here or in a loop inside, and what that makes."""
        found: set[str] = set()
        waiting = self._wired_to_repeat(start)
        for node_id in inside:
            if node_id in self.loops:
                waiting += self.loops[node_id].inside
        while waiting:
            node_id = waiting.pop()
            if node_id in found or node_id == start:
                continue
            found.add(node_id)
            waiting += self.makes.successors(node_id)
            if node_id in self.loops:
                waiting += self.loops[node_id].inside
        return found

    def _wired_to_repeat(self, start: str) -> list[str]:
        node_type = self._graph.type_of(start)
        return [
            target
            for _, target, data in self._graph.wiring.out_edges(start, data=True)
            if "wire" in data and leads_inside(data["wire"], node_type) and target in self._uses
        ]


class _FollowerFinder:
    """Finds what comes after an inner loop, and so is still in the one around it: ``loops`` grows.

    Parameters
    ----------
    makes : leads from a node to what takes something that it made
    """

    def __init__(self, graph: Graph, loops: dict[str, Loop], makes: "nx.DiGraph[str]") -> None:
        self._graph, self._loops, self._makes = graph, loops, makes
        self._active = {node.id for node, _ in graph.active}
        self._after: dict[str, set[str]] = {start: set() for start in loops}
        self._leads: dict[str, frozenset[str | None]] = {}
        self._wired: dict[tuple[str, str], bool] = {}

    def find(self) -> None:
        for node_id in self._graph.sequence:
            around = self._around(node_id)
            if not around and node_id in self._active:
                target = self._target(node_id)
                if target is not None:
                    self._put_into(node_id, target)
                    around = self._around(node_id)
            self._note(node_id, around)

    def _around(self, node_id: str) -> list[str]:
        """Return the loops that a node is in, the innermost first."""
        found = [start for start, loop in self._loops.items() if node_id in loop.inside]
        return sorted(found, key=lambda start: len(self._loops[start].inside))

    def _wired_around(self, start: str, around: list[str]) -> str | None:
        """Return the loop around another; None if only their items meet, and no one has said which is around."""
        if not around:
            return None
        key = around[0], start
        if key not in self._wired:
            self._wired[key] = nx.has_path(self._graph.wiring, *key)
        return around[0] if self._wired[key] else None

    def _target(self, node_id: str) -> str | None:
        """Return the loop in which a node stays that nothing else puts into one."""
        leads = {start for each in self._flowing_into(node_id) for start in self._leads[each]}
        starts = sorted(filter(None, leads), key=lambda start: len(self._loops[start].inside))
        if not starts or None in leads:
            return None
        *inner, target = starts
        if not self._loops[target].inside.issuperset(inner):
            return None
        wholes = [target, *self._around(target)]
        before = set(self._graph.wiring.predecessors(node_id))
        gathered = {each for start in wholes for each in self._loops[start].collects}
        is_after = any(self._after[start] & before for start in wholes) or bool(gathered & before)
        return None if is_after else target

    def _flowing_into(self, node_id: str) -> Iterator[str]:
        wires = self._graph.wiring.in_edges(node_id, data=True)
        for source, _, data in wires:
            if "wire" in data and data["wire"].output == data["wire"].input == FLOW:
                yield source

    def _put_into(self, node_id: str, target: str) -> None:
        new = {node_id, *nx.descendants(self._makes, node_id)}
        for start in new & self._loops.keys():
            new |= self._loops[start].inside
        for start in [target, *self._around(target)]:
            loop = self._loops[start]
            self._loops[start] = replace(loop, inside=loop.inside | new)

    def _note(self, node_id: str, around: list[str]) -> None:
        """Remember to where the flow of a node leads, and which loops are over when it comes."""
        if node_id not in self._active:
            flowing = self._flowing_into(node_id)
            self._leads[node_id] = frozenset(lead for each in flowing for lead in self._leads[each])
        elif node_id in self._loops:  # what comes after its node comes after all of it
            self._leads[node_id] = frozenset({self._wired_around(node_id, around)})
        elif around:
            self._leads[node_id] = frozenset({self._wired_around(around[0], around[1:])})
        else:
            self._leads[node_id] = frozenset()
        before = set(self._graph.wiring.predecessors(node_id))
        for start, loop in self._loops.items():
            is_outside = node_id in self._active and node_id not in {start, *loop.inside}
            is_next = is_outside and not before.isdisjoint({start, *loop.inside})
            if is_next or before & self._after[start]:
                self._after[start].add(node_id)
