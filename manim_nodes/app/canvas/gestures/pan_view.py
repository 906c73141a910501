"""Panning."""

from PySide6.QtCore import Qt

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer


class PanView(Gesture):
    """Move the canvas along with the mouse."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, host: GestureHost, start: Pointer) -> None:
        super().__init__(host, start)
        self._last = start.pixel

    def update(self, pointer: Pointer) -> None:
        moved = pointer.pixel - self._last
        self._last = pointer.pixel
        self.host.pan_by(moved.x(), moved.y())
