"""What is made anew with a live thing: the loops that it is made from, and the live things that it holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port, once_a_graph
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.presence import Coming, find_things
from manim_nodes.graph.steps import find_steps
from manim_nodes.library.node_type import Kind, NodeType, Role
from manim_nodes.library.port_types import ANY, MOBJECT


@dataclass(frozen=True)
class Remade:
    """What is made anew on every frame, not by itself but with something live.

    Parameters
    ----------
    loops : for each live node, the For each and If nodes whose loops it repeats, each after what it needs
    only : all nodes inside of loops that are only run so, and those that begin them
    held : live things that are written inside the code of live groups, and have no variable
    values : numbers, texts and the like that live things look at, worked out anew where they are used
    """

    loops: Mapping[str, tuple[str, ...]]
    only: frozenset[str]
    held: frozenset[str]
    values: frozenset[str]


_NOTHING = Remade({}, frozenset(), frozenset(), frozenset())


@once_a_graph
def find_remade(graph: Graph) -> Remade:
    """Find what is made anew with the live things of a graph.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph cannot be put in order
    """
    setters = {
        node.id for node, node_type in graph.active if graph.is_switched_on(node, node_type, "live")
    }
    return _RemadeFinder(graph, setters).find() if setters else _NOTHING


def makes_mobject(graph: Graph, node: Node, node_type: NodeType) -> bool:
    """Return whether a node makes a mobject, be it a tracker."""
    if node_type.kind is not Kind.VALUE:
        return False
    made = graph.output_type(Port(node.id, next(iter(node_type.outputs))))
    return made != ANY and graph.library.port_types.is_a(made, MOBJECT)


class _RemadeFinder:
    def __init__(self, graph: Graph, setters: set[str]) -> None:
        self._graph = graph
        self._setters = setters
        self._active = graph.active_by_id
        self._loops = find_loops(graph)
        self._loop_of = {
            collect: start for start, loop in self._loops.items() for collect in loop.collects
        }
        self._values: set[str] = set()
        self._held = {setter: frozenset(self._held_by(setter)) for setter in setters}
        self._writers = {writer for setter in setters for writer in (setter, *graph.folded(setter))}

    def find(self) -> Remade:
        found = {setter: tuple(self._loops_behind(setter)) for setter in self._setters}
        loops = {
            setter: tuple(start for start in starts if self._can_be_repeated(start))
            for setter, starts in found.items()
        }
        repeated = {start for starts in loops.values() for start in starts}
        only = {
            node_id
            for start in repeated
            if self._is_used_by_live_things_alone(start)
            for node_id in (start, *self._loops[start].inside)
        }
        return Remade(
            {setter: starts for setter, starts in loops.items() if starts},
            frozenset(only),
            frozenset().union(*self._held.values()),
            frozenset(self._values - only),
        )

    # loops

    def _loops_behind(self, setter: str) -> Iterator[str]:
        """Find the loops that gather what a live node is written with."""
        written = [setter, *self._graph.folded(setter)]
        written += (
            writer
            for member in self._held[setter]
            for writer in (member, *self._graph.folded(member))
        )
        waiting = [source for writer in written for source in self._sources(writer)]
        seen: set[str] = set()
        while waiting:
            here = waiting.pop().node_id
            if here in seen or here not in self._active:
                continue
            seen.add(here)
            start = self._loop_of.get(here)
            if start is not None and setter not in self._loops[start].inside:
                yield start
                inside = {start, *self._loops[start].inside}
                seen |= inside
                waiting += (source for each in inside for source in self._sources(each))
            elif self._is_written_where_used(here):
                waiting += self._sources(here)
                _, node_type = self._active[here]
                if (
                    node_type.kind is Kind.VALUE
                    and not node_type.random
                    and any(self._sources(here))
                ):
                    self._values.add(here)

    def _sources(self, node_id: str) -> Iterator[Port]:
        if node_id not in self._active:
            return
        for name, sources in self._graph.sources[node_id].items():
            if not (name == "mobject" and self._active[node_id][1].kind is Kind.MODIFY):
                yield from sources

    def _is_written_where_used(self, node_id: str) -> bool:
        node, node_type = self._active[node_id]
        return node_type.kind is Kind.QUERY or (
            node_type.kind is Kind.VALUE and not makes_mobject(self._graph, node, node_type)
        )

    def _can_be_repeated(self, start: str) -> bool:
        """Return whether a loop may run again and again: it plays nothing, and nothing else has what it makes."""
        inside = self._loops[start].inside
        if not find_steps(self._graph).isdisjoint(inside):
            return False
        things = find_things(self._graph).keys() & inside
        return not things or (
            self._is_used_by_live_things_alone(start)
            and not any(
                find_things(self._graph)[thing].coming in (Coming.SHOWN, Coming.ENTRANCE)
                for thing in things
            )
        )

    def _is_used_by_live_things_alone(self, start: str) -> bool:
        waiting = list(self._taken_from({start, *self._loops[start].inside}))
        seen: set[str] = set()
        while waiting:
            taker = waiting.pop()
            is_changed = taker.name == "mobject" and taker.node_id in self._setters
            if taker.node_id in self._writers and not (
                is_changed and self._is_modify(taker.node_id)
            ):
                continue
            if taker.node_id in seen:
                continue
            seen.add(taker.node_id)
            if inside := self._loop_around(taker.node_id, start):
                waiting += self._taken_from(inside)
            elif self._is_written_where_used(taker.node_id):
                waiting += self._taken_from({taker.node_id})
            else:
                return False
        return True

    def _loop_around(self, node_id: str, start: str) -> set[str]:
        """Return all of a loop that a node is in or begins, if it gathers something and ``start`` is not in it."""
        for other, loop in self._loops.items():
            inside = {other, *loop.inside}
            if node_id in inside and start not in inside and loop.collects:
                return inside
        return set()

    def _is_modify(self, node_id: str) -> bool:
        return self._active[node_id][1].kind is Kind.MODIFY

    def _taken_from(self, inside: Iterable[str]) -> Iterator[Port]:
        """Return the inputs that take something out of what some nodes make."""
        among = set(inside)
        for node_id in among & self._active.keys():
            for name in self._active[node_id][1].outputs:
                for taker in self._graph.consumers.get(Port(node_id, name), ()):
                    if taker.node_id not in among:
                        yield taker

    # live things that others hold

    def _held_by(self, setter: str) -> Iterator[str]:
        """Find the live parts of a live group that is arranged anew: they would place themselves again."""
        node_type = self._active[setter][1]
        if node_type.kind is not Kind.VALUE or not self._graph.folded(setter):
            return
        for name, port in node_type.inputs.items():
            if port.role is Role.MEMBER:
                for source in self._graph.sources[setter].get(name, ()):
                    member = self._graph.origin(source).node_id
                    if self._can_be_held(member, source):
                        yield member

    def _can_be_held(self, member: str, source: Port) -> bool:
        if member not in self._setters or self._active[member][1].kind is not Kind.VALUE:
            return False
        last = (member, *self._graph.folded(member))[-1]
        users = list(self._taken_from({member, *self._graph.folded(member)}))
        return source.node_id == last and len(users) == 1
