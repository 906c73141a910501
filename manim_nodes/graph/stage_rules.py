"""Animations that bring what is on the screen already, or take away what is gone: it would come twice, or come back."""

from collections.abc import Collection, Iterator, Mapping

from manim_nodes.graph.build import Graph, once_a_graph
from manim_nodes.graph.intervals import Interval, find_appearances
from manim_nodes.graph.levels import outermost_level
from manim_nodes.graph.order import has_order
from manim_nodes.graph.presence import START, Coming, Thing, find_things
from manim_nodes.graph.problems import Delete, Fix, Problem, Severity
from manim_nodes.library.node_type import Kind, Role
from manim_nodes.translation import tr


def come_twice(graph: Graph) -> Iterator[Problem]:
    """Find entrances of what is on the screen already: it would vanish and come again."""
    for thing in _things(graph):
        if not _may_be_there(thing):
            continue
        for entrance in thing.entrances:
            if not _plays_only(graph, entrance, Role.ENTERS):
                continue
            around = _around(graph, thing, _rank(graph, entrance))
            if around is not None and _is_surely_there(graph, around):
                yield Problem(
                    "on-screen-already",
                    tr(
                        "'{thing}' is on the screen already: it vanishes, and comes in again.",
                        thing=graph.title_of(thing.node_id),
                    ),
                    entrance,
                    severity=Severity.WARNING,
                    hint=tr("Delete this, or let the thing disappear before it."),
                    fix=_deletion(graph, entrance),
                )


def leave_twice(graph: Graph) -> Iterator[Problem]:
    """Find exits of what is gone already: it would come back for a moment."""
    for leaving, (thing, gone_by) in _leaving_again(graph).items():
        other = _taken_its_place(graph, thing, gone_by)
        message = (
            tr(
                "'{thing}' has become '{other}' before that: it would come back for a moment.",
                thing=graph.title_of(thing),
                other=graph.title_of(other),
            )
            if other
            else tr(
                "'{node}' has taken '{thing}' away before that: it would come back for a moment.",
                thing=graph.title_of(thing),
                node=graph.title_of(gone_by),
            )
        )
        hint = (
            tr("Wire '{other}' in, which is there now.", other=graph.title_of(other))
            if other
            else tr("Delete this.")
        )
        yield Problem(
            "gone-already",
            message,
            leaving,
            severity=Severity.WARNING,
            hint=hint,
            fix=None if other else _deletion(graph, leaving),
        )


def leaves_again(graph: Graph) -> Collection[str]:
    """Return the nodes that take away what is gone already."""
    return _leaving_again(graph).keys()


@once_a_graph
def _leaving_again(graph: Graph) -> Mapping[str, tuple[str, str]]:
    """Find the nodes that take away what is gone already: which thing, and by what it is gone."""
    found: dict[str, tuple[str, str]] = {}
    for thing in _things(graph):
        if len(thing.exits) < 2 or any(_may_not_run(graph, each) for each in thing.entrances):
            continue
        for leaving in thing.exits:
            rank = _rank(graph, leaving)
            before = [each for each in _intervals(graph, thing) if each.first <= rank]
            last = before[-1] if before else None
            if (
                last is not None
                and last.last is not None
                and last.last < rank
                and last.exit in thing.exits
                and not _may_not_run(graph, last.exit)
                and _plays_only(graph, leaving, Role.LEAVES)
            ):
                found[leaving] = thing.node_id, last.exit
    return found


def _things(graph: Graph) -> Iterator[Thing]:
    """Return what is neither made nor changed in circles, so that the time of each is known."""
    if not has_order(graph):
        return
    inside = outermost_level(graph).stands_in
    for thing in find_things(graph).values():
        if thing.node_id not in inside and (thing.entrances or thing.exits):
            yield thing


def _may_be_there(thing: Thing) -> bool:
    """Return whether more than one entrance may bring a thing: itself, or with another."""
    is_used_up = any(use.role in (Role.MEMBER, Role.CONSUMED) for use in thing.uses)
    return len(thing.entrances) > 1 or thing.coming is not Coming.ENTRANCE or is_used_up


def _intervals(graph: Graph, thing: Thing) -> tuple[Interval, ...]:
    return find_appearances(graph)[thing.node_id].intervals


def _around(graph: Graph, thing: Thing, rank: int) -> Interval | None:
    """Return the time at which a thing is there before a step and after it."""
    found = _intervals(graph, thing)
    return next(
        (each for each in found if each.first < rank and (each.last is None or rank < each.last)),
        None,
    )


def _is_surely_there(graph: Graph, interval: Interval) -> bool:
    """Return whether a thing is there itself, and not another that looks like it."""
    if interval.entrance is None:
        return True
    if _may_not_run(graph, interval.entrance):
        return False
    if interval.comes_with is None:
        return True
    node_type = graph.type_of(interval.entrance)
    roles = {port.role for port in node_type.inputs.values()} if node_type else set()
    return Role.CONSUMED not in roles


def _rank(graph: Graph, node_id: str) -> int:
    level = outermost_level(graph)
    return level.ranks.get(level.unit(graph.player(node_id)), START)


def _may_not_run(graph: Graph, node_id: str) -> bool:
    """Return whether a node is in a loop or under a condition, so that it may run often or never."""
    return graph.player(node_id) in outermost_level(graph).stands_in


def _plays_only(graph: Graph, node_id: str, role: Role) -> bool:
    """Return whether a node is an animation that does with all that comes in just what a role says."""
    node, node_type = graph.node(node_id), graph.type_of(node_id)
    # What is added again without playing only comes to the front.
    plays = node_type is not None and node_type.kind is Kind.ANIMATION and node_type.plays > 0
    if node_type is None or not plays or _may_not_run(graph, node_id):
        return False
    roles = {
        port.role_for(graph.parameter(node, node_type, port.role_by))
        for port in node_type.inputs.values()
        if graph.sources[node_id].get(port.name)
    }
    return roles == {role}


def _taken_its_place(graph: Graph, thing: str, node_id: str) -> str:
    """Return the thing that another has become by a node; empty if it has become none."""
    return next(
        (
            other.node_id
            for other in find_things(graph).values()
            if other.node_id != thing and node_id in other.entrances
        ),
        "",
    )


def _deletion(graph: Graph, node_id: str) -> Fix | None:
    """Return what mends it, if the node does nothing for other things."""
    node_type = graph.type_of(node_id)
    names = node_type.inputs if node_type else {}
    wired = sum(len(graph.sources[node_id].get(name, ())) for name in names)
    return Delete(node_id) if wired == 1 else None
