"""Giving a group in a document another definition, such as the newer one of a user's own node."""

from collections.abc import Collection

from manim_nodes.document.groups import (
    GROUP,
    GROUP_INPUT,
    GROUP_OUTPUT,
    group_id_of,
    groups_within,
    port_names,
)
from manim_nodes.document.insertion import insert, stand_for
from manim_nodes.document.model import Content, Document, Edge, Group, Node, Snippet
from manim_nodes.document.record_edits import replace
from manim_nodes.document.wires import FLOW


def redefine_group(
    document: Document, group_id: str, snippet: Snippet
) -> tuple[Document, tuple[Edge, ...]]:
    """Let all nodes that stand for a group stand for that of a snippet's first node.

    Returns
    -------
    the new document, and the wires that had to go, since the group has their ports no longer

    Raises
    ------
    UnknownIdError : the document has no such group

    Notes
    -----
    The definition before goes, and with it the groups that only it had use for. Groups of the new
    definition stay as they are, even where they take the one before.
    """
    old = document.group(group_id)
    new, grown = _with_group(document, snippet)
    if new.id == group_id:
        return document, ()
    newer = {group.id for group in groups_within(_stand_in(new.id), grown.groups_by_id)}
    names = {group_id: new.id}
    repointed = replace(
        stand_for(grown, names),
        groups=tuple(
            group if group.id in newer else stand_for(group, names) for group in grown.groups
        ),
    )
    older = groups_within(_stand_in(old.id), repointed.groups_by_id)
    return _without_loose_wires(_without_unused(repointed, older), new, newer)


def _with_group(document: Document, snippet: Snippet) -> tuple[Group, Document]:
    """Add the groups of a snippet; give the one that its first node stands for."""
    # Only for its groups, under ids that are free here: the node itself is not kept.
    first = replace(snippet, nodes=snippet.nodes[:1], edges=(), frames=())
    grown, names = insert(document, first)
    node = grown.node(names[first.nodes[0].id])
    return grown.group(group_id_of(node) or ""), replace(grown, nodes=document.nodes)


def _stand_in(group_id: str) -> Content:
    return Content(nodes=(Node(id="node", type=GROUP, parameters={"group": group_id}),))


def _without_unused(document: Document, groups: Collection[Group]) -> Document:
    """Remove those of ``groups`` that nothing takes but themselves."""
    ids = {group.id for group in groups}
    others = [document, *(group for group in document.groups if group.id not in ids)]
    used = {group.id for other in others for group in groups_within(other, document.groups_by_id)}
    kept = (group for group in document.groups if group.id not in ids - used)
    return replace(document, groups=tuple(kept))


def _without_loose_wires(
    document: Document, group: Group, newer: Collection[str]
) -> tuple[Document, tuple[Edge, ...]]:
    """Remove the wires at ports that nodes which stand for ``group`` do not have."""
    edges, dropped = _divided(document, group)
    groups = []
    for other in document.groups:
        tied, loose = (other.edges, []) if other.id in newer else _divided(other, group)
        groups.append(replace(other, edges=tuple(tied)))
        dropped += loose
    return replace(document, edges=tuple(edges), groups=tuple(groups)), tuple(dropped)


def _divided(content: Content, group: Group) -> tuple[list[Edge], list[Edge]]:
    """Return the wires that have ports at nodes of ``group``, or end elsewhere, and the others."""
    nodes = {node.id for node in content.nodes if group_id_of(node) == group.id}
    inputs = {FLOW, *port_names(group, GROUP_INPUT)}
    outputs = {FLOW, *port_names(group, GROUP_OUTPUT)}
    tied: list[Edge] = []
    loose: list[Edge] = []
    for edge in content.edges:
        enters_nothing = edge.target in nodes and edge.input not in inputs
        leaves_nothing = edge.source in nodes and edge.output not in outputs
        (loose if enters_nothing or leaves_nothing else tied).append(edge)
    return tied, loose
