"""Moving nodes and frames, also into wires; resizing frames."""

from PySide6.QtCore import QPointF, QRectF, Qt

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer
from manim_nodes.app.canvas.node_form import GRID
from manim_nodes.app.canvas.scene_items import WireKey
from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.editing import canvas_edits


class DragItems(Gesture):
    """Drag what is selected; a single node that is dropped on a wire goes into it.

    Shift does the opposite of the preference to snap to the grid, Alt keeps a node out of wires.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, view: GestureHost, start: Pointer, held: str) -> None:
        super().__init__(view, start)
        self._held = held
        self._nodes, self._frames = self._moved(held)
        self._by = QPointF()
        self._target: WireKey | None = None

    def _moved(self, held: str) -> tuple[list[str], list[str]]:
        board, chosen = self.view.board, self.view.session.selection | {held}
        nodes = {key for key in chosen if key in board.nodes}
        frames = {key for key in chosen if key in board.frames}
        for frame_id in tuple(frames):
            inside, inner = board.on_frame(frame_id)
            nodes.update(inside)
            frames.update(inner)
        return sorted(nodes), sorted(frames)

    def update(self, pointer: Pointer) -> None:
        board = self.view.board
        self._by = self._snapped(pointer.at - self.start.at, pointer)
        for node_id in self._nodes:
            board.nodes[node_id].setPos(board.nodes[node_id].home + self._by)
        for frame_id in self._frames:
            board.frames[frame_id].setPos(board.frames[frame_id].home + self._by)
        board.follow(self._nodes)
        self._aim(self._wire_under(pointer))

    def _snapped(self, way: QPointF, pointer: Pointer) -> QPointF:
        shift = pointer.holds(Qt.KeyboardModifier.ShiftModifier)
        if self.view.snaps is shift:
            return way
        board = self.view.board
        item = board.nodes.get(self._held) or board.frames[self._held]
        wanted = item.home + way
        on_grid = QPointF(round(wanted.x() / GRID) * GRID, round(wanted.y() / GRID) * GRID)
        return on_grid - item.home

    def _wire_under(self, pointer: Pointer) -> WireKey | None:
        if len(self._nodes) != 1 or self._frames or pointer.holds(Qt.KeyboardModifier.AltModifier):
            return None
        return self.view.wire_under(self._nodes[0])

    def _aim(self, target: WireKey | None) -> None:
        if target == self._target:
            return
        for key, is_target in ((self._target, False), (target, True)):
            wire = self.view.board.wires.get(key) if key else None
            if wire is not None:
                wire.mark(target=is_target)
        self._target = target
        self.view.hint(self.view.tr("Release to insert it into the wire.") if target else "")

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        by = self._by.x(), self._by.y()
        wire = self.view.board.wires[self._target].facts.edge if self._target else None
        self._aim(None)
        if by == (0.0, 0.0):
            return

        def edit(document: Document) -> Document:
            moved = canvas_edits.move(document, by, self._nodes, self._frames)
            return self.view.spliced(moved, self._nodes[0], wire) if wire else moved

        self.view.edit(edit, label=self._label(wire))

    def _label(self, wire: Edge | None) -> str:
        if wire is not None:
            return f"insert {self._nodes[0]}"
        ids = [*self._nodes, *self._frames]
        return f"move {ids[0]}" if len(ids) == 1 else f"move {len(ids)} items"

    def cancel(self) -> None:
        self._aim(None)
        self.view.board.put_home()


class ResizeFrame(Gesture):
    """Drag the corner of a frame."""

    cursor = Qt.CursorShape.SizeFDiagCursor

    def __init__(self, view: GestureHost, start: Pointer, frame_id: str) -> None:
        super().__init__(view, start)
        self._item = view.board.frames[frame_id]
        self._frame_id, self._size = frame_id, QPointF(self._item.size)

    def update(self, pointer: Pointer) -> None:
        wanted = self._size + pointer.at - self.start.at
        self._item.resize(wanted.x(), wanted.y())

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        size = self._item.size.x(), self._item.size.y()
        self.view.edit(
            lambda document: edits.change_frame(document, self._frame_id, size=size),
            label=f"resize {self._frame_id}",
        )

    def cancel(self) -> None:
        self.view.board.put_home()


def box_of(rect: QRectF) -> canvas_edits.Box:
    """Return a rectangle as plain numbers."""
    return rect.x(), rect.y(), rect.width(), rect.height()
