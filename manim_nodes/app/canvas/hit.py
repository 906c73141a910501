"""What is at a point of the canvas."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from manim_nodes.app.canvas.frame_item import FrameItem
from manim_nodes.app.canvas.node_item import NodeItem
from manim_nodes.app.canvas.pens import FAR
from manim_nodes.app.canvas.scene_items import SceneItems, WireKey
from manim_nodes.editing.wiring import WireEnd

_PORT_PX, _WIRE_PX = 9.0, 7.0
_PORT_MOST = 14.0  # in the canvas's own units, so that ports do not cover a small node


@dataclass(frozen=True, slots=True)
class Hit:
    """What is there, the topmost only; nothing at all on empty canvas.

    Parameters
    ----------
    frame : a frame that is held by its title, or its corner if ``is_corner``
    """

    port: WireEnd | None = None
    node: str | None = None
    wire: WireKey | None = None
    frame: str | None = None
    is_corner: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is there."""
        return self == _NOTHING


_NOTHING = Hit()


def hit(board: SceneItems, point: QPointF, zoom: float) -> Hit:
    """Find what a mouse at ``point`` would take hold of."""
    if zoom >= FAR:
        port = port_at(board, point, min(_PORT_PX / zoom, _PORT_MOST))
        if port is not None:
            return Hit(port=port, node=port.node_id)
    node = node_at(board, point)
    if node is not None:
        return Hit(node=node.facts.id)
    wire = wire_at(board, point, _WIRE_PX / zoom)
    if wire is not None:
        return Hit(wire=wire)
    for frame in _topmost(board.frames.values()):
        if frame.corner.contains(point):
            return Hit(frame=frame.frame.id, is_corner=True)
        held = frame.body if frame.frame.text else frame.title_bar
        if held.contains(point):
            return Hit(frame=frame.frame.id)
    return _NOTHING


def port_at(board: SceneItems, point: QPointF, reach: float) -> WireEnd | None:
    """Find a port within reach; one of the topmost node, where nodes overlap."""
    for node in _upmost(board.nodes.values()):
        if node.body.adjusted(-reach, -reach, reach, reach).contains(point):
            port = node.port_near(point, reach)
            if port is not None:
                return port
            if node.body.contains(point):
                return None
    return None


def node_at(board: SceneItems, point: QPointF) -> NodeItem | None:
    """Find the topmost node."""
    return next((node for node in _upmost(board.nodes.values()) if node.body.contains(point)), None)


def wire_at(board: SceneItems, point: QPointF, reach: float) -> WireKey | None:
    """Find the nearest wire within reach."""
    best: tuple[float, WireKey] | None = None
    for key, wire in board.wires.items():
        distance = wire.distance_to(point)
        if distance <= reach and (best is None or distance < best[0]):
            best = distance, key
    return best[1] if best else None


def _upmost(nodes: Iterable[NodeItem]) -> list[NodeItem]:
    return sorted(nodes, key=NodeItem.zValue)[::-1]


def _topmost(frames: Iterable[FrameItem]) -> list[FrameItem]:
    return sorted(frames, key=FrameItem.zValue)[::-1]
