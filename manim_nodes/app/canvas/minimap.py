"""The whole graph in a corner; dragging in it pans the view."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from manim_nodes.app.canvas.view import GraphView
from manim_nodes.translation import tr

_WIDEST, _NARROWEST, _RATIO = 200, 110, 0.66
_SHARE = 0.2  # of the view's width
_MARGIN = 6.0
_REDRAW_MS = 60
_SETTLE_MS = 200
_GAP = 10


class Minimap(QWidget):
    """Draws all nodes, and which part of them is in sight."""

    def __init__(self, view: GraphView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture: QPixmap | None = None
        self._area = QRectF()
        self._redraw_timer = QTimer(self, interval=_REDRAW_MS, singleShot=True)
        self._redraw_timer.timeout.connect(self._redraw)
        self.fit(0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self.step_aside)
        self.is_wanted = True
        self.setAccessibleName(tr("Overview of the graph"))
        self.setToolTip(tr("Drag to look elsewhere"))

    def show_if_wanted(self, *, is_wanted: bool) -> None:
        """Let the user have an overview where it helps, or none."""
        self.is_wanted = is_wanted
        self.step_aside()

    def follow_view(self) -> None:
        """Show what is in sight; once the view rests, get out of the way."""
        self.update()
        self._settle.start()

    def step_aside(self) -> None:
        """Hide where all nodes are in sight anyway; else move to a corner of the view that no node lies in."""
        self._settle.stop()
        room = self._view.geometry()
        self.fit(room.width())
        seen = self._view.visible_area
        bodies = [node.body for node in self._view.scene_items.nodes.values()]
        self.setVisible(self.is_wanted and not all(map(seen.contains, bodies)))
        corners = self._corners(room)
        here = self.pos()
        if here not in corners or self._covered(here, bodies):
            self.move(min(corners, key=lambda corner: self._covered(corner, bodies)))

    def _corners(self, room: QRect) -> list[QPoint]:
        """Return where it may stand, the usual place first; the search has the corner that is not here."""
        left, top = room.left() + _GAP, room.top() + _GAP
        right, bottom = room.right() - self.width() - _GAP, room.bottom() - self.height() - _GAP
        return [QPoint(right, bottom), QPoint(left, bottom), QPoint(left, top)]

    def _covered(self, corner: QPoint, bodies: Sequence[QRectF]) -> int:
        """Return how many nodes it would cover there."""
        view = self._view
        area = view.mapToScene(QRect(corner - view.pos(), self.size())).boundingRect()
        return sum(map(area.intersects, bodies))

    def fit(self, width: int) -> None:
        """Resize to a share of a view of this width."""
        wanted = min(max(round(width * _SHARE), _NARROWEST), _WIDEST)
        if wanted != self.width():
            self.setFixedSize(wanted, round(wanted * _RATIO))
            self.invalidate()

    def invalidate(self) -> None:
        """Redraw the nodes, in a moment: they have changed, and may change again."""
        if self._picture is None or self._picture.size() != self.size() * self.devicePixelRatioF():
            self._redraw()
        else:
            self._redraw_timer.start()

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._view.scene_items.nodes and not self._view.scene_items.frames:
            return
        if self._picture is None:
            self._picture = self._draw()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        pens = self._view.scene_items.pens
        painter.setPen(QPen(pens.accent, 1.4))
        fill = QColor(pens.accent)
        fill.setAlpha(30)
        painter.setBrush(fill)
        visible = QRectF(
            self._to_map(self._view.visible_area.topLeft()),
            self._to_map(self._view.visible_area.bottomRight()),
        )
        painter.drawRect(visible.intersected(QRectF(self.rect()).adjusted(1, 1, -2, -2)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._view.show_point(self._to_canvas(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._view.show_point(self._to_canvas(event.position()))

    def _draw(self) -> QPixmap:
        items = self._view.scene_items
        # Each color is filled at once, and each body made once: there may be thousands.
        bodies: defaultdict[int, list[QRectF]] = defaultdict(list)
        self._area = QRectF()
        for node in items.nodes.values():
            color = items.pens.error if node.is_faulty else node.header_color
            body = node.body
            bodies[color.rgba()].append(body)
            self._area |= body
        for frame in items.frames.values():
            self._area |= frame.body
        self._area.adjust(-80, -80, 80, 80)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        background = QColor(items.pens.theme.panel)
        background.setAlpha(235)
        picture.fill(background)
        painter = QPainter(picture)
        painter.setPen(QPen(QColor(items.pens.theme.line), 1))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))
        painter.translate(self._to_map(QPointF()))
        painter.scale(self._scale(), self._scale())
        for frame in items.frames.values():
            color = QColor(frame.frame.color or "#6b7280")
            color.setAlpha(90)
            painter.fillRect(frame.body, color)
        painter.setPen(Qt.PenStyle.NoPen)
        for rgba, rects in bodies.items():
            painter.setBrush(QColor.fromRgba(rgba))
            painter.drawRects(rects)
        painter.end()
        return picture

    def _scale(self) -> float:
        across = (self.width() - 2 * _MARGIN) / max(self._area.width(), 1.0)
        down = (self.height() - 2 * _MARGIN) / max(self._area.height(), 1.0)
        return min(across, down)

    def _to_map(self, point: QPointF) -> QPointF:
        offset = (point - self._area.center()) * self._scale()
        return QPointF(offset.x() + self.width() / 2, offset.y() + self.height() / 2)

    def _to_canvas(self, point: QPointF) -> QPointF:
        scale, middle = self._scale(), self._area.center()
        x = (point.x() - self.width() / 2) / scale + middle.x()
        return QPointF(x, (point.y() - self.height() / 2) / scale + middle.y())
