"""The painted part of the timeline, and what mouse and wheel do on it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline import descriptions
from manim_nodes.app.timeline.film_snapshot import Film
from manim_nodes.app.timeline.geometry import Drop, Geometry, Place, TimelineHit, TimelineRows
from manim_nodes.app.timeline.gestures import Carry, Resize, Scrub, TimelineGesture
from manim_nodes.app.timeline.painting import Brush, Marks
from manim_nodes.app.timeline.scale import Scale
from manim_nodes.app.timeline.schedule import Block, Schedule, Status
from manim_nodes.app.timeline.thumbnails import Thumbnails
from manim_nodes.app.timeline.waveform import PEAKS_PER_S, Waveforms
from manim_nodes.library.node_type import FlagKind
from manim_nodes.translation import tr

_ZOOM_STEP = 1.25
_WHEEL_NOTCH = 120.0
_NEAR_PX = 24
_CURSORS = {
    Place.EDGE: Qt.CursorShape.SizeHorCursor,
    Place.DURATION: Qt.CursorShape.IBeamCursor,
    Place.NOTHING: Qt.CursorShape.ArrowCursor,
}


class TimelineView(QWidget):
    """Shows a schedule, and says what the user does with it.

    Parameters
    ----------
    film : where thumbnails come from
    folder : where sounds are

    Attributes
    ----------
    scrubbed : a time to go to
    pressed, clicked, double_clicked : a block
    flag_clicked : a flag
    resized, resize_ended : a block and its seconds, while an edge is dragged; whether they are to be kept
    dropped : a block, and a Drop
    gap_clicked : a gap, by the block after it
    menu_asked : where; the block under it is pressed before
    scale_changed : another part is seen
    marks : what is highlighted
    """

    scrubbed = Signal(float)
    pressed = Signal(int)
    clicked = Signal(int)
    double_clicked = Signal(int)
    flag_clicked = Signal(int)
    resized = Signal(int, float)
    resize_ended = Signal(bool)
    dropped = Signal(int, Drop)
    gap_clicked = Signal(int)
    menu_asked = Signal(QPoint)
    scale_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        film: Callable[[], Film],
        folder: Callable[[], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.schedule, self.scale, self.marks = Schedule(), Scale(), Marks()
        self.fits = True
        self._theme, self._film, self._folder = theme, film, folder
        self._gesture: TimelineGesture | None = None
        self._ground = QPixmap()
        self.thumbnails = Thumbnails(self)
        self.waveforms = Waveforms(self)
        self.thumbnails.changed.connect(self.repaint_all)
        self.waveforms.changed.connect(self.repaint_all)
        self.setAccessibleName(tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.repaint_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the threads."""
        super().closeEvent(event)
        self.thumbnails.close()
        self.waveforms.close()

    # what is shown

    def show_schedule(self, schedule: Schedule) -> None:
        """Show a schedule: most edits change nothing about time."""
        if schedule == self.schedule:
            self._ask_for_thumbnails()  # the film may have other pictures
            return
        self.schedule = schedule
        self._fit_if_wanted()
        self.repaint_all()

    def _ask_for_thumbnails(self) -> None:
        film, places = self._film(), self.places
        for index in places.seen(self.width()):
            if places.is_wide(index):
                self.thumbnails.get(self.schedule.blocks[index], film)

    def mark(self, **changes: object) -> None:
        """Highlight something else."""
        marks = replace(self.marks, **changes)  # type: ignore[arg-type]  # fields of Marks
        if marks == self.marks:
            return
        self.marks = marks
        if changes.keys() <= _ON_TOP:
            self.update()
        else:
            self.repaint_all()

    def repaint_all(self) -> None:
        """Paint anew what stays while the playhead moves."""
        self._ground = QPixmap()
        self.update()

    @property
    def fps(self) -> float:
        """Return the frames a second of the film."""
        return self._film().fps

    @property
    def has_sound(self) -> bool:
        """Return whether anything is heard."""
        return any(flag.kind is FlagKind.SOUND for flag in self.schedule.flags)

    @property
    def places(self) -> Geometry:
        """Return where everything is."""
        rows = TimelineRows.of(self.height(), has_sound=self.has_sound)
        return Geometry(self.schedule, self.scale, rows)

    @property
    def is_busy(self) -> bool:
        """Return whether the mouse does something."""
        return self._gesture is not None

    # which part is seen

    def zoom(self, by: float, at_x: float | None = None) -> None:
        """Show less or more, what is at a place, or the middle, staying there."""
        self.fits = False
        self._use(self.scale.zoomed(by, self.width() / 2 if at_x is None else at_x))

    def fit(self) -> None:
        """Show all, now and when it gets longer."""
        self.fits = True
        self._fit_if_wanted()

    def scroll_to(self, first_s: float) -> None:
        """Show what begins at a time."""
        if first_s != self.scale.first_s:
            self.fits = False
            self._use(replace(self.scale, first_s=max(first_s, 0.0)))

    def bring_into_sight(self, block: Block) -> None:
        """Scroll as far as it takes to see a block."""
        left, right = self.scale.x(block.start_s), self.scale.x(block.end_s)
        if left < 0 or (right > self.width() and right - left > self.width()):
            self.scroll_to(block.start_s)
        elif right > self.width():
            self.scroll_to(self.scale.first_s + (right - self.width() + 10) / self.scale.px_per_s)

    def _fit_if_wanted(self) -> None:
        if self.fits and not self.is_busy:
            self._use(self.scale.fitting(self.schedule.duration_s, self.width()))

    def _use(self, scale: Scale) -> None:
        if scale != self.scale:
            self.scale = scale
            self.repaint_all()
            self.scale_changed.emit()

    # what gestures do

    def emit_scrubbed(self, time_s: float) -> None:
        """Emit where to go."""
        self.scrubbed.emit(time_s)

    def emit_clicked(self, index: int) -> None:
        """Emit which block was clicked."""
        self.clicked.emit(index)

    def emit_resized(self, index: int, seconds: float) -> None:
        """Emit how long a block is to be."""
        self.resized.emit(index, seconds)

    def emit_resize_ended(self, *, taken: bool) -> None:
        """Emit that it is that long, or is not to be."""
        self.resize_ended.emit(taken)

    def show_carried(self, index: int | None, x: float, drop: Drop | None) -> None:
        """Show where a block would go; near an end of what is seen, see more."""
        if index is not None and not self.fits:
            way = (x > self.width() - _NEAR_PX) - (x < _NEAR_PX)
            self.scroll_to(self.scale.first_s + way * _NEAR_PX / self.scale.px_per_s)
        self.mark(carried=index, carried_x=x, drop=drop)

    def emit_dropped(self, index: int, drop: Drop) -> None:
        """Emit where it was let go."""
        self.dropped.emit(index, drop)

    def cancel(self) -> bool:
        """Take back what the mouse does; return whether it did something."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    # Qt's

    def sizeHint(self) -> QSize:
        """Ask for rulers, flags and a row of pictures."""
        return QSize(400, 130)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go on showing all, if all is shown."""
        super().resizeEvent(event)
        self.repaint_all()
        self._fit_if_wanted()
        self.scale_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a gesture."""
        hit = self.places.hit(event.position())
        if event.button() == Qt.MouseButton.RightButton and hit.place in _OF_BLOCKS:
            self.pressed.emit(hit.index)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        match hit:
            case TimelineHit(Place.RULER):
                self._gesture = Scrub(self, event.position())
            case TimelineHit(Place.GAP, index):
                self.gap_clicked.emit(index)
            case TimelineHit(Place.FLAG, index):
                self.flag_clicked.emit(index)
            case TimelineHit(Place.EDGE, index):
                self.pressed.emit(index)
                self._gesture = Resize(self, index, event.position())
            case TimelineHit(Place.BLOCK | Place.DURATION, index):
                self.pressed.emit(index)
                self._gesture = Carry(self, index, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it, or say by the cursor what a press would do."""
        if self._gesture is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._gesture.move(event.position(), fine=fine)
            return
        hit = self.places.hit(event.position())
        self.setCursor(_CURSORS.get(hit.place, Qt.CursorShape.PointingHandCursor))
        self.mark(gap=hit.index if hit.place is Place.GAP else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.end(event.position())
            self._fit_if_wanted()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Emit which block's duration is to be typed."""
        hit = self.places.hit(event.position())
        if hit.place is Place.DURATION:
            self.double_clicked.emit(hit.index)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, _: QEvent) -> None:
        """Offer no handle any more."""
        self.mark(gap=None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM_STEP ** (turned.y() / _WHEEL_NOTCH), event.position().x())
        else:
            way = (turned.x() or turned.y()) / 2 / self.scale.px_per_s
            last = max(self.schedule.duration_s - 0.5 * self.width() / self.scale.px_per_s, 0.0)
            self.scroll_to(min(self.scale.first_s - way, max(last, self.scale.first_s)))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu."""
        self.menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc take a gesture back."""
        if event.key() != Qt.Key.Key_Escape or not self.cancel():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which block keys work on."""
        super().focusInEvent(event)
        self.mark(has_focus=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.mark(has_focus=False)

    def event(self, event: QEvent) -> bool:
        """Show a tooltip for what is under the mouse, and keep Esc while a gesture goes on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            hit = self.places.hit(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), descriptions.tip(self.schedule, hit), self)
            return True
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and is_escape and self.is_busy:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint what moves onto what stays."""
        ratio = self.devicePixelRatioF()
        if self._ground.isNull() or self._ground.devicePixelRatio() != ratio:
            self._ground = self._painted_ground(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        if not self.schedule.blocks:
            painter.setPen(QColor(self._theme.dim_text))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, descriptions.nothing())
            return
        brush = Brush(painter, self.places, self._theme, self.marks, self.width())
        brush.handle()
        brush.playhead()
        brush.carried(descriptions.drop(self.schedule, self.marks.carried, self.marks.drop))

    def _painted_ground(self, ratio: float) -> QPixmap:
        ground = QPixmap((self.size() * ratio).expandedTo(QSize(1, 1)))
        ground.setDevicePixelRatio(ratio)
        ground.fill(QColor(self._theme.panel))
        painter = QPainter(ground)
        places = self.places
        brush = Brush(painter, places, self._theme, self.marks, self.width())
        brush.ruler()
        film = self._film()
        for index in self._painted_blocks():
            block = self.schedule.blocks[index]
            brush.block(index, self.thumbnails.get(block, film) if places.is_wide(index) else None)
        brush.flags()
        self._paint_waves(brush)
        painter.end()
        return ground

    def _painted_blocks(self) -> list[int]:
        """Return the blocks to paint: where many share a pixel, one of them, but all that stand out."""
        seen = self.places.seen(self.width())
        if len(seen) <= self.width():
            return list(seen)
        time_s, schedule = self.scale.time_s, self.schedule
        shown = {schedule.index_at(time_s(x)) for x in range(self.width())}
        shown |= {self.marks.current, self.marks.playing, *schedule.indices_of(self.marks.selected)}
        shown |= {i for i in seen if schedule.blocks[i].status is Status.FAILED}
        return sorted(index for index in shown if index is not None and index in seen)

    def _paint_waves(self, brush: Brush) -> None:
        for flag in self.schedule.flags:
            if flag.kind is FlagKind.SOUND and flag.text:
                peaks = self.waveforms.get((self._folder() or Path()) / flag.text)
                if peaks is not None:
                    brush.wave(flag, peaks, PEAKS_PER_S)


_ON_TOP = frozenset({"playhead_s", "gap", "carried_x"})
_OF_BLOCKS = frozenset({Place.BLOCK, Place.DURATION, Place.EDGE})
