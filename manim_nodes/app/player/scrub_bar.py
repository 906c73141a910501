"""The bar under the picture: what is drawn of the film, what is not yet, where the steps are, and the playhead."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from manim_nodes.app.kit.ruler import tick_step
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.preview.frame_timeline import FrameTimeline
from manim_nodes.translation import tr

_MARGIN = 8
_RULER_PX = 18
_LANE_PX = 8
_LEAST_TICK_PX = 56
_TICKS_S = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600)


@dataclass(frozen=True, slots=True)
class Range:
    """The part of the film that is played: its first frame, and the one after its last."""

    first: int
    end: int


class ScrubBar(QWidget):
    """Shows where the film is, and lets the mouse move there.

    What is drawn is a full bar, what is of an earlier version a hatched one, what is missing a line.

    Attributes
    ----------
    scrubbed : the user went to a frame
    """

    scrubbed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Time"))
        self.setToolTip(tr("Drag to move through the film."))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._theme = theme
        self._timeline = FrameTimeline()
        self._frame = 0
        self._range: Range | None = None

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.update()

    def show_film(self, timeline: FrameTimeline, frame: int, played: Range | None) -> None:
        """Show a film, the playhead at a frame, and the part that is played, if not all."""
        self._timeline, self._frame, self._range = timeline, frame, played
        self.update()

    def frame_at(self, x: float) -> int:
        """Return the frame at a horizontal position, in pixels."""
        count = max(self._timeline.frame_count, 1)
        share = (x - _MARGIN) / max(self.width() - 2 * _MARGIN, 1)
        return min(max(int(share * count), 0), count - 1)

    def x_of(self, frame: float) -> float:
        """Return the position of a frame's left edge, in pixels."""
        count = max(self._timeline.frame_count, 1)
        return _MARGIN + (self.width() - 2 * _MARGIN) * min(frame / count, 1.0)

    # Qt's

    def sizeHint(self) -> QSize:
        """Ask for the height of a ruler and a lane."""
        return QSize(200, _RULER_PX + _LANE_PX + 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the frame under the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.scrubbed.emit(self.frame_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go to the frame under the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.scrubbed.emit(self.frame_at(event.position().x()))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint all of it."""
        painter = QPainter(self)
        self._paint_ruler(painter)
        self._paint_lane(painter)
        self._paint_range(painter)
        self._paint_playhead(painter)

    def _paint_ruler(self, painter: QPainter) -> None:
        seconds = self._timeline.frame_count / self._timeline.fps
        per_second = (self.width() - 2 * _MARGIN) / max(seconds, 0.01)
        step = tick_step(_TICKS_S, per_second, _LEAST_TICK_PX)
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.dim_text))
        for tick in range(int(seconds / step) + 1):
            x = round(self.x_of(tick * step * self._timeline.fps))
            painter.drawLine(x, _RULER_PX - 5, x, _RULER_PX - 1)
            label = f"{tick * step:g} s"
            if x + 3 + painter.fontMetrics().horizontalAdvance(label) < self.width():
                painter.drawText(x + 3, _RULER_PX - 5, label)

    def _paint_lane(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._theme.disabled_text), 1))
        middle = _RULER_PX + 2 + _LANE_PX / 2
        painter.drawLine(QPointF(_MARGIN, middle), QPointF(self.width() - _MARGIN, middle))
        if not self._timeline.is_complete:
            hatched = QBrush(QColor(self._theme.dim_text), Qt.BrushStyle.BDiagPattern)
            self._fill_lane(
                painter, self._timeline.fresh_count, self._timeline.stale_count, hatched
            )
        self._fill_lane(painter, 0, self._timeline.fresh_count, QBrush(QColor(self._theme.accent)))
        painter.setPen(QPen(QColor(self._theme.panel), 2))
        # Of the steps of a long film, many share a pixel.
        for x in {round(self.x_of(step.first_frame)) for step in self._timeline.steps[1:]}:
            painter.drawLine(x, _RULER_PX + 1, x, _RULER_PX + _LANE_PX + 3)

    def _fill_lane(self, painter: QPainter, first: int, end: int, brush: QBrush) -> None:
        if end > first:
            left, right = self.x_of(first), self.x_of(end)
            painter.fillRect(QRectF(left, _RULER_PX + 2, right - left, _LANE_PX), brush)

    def _paint_range(self, painter: QPainter) -> None:
        if self._range is None:
            return
        shade = QColor(self._theme.panel)
        shade.setAlpha(170)
        first, end = self.x_of(self._range.first), self.x_of(self._range.end)
        painter.fillRect(QRectF(0, 0, first, self.height()), shade)
        painter.fillRect(QRectF(end, 0, self.width() - end, self.height()), shade)
        painter.setPen(QPen(QColor(self._theme.text), 2))
        for x, inward in ((first, 4), (end, -4)):
            bottom = self.height() - 2
            painter.drawPolyline(
                [
                    QPointF(x + inward, 2),
                    QPointF(x, 2),
                    QPointF(x, bottom),
                    QPointF(x + inward, bottom),
                ]
            )

    def _paint_playhead(self, painter: QPainter) -> None:
        x = self.x_of(self._frame)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.text), 1.5))
        painter.drawLine(QPointF(x, 4), QPointF(x, self.height()))
        painter.setBrush(QColor(self._theme.text))
        painter.drawPolygon(QPolygonF([QPointF(x - 5, 0), QPointF(x + 5, 0), QPointF(x, 8)]))
