"""The picture of a film: fitted or zoomed, on its background, with a grid over it if wanted."""

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.player.grid_overlay import draw_grid
from manim_nodes.app.preview.frame_loader import image_of
from manim_nodes.translation import tr, tr_later

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import Pixels

_MOST_ZOOM = 16.0
_ZOOM_STEP = 1.0015
_CHECKER = ("#3a3d43", "#46494f")
_CHECKER_PX = 8
_MARGIN_PX = 14  # in which the edge of the frame is seen
_EDGE_PX = 1.0
_AWAY = 0.15  # of the frame, left around what is reached for outside of it


class FilmView(QWidget):
    """Shows one picture.

    Parameters
    ----------
    theme : of what surrounds the frame; without, the frame fills the view, and all around it is black

    Attributes
    ----------
    point : the point of the scene under the mouse; None if it is elsewhere
    pointed : `point` may be another
    changed : it shows the picture in another way
    zoom : picture pixels to screen pixels; None to fit
    """

    pointed = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, theme: Theme | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(tr("Picture"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.point: QPointF | None = None
        self.zoom: float | None = None
        self.shows_grid = False
        self.has_checker = False
        self.note = ""
        self.frame_size = (128 / 9, 8.0)
        self._offset = QPointF()
        self._dragged_from: QPoint | None = None
        self._image = QImage()
        self._pixels: Pixels | None = None

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme to what surrounds the frame."""
        self._theme = theme
        self.update()

    @property
    def image(self) -> QImage:
        """Return a copy of the picture, which may be a null image."""
        return self._image.copy()

    @property
    def is_empty(self) -> bool:
        """Return whether there is no picture."""
        return self._image.isNull()

    def show_pixels(self, pixels: Any) -> None:
        """Show a picture, (height, width, 4) uint8, RGBA; or none."""
        if pixels is not self._pixels:
            self._image = QImage() if pixels is None else image_of(pixels)
            self._pixels = pixels
            self.update()

    @command(
        "player.overlay",
        tr_later("Grid and safe areas"),
        ("'",),
        menu="View/Player",
        icon="mdi6.grid",
        is_checked=attrgetter("shows_grid"),
    )
    def toggle_grid(self) -> None:
        """Show lines over the picture, or none."""
        self.shows_grid = not self.shows_grid
        self._show_change()

    @command(
        "player.checker",
        tr_later("Checkered ground"),
        menu="View/Player",
        help=tr_later("Shows what is transparent."),
        is_checked=attrgetter("has_checker"),
    )
    def toggle_checker(self) -> None:
        """Show a checkered background, or a black one."""
        self.has_checker = not self.has_checker
        self._show_change()

    @command_family(
        command(f"player.{name}", title, (key,), menu="View/Player", arguments={"zoom": zoom})
        for name, title, key, zoom in (
            ("fit", tr_later("Fit the picture"), "Ctrl+0", None),
            ("actual_size", tr_later("Picture at 100 %"), "Ctrl+1", 1.0),
        )
    )
    def set_zoom(self, zoom: float | None) -> None:
        """Show the picture so many times its size, or fitted."""
        self.zoom = zoom
        if zoom is None:
            self._offset = QPointF()
        self._show_change()

    def reach(self, area: QRectF) -> None:
        """Zoom out until an area beside the frame is seen as well, in units of the scene, y upward."""
        width, height = self.frame_size
        right = max(width / 2, abs(area.left()), abs(area.right())) * (1 + _AWAY)
        up = max(height / 2, abs(area.top()), abs(area.bottom())) * (1 + _AWAY)
        unit_px = min(self.width() / right, self.height() / up) / 2
        self._offset = QPointF()
        self.set_zoom(unit_px * width / self._picture_size().x() * self.devicePixelRatioF())

    def _show_change(self) -> None:
        self.changed.emit()
        self.update()

    def picture_rect(self) -> QRectF:
        """Return where the picture, or the frame it will fill, is."""
        size = self._picture_size() * self._scale()
        center = QRectF(self.rect()).center() + self._offset
        return QRectF(center.x() - size.x() / 2, center.y() - size.y() / 2, size.x(), size.y())

    def scene_point(self, position: QPointF) -> QPointF | None:
        """Return the point of the scene at a place of this widget; None outside of the frame."""
        rect = self.picture_rect()
        if not rect.contains(position):
            return None
        width, height = self.frame_size
        return QPointF(
            ((position.x() - rect.left()) / rect.width() - 0.5) * width,
            (0.5 - (position.y() - rect.top()) / rect.height()) * height,
        )

    def _picture_size(self) -> QPointF:
        if self._image.isNull():
            return QPointF(*self.frame_size) * 100
        return QPointF(self._image.width(), self._image.height())

    def _scale(self) -> float:
        if self.zoom is not None:
            return self.zoom / self.devicePixelRatioF()
        return self._fitted()

    def _fitted(self) -> float:
        size = self._picture_size()
        margin = 0 if self._theme is None else 2 * _MARGIN_PX
        return min((self.width() - margin) / size.x(), (self.height() - margin) / size.y())

    # Qt's

    def sizeHint(self) -> QSize:
        """Ask for a small film."""
        return QSize(480, 270)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the background, the picture, and what is over it."""
        painter = QPainter(self)
        rect = self.picture_rect()
        self._paint_ground(painter, rect)
        if self.has_checker:
            _draw_checker(painter, rect)
        smooth = self._scale() * self.devicePixelRatioF() < 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        if not self._image.isNull():
            painter.drawImage(rect, self._image)
        if self.shows_grid:
            draw_grid(painter, rect, self.frame_size)
        if self.note:
            self._draw_note(painter)

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        """Paint what surrounds the frame in another color than films have, and an edge around the frame."""
        if self._theme is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.black)
            return
        painter.fillRect(self.rect(), QColor(self._theme.around_frame))
        painter.fillRect(rect, Qt.GlobalColor.black)
        painter.setPen(QPen(QColor(self._theme.frame_edge), _EDGE_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(-_EDGE_PX, -_EDGE_PX, _EDGE_PX, _EDGE_PX))

    def _draw_note(self, painter: QPainter) -> None:
        text = painter.fontMetrics().boundingRect(self.note)
        box = QRectF(8, 8, text.width() + 16, text.height() + 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 190))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QPen(QColor("#e6e8ec")))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.note)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        old = self._scale()
        ratio, fitted = self.devicePixelRatioF(), self._fitted()
        zoom = old * ratio * _ZOOM_STEP ** event.angleDelta().y()
        zoom = min(max(zoom, fitted * ratio / 4), max(_MOST_ZOOM, 4 * fitted * ratio))
        from_center = event.position() - QRectF(self.rect()).center() - self._offset
        self._offset += from_center * (1 - zoom / ratio / old)
        self.set_zoom(zoom)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the picture."""
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (event.button() == Qt.MouseButton.LeftButton and self.zoom is not None):
            self._dragged_from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Report what is under the mouse; drag the picture."""
        if self._dragged_from is not None:
            position = event.position().toPoint()
            self._offset += QPointF(position - self._dragged_from)
            self._dragged_from = position
            self.update()
        self._point_at(self.scene_point(event.position()))

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """End the drag."""
        self._dragged_from = None

    def mouseDoubleClickEvent(self, _: QMouseEvent) -> None:
        """Fit the picture again."""
        self.set_zoom(None)

    def leaveEvent(self, _: object) -> None:
        """Report that the mouse is over nothing."""
        self._point_at(None)

    def _point_at(self, point: QPointF | None) -> None:
        self.point = point
        self.pointed.emit()


def _draw_checker(painter: QPainter, rect: QRectF) -> None:
    painter.fillRect(rect, QColor(_CHECKER[0]))
    brush = QBrush(QColor(_CHECKER[1]), Qt.BrushStyle.Dense4Pattern)
    painter.save()
    painter.setClipRect(rect)
    painter.scale(_CHECKER_PX, _CHECKER_PX)
    painter.fillRect(
        QRectF(
            rect.left() / _CHECKER_PX,
            rect.top() / _CHECKER_PX,
            rect.width() / _CHECKER_PX,
            rect.height() / _CHECKER_PX,
        ),
        brush,
    )
    painter.restore()
