"""Selecting nodes and frames by a rectangle."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QRubberBand

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer


class RubberBand(Gesture):
    """Select what a rectangle touches; Shift or Ctrl adds it to what is selected."""

    def __init__(self, host: GestureHost, start: Pointer) -> None:
        super().__init__(host, start)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, host.viewport())
        held = start.modifiers
        adds = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        self._kept = host.session.selection if held & adds else frozenset[str]()

    def update(self, pointer: Pointer) -> None:
        corners = QRect(self.start.pixel, QSize()), QRect(pointer.pixel, QSize(1, 1))
        self._band.setGeometry(corners[0].united(corners[1]).normalized())
        self._band.show()
        self.host.scene_items.show_selected(self._selected(pointer), ())

    def commit(self, pointer: Pointer) -> None:
        self._band.deleteLater()
        self.host.select(self._selected(pointer))

    def cancel(self) -> None:
        self._band.deleteLater()
        self.host.show_selection()

    def _selected(self, pointer: Pointer) -> frozenset[str]:
        area = self.host.area_between(self.start.point, pointer.point)
        items = self.host.scene_items
        touched = {key for key, node in items.nodes.items() if node.body.intersects(area)}
        touched |= {key for key, frame in items.frames.items() if area.contains(frame.body)}
        return self._kept | touched
