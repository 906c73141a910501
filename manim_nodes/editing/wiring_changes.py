"""What an edit means for wires and types: which nodes it affects, so that no view has to look at all of them."""

from collections.abc import Iterator

from manim_nodes.document.groups import GROUP, group_id_of, is_boundary
from manim_nodes.document.model import Document
from manim_nodes.editing.wiring import Wiring, changed_edges


def affected_nodes(before: Wiring, after: Wiring) -> frozenset[str] | None:
    """Return the nodes that differ, or of which a wire or the type of a port may; None where nothing is shared.

    ``after`` takes over all types found before that are not affected.
    """
    if before.library is not after.library or before.location != after.location:
        return None
    edges = changed_edges(before.content.edges, after.content.edges)
    rewired = {edge.target for edge in edges}
    changed = {*_changed_nodes(before.content, after.content), *rewired}
    changed |= {edge.source for edge in edges}
    decided_elsewhere = set() if before.graph is after.graph else set(_open_nodes(after.content))
    after.take_types(before, changed | decided_elsewhere)
    giving = {
        node_id
        for node_id in changed | decided_elsewhere
        if node_id in rewired or _gives_otherwise(before, after, node_id)
    }
    affected = changed | giving | after.fed_by(giving)
    after.forget_types(affected)
    return frozenset(affected)


def _changed_nodes(before: Document, after: Document) -> Iterator[str]:
    """Return the nodes that are other objects than before, which is cheap to tell."""
    old, new = before.nodes_by_id, after.nodes_by_id
    if old is not new:
        yield from (node_id for node_id, node in new.items() if old.get(node_id) is not node)
        yield from old.keys() - new.keys()
    if before.groups is not after.groups:
        groups, others = before.groups_by_id, after.groups_by_id
        for node in after.nodes:
            group_id = group_id_of(node)
            if group_id is not None and groups.get(group_id) is not others.get(group_id):
                yield node.id


def _open_nodes(content: Document) -> Iterator[str]:
    """Return the nodes of which a graph knows what they give: groups, and their ports."""
    return (node.id for node in content.nodes if node.type == GROUP or is_boundary(node))


def _gives_otherwise(before: Wiring, after: Wiring, node_id: str) -> bool:
    old = before.content.nodes_by_id.get(node_id)
    new = after.content.nodes_by_id.get(node_id)
    if old is None or new is None or (old.type, old.muted) != (new.type, new.muted):
        return True
    outputs = before.ports(node_id).outputs.keys() | after.ports(node_id).outputs.keys()
    return any(
        before.output_type(node_id, name) != after.output_type(node_id, name)
        or before.parts_of(node_id, name) != after.parts_of(node_id, name)
        for name in outputs
    )
