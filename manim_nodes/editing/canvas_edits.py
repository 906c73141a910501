"""What gestures and commands of the canvas do to a document: pure edits, made of those of the document."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from manim_nodes.document import edits
from manim_nodes.document.clipboard import copy_nodes, paste_nodes
from manim_nodes.document.groups import GROUP_INPUT, GROUP_OUTPUT, inner_port, is_boundary, port_of
from manim_nodes.document.ids import fresh_names
from manim_nodes.document.insertion import insert
from manim_nodes.document.model import Document, Edge, Frame, Knob
from manim_nodes.document.record_edits import replace
from manim_nodes.document.wires import ends
from manim_nodes.editing.free_place import spread
from manim_nodes.editing.obvious_wires import follow_trackers
from manim_nodes.editing.story import place_new
from manim_nodes.editing.wiring import WireEnd, Wiring, wire_between
from manim_nodes.graph.constant_names import with_free_names
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.knob_targets import node_of_knob
from manim_nodes.graph.listing import place_after, settle_order
from manim_nodes.graph.wire_legality import FLOW_TYPE
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW
from manim_nodes.library.port_types import ANY

REROUTE = "Reroute"
_OFFSET = 40.0
_NODE_HEIGHT = 300.0  # with its picture, and room below
_RESERVED = (FLOW, "group")

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


def delete(document: Document, ids: Collection[str], wires: Iterable[Edge] = ()) -> Document:
    """Remove nodes, frames and wires."""
    gone = {ends(edge) for edge in wires}
    there = [edge for edge in document.edges if ends(edge) in gone]
    document = edits.disconnect(document, there)
    document = edits.remove_nodes(document, nodes_of(document, ids))
    return edits.remove_frames(document, frames_of(document, ids))


def nodes_of(document: Document, ids: Collection[str]) -> list[str]:
    """Return those of ``ids`` that are nodes, in the order of the document."""
    known = document.nodes_by_id
    found = [node_id for node_id in ids if node_id in known]
    if len(found) < 2:
        return found  # asked after every edit: no need to look at all nodes
    return [node_id for node_id in known if node_id in ids]


def frames_of(document: Document, ids: Collection[str]) -> list[str]:
    """Return those of ``ids`` that are frames."""
    return [frame.id for frame in document.frames if frame.id in ids]


# wires


def connect(document: Document, wiring: Wiring, edge: Edge, instead_of: Edge | None) -> Document:
    """Make a wire, in the place of another one if there is one."""
    if instead_of is not None:
        document = edits.disconnect(document, [instead_of])
    return _settled(wiring.connect(document, edge), wiring, [edge])


def _settled(document: Document, wiring: Wiring, made: Sequence[Edge]) -> Document:
    """Return a document in which new wires have their consequences.

    Steps that they make depend on later ones come behind these, and what they make depend on a
    tracker follows it.
    """
    document = follow_trackers(document, wiring, made)
    return settle_order(document, wiring.library, made=made)[0]


def splice(document: Document, wiring: Wiring, node_id: str, edge: Edge) -> Document | None:
    """Put a node into a wire; None if it does not fit there."""
    if node_id in (edge.source, edge.target) or ends(edge) not in map(ends, document.edges):
        return None
    opened = edits.disconnect(document, [edge])
    begun, source = wiring.of(opened), WireEnd(edge.source, edge.output, is_output=True)
    target = begun.first_fit(source, node_id)
    if target is None or not begun.is_free(target) or begun.is_parameter(target):
        return None
    half = begun.connect(opened, wire_between(source, target))
    joined = wiring.of(half)
    output = joined.first_fit(WireEnd(edge.target, edge.input, is_output=False), node_id)
    if output is None:
        return None
    end = wire_between(output, WireEnd(edge.target, edge.input, is_output=False))
    spliced = _keeping_order(edge, document, joined.connect(half, end), end)
    if not any(node_id in (other.source, other.target) for other in document.edges):
        spliced = _before_users(spliced, node_id)
    return _settled(spliced, wiring, [wire_between(source, target), end])


def _before_users(document: Document, node_id: str) -> Document:
    """Return a document in which a node that had no wires yet comes before what now depends on it."""
    listed = [node.id for node in document.nodes]
    place = listed.index(node_id)
    return place_after(document, {node_id}, listed[place - 1]) if place else document


def _keeping_order(edge: Edge, before: Document, after: Document, new: Edge) -> Document:
    """Return a document in which a new wire, into an input that takes many, comes where the replaced one did."""
    rivals = [old for old in before.edges if (old.target, old.input) == (edge.target, edge.input)]
    if len(rivals) < 2:
        return after
    place = [ends(old) for old in rivals].index(ends(edge))
    return edits.connect(after, new, many=True, index=place)


def link(document: Document, wiring: Wiring, node_ids: Sequence[str]) -> Document:
    """Wire nodes one after another, each pair by the ports that fit best."""
    for source, target in pairwise(node_ids):
        present = wiring.of(document)
        edge = present.link(source, target)
        if edge is not None:
            document = _settled(present.connect(document, edge), wiring, [edge])
    return document


def reroute(
    document: Document, wiring: Wiring, crossings: Sequence[tuple[Edge, tuple[float, float]]]
) -> tuple[Document, list[str]]:
    """Put a dot into each wire, one dot for all wires from one output; return the dots' ids too."""
    by_source: defaultdict[tuple[str, str], list[tuple[Edge, tuple[float, float]]]]
    by_source = defaultdict(list)
    for edge, point in crossings:
        if edge.output != FLOW:
            by_source[edge.source, edge.output].append((edge, point))
    dots = []
    for (source, output), crossed in by_source.items():
        x = sum(point[0] for _, point in crossed) / len(crossed)
        y = sum(point[1] for _, point in crossed) / len(crossed)
        document, dot = edits.add_node(document, REROUTE, position=(x - 10, y - 10))
        dots.append(dot)
        for edge, _ in crossed:
            through = Edge(source=dot, output="value", target=edge.target, input=edge.input)
            before = document
            document = edits.disconnect(document, [edge])
            document = wiring.of(document).connect(document, through)
            document = _keeping_order(edge, before, document, through)
        feeding = Edge(source=source, output=output, target=dot, input="value")
        document = edits.connect(document, feeding)
    return document, dots


def add_group_port(
    document: Document, wiring: Wiring, end: WireEnd, position: tuple[float, float]
) -> tuple[Document, str]:
    """Add a port to the open group, wired to ``end``: an output to an output, an input to an input; return its node's id too."""
    kind = GROUP_OUTPUT if end.is_output else GROUP_INPUT
    taken = {port_of(node) for node in document.nodes if is_boundary(node) and node.type == kind}
    name = fresh_names([end.port], taken | set(_RESERVED))[0]
    port_type = wiring.type_at(end)
    parameters = {"name": name} | ({} if port_type == ANY else {"type": port_type})
    document, node_id = edits.add_node(document, kind, position=position, parameters=parameters)
    inner = FLOW if port_type == FLOW_TYPE else inner_port(document.node(node_id))
    edge = wire_between(WireEnd(node_id, inner, is_output=not end.is_output), end)
    return wiring.of(document).connect(document, edge), node_id


# moving


def move(
    document: Document, by: tuple[float, float], node_ids: Iterable[str], frame_ids: Iterable[str]
) -> Document:
    """Move nodes and frames."""
    dx, dy = by
    at = {node_id: document.node(node_id).position for node_id in node_ids}
    document = edits.move_nodes(document, {key: (x + dx, y + dy) for key, (x, y) in at.items()})
    frames = {frame.id: frame for frame in document.frames}
    for frame_id in frame_ids:
        x, y = frames[frame_id].position
        document = edits.change_frame(document, frame_id, position=(x + dx, y + dy))
    return document


def make_room(
    document: Document, node_id: str, boxes: Mapping[str, Box], after: Collection[str]
) -> Document:
    """Push what comes after a node to the right until it no longer lies under it.

    Parameters
    ----------
    boxes : where each node is; of ``node_id``, where it has been put
    after : the nodes that may be pushed
    """
    x, y, width, height = boxes[node_id]
    right = x + width + _OFFSET
    near = [
        boxes[other][0]
        for other in after
        if other in boxes
        and boxes[other][0] + boxes[other][2] > x
        and boxes[other][0] < right
        and boxes[other][1] < y + height
        and boxes[other][1] + boxes[other][3] > y
    ]
    if not near:
        return document
    first = min(near)
    pushed = [other for other in after if other in boxes and boxes[other][0] >= first]
    return move(document, (right - first, 0.0), pushed, ())


# copying


def duplicate(
    document: Document,
    ids: Collection[str],
    *,
    with_incoming: bool,
    library: Library,
    step: str | None = None,
) -> tuple[Document, list[str]]:
    """Copy nodes and frames beside themselves, in time right behind a step; return the ids of the copies too."""
    nodes, frames = nodes_of(document, ids), frames_of(document, ids)
    corners = [document.node(node_id).position for node_id in nodes]
    corners += [frame.position for frame in document.frames if frame.id in frames]
    at = min(x for x, _ in corners) + _OFFSET, min(y for _, y in corners) + _OFFSET
    text = copy_nodes(document, nodes, frame_ids=frames)
    return paste(document, text, at=at, with_incoming=with_incoming, library=library, step=step)


def paste(
    document: Document,
    text: str,
    *,
    at: tuple[float, float],
    with_incoming: bool,
    library: Library,
    step: str | None = None,
) -> tuple[Document, list[str]]:
    """Add what was copied; return the ids of new nodes and frames too.

    Parameters
    ----------
    step : the node behind which the new ones come in time; None for after all there is

    Raises
    ------
    ClipboardError : the text is something else
    """
    known = {frame.id for frame in document.frames}
    document, nodes = paste_nodes(
        document, text, at=at, with_incoming=with_incoming, migrations=migrations(library)
    )
    document = place_new(document, library, nodes, step)
    added = [*nodes, *(frame.id for frame in document.frames if frame.id not in known)]
    return spread(document, added), added


def insert_project(
    document: Document, project: Document, *, library: Library, step: str | None = None
) -> tuple[Document, list[str]]:
    """Add all that another project holds, below all there is, its knobs too; return the ids of new nodes and frames.

    Its constants keep their values: where another one has a name already, they get a new one.

    Parameters
    ----------
    step : the node behind which it comes in time; None for after all there is
    """
    known = {frame.id for frame in document.frames}
    project = with_free_names(project, document.constants, library)
    document, names = insert(document, project, at=_place_below(document))
    document = _with_knobs_of(document, project, names)
    document = place_new(document, library, names.values(), step)
    frames = [frame.id for frame in document.frames if frame.id not in known]
    return document, [*names.values(), *frames]


def _with_knobs_of(document: Document, project: Document, names: Mapping[str, str]) -> Document:
    """Offer what an inserted project offers, under its name, behind what is offered already."""
    taken = {knob.title.casefold() for knob in document.knobs}
    known = {knob.target for knob in document.knobs}
    for knob in project.knobs:
        if knob.node and not knob.within and knob.node in names:
            knob = replace(knob, node=names[knob.node])
        if knob.target in known or not _is_there(document, knob):
            continue
        title = knob.title
        if title.casefold() in taken:
            title = f"{title} ({project.name})"
        added = replace(knob, title=title, group=knob.group or project.name)
        document = replace(document, knobs=(*document.knobs, added))
    return document


def _is_there(document: Document, knob: Knob) -> bool:
    if knob.constant:
        return any(constant.name == knob.constant for constant in document.constants)
    return node_of_knob(document, knob) is not None


def _place_below(document: Document) -> tuple[float, float]:
    corners = [node.position for node in document.nodes]
    corners += [frame.position for frame in document.frames]
    bottoms = [node.position[1] + _NODE_HEIGHT for node in document.nodes]
    bottoms += [frame.position[1] + frame.size[1] for frame in document.frames]
    return min((x for x, _ in corners), default=0.0), max(bottoms, default=0.0)


# frames


def place(
    document: Document, places: Mapping[str, tuple[float, float]], areas: Mapping[str, Box]
) -> Document:
    """Put nodes and frames where they should be."""
    document = edits.move_nodes(document, places)
    for frame_id, (x, y, width, height) in areas.items():
        document = edits.change_frame(document, frame_id, position=(x, y), size=(width, height))
    return document


def add_frame_around(
    document: Document, box: Box, *, title: str = "", text: str = "", margin: float = 30.0
) -> tuple[Document, str]:
    """Put a frame around a rectangle."""
    x, y, width, height = box
    top = margin + 30.0
    return edits.add_frame(
        document,
        title=title,
        text=text,
        position=(x - margin, y - top),
        size=(width + 2 * margin, height + margin + top),
    )


def frame_with(document: Document, frame_id: str) -> Frame | None:
    """Return the frame with this id, if there is one."""
    return next((frame for frame in document.frames if frame.id == frame_id), None)
