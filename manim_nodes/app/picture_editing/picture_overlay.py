"""Editing on the picture itself: things in it are pointed at, selected, moved, scaled and turned."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QFontMetricsF,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from manim_nodes.app.kit.command_methods import command, commands_of
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.inline_text_field import InlineTextField
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.picture_editing.change_question import ChangeQuestion
from manim_nodes.app.picture_editing.drag_math import HandleDrag
from manim_nodes.app.picture_editing.handles import (
    Grip,
    PictureMap,
    cursor_of,
    draw_grips,
    draw_guides,
    draw_hidden_outline,
    draw_outline,
    draw_place,
    draw_tag,
    grip_at,
    grip_places,
    hint_of,
)
from manim_nodes.app.picture_editing.manipulation import Manipulation, PictureMove
from manim_nodes.app.picture_editing.manipulator import Manipulator
from manim_nodes.app.picture_editing.nudges import nudge_of
from manim_nodes.app.picture_editing.outline_tracker import OutlineTracker
from manim_nodes.app.picture_editing.outside import (
    EdgeTag,
    draw_edge_tag,
    draw_outside,
    edge_tags,
    way_into_frame,
)
from manim_nodes.app.picture_editing.picking import is_inside, pick
from manim_nodes.app.picture_editing.recoloring import Recoloring
from manim_nodes.app.picture_editing.snapping import Guide
from manim_nodes.app.player.player import Player
from manim_nodes.app.project.written_text import begin_writing
from manim_nodes.editing.own_text import own_text
from manim_nodes.editing.placement import maker_of
from manim_nodes.editing.placement_rules import TransformMode
from manim_nodes.editing.project_colors import plain_colors
from manim_nodes.editing.session import (
    DocumentChanged,
    Event,
    PlayheadMoved,
    SelectionChanged,
    Session,
)
from manim_nodes.editing.wiring import Wiring
from manim_nodes.graph.problems import BringIntoFrame, PicturePlace
from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.translation import tr, tr_later

_BRING_IN = tr_later("Bring into the frame at the playhead")
_NEAR_PX = 6.0
_SNAP_PX = 8.0
_SAME_MOMENT_S = 0.1
_LARGEST = 0.25  # of the frame
_LEAST_FIELD = (220, 64)  # pixels
_MODES: dict[Grip | None, tuple[TransformMode, ...]] = {
    None: (TransformMode.MOVE,),
    Grip.TURN: (TransformMode.ROTATE,),
}


class PictureOverlay(QWidget):
    """Lies over the picture, and leaves to it the events that are not meant for what is in it.

    Attributes
    ----------
    hinted : words for the status bar
    question : asks of a change whether it is meant for the moment
    menu_requested : a right click on a thing, at this point of the screen
    picked : the node whose thing was clicked, and that arrows move
    """

    hinted = Signal(str)
    menu_requested = Signal(QPoint)

    def __init__(self, session: Session, player: Player, *, theme: Theme, profile: Profile) -> None:
        super().__init__(player.view)
        self._session, self._view, self._playback = session, player.view, player.playback
        self.tracker = OutlineTracker(session, player.preview, player.playback, self)
        self._color = QColor(theme.accent)
        self.picked: str | None = None
        self._hovered: Outline | None = None
        self._pressed_at: QPointF | None = None
        self._grip: Grip | None = None
        self._pressed: Outline | None = None
        self._handle_drag: HandleDrag | None = None
        self._clicked: Outline | None = None
        self._is_rejected = False
        self._guides: Sequence[Guide] = ()
        self._hint = ""
        self._pointed_out: PicturePlace | None = None
        self._manipulator = Manipulator(session, self.tracker, self)
        self._manipulator.notified.connect(self._show_hint)
        self._manipulator.undecided.connect(self._decide)
        self.question = ChangeQuestion(profile, self._view)
        self._words = InlineTextField(self._view)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(self._view.rect())
        self._view.installEventFilter(self)
        self.tracker.changed.connect(self._follow_tracker)
        self._playback.changed.connect(self._follow_playback)
        self._unlisten = session.listen(self._follow)

    # what the window may ask for

    def commands(self) -> list[Command]:
        """Return what can be done with it."""
        return commands_of(self, panel=Player.NAME)

    @property
    def is_on(self) -> bool:
        """Return whether things can be edited with the mouse."""
        return self.tracker.is_on

    @command(
        "player.handles",
        tr_later("Handles on the picture"),
        ("H",),
        menu="View/Player",
        help=tr_later(
            "Things in the picture can be selected, moved, scaled and turned with the mouse."
        ),
        icon="mdi6.vector-square",
        is_checked=attrgetter("is_on"),
    )
    def toggle(self) -> None:
        """Let things be edited with the mouse, or not."""
        self._release()
        self.tracker.switch(is_on=not self.is_on)

    @command(
        "player.bring_into_frame",
        _BRING_IN,
        menu="Node",
        help=tr_later("Move what is selected to where the picture shows it."),
        is_enabled=lambda overlay: overlay.can_bring_in,
        needs=tr_later("Select one thing that lies beside the frame at this moment."),
        dynamic_title=lambda overlay: "" if overlay.is_never_seen else tr(_BRING_IN),
    )
    def bring_into_frame(self) -> None:
        """Move the selected thing into the frame, by the shortest way."""
        outline = self._outline_with_handles()
        if outline is not None and self._manipulator.begin(outline, TransformMode.MOVE):
            self._manipulator.move_to(PictureMove(*way_into_frame(outline.box, self._frame_size)))
            self._manipulator.finish()

    @property
    def can_bring_in(self) -> bool:
        """Return whether one thing is selected, and not all of it is in the frame."""
        outline = self._outline_with_handles()
        return outline is not None and any(way_into_frame(outline.box, self._frame_size))

    @property
    def is_never_seen(self) -> bool:
        """Return whether the one selected thing is in no frame at all, for which there is a fix of that name."""
        problems, selection = self._session.problems_by_node, self._session.selection
        full_ids = map(self._session.full_id, selection)
        return len(selection) == 1 and any(
            isinstance(problem.fix, BringIntoFrame)
            for node_id in full_ids
            for problem in problems.get(node_id, ())
        )

    @property
    def pointed_out(self) -> PicturePlace | None:
        """Return the place that is shown."""
        return self._pointed_out

    def point_out(self, place: PicturePlace) -> None:
        """Show where a problem is, until another moment is looked at or something is done."""
        self._pointed_out = place
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._color = QColor(theme.accent)
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop following."""
        super().closeEvent(event)
        self._unlisten()
        self._manipulator.close()
        self.question.deleteLater()
        self.tracker.close()

    # what there is

    @property
    def _map(self) -> PictureMap:
        return PictureMap(self._view.picture_rect(), self._view.frame_size)

    @property
    def _frame_size(self) -> Point2:
        return self._view.frame_size

    @property
    def _seen(self) -> QRectF:
        return QRectF(self.rect())

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """Return what can be edited, where the mouse has moved it."""
        return () if self._is_busy else self.tracker.outlines

    @property
    def _is_busy(self) -> bool:
        """Return whether another picture than that of the outlines is shown."""
        return self._playback.is_playing or bool(self._view.note)

    def _selected(self) -> list[Outline]:
        """Return what belongs to the nodes that are selected, wherever they were."""
        ids = {self._session.full_id(each) for each in self._session.selection}
        if not ids:
            return []
        makers = {self._maker(each) for each in ids}
        within = tuple(f"{each}/" for each in ids)
        return [
            each
            for each in self.outlines
            if each.node_id in makers or each.node_id.startswith(within)
        ]

    def _maker(self, node_id: str) -> str:
        analysis = self._session.analysis
        is_known = analysis is not None and node_id in analysis.graph.wiring
        return maker_of(analysis.graph, node_id) if analysis and is_known else node_id

    def _outline_with_handles(self) -> Outline | None:
        """Return the one thing that handles stand around."""
        selected = self._selected()
        if len(selected) != 1 or len(self._session.selection) != 1:
            return None
        is_own = self._session.local_id(selected[0].node_id) in self._session.selection
        return selected[0] if is_own else None

    def _grips(self, outline: Outline) -> Mapping[Grip, QPointF]:
        area = self._map.area(outline.box)
        return grip_places(area, self._seen, turns=outline.is_flat)

    def _pick(self, point: Point2, near: float) -> Outline | None:
        width, height = self._frame_size
        return pick(self.outlines, point, near, width * height * _LARGEST)

    # following

    def _follow(self, event: Event) -> None:
        if isinstance(event, DocumentChanged):
            self._pointed_out = None
            self.question.dismiss_if_disturbed()
        elif isinstance(event, PlayheadMoved):
            place = self._pointed_out
            if place is not None and abs(event.time_s - place.time_s) > _SAME_MOMENT_S:
                self._pointed_out = None
            self.question.dismiss_at_other(event.time_s)
        elif isinstance(event, SelectionChanged):
            self._pointed_out = None
            self._manipulator.end_run()
            self.question.dismiss()
            if self._session.local_id(self.picked or "") not in self._session.selection:
                self.picked = None
            self.update()

    def _follow_tracker(self) -> None:
        self._hovered = None
        self.update()

    def _follow_playback(self) -> None:
        if self._playback.is_playing:
            self._release()
        self.update()

    # the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to edit what is under the mouse."""
        self._view.setFocus()
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not is_left or not self._press(event.position(), adds=adds):
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the words of a text be changed; else begin again; beside everything, leave it to the picture."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        if not is_left or not self._write_at(event.position()):
            self.mousePressEvent(event)

    def _write_at(self, place: QPointF) -> bool:
        """Let the user change the words that are written at a point, in place; return whether there are some."""
        hit = self._pick(self._map.point(place), _NEAR_PX / self._map.unit_px)
        node_id = self._session.local_id(hit.node_id) if hit is not None else None
        if hit is None or node_id is None or self._session.full_id(node_id) != hit.node_id:
            return False
        text = own_text(Wiring(self._session.content, self._session.library), node_id)
        if text is None:
            return False
        self._release()
        area = self._map.area(hit.box).toAlignedRect()
        picture = self._view.picture_rect().toAlignedRect().intersected(self.rect())
        room = _moved_into(picture, area.united(QRect(area.topLeft(), QSize(*_LEAST_FIELD))))
        begin_writing(
            self._words,
            self._session,
            text,
            room,
            self.hinted.emit,
            initiator=self,
            ended=lambda: self.hinted.emit(self._hint),
            seen=picture,
        )
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was pressed, or show what could be."""
        if self._pressed_at is not None and not event.buttons():
            self._release()  # the release went elsewhere
        elif self._pressed_at is not None:
            self._drag(event.position(), event.modifiers())
        elif not event.buttons():
            self._hover(event.position())
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag, or select what was clicked."""
        if self._pressed_at is None:
            event.ignore()
            return
        clicked = None if self._manipulator.is_busy or self._is_rejected else self._clicked
        self._release()
        if clicked is not None:
            adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._select(clicked, adds=adds)
        self._hover(event.position())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for the thing under the mouse, or by the keyboard for what is selected."""
        is_by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        if is_by_key and self._session.selection:
            self.menu_requested.emit(event.globalPos())
            return
        place = QPointF(event.pos())
        hit = self._pick(self._map.point(place), _NEAR_PX / self._map.unit_px)
        if hit is None:
            event.ignore()
            return
        if not self._is_selected_itself(hit):
            self._select(hit)
        self.menu_requested.emit(event.globalPos())

    def _is_selected_itself(self, outline: Outline) -> bool:
        """Return whether a thing is selected, or one of several, and not only what happens to it."""
        selection = self._session.selection
        is_own = self._session.local_id(outline.node_id) in selection
        within = (f"{self._session.full_id(each)}/" for each in selection)
        is_part = any(map(outline.node_id.startswith, within))
        return is_own or is_part or (len(selection) > 1 and outline in self._selected())

    def leaveEvent(self, _: QEvent) -> None:
        """Point at nothing."""
        self._point_at(None)

    def _press(self, place: QPointF, *, adds: bool) -> bool:
        self._manipulator.end_run()
        self.question.dismiss()
        pointed = next((each for each in self._edge_tags() if each.area.contains(place)), None)
        if pointed is not None:
            box = pointed.outline.box
            self._view.reach(QRectF(box.left, box.bottom, box.width, box.height))
            return True
        point = self._map.point(place)
        near = _NEAR_PX / self._map.unit_px
        hit, active = self._pick(point, near), self._outline_with_handles()
        grip = grip_at(self._grips(active), place) if active else None
        is_held = active is not None and (grip or is_inside(active.box, point, near))
        if is_held:
            self._clicked = None if grip else hit
        elif hit is not None:
            self._select(hit, adds=adds)
            active = hit
        else:
            self._deselect()
            return False
        self._pressed_at, self._grip, self._pressed = place, grip, active
        return True

    def _select(self, outline: Outline, *, adds: bool = False) -> None:
        """Select what made something, beside what is selected there already if that ``adds`` to it."""
        before, location = self._session.selection, self._session.location
        self._session.reveal(outline.node_id)
        if adds and self._session.location == location:
            self._session.select(before | self._session.selection)
        self.picked = outline.node_id
        self.update()

    def _deselect(self) -> None:
        if self.picked is not None:
            self.picked = None
            self._session.select(())

    def _drag(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._handle_drag is None and not self._is_rejected:
            way = place - (self._pressed_at or place)
            if way.manhattanLength() < QApplication.startDragDistance():
                return
            self._begin()
        if self._handle_drag is not None:
            move, self._guides = self._move_at(self._handle_drag, place, modifiers)
            if not self._manipulator.move_to(move):
                self._release()

    def _begin(self) -> None:
        taken, modes = (
            self._pressed,
            _MODES.get(self._grip, (TransformMode.SCALE, TransformMode.MOVE)),
        )
        if taken is None:
            return
        self._point_at(None)
        if not self._manipulator.begin(taken, *modes):
            self._is_rejected = True
            self.setCursor(Qt.CursorShape.ForbiddenCursor)
            return
        view = self._map
        others = [
            each.box
            for each in self.tracker.outlines
            if each is not taken
            and taken.node_id not in (each.node_id, *each.parents)
            and each.node_id not in taken.parents
        ]
        self._handle_drag = HandleDrag(
            taken.box,
            view.point(self._pressed_at or QPointF()),
            others,
            view.frame_size,
            _SNAP_PX / view.unit_px,
        )
        self._set_cursor(self._grip, is_held=True)

    def _move_at(
        self, drag: HandleDrag, place: QPointF, modifiers: Qt.KeyboardModifier
    ) -> tuple[PictureMove, Sequence[Guide]]:
        point = self._map.point(place)
        has_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        snaps = not modifiers & Qt.KeyboardModifier.ControlModifier
        if self._grip is Grip.TURN:
            return drag.turned(point, in_steps=has_shift), ()
        if self._grip is None:
            return drag.moved(point, is_straight=has_shift, snaps=snaps)
        return drag.scaled(self._grip, point, about_center=has_shift, snaps=snaps)

    def _release(self) -> None:
        self._manipulator.finish()
        self._pressed_at = self._grip = self._pressed = self._handle_drag = self._clicked = None
        self._is_rejected, self._guides = False, ()
        self.unsetCursor()
        self.update()

    def _cancel(self) -> None:
        self._manipulator.cancel()
        self._release()

    def _decide(self, change: object) -> None:
        """Ask whether a change is meant for the moment, where the user has not said so for all."""
        if not isinstance(change, Manipulation | Recoloring):
            return
        outline = change.outline
        here = next((each for each in self.outlines if each.node_id == outline.node_id), outline)
        self.question.decide(change, self._title(outline), self._map.area(here.box).toRect())

    def _edge_tags(self) -> list[EdgeTag]:
        """Return what points to selected things that the view has no room for."""
        named = ((each, self._title(each)) for each in self._selected())
        return list(edge_tags(self._map, self._seen, named, QFontMetricsF(self.font())))

    # what a right click offers

    def extend_menu(self, menu: QMenu) -> None:
        """Add to the menu of a thing what only the picture can do with it."""
        if self.can_bring_in and not self.is_never_seen:
            action = menu.addAction(tr(_BRING_IN))
            action.setObjectName("player.bring_into_frame")
            action.triggered.connect(lambda: self.bring_into_frame())
        colors = self.color_menu()
        if colors is not None:
            menu.addMenu(colors)
            menu.destroyed.connect(colors.deleteLater)

    def color_menu(self) -> QMenu | None:
        """Return a menu with the colors that the one selected thing in the picture can have, if there is one."""
        outline = self._outline_with_handles()
        if outline is None:
            return None
        menu = QMenu(tr("Color"), self)
        for name, color in plain_colors(self._session.library.names.colors).items():
            swatch = QPixmap(16, 16)
            swatch.fill(QColor(color))
            action = menu.addAction(QIcon(swatch), name)
            action.setObjectName(f"picture.color_{name}")
            action.triggered.connect(partial(self._recolor, outline, name))
        return menu

    def _recolor(self, outline: Outline, color: str, _checked: bool = False) -> None:
        recoloring = Recoloring(self._session, outline, color, initiator=self)
        if recoloring.is_later:
            self._decide(recoloring)
        else:
            recoloring.finish()

    # keys, which the picture has the focus for

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the size of the picture; take the keys that are meant for what is picked."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._view.rect())
        elif event.type() is QEvent.Type.FocusOut:
            self._manipulator.end_run()
        elif isinstance(event, QKeyEvent) and (action := self._key_action(event)) is not None:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                action()
                return True
        return super().eventFilter(watched, event)

    def _key_action(self, event: QKeyEvent) -> Callable[[], None] | None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._pressed_at is not None:
            return self._cancel
        active = self._outline_with_handles()
        if self.picked is None or active is None:
            return None
        if key == Qt.Key.Key_Escape:
            return self._deselect
        way = nudge_of(event) if self._pressed_at is None else None
        return partial(self._manipulator.nudge, active, *way) if way else None

    # pointing

    def _hover(self, place: QPointF) -> None:
        view, active = self._map, self._outline_with_handles()
        grip = grip_at(self._grips(active), place) if active else None
        near = _NEAR_PX / view.unit_px
        point = view.point(place)
        hit = None if grip else self._pick(point, near)
        self._point_at(hit, hint_of(grip) if grip else "")
        is_over = hit is not None or (active is not None and is_inside(active.box, point, near))
        self._set_cursor(grip, is_held=False, is_over=is_over)

    def _point_at(self, outline: Outline | None, hint: str = "") -> None:
        if outline is not self._hovered:
            self._hovered = outline
            self.update()
        if outline is not None:
            hint = tr(
                "{thing}: drag moves it, Shift straight, Ctrl without snapping.",
                thing=self._title(outline),
            )
        self._show_hint(hint)

    def _set_cursor(self, grip: Grip | None, *, is_held: bool, is_over: bool = False) -> None:
        if grip is not None or is_held or is_over:
            self.setCursor(cursor_of(grip, is_held=is_held))
        else:
            self.unsetCursor()

    def _title(self, outline: Outline) -> str:
        analysis, node_id = self._session.analysis, outline.node_id
        return node_id if analysis is None else analysis.graph.title_of(node_id)

    def _show_hint(self, hint: str) -> None:
        if hint != self._hint:
            self._hint = hint
            if self._words.field is None:
                self.hinted.emit(hint)

    # painting

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint outlines, handles and guides."""
        hidden = () if self._is_busy else self.tracker.hidden
        place = self._pointed_out
        if not self.outlines and not hidden and place is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if place is not None:
            box = Box(place.left, place.bottom, place.right, place.top)
            draw_place(painter, self._map, box, self._color)
        view, active = self._map, self._outline_with_handles()
        draw_outside(painter, view, self.outlines, self._color)
        for outline in hidden:
            draw_hidden_outline(painter, view, outline, self._color)
        for outline in self._selected():
            if outline is not active:
                draw_outline(painter, view, outline, self._color)
        hovered = self._hovered
        if hovered is not None and hovered is not active:
            draw_outline(painter, view, hovered, self._color)
            draw_tag(painter, view.area(hovered.box).topLeft(), self._title(hovered), self._seen)
        if active is not None:
            if self._manipulator.is_busy:
                draw_outline(painter, view, active, self._color)
            draw_grips(painter, self._grips(active), self._color)
        draw_guides(painter, view, self._guides, self._seen)
        for tag in self._edge_tags():
            draw_edge_tag(painter, tag, self._color)


def _moved_into(place: QRect, room: QRect) -> QRect:
    """Return a rectangle moved into another, and no larger than it."""
    size = room.size().boundedTo(place.size())
    left = max(min(room.left(), place.right() + 1 - size.width()), place.left())
    top = max(min(room.top(), place.bottom() + 1 - size.height()), place.top())
    return QRect(QPoint(left, top), size)
