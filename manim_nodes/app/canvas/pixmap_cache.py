"""Pictures of nodes, so that panning and zooming move pixels instead of drawing every node again.

A frame has only so much time to draw nodes anew. Those that are not reached in time are shown as they were, at the new
size, or as plain boxes; the next frames come to them.
"""

from collections.abc import Callable
from math import ceil
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

_FRAME_S = 0.006
_AT_LEAST = 4  # so that even on a busy machine every frame comes further
_LARGEST = 1.3  # beyond this zoom few nodes are in sight, and their pictures would be large


class FrameBudget:
    """The time that is left for drawing nodes in one frame.

    Attributes
    ----------
    is_exhausted : something was left for the next frame
    """

    def __init__(self) -> None:
        self._end = 0.0
        self._drawn = 0
        self.is_exhausted = False

    def restart(self) -> None:
        """Begin a frame."""
        self._end = perf_counter() + _FRAME_S
        self._drawn = 0
        self.is_exhausted = False

    def take(self) -> bool:
        """Return whether there is time to draw one more; if not, it is exhausted."""
        if self._drawn >= _AT_LEAST and perf_counter() > self._end:
            self.is_exhausted = True
        else:
            self._drawn += 1
        return not self.is_exhausted


class ItemPixmap:
    """The picture of one item."""

    def __init__(self, budget: FrameBudget) -> None:
        self._budget = budget
        self._picture: QPixmap | None = None
        self._area = QRectF()
        self._scale = 0.0
        self._is_fresh = False

    def invalidate(self) -> None:
        """Draw it anew when there is time: it looks different now."""
        self._is_fresh = False

    def paint(
        self, painter: QPainter, area: QRectF, draw: Callable[[QPainter, float], None]
    ) -> bool:
        """Paint an item; return whether something could be painted.

        Parameters
        ----------
        area : of the item, in its own coordinates
        draw : draws it, at a zoom
        """
        transform = painter.worldTransform()
        zoom = transform.m11()
        if zoom > _LARGEST:
            self._picture = None
            draw(painter, zoom)
            return True
        ratio = painter.device().devicePixelRatioF()
        if not (self._is_fresh and self._scale == zoom * ratio) and self._budget.take():
            self._draw(area, zoom, ratio, draw)
        if self._picture is None:
            return False
        if self._scale == zoom * ratio:
            corner = transform.map(self._area.topLeft())
            painter.setWorldTransform(QTransform())
            painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), self._picture)
            painter.setWorldTransform(transform)
        else:
            painter.drawPixmap(self._area, self._picture, QRectF(self._picture.rect()))
        return True

    def _draw(
        self, area: QRectF, zoom: float, ratio: float, draw: Callable[[QPainter, float], None]
    ) -> None:
        width, height = ceil(area.width() * zoom * ratio), ceil(area.height() * zoom * ratio)
        picture = QPixmap(max(width, 1), max(height, 1))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.scale(zoom, zoom)
        painter.translate(-area.topLeft())
        draw(painter, zoom)
        painter.end()
        scale = zoom * ratio
        self._picture, self._scale, self._is_fresh = picture, scale, True
        self._area = QRectF(area.left(), area.top(), width / scale, height / scale)
