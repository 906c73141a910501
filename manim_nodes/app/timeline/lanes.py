"""What is inside a block: the animations that a node plays, each in a lane, from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from manim_nodes.library.node_type import Kind, NodeType
from manim_nodes.library.parameter_types import number_value
from manim_nodes.library.port_types import ANIMATION

_USUAL_S = 1.0
_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class LanePart:
    """One animation within a block.

    Parameters
    ----------
    start_s : from the beginning of the block
    title : its label, or that of its type
    lane : counted from 0, the topmost; those that overlap are in different ones
    """

    node_id: str
    start_s: float
    duration_s: float
    title: str = ""
    lane: int = 0

    @property
    def end_s(self) -> float:
        """Return when it ends."""
        return self.start_s + self.duration_s


def parts_of(
    graph: Graph, node_id: str, *, duration_s: float | None = None
) -> tuple[LanePart, ...]:
    """Return the animations that a node plays: several for one that composes them, else itself.

    Parameters
    ----------
    duration_s : how long all of it takes, where that is known; otherwise parameters say it
    """
    parts = _parts(graph, node_id, frozenset())
    return _stretched(parts, duration_s) if duration_s is not None else parts


def length_s(parts: Sequence[LanePart]) -> float:
    """Return when the last part ends."""
    return max((part.end_s for part in parts), default=0.0)


def _parts(graph: Graph, node_id: str, above: frozenset[str]) -> tuple[LanePart, ...]:
    node, node_type = graph.node(node_id), graph.type_of(node_id)
    inner = [] if node_type is None or node_id in above else _animations(graph, node_id, node_type)
    if node_type is None or not inner:
        own = None if node_type is None else _own_time(graph, node, node_type)
        seconds = _USUAL_S if own is None else own
        return (LanePart(node_id, 0.0, seconds, graph.title_of(node_id)),)
    children = [_parts(graph, each, above | {node_id}) for each in inner]
    run_time = _number(graph, node, node_type, "run_time")
    if run_time is not None and node_type.together:
        return _staggered([_stretched(child, run_time) for child in children], 0.0)
    parts = _staggered(children, _lag(graph, node, node_type))
    return _stretched(parts, run_time) if run_time is not None else parts


def _animations(graph: Graph, node_id: str, node_type: NodeType) -> list[str]:
    if node_type.kind is not Kind.COMPOSE:
        return []
    wired = graph.sources[node_id]
    return [
        source.node_id
        for name, port in node_type.inputs.items()
        if port.type == ANIMATION
        for source in wired.get(name, ())
    ]


def _own_time(graph: Graph, node: Node, node_type: NodeType) -> float | None:
    if not isinstance(node_type.duration, str):
        return float(node_type.duration)
    for name in (node_type.duration, "run_time"):
        value = _number(graph, node, node_type, name)
        if value is not None:
            return value
    return None


def _number(graph: Graph, node: Node, node_type: NodeType, name: str) -> float | None:
    if name not in node_type.parameters or graph.sources[node.id].get(name):
        return None
    return number_value(graph.parameter(node, node_type, name))


def _lag(graph: Graph, node: Node, node_type: NodeType) -> float:
    return _number(graph, node, node_type, "lag_ratio") or 0.0


def _stretched(parts: Sequence[LanePart], duration_s: float) -> tuple[LanePart, ...]:
    """Stretch or squeeze parts to a length."""
    length = length_s(parts)
    if length <= 0:
        return tuple(parts)
    by = duration_s / length
    return tuple(
        replace(part, start_s=part.start_s * by, duration_s=part.duration_s * by) for part in parts
    )


def _staggered(children: Sequence[Sequence[LanePart]], lag: float) -> tuple[LanePart, ...]:
    """Let each begin when so much of the one before is over, as manim's AnimationGroup does."""
    starts = [0.0]
    for child, _ in pairwise(children):
        starts.append(starts[-1] + lag * length_s(child))
    found: list[LanePart] = []
    for child, start in zip(children, starts, strict=True):
        moved = [replace(part, start_s=part.start_s + start) for part in child]
        lane = _free_lane(found, moved)
        found += (replace(part, lane=part.lane + lane) for part in moved)
    return tuple(found)


def _free_lane(taken: Sequence[LanePart], wanted: Sequence[LanePart]) -> int:
    first, last = min(part.start_s for part in wanted), length_s(wanted)
    height = 1 + max(part.lane for part in wanted)
    busy = {
        part.lane
        for part in taken
        if part.start_s < last - _EPSILON and part.end_s > first + _EPSILON
    }
    lane = 0
    while not busy.isdisjoint(range(lane, lane + height)):
        lane += 1
    return lane
