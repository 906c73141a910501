"""The inputs of a group that take a typed value, as parameters; without Qt."""

from collections.abc import Iterator

from manim_nodes.document.groups import GROUP, GROUP_INPUT, group_id_of, port_of
from manim_nodes.document.model import Document, Group, Node
from manim_nodes.document.wires import FLOW
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import Kind, Parameter

_DEEPEST = 20  # groups in one another; a group may even stand in itself


def group_parameters(node: Node, document: Document, library: Library) -> Iterator[Parameter]:
    """Return a parameter for each input of a node's group that leads to one inside.

    Its default is the value inside, which holds as long as nothing is typed outside.
    """
    group = document.groups_by_id.get(group_id_of(node) or "")
    for boundary in _inputs(group):
        found = _fed(group, boundary.id, document, library, _DEEPEST) if group else None
        if found is not None:
            changes = {"name": port_of(boundary), "title": "", "required": False}
            yield found.model_copy(update=changes)


def _inputs(group: Group | None) -> list[Node]:
    return [node for node in group.nodes if node.type == GROUP_INPUT] if group else []


def _fed(
    group: Group, node_id: str, document: Document, library: Library, depth: int
) -> Parameter | None:
    nodes = {node.id: node for node in group.nodes}
    for edge in group.edges:
        target = nodes.get(edge.target)
        if edge.source != node_id or edge.input == FLOW or target is None or not depth:
            continue
        known = _parameter(target, edge.input, document, library, depth)
        if known is None and _is_reroute(target, library):
            known = _fed(group, target.id, document, library, depth - 1)
        if known is not None:
            return known
    return None


def _parameter(
    node: Node, name: str, document: Document, library: Library, depth: int
) -> Parameter | None:
    node_type = library.get(node.type)
    known = node_type.parameters.get(name) if node_type else None
    inner = document.groups_by_id.get(group_id_of(node) or "") if node.type == GROUP else None
    for boundary in _inputs(inner):
        if inner and port_of(boundary) == name:
            known = known or _fed(inner, boundary.id, document, library, depth - 1)
    if known is None or name not in node.parameters:
        return known
    return known.model_copy(update={"default": node.parameters[name]})


def _is_reroute(node: Node, library: Library) -> bool:
    node_type = library.get(node.type)
    return node_type is not None and node_type.kind is Kind.REROUTE
