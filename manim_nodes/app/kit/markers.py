"""How ports, categories and severities look wherever they are shown: by color and by shape, never by color alone."""

from functools import cache
from math import cos, pi, sin

import qtawesome
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPolygonF

from manim_nodes.graph.problems import Severity

# Icons are names of QtAwesome.
_CATEGORIES = {
    "Camera": ("#8d6e97", "mdi6.video-outline"),
    "3D camera": ("#8d6e97", "mdi6.video-3d"),
    "Timing": ("#7d858f", "mdi6.timer-outline"),
    "Scene": ("#7d858f", "mdi6.movie-open-outline"),
    "Coordinates": ("#3f7fbf", "mdi6.axis-arrow"),
    "Plots": ("#3f7fbf", "mdi6.chart-bell-curve"),
    "Graphs": ("#4a8f9c", "mdi6.graph-outline"),
    "Linear algebra": ("#4a78b8", "mdi6.matrix"),
    "Tables and matrices": ("#4a78b8", "mdi6.table"),
    "Appearing": ("#c9772e", "mdi6.creation-outline"),
    "Drawing attention": ("#c9772e", "mdi6.bullhorn-outline"),
    "Movement": ("#c9772e", "mdi6.motion-outline"),
    "Numbers": ("#c9772e", "mdi6.counter"),
    "Transforming": ("#c9772e", "mdi6.swap-horizontal"),
    "Groups": ("#4d9a6a", "mdi6.group"),
    "Position": ("#4d9a6a", "mdi6.arrow-all"),
    "Style": ("#4d9a6a", "mdi6.palette-outline"),
    "Points and paths": ("#2b9c8c", "mdi6.vector-polyline"),
    "Lines and arrows": ("#2b9c8c", "mdi6.arrow-top-right"),
    "Shapes": ("#2b9c8c", "mdi6.shape-outline"),
    "Pictures": ("#2b9c8c", "mdi6.image-outline"),
    "Text": ("#2b9c8c", "mdi6.format-text"),
    "3D": ("#2b9c8c", "mdi6.cube-outline"),
    "Questions": ("#9a7bc8", "mdi6.ruler"),
    "Values": ("#80868f", "mdi6.numeric"),
    "Structure": ("#b0566f", "mdi6.repeat"),
    "Python": ("#b0566f", "mdi6.language-python"),
}
_OTHER = ("#80868f", "mdi6.puzzle-outline")
_SEVERITIES = {
    Severity.ERROR: "mdi6.close-octagon",
    Severity.WARNING: "mdi6.alert",
}


def category_color(category: str) -> QColor:
    """Return the color of a category's headers."""
    return QColor(_CATEGORIES.get(category, _OTHER)[0])


@cache
def category_icon(category: str, color: str) -> QIcon:
    """Return the icon of a category in ``color``."""
    return QIcon(qtawesome.icon(_CATEGORIES.get(category, _OTHER)[1], color=color))


@cache
def severity_icon(severity: Severity, color: str) -> QIcon:
    """Return the icon of a severity, which also differs from others in shape, in ``color``."""
    return QIcon(qtawesome.icon(_SEVERITIES[severity], color=color))


def port_path(shape: str, center: QPointF, radius: float) -> QPainterPath:
    """Return the outline of a port.

    Parameters
    ----------
    shape : ``circle``, ``square``, ``diamond`` or ``triangle``, as port types have them
    radius : of the circle; the other shapes cover about as much
    """
    path = QPainterPath()
    if shape == "circle":
        path.addEllipse(center, radius, radius)
    elif shape == "square":
        half = radius * 0.88
        path.addRoundedRect(QRectF(center.x() - half, center.y() - half, 2 * half, 2 * half), 1, 1)
    else:
        corners, turn = (4, 0.0) if shape == "diamond" else (3, 0.0)
        reach = radius * (1.25 if corners == 4 else 1.35)
        path.addPolygon(
            QPolygonF(
                [
                    center + QPointF(reach * cos(angle), reach * sin(angle))
                    for angle in (turn + 2 * pi * corner / corners for corner in range(corners))
                ]
            )
        )
        path.closeSubpath()
    return path


def draw_port(
    painter: QPainter, shape: str, color: QColor, center: QPointF, radius: float, *, wired: bool
) -> None:
    """Draw a port: filled when a wire is at it, hollow otherwise."""
    painter.setPen(color if wired else QColor(color).lighter(110))
    painter.setBrush(color if wired else QColor(0, 0, 0, 90))
    painter.drawPath(port_path(shape, center, radius))
