"""Changing a thing in the picture at a moment when it has been there for a while: as it is from the start, or by an animation."""

from collections.abc import Mapping

import networkx as nx

from manim_nodes.document import edits
from manim_nodes.document.model import Document
from manim_nodes.document.values import JSON
from manim_nodes.editing.placement import Transformation
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.editing.step_numbers import StepNumbers
from manim_nodes.editing.thing_actions import let_happen
from manim_nodes.graph.build import Graph
from manim_nodes.graph.levels import outermost_level
from manim_nodes.graph.presence import find_things
from manim_nodes.library.catalogue import Library

_SIDE_DIGITS = 3
_LEAST_SIDE = 1e-6


def was_there_before(graph: Graph, thing: str, *, playing: str | None, time_s: float) -> bool:
    """Return whether something has been on the screen since before the step that plays.

    What is made anew in each round of a loop has not: nothing outside could change it.

    Parameters
    ----------
    thing : the node that makes it, with its groups
    playing : the node that plays at the moment
    time_s : of the moment; at the start of the film nothing has been there before
    """
    if playing is None or time_s <= 0 or playing not in graph.wiring:
        return False
    try:
        level, found = outermost_level(graph), find_things(graph).get(thing)
    except nx.NetworkXUnfeasible:
        return False
    rank = level.ranks.get(level.unit(graph.player(playing)))
    return (
        found is not None and rank is not None and found.rank < rank and level.unit(thing) == thing
    )


def animate_transformation(
    document: Document,
    library: Library,
    thing: str,
    transformation: Transformation,
    *,
    step: str | None,
    numbers: Mapping[str, StepNumbers],
) -> tuple[Document, str]:
    """Add the animation that moves, scales or turns a thing behind a step.

    Parameters
    ----------
    thing : the node that makes it
    step, numbers : as `let_happen` has them

    Returns
    -------
    the document, and the id of the animation's node
    """
    type_name, parameters = _animation(transformation)
    return _animate(document, library, thing, type_name, parameters, step, numbers)


def animate_color(
    document: Document,
    library: Library,
    thing: str,
    color: str,
    *,
    step: str | None,
    numbers: Mapping[str, StepNumbers],
) -> tuple[Document, str]:
    """Add the animation that gives a thing another color behind a step; see `animate_transformation`."""
    return _animate(document, library, thing, "SetColor", {"color": color}, step, numbers)


def color_from_start(
    document: Document,
    library: Library,
    thing: str,
    color: str,
    *,
    numbers: Mapping[str, StepNumbers],
) -> Document:
    """Change the color that a thing has when it is made: its own parameter, or a node right behind it."""
    node = document.node(thing)
    wired = {edge.input for edge in document.edges if edge.target == thing}
    known = library.types[node.type].parameters.get("color")
    if known is not None and known.type == "color" and "color" not in wired:
        return edits.set_parameter(document, thing, "color", color)
    document, added = _animate(
        document, library, thing, "SetColor", {"color": color}, thing, numbers
    )
    return edits.reset_parameter(document, added, "animated")


def _animate(
    document: Document,
    library: Library,
    thing: str,
    type_name: str,
    parameters: Mapping[str, JSON],
    step: str | None,
    numbers: Mapping[str, StepNumbers],
) -> tuple[Document, str]:
    document, added = let_happen(document, library, [thing], type_name, step=step, numbers=numbers)
    for name, value in parameters.items():
        if value != library.types[type_name].parameters[name].default:
            document = edits.set_parameter(document, added, name, value)
    return document, added


def _animation(transformation: Transformation) -> tuple[str, dict[str, JSON]]:
    """Return the type of the node that does all of it at once, and its parameters."""
    modes, digits = transformation.modes, transformation.digits
    if TransformMode.ROTATE in modes:
        return "Rotate", {"angle": round(transformation.angle_deg, digits)}
    if TransformMode.SCALE in modes:
        return "Scale", {
            "scale_factor": round(transformation.scale, digits),
            **_resting(transformation),
        }
    x, y, z = (round(each, digits) + 0.0 for each in transformation.shift)
    return "Shift", {"vector": (x, y, z)}


def _resting(transformation: Transformation) -> dict[str, JSON]:
    """Return which side or corner stays where it is while something is scaled, if that is not its center."""
    grown = transformation.scale - 1
    ways = [each / grown if abs(grown) > _LEAST_SIDE else 0.0 for each in transformation.shift]
    x, y, z = (0.0 if round(way, _SIDE_DIGITS) == 0 else (-1.0 if way > 0 else 1.0) for way in ways)
    return {"about_edge": (x, y, z)} if (x, y, z) != (0.0, 0.0, 0.0) else {}
