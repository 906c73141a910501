"""What a preview has found that no frame shows, as problems of the nodes that made it."""

from collections.abc import Iterable, Iterator, Mapping

from manim_nodes.editing.placement import CannotPlaceError, find_placement, maker_of
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.graph.build import Graph
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.presence import Thing, find_things
from manim_nodes.graph.problems import BringIntoFrame, Problem, PutInFront, Severity
from manim_nodes.render.preview.unseen import Reason, Unseen
from manim_nodes.translation import tr


def unseen_problems(graph: Graph, unseen: Iterable[Unseen]) -> list[Problem]:
    """Return what to tell of what is in a film's scene and in none of its frames.

    Of what is a part of something else that is not seen nothing is told.

    Parameters
    ----------
    graph : of the project whose film that is
    """
    things = find_things(graph)
    found: dict[str, Unseen] = {}
    for each in unseen:
        maker = maker_of(graph, each.node_id) if each.node_id in graph.document.nodes_by_id else ""
        if maker in things:
            found.setdefault(maker, each)
    parts = {part for maker in found for part in things[maker].parts}
    return [
        _outside(graph, maker, each)
        if each.reason is Reason.OUTSIDE
        else _covered(graph, maker, each)
        for maker, each in found.items()
        if maker not in parts and found.keys().isdisjoint(_wholes(things, maker))
    ]


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
