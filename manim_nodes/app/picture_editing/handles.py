"""The handles around what is selected in the picture, and what else is painted over it there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from manim_nodes.app.picture_editing.snapping import Guide, Line
from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.translation import tr

_REACH_PX = 9.0
_SIDE_PX = 8.0
_TURN_PX = 22.0
_LEAST_PX = 24.0  # the smallest box that handles stand around
_HALO = QColor(0, 0, 0, 150)
_FAINT_HALO = QColor(0, 0, 0, 70)
_FAINT = 0.65
_BESIDE = 4.0
_DASHES = (4.0, 3.0)
_GUIDE = QColor("#ff4fa3")
_TAG_GROUND = QColor(20, 22, 26, 225)


class Grip(Enum):
    """A handle; of a corner, on which side it is."""

    TURN = (0, 0)
    TOP_LEFT = (-1, 1)
    TOP_RIGHT = (1, 1)
    BOTTOM_LEFT = (-1, -1)
    BOTTOM_RIGHT = (1, -1)


@dataclass(frozen=True, slots=True)
class PictureMap:
    """From units of the frame to positions in the widget that shows it, and back."""

    rect: QRectF
    frame_size: tuple[float, float]

    @property
    def unit_px(self) -> float:
        """Return how many pixels long a unit is."""
        return self.rect.width() / self.frame_size[0]

    def place(self, point: Point2) -> QPointF:
        """Return the position of a point of the picture, in pixels."""
        center = self.rect.center()
        return QPointF(center.x() + point[0] * self.unit_px, center.y() - point[1] * self.unit_px)

    def point(self, place: QPointF) -> Point2:
        """Return the point of the picture at a position."""
        way = place - self.rect.center()
        return way.x() / self.unit_px, -way.y() / self.unit_px

    def area(self, box: Box) -> QRectF:
        """Return where a box is."""
        return QRectF(self.place((box.left, box.top)), self.place((box.right, box.bottom)))


def grip_places(area: QRectF, seen: QRectF, *, turns: bool = True) -> dict[Grip, QPointF]:
    """Return where the handles around something are; the round one below it if there is no room above.

    Parameters
    ----------
    seen : all that there is room on
    turns : whether it has a handle to turn it with
    """
    grown_x = max(_LEAST_PX - area.width(), 0) / 2
    grown_y = max(_LEAST_PX - area.height(), 0) / 2
    area = area.adjusted(-grown_x, -grown_y, grown_x, grown_y)
    has_room = area.top() - _TURN_PX - _SIDE_PX > seen.top()
    turn_y = area.top() - _TURN_PX if has_room else area.bottom() + _TURN_PX
    places = {Grip.TURN: QPointF(area.center().x(), turn_y)} if turns else {}
    return places | {
        Grip.TOP_LEFT: area.topLeft(),
        Grip.TOP_RIGHT: area.topRight(),
        Grip.BOTTOM_LEFT: area.bottomLeft(),
        Grip.BOTTOM_RIGHT: area.bottomRight(),
    }


def grip_at(places: Mapping[Grip, QPointF], place: QPointF) -> Grip | None:
    """Return the handle that the mouse is over."""
    for grip, center in places.items():
        if hypot(place.x() - center.x(), place.y() - center.y()) <= _REACH_PX:
            return grip
    return None


def cursor_of(grip: Grip | None, *, is_held: bool) -> Qt.CursorShape:
    """Return the shape of the mouse cursor over a handle, or over the thing itself."""
    if grip is None:
        return Qt.CursorShape.SizeAllCursor
    if grip is Grip.TURN:
        return Qt.CursorShape.ClosedHandCursor if is_held else Qt.CursorShape.OpenHandCursor
    falls = grip in (Grip.TOP_LEFT, Grip.BOTTOM_RIGHT)
    return Qt.CursorShape.SizeFDiagCursor if falls else Qt.CursorShape.SizeBDiagCursor


def hint_of(grip: Grip) -> str:
    """Return what a handle does."""
    if grip is Grip.TURN:
        return tr("Drag turns it; Shift in steps of 15°.")
    return tr("Drag scales it; Shift keeps its center, Ctrl does not snap.")


# painting


def draw_outline(painter: QPainter, view: PictureMap, outline: Outline, color: QColor) -> None:
    """Trace what is seen of something; its box if that is nothing but its parts."""
    lines = [QPolygonF([view.place(each) for each in shape.points]) for shape in outline.shapes]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_HALO, 3.5), QPen(color, 1.5)):
        painter.setPen(pen)
        for line in lines:
            painter.drawPolyline(line)
        if not lines:
            painter.drawRect(view.area(outline.box))


def draw_hidden_outline(
    painter: QPainter, view: PictureMap, outline: Outline, color: QColor
) -> None:
    """Trace faintly, and dashed, what would be seen of something that is not on the screen."""
    lines = [QPolygonF([view.place(each) for each in shape.points]) for shape in outline.shapes]
    faint = QColor(color)
    faint.setAlphaF(_FAINT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_FAINT_HALO, 3), QPen(faint, 1.5, Qt.PenStyle.CustomDashLine)):
        if pen.style() == Qt.PenStyle.CustomDashLine:
            pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        for line in lines:
            painter.drawPolyline(line)
        if not lines:
            painter.drawRect(view.area(outline.box))


def draw_place(painter: QPainter, view: PictureMap, box: Box, color: QColor) -> None:
    """Draw a frame around a place of the picture."""
    area = view.area(box).adjusted(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_HALO, 4), QPen(color, 2)):
        painter.setPen(pen)
        painter.drawRoundedRect(area, _BESIDE, _BESIDE)


def draw_grips(painter: QPainter, places: Mapping[Grip, QPointF], color: QColor) -> None:
    """Draw the handles around something, and a box just outside of it: a thin shape's own lines stay visible."""
    box = QRectF(places[Grip.TOP_LEFT], places[Grip.BOTTOM_RIGHT])
    box.adjust(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE)
    turn = places.get(Grip.TURN)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(_HALO, 3), QPen(color, 1)):
        painter.setPen(pen)
        painter.drawRect(box)
        if turn is not None:
            is_above = turn.y() < box.top()
            painter.drawLine(QPointF(turn.x(), box.top() if is_above else box.bottom()), turn)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(QColor(Qt.GlobalColor.white))
    for grip, place in places.items():
        square = QRectF(0, 0, _SIDE_PX, _SIDE_PX)
        square.moveCenter(place)
        if grip is Grip.TURN:
            painter.drawEllipse(square)
        else:
            painter.drawRect(square)


def draw_guides(
    painter: QPainter, view: PictureMap, guides: Iterable[Guide], visible: QRectF
) -> None:
    """Draw the lines that something lies on, each with its name."""
    rect = view.rect.intersected(visible)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    names = _names()
    for guide in guides:
        at = view.place((guide.at, guide.at))
        painter.setPen(QPen(_GUIDE, 1))
        if guide.is_upright:
            painter.drawLine(QPointF(at.x(), rect.top()), QPointF(at.x(), rect.bottom()))
            corner = QPointF(at.x() + 5, rect.bottom() - 6)
        else:
            painter.drawLine(QPointF(rect.left(), at.y()), QPointF(rect.right(), at.y()))
            corner = QPointF(rect.left() + 5, at.y() - 5)
        draw_tag(painter, corner, names[guide.line], rect)


def draw_tag(painter: QPainter, corner: QPointF, text: str, within: QRectF) -> None:
    """Write a word or two above a point, moved to where they are all seen."""
    size = painter.fontMetrics().boundingRect(text)
    box = QRectF(corner.x(), corner.y() - size.height() - 4, size.width() + 12, size.height() + 4)
    box.moveLeft(max(min(box.left(), within.right() - box.width() - 2), within.left() + 2))
    box.moveTop(max(min(box.top(), within.bottom() - box.height() - 2), within.top() + 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_TAG_GROUND)
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(Qt.GlobalColor.white))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _names() -> dict[Line, str]:
    return {
        Line.CENTER: tr("center of the frame"),
        Line.EDGE: tr("edge of the frame"),
        Line.SAFE: tr("safe area"),
        Line.OTHER_CENTER: tr("center"),
        Line.OTHER_EDGE: tr("edge"),
    }
