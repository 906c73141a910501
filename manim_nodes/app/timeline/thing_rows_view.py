"""The painted rows of things, and what mouse and wheel do on them."""

from PySide6.QtCore import QEvent, QPointF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollBar, QWidget

from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline import thing_descriptions
from manim_nodes.app.timeline.gesture_view import GestureView
from manim_nodes.app.timeline.scale import Scale
from manim_nodes.app.timeline.thing_geometry import (
    ROW_PX,
    Target,
    ThingGeometry,
    ThingHit,
    ThingRegion,
)
from manim_nodes.app.timeline.thing_gestures import DragEnd
from manim_nodes.app.timeline.thing_painting import ThingHighlights, ThingPainter
from manim_nodes.app.timeline.thing_rows import ThingRow, ThingRows
from manim_nodes.translation import tr

_NEAR_PX = 24
_ENDS = (ThingRegion.START, ThingRegion.END)
_MOVING = frozenset({"playhead_s", "under", "dragged", "target", "text"})
_SHOWN_ROWS = 6
_CURSORS = {
    ThingRegion.START: Qt.CursorShape.SizeHorCursor,
    ThingRegion.END: Qt.CursorShape.SizeHorCursor,
    ThingRegion.NOTHING: Qt.CursorShape.ArrowCursor,
}


class ThingRowsView(GestureView):
    """Shows rows of things at the scale of the blocks above, and emits what the user does with them.

    Attributes
    ----------
    pressed : a row, by its place among all
    end_dropped : the end of a bar, and a Target
    moment_shown : the time at which a dragged end would be; None when nothing is dragged
    wheel_turned : a turn that is meant for the scale
    scroll_requested : how many pixels more of the film are to be seen, where an end is dragged
    menu_requested : where; the row under it is pressed before
    """

    pressed = Signal(int)
    end_dropped = Signal(ThingHit, Target)
    moment_shown = Signal(object)
    wheel_turned = Signal(QWheelEvent)
    scroll_requested = Signal(float)
    moving = _MOVING
    highlights: ThingHighlights

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, ThingHighlights(), parent)
        self.rows, self.scale = ThingRows(), Scale()
        self._toggled: frozenset[str] = frozenset()
        self._areas: ThingGeometry | None = None
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setAccessibleName(tr("Things that are seen"))
        self.bar.valueChanged.connect(self.invalidate)
        self.setAccessibleName(tr("Things on the screen"))

    # what is shown

    def show_rows(self, rows: ThingRows) -> None:
        """Show rows: most edits change nothing about them."""
        is_other, self.rows = rows != self.rows, rows
        if is_other:
            self._update_bar()
            self.invalidate()

    def set_scale(self, scale: Scale) -> None:
        """Show the part of the film that the blocks show."""
        if scale != self.scale:
            self.scale = scale
            self.invalidate()

    def invalidate(self) -> None:
        """Paint anew what stays while the playhead moves."""
        self._areas = None
        super().invalidate()

    @property
    def areas(self) -> ThingGeometry:
        """Return where everything is."""
        if self._areas is None:
            seen = self.rows.seen_places(self._toggled)
            size = self.size()
            self._areas = ThingGeometry(
                self.rows, seen, self.scale, size.width(), size.height(), self.bar.value()
            )
        return self._areas

    # groups

    def is_folded(self, row: ThingRow) -> bool:
        """Return whether the members of a row are not seen."""
        return row.member_count > 0 and row.is_folded_at_first is not (row.node_id in self._toggled)

    def toggle_fold(self, row: ThingRow) -> None:
        """Fold a group, or unfold it."""
        if row.member_count:
            self._toggled ^= {row.node_id}
            self._update_bar()
            self.invalidate()

    def ensure_visible(self, index: int) -> None:
        """Scroll as far as it takes to see a row, or the folded group that it is in."""
        seen = self.areas.seen
        place = max((place for place, each in enumerate(seen) if each <= index), default=0)
        top = round(place * ROW_PX)
        if top < self.bar.value():
            self.bar.setValue(top)
        elif top + ROW_PX > self.bar.value() + self.height():
            self.bar.setValue(round(top + ROW_PX - self.height()))

    def _update_bar(self) -> None:
        self._areas = None
        hidden = max(round(self.areas.total_px - self.height()), 0)
        with QSignalBlocker(self.bar):
            self.bar.setRange(0, hidden)
            self.bar.setPageStep(self.height())
            self.bar.setSingleStep(round(ROW_PX))
        self.bar.setVisible(hidden > 0)
        self._areas = None

    # what gestures emit

    def show_dragged(self, hit: ThingHit | None, x: float, target: Target | None) -> None:
        """Show where an end would go; near an end of what is seen, see more."""
        if hit is not None:
            way = (x > self.width() - _NEAR_PX) - (x < _NEAR_PX)
            if way:
                self.scroll_requested.emit(float(way * _NEAR_PX))
        text = thing_descriptions.target_text(self.rows, hit, target)
        self.highlight(dragged=hit, target=target, text=text)
        self.moment_shown.emit(target.time_s if target is not None else None)

    def emit_clicked(self, hit: ThingHit) -> None:
        """Emit that an end was pressed and not dragged, which only then goes to where its bar is."""
        self.pressed.emit(hit.row)

    def emit_end_dropped(self, hit: ThingHit, target: Target) -> None:
        """Emit where it was let go."""
        self.end_dropped.emit(hit, target)

    # Qt's

    def sizeHint(self) -> QSize:
        """Ask for some rows."""
        return QSize(400, round(_SHOWN_ROWS * ROW_PX))

    def minimumSizeHint(self) -> QSize:
        """Ask for one row at least."""
        return QSize(100, round(ROW_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the right."""
        super().resizeEvent(event)
        width = self.bar.sizeHint().width()
        self.bar.setGeometry(self.width() - width, 0, width, self.height())
        self._update_bar()
        self.invalidate()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a row, fold a group, or begin to drag the end of a bar."""
        hit = self.areas.hit(event.position())
        if hit.row < 0:
            return
        if event.button() == Qt.MouseButton.LeftButton and hit.region is ThingRegion.FOLD:
            self.toggle_fold(self.rows.rows[hit.row])
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            if event.button() == Qt.MouseButton.LeftButton and hit.region in _ENDS:
                self._gesture = DragEnd(self, hit, event.position())
            else:
                self.pressed.emit(hit.row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it, or say by the cursor what a press would do."""
        if self._gesture is not None:
            self._gesture.move(event.position())
            return
        hit = self.areas.hit(event.position())
        is_end = hit.region in _ENDS
        self.setCursor(_CURSORS.get(hit.region, Qt.CursorShape.PointingHandCursor))
        self.highlight(under=hit if is_end else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.end(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fold a group, or unfold it."""
        hit = self.areas.hit(event.position())
        if hit.region is ThingRegion.BAR:
            self.toggle_fold(self.rows.rows[hit.row])
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, _: QEvent) -> None:
        """Offer no handle any more."""
        self.highlight(under=None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll through the rows, if not all are seen; what is for the scale goes there."""
        keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & keys or event.angleDelta().x() or not self.bar.maximum():
            self.wheel_turned.emit(event)
        else:
            self.bar.setValue(round(self.bar.value() - event.angleDelta().y() / 2))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the row under the mouse, or of the current one."""
        is_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        if not is_mouse or self.areas.hit(QPointF(event.pos())).row >= 0:
            self.menu_requested.emit(event.globalPos())

    # painting

    def _tip(self, point: QPointF) -> str:
        return thing_descriptions.tooltip(self.rows, self.areas.hit(point))

    def _paint_still(self, painter: QPainter) -> None:
        areas = self.areas
        brush = ThingPainter(painter, areas, self._theme, self.highlights)
        for place in areas.visible_places():
            brush.row(place, is_folded=self.is_folded(areas.row_of(place)))

    def _paint_moving(self, painter: QPainter) -> None:
        brush = ThingPainter(painter, self.areas, self._theme, self.highlights)
        brush.playhead()
        brush.handle()
