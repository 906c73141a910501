"""What lies beside the frame: whether it does, how it comes in, and what points to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath

from manim_nodes.app.picture_editing.handles import PictureMap, draw_hidden_outline
from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.outlines import Outline

_TAG_GROUND = QColor(20, 22, 26, 235)
_TAG_TEXT = QColor("#ffffff")
_ARROWS = {(-1, 0): "←", (1, 0): "→", (0, 1): "↑", (0, -1): "↓"}
_CORNERS = {(-1, 1): "↖", (1, 1): "↗", (-1, -1): "↙", (1, -1): "↘"}
_TAG_PX = 4


def is_outside(box: Box, frame_size: Point2) -> bool:
    """Return whether no part of a box is in the frame."""
    x, y = frame_size[0] / 2, frame_size[1] / 2
    return box.left >= x or box.right <= -x or box.bottom >= y or box.top <= -y


def way_into_frame(box: Box, frame_size: Point2) -> Point2:
    """Return the shortest way that brings a box into the frame; what is larger, to its middle."""
    return (
        _way_in(box.left, box.right, frame_size[0] / 2),
        _way_in(box.bottom, box.top, frame_size[1] / 2),
    )


def _way_in(low: float, high: float, half: float) -> float:
    if high - low > 2 * half:
        is_out = high <= -half or low >= half
        return -(low + high) / 2 if is_out else 0.0
    return max(-half - low, 0.0) - max(high - half, 0.0)


def draw_outside(
    painter: QPainter, view: PictureMap, outlines: Iterable[Outline], color: QColor
) -> None:
    """Trace what lies beside the frame, where there is room around it."""
    beside = [each for each in outlines if is_outside(each.box, view.frame_size)]
    if not beside:
        return
    painter.save()
    around = QPainterPath()
    around.addRect(QRectF(painter.viewport()))
    frame = QPainterPath()
    frame.addRect(view.rect)
    painter.setClipPath(around.subtracted(frame))
    for outline in beside:
        draw_hidden_outline(painter, view, outline, color)
    painter.restore()


@dataclass(frozen=True, slots=True)
class EdgeTag:
    """A tag at the edge of the view that points to something out of sight."""

    outline: Outline
    area: QRectF
    text: str


def edge_tags(
    view: PictureMap, seen: QRectF, outlines: Iterable[tuple[Outline, str]], font: QFontMetricsF
) -> Iterator[EdgeTag]:
    """Return a tag for each thing beside the frame that the view has no room for.

    Parameters
    ----------
    seen : all that there is room on
    outlines : each with its title
    """
    for outline, title in outlines:
        area = view.area(outline.box)
        if not is_outside(outline.box, view.frame_size) or seen.intersects(area):
            continue
        center = area.center()
        way = (
            _side(center.x(), seen.left(), seen.right()),
            -_side(center.y(), seen.top(), seen.bottom()),
        )
        arrow = _ARROWS.get(way) or _CORNERS.get(way, "")
        text = f"{arrow} {title}" if way[0] <= 0 else f"{title} {arrow}"
        width, height = font.horizontalAdvance(text) + 12, font.height() + 6
        box = QRectF(0, 0, width, height)
        box.moveCenter(QPointF(center))
        box.moveLeft(min(max(box.left(), seen.left() + _TAG_PX), seen.right() - width - _TAG_PX))
        box.moveTop(min(max(box.top(), seen.top() + _TAG_PX), seen.bottom() - height - _TAG_PX))
        yield EdgeTag(outline, box, text)


def _side(place: float, low: float, high: float) -> int:
    return (place > high) - (place < low)


def draw_edge_tag(painter: QPainter, tag: EdgeTag, color: QColor) -> None:
    """Draw the tag."""
    painter.setPen(color)
    painter.setBrush(_TAG_GROUND)
    painter.drawRoundedRect(tag.area, 4, 4)
    painter.setPen(_TAG_TEXT)
    painter.drawText(tag.area, Qt.AlignmentFlag.AlignCenter, tag.text)
