"""A thing becomes a new one, here and now: what it becomes is made as well."""

from collections.abc import Mapping, Sequence

from manim_nodes.document import edits
from manim_nodes.document.model import Document
from manim_nodes.editing.free_place import place_below
from manim_nodes.editing.step_numbers import StepNumbers
from manim_nodes.editing.thing_actions import ThingAction, action_of, end_of_life, let_happen
from manim_nodes.editing.wiring import WireEnd, wire_between
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType

TRANSFORM = "Transform"
_MOVE_TO = "MoveTo"
_BELOW = 160.0


def types_to_become(library: Library) -> Sequence[NodeType]:
    """Return the node types of what people let a thing become first, as far as the library has them."""
    known = (library.get(name) for name in library.vocabulary.becomes)
    return [each for each in known if each is not None] if TRANSFORM in library.types else []


def let_become(
    document: Document,
    library: Library,
    thing: str,
    type_name: str,
    *,
    step: str | None,
    numbers: Mapping[str, StepNumbers],
) -> tuple[Document, str]:
    """Add a new thing, and the node by which another one becomes it behind a step.

    Parameters
    ----------
    thing : the node that makes what is to become the new thing
    type_name : of the new thing
    step : the node behind which that is in time; None for after all there is
    numbers : of the steps of the document

    Returns
    -------
    the document, and the id of the node by which it happens
    """
    node_type = library.types[type_name]
    end = end_of_life(document, library, thing, step=step, numbers=numbers)
    beside = document.node(end.node_id if end else thing).position
    place = place_below(document, (beside[0], beside[1] + _BELOW))
    document, target = edits.add_node(
        document, type_name, position=place, parameters=node_type.begin
    )
    things = [thing, target]
    document, added = let_happen(document, library, things, TRANSFORM, step=step, numbers=numbers)
    if end is not None and _may_have_moved(document, library, thing, end):
        document = _put_where(document, library, target, end)
    return document, added


def _may_have_moved(document: Document, library: Library, thing: str, end: WireEnd) -> bool:
    """Return whether a thing may stand elsewhere than in the middle of the frame, where new ones stand."""
    maker = document.node(thing)
    parameters = library.types[maker.type].parameters
    if any(name in parameters and parameters[name].transform for name in maker.parameters):
        return True
    types, here, seen = library.port_types, end, {thing}
    while here.node_id not in seen:
        seen.add(here.node_id)
        node_type = library.types[document.node(here.node_id).type]
        if action_of(node_type, types) is not ThingAction.APPEAR:
            return True
        passed = node_type.outputs[here.port].of
        before = (edge for edge in document.edges if edge.target == here.node_id)
        edge = next((each for each in before if each.input == passed), None)
        if edge is None:
            break
        here = WireEnd(edge.source, edge.output, is_output=True)
    return False


def _put_where(document: Document, library: Library, target: str, end: WireEnd) -> Document:
    """Let a new thing stand where another one is by then, so that it becomes that in its place."""
    (taken,) = [edge for edge in document.edges if edge.source == target]
    x, y = document.node(target).position
    output = next(iter(library.types[document.node(target).type].outputs))
    document, mover = edits.add_node(document, _MOVE_TO, position=(x + _BELOW, y))
    document = edits.disconnect(document, [taken])
    made = WireEnd(target, output, is_output=True)
    for source, into in (
        (made, WireEnd(mover, "mobject", is_output=False)),
        (end, WireEnd(mover, "target", is_output=False)),
        (
            WireEnd(mover, "mobject", is_output=True),
            WireEnd(taken.target, taken.input, is_output=False),
        ),
    ):
        document = edits.connect(document, wire_between(source, into))
    return document
