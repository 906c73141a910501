"""A frame around nodes, or a note."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from manim_nodes.app.canvas.pens import Pens
from manim_nodes.document.model import Frame

TITLE = 30.0
CORNER = 18.0
SMALLEST = 80.0
_PLAIN = "#6b7280"
_READABLE = 0.7  # below this zoom the title keeps its size on the screen


class FrameItem(QGraphicsItem):
    """Draws a frame; what lies on it moves along."""

    def __init__(self, frame: Frame, pens: Pens) -> None:
        super().__init__()
        self.frame, self.pens = frame, pens
        self.is_selected = False
        self.document_point, self.position = QPointF(), (0.0, 0.0)
        self.size = QPointF()
        self.set_frame(frame)

    def set_frame(self, frame: Frame) -> None:
        """Show this frame from now on."""
        self.prepareGeometryChange()
        self.frame = frame
        self.resize(*frame.size)
        self.update()

    def resize(self, width: float, height: float) -> None:
        """Take another size."""
        self.prepareGeometryChange()
        self.size = QPointF(max(width, SMALLEST), max(height, TITLE + 10))
        self.setZValue(-2 - min(self.size.x() * self.size.y(), 1e12) / 1e12)

    def set_pens(self, pens: Pens) -> None:
        """Apply a theme."""
        self.pens = pens
        self.update()

    def set_selected(self, *, selected: bool) -> None:
        """Draw it as selected, or not."""
        if selected is not self.is_selected:
            self.is_selected = selected
            self.update()

    @property
    def body(self) -> QRectF:
        """Its place on the canvas."""
        return QRectF(self.pos(), self.pos() + self.size)

    @property
    def title_bar(self) -> QRectF:
        """The part by which it is dragged, on the canvas."""
        return QRectF(self.pos().x(), self.pos().y(), self.size.x(), TITLE)

    @property
    def corner(self) -> QRectF:
        """The part by which it is resized, on the canvas."""
        end = self.pos() + self.size
        return QRectF(end.x() - CORNER, end.y() - CORNER, CORNER, CORNER)

    # Qt

    def boundingRect(self) -> QRectF:
        return QRectF(-2, -2, self.size.x() + 4, self.size.y() + 4)

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        zoom = painter.worldTransform().m11()
        rect = QRectF(0, 0, self.size.x(), self.size.y())
        color = QColor(self.frame.color or _PLAIN)
        color = color if color.isValid() else QColor(_PLAIN)
        fill = QColor(color)
        fill.setAlpha(46 if self.pens.is_dark else 60)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.pens.selected_border if self.is_selected else QPen(color, 1.2))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, 6, 6)
        self._paint_title(painter, rect, color, zoom)
        if self.frame.text:
            painter.setPen(self.pens.text)
            painter.setFont(self.pens.text_font)
            room = rect.adjusted(12, TITLE + 6, -12, -8)
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
            painter.drawText(room, int(flags), self.frame.text)
        self._paint_corner(painter, color)

    def _paint_title(self, painter: QPainter, rect: QRectF, color: QColor, zoom: float) -> None:
        bar = QColor(color)
        bar.setAlpha(120)
        painter.fillRect(QRectF(1, 1, rect.width() - 2, TITLE), bar)
        font = QFont(self.pens.title_font)
        grown = min(_READABLE / zoom, 5.0) if zoom < _READABLE else 1.0
        font.setPixelSize(int(14 * grown))
        painter.setFont(font)
        painter.setPen(self.pens.text)
        room = QRectF(10, 0, rect.width() - 20, TITLE * grown)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        title = QFontMetricsF(font).elidedText(
            self.frame.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(flags), title)

    def _paint_corner(self, painter: QPainter, color: QColor) -> None:
        painter.setPen(QPen(color, 1.4))
        end = self.size
        for inset in (5, 10):
            painter.drawLine(
                QPointF(end.x() - inset, end.y() - 3), QPointF(end.x() - 3, end.y() - inset)
            )
