"""What is at a point of the canvas."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsItem

from manim_nodes.app.canvas.node_item import NodeItem
from manim_nodes.app.canvas.pens import FAR
from manim_nodes.app.canvas.scene_items import SceneItems, WireKey
from manim_nodes.editing.wiring import WireEnd

_AnyItem = TypeVar("_AnyItem", bound=QGraphicsItem)

_PORT_PX, _WIRE_PX = 9.0, 7.0
_PORT_MOST = 14.0  # in the canvas's own units, so that ports do not cover a small node


@dataclass(frozen=True, slots=True)
class Hit:
    """What is there, the topmost only; nothing at all on empty canvas.

    Parameters
    ----------
    is_eye : it is the icon of the node's presence
    value : the parameter of the node whose value it is; empty if it is none
    frame : a frame that is grabbed by its title, or its corner if ``is_corner``
    """

    port: WireEnd | None = None
    node: str | None = None
    is_eye: bool = False
    value: str = ""
    wire: WireKey | None = None
    frame: str | None = None
    is_corner: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is there."""
        return self == _NOTHING


_NOTHING = Hit()


def hit(items: SceneItems, point: QPointF, zoom: float) -> Hit:
    """Find what a mouse at ``point`` would grab."""
    if zoom >= FAR:
        port = port_at(items, point, min(_PORT_PX / zoom, _PORT_MOST))
        if port is not None:
            return Hit(port=port, node=port.node_id)
    node = node_at(items, point)
    if node is not None:
        is_near = zoom >= FAR
        is_eye = is_near and node.has_eye_at(point)
        return Hit(node=node.view.id, is_eye=is_eye, value=node.value_at(point) if is_near else "")
    wire = wire_at(items, point, _WIRE_PX / zoom)
    if wire is not None:
        return Hit(wire=wire)
    for frame in _from_top(items.frames.values()):
        if frame.corner.contains(point):
            return Hit(frame=frame.frame.id, is_corner=True)
        grip = frame.body if frame.frame.text else frame.title_bar
        if grip.contains(point):
            return Hit(frame=frame.frame.id)
    return _NOTHING


def port_at(items: SceneItems, point: QPointF, reach: float) -> WireEnd | None:
    """Find a port within reach; one of the topmost node, where nodes overlap."""
    for node in _from_top(items.nodes.values()):
        if node.body.adjusted(-reach, -reach, reach, reach).contains(point):
            port = node.port_near(point, reach)
            if port is not None:
                return port
            if node.body.contains(point):
                return None
    return None


def node_at(items: SceneItems, point: QPointF) -> NodeItem | None:
    """Find the topmost node."""
    return next(
        (node for node in _from_top(items.nodes.values()) if node.body.contains(point)), None
    )


def wire_at(items: SceneItems, point: QPointF, reach: float) -> WireKey | None:
    """Find the nearest wire within reach."""
    best: tuple[float, WireKey] | None = None
    for key, wire in items.wires.items():
        distance = wire.distance_to(point)
        if distance <= reach and (best is None or distance < best[0]):
            best = distance, key
    return best[1] if best else None


def _from_top(items: Iterable[_AnyItem]) -> list[_AnyItem]:
    return sorted(items, key=QGraphicsItem.zValue)[::-1]
