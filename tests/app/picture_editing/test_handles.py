"""Handles around what is selected in the picture."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from manim_nodes.app.picture_editing.handles import draw_grips, grip_places


@pytest.mark.usefixtures("qapp")
def test_the_lines_of_what_is_selected_stay_visible() -> None:
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    square = QRectF(60, 60, 80, 80)
    painter.setPen(QColor("white"))
    painter.drawRect(square)
    draw_grips(painter, grip_places(square, QRectF(0, 0, 200, 200)), QColor("blue"))
    painter.end()
    edge = [image.pixelColor(60, y).name() for y in range(75, 125)]
    assert set(edge) == {"#ffffff"}
    assert any(image.pixelColor(x, 100).blue() > 200 for x in range(50, 59)), "it is framed"
