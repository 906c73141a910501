"""A wire on the canvas."""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from manim_nodes.app.canvas.pens import FAR, Pens
from manim_nodes.document.model import Edge
from manim_nodes.translation import tr

_WIDTH, _FLOW_WIDTH = 2.4, 1.6
_MARGIN = 6.0
_SAMPLES = 16
_STUB = 46.0


@dataclass(frozen=True, slots=True)
class WireView:
    """A wire as it is drawn.

    Parameters
    ----------
    title : from where it leads, and into what
    color : of the type that it carries
    converted : what it carries becomes something of another type
    muted : one of its nodes is
    fault : why it means nothing; empty if it does mean something
    """

    edge: Edge
    title: str
    color: str
    is_flow: bool
    converted: bool
    muted: bool
    fault: str

    @property
    def tooltip(self) -> str:
        """Return the text for the mouse on the wire."""
        if self.fault:
            return f"{self.title}\n{self.fault}"
        if self.converted:
            return self.title + "\n" + tr("Converted on the way.")
        return self.title


def wire_path(start: QPointF, end: QPointF) -> QPainterPath:
    """Return the line of a wire from an output to an input."""
    delta = end - start
    reach = max(30.0, min(abs(delta.x()) * 0.5, 160.0))
    if delta.x() < 0:
        reach = max(60.0, min(200.0, abs(delta.x()) * 0.4 + abs(delta.y()) * 0.2))
    path = QPainterPath(start)
    path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
    return path


class WireItem(QGraphicsItem):
    """Draws a wire.

    Attributes
    ----------
    is_selected : a node at its end is selected, or it is itself
    is_target : what is being dragged would be put into it
    """

    def __init__(self, view: WireView, pens: Pens) -> None:
        super().__init__()
        self.setZValue(-1)
        self.view, self.pens = view, pens
        self.is_selected = self.is_target = False
        self.start, self.end = QPointF(), QPointF()
        self.path = QPainterPath()
        self._bounds = QRectF()
        self._samples: list[QPointF] = []

    def set_view(self, view: WireView) -> None:
        """Show this view from now on."""
        self.view = view
        self.update()

    def set_pens(self, pens: Pens) -> None:
        """Apply a theme."""
        self.pens = pens
        self.update()

    def set_ends(self, start: QPointF | None, end: QPointF | None) -> None:
        """Run between two points of the canvas; where one is missing, end in a stub."""
        start = start if start is not None else (end or QPointF()) - QPointF(_STUB, 0)
        end = end if end is not None else start + QPointF(_STUB, 0)
        if start == self.start and end == self.end:
            return
        self.prepareGeometryChange()
        self.start, self.end = QPointF(start), QPointF(end)
        self.path = wire_path(start, end)
        self._bounds = self.path.controlPointRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        self._samples = []

    def mark(self, *, selected: bool | None = None, target: bool | None = None) -> None:
        """Draw it as selected or as a drop target, or no longer; None leaves that as it is."""
        before = self.is_selected, self.is_target
        self.is_selected = self.is_selected if selected is None else selected
        self.is_target = self.is_target if target is None else target
        if before != (self.is_selected, self.is_target):
            self.update()

    def distance_to(self, point: QPointF) -> float:
        """Return about how far a point of the canvas is from the wire."""
        if not self._bounds.adjusted(-20, -20, 20, 20).contains(point):
            return float("inf")
        return min(_distance(point, one, other) for one, other in pairwise(self.samples))

    @property
    def samples(self) -> list[QPointF]:
        """Points along the wire."""
        if not self._samples:
            steps = range(_SAMPLES + 1)
            self._samples = [self.path.pointAtPercent(step / _SAMPLES) for step in steps]
        return self._samples

    # Qt

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        return self.path

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        zoom = painter.worldTransform().m11()
        is_far = zoom < FAR
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not is_far)
        painter.setPen(self._pen(is_far=is_far))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if is_far:
            painter.drawPolyline(self.samples)
            return
        painter.drawPath(self.path)
        if self.view.converted:
            self._paint_marker(painter)

    def _pen(self, *, is_far: bool) -> QPen:
        view, pens = self.view, self.pens
        color = pens.error if view.fault else pens.of_type(view.color)
        if self.is_target:
            color = pens.accent
        elif self.is_selected:
            color = color.lighter(140) if pens.is_dark else color.darker(130)
        elif view.muted:
            color = pens.dim_text
        width = _FLOW_WIDTH if view.is_flow else _WIDTH
        width += 1.4 if self.is_selected or self.is_target else 0.0
        dashed = bool(view.fault) or view.muted
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        if view.is_flow and not dashed:
            style = Qt.PenStyle.DotLine
        pen = QPen(color, 0 if is_far else width, style)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def _paint_marker(self, painter: QPainter) -> None:
        middle = self.path.pointAtPercent(0.5)
        painter.setPen(QPen(QColor(self.pens.canvas), 1))
        painter.setBrush(self.pens.of_type(self.view.color))
        corners = (QPointF(0, -5), QPointF(5, 0), QPointF(0, 5), QPointF(-5, 0))
        painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))


def _distance(point: QPointF, one: QPointF, other: QPointF) -> float:
    delta, to_point = other - one, point - one
    length = QPointF.dotProduct(delta, delta)
    along = QPointF.dotProduct(to_point, delta) / length if length else 0.0
    gap = to_point - delta * min(max(along, 0.0), 1.0)
    return hypot(gap.x(), gap.y())
