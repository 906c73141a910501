"""Asking for a new node at a place of the canvas, perhaps at the end of a wire, and adding the one selected."""

from dataclasses import dataclass

from manim_nodes.document.edits import add_node, move_nodes, remove_nodes
from manim_nodes.document.insertion import insert as add_snippet
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing.free_place import NODE_ROOM, place_below, spread
from manim_nodes.editing.node_ports import NodePort
from manim_nodes.editing.obvious_wires import fill_inputs, follow_trackers
from manim_nodes.editing.session import Session
from manim_nodes.editing.story import place_new
from manim_nodes.editing.thing_actions import end_of_life
from manim_nodes.editing.wiring import WireEnd, Wiring, wire_between
from manim_nodes.graph.listing import place_after
from manim_nodes.graph.wire_legality import FLOW_TYPE
from manim_nodes.library.node_type import FLOW, Kind, NodeType
from manim_nodes.library.port_types import ANY
from manim_nodes.translation import tr

_WANTED_FIRST = {Kind.ANIMATION: 0, Kind.MODIFY: 1}
_BESIDE = 200.0  # how far left of an input a node that feeds it stands
_BELOW_TOP = 40.0  # where its ports are


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Where a node is wanted.

    Parameters
    ----------
    screen_position : for the search popup
    position : on the canvas
    end : the port that a wire was pulled from, if one was
    fitting : node types that the wire fits, each with the port it goes to; None if any will do
    beside : the node that was selected, which the new one is wired to if it can be; empty for none
    liked : names of the types that can be wired to that
    """

    screen_position: tuple[int, int]
    position: tuple[float, float]
    end: WireEnd | None = None
    fitting: tuple[tuple[NodeType, str], ...] | None = None
    beside: str = ""
    liked: frozenset[str] = frozenset()


def fitting_types(wiring: Wiring, end: WireEnd) -> list[tuple[NodeType, str]]:
    """Find the node types that a wire from ``end`` can go to, and the first port of each that it fits.

    From an output, what shows and changes things comes first: that is what wires are mostly pulled for.
    """
    found = []
    for node_type in wiring.library.types.values():
        port = _first_fit(wiring, end, node_type)
        if port is not None:
            found.append((node_type, port))
    if end.is_output:
        found.sort(key=lambda fit: _WANTED_FIRST.get(fit[0].kind, len(_WANTED_FIRST)))
    return found


def types_beside(wiring: Wiring, node_id: str) -> frozenset[str]:
    """Return the names of the node types that take what a node gives, or give what it misses."""
    ports = wiring.ports(node_id)
    ends = [WireEnd(node_id, name, is_output=True) for name in ports.outputs if name != FLOW][:1]
    inputs = (WireEnd(node_id, name, is_output=False) for name in ports.inputs)
    ends += [end for end in inputs if wiring.is_missing(end)]
    return frozenset(
        node_type.type
        for node_type in wiring.library.types.values()
        if any(_first_fit(wiring, end, node_type) is not None for end in ends)
    )


def _first_fit(wiring: Wiring, end: WireEnd, node_type: NodeType) -> str | None:
    ports = wiring.ports_of_type(node_type.type)
    if wiring.type_at(end) == FLOW_TYPE:
        return FLOW if ports.has_flow and node_type.kind is not Kind.SCENE else None
    here = wiring.port(end)
    if here is None or node_type.type in ("GroupInput", "GroupOutput"):
        return None
    if end.is_output:
        given = wiring.type_at(end)
        taking = ports.inputs.values()
        fitting = (
            port.name
            for port in taking
            if wiring.fits(given, port) and wiring.is_natural(given, port)
        )
        return next(fitting, None)
    return next((port.name for port in ports.outputs.values() if _gives(wiring, port, here)), None)


def _gives(wiring: Wiring, port: NodePort, wanted: NodePort) -> bool:
    if port.type == ANY or wiring.fits(port.type, wanted):
        return True
    # What is passed on has the type of what will come in, which may yet be more than the input asks.
    types = wiring.library.port_types
    return bool(port.passing) and port.type != FLOW_TYPE and types.is_a(wanted.type, port.type)


def insert(
    session: Session, node_type: NodeType, request: SearchRequest, *, initiator: object = None
) -> tuple[str, ...]:
    """Add a node where it was asked for, wired as asked, as one step, or a snippet; select it and return its ids."""
    added: tuple[str, ...] = ()

    def edit(document: Document) -> Document:
        nonlocal added
        document, added = add(document, session, node_type.type, _place(request))
        document = spread(document, added)
        if len(added) > 1:
            return place_new(document, session.library, {*added}, session.step_at_playhead)
        (node_id,) = added
        wiring = Wiring(document, session.library)
        wire = _asked_wire(session, wiring, request, node_type, node_id)
        if wire is None:
            return fill_inputs(document, wiring, node_id)
        document = fill_inputs(wiring.connect(document, wire), wiring, node_id)
        document = follow_trackers(document, wiring, [wire])
        if request.end is None and wire.source == node_id:
            document = _put_before(document, node_id, wire.target)
        return place_new(document, session.library, {node_id}, session.step_at_playhead)

    session.edit(
        edit,
        label=tr("add {type}", type=tr(node_type.title)),
        initiator=initiator,
        brings=node_type.type in session.own_nodes,
    )
    session.select(added, initiator=initiator)
    session.continue_behind(added)
    return added


def stands_alone(wiring: Wiring, node_id: str) -> bool:
    """Return whether no wire joins a node to another, and none has to."""
    ports = wiring.ports(node_id)
    inputs = (WireEnd(node_id, name, is_output=False) for name in ports.inputs)
    is_wired = any(node_id in (edge.source, edge.target) for edge in wiring.content.edges)
    return not is_wired and not any(map(wiring.is_missing, inputs))


def _put_before(document: Document, feeding: str, fed: str) -> Document:
    """Move a new node that feeds another to the left of it, so that the wire goes on from left to right."""
    x, y = document.node(fed).position
    place = place_below(remove_nodes(document, [feeding]), (x - NODE_ROOM[0], y))
    return move_nodes(document, {feeding: place})


def _asked_wire(
    session: Session, wiring: Wiring, request: SearchRequest, node_type: NodeType, added: str
) -> Edge | None:
    """Return the wire to a new node that was pulled, or that joins it to what was selected."""
    known = wiring.content.nodes_by_id
    if request.end is None:
        beside = request.beside
        wire = wiring.link(beside, added, with_flow=False) if beside in known else None
        return _as_it_is_then(session, wiring, wire) if wire is not None else None
    port = {fit.type: name for fit, name in request.fitting or ()}.get(node_type.type)
    if port is None or request.end.node_id not in known:
        return None
    return wire_between(request.end, WireEnd(added, port, is_output=not request.end.is_output))


def _as_it_is_then(session: Session, wiring: Wiring, wire: Edge) -> Edge:
    """Let a wire to a new node bring a thing with all that has changed it so far, such as where it was dragged to."""
    if not wiring.makes_thing(wire.source):
        return wire
    end = end_of_life(
        wiring.content,
        session.library,
        wire.source,
        step=session.step_at_playhead,
        numbers=session.step_numbers,
        output=wire.output,
    )
    target = WireEnd(wire.target, wire.input, is_output=False)
    return wire_between(end, target) if end is not None else wire


def add(
    document: Document, session: Session, type_name: str, place: tuple[float, float]
) -> tuple[Document, tuple[str, ...]]:
    """Add a node of a type, or a copy of what the user has kept, and return the ids of what is new.

    It is listed behind the step under the playhead.
    """
    own = session.own_nodes.get(type_name)
    if own is None:
        known = session.library.get(type_name)
        document, node_id = add_node(
            document, type_name, position=place, parameters=known.begin if known else None
        )
        added: tuple[str, ...] = (node_id,)
    else:
        document, names = add_snippet(document, own.snippet, at=place)
        added = tuple(names.values())
    return place_after(document, {*added}, session.step_at_playhead), added


def _place(request: SearchRequest) -> tuple[float, float]:
    x, y = request.position
    if request.end is None:
        return x, y
    return (x if request.end.is_output else x - _BESIDE), y - _BELOW_TOP
