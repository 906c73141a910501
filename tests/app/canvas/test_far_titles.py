"""Titles on nodes that are seen from afar."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from manim_nodes.app.canvas.node_painting import paint_far
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.app.kit.theme import DARK

ZOOM = 0.3
HEADER, WIDTH = 26.0, 170.0


def drawn(title: str, height: float) -> QImage:
    view = SimpleNamespace(shape="node", muted=False, title=title, is_known=True, severity=None)
    geometry = SimpleNamespace(
        rect=QRectF(0, 0, WIDTH, height), header=HEADER, size=(WIDTH, height)
    )
    item = SimpleNamespace(
        view=view,
        geometry=geometry,
        pens=Pens(DARK),
        header_color=QColor("#224466"),
        steps="",
        is_selected=False,
        is_faulty=False,
    )
    image = QImage(round(WIDTH * ZOOM), round(height * ZOOM), QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    painter.scale(ZOOM, ZOOM)
    paint_far(painter, item, ZOOM)
    painter.end()
    return image


def rows_of_text(image: QImage) -> list[int]:
    """Return the rows below the header, and between the lines around the node, in which there are letters."""
    first = round(HEADER * ZOOM) + 1
    return [
        y
        for y in range(first, image.height() - 2)
        if any(image.pixelColor(x, y).lightness() > 120 for x in range(3, image.width() - 3))
    ]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("height", [70.0, 80.0, 110.0, 200.0])
@pytest.mark.parametrize("title", ["Create", "Width of the words", "Misunderstood outlines of it"])
def test_no_letter_is_cut(title: str, height: float) -> None:
    image = drawn(title, height)
    rows = rows_of_text(image)
    assert rows
    assert rows[0] > round(HEADER * ZOOM) + 1
    assert rows[-1] < image.height() - 3


@pytest.mark.usefixtures("qapp")
def test_no_height_leaves_a_node_without_its_title() -> None:
    for height in range(27, 90):
        image = drawn("Subcaption", float(height))
        whole = [
            image.pixelColor(x, y).lightness()
            for x in range(3, image.width() - 3)
            for y in range(2, image.height() - 2)
        ]
        assert max(whole, default=255) > 120, height


@pytest.mark.usefixtures("qapp")
def test_a_node_too_low_for_letters_has_none() -> None:
    assert rows_of_text(drawn("Create", 40.0)) == []
