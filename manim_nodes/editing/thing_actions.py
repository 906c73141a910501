"""The three things that happen to what a node makes: it appears, it changes, it disappears, here and now."""

from collections.abc import Iterator, Mapping
from enum import Enum

from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.document.values import JSON
from manim_nodes.editing.step_numbers import StepNumbers
from manim_nodes.editing.story import place_new
from manim_nodes.editing.wiring import WireEnd, Wiring, wire_between
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.library.port_types import MOBJECT

_BESIDE, _BELOW = 240.0, 120.0
_ANIMATED = "animated"


class ThingAction(Enum):
    """What happens to a thing; the value is what people search for, as node types have it among their keywords."""

    APPEAR = "appear"
    CHANGE = "change"
    DISAPPEAR = "disappear"


def types_for(action: ThingAction, library: Library) -> list[NodeType]:
    """Return the node types by which it happens to a thing of any kind or of some."""
    if action is ThingAction.CHANGE:
        return [each for each in library.types.values() if _changes_anything(each)]
    return [
        each
        for each in library.types.values()
        if action.value in each.keywords and _passes_on(each) is not None
    ]


def _changes_anything(node_type: NodeType) -> bool:
    """Return whether it can be animated, and changes whatever there is to be seen."""
    taken = node_type.inputs.get("mobject")
    return (
        node_type.kind is Kind.MODIFY
        and _ANIMATED in node_type.parameters
        and taken is not None
        and taken.type == MOBJECT
        and all(port.name == "mobject" or not port.required for port in node_type.inputs.values())
    )


def _passes_on(node_type: NodeType) -> tuple[str, str] | None:
    """Return the input whose thing is passed on, and the output that gives it."""
    return next(((port.of, name) for name, port in node_type.outputs.items() if port.of), None)


def end_of_life(
    document: Document,
    library: Library,
    thing: str,
    *,
    step: str | None,
    numbers: Mapping[str, StepNumbers],
) -> WireEnd | None:
    """Return where a thing comes out of the last node that has it before the moment.

    Parameters
    ----------
    thing : the node that makes it
    step : the node under the playhead; None for after all there is
    numbers : of the steps of the document
    """
    node_type = library.get(document.node(thing).type)
    if node_type is None or not node_type.outputs:
        return None
    first = {key: each.first for key, each in numbers.items()}
    until = first.get(step or "", max(first.values(), default=0))
    here = WireEnd(thing, next(iter(node_type.outputs)), is_output=True)
    seen = {thing}
    while True:
        following = [
            (first.get(end.node_id, 0), end)
            for _, end in _takers(document, library, here)
            if end.node_id not in seen and first.get(end.node_id, 0) <= until
        ]
        if not following:
            return here
        here = max(following, key=lambda each: (each[0], each[1].node_id))[1]
        seen.add(here.node_id)


def _takers(document: Document, library: Library, end: WireEnd) -> Iterator[tuple[Edge, WireEnd]]:
    """Return the wires to nodes that pass a thing on, and where it comes out of those."""
    for edge in document.edges:
        if (edge.source, edge.output) != (end.node_id, end.port):
            continue
        node_type = library.get(document.node(edge.target).type)
        passing = _passes_on(node_type) if node_type else None
        if passing is not None and passing[0] == edge.input:
            yield edge, WireEnd(edge.target, passing[1], is_output=True)


def can_happen(wiring: Wiring, thing: str, type_name: str) -> bool:
    """Return whether a node type takes what a node makes."""
    node_type, making = wiring.library.get(type_name), wiring.type_of(thing)
    passing = _passes_on(node_type) if node_type else None
    if passing is None or making is None or not making.outputs:
        return False
    taking = wiring.ports_of_type(type_name).inputs.get(passing[0])
    given = wiring.output_type(thing, next(iter(making.outputs)))
    return taking is not None and wiring.fits(given, taking)


def let_happen(
    document: Document,
    library: Library,
    thing: str,
    type_name: str,
    *,
    step: str | None,
    numbers: Mapping[str, StepNumbers],
) -> tuple[Document, str]:
    """Add the node by which something happens to a thing behind a step, wired into the thing's life.

    Returns
    -------
    the document, and the id of the node
    """
    node_type = library.types[type_name]
    end = end_of_life(document, library, thing, step=step, numbers=numbers)
    passing = _passes_on(node_type)
    if end is None or passing is None:
        return document, ""
    later = [edge for edge, _ in _takers(document, library, end)]
    parameters: dict[str, JSON] = {_ANIMATED: True} if node_type.kind is Kind.MODIFY else {}
    document, added = edits.add_node(
        document, type_name, position=_free_place(document, end.node_id), parameters=parameters
    )
    document = edits.disconnect(document, later)
    document = edits.connect(
        document, wire_between(end, WireEnd(added, passing[0], is_output=False))
    )
    for edge in later:
        rewired = Edge(source=added, output=passing[1], target=edge.target, input=edge.input)
        document = edits.connect(document, rewired)
    return place_new(document, library, {added}, step), added


def _free_place(document: Document, node_id: str) -> tuple[float, float]:
    x, y = document.node(node_id).position
    x += _BESIDE
    while any(
        abs(node.position[0] - x) < _BESIDE and abs(node.position[1] - y) < _BELOW
        for node in document.nodes
        if node.id != node_id
    ):
        y += _BELOW
    return x, y
