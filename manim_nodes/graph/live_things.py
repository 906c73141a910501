"""Which things are live, what each of them depends on, and what nodes read and change of them.

A thing is live if an updater sets it again and again: what a value node with ``live`` on makes,
and what a modify node with ``live`` on changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.remade import find_remade, makes_mobject
from manim_nodes.library.node_type import Kind, NodeType, Role
from manim_nodes.library.port_types import ANIMATION

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LiveThing:
    """A thing that is set again and again.

    Parameters
    ----------
    node_id : the node that made it
    setters : the live nodes that set it
    reads : the nodes whose things are read for that
    is_timed : whether it depends on the time
    """

    node_id: str
    setters: tuple[str, ...]
    reads: frozenset[str]
    is_timed: bool


class LiveThings:
    """What is live in a graph without circles; things are named by the nodes that make them."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._active = graph.active_by_id
        self._remade = find_remade(graph)
        self._read: dict[str, frozenset[str]] = {}
        self._timed: set[str] = set()
        self._parts: dict[str, frozenset[str]] = {}
        self._depends: dict[str, frozenset[str]] = {}
        self._inside: dict[str, tuple[str, ...]] = {}
        # Each after what feeds it, so that no chain is too long to follow back.
        for node_id in graph.sequence:
            if node_id in self._active:
                self._note(*self._active[node_id])
                self._note_parts(*self._active[node_id])
        self.things: Mapping[str, LiveThing] = self._find()
        for node_id in graph.sequence:
            if node_id in self.things:
                self.depends_on(node_id)

    # what nodes read

    def reads(self, node_id: str) -> frozenset[str]:
        """Return the things that the code of a node names, with that of what is written inside it."""
        return self._read.get(node_id, _NOTHING)

    def makers(self, output: Port) -> frozenset[str]:
        """Return the things that an output is written with: its own, or those it is worked out of."""
        origin = self._graph.origin(output)
        if origin.node_id not in self._active:
            return _NOTHING
        node, node_type = self._active[origin.node_id]
        if self._makes_thing(node, node_type):
            return frozenset({node.id})
        return self.reads(node.id)

    def _note(self, node: Node, node_type: NodeType) -> None:
        found: set[str] = set()
        is_timed = "self.time" in node_type.code
        for sources in self._graph.sources[node.id].values():
            for source in sources:
                found |= self.makers(source)
                origin = self._graph.origin(source).node_id
                is_timed |= origin in self._timed and not self.is_thing(origin)
        self._read[node.id] = frozenset(found)
        if is_timed:
            self._timed.add(node.id)

    def _makes_thing(self, node: Node, node_type: NodeType) -> bool:
        return makes_mobject(self._graph, node, node_type) and not self.is_remade(node.id)

    def is_remade(self, node_id: str) -> bool:
        """Return whether a node only says something as a part of what is made anew with live things."""
        return node_id in self._remade.only or node_id in self._remade.held

    def is_thing(self, node_id: str) -> bool:
        """Return whether a node makes a mobject."""
        return node_id in self._active and self._makes_thing(*self._active[node_id])

    # what is live

    def _find(self) -> dict[str, LiveThing]:
        setters: dict[str, list[str]] = {}
        for node, node_type in self._graph.active:
            is_live = self._graph.is_switched_on(node, node_type, "live")
            if not is_live or self.is_remade(node.id):
                continue
            if node_type.kind is Kind.VALUE:
                setters.setdefault(node.id, []).insert(0, node.id)
            elif node_type.kind is Kind.MODIFY:
                for thing in self._targets(node.id):
                    setters.setdefault(thing, []).append(node.id)
        return {thing: self._live(thing, tuple(found)) for thing, found in setters.items()}

    def _targets(self, node_id: str) -> frozenset[str]:
        """Return the things that a modify node changes; the part alone where wires say which it is."""
        sources = self._graph.sources[node_id].get("mobject", ())
        if not sources:
            return _NOTHING
        part = self._graph.part_maker(self._graph.origin(sources[0]))
        return self.makers(part or sources[0])

    def _live(self, thing: str, setters: tuple[str, ...]) -> LiveThing:
        writers = {writer for setter in setters for writer in self.written_by(setter)}
        reads = frozenset(made for writer in writers for made in self.reads(writer)) - {thing}
        return LiveThing(thing, setters, reads, not self._timed.isdisjoint(writers))

    def written_by(self, setter: str) -> tuple[str, ...]:
        """Return the nodes that a live node is written by: itself, what is folded into it, and loops."""
        loops = find_loops(self._graph)
        starts = self._remade.loops.get(setter, ())
        repeated = (each for start in starts for each in (start, *loops[start].inside))
        return (setter, *self._graph.folded(setter), *repeated)

    def parts(self, thing: str) -> frozenset[str]:
        """Return a thing and all that it holds."""
        return self._parts.get(thing, frozenset({thing}))

    def leaves(self, made: Iterable[str]) -> frozenset[str]:
        """Return the live things that some things are, or hold."""
        return frozenset(leaf for thing in made for leaf in self._leaves(thing))

    def _leaves(self, thing: str) -> Iterable[str]:
        # What is made anew brings its parts up to date itself.
        if thing in self.things and thing in self.things[thing].setters:
            return (thing,)
        return (part for part in self.parts(thing) if part in self.things)

    def _note_parts(self, node: Node, node_type: NodeType) -> None:
        held = {
            part
            for name, port in node_type.inputs.items()
            if port.role is Role.MEMBER
            for source in self._graph.sources[node.id].get(name, ())
            for made in self.makers(source)
            for part in self.parts(made)
        }
        if held:
            wholes = {node.id} if self._makes_thing(node, node_type) else self._targets(node.id)
            for whole in wholes:
                self._parts[whole] = self.parts(whole) | held

    # what changes

    def changed_by(self, node_id: str) -> frozenset[str]:
        """Return the things that a node changes, with their parts, and the animations that it plays too."""
        return frozenset(
            part
            for inner in self.written_inside(node_id)
            if inner in self._active
            for name, port in self._active[inner][1].inputs.items()
            if port.changes
            for source in self._graph.sources[inner].get(name, ())
            for made in self.makers(source)
            for part in self.parts(made)
        )

    def depends_on(self, thing: str) -> frozenset[str]:
        """Return all things on which a live one depends, through other live ones too."""
        if thing not in self._depends:
            self._depends[thing] = _NOTHING  # until it is found; two things may follow each other
            found: set[str] = set()
            for read in self.things[thing].reads:
                found |= self.parts(read)
            for other in [each for each in found if each in self.things]:
                found |= self.depends_on(other)
            self._depends[thing] = frozenset(found)
        return self._depends[thing]

    def is_timed(self, thing: str) -> bool:
        """Return whether a live thing changes with the time by itself."""
        others = (each for each in self.depends_on(thing) if each in self.things)
        return any(self.things[each].is_timed for each in (thing, *others))

    # what is played

    def written_inside(self, node_id: str) -> tuple[str, ...]:
        """Return a node and those whose animations it plays, in order."""
        if node_id not in self._inside:
            found: dict[str, None] = {node_id: None}
            for sources in self._graph.sources[node_id].values():
                for source in sources:
                    if self._graph.output_type(source) == ANIMATION:
                        found |= dict.fromkeys(self.written_inside(source.node_id))
            self._inside[node_id] = tuple(found)
        return self._inside[node_id]
