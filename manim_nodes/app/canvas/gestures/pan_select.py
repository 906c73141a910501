"""Gestures that change only what is looked at: panning, and choosing nodes by a rectangle."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QRubberBand

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer


class Pan(Gesture):
    """Drag the canvas along."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: GestureHost, start: Pointer) -> None:
        super().__init__(view, start)
        self._last = start.spot

    def update(self, pointer: Pointer) -> None:
        way = pointer.spot - self._last
        self._last = pointer.spot
        self.view.pan_by(way.x(), way.y())


class RubberBand(Gesture):
    """Select what a rectangle touches; Shift or Ctrl adds it to what is selected."""

    def __init__(self, view: GestureHost, start: Pointer) -> None:
        super().__init__(view, start)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
        held = start.modifiers
        adds = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        self._kept = view.session.selection if held & adds else frozenset[str]()

    def update(self, pointer: Pointer) -> None:
        corners = QRect(self.start.spot, QSize()), QRect(pointer.spot, QSize(1, 1))
        self._band.setGeometry(corners[0].united(corners[1]).normalized())
        self._band.show()
        self.view.board.choose(self._chosen(pointer), ())

    def commit(self, pointer: Pointer) -> None:
        self._band.deleteLater()
        self.view.choose(self._chosen(pointer))

    def cancel(self) -> None:
        self._band.deleteLater()
        self.view.show_selection()

    def _chosen(self, pointer: Pointer) -> frozenset[str]:
        area = self.view.area_between(self.start.at, pointer.at)
        board = self.view.board
        touched = {key for key, node in board.nodes.items() if node.body.intersects(area)}
        touched |= {key for key, frame in board.frames.items() if area.contains(frame.body)}
        return self._kept | touched
