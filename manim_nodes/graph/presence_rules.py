"""What no frame of the film shows, though it is made to be seen."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import inf

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.graph.levels import outermost_level
from manim_nodes.graph.order import has_order, order
from manim_nodes.graph.presence import Coming, Thing, find_things
from manim_nodes.graph.problems import Fix, Problem, Severity, Show, WaitAtEnd, WaitBefore
from manim_nodes.graph.steps import find_steps, making_roots
from manim_nodes.library.node_type import Kind, NodeType, Role
from manim_nodes.translation import tr

_UPDATERS = "Movement"
"""The category of what sets updaters up and ends them: after the last frame that is mere tidiness."""


def never_shown(graph: Graph) -> Iterator[Problem]:
    """Find things that no frame shows, and changes that no frame shows any more.

    A scene that plays nothing is a still, which shows the end.
    """
    if not has_order(graph):
        return
    yield from _Watcher(graph).find()


@dataclass(frozen=True)
class _Spell:
    """A time for which a thing is on the screen, by places in the order of running.

    Parameters
    ----------
    since : the place after which it is there
    until : the place up to which it is there, and the node that takes it away then
    """

    since: int
    until: float
    remover: str = ""


class _Watcher:
    """Compares when things are on the screen with when something plays."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._level = outermost_level(graph)
        self._ranked = list(self._level.ranks)
        self._things = find_things(graph)
        self._steps = find_steps(graph)
        self._places = {node_id: place for place, node_id in enumerate(order(graph))}
        # A loop ends where the last of its nodes does; whatever plays in it may play once more.
        self._ends: dict[str, int] = {}
        for node_id, place in self._places.items():
            self._ends[self._level.unit(node_id)] = place
        self._plays = sorted(
            {self._end(node.id) for node, kind in graph.active if self._plays_at(node, kind)}
        )
        self._clearings = [node.id for node, node_type in graph.active if node_type.clears]

    def find(self) -> Iterator[Problem]:
        unseen: set[str] = set()
        for thing in self._things.values():
            problem = self._problem_of(thing)
            if problem is not None:
                unseen.add(thing.node_id)
                yield problem
        if self._plays:
            known = self._users(unseen)
            for node, node_type in self._graph.active:
                if node.id not in known and self._changes_too_late(node, node_type):
                    message = tr("No frame shows what this does: it comes after the last one.")
                    yield _late(node.id, message)

    def _plays_at(self, node: Node, node_type: NodeType) -> bool:
        if self._graph.player(node.id) != node.id:
            return False
        may_play = node_type.kind is Kind.STEP and bool(node_type.parameters_of("python"))
        return node_type.plays > 0 or may_play or self._graph.is_animated(node, node_type)

    def _end(self, node_id: str) -> int:
        return self._ends[self._level.unit(node_id)]

    # things

    def _problem_of(self, thing: Thing) -> Problem | None:
        if thing.coming is Coming.NEVER and thing.node_id not in self._serving:
            return _never(
                thing.node_id,
                tr("No frame shows this: it is hidden, and nothing brings it in."),
                Show(thing.node_id),
                tr("Show it, or let an animation such as Create bring it in."),
            )
        if not self._plays or thing.coming not in (Coming.SHOWN, Coming.ENTRANCE):
            return None
        spells = list(self._spells(thing))
        if not spells or any(map(self._is_seen, spells)):
            return None
        remover = next((spell.remover for spell in spells if spell.remover), "")
        if remover and self._places[remover] < self._plays[-1]:
            title = self._graph.title_of(remover)
            return _never(
                thing.node_id,
                tr("No frame shows this: '{node}' takes it away before the next one.", node=title),
                WaitBefore(remover),
                tr("Put a wait before '{node}'.", node=title),
            )
        return _late(thing.node_id, tr("No frame shows this: it comes after the last one."))

    @cached_property
    def _serving(self) -> set[str]:
        """Return the nodes with whose things something is made, or to whose things something happens."""
        roots = making_roots(self._graph)
        found = set()
        for output, takers in self._graph.consumers.items():
            maker = roots.get(output.node_id, output.node_id)
            if any(roots.get(taker.node_id) != maker for taker in takers):
                found.add(maker)
        return found

    def _spells(self, thing: Thing) -> Iterator[_Spell]:
        leaving = sorted(
            (self._places[player], player)
            for node_id in (*thing.exits, *self._clearings)
            # In a loop it may come again after that.
            if (player := self._graph.player(node_id)) not in self._level.stands_in
        )
        for since in self._arrivals(thing):
            following = bisect_right(leaving, since, key=lambda each: each[0])
            is_left = following < len(leaving)
            yield _Spell(since, *leaving[following]) if is_left else _Spell(since, inf)

    def _arrivals(self, thing: Thing) -> Iterator[int]:
        if thing.coming is Coming.SHOWN:
            made = self._places[thing.output.node_id]
            yield max(made, self._ends[self._ranked[thing.rank]]) if thing.rank >= 0 else made
        for node_id in thing.entrances:
            # What brings it by playing shows it.
            yield self._places[self._graph.player(node_id)] - 1

    def _is_seen(self, spell: _Spell) -> bool:
        following = bisect_right(self._plays, spell.since)
        return following < len(self._plays) and self._plays[following] <= spell.until

    # changes

    def _users(self, things: set[str]) -> set[str]:
        """Return the nodes that some things go through."""
        return {
            taker.node_id
            for output, takers in self._graph.consumers.items()
            if things and self._graph.origin(output).node_id in things
            for taker in takers
        }

    def _changes_too_late(self, node: Node, node_type: NodeType) -> bool:
        if node.id not in self._steps or not self._changes_picture(node, node_type):
            return False
        return bisect_left(self._plays, self._places[node.id]) == len(self._plays)

    def _changes_picture(self, node: Node, node_type: NodeType) -> bool:
        if node_type.kind is Kind.MODIFY:
            return node_type.category.title != _UPDATERS
        return node_type.clears or any(
            port.role_for(self._graph.parameter(node, node_type, port.role_by))
            in (Role.ENTERS, Role.LEAVES)
            for port in node_type.inputs.values()
        )


def _never(node_id: str, message: str, fix: Fix, hint: str) -> Problem:
    return Problem("never-shown", message, node_id, None, Severity.WARNING, hint, fix)


def _late(node_id: str, message: str) -> Problem:
    return _never(node_id, message, WaitAtEnd(), tr("Add a wait at the end of the film."))
