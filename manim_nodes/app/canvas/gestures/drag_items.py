"""Moving nodes and frames, also into wires; resizing frames."""

from PySide6.QtCore import QPointF, QRectF, Qt

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer
from manim_nodes.app.canvas.node_geometry import GRID
from manim_nodes.app.canvas.scene_items import WireKey
from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing import canvas_edits
from manim_nodes.translation import tr


class DragItems(Gesture):
    """Drag what is selected; a single node that is dropped on a wire goes into it.

    Shift does the opposite of the preference to snap to the grid, Alt keeps a node out of wires.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, host: GestureHost, start: Pointer, item_id: str) -> None:
        super().__init__(host, start)
        self._item_id = item_id
        self._nodes, self._frames = self._moved(item_id)
        self._by = QPointF()
        self._target: WireKey | None = None

    def _moved(self, item_id: str) -> tuple[list[str], list[str]]:
        items, selected = self.host.scene_items, self.host.session.selection | {item_id}
        nodes = {key for key in selected if key in items.nodes}
        frames = {key for key in selected if key in items.frames}
        for frame_id in tuple(frames):
            inside, inner = items.on_frame(frame_id)
            nodes.update(inside)
            frames.update(inner)
        return sorted(nodes), sorted(frames)

    def update(self, pointer: Pointer) -> None:
        items = self.host.scene_items
        self._by = self._snapped(pointer.point - self.start.point, pointer)
        for node_id in self._nodes:
            items.nodes[node_id].setPos(items.nodes[node_id].document_point + self._by)
        for frame_id in self._frames:
            items.frames[frame_id].setPos(items.frames[frame_id].document_point + self._by)
        items.update_wires(self._nodes)
        self._set_target(self._wire_under(pointer))

    def _snapped(self, moved: QPointF, pointer: Pointer) -> QPointF:
        shift = pointer.holds(Qt.KeyboardModifier.ShiftModifier)
        if self.host.snaps is shift:
            return moved
        items = self.host.scene_items
        item = items.nodes.get(self._item_id) or items.frames[self._item_id]
        wanted = item.document_point + moved
        on_grid = QPointF(round(wanted.x() / GRID) * GRID, round(wanted.y() / GRID) * GRID)
        return on_grid - item.document_point

    def _wire_under(self, pointer: Pointer) -> WireKey | None:
        if len(self._nodes) != 1 or self._frames or pointer.holds(Qt.KeyboardModifier.AltModifier):
            return None
        return self.host.wire_under(self._nodes[0])

    def _set_target(self, target: WireKey | None) -> None:
        if target == self._target:
            return
        for key, is_target in ((self._target, False), (target, True)):
            wire = self.host.scene_items.wires.get(key) if key else None
            if wire is not None:
                wire.mark(target=is_target)
        self._target = target
        self.host.show_hint(tr("Release to insert it into the wire.") if target else "")

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        by = self._by.x(), self._by.y()
        wire = self.host.scene_items.wires[self._target].view.edge if self._target else None
        self._set_target(None)
        if by == (0.0, 0.0):
            return

        def edit(document: Document) -> Document:
            moved = canvas_edits.move(document, by, self._nodes, self._frames)
            return self.host.insert_into_wire(moved, self._nodes[0], wire) if wire else moved

        self.host.edit(edit, label=self._label(wire))

    def _label(self, wire: Edge | None) -> str:
        if wire is not None:
            return tr("insert {node}", node=self.host.session.title_of(self._nodes[0]))
        ids = [*self._nodes, *self._frames]
        if len(ids) == 1:
            return tr("move {item}", item=self.host.session.title_of(ids[0]))
        return tr("move {count} items", count=len(ids))

    def cancel(self) -> None:
        self._set_target(None)
        self.host.scene_items.reset_positions()


class ResizeFrame(Gesture):
    """Drag the corner of a frame."""

    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, host: GestureHost, start: Pointer, frame_id: str) -> None:
        super().__init__(host, start)
        self._item = host.scene_items.frames[frame_id]
        self._frame_id, self._size = frame_id, QPointF(self._item.size)

    def update(self, pointer: Pointer) -> None:
        wanted = self._size + pointer.point - self.start.point
        self._item.resize(wanted.x(), wanted.y())

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        size = self._item.size.x(), self._item.size.y()
        self.host.edit(
            lambda document: edits.change_frame(document, self._frame_id, size=size),
            label=tr("resize {frame}", frame=self.host.session.title_of(self._frame_id)),
        )

    def cancel(self) -> None:
        self.host.scene_items.reset_positions()


def box_of(rect: QRectF) -> canvas_edits.Box:
    """Return a rectangle as plain numbers."""
    return rect.x(), rect.y(), rect.width(), rect.height()
