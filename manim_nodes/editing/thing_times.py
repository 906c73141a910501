"""Edits that change when a thing comes onto the stage, and when it leaves it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.step_numbers import number_steps, numbers_at
from manim_nodes.editing.thing_actions import ThingAction, action_of, let_happen
from manim_nodes.graph.build import Graph, Port, build
from manim_nodes.graph.intervals import Interval, find_appearances
from manim_nodes.graph.levels import outermost_level
from manim_nodes.graph.listing import ReorderError, settle_order, steps_of, unit_of
from manim_nodes.graph.presence import START, find_things
from manim_nodes.graph.reorder import move_step
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Role
from manim_nodes.library.port_types import ANIMATION
from manim_nodes.translation import tr

_ADD, _REMOVE = "Add", "Remove"
_SERVING = (Role.ENTERS, Role.LEAVES, Role.CONSUMED)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment between two steps, at which a thing may come or go.

    Parameters
    ----------
    rank : of the step before
    after : that step, or what holds it, among the nodes of a group or the project; None before all of those
    """

    rank: int
    after: str | None


def moments(steps: Sequence[str], location: Sequence[str] = ()) -> Iterator[Moment]:
    """Return the moments between the nodes of a group, or of the project.

    Parameters
    ----------
    steps : by their full ids, in the order of their ranks
    location : the ids of the groups' nodes that lead to the group
    """
    depth = len(location)
    nodes = [
        parts[depth] if parts[:depth] == list(location) and len(parts) > depth else None
        for parts in (step.split("/") for step in steps)
    ]
    if not location:
        yield Moment(START, None)
    for rank, (node, following) in enumerate(zip(nodes, [*nodes[1:], None], strict=True)):
        if node is not None and node != following:
            yield Moment(rank, node)
        elif node is None and following is not None:
            yield Moment(rank, None)
    if location and nodes and nodes[0] is not None:
        yield Moment(START, None)


# coming


def move_entrance(
    document: Document, library: Library, thing: str, entrance: str | None, *, after: str | None
) -> Document:
    """Let a thing come when a step has run: by what brings it now, or else by an Add.

    What comes by an Add then, but would be shown by itself at that time, needs it no more.

    Parameters
    ----------
    thing : the node that makes it; one in a group by its full id
    entrance : the node that brings it now, if there is one
    after : the step; None for before all steps

    Raises
    ------
    ReorderError : it cannot come then
    """
    before = _Times(document, library)
    if entrance is None:
        return _with_entrance(before, thing, after)
    if before.is_alone(entrance, _ADD):
        shown = _Times(edits.dissolve_nodes(before.document, [entrance]), library)
        if shown.comes_by_itself(thing, after):
            return shown.document
    return _moved(before, thing, entrance, after)


def _with_entrance(before: "_Times", thing: str, after: str | None) -> Document:
    if before.comes_by_itself(thing, after):
        return before.document
    now, added = _with_new(before, thing, _ADD, after)
    _check_that_it_comes_by(now, thing, added)
    return now.document


def show_from_start(
    document: Document, library: Library, thing: str, entrance: str | None
) -> Document:
    """Let a thing be there as soon as it can be, without what brings it now.

    Raises
    ------
    ReorderError : what brings it does more than that
    """
    if entrance is None:
        return document
    before = _Times(document, library)
    document = before.without(thing, entrance, Role.ENTERS)
    now = _Times(document, library)
    first = next(iter(now.intervals(thing)), None)
    if (first is None or first.entrance is not None) and thing in document.nodes_by_id:
        document = edits.set_presence(document, [thing], "shown")
        first = next(iter(_Times(document, library).intervals(thing)), None)
    if first is not None and first.entrance is not None:
        raise _in_the_way(now, thing, first.entrance)
    return document


# going


def move_exit(
    document: Document,
    library: Library,
    thing: str,
    exit_: str | None,
    *,
    after: str | None,
) -> Document:
    """Let a thing go when a step has run: by what takes it away alone now, or else by a Remove.

    Parameters
    ----------
    thing : the node that makes it; one in a group by its full id
    exit_ : the node that takes it away, if there is one that does not take other things away with it
    after : the step; None for before all steps

    Raises
    ------
    ReorderError : it cannot go then
    """
    before = _Times(document, library)
    if exit_ is not None:
        return _moved(before, thing, exit_, after)
    if after is None:
        raise ReorderError(tr("It would never be seen."), hint=tr("Delete it instead."))
    now, added = _with_new(before, thing, _REMOVE, after)
    _check_that_it_goes_by(before, now, thing, added)
    return now.document


def keep_to_end(document: Document, library: Library, thing: str, exit_: str | None) -> Document:
    """Let a thing stay, without what takes it away now.

    Raises
    ------
    ReorderError : what takes it away does more than that
    """
    if exit_ is None:
        return document
    return _Times(document, library).without(thing, exit_, Role.LEAVES)


def without_animation(document: Document, library: Library, node_id: str) -> Document:
    """Delete an animation, and wire what comes before it to what comes after.

    Raises
    ------
    ReorderError : it is played with others, by more than one node
    """
    document = _Times(document, library).played_by_itself(node_id)
    return edits.dissolve_nodes(document, [node_id])


# here


def let_come_or_go(
    document: Document,
    library: Library,
    thing: str,
    type_name: str,
    *,
    step: str | None,
) -> tuple[Document, str]:
    """Let a thing come, or go, by a new node behind a step, in place of what brings it, or takes it away, now.

    Parameters
    ----------
    thing : the node that makes it
    type_name : of a node that does so
    step : the node behind which that is in time; None for after all there is

    Returns
    -------
    the document, and the id of the new node

    Raises
    ------
    ReorderError : it is not on the screen then, or something else brings it
    """
    before = _Times(document, library)
    numbers = numbers_at(number_steps(before.graph), ())
    try:
        steps_of(before.graph)
    except ReorderError:
        # While wires run in a circle nobody knows when anything comes.
        return let_happen(document, library, [thing], type_name, step=step, numbers=numbers)
    rank = before.rank_at(step)
    comes = action_of(library.types[type_name], library.port_types) is ThingAction.APPEAR
    replaced = before.entrances_around(thing, rank) if comes else before.exits_around(thing, rank)
    document, _ = settle_order(document, library)
    document, added = let_happen(document, library, [thing], type_name, step=step, numbers=numbers)
    if replaced:
        at = document.node(replaced[0]).position
        document = edits.move_nodes(document, {added: at})
    for node_id in replaced:
        role = Role.ENTERS if comes else Role.LEAVES
        document = _Times(document, library).without(thing, node_id, role)
    if comes and document.node(thing).presence == "shown":
        document = edits.set_presence(document, [thing], "automatic")
    now = _Times(document, library)
    if comes:
        _check_that_nothing_else_brings(now, thing, added)
    else:
        _check_that_it_goes_by(before, now, thing, added)
    return document, added


def _check_that_nothing_else_brings(now: "_Times", thing: str, added: str) -> None:
    found = now.intervals(thing)
    if any(each.entrance == added for each in found):
        return
    rank = now.rank_at(added)
    around = next((each for each in found if _is_within(rank, each)), None)
    if around is not None and around.entrance is not None:
        raise _in_the_way(now, thing, around.entrance)


def _is_within(rank: int, interval: Interval) -> bool:
    return interval.first <= rank and (interval.last is None or rank < interval.last)


# both


def _with_new(
    before: "_Times", thing: str, type_name: str, after: str | None
) -> tuple["_Times", str]:
    """Wire a new node into the life of a thing at a moment."""
    library = before.library
    document, _ = settle_order(before.document, library)
    numbers = numbers_at(number_steps(before.graph), ())
    first = next(iter(before.units), None)
    step = after if after is not None else first
    document, added = let_happen(document, library, [thing], type_name, step=step, numbers=numbers)
    if after is None:
        document = move_step(document, library, added, first)
    return _Times(document, library), added


def _moved(before: "_Times", thing: str, node_id: str, after: str | None) -> Document:
    """Let the node that brings a thing, or takes it away, run after a step."""
    unit = unit_of(node_id, before.document)
    before.check_order(thing, node_id, after)
    if unit in before.units and after in (unit, before.unit_before(unit)):
        return before.document
    document = before.played_by_itself(node_id)
    is_alone = document is before.document
    alone = before if is_alone else _Times(document, before.library)
    if after is not None and after not in alone.document.nodes_by_id:
        after = before.unit_before(after)
    first = next((each for each in alone.units if each != unit), None)
    target = first if after is None else None
    document = move_step(alone.document, before.library, unit, target, after=after)
    now = _Times(document, before.library)
    _check_as_before(before, now, thing, node_id)
    return now.document


def _check_that_it_comes_by(now: "_Times", thing: str, node_id: str) -> None:
    found = now.intervals(thing)
    if found and found[0].entrance not in (None, node_id):
        raise _in_the_way(now, thing, found[0].entrance or "")
    if not found or found[0].entrance != node_id:
        raise ReorderError(tr("It cannot come then."))


def _check_that_it_goes_by(before: "_Times", now: "_Times", thing: str, node_id: str) -> None:
    was, found = before.intervals(thing), now.intervals(thing)
    mine = next((place for place, each in enumerate(found) if each.exit == node_id), None)
    if mine is None:
        raise ReorderError(tr("It is not on the screen then."))
    if len(found) > len(was):
        raise _in_the_way(now, thing, found[mine + 1].entrance or "", is_later=True)


def _check_as_before(before: "_Times", now: "_Times", thing: str, node_id: str) -> None:
    """Check that a thing comes and goes by the same nodes as before.

    Raises
    ------
    ReorderError : an animation brings it when it is not there, or the like
    """
    was = [(each.entrance, each.exit) for each in before.intervals(thing)]
    now_found = now.intervals(thing)
    if [(each.entrance, each.exit) for each in now_found] == was:
        return
    known = {entrance for entrance, _ in was}
    mine = next((each for each in now_found if node_id in (each.entrance, each.exit)), None)
    other = next((each for each in now_found if each.entrance not in known), None)
    if other is not None and other.entrance is not None:
        is_later = mine is not None and mine.first < other.first
        raise _in_the_way(now, thing, other.entrance, is_later=is_later)
    raise ReorderError(tr("It is not on the screen then."), where=now.graph.title_of(node_id))


def _in_the_way(
    times: "_Times", thing: str, node_id: str, *, is_later: bool = False
) -> ReorderError:
    """Return that a node brings a thing when it must not be there, be it on purpose or by changing it."""
    title = times.graph.title_of(node_id)
    if node_id in find_things(times.graph)[thing].entrances:
        message = tr("“{title}” brings it onto the screen.", title=title)
        return ReorderError(message, hint=tr("Move that first."))
    message = (
        tr("“{title}” changes it later.", title=title)
        if is_later
        else tr("“{title}” changes it before that.", title=title)
    )
    return ReorderError(message, hint=tr("Move or delete that first."))


class _Times:
    """A document, and when its things are on the stage."""

    def __init__(self, document: Document, library: Library) -> None:
        self.document, self.library = document, library

    @cached_property
    def graph(self) -> Graph:
        return build(self.document, self.library)

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return outermost_level(self.graph).ranks

    @cached_property
    def units(self) -> list[str]:
        """The nodes of the document that are, or hold, steps, in the order in which they run."""
        return list(dict.fromkeys(unit_of(step, self.document) for step in self._ranks))

    def unit_before(self, unit: str) -> str | None:
        place = self.units.index(unit) if unit in self.units else 0
        return self.units[place - 1] if place else None

    def intervals(self, thing: str) -> tuple[Interval, ...]:
        """Return when a thing is on the stage; nothing for one that is not in the document."""
        found = find_appearances(self.graph).get(thing)
        return found.intervals if found is not None else ()

    def comes_by_itself(self, thing: str, after: str | None) -> bool:
        """Return whether a thing is shown by itself as soon as a step has run."""
        first = next(iter(self.intervals(thing)), None)
        if first is None or first.entrance is not None:
            return False
        steps = list(self._ranks)
        unit = unit_of(steps[first.first], self.document) if first.first >= 0 else None
        return unit == after

    def is_alone(self, node_id: str, type_name: str) -> bool:
        """Return whether a node is of a type, and a single wire leads into it."""
        node = self.document.nodes_by_id.get(node_id)
        wires = [edge for edge in self.document.edges if edge.target == node_id]
        return node is not None and node.type == type_name and len(wires) == 1

    def check_order(self, thing: str, node_id: str, after: str | None) -> None:
        """Check that a thing goes after it comes, and comes again after that.

        Parameters
        ----------
        node_id : what brings it, or takes it away
        after : the step behind which that is to be

        Raises
        ------
        ReorderError : it would be otherwise
        """
        rank = self._rank_of(after)
        found = self.intervals(thing)
        for interval, following in zip(found, (*found[1:], None), strict=False):
            last = len(self._ranks) if interval.last is None else interval.last
            passes = interval.entrance == interval.exit
            if interval.entrance == node_id and rank >= last and not passes:
                raise ReorderError(tr("It goes before that."))
            if interval.exit == node_id and rank < interval.first and not passes:
                raise ReorderError(tr("It comes only after that."))
            if following is None:
                continue
            if interval.exit == node_id and rank >= following.first:
                raise ReorderError(tr("It comes again before that."))
            if following.entrance == node_id and rank < last:
                raise ReorderError(tr("It goes only after that."))

    def _rank_of(self, unit: str | None) -> int:
        """Return when a node of the document has run."""
        ranks = (rank for step, rank in self._ranks.items() if unit_of(step, self.document) == unit)
        return max(ranks, default=START)

    def rank_at(self, step: str | None) -> int:
        """Return when the last step has run that comes before what is placed behind a node; None for the last of all."""
        if step in self.units or step is None:
            return self._rank_of(step) if step is not None else len(self._ranks) - 1
        listed = [node.id for node in self.document.nodes]
        before = set(listed[: listed.index(step)]) if step in listed else set(listed)
        return max((self._rank_of(unit) for unit in self.units if unit in before), default=START)

    def entrances_around(self, thing: str, rank: int) -> list[str]:
        """Return the nodes that bring a thing for the time around a moment, or else for the next one."""
        known = find_things(self.graph).get(thing)
        ends = ((each, each.last) for each in self._lasting(thing))
        interval = next((each for each, last in ends if last is None or rank < last), None)
        if interval is None or known is None:
            return []
        return [
            node_id
            for node_id in known.entrances
            if node_id == interval.entrance or _is_within(self._rank_of_any(node_id), interval)
            if self.does_only(node_id, Role.ENTERS)
        ]

    def exits_around(self, thing: str, rank: int) -> list[str]:
        """Return the nodes that take a thing away after the time around a moment, or else after the one before.

        Raises
        ------
        ReorderError : the thing comes only later, or one of them does more than that
        """
        known = find_things(self.graph).get(thing)
        begun = (each for each in reversed(self._lasting(thing)) if each.first <= rank)
        interval = next(begun, None)
        if interval is None and self.intervals(thing):
            raise ReorderError(tr("It is not on the screen then."))
        if known is None or interval is None or interval.exit not in known.exits:
            return []
        if self.does_only(interval.exit, Role.LEAVES):
            return [interval.exit]
        if _is_within(rank, interval):
            raise _in_the_way(self, thing, interval.exit, is_later=True)
        return []

    def _lasting(self, thing: str) -> list[Interval]:
        """Return when a thing is on the stage, but for what only passes by."""
        return [
            each
            for each in self.intervals(thing)
            if each.entrance is None or each.entrance != each.exit
        ]

    def _rank_of_any(self, node_id: str) -> int:
        """Return when a node, or what plays it, has run."""
        return self._rank_of(unit_of(self.graph.player(node_id), self.document))

    # what plays it

    def played_by_itself(self, node_id: str) -> Document:
        """Return the document with an animation taken out of what plays it with others.

        Raises
        ------
        ReorderError : more than one node stands between them
        """
        document = self.document
        if node_id not in document.nodes_by_id or self.graph.player(node_id) == node_id:
            return document
        wires = [
            edge for edge in document.edges if edge.source == node_id and self._is_animation(edge)
        ]
        document = edits.disconnect(document, wires)
        for taker in {edge.target for edge in wires}:
            if not any(
                edge.target == taker and self._is_animation(edge) for edge in document.edges
            ):
                document = edits.dissolve_nodes(document, [taker])
        return document

    def _is_animation(self, edge: Edge) -> bool:
        node_type = self.library.get(self.document.node(edge.source).type)
        output = node_type.outputs.get(edge.output) if node_type else None
        return output is not None and output.type == ANIMATION

    # taking away

    def without(self, thing: str, node_id: str, role: Role) -> Document:
        """Return the document without a node that only brings a thing, or takes it away.

        Where the node does that with other things as well, it goes on doing so.

        Raises
        ------
        ReorderError : it does more, or it is in a group
        """
        node = self.document.nodes_by_id.get(node_id)
        node_type = self.library.get(node.type) if node is not None else None
        title = self.graph.title_of(node_id)
        if node is None or node_type is None or not self.does_only(node_id, role):
            raise ReorderError(
                tr("“{title}” does more than that.", title=title),
                hint=tr("Take its wire away instead."),
            )
        wires = [edge for edge in self.document.edges if edge.target == node_id]
        mine = [edge for edge in wires if self._gives(edge, thing)]
        others = [edge for edge in wires if edge not in mine and edge.input in node_type.inputs]
        if not others:
            document = self.played_by_itself(node_id)
            return edits.dissolve_nodes(document, [node_id])
        if any(not node_type.inputs[edge.input].many for edge in mine):
            raise ReorderError(
                tr("“{title}” does it with other things as well.", title=title),
                hint=tr("Take its wire away instead."),
            )
        return edits.disconnect(self.document, mine)

    def does_only(self, node_id: str, role: Role) -> bool:
        """Return whether a node of the document brings things, or takes them away, and does nothing else with them."""
        node = self.document.nodes_by_id.get(node_id)
        node_type = self.library.get(node.type) if node is not None else None
        if node is None or node_type is None:
            return False
        roles = {
            port.role_for(self.graph.parameter(node, node_type, port.role_by))
            for port in node_type.inputs.values()
            if self.graph.sources[node.id].get(port.name)
        }
        return role in roles and roles.isdisjoint(set(_SERVING) - {role})

    def _gives(self, edge: Edge, thing: str) -> bool:
        found = self.graph.sources[edge.target].get(edge.input, ())
        if len(found) > 1:
            is_known = edge.source in self.graph.document.nodes_by_id
            found = (Port(edge.source, edge.output),) if is_known else ()
        return any(self.graph.origin(output).node_id == thing for output in found)
