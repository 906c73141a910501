"""Lines over the picture: a grid of the scene's units, its axes, and the areas that every screen shows."""

from math import floor

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_GRID = QColor(255, 255, 255, 45)
_AXES = QColor(255, 255, 255, 110)
_SAFE = QColor(255, 214, 102, 150)
# Of EBU R 95: the parts of width and height in which action and text are safe.
ACTION_SAFE, TITLE_SAFE = 0.93, 0.9


def draw_grid(painter: QPainter, rect: QRectF, frame_size: tuple[float, float]) -> None:
    """Draw a line for each unit of the scene, thicker ones for its axes, and the safe areas."""
    unit = rect.width() / frame_size[0]
    center = rect.center()
    columns, rows = floor(frame_size[0] / 2), floor(frame_size[1] / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(_GRID, 1))
    painter.drawLines(
        [
            *(_upright(rect, center.x() + step * unit) for step in range(-columns, columns + 1)),
            *(_level(rect, center.y() + step * unit) for step in range(-rows, rows + 1)),
        ]
    )
    painter.setPen(QPen(_AXES, 1))
    painter.drawLines([_upright(rect, center.x()), _level(rect, center.y())])
    for share, style in (
        (ACTION_SAFE, Qt.PenStyle.SolidLine),
        (TITLE_SAFE, Qt.PenStyle.DashLine),
    ):
        painter.setPen(QPen(_SAFE, 1, style))
        painter.drawRect(_inner(rect, share))


def _upright(rect: QRectF, x: float) -> QLineF:
    return QLineF(x, rect.top(), x, rect.bottom())


def _level(rect: QRectF, y: float) -> QLineF:
    return QLineF(rect.left(), y, rect.right(), y)


def _inner(rect: QRectF, share: float) -> QRectF:
    width, height = rect.width() * share, rect.height() * share
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
