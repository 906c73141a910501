"""The three things that happen to what a node makes: it appears, it changes, it disappears, here and now."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import zip_longest

from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.document.values import JSON
from manim_nodes.editing.free_place import place_below
from manim_nodes.editing.step_numbers import StepNumbers
from manim_nodes.editing.story import place_new
from manim_nodes.editing.wiring import WireEnd, Wiring, wire_between
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Input, Kind, NodeType, Role
from manim_nodes.library.port_types import MOBJECT, PortTypes

_BESIDE = 240.0
ANIMATED, _TRACKER = "animated", "ValueTracker"


class ThingAction(Enum):
    """What happens to a thing."""

    APPEAR = "appear"
    CHANGE = "change"
    DISAPPEAR = "disappear"


def types_for(action: ThingAction, library: Library) -> list[NodeType]:
    """Return the node types by which it happens to a thing of any kind or of some."""
    types = library.port_types
    return [each for each in library.types.values() if action_of(each, types) is action]


def action_of(node_type: NodeType, types: PortTypes) -> ThingAction | None:
    """Return what a node of a type does with a thing as soon as it is wired; None where that is nothing, or takes more."""
    taken = _things_taken(node_type, types)
    if not taken or node_type.scene or not any(map(_passing(node_type).get, taken)):
        return None
    if len(taken) == 1 and node_type.kind in (Kind.ANIMATION, Kind.STEP):
        role = _first_role(node_type, node_type.inputs[taken[0]])
        if role is Role.ENTERS:
            return ThingAction.APPEAR
        if role is Role.LEAVES:
            return ThingAction.DISAPPEAR
    plays = node_type.kind is Kind.ANIMATION or (
        node_type.kind is Kind.MODIFY and ANIMATED in node_type.parameters
    )
    return ThingAction.CHANGE if plays else None


def _things_taken(node_type: NodeType, types: PortTypes) -> list[str]:
    """Return the inputs that must be wired; none if something else than a thing must come in."""
    required = {name: port for name, port in node_type.inputs.items() if port.required}
    are_things = all(
        types.is_a(part.strip(), MOBJECT)
        for port in required.values()
        for part in port.type.split("|")
    )
    return list(required) if are_things else []


def _passing(node_type: NodeType) -> dict[str, str]:
    """Return the outputs that pass on what comes in, by the inputs."""
    return {port.of: name for name, port in node_type.outputs.items() if port.of}


def _first_role(node_type: NodeType, port: Input) -> Role:
    """Return the role that an input has as long as no parameter is changed."""
    decisive = node_type.parameters.get(port.role_by)
    return port.role_for(decisive.default if decisive else None)


def thing_of(wiring: Wiring, node_id: str) -> str | None:
    """Return the node that makes what a node makes or passes on; None if that is neither to be seen nor a tracker."""
    seen: set[str] = set()
    here: str | None = node_id
    while here is not None and here not in seen:
        if wiring.makes_thing(here) or _makes_tracker(wiring, here):
            return here
        seen.add(here)
        node = wiring.content.nodes_by_id.get(here)
        node_type = wiring.library.get(node.type) if node else None
        passed = next(iter(_passing(node_type)), None) if node_type else None
        edges = (edge for edge in wiring.into[here] if edge.input == passed)
        here = next((edge.source for edge in edges), None)
    return None


def _makes_tracker(wiring: Wiring, node_id: str) -> bool:
    node = wiring.content.nodes_by_id.get(node_id)
    node_type = wiring.library.get(node.type) if node else None
    if node_type is None or node_type.kind is not Kind.VALUE:
        return False
    types = wiring.library.port_types
    return any(types.is_a(port.type, _TRACKER) for port in node_type.outputs.values() if port.type)


def end_of_life(
    document: Document,
    library: Library,
    thing: str,
    *,
    step: str | None,
    numbers: Mapping[str, StepNumbers],
    output: str | None = None,
) -> WireEnd | None:
    """Return where a thing comes out of the last node that has it before the moment.

    Parameters
    ----------
    thing : the node that makes it
    step : the node behind which that is in time; None for after all there is
    numbers : of the steps of the document
    output : by which it comes out of that; the first if not given
    """
    node_type = library.get(document.node(thing).type)
    if node_type is None or not node_type.outputs:
        return None
    first = {key: each.first for key, each in numbers.items()}
    until = _last_number(document, first, step)
    here = WireEnd(thing, output or next(iter(node_type.outputs)), is_output=True)
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


def _last_number(document: Document, first: Mapping[str, int], step: str | None) -> int:
    """Return the number of the last step that has run by the moment, 0 if none has."""
    if step is not None and step in first:
        return first[step]
    listed = [node.id for node in document.nodes]
    before = listed[: listed.index(step)] if step in listed else listed
    return max((first.get(node_id, 0) for node_id in before), default=0)


def _takers(document: Document, library: Library, end: WireEnd) -> Iterator[tuple[Edge, WireEnd]]:
    """Return the wires to nodes that pass a thing on, and where it comes out of those."""
    for edge in document.edges:
        if (edge.source, edge.output) != (end.node_id, end.port):
            continue
        node_type = library.get(document.node(edge.target).type)
        passing = _passing(node_type) if node_type else {}
        if edge.input in passing:
            yield edge, WireEnd(edge.target, passing[edge.input], is_output=True)


def can_happen(wiring: Wiring, things: Sequence[str], type_name: str) -> bool:
    """Return whether a node type takes what some nodes make, neither more nor less."""
    node_type = wiring.library.get(type_name)
    taken = _things_taken(node_type, wiring.library.port_types) if node_type else []
    return len(taken) == len(things) and all(
        _giving(wiring, thing, type_name, name) for thing, name in zip(things, taken, strict=True)
    )


def _giving(wiring: Wiring, thing: str, type_name: str, name: str) -> str | None:
    """Return the output of a thing's node that an input takes: the thing, or else the tracker that it has."""
    making, types = wiring.type_of(thing), wiring.library.port_types
    taking = wiring.ports_of_type(type_name).inputs[name]
    takes_trackers = any(types.is_a(each.strip(), _TRACKER) for each in taking.type.split("|"))
    for number, output in enumerate(making.outputs if making is not None else ()):
        given = wiring.output_type(thing, output)
        # A tracker is a mobject, but has nothing that could be drawn, moved or colored.
        may_be = takes_trackers if types.is_a(given, _TRACKER) else number == 0
        if may_be and wiring.fits(given, taking):
            return output
    return None


def let_happen(
    document: Document,
    library: Library,
    things: Sequence[str],
    type_name: str,
    *,
    step: str | None,
    numbers: Mapping[str, StepNumbers],
) -> tuple[Document, str]:
    """Add the node by which something happens to things behind a step, wired into their lives.

    Parameters
    ----------
    things : the nodes that make them, one for each that the type must have, in the order of its inputs

    Returns
    -------
    the document, and the id of the node
    """
    node_type = library.types[type_name]
    taken = _things_taken(node_type, library.port_types)
    wiring = Wiring(document, library)
    outputs = [
        _giving(wiring, each, type_name, name) for each, name in zip(things, taken, strict=False)
    ]
    ends = [
        end_of_life(document, library, each, step=step, numbers=numbers, output=output)
        for each, output in zip_longest(things, outputs[: len(things)])
    ]
    parameters: dict[str, JSON] = {ANIMATED: True} if node_type.kind is Kind.MODIFY else {}
    beside = ends[0].node_id if ends and ends[0] else things[0]
    x, y = document.node(beside).position
    place = place_below(document, (x + _BESIDE, y))
    document, added = edits.add_node(document, type_name, position=place, parameters=parameters)
    for name, end in zip(taken, ends, strict=True):
        if end is not None:
            document = _wire_into_life(document, library, end, WireEnd(added, name, False))
    return place_new(document, library, {added}, step), added


def _wire_into_life(
    document: Document, library: Library, end: WireEnd, taking: WireEnd
) -> Document:
    """Wire where a thing comes out into a new node, and the new node to those that took it from there."""
    later = [edge for edge, _ in _takers(document, library, end)]
    passing = _passing(library.types[document.node(taking.node_id).type]).get(taking.port)
    if passing is None:
        return edits.connect(document, wire_between(end, taking))
    document = edits.connect(edits.disconnect(document, later), wire_between(end, taking))
    for edge in later:
        rewired = Edge(source=taking.node_id, output=passing, target=edge.target, input=edge.input)
        document = edits.connect(document, rewired)
    return document
