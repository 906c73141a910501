"""What nodes do to the place of a mobject: which leave it where it is, and which parameters move it."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from manim_nodes.document.model import Node
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import Graph
from manim_nodes.library.node_type import NodeType

Vector = tuple[float, float, float]


class TransformMode(StrEnum):
    """What the mouse does to a mobject in the picture, as the parameters of node types name it."""

    MOVE = "move"
    SCALE = "scale"
    ROTATE = "rotate"


def commutes(graph: Graph, node_id: str, mode: TransformMode) -> bool:
    """Return whether it makes no difference if a mobject is changed before a node or after it."""
    node, node_type = graph.node(node_id), graph.type_of(node_id)
    if node_type is None or node_type.placement == "absolute":
        return False
    if node_type.placement == "position" and mode is TransformMode.MOVE:
        return False
    return _are_default(graph, node, node_type, node_type.pivots)


def transform_parameters(graph: Graph, node_id: str, mode: TransformMode) -> tuple[str, ...]:
    """Return the parameters of a node that say what ``mode`` changes; none if it has no such ones."""
    node, node_type = graph.node(node_id), graph.type_of(node_id)
    if node_type is None:
        return ()
    found = [each for each in node_type.parameters.values() if each.transform == mode]
    unless = {name for each in found for name in each.transform_unless}
    if mode is not TransformMode.MOVE:
        unless.update(node_type.pivots)
    names = tuple(each.name for each in found)
    wired = graph.sources[node_id].keys()
    known = [graph.parameter(node, node_type, name) for name in names]
    is_plain = wired.isdisjoint(names) and _are_default(graph, node, node_type, unless)
    return names if is_plain and all(map(_is_numbers, known)) else ()


def _are_default(graph: Graph, node: Node, node_type: NodeType, names: Iterable[str]) -> bool:
    """Return whether nothing is wired into these inputs and parameters, or typed."""
    return all(
        not graph.sources[node.id].get(name)
        and (
            name not in node_type.parameters
            or graph.parameter(node, node_type, name) == node_type.parameters[name].default
        )
        for name in names
    )


def _is_numbers(value: object) -> bool:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return len(value) > 0 and all(map(_is_numbers, value))
    return isinstance(value, int | float) and not isinstance(value, bool)


def changed(value: object, change: Callable[[float, int], float]) -> JSON:
    """Change all numbers of a value; ``change`` gets each with its place in its vector."""
    if isinstance(value, Sequence):
        return tuple(_part(part, index, change) for index, part in enumerate(value))
    return _part(value, 0, change)


def _part(value: object, index: int, change: Callable[[float, int], float]) -> JSON:
    if isinstance(value, int | float):
        return change(value, index)
    return changed(value, change)
