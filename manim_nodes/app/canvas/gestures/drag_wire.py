"""Dragging a wire: out of a port, or off the input it is plugged into."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QRubberBand

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer
from manim_nodes.app.canvas.hit import node_at, port_at
from manim_nodes.app.canvas.wire_item import WireItem, WireView
from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.document.wires import ends
from manim_nodes.editing import canvas_edits
from manim_nodes.editing.wiring import WireEnd, wire_between
from manim_nodes.graph.wire_legality import FLOW_TYPE
from manim_nodes.library.node_type import spoken_name
from manim_nodes.translation import tr

_SNAP_PX = 15.0
_EDGE_PX = 36
_BOUNDARY_MARGIN, _BOUNDARY_ROOM = 20.0, 140.0  # from the border, for the node to be in sight


class DragWire(Gesture):
    """Drag a wire from ``end`` to another port, to a node, to empty canvas, or to the border of a group.

    Parameters
    ----------
    end : the end that stays
    instead_of : the wire that was unplugged to be dragged, if one was
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, host: GestureHost, start: Pointer, end: WireEnd, instead_of: Edge | None = None
    ) -> None:
        super().__init__(host, start)
        self._end, self._old = end, instead_of
        content = host.wiring.content
        self._wiring = host.wiring.of(
            edits.disconnect(content, [instead_of]) if instead_of else content
        )
        self._target: WireEnd | None = None
        self._border = QRubberBand(QRubberBand.Shape.Rectangle, host.viewport())
        self._live = self._live_wire()
        host.scene().addItem(self._live)
        self._hide_old(hidden=True)
        self._show_fitting()
        self.update(start)

    def _live_wire(self) -> WireItem:
        types = self._wiring.library.port_types
        carried = self._wiring.type_at(self._end)
        color, _ = types.appearance(carried)
        edge = Edge(source="-", output="-", target="-", input="-")
        is_flow = carried == FLOW_TYPE
        view = WireView(edge, "", color, is_flow, converted=False, muted=False, fault="")
        wire = WireItem(view, self.host.scene_items.pens)
        wire.setZValue(3)
        wire.mark(selected=True)
        return wire

    def _hide_old(self, *, hidden: bool) -> None:
        for wire in self.host.scene_items.wires.values():
            if self._old is not None and ends(wire.view.edge) == ends(self._old):
                wire.setVisible(not hidden)

    def _show_fitting(self) -> None:
        # Asked once, so that whether a wire closes a circle is then known for all ports.
        if not self._end.is_output:
            self._wiring.downstream(self._end.node_id)
        for node_id, item in self.host.scene_items.nodes.items():
            item.show_fitting(
                {
                    (name, is_output): self._rejection_reason(WireEnd(node_id, name, is_output))
                    is None
                    for name, is_output in item.geometry.ports
                }
            )

    def _rejection_reason(self, other: WireEnd) -> str | None:
        if other == self._end:
            return None
        pair = (self._end, other) if self._end.is_output else (other, self._end)
        return self._wiring.rejection_reason(*pair)

    def update(self, pointer: Pointer) -> None:
        self._target, hint = self._find_target(pointer)
        self._show_group_border(pointer)
        self.host.show_hint(hint)
        near = self._point_of(self._end)
        far = self._point_of(self._target) if self._target else pointer.point
        self._live.set_ends(*((near, far) if self._end.is_output else (far, near)))

    def _point_of(self, end: WireEnd) -> QPointF:
        return self.host.scene_items.nodes[end.node_id].port_point(
            end.port, is_output=end.is_output
        )

    def _find_target(self, pointer: Pointer) -> tuple[WireEnd | None, str]:
        """Return the port that the wire would go to, and a hint for the status bar."""
        items = self.host.scene_items
        port = port_at(items, pointer.point, _SNAP_PX / self.host.zoom)
        if port is not None and port != self._end:
            reason = self._rejection_reason(port)
            if reason is None:
                return port, self._described_wire(port)
            return None, reason
        node = node_at(items, pointer.point)
        if node is not None and node.view.id != self._end.node_id:
            fit = self._wiring.first_fit(self._end, node.view.id)
            if fit is None:
                return None, tr("Nothing on this node fits.")
            return fit, self._described_wire(fit)
        if self._is_at_border(pointer):
            return None, tr("Release to make it a port of the group.")
        if self._old is not None:
            return None, tr("Release to remove the wire.")
        return None, tr("Release on a port that fits, or on empty canvas to add a node.")

    def _described_wire(self, other: WireEnd) -> str:
        """Return the wire in the words that stand on its nodes."""
        output, target = (self._end, other) if self._end.is_output else (other, self._end)
        return tr(
            "From {output} of “{source}” to {input} of “{target}”.",
            output=self._port_label(output),
            source=self._node_title(output),
            input=self._port_label(target),
            target=self._node_title(target),
        )

    def _node_title(self, end: WireEnd) -> str:
        return self.host.scene_items.nodes[end.node_id].view.title

    def _port_label(self, end: WireEnd) -> str:
        view = self.host.scene_items.nodes[end.node_id].view
        ports = view.outputs if end.is_output else view.inputs
        labels = (port.label for port in ports if port.name == end.port)
        return next(labels, tr(spoken_name(end.port)))

    def _show_group_border(self, pointer: Pointer) -> None:
        shown = self._target is None and self._is_at_border(pointer)
        if shown:
            area = self.host.viewport().rect()
            left = area.width() - _EDGE_PX if self._end.is_output else 0
            self._border.setGeometry(left, 0, _EDGE_PX, area.height())
        self._border.setVisible(shown)

    def _is_at_border(self, pointer: Pointer) -> bool:
        if not self.host.session.location or self._old is not None:
            return False
        width = self.host.viewport().width()
        x = pointer.pixel.x()
        return x > width - _EDGE_PX if self._end.is_output else x < _EDGE_PX

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        target = self._target
        self._clear()
        if target is not None:
            self._connect(wire_between(self._end, target))
        elif not self._is_over_something(pointer):
            self._drop(pointer)

    def _is_over_something(self, pointer: Pointer) -> bool:
        items = self.host.scene_items
        port = port_at(items, pointer.point, _SNAP_PX / self.host.zoom)
        return port is not None or node_at(items, pointer.point) is not None

    def _drop(self, pointer: Pointer) -> None:
        old = self._old
        if self._is_at_border(pointer):
            self._add_group_port(pointer)
        elif old is not None:
            self.host.edit(lambda document: edits.disconnect(document, [old]))
        else:
            self.host.search(pointer.pixel, self._end)

    def _connect(self, edge: Edge) -> None:
        old = self._old
        if old is None or ends(edge) != ends(old):
            self.host.edit(
                lambda document: canvas_edits.connect(document, self.host.wiring, edge, old)
            )

    def _add_group_port(self, pointer: Pointer) -> None:
        area, is_output = self.host.visible_area, self._end.is_output
        x = area.right() - _BOUNDARY_ROOM if is_output else area.left() + _BOUNDARY_MARGIN

        def edit(document: Document) -> Document:
            position = (x, pointer.point.y() - 14)
            return canvas_edits.add_group_port(document, self.host.wiring, self._end, position)[0]

        label = tr("add output to group") if is_output else tr("add input to group")
        self.host.edit(edit, label=label)

    def cancel(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._border.hide()
        self._border.deleteLater()
        self.host.scene().removeItem(self._live)
        self._hide_old(hidden=False)
        for item in self.host.scene_items.nodes.values():
            item.show_fitting(None)
        self.host.show_hint("")
