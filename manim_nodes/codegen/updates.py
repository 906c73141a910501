"""Where what is live must be brought up to date by the script itself.

Manim runs updaters of what is on the screen alone, before each frame that is drawn while something
moves, in the order in which things came onto the screen. So the script does it

- where code names a live thing that is not on the screen, or comes after what reads it on every
  frame: ``line.update()`` instead of ``line``;
- where something hidden goes on changing: ``self.add_updater(dot.update)``;
- where plain changes are followed by a wait in which nothing moves, by the end, or by code that
  reads what is on the screen: ``self.update_mobjects(0)``.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from manim_nodes.codegen.additions import Additions
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.live_things import LiveThings
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.presence import Coming, Thing, find_things
from manim_nodes.library.node_type import Kind, NodeType, Role

_WAIT = "frozen_frame"
"""The parameter of a wait that says whether it is one still picture."""

_PLAYED = frozenset({Kind.ANIMATION, Kind.COMPOSE})

_Place = tuple[float, ...]
"""When a thing comes onto the screen, and behind which others: by the node that brings it, by place in order."""


@dataclass(frozen=True)
class Updates:
    """What is brought up to date where.

    Parameters
    ----------
    read : for each node, the things that are so when its code names them
    watched : for each node, the things that are so whenever its functions name them
    added : the nodes whose things are so when they are added to the screen by themselves
    all_before : the nodes before which all that is on the screen is
    all_after : the node after which, in the end, all that is on the screen is
    drawn : the waits in which every frame must be drawn
    kept_going : for each node, the hidden things that go on changing from there
    """

    read: Mapping[str, frozenset[str]]
    watched: Mapping[str, frozenset[str]]
    added: frozenset[str]
    all_before: frozenset[str]
    all_after: str | None
    drawn: frozenset[str]
    kept_going: Mapping[str, frozenset[str]]


NO_UPDATES = Updates({}, {}, frozenset(), frozenset(), None, frozenset(), {})


def find_updates(graph: Graph, sequence: Sequence[str], additions: Additions) -> Updates:
    """Find what must be brought up to date in a scene.

    Parameters
    ----------
    sequence : all nodes in order
    """
    if not any(
        node_type.ongoing or graph.is_switched_on(node, node_type, "live")
        for node, node_type in graph.active
    ):
        return NO_UPDATES
    return _UpdateFinder(graph, sequence, additions).find()


class _Screen:
    """Which things are on the screen when, as far as that is sure.

    Attributes
    ----------
    index : for each node, where in the order it comes
    """

    def __init__(
        self, graph: Graph, live: LiveThings, sequence: Sequence[str], additions: Additions
    ) -> None:
        self.index = {node_id: index for index, node_id in enumerate(sequence)}
        self._graph, self._live = graph, live
        self._things = find_things(graph)
        self._shown: dict[str, _Place] = {}
        shown = [(after, [thing]) for after, thing in additions.made.items()]
        for after, things in [*shown, *additions.stepped.items()]:
            for number, thing in enumerate(things):
                self._shown[thing.node_id] = (self.index[after], 1, number)
        self._cleared = [
            self.index[node.id] for node, node_type in graph.active if node_type.clears
        ]
        self._moved = frozenset(self._moved_in_order())

    def place(self, thing: str) -> _Place | None:
        """Return where a thing is among those on the screen; None if it never is, or that is not sure."""
        found = self._things.get(thing)
        if found is None or thing in self._moved:
            return None
        if found.coming is Coming.SHOWN:
            return self._shown.get(thing)
        if found.coming is Coming.ENTRANCE:
            player = self._graph.player(found.entrances[0])
            return self.index[player], 0, self._number_in(player, thing)
        if found.coming is Coming.WITH and found.carrier is not None:
            carrier = self.place(found.carrier)
            return (*carrier, self._number_in(found.carrier, thing)) if carrier else None
        return None

    def is_never_on(self, thing: str) -> bool:
        """Return whether a thing is sure never to be on the screen."""
        found = self._things.get(thing)
        return found is None or found.coming in (Coming.LAYOUT, Coming.NEVER)

    def is_hidden(self, thing: str) -> bool:
        """Return whether something to be seen never is."""
        found = self._things.get(thing)
        return found is not None and found.coming is Coming.NEVER

    def time_on(self, thing: str) -> tuple[float, float]:
        """Return by which node a thing is sure to come, and with which one it may leave."""
        place = self.place(thing)
        return (inf, inf) if place is None else (place[0], self.goes(thing))

    def goes(self, thing: str) -> float:
        """Return with which node a thing leaves the screen, at the earliest."""
        found = self._things[thing]
        players = map(self._graph.player, found.exits)
        place = self.place(thing) or (0,)
        goes: list[float] = [index for index in self._cleared if index > place[0]]
        goes += map(self.index.__getitem__, players)
        if found.coming is Coming.WITH and found.carrier is not None:
            goes.append(self.goes(found.carrier))
        return min(goes, default=inf)

    def _number_in(self, node_id: str, thing: str) -> int:
        """Return as which of those that a node is given a thing comes in."""
        sources = (
            source
            for inner in self._live.written_inside(node_id)
            for sources in self._graph.sources[inner].values()
            for source in sources
        )
        for number, source in enumerate(sources):
            if any(thing in self._live.parts(made) for made in self._live.makers(source)):
                return number
        return 0

    def _moved_in_order(self) -> Iterator[str]:
        """Find what need not stay in its place, as a step or an animation may bring it to the front."""
        for node, node_type in self._graph.active:
            if node_type.kind is Kind.STEP:
                yield from self._referred_to(node, node_type)
            elif node_type.kind in _PLAYED or self._graph.is_animated(node, node_type):
                for thing in self._live.reads(node.id):
                    found = self._things.get(thing)
                    if found is not None and found.coming in (Coming.LAYOUT, Coming.NEVER):
                        yield from self._live.parts(thing)
        yield from (each.node_id for each in self._things.values() if len(each.entrances) > 1)

    def _referred_to(self, node: Node, node_type: NodeType) -> Iterator[str]:
        for name, port in node_type.inputs.items():
            if port.role is Role.REFERS and not port.changes:
                for source in self._graph.sources[node.id].get(name, ()):
                    for made in self._live.makers(source):
                        yield from self._live.parts(made)


class _UpdateFinder:
    """Goes through a scene once, in order, and once back."""

    def __init__(self, graph: Graph, sequence: Sequence[str], additions: Additions) -> None:
        self._graph, self._sequence, self._additions = graph, sequence, additions
        self._active = graph.active_by_id
        self._live = LiveThings(graph)
        self._screen = _Screen(graph, self._live, sequence, additions)
        self._setters = {
            setter: thing for thing in self._live.things.values() for setter in thing.setters
        }
        self._writers = {
            writer for setter in self._setters for writer in (setter, *graph.folded(setter))
        }
        self._made_at: dict[str, int] = {}
        self._made: defaultdict[int, list[str]] = defaultdict(list)
        self._dependents: defaultdict[str, set[str]] = defaultdict(set)
        for thing in self._live.things.values():
            made_at = [
                max(map(self._screen.index.__getitem__, self._live.written_by(setter)))
                for setter in thing.setters
            ]
            self._made_at[thing.node_id] = min(made_at)
            self._made[min(made_at)].append(thing.node_id)
            for other in self._live.depends_on(thing.node_id):
                self._dependents[other].add(thing.node_id)
        self._on = {thing: self._screen.time_on(thing) for thing in self._live.things}
        self._at_times_off = {
            thing
            for thing, (comes, goes) in self._on.items()
            if comes > self._made_at[thing] or goes < inf
        }
        self._timed = {thing for thing in self._live.things if self._live.is_timed(thing)}
        self._asked: dict[str, _Span] = {}
        self._stale: set[str] = set()
        self._going_on: set[str] = set()
        self._read: dict[str, frozenset[str]] = {}
        self._added: set[str] = set()
        self._all_before: set[str] = set()
        self._drawn: set[str] = set()
        self._kept_going: dict[str, frozenset[str]] = {}
        self._changed_last: str | None = None

    def find(self) -> Updates:
        for index, node_id in enumerate(self._sequence):
            if node_id in self._active:
                self._go_through(index, *self._active[node_id])
            made = self._additions.made.get(node_id)
            for thing in [made] if made else self._additions.stepped.get(node_id, ()):
                self._add(index, thing)
        is_stale = bool(self._stale_on_screen(len(self._sequence)))
        return Updates(
            self._read,
            self._watched(),
            frozenset(self._added),
            frozenset(self._all_before),
            self._changed_last if is_stale else None,
            frozenset(self._drawn),
            self._kept_going,
        )

    # what the script runs once

    def _go_through(self, index: int, node: Node, node_type: NodeType) -> None:
        if self._live.is_remade(node.id):
            return
        if node_type.kind is Kind.LOOP:
            # What one round changes is so in the next.
            inside = find_loops(self._graph)[node.id].inside
            changed = frozenset[str]().union(*map(self._live.changed_by, inside))
            self._change(index, node.id, changed)
        is_played = node_type.kind in _PLAYED or self._graph.is_animated(node, node_type)
        if not is_played or self._graph.player(node.id) == node.id:
            self._run(index, node, node_type, is_played=is_played)
        for thing in self._made.get(index, ()):
            if self._live.things[thing].reads & self._stale:
                self._stale.add(thing)
                self._changed_last = node.id

    def _run(self, index: int, node: Node, node_type: NodeType, *, is_played: bool) -> None:
        if node_type.kind is not Kind.QUERY and node.id not in self._writers:
            self._bring_up_to_date(index, node, node_type)
        changed = self._live.changed_by(node.id)
        if node_type.plays > 0 or (is_played and node_type.kind is not Kind.ANIMATION):
            self._play(index, changed | self._going_on)
            return
        if node_type.ongoing:
            self._going_on |= changed
            hidden = frozenset(filter(self._screen.is_hidden, changed))
            if hidden:
                self._kept_going[node.id] = hidden
        else:
            self._change(index, node.id, changed)

    def _bring_up_to_date(self, index: int, node: Node, node_type: NodeType) -> None:
        read = {leaf for leaf in self._leaves(node.id) if self._made_at[leaf] < index}
        looked_at = read.union(*map(self._live.depends_on, read))
        on_screen = self._stale_on_screen(index)
        if _WAIT in node_type.parameters and self._is_timed(index):
            self._drawn.add(node.id)  # which brings all up to date, too
        elif on_screen and (on_screen & looked_at or _may_wait(node_type)):
            self._all_before.add(node.id)
            self._stale -= on_screen
        late = frozenset(read & self._stale)
        if not late:
            return
        self._read[node.id] = self._holding(late, node.id)
        if node_type.kind is Kind.VALUE and not self._live.is_thing(node.id):
            return  # it may be written where it is used, or nowhere
        self._stale -= late
        for leaf in late:
            self._ask(leaf, _Span((index,), index))

    def _named(self, *node_ids: str) -> set[str]:
        """Return the things that the code of some nodes names."""
        return {
            made
            for node_id in node_ids
            for inner in self._live.written_inside(node_id)
            for made in self._live.reads(inner)
        }

    def _leaves(self, *node_ids: str) -> frozenset[str]:
        """Return the live things that the code of some nodes names, or parts of what it names."""
        return self._live.leaves(self._named(*node_ids))

    def _holding(self, late: Set[str], *node_ids: str) -> frozenset[str]:
        """Return the things named by the code of some nodes that are, or hold, some live ones."""
        named = self._named(*node_ids)
        return frozenset(made for made in named if self._live.leaves([made]) & late)

    def _stale_on_screen(self, index: int) -> set[str]:
        return {thing for thing in self._stale if self._is_on(thing, index)}

    def _is_on(self, thing: str, index: int) -> bool:
        """Return whether a live thing is sure to be on the screen before a node runs."""
        comes, goes = self._on[thing]
        return comes < index <= goes

    def _is_timed(self, index: int) -> bool:
        return any(
            self._made_at[thing] < index and self._is_on(thing, index) for thing in self._timed
        )

    def _play(self, index: int, changing: Set[str]) -> None:
        """Let time pass, in which manim updates what is on the screen."""
        self._stale -= self._stale_on_screen(index + 1)
        affected = self._timed.union(*(self._dependents.get(other, ()) for other in changing))
        self._stale |= {
            thing
            for thing in self._at_times_off & affected
            if self._made_at[thing] < index and not self._is_on(thing, index + 1)
        }

    def _change(self, index: int, node_id: str, changed: Set[str]) -> None:
        for other in changed:
            for thing in self._dependents.get(other, ()):
                if self._made_at[thing] < index:
                    self._stale.add(thing)
                    self._changed_last = node_id

    def _add(self, index: int, thing: Thing) -> None:
        late = self._live.leaves([thing.node_id]) & self._stale
        # What waits for things on the screen is brought up to date with them.
        if late and not any(self._live.depends_on(leaf) & self._stale for leaf in late):
            self._added.add(thing.node_id)
            self._stale -= late
            for leaf in late:
                self._ask(leaf, _Span((index, 1), index))

    # what functions look at again and again

    def _ask(self, thing: str, span: "_Span") -> None:
        known = self._asked.get(thing, span)
        self._asked[thing] = _Span(min(span.place, known.place), max(span.until, known.until))

    def _watched(self) -> dict[str, frozenset[str]]:
        """Find what functions bring up to date themselves: what is not ahead of them on the screen."""
        watched = {}
        for node_id in reversed(self._sequence):
            is_folded = node_id in self._writers and node_id not in self._setters
            if node_id not in self._active or is_folded or self._live.is_remade(node_id):
                continue
            written = self._live.written_by(node_id) if node_id in self._setters else (node_id,)
            leaves = self._leaves(*written) - {self._set_by(node_id)}
            span = self._looks(node_id) if leaves else None
            if span is None:
                continue
            late = frozenset(leaf for leaf in leaves if not self._is_ahead(leaf, span))
            for leaf in late:
                self._ask(leaf, span)
            if late:
                watched[node_id] = self._holding(late, *written)
        return watched

    def _set_by(self, node_id: str) -> str:
        """Return the thing that a live node sets, or else that a node makes."""
        return self._setters[node_id].node_id if node_id in self._setters else node_id

    def _looks(self, node_id: str) -> "_Span | None":
        """Return when the functions of a node look at things, if they ever do."""
        _, node_type = self._active[node_id]
        thing = self._set_by(node_id)
        if node_type.kind is Kind.STEP:
            return _Span((self._screen.index[node_id],), inf)
        if node_id not in self._setters and not (
            node_type.kind is Kind.VALUE and self._live.is_thing(node_id)
        ):
            return _ANY_TIME
        asked = self._asked.get(thing)
        place = self._screen.place(thing)
        if place is None:
            return asked if self._screen.is_never_on(thing) else _ANY_TIME
        here = _Span(place, self._screen.goes(thing))
        return (
            here
            if asked is None
            else _Span(min(here.place, asked.place), max(here.until, asked.until))
        )

    def _is_ahead(self, thing: str, span: "_Span") -> bool:
        place = self._screen.place(thing)
        return place is not None and place < span.place and self._screen.goes(thing) >= span.until


class _Span(NamedTuple):
    """From which place on the screen, and until which node, something is looked at."""

    place: _Place
    until: float


_ANY_TIME = _Span((-1,), inf)


def _may_wait(node_type: NodeType) -> bool:
    """Return whether a node may let time pass in which manim finds that nothing moves."""
    return (
        _WAIT in node_type.parameters
        or (node_type.kind is Kind.STEP and node_type.plays > 0)
        or bool(node_type.parameters_of("python"))
    )
