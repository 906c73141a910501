"""What a preview has found that no frame shows, as problems of the nodes that made it."""

from collections.abc import Iterable, Iterator, Mapping

from manim_nodes.editing.placement import CannotPlaceError, find_placement, maker_of
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.graph.build import Graph
from manim_nodes.graph.color_rules import (
    empty,
    in_color_of_background,
    surely_colorless,
    transparent,
)
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.presence import Coming, Thing, find_things
from manim_nodes.graph.problems import BringIntoFrame, Problem, PutInFront, Severity
from manim_nodes.render.preview.unseen import Reason, Unseen
from manim_nodes.translation import tr

_COLORLESS = (Reason.TRANSPARENT, Reason.BACKGROUND, Reason.EMPTY)


def unseen_problems(
    graph: Graph, unseen: Iterable[Unseen], absent: Iterable[str] = ()
) -> list[Problem]:
    """Return what to tell of what is in a film's scene and in none of its frames.

    Of what is a part of something else that is not seen nothing is told.

    Parameters
    ----------
    graph : of the project whose film that is
    absent : nodes that have made what was never in the scene
    """
    things = find_things(graph)
    found: dict[str, Unseen] = {}
    for each in unseen:
        maker = maker_of(graph, each.node_id) if each.node_id in graph.document.nodes_by_id else ""
        if maker in things and _is_reported(graph, things[maker], each):
            found.setdefault(maker, each)
    parts = {part for maker in found for part in things[maker].parts}
    problems = [
        _problem_of(graph, maker, each)
        for maker, each in found.items()
        if maker not in parts and found.keys().isdisjoint(_wholes(things, maker))
    ]
    return [*problems, *_never_brought(graph, things, absent)]


def _is_reported(graph: Graph, thing: Thing, unseen: Unseen) -> bool:
    """Return whether a thing is there for its own sake, and not known to be without color before anything is drawn."""
    if unseen.reason not in _COLORLESS:
        return True
    is_shown = thing.coming in (Coming.SHOWN, Coming.ENTRANCE)
    return is_shown and thing.node_id not in surely_colorless(graph)


def _problem_of(graph: Graph, node_id: str, unseen: Unseen) -> Problem:
    if unseen.reason is Reason.OUTSIDE:
        return _outside(graph, node_id, unseen)
    if unseen.reason is Reason.COVERED:
        return _covered(graph, node_id, unseen)
    if unseen.reason is Reason.TRANSPARENT:
        return transparent(graph, node_id)
    if unseen.reason is Reason.EMPTY:
        return empty(node_id)
    return in_color_of_background(graph, node_id)


def _never_brought(
    graph: Graph, things: Mapping[str, Thing], absent: Iterable[str]
) -> Iterator[Problem]:
    """Return what is to come under conditions only, none of which held."""
    loops = find_loops(graph)
    conditions = [
        loop
        for start, loop in loops.items()
        if (node_type := graph.type_of(start)) is not None and node_type.is_condition
    ]
    for node_id in dict.fromkeys(absent):
        thing = things.get(node_id)
        if thing is None or thing.coming is not Coming.ENTRANCE:
            continue
        around = [
            next((loop for loop in conditions if entrance in loop.inside), None)
            for entrance in thing.entrances
        ]
        first = around[0] if around else None
        if first is not None and None not in around:
            title = graph.title_of(first.node_id)
            yield Problem(
                "never-shown",
                tr("No frame shows this: the condition of '{node}' never holds.", node=title),
                node_id,
                severity=Severity.WARNING,
                hint=tr("Change the condition, or let the thing come without it."),
            )


def _wholes(things: Mapping[str, Thing], part: str) -> Iterator[str]:
    whole = things[part].carrier
    while whole is not None and whole in things:
        yield whole
        whole = things[whole].carrier


def _outside(graph: Graph, node_id: str, unseen: Unseen) -> Problem:
    shift = round(unseen.shift[0], 2), round(unseen.shift[1], 2)
    fix = BringIntoFrame(node_id, shift) if _can_be_moved(graph, node_id) else None
    return Problem(
        "outside-frame",
        tr("No frame shows this: it is beside the picture all the time."),
        node_id,
        severity=Severity.WARNING,
        hint=tr("Bring it into the frame, or hide it if it only serves."),
        fix=fix,
    )


def _can_be_moved(graph: Graph, node_id: str) -> bool:
    location = tuple(node_id.split("/")[:-1])
    try:
        find_placement(graph, node_id, [TransformMode.MOVE], location=location)
    except CannotPlaceError:
        return False
    return True


def _covered(graph: Graph, node_id: str, unseen: Unseen) -> Problem:
    cover = graph.title_of(maker_of(graph, unseen.cover)) if unseen.cover else ""
    message = (
        tr("No frame shows this: '{cover}' is in front of it all the time.", cover=cover)
        if cover
        else tr("No frame shows this: something is in front of it all the time.")
    )
    is_repeated = any(node_id in loop.inside for loop in find_loops(graph).values())
    return Problem(
        "covered",
        message,
        node_id,
        severity=Severity.WARNING,
        hint=tr("Put it in front, or make what is in front of it see-through."),
        fix=None if is_repeated else PutInFront(node_id, unseen.z_index),
    )
