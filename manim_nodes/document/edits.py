"""Edits: pure functions that make a new Document out of one and a wish.

All that an edit leaves alone is shared with the document that it started from; an edit that changes
nothing returns that very document. ``updated_at`` is no business of theirs: saving sets it.
Every edit raises UnknownIdError for an id that the document does not have, and EditError for a
value that no document can hold.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice

from manim_nodes.document.ids import first_id_of, fresh_ids, mentioned_ids
from manim_nodes.document.model import Document, Edge, Frame, Node, Presence, UnknownIdError
from manim_nodes.document.record_edits import EditError, make, replace, revise
from manim_nodes.document.values import JSON
from manim_nodes.document.wires import FLOW, ends, origins, share_input
from manim_nodes.translation import tr

# Nodes


def add_node(
    document: Document,
    node_type: str,
    *,
    position: tuple[float, float] = (0.0, 0.0),
    label: str = "",
    parameters: Mapping[str, JSON] | None = None,
) -> tuple[Document, str]:
    """Add a node of any type, known or not, and return the id made for it, like ``circle_1``."""
    first_id = first_id_of(node_type)
    node_id = fresh_ids([first_id], mentioned_ids(document))[first_id]
    fields = {"type": node_type, "position": position, "label": label}
    node = make(Node, {"id": node_id, **fields, "parameters": parameters or {}})
    return replace(document, nodes=(*document.nodes, node)), node_id


def remove_nodes(document: Document, node_ids: Iterable[str]) -> Document:
    """Remove nodes, every wire that touches them, and their knobs."""
    gone = _existing(document, node_ids)
    return replace(
        document,
        knobs=tuple(knob for knob in document.knobs if knob.within or knob.node not in gone),
        nodes=tuple(node for node in document.nodes if node.id not in gone),
        edges=tuple(edge for edge in document.edges if gone.isdisjoint((edge.source, edge.target))),
    )


def dissolve_nodes(document: Document, node_ids: Iterable[str]) -> Document:
    """Remove nodes, but join what they were wired to: sources to targets.

    A wire that left such a node from an output now comes from what fed its input of the same name,
    or, where no input has it, from the first wire into the node. Flow wires join flow wires only.
    """
    gone = _existing(document, node_ids)
    present = set(map(ends, document.edges))
    edges: list[Edge] = []
    for edge in document.edges:
        if edge.source not in gone:
            edges.append(edge)
            continue
        for wire in origins(edge, document.edges_by_target, gone, _passed_on):
            joined = revise(edge, source=wire.source, output=wire.output)
            if wire.source != edge.target and ends(joined) not in present:
                present.add(ends(joined))
                edges.append(joined)
    return remove_nodes(replace(document, edges=tuple(edges)), gone)


def _passed_on(edges: Sequence[Edge], output: str) -> list[Edge]:
    if output == FLOW:
        return [edge for edge in edges if edge.input == FLOW]
    data = [edge for edge in edges if edge.input != FLOW]
    return [edge for edge in data if edge.input == output][:1] or data[:1]


def set_parameter(document: Document, node_id: str, name: str, value: JSON) -> Document:
    """Set one parameter; the caller resets it instead where the value is the default."""
    parameters = document.node(node_id).parameters
    return _revise_nodes(document, [node_id], lambda _: {"parameters": {**parameters, name: value}})


def reset_parameter(document: Document, node_id: str, name: str) -> Document:
    """Let one parameter have its default again, whatever that is."""
    kept = {key: value for key, value in document.node(node_id).parameters.items() if key != name}
    return _revise_nodes(document, [node_id], lambda _: {"parameters": kept})


def set_label(document: Document, node_id: str, label: str) -> Document:
    """Name a node; an empty label means that it has none of its own."""
    return _revise_nodes(document, [node_id], lambda _: {"label": label})


def move_nodes(document: Document, positions: Mapping[str, tuple[float, float]]) -> Document:
    """Put each node at its new position."""
    return _revise_nodes(document, positions, lambda node: {"position": positions[node.id]})


def reorder_nodes(document: Document, node_ids: Sequence[str]) -> Document:
    """List the nodes in another order.

    Raises
    ------
    EditError : it does not name each node once
    """
    known = document.nodes_by_id
    if len(node_ids) != len(known) or known.keys() != set(node_ids):
        msg = tr("The new order must name each node once.")
        raise EditError(msg, where=document.name)
    return replace(document, nodes=tuple(known[node_id] for node_id in node_ids))


def set_muted(document: Document, node_ids: Collection[str], *, muted: bool) -> Document:
    """Mute nodes, or let them take part again."""
    return _revise_nodes(document, node_ids, lambda _: {"muted": muted})


def set_presence(document: Document, node_ids: Collection[str], presence: Presence) -> Document:
    """Set whether what nodes make is shown by itself."""
    return _revise_nodes(document, node_ids, lambda _: {"presence": presence})


def set_color(document: Document, node_ids: Collection[str], color: str | None) -> Document:
    """Color nodes on the canvas; with None, they have the color of their category."""
    return _revise_nodes(document, node_ids, lambda _: {"color": color})


# Wires


def connect(
    document: Document, edge: Edge, *, many: bool = False, index: int | None = None
) -> Document:
    """Add a wire between two nodes of the document.

    Parameters
    ----------
    many : whether the input takes several wires; otherwise the new one replaces what is there
    index : where among the wires of its input it goes, 0 first; if not given, last

    Notes
    -----
    A wire that is there already is moved to ``index``, or left where it is if none is given.
    """
    document.node(edge.source)
    document.node(edge.target)
    rivals = [old for old in document.edges if share_input(old, edge)]
    there = next((old for old in rivals if ends(old) == ends(edge)), None)
    if there is not None and index is None and (many or len(rivals) == 1):
        return document
    order = [old for old in rivals if many and old is not there]
    order.insert(len(order) if index is None else index, there or edge)
    return _rewire(document, order)


def disconnect(document: Document, edges: Iterable[Edge]) -> Document:
    """Remove wires, known by their two ends.

    Raises
    ------
    EditError : there is no such wire
    """
    gone = {ends(edge) for edge in edges}
    kept = tuple(edge for edge in document.edges if ends(edge) not in gone)
    missing = gone - {ends(edge) for edge in document.edges}
    if missing:
        source, output, target, port = min(missing)
        msg = tr(
            "There is no wire from {source}.{output} to {target}.{port}.",
            source=source,
            output=output,
            target=target,
            port=port,
        )
        raise EditError(msg, where=document.name)
    return replace(document, edges=kept)


def reorder_edges(document: Document, edges: Sequence[Edge]) -> Document:
    """Put the wires of one input that takes many into another order.

    Parameters
    ----------
    edges : every wire into that input, in the order that they are to have

    Raises
    ------
    EditError : they are not the wires of that input, each once
    """
    if not edges:
        return document
    present = [edge for edge in document.edges if share_input(edge, edges[0])]
    if sorted(map(ends, edges)) != sorted(map(ends, present)):
        msg = tr(
            "The new order must name each wire into {target}.{input} once.",
            target=edges[0].target,
            input=edges[0].input,
        )
        raise EditError(msg, where=document.name)
    wanted = [ends(edge) for edge in edges]
    return _rewire(document, sorted(present, key=lambda edge: wanted.index(ends(edge))))


def _rewire(document: Document, order: list[Edge]) -> Document:
    # The wires of one input take the places of those that it had; what is too many goes last.
    coming = iter(order)
    edges: list[Edge] = []
    for old in document.edges:
        edges += islice(coming, 1) if share_input(old, order[0]) else (old,)
    return replace(document, edges=(*edges, *coming))


# Frames


def add_frame(document: Document, **fields: object) -> tuple[Document, str]:
    """Add a frame or note with the given fields of Frame, and return the id made for it."""
    frame_id = fresh_ids(["frame_1"], {frame.id for frame in document.frames})["frame_1"]
    frame = make(Frame, {**fields, "id": frame_id})
    return replace(document, frames=(*document.frames, frame)), frame_id


def change_frame(document: Document, frame_id: str, **changes: object) -> Document:
    """Change fields of a frame, all but its id."""
    _check_frames(document, [frame_id])
    frames = tuple(
        revise(frame, **{**changes, "id": frame_id}) if frame.id == frame_id else frame
        for frame in document.frames
    )
    return replace(document, frames=frames)


def remove_frames(document: Document, frame_ids: Collection[str]) -> Document:
    """Remove frames, not what lies on them."""
    _check_frames(document, frame_ids)
    kept = tuple(frame for frame in document.frames if frame.id not in frame_ids)
    return replace(document, frames=kept)


def _check_frames(document: Document, frame_ids: Iterable[str]) -> None:
    missing = set(frame_ids) - {frame.id for frame in document.frames}
    if missing:
        msg = tr('There is no frame "{id}".', id=min(missing))
        raise UnknownIdError(msg, where=document.name)


# The whole document


def rename_document(document: Document, name: str) -> Document:
    """Rename the project."""
    return revise(document, name=name)


def set_settings(document: Document, **changes: object) -> Document:
    """Change fields of the scene's Settings."""
    return replace(document, settings=revise(document.settings, **changes))


# What all edits share


def _revise_nodes(
    document: Document,
    node_ids: Iterable[str],
    changes: Callable[[Node], Mapping[str, object]],
) -> Document:
    wanted = _existing(document, node_ids)
    nodes = tuple(
        revise(node, **changes(node)) if node.id in wanted else node for node in document.nodes
    )
    return replace(document, nodes=nodes)


def _existing(document: Document, node_ids: Iterable[str]) -> frozenset[str]:
    return frozenset(document.node(node_id).id for node_id in node_ids)
