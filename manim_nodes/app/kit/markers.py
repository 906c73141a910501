"""How ports, categories and severities look wherever they are shown: by color and by shape, never by color alone."""

import logging
from functools import cache
from math import cos, pi, sin

import qtawesome
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPolygonF

from manim_nodes.document.model import Presence
from manim_nodes.graph.problems import Severity
from manim_nodes.library.category import Category

_log = logging.getLogger("manim_nodes.app")
_PRESENCES: dict[Presence, str] = {
    "automatic": "mdi6.eye-outline",
    "shown": "mdi6.eye-plus",
    "hidden": "mdi6.eye-off",
}
_SEVERITIES = {
    Severity.ERROR: "mdi6.close-octagon",
    Severity.WARNING: "mdi6.alert",
    Severity.ADVICE: "mdi6.lightbulb-on-outline",
}


def category_color(category: Category) -> QColor:
    """Return the color of a category's headers."""
    return QColor(category.color)


@cache
def category_icon(category: Category, color: str) -> QIcon:
    """Return the icon of a category in ``color``."""
    try:
        return QIcon(qtawesome.icon(category.icon, color=color))
    except Exception as error:  # noqa: BLE001 (QtAwesome raises nothing narrower for a name it does not know)
        _log.warning("the category %s has no icon: %s", category.title, error)
        return QIcon(qtawesome.icon(Category(title="").icon, color=color))


@cache
def severity_icon(severity: Severity, color: str) -> QIcon:
    """Return the icon of a severity, which also differs from others in shape, in ``color``."""
    return QIcon(qtawesome.icon(_SEVERITIES[severity], color=color))


@cache
def presence_icon(presence: Presence, color: str) -> QIcon:
    """Return the eye of a node, which differs in shape, in ``color``."""
    return QIcon(qtawesome.icon(_PRESENCES[presence], color=color))


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
        corners = 4 if shape == "diamond" else 3
        reach = radius * (1.25 if corners == 4 else 1.35)
        path.addPolygon(
            QPolygonF(
                [
                    center + QPointF(reach * cos(angle), reach * sin(angle))
                    for angle in (2 * pi * corner / corners for corner in range(corners))
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
