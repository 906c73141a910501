"""Strokes across wires: cutting them, and putting dots into them."""

from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer
from manim_nodes.app.canvas.wire_item import WireItem
from manim_nodes.document import edits
from manim_nodes.document.model import Document
from manim_nodes.editing import canvas_edits
from manim_nodes.translation import tr


class WireStroke(Gesture):
    """Draw a line across wires."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, host: GestureHost, start: Pointer) -> None:
        super().__init__(host, start)
        self._path = QPainterPath(start.point)
        self._line = QGraphicsPathItem(self._path)
        self._line.setPen(self.pen())
        self._line.setZValue(4)
        host.scene().addItem(self._line)

    def pen(self) -> QPen:
        """Return what the stroke is drawn with."""
        pen = QPen(self.host.scene_items.pens.accent, 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        return pen

    def update(self, pointer: Pointer) -> None:
        self._path.lineTo(pointer.point)
        self._line.setPath(self._path)
        crossed = self._crossed()
        for wire in self.host.scene_items.wires.values():
            wire.mark(target=wire in crossed)

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        crossed = self._crossed()
        self._clear()
        if crossed:
            self.edit(crossed)

    def cancel(self) -> None:
        self._clear()

    def edit(self, crossed: dict[WireItem, QPointF]) -> None:
        """Edit each crossed wire, at the point where it is crossed."""

    def _clear(self) -> None:
        self.host.scene().removeItem(self._line)
        for wire in self.host.scene_items.wires.values():
            wire.mark(target=False)

    def _crossed(self) -> dict[WireItem, QPointF]:
        bounds = self._path.controlPointRect().adjusted(-1, -1, 1, 1)
        found = {}
        for wire in self.host.scene_items.wires.values():
            if wire.boundingRect().intersects(bounds):
                point = _crossing(self._path, wire)
                if point is not None:
                    found[wire] = point
        return found


class SliceWires(WireStroke):
    """Remove every wire that the stroke crosses."""

    def pen(self) -> QPen:
        pen = super().pen()
        pen.setColor(self.host.scene_items.pens.error)
        return pen

    def edit(self, crossed: dict[WireItem, QPointF]) -> None:
        edges = [wire.view.edge for wire in crossed]
        self.host.edit(lambda document: edits.disconnect(document, edges), label=tr("cut wires"))


class RerouteWires(WireStroke):
    """Put a dot into every wire that the stroke crosses."""

    def edit(self, crossed: dict[WireItem, QPointF]) -> None:
        places = [(wire.view.edge, (at.x(), at.y())) for wire, at in crossed.items()]

        def edit(document: Document) -> Document:
            return canvas_edits.reroute(document, self.host.wiring, places)[0]

        self.host.edit(edit, label=tr("add reroute"))


def _crossing(path: QPainterPath, wire: WireItem) -> QPointF | None:
    corners = [path.elementAt(index) for index in range(path.elementCount())]
    stroke = [QPointF(corner.x, corner.y) for corner in corners]
    for one, other in pairwise(stroke):
        for first, last in pairwise(wire.samples):
            point = _intersection(one, other, first, last)
            if point is not None:
                return point
    return None


def _intersection(a: QPointF, b: QPointF, c: QPointF, d: QPointF) -> QPointF | None:
    ab, cd, ac = b - a, d - c, c - a
    cross = ab.x() * cd.y() - ab.y() * cd.x()
    if not cross:
        return None
    along = (ac.x() * cd.y() - ac.y() * cd.x()) / cross
    across = (ac.x() * ab.y() - ac.y() * ab.x()) / cross
    return a + ab * along if 0 <= along <= 1 and 0 <= across <= 1 else None
