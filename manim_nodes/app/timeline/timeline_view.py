"""The painted part of the timeline, and what mouse and wheel do on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QCursor,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline import descriptions
from manim_nodes.app.timeline.film_snapshot import Film
from manim_nodes.app.timeline.geometry import (
    WAVE_PX,
    Drop,
    Geometry,
    Region,
    TimelineHit,
    TimelineRows,
)
from manim_nodes.app.timeline.gesture_view import GestureView
from manim_nodes.app.timeline.gestures import DragBlock, DragFade, DragSound, Resize, Scrub
from manim_nodes.app.timeline.painting import Highlights, TimelinePainter
from manim_nodes.app.timeline.scale import Scale
from manim_nodes.app.timeline.schedule import Block, Flag, Schedule, Status
from manim_nodes.app.timeline.thumbnails import Thumbnails
from manim_nodes.app.timeline.waveform import PEAKS_PER_S, Waveforms, heard_peaks
from manim_nodes.library.node_type import FlagKind
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.translation import tr, tr_later

_MENU = "Play/Timeline"
_COMMAND_ZOOM = 1.5
_WHEEL_ZOOM = 1.25
_WHEEL_NOTCH = 120.0
_NEAR_PX = 24
_LEAST_HEIGHT_PX = 96
_CURSORS = {
    Region.EDGE: Qt.CursorShape.SizeHorCursor,
    Region.FADE_IN: Qt.CursorShape.SizeHorCursor,
    Region.FADE_OUT: Qt.CursorShape.SizeHorCursor,
    Region.DURATION: Qt.CursorShape.IBeamCursor,
    Region.NOTHING: Qt.CursorShape.ArrowCursor,
}
_MOVING = frozenset({"playhead_s", "gap", "moment_s"})
_OF_BLOCKS = frozenset({Region.BLOCK, Region.DURATION, Region.EDGE})


class TimelineView(GestureView):
    """Shows a schedule, and emits what the user does with it.

    Parameters
    ----------
    film : where thumbnails come from
    folder : where sounds are

    Attributes
    ----------
    scrubbed : a time to go to
    pressed, clicked, double_clicked : a block
    flag_clicked : a flag
    flag_moved, flag_loudness : a flag, and how much later than its step it begins, or how much louder it is
    flag_faded : a flag, its beginning (0) or end (1), and how many seconds that fades
    resized, resize_ended : a block and its seconds, while an edge is dragged; whether they are to be kept
    dropped : a block, and a Drop
    gap_clicked : a gap, by the block after it
    menu_requested : where; the block under it is pressed before
    scale_changed : another part is seen
    highlights : what is highlighted
    has_errors : the project has, so that not all that plays is known
    """

    moving = _MOVING
    highlights: Highlights
    scrubbed = Signal(float)
    pressed = Signal(int)
    clicked = Signal(int)
    double_clicked = Signal(int)
    flag_clicked = Signal(int)
    flag_moved = Signal(int, float)
    flag_loudness = Signal(int, float)
    flag_faded = Signal(int, int, float)
    resized = Signal(int, float)
    resize_ended = Signal(bool)
    dropped = Signal(int, Drop)
    gap_clicked = Signal(int)
    scale_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        film: Callable[[], Film],
        folder: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, Highlights(), parent)
        self.schedule, self.scale = Schedule(), Scale()
        self.shows_all = True
        self.has_errors = False
        self._film, self._folder = film, folder
        self._sounds_of_videos: list[Sound] = []
        self._heard_s: dict[int, float] | None = None
        self.thumbnails = Thumbnails(self)
        self.waveforms = Waveforms(self)
        self.thumbnails.changed.connect(self.invalidate)
        self.waveforms.changed.connect(self._take_waves)
        self.setAccessibleName(tr("Timeline"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the threads."""
        super().closeEvent(event)
        self.thumbnails.close()
        self.waveforms.close()

    # what is shown

    def show_schedule(self, schedule: Schedule) -> None:
        """Show a schedule: most edits change nothing about time."""
        own = {self._sound_file(flag) for flag in schedule.flags if flag.kind is FlagKind.SOUND}
        sounds = [
            sound
            for sound in self._film().sounds
            if sound.part is not None and sound.file not in own
        ]
        if schedule == self.schedule and sounds == self._sounds_of_videos:
            self._ask_for_thumbnails()  # the film may have other pictures
            return
        had_sound, self._heard_s = self.has_sound, None
        self.schedule, self._sounds_of_videos = schedule, sounds
        if self.has_sound is not had_sound:
            self.updateGeometry()
        self._fit_if_all_shown()
        self.invalidate()

    def _ask_for_thumbnails(self) -> None:
        film, areas = self._film(), self.areas
        for index in areas.visible_blocks(self.width()):
            if areas.is_wide(index):
                self.thumbnails.get(self.schedule.blocks[index], film)

    @property
    def fps(self) -> float:
        """Return the frames a second of the film."""
        return self._film().fps

    @property
    def has_sound(self) -> bool:
        """Return whether anything is heard."""
        flags = self.schedule.flags
        return bool(self._sounds_of_videos) or any(flag.kind is FlagKind.SOUND for flag in flags)

    @property
    def areas(self) -> Geometry:
        """Return where everything is."""
        rows = TimelineRows.of(self.height(), has_sound=self.has_sound)
        if self._heard_s is None:
            self._heard_s = dict(self._lengths_of_sounds())
        return Geometry(self.schedule, self.scale, rows, self._heard_s)

    def _lengths_of_sounds(self) -> Iterator[tuple[int, float]]:
        """Return how long the sounds are heard whose waves are known, by the indices of their flags."""
        for index, flag in enumerate(self.schedule.flags):
            if flag.kind is FlagKind.SOUND and flag.text:
                peaks = self.waveforms.get(self._sound_file(flag))
                if peaks is not None:
                    whole_s = len(peaks) / PEAKS_PER_S
                    yield index, min(flag.duration_s or whole_s, whole_s)

    def _take_waves(self) -> None:
        self._heard_s = None
        self.invalidate()

    # which part is seen

    @command_family(
        (
            command(
                "timeline.zoom_in",
                tr_later("Zoom in on the timeline"),
                ("+", "="),
                menu=_MENU,
                arguments={"factor": _COMMAND_ZOOM},
            ),
            command(
                "timeline.zoom_out",
                tr_later("Zoom out of the timeline"),
                ("-",),
                menu=_MENU,
                arguments={"factor": 1 / _COMMAND_ZOOM},
            ),
        )
    )
    def zoom(self, factor: float, at_x: float | None = None) -> None:
        """Show less or more, what is at a place, or the middle, staying there."""
        self.shows_all = False
        self._set_scale(self.scale.zoomed(factor, self.width() / 2 if at_x is None else at_x))

    @command("timeline.fit", tr_later("Show all of the film"), ("Home",), menu=_MENU)
    def fit(self) -> None:
        """Show all, now and when it gets longer."""
        self.shows_all = True
        self._fit_if_all_shown()

    def scroll_to(self, first_s: float) -> None:
        """Show what begins at a time."""
        if first_s != self.scale.first_s:
            self.shows_all = False
            self._set_scale(replace(self.scale, first_s=max(first_s, 0.0)))

    def ensure_visible(self, block: Block) -> None:
        """Scroll as far as it takes to see a block."""
        left, right = self.scale.x(block.start_s), self.scale.x(block.end_s)
        if left < 0 or (right > self.width() and right - left > self.width()):
            self.scroll_to(block.start_s)
        elif right > self.width():
            self.scroll_to(self.scale.first_s + (right - self.width() + 10) / self.scale.px_per_s)

    def _fit_if_all_shown(self) -> None:
        if self.shows_all and not self.is_busy:
            self._set_scale(self.scale.fitting(self.schedule.duration_s, self.width()))

    def _set_scale(self, scale: Scale) -> None:
        if scale != self.scale:
            self.scale = scale
            self.invalidate()
            self.scale_changed.emit()

    # what gestures emit

    def emit_scrubbed(self, time_s: float) -> None:
        """Emit where to go."""
        self.scrubbed.emit(time_s)

    def emit_clicked(self, index: int) -> None:
        """Emit which block was clicked."""
        self.clicked.emit(index)

    def emit_resized(self, index: int, seconds: float) -> None:
        """Emit how long a block is to be."""
        self.resized.emit(index, seconds)

    def emit_resize_ended(self, *, is_kept: bool) -> None:
        """Emit whether it is to be that long."""
        self.resize_ended.emit(is_kept)

    def emit_flag_clicked(self, index: int) -> None:
        """Emit that a flag was clicked."""
        self.flag_clicked.emit(index)

    def emit_flag_moved(self, index: int, seconds: float) -> None:
        """Emit how much later than its step what a flag stands for is to begin."""
        self.flag_moved.emit(index, seconds)

    def emit_flag_faded(self, index: int, end: int, seconds: float) -> None:
        """Emit in what time what a flag stands for is to come up from silence, or to go down to it."""
        self.flag_faded.emit(index, end, seconds)
        faded = descriptions.fade_text(seconds, is_end=bool(end))
        QToolTip.showText(QCursor.pos(), plain_tip(faded), self)

    def emit_flag_loudness(self, index: int, decibels: float) -> None:
        """Emit how much louder what a flag stands for is to be."""
        self.flag_loudness.emit(index, decibels)

    def show_dragged(self, index: int | None, x: float, drop: Drop | None) -> None:
        """Show where a block would go; near an end of what is seen, see more."""
        if index is not None and not self.shows_all:
            way = (x > self.width() - _NEAR_PX) - (x < _NEAR_PX)
            self.scroll_to(self.scale.first_s + way * _NEAR_PX / self.scale.px_per_s)
        self.highlight(dragged=index, dragged_x=x, drop=drop)

    def emit_dropped(self, index: int, drop: Drop) -> None:
        """Emit where it was let go."""
        self.dropped.emit(index, drop)

    # Qt's

    def sizeHint(self) -> QSize:
        """Ask for rulers, flags and a row of pictures."""
        return QSize(400, 130)

    def minimumSizeHint(self) -> QSize:
        """Ask for what blocks need to be read."""
        return QSize(100, round(_LEAST_HEIGHT_PX + (WAVE_PX if self.has_sound else 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go on showing all, if all is shown."""
        super().resizeEvent(event)
        self.invalidate()
        self._fit_if_all_shown()
        self.scale_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        hit = self.areas.hit(event.position())
        if event.button() == Qt.MouseButton.RightButton and hit.region in _OF_BLOCKS:
            self.pressed.emit(hit.index)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        match hit:
            case TimelineHit(Region.RULER):
                self._gesture = Scrub(self, event.position())
            case TimelineHit(Region.GAP, index):
                self.gap_clicked.emit(index)
            case TimelineHit(Region.FLAG | Region.WAVE, index):
                self._gesture = DragSound(self, index, event.position())
            case TimelineHit(Region.FADE_IN | Region.FADE_OUT, index):
                end = int(hit.region is Region.FADE_OUT)
                self._gesture = DragFade(self, index, end, event.position())
            case TimelineHit(Region.EDGE, index):
                self.pressed.emit(index)
                self._gesture = Resize(self, index, event.position())
            case TimelineHit(Region.BLOCK | Region.DURATION, index):
                self.pressed.emit(index)
                self._gesture = DragBlock(self, index, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it, or say by the cursor what a press would do."""
        if self._gesture is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._gesture.move(event.position(), fine=fine)
            return
        hit = self.areas.hit(event.position())
        self.setCursor(_CURSORS.get(hit.region, Qt.CursorShape.PointingHandCursor))
        self.highlight(gap=hit.index if hit.region is Region.GAP else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.end(event.position())
            self._fit_if_all_shown()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Emit which block's duration is to be typed."""
        hit = self.areas.hit(event.position())
        if hit.region is Region.DURATION:
            self.double_clicked.emit(hit.index)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, _: QEvent) -> None:
        """Offer no handle any more."""
        self.highlight(gap=None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_WHEEL_ZOOM ** (turned.y() / _WHEEL_NOTCH), event.position().x())
        else:
            way = (turned.x() or turned.y()) / 2 / self.scale.px_per_s
            last = max(self.schedule.duration_s - 0.5 * self.width() / self.scale.px_per_s, 0.0)
            self.scroll_to(min(self.scale.first_s - way, max(last, self.scale.first_s)))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_requested.emit(event.globalPos())

    # painting

    def _tip(self, point: QPointF) -> str:
        return descriptions.tooltip(self.schedule, self.areas.hit(point))

    def _paint_moving(self, painter: QPainter) -> None:
        if not self.schedule.blocks:
            painter.setPen(QColor(self._theme.dim_text))
            text = descriptions.empty_text(has_errors=self.has_errors)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
            return
        brush = TimelinePainter(painter, self.areas, self._theme, self.highlights, self.width())
        brush.handle()
        brush.playhead()
        brush.dragged(
            descriptions.drop_text(self.schedule, self.highlights.dragged, self.highlights.drop)
        )

    def _paint_still(self, painter: QPainter) -> None:
        areas = self.areas
        brush = TimelinePainter(painter, areas, self._theme, self.highlights, self.width())
        brush.ruler()
        film = self._film()
        for index in self._painted_blocks():
            block = self.schedule.blocks[index]
            brush.block(index, self.thumbnails.get(block, film) if areas.is_wide(index) else None)
        brush.flags()
        self._paint_waves(brush)

    def _painted_blocks(self) -> list[int]:
        """Return the blocks to paint: where many share a pixel, one of them, but all that stand out."""
        seen = self.areas.visible_blocks(self.width())
        if len(seen) <= self.width():
            return list(seen)
        time_s, schedule = self.scale.time_s, self.schedule
        shown = {schedule.index_at(time_s(x)) for x in range(self.width())}
        shown |= {
            self.highlights.current,
            self.highlights.playing,
            *schedule.indices_of(self.highlights.selected),
        }
        shown |= {i for i in seen if schedule.blocks[i].status is Status.FAILED}
        return sorted(index for index in shown if index is not None and index in seen)

    def _sound_file(self, flag: Flag) -> Path:
        return ((self._folder() or Path()) / flag.text).absolute()

    def _paint_waves(self, brush: TimelinePainter) -> None:
        for index, flag in enumerate(self.schedule.flags):
            if flag.kind is FlagKind.SOUND and flag.text:
                peaks = self.waveforms.get(self._sound_file(flag))
                if peaks is not None:
                    heard = heard_peaks(peaks, flag.duration_s, flag.fades_s)
                    brush.wave(flag.time_s, flag.loudness_db, heard, PEAKS_PER_S)
                    brush.fades(index)
        for sound in self._sounds_of_videos:
            peaks = self.waveforms.get(sound.file, sound.part)
            if peaks is not None:
                brush.wave(sound.time_s, sound.gain_db, peaks, PEAKS_PER_S)
