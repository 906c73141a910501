"""Thin lines of pictures that are drawn much smaller, as on nodes and on blocks of the timeline."""

from math import cos, radians, sin

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from manim_nodes.app.kit.smooth_picture import draw_smoothly

RADIUS = 150


def thin_circle() -> QPixmap:
    pixmap = QPixmap(640, 360)
    pixmap.fill(Qt.GlobalColor.black)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("white"), 2))
    painter.drawEllipse(QPointF(320, 180), RADIUS, RADIUS)
    painter.end()
    return pixmap


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("source", [None, QRectF(80, 0, 480, 360)])
@pytest.mark.parametrize("height", [36, 45, 60])
def test_a_circle_of_one_thin_line_is_no_row_of_dashes(height: int, source: QRectF | None) -> None:
    part = source or QRectF(0, 0, 640, 360)
    scale = height / 360
    image = QImage(round(part.width() * scale), height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    draw_smoothly(painter, QRectF(image.rect()), thin_circle(), source)
    painter.end()
    center = (QPointF(320, 180) - part.topLeft()) * scale

    def lightness(angle: int) -> int:
        x = center.x() + RADIUS * scale * cos(radians(angle))
        y = center.y() + RADIUS * scale * sin(radians(angle))
        near = [(round(x) + dx, round(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        return max(image.pixelColor(*at).lightness() for at in near if image.rect().contains(*at))

    around = [lightness(angle) for angle in range(0, 360, 5)]
    assert min(around) > 20
    assert min(around) > 0.3 * max(around)
