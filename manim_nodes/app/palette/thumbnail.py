"""The small picture of a node type, or what stands for it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from manim_nodes.app.kit.image_loader import ImageLoader, draw_picture
from manim_nodes.app.palette.glyphs import draw_stand_in
from manim_nodes.gallery.pictures import picture_of
from manim_nodes.library.node_type import NodeType

# A scene is black unless its settings say otherwise, whatever the app's theme.
_SCREEN = QColor("#0d0f12")


def draw_thumbnail(
    painter: QPainter, pictures: ImageLoader, node_type: NodeType, frame: QRectF, radius: float = 4
) -> None:
    """Draw the picture of ``node_type``; as long as there is none, the mark of its category."""
    path = picture_of(node_type)
    ratio = painter.device().devicePixelRatioF()
    picture = pictures.get(path, round(frame.width() * ratio)) if path else None
    if picture is None:
        draw_stand_in(painter, node_type.category, frame, round(frame.height() * 0.6))
        return
    painter.setBrush(_SCREEN)
    painter.drawRoundedRect(frame, radius, radius)
    draw_picture(painter, picture, frame, radius)
