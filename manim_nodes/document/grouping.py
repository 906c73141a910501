"""Edits that make groups of nodes, take them apart, and reach into them.

They hold to what `manim_nodes.document.edits` says of all edits.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias
from uuid import UUID

from manim_nodes.document.edits import add_node
from manim_nodes.document.groups import (
    GROUP,
    GROUP_INPUT,
    GROUP_OUTPUT,
    flow_ends,
    group_id_of,
    inner_port,
    is_boundary,
    mentioned_groups,
    port_of,
    taken_group_ids,
    typed_values,
    with_values,
)
from manim_nodes.document.ids import first_id_of, fresh_ids, fresh_names
from manim_nodes.document.insertion import place
from manim_nodes.document.model import Content, Document, Edge, Group, Knob, Node
from manim_nodes.document.record_edits import EditError, make, replace, revise
from manim_nodes.document.values import freeze_mapping
from manim_nodes.document.wires import FLOW, origins
from manim_nodes.translation import tr

_RESERVED = (FLOW, "group")  # the ports that a group's node has of itself
_ASIDE, _BELOW = 300.0, 100.0  # how far boundary nodes stand from the others, and from one another

_End: TypeAlias = tuple[str, str]  # a node's id and a port

_PASSAGE = "", FLOW  # where a flow wire ends inside a group that holds no node: no id is empty


# Reaching into a group


def open_group(document: Document, group_id: str) -> Document:
    """Return what a group holds as a document, so that every edit works on it.

    It has all groups of ``document``; under ``group_id`` stands what ``document`` itself holds, so
    that an edit knows which groups are used, and knobs are said accordingly. Its id is its own: for
    the clipboard, it is another document. `close_group` puts it back.
    """
    group = document.group(group_id)
    outer = replace(group, **_content(document))
    groups = tuple(outer if other is group else other for other in document.groups)
    digest = hashlib.sha256(f"{document.id}/{group_id}".encode()).digest()
    own_id = str(UUID(bytes=digest[:16], version=4))
    knobs = _seen_across(document.knobs, group_id)
    return replace(document, **_content(group), groups=groups, knobs=knobs, id=own_id)


def close_group(document: Document, group_id: str, opened: Document) -> Document:
    """Let a group hold what an edited document from `open_group` holds."""
    group = document.group(group_id)
    outer = opened.groups_by_id.get(group_id)
    changes = _fields(outer or group) | _content(opened)
    groups = {**opened.groups_by_id, group_id: replace(group, **changes)}
    knobs = _seen_across(opened.knobs, group_id)
    own = {
        "id": document.id,
        "groups": tuple(groups.values()),
        "knobs": document.knobs if knobs == document.knobs else knobs,
    }
    return replace(document, **(_fields(opened) | _outside(document, outer) | own))


def _outside(document: Document, outer: Group | None) -> dict[str, object]:
    """Return what a document is to hold of its own: that of ``outer``, and the very same where it did not change."""
    before = _content(document)
    if outer is None:
        return before
    return {
        name: before[name] if value == before[name] else value
        for name, value in _content(outer).items()
    }


def _seen_across(knobs: tuple[Knob, ...], group_id: str) -> tuple[Knob, ...]:
    """Return knobs as they are on the other side of a group: what is outside there is within here."""
    other = {"": group_id, group_id: ""}
    if not any(knob.node and knob.within in other for knob in knobs):
        return knobs
    return tuple(
        replace(knob, within=other.get(knob.within, knob.within)) if knob.node else knob
        for knob in knobs
    )


def _content(content: Content) -> dict[str, object]:
    return {name: getattr(content, name) for name in Content.model_fields if name != "extras"}


def _fields(content: Content) -> dict[str, object]:
    return {name: getattr(content, name) for name in type(content).model_fields}


def rename_group(document: Document, group_id: str, name: str) -> Document:
    """Rename a group."""
    group = document.group(group_id)
    renamed = revise(group, name=name)
    groups = tuple(renamed if other is group else other for other in document.groups)
    return replace(document, groups=groups)


def make_unique(document: Document, node_id: str) -> Document:
    """Let a node that stands for a group stand for a copy of its own, if others stand for it too."""
    node = document.node(node_id)
    group = _group_of(document, node)
    if sum(used == group.id for used in mentioned_groups(document, *document.groups)) == 1:
        return document
    new_id = fresh_ids([group.id], taken_group_ids(document))[group.id]
    own = revise(node, parameters={**node.parameters, "group": new_id})
    return replace(
        document,
        nodes=tuple(own if other is node else other for other in document.nodes),
        groups=(*document.groups, replace(group, id=new_id)),
    )


def _group_of(document: Document, node: Node) -> Group:
    group_id = group_id_of(node)
    if group_id is None:
        msg = tr('The node "{id}" stands for no group.', id=node.id)
        raise EditError(msg, where=document.name)
    return document.group(group_id)


# Making one


def make_group(
    document: Document,
    node_ids: Iterable[str],
    name: str = "Group",
    *,
    listed_as: str | None = None,
) -> tuple[Document, str]:
    """Move nodes into a new group, and put a node that stands for it in their place.

    Parameters
    ----------
    listed_as : the one of the nodes whose place in the list the group's node takes; if not given,
        the last

    Returns
    -------
    the new document, and the id of the node that stands for the group

    Notes
    -----
    Each output outside that feeds the nodes becomes an input of the group, named after the first
    input that it feeds; each output of theirs that is used outside becomes an output of the group.
    Flow does so too; but where it means all that the group begins or ends with, it becomes flow of
    the group's node. Boundary nodes stay where they are: they belong to the group that is open.
    """
    inside = {document.node(node_id).id for node_id in node_ids}
    nodes = [node for node in document.nodes if node.id in inside and not is_boundary(node)]
    first_id = first_id_of("Group")
    group_id = fresh_ids([first_id], taken_group_ids(document))[first_id]
    position, parameters = _middle(nodes), {"group": group_id}
    grown, node_id = add_node(document, GROUP, position=position, parameters=parameters)
    edges = _with_own_flow(document.edges, nodes, node_id)
    boundary, inner, outer = _divide(edges, nodes, node_id)
    fields = {"nodes": (*nodes, *boundary), "edges": inner}
    group = make(Group, {"id": group_id, "name": name, **fields})
    moved = {node.id for node in nodes}
    made = replace(
        grown,
        nodes=_with_group(grown.nodes, moved, listed_as),
        edges=tuple(outer),
        groups=(*document.groups, group),
        knobs=tuple(
            replace(knob, within=group_id) if knob.node in moved and not knob.within else knob
            for knob in document.knobs
        ),
    )
    return made, node_id


def _with_group(
    nodes: Sequence[Node], moved: Collection[str], listed_as: str | None
) -> tuple[Node, ...]:
    """Return a list of nodes with the last one, which stands for a group, in place of those moved into it."""
    *others, group = nodes
    places = [place for place, node in enumerate(others) if node.id in moved]
    named = [place for place in places if others[place].id == listed_as]
    place = (named or places or [len(others)])[-1]
    return (
        *(node for node in others[:place] if node.id not in moved),
        group,
        *(node for node in others[place:] if node.id not in moved),
    )


def _with_own_flow(edges: Sequence[Edge], nodes: Sequence[Node], node_id: str) -> list[Edge]:
    """Let flow that means all of the nodes be flow of the node that will stand for them."""
    inside = {node.id for node in nodes}
    first, last = flow_ends(nodes, edges)
    # What a file says of a wire beyond its ends needs a wire of its own to be kept at.
    flow = [edge for edge in edges if edge.output == edge.input == FLOW and not edge.extras]
    entering = [edge for edge in flow if edge.target in inside and edge.source not in inside]
    leaving = [edge for edge in flow if edge.source in inside and edge.target not in inside]
    before = _joined_to(first, [(edge.source, edge.target) for edge in entering])
    after = _joined_to(last, [(edge.target, edge.source) for edge in leaving])
    merged = {id(edge) for edge in entering if edge.source in before}
    merged |= {id(edge) for edge in leaving if edge.target in after}
    return [
        *(edge for edge in edges if id(edge) not in merged),
        *(Edge(source=other, output=FLOW, target=node_id, input=FLOW) for other in before),
        *(Edge(source=node_id, output=FLOW, target=other, input=FLOW) for other in after),
    ]


def _joined_to(ends: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the nodes that are paired with each of the ends once, and with nothing else."""
    partners: defaultdict[str, list[str]] = defaultdict(list)
    for node_id, partner in pairs:
        partners[node_id].append(partner)
    wanted = sorted(ends)
    return {node_id: found for node_id, found in partners.items() if sorted(found) == wanted}


def _divide(
    edges: Sequence[Edge], nodes: Sequence[Node], node_id: str
) -> tuple[list[Node], list[Edge], list[Edge]]:
    """Return the boundary nodes of a group, its wires, and those of the document around it."""
    inside = {node.id for node in nodes}
    entering = [edge for edge in edges if edge.target in inside and edge.source not in inside]
    leaving = [edge for edge in edges if edge.source in inside and edge.target not in inside]
    inputs = _boundary_nodes(GROUP_INPUT, entering, nodes)
    outputs = _boundary_nodes(GROUP_OUTPUT, leaving, nodes)
    inner, outer = [], []
    for edge in edges:
        if edge.target in inside:
            boundary = inputs.get((edge.source, edge.output))
            inner.append(
                replace(edge, source=boundary.id, output=inner_port(boundary)) if boundary else edge
            )
        else:
            boundary = outputs.get((edge.source, edge.output))
            outer.append(
                replace(edge, source=node_id, output=port_of(boundary)) if boundary else edge
            )
    for (source, output), boundary in inputs.items():
        outer.append(Edge(source=source, output=output, target=node_id, input=port_of(boundary)))
    for (source, output), boundary in outputs.items():
        inner.append(
            Edge(source=source, output=output, target=boundary.id, input=inner_port(boundary))
        )
    return [*inputs.values(), *outputs.values()], inner, outer


def _boundary_nodes(kind: str, edges: Iterable[Edge], nodes: Collection[Node]) -> dict[_End, Node]:
    """Make a boundary node for each output that crosses the boundary, in a column beside ``nodes``."""
    wanted: dict[_End, str] = {}
    for edge in edges:
        name = edge.input if kind == GROUP_INPUT else edge.output
        wanted.setdefault((edge.source, edge.output), name)
    names = fresh_names(wanted.values(), _RESERVED)
    ids = fresh_names([first_id_of(kind)] * len(wanted), {node.id for node in nodes})
    left, right, top, bottom = _bounds(nodes)
    x = left - _ASIDE if kind == GROUP_INPUT else right + _ASIDE
    y = (top + bottom - _BELOW * (len(wanted) - 1)) / 2
    boundaries = {}
    for row, (end, name, boundary_id) in enumerate(zip(wanted, names, ids, strict=True)):
        parameters = {"name": name} | ({"type": "Flow"} if end[1] == FLOW else {})
        position = x, y + _BELOW * row
        boundaries[end] = Node(id=boundary_id, type=kind, parameters=parameters, position=position)
    return boundaries


def _middle(nodes: Collection[Node]) -> tuple[float, float]:
    left, right, top, bottom = _bounds(nodes)
    return (left + right) / 2, (top + bottom) / 2


def _bounds(nodes: Collection[Node]) -> tuple[float, float, float, float]:
    across = [node.position[0] for node in nodes] or [0.0]
    down = [node.position[1] for node in nodes] or [0.0]
    return min(across), max(across), min(down), max(down)


# Taking one apart


def ungroup(document: Document, node_id: str) -> tuple[Document, tuple[str, ...]]:
    """Put what a node stands for in its place; the group goes, if no other node stands for it.

    Returns
    -------
    the new document, and the ids of the nodes that come out of the group

    Notes
    -----
    Wires of the node go on to where they lead inside, which may be nowhere. One at a port that the
    node does not have is kept, and leads nowhere. A muted node mutes what comes out of it; values
    typed for the inputs of the group's node go to where these lead.
    """
    node = document.node(node_id)
    shared = _group_of(document, node)
    group = with_values(shared, typed_values(node))
    middle = _middle([inner for inner in group.nodes if not is_boundary(inner)])
    by = node.position[0] - middle[0], node.position[1] - middle[1]
    grown, names = place(document, group, by=by)
    boundaries = {names[inner.id] for inner in group.nodes if is_boundary(inner)}
    own = {name: None for name in names.values() if name not in boundaries}
    released = [
        replace(item, muted=True) if node.muted else item for item in grown.nodes if item.id in own
    ]
    nodes = tuple(
        item for other in document.nodes for item in (released if other.id == node_id else [other])
    )
    wires = _led_inside(grown.edges, node_id, group, names)
    made = replace(grown, nodes=nodes, edges=tuple(_joined(wires, {*boundaries, _PASSAGE[0]})))
    if group.id not in mentioned_groups(made, *made.groups):
        made = replace(
            made,
            groups=tuple(other for other in made.groups if other is not shared),
            knobs=tuple(
                _released(
                    made.knobs, group.id, {old: names[old] for old in names if names[old] in own}
                )
            ),
        )
    return made, tuple(own)


def _released(knobs: Iterable[Knob], group_id: str, names: Mapping[str, str]) -> Iterator[Knob]:
    """Let the knobs of a group that goes be those of what comes out of it."""
    for knob in knobs:
        if knob.within != group_id:
            yield knob
        elif knob.node in names:
            yield replace(knob, within="", node=names[knob.node])


def _led_inside(
    edges: Iterable[Edge], node_id: str, group: Group, names: Mapping[str, str]
) -> Iterator[Edge]:
    """Let wires that end at the ports of a group's node end where these are inside."""
    ways_in: defaultdict[_End, list[_End]] = defaultdict(list)
    ways_out: defaultdict[_End, list[_End]] = defaultdict(list)
    for boundary in filter(is_boundary, group.nodes):
        ways = ways_in if boundary.type == GROUP_INPUT else ways_out
        ways[node_id, port_of(boundary)].append((names[boundary.id], inner_port(boundary)))
    first, last = flow_ends(group.nodes, group.edges)
    ways_in[node_id, FLOW] = [(names[inner], FLOW) for inner in first] or [_PASSAGE]
    ways_out[node_id, FLOW] = [(names[inner], FLOW) for inner in last] or [_PASSAGE]
    for edge in edges:
        start, end = (edge.source, edge.output), (edge.target, edge.input)
        for source, output in ways_out.get(start, [start]):
            for target, name in ways_in.get(end, [end]):
                yield replace(edge, source=source, output=output, target=target, input=name)


def _joined(wires: Iterable[Edge], gone: Collection[str]) -> Iterator[Edge]:
    """Join the wires on the two sides of each boundary node that goes."""
    feeding: defaultdict[str, list[Edge]] = defaultdict(list)
    staying: list[Edge] = []
    for wire in wires:
        (feeding[wire.target] if wire.target in gone else staying).append(wire)
    for wire in staying:
        if wire.source not in gone:
            yield wire
            continue
        for origin in origins(wire, feeding, gone, _let_through):
            output = FLOW if wire.output == FLOW else origin.output
            extras = freeze_mapping({**origin.extras, **wire.extras})
            yield replace(wire, source=origin.source, output=output, extras=extras)


def _let_through(wires: Sequence[Edge], output: str) -> list[Edge]:
    return [wire for wire in wires if output in (FLOW, wire.input)]
