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
from manim_nodes.editing.node_ports import FLOW_TYPE
from manim_nodes.editing.wiring import WireEnd, wire_between

_SNAP_PX = 15.0
_EDGE_PX = 36
_DOOR_MARGIN, _DOOR_ROOM = 20.0, 140.0  # from the border, for the door to be in sight


class Plug(Gesture):
    """Pull a wire from ``end`` to another port, to a node, to empty canvas, or to the border of a group.

    Parameters
    ----------
    end : the end that stays
    instead_of : the wire that was unplugged to be pulled, if one was
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, view: GestureHost, start: Pointer, end: WireEnd, instead_of: Edge | None = None
    ) -> None:
        super().__init__(view, start)
        self._end, self._old = end, instead_of
        content = view.wiring.content
        self._wiring = view.wiring.of(
            edits.disconnect(content, [instead_of]) if instead_of else content
        )
        self._target: WireEnd | None = None
        self._border = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
        self._live = self._live_wire()
        view.scene().addItem(self._live)
        self._hide_old(hidden=True)
        self._show_fitting()
        self.update(start)

    def _live_wire(self) -> WireItem:
        types = self._wiring.library.port_types
        carried = self._wiring.type_at(self._end)
        color, _ = types.appearance(carried)
        edge = Edge(source="-", output="-", target="-", input="-")
        is_flow = carried == FLOW_TYPE
        facts = WireView(edge, color, is_flow, converted=False, muted=False, fault="")
        wire = WireItem(facts, self.view.board.paints)
        wire.setZValue(3)
        wire.mark(chosen=True)
        return wire

    def _hide_old(self, *, hidden: bool) -> None:
        for wire in self.view.board.wires.values():
            if self._old is not None and ends(wire.facts.edge) == ends(self._old):
                wire.setVisible(not hidden)

    def _show_fitting(self) -> None:
        # Asked once, so that whether a wire closes a circle is then known for all ports.
        if not self._end.is_output:
            self._wiring.downstream(self._end.node_id)
        for node_id, item in self.view.board.nodes.items():
            item.show_fitting(
                {
                    (name, is_output): self._refusal(WireEnd(node_id, name, is_output)) is None
                    for name, is_output in item.form.ports
                }
            )

    def _refusal(self, other: WireEnd) -> str | None:
        if other == self._end:
            return None
        pair = (self._end, other) if self._end.is_output else (other, self._end)
        return self._wiring.refusal(*pair)

    def update(self, pointer: Pointer) -> None:
        self._target, hint = self._aim(pointer)
        self._show_border(pointer)
        self.view.hint(hint)
        near = self._point_of(self._end)
        far = self._point_of(self._target) if self._target else pointer.at
        self._live.lead(*((near, far) if self._end.is_output else (far, near)))

    def _point_of(self, end: WireEnd) -> QPointF:
        return self.view.board.nodes[end.node_id].port_point(end.port, is_output=end.is_output)

    def _aim(self, pointer: Pointer) -> tuple[WireEnd | None, str]:
        """Return where the wire would go, and what is to be said of it."""
        tr, board = self.view.tr, self.view.board
        port = port_at(board, pointer.at, _SNAP_PX / self.view.zoom)
        if port is not None and port != self._end:
            refusal = self._refusal(port)
            if refusal is None:
                return port, self._joined_words(port)
            return None, refusal
        node = node_at(board, pointer.at)
        if node is not None and node.facts.id != self._end.node_id:
            fit = self._wiring.first_fit(self._end, node.facts.id)
            if fit is None:
                return None, tr("Nothing on this node fits.")
            return fit, self._joined_words(fit)
        if self._leads_out(pointer):
            return None, tr("Release to make it a port of the group.")
        if self._old is not None:
            return None, tr("Release to remove the wire.")
        return None, tr("Release on a port that fits, or on empty canvas to add a node.")

    def _joined_words(self, other: WireEnd) -> str:
        output, target = (self._end, other) if self._end.is_output else (other, self._end)
        arrow = "\N{RIGHTWARDS ARROW}"
        return f"{output.node_id}.{output.port} {arrow} {target.node_id}.{target.port}"

    def _show_border(self, pointer: Pointer) -> None:
        shown = self._target is None and self._leads_out(pointer)
        if shown:
            area = self.view.viewport().rect()
            left = area.width() - _EDGE_PX if self._end.is_output else 0
            self._border.setGeometry(left, 0, _EDGE_PX, area.height())
        self._border.setVisible(shown)

    def _leads_out(self, pointer: Pointer) -> bool:
        if not self.view.session.location or self._old is not None:
            return False
        width = self.view.viewport().width()
        x = pointer.spot.x()
        return x > width - _EDGE_PX if self._end.is_output else x < _EDGE_PX

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        target = self._target
        self._clear()
        if target is not None:
            self._plug(wire_between(self._end, target))
        elif not self._is_over_something(pointer):
            self._drop(pointer)

    def _is_over_something(self, pointer: Pointer) -> bool:
        board = self.view.board
        port = port_at(board, pointer.at, _SNAP_PX / self.view.zoom)
        return port is not None or node_at(board, pointer.at) is not None

    def _drop(self, pointer: Pointer) -> None:
        old = self._old
        if self._leads_out(pointer):
            self._add_door(pointer)
        elif old is not None:
            self.view.edit(lambda document: edits.disconnect(document, [old]))
        else:
            self.view.search(pointer.spot, self._end)

    def _plug(self, edge: Edge) -> None:
        old = self._old
        if old is None or ends(edge) != ends(old):
            self.view.edit(
                lambda document: canvas_edits.plug(document, self.view.wiring, edge, old)
            )

    def _add_door(self, pointer: Pointer) -> None:
        seen = self.view.seen
        x = seen.right() - _DOOR_ROOM if self._end.is_output else seen.left() + _DOOR_MARGIN

        def edit(document: Document) -> Document:
            door_at = (x, pointer.at.y() - 14)
            return canvas_edits.add_door(document, self.view.wiring, self._end, door_at)[0]

        side = "output" if self._end.is_output else "input"
        self.view.edit(edit, label=f"add {side} to group")

    def cancel(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._border.hide()
        self._border.deleteLater()
        self.view.scene().removeItem(self._live)
        self._hide_old(hidden=False)
        for item in self.view.board.nodes.values():
            item.show_fitting(None)
        self.view.hint("")
