"""A curve of one's own for a rate, bent by its two handles."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.theme import Theme
from manim_nodes.library.rate_curve import RateCurve
from manim_nodes.translation import tr

_HEIGHT_PX = 132
_LOWEST, _HIGHEST = -0.5, 1.5  # of what is shown: curves may overshoot
_HANDLE_PX = 5.0
_STEP = 0.05
_ARROWS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, _STEP),
    Qt.Key.Key_Down: (0.0, -_STEP),
}


class CurveField(QWidget):
    """Draws the curve and lets its handles be dragged; arrow keys move the first, with Shift the second.

    Attributes
    ----------
    bent : emitted with the curve while it is changed
    finished : emitted when a drag or a key press has ended
    """

    bent = Signal(RateCurve)
    finished = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._curve = RateCurve("")
        self._held: int | None = None
        self.setFixedHeight(_HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(
            tr("Drag the two handles. Arrow keys move the first, with Shift the second.")
        )

    @property
    def curve(self) -> RateCurve:
        """The curve that is shown."""
        return self._curve

    def show_curve(self, curve: RateCurve) -> None:
        """Show another curve, and emit nothing."""
        self._curve = curve
        self.setAccessibleName(tr("Curve of {name}", name=curve.name))
        points = ", ".join(f"{each:.2g}" for each in curve.points)
        self.setAccessibleDescription(points)
        self.update()

    def handle_position(self, index: int) -> QPointF:
        """Return where a handle is, 0 or 1."""
        x, y = self._curve.points[2 * index : 2 * index + 2]
        return self._place(x, y)

    @property
    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(10, 6, -10, -6)

    def _place(self, x: float, y: float) -> QPointF:
        box = self._box
        height = (y - _LOWEST) / (_HIGHEST - _LOWEST) * box.height()
        return QPointF(box.left() + x * box.width(), box.bottom() - height)

    def _bend(self, index: int, x: float, y: float) -> None:
        points = list(self._curve.points)
        points[2 * index : 2 * index + 2] = [round(x, 2), round(y, 2)]
        curve = RateCurve(self._curve.name, *points).clamped()
        if curve != self._curve:
            self.show_curve(curve)
            self.bent.emit(curve)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        distances = [
            (event.position() - self.handle_position(index)).manhattanLength() for index in (0, 1)
        ]
        self._held = distances.index(min(distances))
        self._drag_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._drag_to(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._held is not None:
            self._held = None
            self.finished.emit()

    def _drag_to(self, point: QPointF) -> None:
        if self._held is None:
            return
        box = self._box
        x = (point.x() - box.left()) / box.width()
        y = _LOWEST + (box.bottom() - point.y()) / box.height() * (_HIGHEST - _LOWEST)
        self._bend(self._held, x, min(max(y, _LOWEST), _HIGHEST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        index = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0
        x, y = self._curve.points[2 * index : 2 * index + 2]
        self._bend(index, x + step[0], y + step[1])
        self.finished.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._theme.accent if self.hasFocus() else self._theme.line
        painter.setPen(QColor(line))
        painter.setBrush(QColor(self._theme.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(QPen(QColor(self._theme.hover), 1))
        for level in (0, 1):
            painter.drawLine(self._place(0, level), self._place(1, level))
        first, second = self.handle_position(0), self.handle_position(1)
        painter.setPen(QPen(QColor(self._theme.dim_text), 1))
        painter.drawLine(self._place(0, 0), first)
        painter.drawLine(self._place(1, 1), second)
        path = QPainterPath(self._place(0, 0))
        path.cubicTo(first, second, self._place(1, 1))
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(QPen(QColor(self._theme.text), 1.5))
        painter.setBrush(QColor(self._theme.accent))
        for handle in (first, second):
            painter.drawEllipse(handle, _HANDLE_PX, _HANDLE_PX)
