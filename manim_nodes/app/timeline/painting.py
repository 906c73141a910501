"""How the timeline looks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import qtawesome
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)

from manim_nodes.app.kit.markers import category_color
from manim_nodes.app.kit.smooth_picture import draw_smoothly
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline.geometry import (
    DURATION_PX,
    LEAST_PICTURE_PX,
    Drop,
    Geometry,
    Region,
)
from manim_nodes.app.timeline.lanes import LanePart
from manim_nodes.app.timeline.schedule import Block, Flag, Status, is_within
from manim_nodes.editing.draw_times import draw_time_text
from manim_nodes.library.node_type import FlagKind
from manim_nodes.translation import tr

_HEAD_PX = 18.0
_BAR_PX = 4.0
_LEAST_WORDS_PX = 26.0
_LEAST_THUMBNAIL_PX = 22.0
_ICONS = {
    Status.DRAWING: "mdi6.progress-pencil",
    Status.STALE: "mdi6.timer-sand",
    Status.FAILED: "mdi6.alert-octagon",
}
_FLAG_ICONS = {
    FlagKind.SECTION: "mdi6.flag",
    FlagKind.CAPTION: "mdi6.subtitles-outline",
    FlagKind.SOUND: "mdi6.music-note",
}


@dataclass(frozen=True)
class Highlights:
    """What is highlighted.

    Parameters
    ----------
    selected : nodes, by their ids with their groups
    current : the block that keys work on
    dragged, drop : the block that the mouse drags, and where it would go
    gap : the gap at which a handle is offered
    draw_times : how many seconds drawing took, by node, where that is to be shown
    moment_s : where a thing would come or go that is dragged below
    """

    playhead_s: float = 0.0
    selected: Collection[str] = ()
    current: int | None = None
    playing: int | None = None
    dragged: int | None = None
    dragged_x: float = 0.0
    drop: Drop | None = None
    gap: int | None = None
    draw_times: Mapping[str, float] = field(default_factory=dict)
    moment_s: float | None = None
    has_focus: bool = False


class TimelinePainter:
    """Paints the parts of a timeline.

    Parameters
    ----------
    width : of what is seen
    """

    def __init__(
        self,
        painter: QPainter,
        geometry: Geometry,
        theme: Theme,
        highlights: Highlights,
        width: float,
    ) -> None:
        self._painter, self._geometry, self._theme = painter, geometry, theme
        self._highlights, self._width = highlights, width
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        self._metrics = QFontMetricsF(font)

    # ruler

    def ruler(self) -> None:
        """Paint seconds."""
        painter, scale = self._painter, self._geometry.scale
        top, height = self._geometry.rows.ruler
        painter.fillRect(QRectF(0, top, self._width, height), QColor(self._theme.window))
        painter.setPen(QColor(self._theme.dim_text))
        tick = scale.tick_s
        first = max(int(scale.time_s(0) / tick), 0)
        for number in range(first, int(scale.time_s(self._width) / tick) + 1):
            x = round(scale.x(number * tick)) + 0.5
            painter.drawLine(QPointF(x, height - 6), QPointF(x, height - 1))
            painter.drawText(QPointF(x + 3, height - 6), _clock(number * tick))
        painter.setPen(QColor(self._theme.line))
        painter.drawLine(QPointF(0, height - 0.5), QPointF(self._width, height - 0.5))

    # blocks

    def block(self, index: int, thumbnail: QPixmap | None) -> None:
        """Paint a block."""
        block = self._geometry.schedule.blocks[index]
        area = self._geometry.rect(block)
        if index == self._highlights.dragged:
            self._painter.setOpacity(0.4)
        self._paint_body(block, area, is_playing=index == self._highlights.playing)
        self._paint_inside(block, area, thumbnail)
        self._paint_status_bar(block, area)
        self._paint_outline(index, block, area)
        self._painter.setOpacity(1.0)

    def _paint_body(self, block: Block, area: QRectF, *, is_playing: bool) -> None:
        painter, color = self._painter, category_color(block.category)
        body = QColor(self._theme.hover if is_playing else self._theme.node)
        if area.width() < 8:
            painter.fillRect(area, color if is_playing else body)
            painter.fillRect(QRectF(area.left(), area.top(), area.width(), 3), color)
            return
        path = QPainterPath()
        path.addRoundedRect(area, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, body)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(QRectF(area.left(), area.top(), area.width(), 3), color)
        painter.restore()

    def _paint_inside(self, block: Block, area: QRectF, thumbnail: QPixmap | None) -> None:
        if area.width() < _LEAST_WORDS_PX:
            return
        room = area.adjusted(6, 3, -6, -_BAR_PX - 1)
        head = QRectF(room.left(), room.top(), room.width(), min(_HEAD_PX, room.height()))
        name = QColor(self._theme.node_text)
        self._paint_text(block.title, head, name, Qt.AlignmentFlag.AlignLeft)
        if room.height() < _HEAD_PX + DURATION_PX - 4:
            return
        foot = QRectF(room.left(), area.bottom() - DURATION_PX - 3, room.width(), DURATION_PX)
        duration = f"{block.nominal_s:.4g} s"
        if taken := draw_time_text(self._highlights.draw_times.get(block.node_id)):
            duration = tr("{duration} (drawn in {time})", duration=duration, time=taken)
        if self._metrics.horizontalAdvance(duration) <= foot.width():
            ink = QColor(self._theme.dim_text)
            self._paint_text(duration, foot, ink, Qt.AlignmentFlag.AlignRight)
        self._paint_status_icon(block, foot)
        middle = QRectF(room.left(), head.bottom(), room.width(), foot.top() - head.bottom())
        is_low = middle.height() < _LEAST_THUMBNAIL_PX
        if is_low and len(block.parts) <= 1:  # the picture stands beside the duration
            middle.setBottom(area.bottom() - _BAR_PX - 2)
            left = 14.0 if block.status in _ICONS else 0.0
            right = self._metrics.horizontalAdvance(duration) + 4
            middle.adjust(left, 0, -right, 0)
        self._paint_middle(block, middle, thumbnail)

    def _paint_middle(self, block: Block, room: QRectF, thumbnail: QPixmap | None) -> None:
        lanes = 1 + max((part.lane for part in block.parts), default=0)
        if len(block.parts) > 1 and room.height() >= 4 * min(lanes, 3):
            self._paint_lanes(block, room, lanes)
        elif thumbnail is not None and room.height() >= _LEAST_THUMBNAIL_PX:
            self._paint_thumbnail(room, thumbnail)

    def _paint_thumbnail(self, room: QRectF, thumbnail: QPixmap) -> None:
        if room.width() < LEAST_PICTURE_PX:
            return
        width = thumbnail.width() * room.height() / max(thumbnail.height(), 1)
        target = QRectF(room.left(), room.top(), min(width, room.width()), room.height())
        share = target.width() / max(width, 1)
        source = QRectF(thumbnail.rect())
        cut = source.width() * (1 - share) / 2
        draw_smoothly(self._painter, target, thumbnail, source.adjusted(cut, 0, -cut, 0))

    def _paint_lanes(self, block: Block, room: QRectF, lanes: int) -> None:
        pitch = min(room.height() / lanes, 18.0)
        left, scale = self._geometry.rect(block).left(), self._geometry.scale.px_per_s
        for part in block.parts:
            bar = QRectF(
                left + part.start_s * scale + 1,
                room.top() + part.lane * pitch + 1,
                max(part.duration_s * scale - 2, 2.0),
                max(pitch - 2, 2.0),
            ).intersected(
                QRectF(left + 2, room.top(), self._geometry.rect(block).width() - 4, room.height())
            )
            self._paint_lane(part, bar)

    def _paint_lane(self, part: LanePart, bar: QRectF) -> None:
        color = QColor(self._theme.accent)
        is_selected = is_within(part.node_id, self._highlights.selected)
        color.setAlpha(230 if is_selected else 90)
        self._painter.fillRect(bar, color)
        if bar.height() >= 11 and bar.width() >= _LEAST_WORDS_PX:
            ink = QColor(self._theme.accent_text if is_selected else self._theme.node_text)
            self._paint_text(part.title, bar.adjusted(3, 0, -2, 0), ink, Qt.AlignmentFlag.AlignLeft)

    def _paint_status_bar(self, block: Block, area: QRectF) -> None:
        bar = QRectF(area.left(), area.bottom() - _BAR_PX, area.width(), _BAR_PX)
        if area.width() >= 8:
            bar.adjust(3, -1, -3, -1)
        painter, theme = self._painter, self._theme
        match block.status:
            case Status.DRAWN:
                painter.fillRect(bar, QColor(theme.accent))
            case Status.FAILED:
                painter.fillRect(bar, QColor(theme.error))
            case Status.DRAWING:
                painter.fillRect(bar, QBrush(QColor(theme.accent), Qt.BrushStyle.Dense4Pattern))
            case Status.STALE:
                painter.fillRect(bar, QBrush(QColor(theme.dim_text), Qt.BrushStyle.BDiagPattern))

    def _paint_status_icon(self, block: Block, foot: QRectF) -> None:
        name = _ICONS.get(block.status)
        if name is None or foot.width() < 56:
            return
        color = self._theme.error if block.status is Status.FAILED else self._theme.dim_text
        icon = qtawesome.icon(name, color=color)
        icon.paint(self._painter, QRectF(foot.left() - 1, foot.top() + 2, 12, 12).toRect())

    def _paint_outline(self, index: int, block: Block, area: QRectF) -> None:
        is_selected = is_within(block.node_id, self._highlights.selected)
        is_target = self._highlights.drop == Drop(index, is_onto=True)
        is_current = index == self._highlights.current and self._highlights.has_focus
        if not (is_selected or is_target or is_current):
            return
        color = self._theme.accent if is_selected or is_target else self._theme.dim_text
        pen = QPen(QColor(color), 3 if is_target else 2)
        if is_current and is_selected:
            pen.setColor(QColor(self._theme.wire_selected))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 4, 4)

    # above and below

    def flags(self) -> None:
        """Paint sections, subtitles and where sounds begin."""
        for flag in self._geometry.schedule.flags:
            x = self._geometry.scale.x(flag.time_s)
            if flag.kind is FlagKind.SECTION and x <= self._width:
                self._paint_section_line(x)
        for index, (left, end) in self._geometry.flag_rooms.items():
            if left <= self._width:
                self._paint_flag(self._geometry.schedule.flags[index], left, end)

    def _paint_section_line(self, x: float) -> None:
        pen = QPen(QColor(self._theme.dim_text), 1, Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.drawLine(
            QPointF(x, self._geometry.rows.flags[0]), QPointF(x, sum(self._geometry.rows.blocks))
        )

    def _paint_flag(self, flag: Flag, x: float, end: float) -> None:
        top, height = self._geometry.rows.flags
        width = self._metrics.horizontalAdvance(flag.title) + 22
        lasting = flag.duration_s * self._geometry.scale.px_per_s
        width = min(width, 180.0) if not lasting else max(min(width, 180.0), lasting)
        area = QRectF(x, top + 2, min(width, end - x - 1), height - 4)
        if area.right() > 0:
            ground = QColor(
                self._theme.accent if _is_selected(flag, self._highlights) else self._theme.raised
            )
            ink = (
                self._theme.accent_text
                if _is_selected(flag, self._highlights)
                else self._theme.text
            )
            self._painter.fillRect(area, ground)
            icon = qtawesome.icon(_FLAG_ICONS[flag.kind], color=ink)
            icon.paint(self._painter, QRectF(x + 2, top + 3, 12, 12).toRect())
            words = area.adjusted(17, 0, -3, 0)
            self._paint_text(flag.title, words, QColor(ink), Qt.AlignmentFlag.AlignLeft)

    def wave(self, time_s: float, loudness_db: float, peaks: object, per_s: int) -> None:
        """Paint a sound's loudness from the time on at which it begins."""
        top, height = self._geometry.rows.wave
        scale, middle = self._geometry.scale, top + height / 2
        count = len(peaks)  # type: ignore[arg-type]  # an array of numpy, which is not imported here
        louder = 10 ** (loudness_db / 20)
        self._painter.setPen(QPen(QColor(self._theme.success), 1))
        left, right = scale.x(time_s), scale.x(time_s + count / per_s)
        for x in range(max(int(left), 0), int(min(right, self._width))):
            first = int((scale.time_s(x) - time_s) * per_s)
            end = max(int((scale.time_s(x + 1) - time_s) * per_s), first + 1)
            part = peaks[max(first, 0) : end]  # type: ignore[index]
            reach = max(float(part.max()) * louder if len(part) else 0.0, 0.02)
            reach = min(reach, 1.0) * height / 2
            self._painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))

    def fades(self, index: int) -> None:
        """Paint the handles of a sound's fades, and how it comes up and goes down between them."""
        handles = self._geometry.fade_handles(index)
        if not handles:
            return
        flag, heard_s = self._geometry.schedule.flags[index], self._geometry.heard_s[index]
        top, height = self._geometry.rows.wave
        scale, painter = self._geometry.scale, self._painter
        first, last = (handles[each].center() for each in (Region.FADE_IN, Region.FADE_OUT))
        begin = QPointF(scale.x(flag.time_s), top + height)
        end = QPointF(scale.x(flag.time_s + heard_s), top + height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.text), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([begin, first, last, end])
        painter.setBrush(QColor(self._theme.panel))
        for handle in handles.values():
            painter.drawRect(handle.adjusted(1, 1, -1, -1))

    # what moves

    def playhead(self) -> None:
        """Paint where the film is."""
        x = self._geometry.scale.x(self._highlights.playhead_s)
        painter, bottom = self._painter, sum(self._geometry.rows.blocks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.text), 1.5))
        painter.drawLine(QPointF(x, 6), QPointF(x, bottom + self._geometry.rows.wave[1] + 2))
        painter.setBrush(QColor(self._theme.text))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x - 5, 2),
                    QPointF(x + 5, 2),
                    QPointF(x + 5, 7),
                    QPointF(x, 12),
                    QPointF(x - 5, 7),
                ]
            )
        )

    def handle(self) -> None:
        """Paint the handle that puts a wait into a gap, and where a dragged block would go."""
        highlights, rows = self._highlights, self._geometry.rows
        if highlights.moment_s is not None:
            x = self._geometry.scale.x(highlights.moment_s)
            self._painter.setPen(QPen(QColor(self._theme.accent), 2))
            self._painter.drawLine(QPointF(x, rows.flags[0]), QPointF(x, sum(rows.wave) + 2))
        elif highlights.drop is not None and not highlights.drop.is_onto:
            x = self._geometry.gap_x(highlights.drop.index)
            pen = QPen(QColor(self._theme.accent), 3)
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(x, rows.flags[0]), QPointF(x, sum(rows.blocks)))
        elif highlights.gap is not None:
            x, middle = self._geometry.gap_x(highlights.gap), rows.flags[0] + rows.flags[1] / 2
            self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(self._theme.accent))
            self._painter.drawEllipse(QPointF(x, middle), 8, 8)
            self._painter.setPen(QPen(QColor(self._theme.accent_text), 2))
            self._painter.drawLine(QPointF(x - 4, middle), QPointF(x + 4, middle))
            self._painter.drawLine(QPointF(x, middle - 4), QPointF(x, middle + 4))

    def dragged(self, said: str) -> None:
        """Paint the name of the block that the mouse drags, and what letting go would do."""
        if self._highlights.dragged is None or not said:
            return
        top, height = self._geometry.rows.blocks
        width = self._metrics.horizontalAdvance(said) + 16
        area = QRectF(self._highlights.dragged_x + 8, top + height / 2 - 11, width, 22)
        if area.right() > self._width:
            area.moveRight(self._highlights.dragged_x - 8)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._theme.accent))
        self._painter.drawRoundedRect(area, 5, 5)
        self._paint_text(said, area, QColor(self._theme.accent_text), Qt.AlignmentFlag.AlignHCenter)

    def _paint_text(self, text: str, room: QRectF, color: QColor, align: Qt.AlignmentFlag) -> None:
        if room.width() < 10:
            return
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self._painter.setPen(color)
        self._painter.drawText(room, align | Qt.AlignmentFlag.AlignVCenter, shown)


def _is_selected(flag: Flag, highlights: Highlights) -> bool:
    return is_within(flag.node_id, highlights.selected)


def _clock(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:g} s"
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:02g}"
