"""Adding what comes from elsewhere: a snippet, a template, another document."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from manim_nodes.document.groups import group_id_of, mentioned_groups, taken_group_ids
from manim_nodes.document.ids import fresh_ids, mentioned_ids
from manim_nodes.document.model import Content, Document, Edge, Frame, Group, Node, Snippet
from manim_nodes.document.record_edits import replace, revise
from manim_nodes.document.values import same

_Content = TypeVar("_Content", bound=Content)


def insert(
    document: Document,
    snippet: Snippet,
    *,
    at: tuple[float, float] | None = None,
    joined: Collection[str] = (),
) -> tuple[Document, dict[str, str]]:
    """Add all of a snippet, or of another document, under ids that are free.

    Parameters
    ----------
    at : where the top left corner of it all goes; if not given, everything stays where it was
    joined : nodes of ``document`` whose wires to nodes of the snippet are kept as they are

    Returns
    -------
    the new document, and the new id of each node of the snippet

    Notes
    -----
    A wire that leads nowhere in the snippet leads nowhere afterwards, whatever ids are in use here.
    So does a node whose group the snippet lacks. A group that is here already is not added again.
    Nor is a constant: what comes uses the one of its name that is here.
    """
    names = _group_names(document, snippet)
    added = [
        revise(stand_for(group, names), id=names[group.id])
        for group in snippet.groups
        if names[group.id] not in document.groups_by_id
    ]
    known = {constant.name for constant in document.constants}
    new = [constant for constant in snippet.constants if constant.name not in known]
    grown = replace(
        document, groups=(*document.groups, *added), constants=(*document.constants, *new)
    )
    return place(grown, stand_for(snippet, names), by=_way(snippet, at), joined=joined)


def place(
    document: Document,
    content: Content,
    *,
    by: tuple[float, float] = (0.0, 0.0),
    joined: Collection[str] = (),
) -> tuple[Document, dict[str, str]]:
    """Add nodes, wires and frames, moved ``by`` so much, under ids that are free.

    Groups are what they are in ``document``; for the rest, see `insert`.
    """
    own = [node.id for node in content.nodes]
    loose = mentioned_ids(content) - {*own, *joined}
    names = fresh_ids([*own, *sorted(loose)], mentioned_ids(document))
    frame_ids = [frame.id for frame in content.frames]
    frame_names = fresh_ids(frame_ids, {frame.id for frame in document.frames})
    grown = replace(
        document,
        nodes=(*document.nodes, *(_placed(node, names, by) for node in content.nodes)),
        edges=(*document.edges, *(_rewired(edge, names) for edge in content.edges)),
        frames=(*document.frames, *(_placed(frame, frame_names, by) for frame in content.frames)),
    )
    return grown, {node_id: names[node_id] for node_id in own}


_Placed = TypeVar("_Placed", Node, Frame)


def _placed(item: _Placed, names: Mapping[str, str], by: tuple[float, float]) -> _Placed:
    if names[item.id] == item.id and by == (0, 0):
        return item
    position = item.position[0] + by[0], item.position[1] + by[1]
    return revise(item, id=names[item.id], position=position)


def _rewired(edge: Edge, names: Mapping[str, str]) -> Edge:
    source, target = names.get(edge.source, edge.source), names.get(edge.target, edge.target)
    return replace(edge, source=source, target=target)


def _way(snippet: Snippet, at: tuple[float, float] | None) -> tuple[float, float]:
    corners = [node.position for node in snippet.nodes]
    corners += [frame.position for frame in snippet.frames]
    if at is None or not corners:
        return 0.0, 0.0
    return at[0] - min(x for x, _ in corners), at[1] - min(y for _, y in corners)


# Groups


def _group_names(document: Document, snippet: Snippet) -> dict[str, str]:
    """Return the id that each group of the snippet, and each that it lacks, has in the document."""
    here, there = document.groups_by_id, snippet.groups_by_id
    candidates: defaultdict[object, list[str]] = defaultdict(list)
    for group in document.groups:
        candidates[_look(group)].append(group.id)
    known = {}
    for group in snippet.groups:
        for twin in (group.id, *candidates[_look(group)]):
            if _are_alike(twin, group.id, here, there):
                known[group.id] = twin
                break
    new = [group_id for group_id in there if group_id not in known]
    missing = set(mentioned_groups(snippet, *snippet.groups)) - there.keys()
    wanted = [*new, *sorted(missing & here.keys())]
    return known | fresh_ids(wanted, taken_group_ids(document) | missing)


def _look(group: Group) -> object:
    return group.name, tuple(node.id for node in group.nodes)


def _are_alike(one: str, other: str, here: Mapping[str, Group], there: Mapping[str, Group]) -> bool:
    """Return whether two groups hold the same, and so do all groups within them, be they in rings."""
    twins = {other: one}
    waiting = [other]
    while waiting:
        group_id = waiting.pop()
        ours, theirs = here.get(twins[group_id]), there.get(group_id)
        if ours is None or theirs is None:
            if ours is not theirs or twins[group_id] != group_id:
                return False
            continue
        new = dict(_pairs(theirs.nodes, ours.nodes))
        waiting += new.keys() - twins.keys()
        twins = new | twins
        if not same(replace(stand_for(theirs, twins), id=ours.id), ours):
            return False
    return True


def _pairs(nodes: Sequence[Node], others: Sequence[Node]) -> Iterator[tuple[str, str]]:
    for node, other in zip(nodes, others, strict=False):
        one, twin = group_id_of(node), group_id_of(other)
        if one is not None and twin is not None:
            yield one, twin


def stand_for(content: _Content, names: Mapping[str, str]) -> _Content:
    """Let nodes that stand for groups stand for those that these are called now."""
    return replace(content, nodes=tuple(_pointed(node, names) for node in content.nodes))


def _pointed(node: Node, names: Mapping[str, str]) -> Node:
    group_id = group_id_of(node)
    if group_id is None or names.get(group_id, group_id) == group_id:
        return node
    return revise(node, parameters={**node.parameters, "group": names[group_id]})
