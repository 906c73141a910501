"""What is on the screen when: what is made is seen, unless it only serves.

Every node that makes a mobject has a presence. Automatic means:

- an entrance (an animation, Add) decides, if there is one;
- what becomes a part of another thing, or is used up by it, comes with that. A group whose parts
  have entrances of their own is only there to lay them out, and is not shown itself;
- anything else is shown as soon as all that it is made from is on the screen: from the first frame
  if it is made from nothing else. Numbers, trackers and what is hidden do not count.

Shown is shown so in any case. What is hidden is never shown by itself, but an animation still
brings it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, TypeAlias

import networkx as nx

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port, once_a_graph
from manim_nodes.graph.levels import Level, outermost_level
from manim_nodes.graph.sorting import components_backwards
from manim_nodes.graph.steps import find_steps, making_roots
from manim_nodes.graph.wire_graph import PrecedenceGraph
from manim_nodes.library.node_type import Input, Kind, NodeType, Role
from manim_nodes.library.port_types import ANY, MOBJECT, PortTypes, item_type

START = -1
"""The rank of what is there before the first step."""

_Event: TypeAlias = tuple[str, str]
"""That a thing is ``there``, or that a node has ``made`` what it makes; and which node that is."""


class Coming(Enum):
    """How a thing comes onto the screen."""

    SHOWN = auto()
    """By itself."""
    ENTRANCE = auto()
    """By a node that brings it."""
    WITH = auto()
    """With another thing, or as what a node turns something into."""
    LAYOUT = auto()
    """Not as a whole: its parts come by themselves."""
    NEVER = auto()
    """It is hidden, and nothing brings it."""


@dataclass(frozen=True)
class Thing:
    """What a node makes, as something to be seen.

    Parameters
    ----------
    output : at the end of its making
    coming : how it comes onto the screen
    rank : when that is: the step after which it is shown, or the one that brings it
    carrier : the thing that it comes with, if it comes with one
    entrances, exits : the nodes that bring it and take it away, in the order in which they run
    parts : of what only lays out, all that it holds, whether directly or not
    uses : all that nodes do with it, in the order in which they run
    """

    node_id: str
    output: Port
    coming: Coming
    rank: int = START
    carrier: str | None = None
    entrances: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()
    uses: tuple["Use", ...] = ()


class Use(NamedTuple):
    """Something that a node does with a thing that comes in at a port, or with a part of it."""

    user: str
    port: str
    role: Role
    is_whole: bool


@once_a_graph
def find_things(graph: Graph) -> Mapping[str, Thing]:
    """Find what there is to be seen, by the nodes that make it.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph cannot be put in order
    """
    return _PresenceFinder(graph).find()


def is_thing(node_type: NodeType, made: str, types: PortTypes) -> bool:
    """Return whether a node makes something to be seen, so that it has a presence.

    Parameters
    ----------
    made : the type of what its first output gives
    """
    return (
        node_type.kind is Kind.VALUE
        and made != ANY
        and types.is_a(made, MOBJECT)
        and types.is_visible(made)
    )


class _PresenceFinder:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._level: Level = outermost_level(graph)
        self._holding: dict[str, bool] = {}
        self._active = graph.active_by_id
        self._sequence = [node_id for node_id in graph.sequence if node_id in self._active]
        self._makers = {node_id for node_id in self._sequence if self._makes_thing(node_id)}
        self._ranks = self._level.ranks
        self._at: dict[Port, frozenset[tuple[str, bool]]] = {}
        self._uses: defaultdict[str, list[Use]] = defaultdict(list)
        self._coming: dict[str, Coming] = {}
        self._carriers: dict[str, str] = {}

    def find(self) -> dict[str, Thing]:
        for node_id in self._sequence:
            self._note_uses(*self._active[node_id])
        for uses in self._uses.values():
            if len(uses) > 1:
                uses.sort(
                    key=lambda use: (self._rank(use.user), self._graph.expansion.index[use.user])
                )
        self._decide()
        ranks = self._arrivals()
        return {
            node_id: Thing(
                node_id,
                self._end_of_making(node_id),
                self._coming[node_id],
                ranks[node_id],
                self._carriers.get(node_id),
                tuple(self._bringing(node_id)),
                tuple(
                    use.user for use in self._uses[node_id] if use.is_whole and use.role.takes_away
                ),
                self._laid_out(node_id),
                tuple(self._uses[node_id]),
            )
            for node_id in self._sequence
            if node_id in self._makers
        }

    def _makes_thing(self, node_id: str) -> bool:
        _, node_type = self._active[node_id]
        made = next(iter(node_type.outputs), None)
        if made is None or node_type.kind is not Kind.VALUE:
            return False
        return is_thing(
            node_type,
            self._graph.output_type(Port(node_id, made)),
            self._graph.library.port_types,
        )

    # who uses what

    def _note_uses(self, node: Node, node_type: NodeType) -> None:
        for name, sources in self._graph.sources[node.id].items():
            port = node_type.inputs.get(name)
            # A wire into a parameter brings a value: of a thing it only takes what it is asked for.
            role = self._role(node, node_type, port) if port is not None else Role.REFERS
            for source in sources:
                for thing, is_whole in self._things_at(source):
                    self._uses[thing].append(Use(node.id, name, role, is_whole))

    def _role(self, node: Node, node_type: NodeType, port: Input) -> Role:
        return port.role_for(self._graph.parameter(node, node_type, port.role_by))

    def _users(self, thing: str, role: Role) -> Iterator[str]:
        uses = self._uses[thing]
        return (use.user for use in uses if use.role is role and use.is_whole)

    def _bringing(self, thing: str) -> Iterator[str]:
        return (use.user for use in self._uses[thing] if use.is_whole and use.role.brings)

    def _things_at(self, output: Port) -> frozenset[tuple[str, bool]]:
        """Return the things that an output gives or holds, and whether it is all of each."""
        if output not in self._at:
            # The nodes before have been gone through; only a circle would come back here.
            self._at[output] = frozenset()
            self._at[output] = frozenset(self._given(output))
        return self._at[output]

    def _given(self, output: Port) -> Iterator[tuple[str, bool]]:
        node, node_type = self._active.get(output.node_id, (None, None))
        port = node_type.outputs.get(output.name) if node_type else None
        if node is None or node_type is None or port is None or not self._holds_things(output):
            return
        if node.id in self._makers:
            yield node.id, output.name == next(iter(node_type.outputs))
            return
        names = [port.input_name] if port.input_name else list(node_type.inputs)
        if node_type.kind is Kind.QUERY and port.like:
            # Nothing of what a condition is asked about comes out.
            names = [name for name, taken in node_type.inputs.items() if self._may_hold(taken.type)]
        elif node_type.kind not in (Kind.QUERY, Kind.LOOP, Kind.COLLECT) and not port.of:
            return
        part_maker = self._graph.part_maker(output) if port.item_of else None
        if part_maker is not None:
            yield from self._things_at(part_maker)
            return
        for name in names:
            for source in self._graph.sources[node.id].get(name, ()):
                is_part = self._takes_apart(node_type, name, source, passes=bool(port.input_name))
                for thing, is_whole in self._things_at(source):
                    yield thing, is_whole and not is_part

    def _takes_apart(self, node_type: NodeType, name: str, source: Port, *, passes: bool) -> bool:
        """Return whether what comes out is a part of the mobject that comes in."""
        # Lists, and inputs that take many, give back the very things that came in.
        if node_type.inputs[name].many or item_type(self._graph.output_type(source)) is not None:
            return False
        return not passes or node_type.kind is Kind.LOOP

    def _holds_things(self, output: Port) -> bool:
        return self._may_hold(self._graph.output_type(output))

    def _may_hold(self, known: str) -> bool:
        if known not in self._holding:
            self._holding[known] = self._holds(known)
        return self._holding[known]

    def _holds(self, known: str) -> bool:
        while (item := item_type(known)) is not None:
            known = item
        return known == ANY or any(
            self._graph.library.port_types.is_a(part.strip(), MOBJECT) for part in known.split("|")
        )

    # how each comes

    def _decide(self) -> None:
        # How a part comes depends on how its whole does, so wholes are decided first.
        inside = self._with_entrances_inside()
        for node_id in self._consumers_first():
            node, _ = self._active[node_id]
            self._coming[node_id] = self._decided(node, has_inside=node_id in inside)

    def _decided(self, node: Node, *, has_inside: bool) -> Coming:
        if node.presence == "shown":
            return Coming.SHOWN
        is_brought = self._is_brought(node.id)
        if node.presence == "hidden":
            return Coming.ENTRANCE if is_brought else self._carried(node.id) or Coming.NEVER
        if is_brought:
            return Coming.ENTRANCE
        carried = self._carried(node.id)
        if carried is not None and carried is not Coming.NEVER:
            return carried
        if has_inside:
            return Coming.LAYOUT
        return carried or Coming.SHOWN

    def _is_brought(self, thing: str) -> bool:
        """Return whether an entrance comes before it is taken away, so that nothing need show it."""
        first = next(
            (
                use
                for use in self._uses[thing]
                if use.is_whole and (use.role.brings or use.role.takes_away)
            ),
            None,
        )
        # Animations that are played together have one rank: none of them is before another.
        return first is not None and (
            first.role.brings
            or any(self._rank(user) <= self._rank(first.user) for user in self._bringing(thing))
        )

    def _carried(self, thing: str) -> Coming | None:
        """Return how it comes by what it becomes a part of or is used up by; None if there is no such."""
        found: Coming | None = None
        for use in self._uses[thing]:
            if not use.is_whole or use.role not in (Role.MEMBER, Role.CONSUMED):
                continue
            consumer = self._consumer(use.user)
            if consumer is None:
                # A transform makes no thing: what it turns something into comes by it.
                return Coming.WITH
            # Only in a circle of parts is it not decided yet.
            coming = self._coming.get(consumer, Coming.SHOWN)
            if coming is Coming.LAYOUT and not self._enters_by_parts(consumer):
                continue
            if coming is not Coming.NEVER:
                self._carriers[thing] = consumer
                return Coming.WITH
            found = Coming.NEVER
        return found

    def _enters_by_parts(self, group: str) -> bool:
        """Return whether parts of a group have entrances, and nobody knows which."""
        return any(use.role.brings and not use.is_whole for use in self._uses[group])

    def _consumer(self, user: str) -> str | None:
        """Return the thing that a node makes, or changes, of what it takes in."""
        if user in self._makers:
            return user
        _, node_type = self._active[user]
        changed = self._graph.sources[user].get("mobject", ())
        if node_type.kind is Kind.MODIFY and changed:
            return next((thing for thing, _ in self._things_at(changed[0])), None)
        return None

    def _with_entrances_inside(self) -> set[str]:
        """Return the things of which a part has an entrance of its own."""
        waiting = [
            thing
            for thing, uses in self._uses.items()
            for use in uses
            if use.role.brings and not use.is_whole
        ]
        found = set(waiting)
        waiting += [thing for thing in self._makers if any(self._bringing(thing))]
        seen = set(waiting)
        while waiting:
            thing = waiting.pop()
            for user in self._users(thing, Role.MEMBER):
                whole = self._consumer(user)
                if whole is not None:
                    found.add(whole)
                    if whole not in seen:
                        seen.add(whole)
                        waiting.append(whole)
        return found

    def _consumers_first(self) -> Iterable[str]:
        wires: PrecedenceGraph[str] = PrecedenceGraph()
        wires.add_nodes_from(node_id for node_id in self._sequence if node_id in self._makers)
        for thing in self._makers:
            for use in self._uses[thing]:
                if use.is_whole and use.role in (Role.MEMBER, Role.CONSUMED):
                    consumer = self._consumer(use.user)
                    if consumer is not None and consumer != thing:
                        wires.add_edge(thing, consumer)
        if not wires.size() or nx.is_directed_acyclic_graph(wires):
            return reversed(list(nx.topological_sort(wires)))
        # Two things that are each made a part of the other: whichever was made last counts as the whole.
        return [node_id for node_id in reversed(self._sequence) if node_id in self._makers]

    # when each comes

    def _rank(self, node_id: str) -> int:
        """Return when a node, or the one that plays it, runs; START if that is no step."""
        player = self._graph.player(node_id)
        return self._ranks.get(self._level.unit(player), START)

    def _arrivals(self) -> dict[str, int]:
        """Return for each thing the step by which it comes.

        Each thing waits for what it is made from. Things that come together, such as a shape and
        its brace in one group, may wait for each other, which is no wait at all.
        """
        own = {("there", thing): self._own_rank(thing) for thing in self._makers}
        # What an entrance brings comes then, whatever it is made from.
        found: dict[_Event, int] = {
            event: rank for event, rank in own.items() if self._enters(event)
        }
        waits = self._waits()
        for members in components_backwards(waits):
            if found.keys() >= members:
                continue
            awaited = [other for member in members for other in waits.successors(member)]
            rank = max(
                *(found.get(other, START) for other in awaited),
                *(own.get(member, START) for member in members),
                START,
            )
            found.update(dict.fromkeys(members, rank))
        return {thing: found["there", thing] for thing in self._makers}

    def _waits(self) -> "nx.DiGraph[_Event]":
        """Return for what comes by no entrance, and for the making of it, what has to be before."""
        waits: PrecedenceGraph[_Event] = PrecedenceGraph()
        things = (("there", node_id) for node_id in self._sequence if node_id in self._makers)
        waiting = [event for event in things if not self._enters(event)]
        waits.add_nodes_from(waiting)
        while waiting:
            event = waiting.pop()
            for other in self._awaited(event):
                if other not in waits:
                    waiting.append(other)
                waits.add_edge(event, other)
        return waits

    def _enters(self, event: _Event) -> bool:
        return event[0] == "there" and self._coming[event[1]] is Coming.ENTRANCE

    def _awaited(self, event: _Event) -> Iterator[_Event]:
        what, node_id = event
        if what == "made":
            # A number or a path is nothing to be seen, but what it is made from may be.
            yield from self._made_from(node_id)
            return
        coming = self._coming[node_id]
        if coming is Coming.SHOWN:
            yield "made", node_id
        elif coming is Coming.WITH and node_id in self._carriers:
            yield "there", self._carriers[node_id]
        elif coming is Coming.LAYOUT:
            yield from (("there", part) for part in self._parts(node_id))

    def _own_rank(self, thing: str) -> int:
        """Return before which step a thing cannot come, for what is done with it."""
        uses, coming = self._uses[thing], self._coming[thing]
        if coming is Coming.ENTRANCE:
            return min(map(self._rank, self._bringing(thing)))
        if coming is Coming.WITH:
            carrier = self._carriers.get(thing)
            joining = (
                use.user
                for use in uses
                if use.role in (Role.MEMBER, Role.CONSUMED)
                and (carrier is None or self._consumer(use.user) == carrier)
            )
            return max(map(self._rank, joining), default=START)
        if coming is Coming.LAYOUT:
            # Nobody knows which parts these bring, so it counts as there from the first of them on.
            by_parts = (use.user for use in uses if use.role.brings and not use.is_whole)
            return min(map(self._rank, by_parts), default=START)
        return START

    def _made_from(self, node_id: str) -> Iterator[tuple[str, str]]:
        """Return what a node, and the changes that belong to its making, take in."""
        for maker in (node_id, *self._makings.get(node_id, ())):
            for name, sources in self._graph.sources[maker].items():
                if maker != node_id and name == "mobject":
                    continue
                for source in sources:
                    yield from self._taken(node_id, source)

    def _taken(self, node_id: str, source: Port) -> Iterator[tuple[str, str]]:
        things = self._things_at(source)
        if not things:
            if source.node_id in self._active and source.node_id not in find_steps(self._graph):
                yield "made", source.node_id
            return
        for thing, is_whole in things:
            # What comes with this very thing cannot be waited for: only its making can.
            if self._carriers.get(thing) == node_id and is_whole:
                yield "made", thing
            elif self._coming[thing] is not Coming.NEVER:
                yield "there", thing

    def _laid_out(self, node_id: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [node_id] if self._coming[node_id] is Coming.LAYOUT else []
        while waiting:
            new = set(self._parts(waiting.pop())) - found
            found |= new
            waiting += [part for part in new if self._coming[part] is Coming.LAYOUT]
        return frozenset(found)

    def _parts(self, node_id: str) -> Iterator[str]:
        for sources in self._graph.sources[node_id].values():
            for source in sources:
                yield from (thing for thing, _ in self._things_at(source))

    # the end of its making

    @property
    def _makings(self) -> Mapping[str, tuple[str, ...]]:
        return _changes_in_making(self._graph)

    def _end_of_making(self, node_id: str) -> Port:
        changes = self._makings.get(node_id, ())
        if changes:
            return Port(changes[-1], "mobject")
        return Port(node_id, next(iter(self._active[node_id][1].outputs)))


@once_a_graph
def _changes_in_making(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    """Return for each node the plain changes of what it makes that belong to the making, in order."""
    following: dict[str, str] = {}
    for change in making_roots(graph):
        source = graph.sources[change]["mobject"][0].node_id
        listed = graph.expansion.index
        if source not in following or listed[change] < listed[following[source]]:
            following[source] = change
    found = {}
    for root in set(making_roots(graph).values()):
        chain = []
        here = root
        while here in following:
            here = following[here]
            chain.append(here)
        found[root] = tuple(chain)
    return found
