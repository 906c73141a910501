"""From which step to which each thing is on the stage, and what brings it and takes it away.

A thing may come and go several times. What is a part of another thing comes and goes with that as
well, and what a transform turns something into goes with that.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from math import inf

from manim_nodes.graph.build import Graph, once_a_graph
from manim_nodes.graph.levels import outermost_level
from manim_nodes.graph.order import order
from manim_nodes.graph.presence import START, Coming, Thing, Use, find_things
from manim_nodes.graph.sorting import components_backwards
from manim_nodes.graph.wire_graph import PrecedenceGraph
from manim_nodes.library.node_type import Kind, Role


@dataclass(frozen=True, slots=True)
class Interval:
    """A time for which a thing is on the stage.

    Parameters
    ----------
    first : the rank of the step by which it comes; START if it is there from the first frame
    entrance : the node that brings it; None where it is shown by itself, once ``first`` has run
    last : the rank of the step by which it goes; None if it stays to the end
    exit : the node that takes it away; of several things, or of all, if need be
    comes_with, goes_with : the thing that the node brings or takes away, where that is another one
    """

    first: int
    entrance: str | None = None
    last: int | None = None
    exit: str | None = None
    comes_with: str | None = None
    goes_with: str | None = None


@dataclass(frozen=True, slots=True)
class Appearances:
    """When a thing is on the stage.

    Parameters
    ----------
    intervals : one after another; none if it is never seen
    whole : the thing that it is a part of, if it is a part of one
    """

    node_id: str
    intervals: tuple[Interval, ...] = ()
    whole: str | None = None


class _Change(IntEnum):
    """What happens to a thing; where both happen at once, it goes before it comes."""

    GOES = 0
    COMES = 1
    MOVES = 2
    """By an animation, which brings what is not there."""
    PASSES = 3
    """It goes by what has just brought it."""


_GOING = (_Change.GOES, _Change.PASSES)


@dataclass(frozen=True, slots=True, order=True)
class _Event:
    """Something that happens to a thing.

    Parameters
    ----------
    rank : of the step; what happens once it has run has the last ``place`` in it
    place : of the step and of the very node, in the order of running
    node : by which it happens; empty if by none
    thing : to which it happens; empty for all
    """

    rank: int
    place: tuple[float, float]
    change: _Change
    node: str = ""
    thing: str = ""


_ONCE_RUN = inf, inf
_BEFORE_ALL = _Event(START, (-1.0, -1.0), _Change.GOES)


@once_a_graph
def find_appearances(graph: Graph) -> Mapping[str, Appearances]:
    """Find when each thing is on the stage, by the nodes that make them.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph cannot be put in order
    """
    return _AppearanceFinder(graph).find()


class _AppearanceFinder:
    """Goes through the things once, each after what it is a part of."""

    def __init__(self, graph: Graph) -> None:
        self._graph, self._level = graph, outermost_level(graph)
        self._things = find_things(graph)
        self._place = {node_id: float(place) for place, node_id in enumerate(order(graph))}
        self._changed: dict[str, str] = {}
        for thing in self._things.values():
            for use in thing.uses:
                if use.port == "mobject":
                    self._changed.setdefault(use.user, thing.node_id)
        self._turning: defaultdict[str, list[_Event]] = defaultdict(list)
        for thing in self._things.values():
            for use, other in self._turned(thing):
                self._turning[other].append(self._event(use.user, _Change.GOES, other))
        self._clearing = [
            self._event(node.id, _Change.GOES, "")
            for node, node_type in graph.active
            if node_type.clears
        ]
        self._events: dict[str, list[_Event]] = {}

    def find(self) -> dict[str, Appearances]:
        found: dict[str, Appearances] = {}
        for thing in self._wholes_first():
            self._events[thing.node_id] = sorted({*self._happening_to(thing), *self._clearing})
            intervals = tuple(_intervals(self._events[thing.node_id], thing.node_id))
            whole = next((whole for _, whole in self._wholes(thing)), None)
            found[thing.node_id] = Appearances(thing.node_id, intervals, whole)
        for thing in self._things.values():
            if self._only_lays_out(thing):
                parts = [found[part] for part in sorted(thing.parts)]
                around = tuple(
                    replace(each, goes_with=None) if each.goes_with == thing.node_id else each
                    for each in _around(parts)
                )
                found[thing.node_id] = replace(found[thing.node_id], intervals=around)
        return {node_id: found[node_id] for node_id in self._things}

    def _wholes_first(self) -> Iterator[Thing]:
        wires: PrecedenceGraph[str] = PrecedenceGraph()
        wires.add_nodes_from(self._things)
        for thing in self._things.values():
            others = (*self._wholes(thing), *self._turned(thing))
            wires.add_edges_from((thing.node_id, other) for _, other in others)
        # Two things may each be made a part of the other.
        for knot in components_backwards(wires):
            yield from (self._things[key] for key in sorted(knot))

    def _wholes(self, thing: Thing) -> Iterator[tuple[Use, str]]:
        """Return how a thing becomes a part of others, and of which."""
        for use in thing.uses:
            if use.is_whole and use.role is Role.MEMBER:
                whole = use.user if use.user in self._things else self._changed.get(use.user)
                if whole is not None and whole != thing.node_id:
                    yield use, whole

    def _turned(self, thing: Thing) -> Iterator[tuple[Use, str]]:
        """Return by what other things are turned into a thing, and which those are."""
        for use in thing.uses:
            if use.is_whole and use.role is Role.CONSUMED and use.user not in self._things:
                other = self._changed.get(use.user)
                if other is not None and other != thing.node_id:
                    yield use, other

    @staticmethod
    def _only_lays_out(thing: Thing) -> bool:
        return thing.coming is Coming.LAYOUT and bool(thing.parts)

    # what happens

    def _event(self, node_id: str, change: _Change, thing: str) -> _Event:
        player = self._graph.player(node_id)
        rank = self._level.ranks.get(self._level.unit(player), START)
        return _Event(rank, (self._place[player], self._place[node_id]), change, node_id, thing)

    def _happening_to(self, thing: Thing) -> Iterator[_Event]:
        if thing.coming is Coming.SHOWN:
            # What a loop makes is not there before that runs.
            around = self._level.unit(thing.node_id)
            rank = max(thing.rank, self._level.ranks.get(around, 0) - 1)
            yield _Event(rank, _ONCE_RUN, _Change.COMES, "", thing.node_id)
        for use in thing.uses:
            for change in self._changes(use, thing):
                yield self._event(use.user, change, thing.node_id)
        for use, whole in self._wholes(thing):
            yield from self._along_with(whole, use)
        for use, other in self._turned(thing):
            yield from self._in_the_place_of(other, use)

    def _changes(self, use: Use, thing: Thing) -> Iterator[_Change]:
        comes_by_parts = thing.coming is Coming.LAYOUT and not thing.parts
        if use.role.brings and (use.is_whole or comes_by_parts):
            yield _Change.COMES
        if use.role.takes_away and use.is_whole:
            yield _Change.PASSES if use.role.brings else _Change.GOES
        if use.role is Role.REFERS and use.is_whole and self._is_animated(use):
            yield _Change.MOVES

    def _is_animated(self, use: Use) -> bool:
        node, node_type = self._graph.node(use.user), self._graph.type_of(use.user)
        port = node_type.inputs.get(use.port) if node_type else None
        if node_type is None or port is None or not port.changes:
            return False
        return node_type.kind is Kind.ANIMATION or self._graph.is_animated(node, node_type)

    def _along_with(self, whole: str, use: Use) -> Iterator[_Event]:
        """Return what happens to a whole once something has become a part of it."""
        is_made_of_it = use.user in self._things
        joins = _BEFORE_ALL if is_made_of_it else self._event(use.user, _Change.COMES, whole)
        is_there = False
        for event in self._events.get(whole, ()):
            if event > joins:
                yield event
            else:
                is_there = event.change not in _GOING
        if is_there:
            yield joins

    def _in_the_place_of(self, other: str, use: Use) -> Iterator[_Event]:
        """Return what happens to something after it was turned into a thing, as long as it looks so."""
        turned = self._event(use.user, _Change.COMES, other)
        yield turned
        for event in (*self._events.get(other, ()), *self._turning[other]):
            if event.place > turned.place and event.change in _GOING:
                yield event


def _intervals(events: Iterable[_Event], thing: str) -> Iterator[Interval]:
    """Return the times between coming and going.

    Parameters
    ----------
    events : in the order in which they happen
    """
    there: Interval | None = None
    for event in events:
        other = event.thing if event.thing not in ("", thing) else None
        if event.change in _GOING and there is not None:
            yield replace(there, last=event.rank, exit=event.node, goes_with=other)
            there = None
        elif event.change not in _GOING and there is None:
            there = Interval(event.rank, event.node or None, comes_with=other)
    if there is not None:
        yield there


def _around(parts: Iterable[Appearances]) -> Iterator[Interval]:
    """Return the times at which any of some things is there."""
    around: Interval | None = None
    found = [
        replace(
            interval,
            comes_with=interval.comes_with or part.node_id,
            goes_with=(interval.goes_with or part.node_id) if interval.exit else None,
        )
        for part in parts
        for interval in part.intervals
    ]
    for interval in sorted(found, key=lambda each: each.first):
        if around is not None and around.last is not None and interval.first > around.last:
            yield around
            around = None
        if around is None:
            around = interval
        elif around.last is not None and (interval.last is None or interval.last > around.last):
            around = replace(
                around, last=interval.last, exit=interval.exit, goes_with=interval.goes_with
            )
    if around is not None:
        yield around
