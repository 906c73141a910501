"""What nodes do to the place of a mobject: which leave it where it is, and which can be told another place."""

from collections.abc import Callable, Sequence
from enum import Enum

from manim_nodes.document.model import Node
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import Graph
from manim_nodes.library.node_type import Kind, NodeType

Vector = tuple[float, float, float]


class TransformMode(Enum):
    """What the hand does to a mobject, and the type of node that does the same."""

    MOVE = "Shift"
    SCALE = "Scale"
    TURN = "RotateMobject"


_NEUTRAL_CATEGORIES = frozenset(
    {"3D", "Appearing", "Drawing attention", "Numbers", "Scene", "Style"}
    | {"Tables and matrices", "Text", "Timing"}
)
_NEUTRAL = frozenset(
    {"AlwaysRotate", "AlwaysShift", "ClearUpdaters", "FadeToColor", "MoveByVelocity"}
    | {"RemoveUpdater", "ResumeUpdating", "Rotate", "RotateMobject", "Rotating", "SaveState"}
    | {"Scale", "ScaleInPlace", "ScaleWithStroke", "Shift", "ShrinkToCenter", "SuspendUpdating"}
)
_NOT_NEUTRAL = frozenset({"Become"})

_WITH_POINTS = frozenset({"3D", "Lines and arrows", "Pictures", "Shapes"})
_POINTS = ("point", "list[point]", "list[list[point]]")
# Their points say other things too, such as where light comes from.
_WITHOUT_PLACE = frozenset({"PerpendicularLine3D", "ThreeDAxes"})
_CENTER = (0, 0, 0)


def passes(graph: Graph, node_id: str, gesture: TransformMode) -> bool:
    """Return whether a gesture before a node changes what comes after it as if it came last."""
    node, node_type = graph.node(node_id), graph.type_of(node_id)
    if node_type is None or node_type.type in _NOT_NEUTRAL:
        return False
    if node_type.type == "MoveTo" and gesture is not TransformMode.MOVE:
        return _holds(graph, node, node_type, "aligned_edge", _CENTER)
    if node_type.type in _NEUTRAL:
        return not _has_pivot(graph, node, node_type)
    return node_type.category in _NEUTRAL_CATEGORIES


def carries(graph: Graph, node_id: str, gesture: TransformMode) -> tuple[str, ...]:
    """Return the parameters of a node that say what the gesture changes; none if it has no such ones."""
    node, node_type = graph.node(node_id), graph.type_of(node_id)
    if node_type is None:
        return ()
    names = _carriers(graph, node, node_type, gesture)
    wired = graph.sources[node_id].keys()
    known = [graph.parameter(node, node_type, name) for name in names]
    return names if wired.isdisjoint(names) and all(map(_is_numbers, known)) else ()


def _carriers(
    graph: Graph, node: Node, node_type: NodeType, gesture: TransformMode
) -> tuple[str, ...]:
    if gesture is TransformMode.SCALE:
        is_plain = node_type.type == "Scale" and not _has_pivot(graph, node, node_type)
        return ("scale_factor",) if is_plain else ()
    if gesture is TransformMode.TURN:
        is_plain = node_type.type == "RotateMobject" and not _has_pivot(graph, node, node_type)
        return ("angle",) if is_plain and _holds(graph, node, node_type, "axis", (0, 0, 1)) else ()
    if node_type.type == "Shift":
        return ("vector",)
    if node_type.type == "MoveTo":
        is_free = not graph.sources[node.id].get("target")
        return (
            ("point",) if is_free and _holds(graph, node, node_type, "coor_mask", (1, 1, 1)) else ()
        )
    if node_type.kind is not Kind.VALUE or node_type.category not in _WITH_POINTS:
        return ()
    if node_type.type in _WITHOUT_PLACE:
        return ()
    return tuple(known.name for known in node_type.parameters_of(*_POINTS))


def _has_pivot(graph: Graph, node: Node, node_type: NodeType) -> bool:
    names = {"about_point", "about_edge"} & node_type.parameters.keys()
    wired = graph.sources[node.id].keys()
    return not names.isdisjoint(wired) or any(
        graph.parameter(node, node_type, name) is not None for name in names
    )


def _holds(
    graph: Graph, node: Node, node_type: NodeType, name: str, value: Sequence[float]
) -> bool:
    known = graph.parameter(node, node_type, name)
    is_wired = bool(graph.sources[node.id].get(name))
    return not is_wired and isinstance(known, Sequence) and tuple(known) == tuple(value)


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
