"""How the rows of things look."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from manim_nodes.app.kit.markers import category_color, category_icon
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline.schedule import is_within
from manim_nodes.app.timeline.thing_geometry import (
    GUTTER_PX,
    ROW_PX,
    Target,
    ThingGeometry,
    ThingHit,
    ThingRegion,
)
from manim_nodes.app.timeline.thing_rows import Bar, BarEnd, ThingRow

_ICON_PX = 12.0
_PADDING_PX = 5.0
_LEAST_WORDS_PX = 18.0
_CORNER_PX = 4.0
_TINT, _TINT_SELECTED = 0.34, 0.58
_INDENT_PX = 3.0
_LOW_SHARE = 0.3


@dataclass(frozen=True)
class ThingHighlights:
    """What is highlighted.

    Parameters
    ----------
    selected : nodes, by their ids with their groups
    current : the row that keys work on
    under : the end of a bar under the mouse
    dragged, target, text : the end that the mouse drags, where it would go, and in words
    """

    playhead_s: float = 0.0
    selected: Collection[str] = ()
    current: str = ""
    under: ThingHit | None = None
    dragged: ThingHit | None = None
    target: Target | None = None
    text: str = ""
    has_focus: bool = False


class ThingPainter:
    """Paints rows of things."""

    def __init__(
        self,
        painter: QPainter,
        geometry: ThingGeometry,
        theme: Theme,
        highlights: ThingHighlights,
    ) -> None:
        self._painter, self._geometry, self._theme = painter, geometry, theme
        self._highlights = highlights
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._metrics = QFontMetricsF(font)

    # rows

    def row(self, place: int, *, is_folded: bool) -> None:
        """Paint a row.

        Parameters
        ----------
        place : among those that are seen
        """
        row, area = self._geometry.row_of(place), self._geometry.row_rect(place)
        self._paint_ground(row, area)
        for number, bar in enumerate(row.bars):
            self._paint_bar(row, bar, self._geometry.bar_rect(place, bar), is_first=number == 0)
        self._paint_gutter(row, area, is_folded=is_folded)

    def _paint_ground(self, row: ThingRow, area: QRectF) -> None:
        is_current = row.node_id == self._highlights.current and self._highlights.has_focus
        if is_current or self._is_selected(row):
            ground = QColor(self._theme.accent)
            ground.setAlphaF(0.22 if is_current else 0.12)
            self._painter.fillRect(area, ground)
        self._painter.setPen(QPen(QColor(self._theme.line), 1))
        bottom = area.bottom() - 0.5
        self._painter.drawLine(QPointF(GUTTER_PX, bottom), QPointF(area.right(), bottom))

    def _is_selected(self, row: ThingRow) -> bool:
        return is_within(row.node_id, self._highlights.selected)

    def _paint_gutter(self, row: ThingRow, area: QRectF, *, is_folded: bool) -> None:
        painter = self._painter
        gutter = QRectF(0, area.top(), GUTTER_PX - 2, area.height())
        painter.fillRect(gutter, QColor(self._theme.panel))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.dim_text))
        middle = area.center().y()
        if row.member_count:
            x = GUTTER_PX / 2 - 1
            corners = (
                ((-3, -4.5), (3.5, 0), (-3, 4.5))
                if is_folded
                else ((-4.5, -3), (4.5, -3), (0, 3.5))
            )
            painter.drawPolygon(QPolygonF([QPointF(x + dx, middle + dy) for dx, dy in corners]))
            return
        for depth in range(row.depth):
            x = GUTTER_PX / 2 - 1.5 + depth * _INDENT_PX
            painter.fillRect(QRectF(x, area.top(), 1, area.height()), QColor(self._theme.hover))

    # bars

    def _paint_bar(self, row: ThingRow, bar: Bar, area: QRectF, *, is_first: bool) -> None:
        painter, color = self._painter, category_color(row.category)
        is_selected = self._is_selected(row)
        shape = self._shape(bar, area)
        ground = QColor(self._theme.node)
        fill = _blend(ground, color, _TINT_SELECTED if is_selected else _TINT)
        if row.bars and row.member_count:
            fill = _blend(ground, fill, 0.6)
        painter.setBrush(fill)
        line = QColor(self._theme.accent) if is_selected else _blend(ground, color, 0.8)
        painter.setPen(QPen(line, 2 if is_selected else 1))
        painter.drawPath(shape)
        self._paint_words(row, bar, area, is_first=is_first)

    def _shape(self, bar: Bar, area: QRectF) -> QPainterPath:
        """Return the outline of a bar: it slopes while an animation brings the thing or takes it away."""
        inside = area.adjusted(0.5, 1.5, -0.5, -1.5)
        scale = self._geometry.scale
        came = min(max(scale.x(bar.entrance.time_s), inside.left()), inside.right())
        leaves = min(max(scale.x(bar.exit.time_s), came), inside.right())
        path = QPainterPath()
        left, right, top, bottom = inside.left(), inside.right(), inside.top(), inside.bottom()
        low = bottom - _LOW_SHARE * (bottom - top)
        if came - left >= 1.5:
            path.moveTo(left, low)
            path.lineTo(came, top)
        else:
            corner = min(_CORNER_PX, inside.width() / 2) if bar.entrance.node_id else 0
            path.moveTo(left, top + corner)
            path.quadTo(left, top, left + corner, top)
        if right - leaves >= 1.5:
            path.lineTo(leaves, top)
            path.lineTo(right, low)
            path.lineTo(right, bottom)
        else:
            corner = min(_CORNER_PX, inside.width() / 2) if bar.exit.node_id else 0
            path.lineTo(right - corner, top)
            path.quadTo(right, top, right, top + corner)
            path.lineTo(right, bottom - corner)
            path.quadTo(right, bottom, right - corner, bottom)
        corner = min(_CORNER_PX, inside.width() / 2) if bar.entrance.node_id else 0
        path.lineTo(left + corner, bottom)
        path.quadTo(left, bottom, left, bottom - corner)
        path.closeSubpath()
        return path

    def _paint_words(self, row: ThingRow, bar: Bar, area: QRectF, *, is_first: bool) -> None:
        """Paint the name and by what it comes and goes, where they are seen at any scroll."""
        left = max(area.left(), GUTTER_PX) + _PADDING_PX
        right = min(area.right(), self._geometry.width) - _PADDING_PX
        title = self._title(row)
        if right - left < _LEAST_WORDS_PX:
            if is_first:
                self._paint_beside(title, area)
            return
        painter = self._painter
        painter.save()
        painter.setClipRect(area)
        room = right - left
        name = min(self._metrics.horizontalAdvance(title), room)
        comes = self._words_px(bar.entrance)
        goes = self._words_px(bar.exit)
        icons = (_ICON_PX + 3 if comes else 0) + (_ICON_PX + 3 if goes else 0)
        if room >= name + icons:
            rest = room - name - icons
            if comes:
                self._paint_icon(bar.entrance, left, area)
                left += _ICON_PX + 3
            if goes:
                right -= _ICON_PX
                self._paint_icon(bar.exit, right, area)
                right -= 3
            self._paint_text(title, left, name, area, self._theme.node_text)
            left += name + 8
            if goes and rest >= goes + 8:
                self._paint_text(bar.exit.title, right - goes, goes, area, self._theme.dim_text)
                rest -= goes + 8
            if comes and rest >= comes + 8:
                self._paint_text(bar.entrance.title, left, comes, area, self._theme.dim_text)
        else:
            self._paint_text(title, left, room, area, self._theme.node_text)
        painter.restore()

    def _title(self, row: ThingRow) -> str:
        return f"{row.title}  ({row.member_count})" if row.member_count else row.title

    def _words_px(self, end: BarEnd) -> float:
        return self._metrics.horizontalAdvance(end.title) + 1 if end.node_id else 0.0

    def _paint_icon(self, end: BarEnd, x: float, area: QRectF) -> None:
        if end.category is not None:
            icon = category_icon(end.category, self._theme.node_text)
            top = area.center().y() - _ICON_PX / 2
            icon.paint(self._painter, QRectF(x, top, _ICON_PX, _ICON_PX).toRect())

    def _paint_beside(self, title: str, area: QRectF) -> None:
        """Paint the name of a thing beside a bar that is too short for it."""
        width = self._metrics.horizontalAdvance(title) + 2
        x = area.right() + 4
        if x + width > self._geometry.width and area.left() - 4 - width > GUTTER_PX:
            x = area.left() - 4 - width
        if area.right() >= GUTTER_PX and area.left() <= self._geometry.width:
            self._paint_text(title, x, width, area, self._theme.dim_text)

    def _paint_text(self, text: str, x: float, width: float, area: QRectF, color: str) -> None:
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 1)
        self._painter.setPen(QColor(color))
        room = QRectF(x, area.top(), width + 1, area.height())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(room, align, shown)

    # what moves

    def playhead(self) -> None:
        """Paint where the film is."""
        x = self._geometry.scale.x(self._highlights.playhead_s)
        if x >= GUTTER_PX:
            self._painter.setPen(QPen(QColor(self._theme.text), 1.5))
            self._painter.drawLine(QPointF(x, 0), QPointF(x, self._geometry.height))

    def handle(self) -> None:
        """Paint what may be dragged under the mouse, or where it would go."""
        hit = self._highlights.dragged or self._highlights.under
        place = self._geometry.place_of(hit.row) if hit is not None else None
        if hit is None or place is None or hit.bar < 0:
            return
        bar = self._geometry.row_of(place).bars[hit.bar]
        area = self._geometry.bar_rect(place, bar)
        is_start = hit.region is ThingRegion.START
        target = self._highlights.target
        if self._highlights.dragged is not None and target is not None:
            x = self._geometry.scale.x(target.time_s)
            self._paint_ghost(area, x, is_start=is_start)
            self._paint_line(x)
            self._paint_target(x, area)
        else:
            x = area.left() if is_start else area.right()
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.accent))
        grip = QRectF(x - 2, area.top() + 1, 4, area.height() - 2)
        self._painter.drawRoundedRect(grip, 2, 2)

    def _paint_ghost(self, area: QRectF, x: float, *, is_start: bool) -> None:
        """Paint how long the bar would be."""
        left, right = (x, max(area.right(), x)) if is_start else (min(area.left(), x), x)
        color = QColor(self._theme.accent)
        self._painter.setPen(QPen(color, 1.5, Qt.PenStyle.DashLine))
        color.setAlphaF(0.18)
        self._painter.setBrush(color)
        ghost = QRectF(left, area.top() + 1.5, right - left, area.height() - 3)
        self._painter.drawRoundedRect(ghost, _CORNER_PX, _CORNER_PX)

    def _paint_line(self, x: float) -> None:
        self._painter.setPen(QPen(QColor(self._theme.accent), 2))
        self._painter.drawLine(QPointF(x, 0), QPointF(x, self._geometry.height))

    def _paint_target(self, x: float, area: QRectF) -> None:
        text = self._highlights.text
        if not text:
            return
        width = self._metrics.horizontalAdvance(text) + 16
        top = area.bottom() + 3
        if top + ROW_PX > self._geometry.height:
            top = area.top() - ROW_PX - 3
        chip = QRectF(x + 8, top, width, ROW_PX)
        if chip.right() > self._geometry.width:
            chip.moveRight(x - 8)
        chip.moveLeft(max(chip.left(), 2))
        chip.moveTop(max(chip.top(), 0))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.accent))
        self._painter.drawRoundedRect(chip, 5, 5)
        self._painter.setPen(QColor(self._theme.accent_text))
        self._painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _blend(one: QColor, other: QColor, share: float) -> QColor:
    """Return a color between two."""
    return QColor.fromRgbF(
        one.redF() + share * (other.redF() - one.redF()),
        one.greenF() + share * (other.greenF() - one.greenF()),
        one.blueF() + share * (other.blueF() - one.blueF()),
    )
