"""The canvas as screen readers know it: a list of nodes, each with its ports.

What is made here for Qt is kept here as well: Qt holds on to it by its address until it is told to forget it.
"""

from collections.abc import Collection, Iterable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

from manim_nodes.app.canvas.hit import hit
from manim_nodes.app.canvas.node_item import NodeItem
from manim_nodes.app.canvas.node_view import PortView
from manim_nodes.app.canvas.view import GraphView
from manim_nodes.translation import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_PORT_PX = 16.0


def announce_selection(view: GraphView) -> None:
    """Let a screen reader, if one listens, say the node that is selected."""
    if QAccessible.isActive():
        interface = QAccessible.queryAccessibleInterface(view)
        node = interface.focusChild() if isinstance(interface, AccessibleCanvas) else None
        if node is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))


def forget_nodes(view: GraphView, node_ids: Collection[str] | None = None) -> None:
    """Drop what was made of nodes that are no more; of all where none are given."""
    if isinstance(view.accessible, AccessibleCanvas):
        view.accessible.forget(node_ids)


@cache
def describe_canvases() -> None:
    """Let Qt ask here for what screen readers know of a canvas."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, item: QObject) -> QAccessibleInterface | None:
    if not isinstance(item, GraphView):
        return None
    canvas = item.accessible = AccessibleCanvas(item)
    item.destroyed.connect(lambda: canvas.forget())
    return canvas


class AccessibleCanvas(QAccessibleWidget):
    """A canvas, whose children are the nodes of what is open."""

    def __init__(self, view: GraphView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view
        self._nodes: dict[str, AccessibleNode] = {}

    @property
    def node_ids(self) -> list[str]:
        """Return the nodes in the order of the project."""
        items = self._view.scene_items.nodes
        return [node.id for node in self._view.wiring.content.nodes if node.id in items]

    def node(self, node_id: str) -> "AccessibleNode":
        """Return what is known of a node."""
        if node_id not in self._nodes:
            self._nodes[node_id] = AccessibleNode(self._view, node_id)
        return self._nodes[node_id]

    def forget(self, node_ids: Collection[str] | None = None) -> None:
        """Drop what was made of nodes that are no more; of all where none are given."""
        for node_id in set(self._nodes).intersection(self._nodes if node_ids is None else node_ids):
            node = self._nodes.pop(node_id)
            for interface in (*node.made, node):
                QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(interface))

    # Qt

    def childCount(self) -> int:
        return len(self.node_ids)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        ids = self.node_ids
        return self.node(ids[index]) if 0 <= index < len(ids) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        ids = self.node_ids
        return ids.index(child.node_id) if isinstance(child, AccessibleNode) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        point = self._view.point_at(
            self._view.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
        )
        found = hit(self._view.scene_items, point, self._view.zoom)
        node_id = found.port.node_id if found.port is not None else found.node
        return self.node(node_id) if node_id is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        selected = [key for key in self.node_ids if key in self._view.session.selection]
        return self.node(selected[-1]) if selected else None


class _InCanvas(QAccessibleInterface):
    """What is drawn on a canvas and is no widget."""

    def __init__(self, view: GraphView, node_id: str) -> None:
        super().__init__()
        self._view, self.node_id = view, node_id

    @property
    def item(self) -> NodeItem | None:
        """Return the node as it is drawn; None if it is gone."""
        is_there = isValid(self._view)  # type: ignore[no-untyped-call]
        return self._view.scene_items.nodes.get(self.node_id) if is_there else None

    def _on_screen(self, area: QRectF) -> QRect:
        viewport = self._view.viewport()
        pixels = self._view.mapFromScene(area).boundingRect()
        return pixels.translated(viewport.mapToGlobal(viewport.rect().topLeft()))

    # Qt

    def isValid(self) -> bool:
        return self.item is not None

    def object(self) -> QObject | None:  # type: ignore[override]  # it may be None
        return None

    def window(self) -> "QWindow | None":  # type: ignore[override]  # it may be None
        return self._view.window().windowHandle()

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Change nothing: names are given on the canvas."""


class AccessibleNode(_InCanvas):
    """A node, whose children are the ports that it shows."""

    def __init__(self, view: GraphView, node_id: str) -> None:
        super().__init__(view, node_id)
        self._ports: dict[tuple[str, bool], AccessiblePort] = {}

    @property
    def made(self) -> Iterable["AccessiblePort"]:
        """Return those of its ports that somebody has asked for."""
        return self._ports.values()

    @property
    def ports(self) -> list["AccessiblePort"]:
        """Return its ports, the inputs first."""
        return [self.port(port) for port in self._shown]

    @property
    def _shown(self) -> tuple[PortView, ...]:
        item = self.item
        return (*item.view.inputs, *item.view.outputs) if item is not None else ()

    def port(self, port: PortView) -> "AccessiblePort":
        """Return what is known of a port."""
        key = port.name, port.is_output
        if key not in self._ports:
            self._ports[key] = AccessiblePort(self._view, self.node_id, *key)
        return self._ports[key]

    # Qt

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        return QAccessible.queryAccessibleInterface(self._view)

    def childCount(self) -> int:
        return len(self._shown)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        return self.port(self._shown[index]) if 0 <= index < len(self._shown) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.ports.index(child) if isinstance(child, AccessiblePort) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        return next((port for port in self.ports if port.rect().contains(x, y)), None)

    def rect(self) -> QRect:
        return self._on_screen(self.item.body) if self.item is not None else QRect()

    def text(self, kind: QAccessible.Text) -> str:
        item = self.item
        if item is None:
            return ""
        if kind == QAccessible.Text.Name:
            return f"{item.steps}. {item.view.title}" if item.steps else item.view.title
        if kind == QAccessible.Text.Description:
            return _description_of(item)
        return ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = True
        state.selected = self.node_id in self._view.session.selection
        state.focused = state.selected and self._view.hasFocus()
        state.invalid = self.item is None or self.item.is_faulty
        state.offscreen = not self._view.viewport().visibleRegion().isEmpty() and (
            self.item is None or not self._view.visible_area.intersects(self.item.body)
        )
        return state


class AccessiblePort(_InCanvas):
    """A port of a node."""

    def __init__(self, view: GraphView, node_id: str, name: str, is_output: bool) -> None:
        super().__init__(view, node_id)
        self._name, self._is_output = name, is_output

    @property
    def _port(self) -> PortView | None:
        item = self.item
        return item.port_view(self._name, is_output=self._is_output) if item is not None else None

    def _wired_to(self) -> list[str]:
        """Return the titles of the nodes at the other ends of its wires."""
        wiring, nodes = self._view.wiring, self._view.scene_items.nodes
        if self._is_output:
            edges = [each for each in wiring.out_of[self.node_id] if each.output == self._name]
            others = [each.target for each in edges]
        else:
            edges = [each for each in wiring.into[self.node_id] if each.input == self._name]
            others = [each.source for each in edges]
        return [nodes[other].view.title for other in others if other in nodes]

    # Qt

    def isValid(self) -> bool:
        return self._port is not None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        canvas = QAccessible.queryAccessibleInterface(self._view)
        return canvas.node(self.node_id) if isinstance(canvas, AccessibleCanvas) else None

    def childCount(self) -> int:
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # it may be None
        return None

    def rect(self) -> QRect:
        item = self.item
        if item is None:
            return QRect()
        at = item.port_point(self._name, is_output=self._is_output)
        return self._on_screen(
            QRectF(at - QPointF(_PORT_PX, _PORT_PX) / 2, at + QPointF(_PORT_PX, _PORT_PX) / 2)
        )

    def text(self, kind: QAccessible.Text) -> str:
        port = self._port
        if port is None:
            return ""
        if kind == QAccessible.Text.Name:
            label = port.label
            return (
                tr("Output {port}", port=label)
                if self._is_output
                else tr("Input {port}", port=label)
            )
        if kind == QAccessible.Text.Value:
            return port.value
        if kind == QAccessible.Text.Description:
            others = ", ".join(self._wired_to())
            wired = tr("Wired to {nodes}", nodes=others) if others else tr("Not wired")
            return f"{wired}. {tr(port.description)}" if port.description else f"{wired}."
        return ""

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        port = self._port
        state.invalid = port is None or port.faulty
        return state


def _description_of(item: NodeItem) -> str:
    view = item.view
    parts = [view.subtitle, *(f"{row.name}: {row.value}" for row in view.rows)]
    parts += [tr("Muted")] if view.muted else []
    return "\n".join(
        (*filter(None, [", ".join(filter(None, parts))]), *filter(None, [view.problems]))
    )
