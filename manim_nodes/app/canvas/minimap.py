"""The whole graph in a corner; dragging in it looks elsewhere."""

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from manim_nodes.app.canvas.view import GraphView

_WIDEST, _NARROWEST, _RATIO = 200, 110, 0.66
_SHARE = 0.2  # of the view's width
_MARGIN = 6.0
_LATER_MS = 60


class Minimap(QWidget):
    """Draws all nodes, and what part of them is in sight."""

    def __init__(self, view: GraphView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._picture: QPixmap | None = None
        self._area = QRectF()
        self._later = QTimer(self, interval=_LATER_MS, singleShot=True)
        self._later.timeout.connect(self._draw_anew)
        self.fit(0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Overview of the graph"))
        self.setToolTip(self.tr("Drag to look elsewhere"))

    def fit(self, width: int) -> None:
        """Take no more than a share of a view so wide."""
        wanted = min(max(round(width * _SHARE), _NARROWEST), _WIDEST)
        if wanted != self.width():
            self.setFixedSize(wanted, round(wanted * _RATIO))
            self.forget()

    def forget(self) -> None:
        """Draw the nodes anew, in a moment: they have changed, and may change again."""
        if self._picture is None or self._picture.size() != self.size() * self.devicePixelRatioF():
            self._draw_anew()
        else:
            self._later.start()

    def _draw_anew(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._view.board.nodes and not self._view.board.frames:
            return
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        paints = self._view.board.paints
        painter.setPen(QPen(paints.accent, 1.4))
        fill = QColor(paints.accent)
        fill.setAlpha(30)
        painter.setBrush(fill)
        seen = QRectF(
            self._to_map(self._view.seen.topLeft()), self._to_map(self._view.seen.bottomRight())
        )
        painter.drawRect(seen.intersected(QRectF(self.rect()).adjusted(1, 1, -2, -2)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._view.show_point(self._to_canvas(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._view.show_point(self._to_canvas(event.position()))

    def _drawn(self) -> QPixmap:
        board = self._view.board
        self._area = board.bounds().adjusted(-80, -80, 80, 80)
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        ground = QColor(board.paints.theme.panel)
        ground.setAlpha(235)
        picture.fill(ground)
        painter = QPainter(picture)
        painter.setPen(QPen(QColor(board.paints.theme.line), 1))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))
        painter.translate(self._to_map(QPointF()))
        painter.scale(self._scale(), self._scale())
        for frame in board.frames.values():
            color = QColor(frame.frame.color or "#6b7280")
            color.setAlpha(90)
            painter.fillRect(frame.body, color)
        for node in board.nodes.values():
            color = board.paints.error if node.is_faulty else node.header_color
            painter.fillRect(node.body, color)
        painter.end()
        return picture

    def _scale(self) -> float:
        across = (self.width() - 2 * _MARGIN) / max(self._area.width(), 1.0)
        down = (self.height() - 2 * _MARGIN) / max(self._area.height(), 1.0)
        return min(across, down)

    def _to_map(self, point: QPointF) -> QPointF:
        way = (point - self._area.center()) * self._scale()
        return QPointF(way.x() + self.width() / 2, way.y() + self.height() / 2)

    def _to_canvas(self, point: QPointF) -> QPointF:
        scale, middle = self._scale(), self._area.center()
        x = (point.x() - self.width() / 2) / scale + middle.x()
        return QPointF(x, (point.y() - self.height() / 2) / scale + middle.y())
