"""A view that is panned and zoomed, with a grid behind."""

from math import floor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsView, QWidget

from manim_nodes.app.canvas.node_geometry import GRID
from manim_nodes.app.canvas.pens import NAMED, Pens
from manim_nodes.app.canvas.viewer import Viewer

SMALLEST_ZOOM, LARGEST_ZOOM = 0.1, 2.5
_STEP = 1.0015  # a unit of the wheel
_FARTHEST = 2e6
_STRONG = 5  # every so many lines of the grid
_DENSEST_PX = 9.0
_BEGINNING = NAMED * 1.01  # a zoom is the product of others, and rounded
_TIGHT = 4  # pixels around what just has room
_MARGIN = 12.0  # pixels around what is brought into sight


class NavigableView(Viewer):
    """Pans and zooms, within bounds.

    Signals
    -------
    view_moved : another part of the canvas is in sight
    resized : there is more or less room than before
    """

    view_moved = Signal()
    resized = Signal()

    def __init__(self, pens: Pens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pens = pens
        anchor = QGraphicsView.ViewportAnchor.NoAnchor
        self.setTransformationAnchor(anchor)
        self.setResizeAnchor(anchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setOptimizationFlag(
            QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing, enabled=True
        )
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setSceneRect(QRectF(-_FARTHEST, -_FARTHEST, 2 * _FARTHEST, 2 * _FARTHEST))
        self.show_point(QPointF(0, 0))

    # what is in sight

    @property
    def zoom(self) -> float:
        """How many pixels a unit of the canvas takes."""
        return self.transform().m11()

    @property
    def visible_area(self) -> QRectF:
        """The part of the canvas that is in sight."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    @property
    def center_point(self) -> QPointF:
        """The point of the canvas in the middle of the view."""
        return self.mapToScene(self.viewport().rect().center())

    def point_at(self, pixel: QPoint) -> QPointF:
        """Return the point of the canvas at a pixel of the view."""
        return self.mapToScene(pixel)

    def area_between(self, one: QPointF, other: QPointF) -> QRectF:
        """Return the rectangle with these corners."""
        return QRectF(one, other).normalized()

    def pan_by(self, dx: int, dy: int) -> None:
        """Drag the canvas by so many pixels."""
        for bar, delta in ((self.horizontalScrollBar(), dx), (self.verticalScrollBar(), dy)):
            bar.setValue(bar.value() - delta)
        self.view_moved.emit()

    def zoom_by(self, factor: float, pixel: QPoint | None = None) -> None:
        """Zoom about a pixel of the view, which keeps showing the same point; about its middle if none is given."""
        pixel = pixel if pixel is not None else self.viewport().rect().center()
        point = self.mapToScene(pixel)
        wanted = min(max(self.zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        self.setTransform(QTransform.fromScale(wanted, wanted))
        moved = self.mapFromScene(point) - pixel
        self.pan_by(-moved.x(), -moved.y())

    def show_point(self, point: QPointF) -> None:
        """Bring a point of the canvas to the middle."""
        delta = self.viewport().rect().center() - self.mapFromScene(point)
        self.pan_by(delta.x(), delta.y())

    def bring_into_sight(self, area: QRectF) -> None:
        """Move the canvas no further than needed for an area to be seen; zoom out only where it has no room."""
        margin = _MARGIN / self.zoom
        visible = self.visible_area.adjusted(margin, margin, -margin, -margin)
        if visible.contains(area):
            return
        if area.width() > visible.width() or area.height() > visible.height():
            self.show_area(area)
            return
        x = max(visible.left() - area.left(), 0) + min(visible.right() - area.right(), 0)
        y = max(visible.top() - area.top(), 0) + min(visible.bottom() - area.bottom(), 0)
        self.pan_by(round(x * self.zoom), round(y * self.zoom))

    def show_area(self, area: QRectF) -> None:
        """Bring an area of the canvas into sight, at most at its natural size."""
        room = self.viewport().rect().adjusted(40, 40, -40, -40)
        if area.isEmpty() or room.width() <= 0 or room.height() <= 0:
            self.zoom_by(1 / self.zoom)
            self.show_point(area.center())
            return
        fitting = min(room.width() / area.width(), room.height() / area.height(), 1.0)
        self.zoom_by(fitting / self.zoom)
        self.show_point(area.center())

    def show_beginning(self, area: QRectF) -> None:
        """Bring an area into sight, or its left upper part where even the names could not be read in the whole."""
        self.show_area(area)
        if self.zoom >= NAMED or area.isEmpty():
            return
        room = self.viewport().rect().adjusted(_TIGHT, _TIGHT, -_TIGHT, -_TIGHT)
        if min(room.width() / area.width(), room.height() / area.height()) >= _BEGINNING:
            self.zoom_by(_BEGINNING / self.zoom)
            self.show_point(area.center())
            return
        self.zoom_by(_BEGINNING / self.zoom)
        visible = self.visible_area
        margin = 40 / self.zoom
        left = area.left() - margin
        above = area.center().y() - visible.height() / 2
        top = area.top() - margin if visible.height() < area.height() else above
        self.show_point(QPointF(left + visible.width() / 2, top + visible.height() / 2))

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan_by(turned.y() or turned.x(), 0)
        else:
            self.zoom_by(_STEP ** (turned.y() or turned.x()), event.position().toPoint())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        QGraphicsView.resizeEvent(self, event)
        self.resized.emit()
        self.view_moved.emit()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        area = QRectF(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.fillRect(area, self.pens.canvas)
        for step, pen in (
            (GRID, self.pens.grid),
            (GRID * _STRONG, self.pens.strong_grid),
        ):
            if step * self.zoom >= _DENSEST_PX:
                painter.setPen(pen)
                painter.drawLines(_lines(area, step))


def _lines(area: QRectF, step: int) -> list[QPointF]:
    corners: list[QPointF] = []
    x = floor(area.left() / step) * step
    while x <= area.right():
        corners += (QPointF(x, area.top()), QPointF(x, area.bottom()))
        x += step
    y = floor(area.top() / step) * step
    while y <= area.bottom():
        corners += (QPointF(area.left(), y), QPointF(area.right(), y))
        y += step
    return corners
