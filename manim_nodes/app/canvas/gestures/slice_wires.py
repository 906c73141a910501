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


class Stroke(Gesture):
    """Draw a line across wires."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: GestureHost, start: Pointer) -> None:
        super().__init__(view, start)
        self._path = QPainterPath(start.at)
        self._line = QGraphicsPathItem(self._path)
        self._line.setPen(self.pen())
        self._line.setZValue(4)
        view.scene().addItem(self._line)

    def pen(self) -> QPen:
        """Return what the stroke is drawn with."""
        pen = QPen(self.view.board.paints.accent, 2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        return pen

    def update(self, pointer: Pointer) -> None:
        self._path.lineTo(pointer.at)
        self._line.setPath(self._path)
        crossed = self._crossed()
        for wire in self.view.board.wires.values():
            wire.mark(target=wire in crossed)

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        crossed = self._crossed()
        self._clear()
        if crossed:
            self.do(crossed)

    def cancel(self) -> None:
        self._clear()

    def do(self, crossed: dict[WireItem, QPointF]) -> None:
        """Do to each wire what the stroke is for, where it crosses it."""

    def _clear(self) -> None:
        self.view.scene().removeItem(self._line)
        for wire in self.view.board.wires.values():
            wire.mark(target=False)

    def _crossed(self) -> dict[WireItem, QPointF]:
        bounds = self._path.controlPointRect().adjusted(-1, -1, 1, 1)
        found = {}
        for wire in self.view.board.wires.values():
            if wire.boundingRect().intersects(bounds):
                point = _crossing(self._path, wire)
                if point is not None:
                    found[wire] = point
        return found


class Cut(Stroke):
    """Remove every wire that the stroke crosses."""

    def pen(self) -> QPen:
        pen = super().pen()
        pen.setColor(self.view.board.paints.error)
        return pen

    def do(self, crossed: dict[WireItem, QPointF]) -> None:
        edges = [wire.facts.edge for wire in crossed]
        self.view.edit(lambda document: edits.disconnect(document, edges), label="cut wires")


class AddDots(Stroke):
    """Put a dot into every wire that the stroke crosses."""

    def do(self, crossed: dict[WireItem, QPointF]) -> None:
        places = [(wire.facts.edge, (at.x(), at.y())) for wire, at in crossed.items()]

        def edit(document: Document) -> Document:
            return canvas_edits.reroute(document, self.view.wiring, places)[0]

        self.view.edit(edit, label="add reroute")


def _crossing(path: QPainterPath, wire: WireItem) -> QPointF | None:
    corners = [path.elementAt(index) for index in range(path.elementCount())]
    stroke = [QPointF(corner.x, corner.y) for corner in corners]
    for one, other in pairwise(stroke):
        for first, last in pairwise(wire.samples):
            point = _meeting(one, other, first, last)
            if point is not None:
                return point
    return None


def _meeting(a: QPointF, b: QPointF, c: QPointF, d: QPointF) -> QPointF | None:
    ab, cd, ac = b - a, d - c, c - a
    turn = ab.x() * cd.y() - ab.y() * cd.x()
    if not turn:
        return None
    along = (ac.x() * cd.y() - ac.y() * cd.x()) / turn
    across = (ac.x() * ab.y() - ac.y() * ab.x()) / turn
    return a + ab * along if 0 <= along <= 1 and 0 <= across <= 1 else None
