"""The timeline: blocks for all that plays, and below them a bar for each thing that is to be seen."""

from collections.abc import Callable, Collection
from functools import partial

import qtawesome
from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollBar,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.command_methods import commands_of
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline.block_actions import BlockActions
from manim_nodes.app.timeline.block_menu import block_menu
from manim_nodes.app.timeline.film_snapshot import Film, FilmSnapshot
from manim_nodes.app.timeline.row_actions import RowActions
from manim_nodes.app.timeline.schedule import (
    Block,
    MeasuredDurations,
    Schedule,
    updated_schedule,
)
from manim_nodes.app.timeline.thing_rows import ThingRows, updated_rows
from manim_nodes.app.timeline.thing_rows_view import ThingRowsView
from manim_nodes.app.timeline.timeline_view import TimelineView
from manim_nodes.editing.analysis import Analysis
from manim_nodes.editing.session import (
    Analyzed,
    DocumentChanged,
    DrawTimesChanged,
    Event,
    LocationChanged,
    PlayheadMoved,
    RenderErrorChanged,
    SelectionChanged,
    Session,
)
from manim_nodes.translation import tr

_REFRESH_MS = 30
_MOST_FOR_THINGS = 0.55
_BUTTONS = {
    "zoom_out": "mdi6.magnify-minus-outline",
    "fit": "mdi6.arrow-expand-horizontal",
    "zoom_in": "mdi6.magnify-plus-outline",
}

_Made = tuple[Schedule, MeasuredDurations, ThingRows]


class Timeline(Panel):
    """Shows when everything plays, and changes it.

    Parameters
    ----------
    seek : goes to a time of the film, in seconds
    film, film_snapshot : give the film, and how far it is; `schedule_refresh` is to be called when it is another

    Signals
    -------
    rejected : why something could not be done
    thing_menu_requested : a right click on the thing that is selected, at this point of the screen
    """

    NAME = "timeline"
    rejected = Signal(str)
    thing_menu_requested = Signal(QPoint)

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        seek: Callable[[float], object],
        film: Callable[[], Film],
        film_snapshot: Callable[[], FilmSnapshot],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._seek, self._film_snapshot = session, seek, film_snapshot
        self._analysis: Analysis | None = None
        self._is_partial = False
        self._measured: MeasuredDurations = {}
        self._dragged_s: dict[str, float] = {}
        self.view = TimelineView(theme, film=film, folder=lambda: session.folder, parent=self)
        self.actions_of_blocks = BlockActions(session, self.view, seek)
        self.things = ThingRowsView(theme, self)
        self.actions_of_rows = RowActions(session, self.things, seek)
        self._parts = QSplitter(Qt.Orientation.Vertical, self)
        self._room_for_things = 0
        self._is_divided_by_hand = False
        self.bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self.bar.setAccessibleName(tr("Part of the film that is seen"))
        self._buttons = {name: QToolButton(self) for name in _BUTTONS}
        self._background = Background(self)
        self._refresh_count = 0
        self._timer = QTimer(self, interval=_REFRESH_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self._profile = profile
        profile.preferences_changed.connect(self._show_draw_times)
        self._unlisten = session.listen(self._on_event)
        self._show_draw_times()
        self._set_analysis(session.analysis)

    def _lay_out(self) -> None:
        bottom = QHBoxLayout()
        bottom.setContentsMargins(4, 0, 4, 0)
        bottom.setSpacing(2)
        bottom.addWidget(self.bar, 1)
        by_id = {command.id: command for command in self.commands()}
        for name, button in self._buttons.items():
            command = by_id[f"timeline.{name}"]
            button.setProperty("flat", True)
            button.setAccessibleName(command.title)
            button.setToolTip(plain_tip(f"{command.title} ({command.keys[0]})"))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(command.run)
            bottom.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._parts.setChildrenCollapsible(False)
        self._parts.splitterMoved.connect(self._on_divided)
        for part in (self.view, self.things):
            self._parts.addWidget(part)
            self._parts.setStretchFactor(self._parts.count() - 1, 1)
        self.things.hide()  # as long as there are none
        layout.addWidget(self._parts, 1)
        layout.addLayout(bottom)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        view, actions = self.view, self.actions_of_blocks
        view.scrubbed.connect(self._seek)
        view.pressed.connect(actions.select)
        view.clicked.connect(actions.seek_to)
        view.double_clicked.connect(actions.type_duration_of)
        view.flag_clicked.connect(actions.open_flag)
        view.flag_moved.connect(self._move_flag)
        view.flag_loudness.connect(self._set_loudness)
        view.flag_faded.connect(self._set_fade)
        view.dropped.connect(actions.drop)
        view.gap_clicked.connect(actions.insert_wait_at)
        view.resized.connect(self._resize)
        view.resize_ended.connect(self._end_resize)
        view.menu_requested.connect(self._open_menu)
        view.scale_changed.connect(self._update_bar)
        view.pressed.connect(lambda _: self.actions_of_rows.make_current(None))
        actions.rejected.connect(self.rejected)
        things, row_actions = self.things, self.actions_of_rows
        things.pressed.connect(row_actions.select)
        things.end_dropped.connect(row_actions.drop)
        things.moment_shown.connect(self._show_moment)
        things.wheel_turned.connect(view.wheelEvent)
        things.scroll_requested.connect(self._scroll_by)
        things.menu_requested.connect(self.thing_menu_requested)
        row_actions.selected.connect(lambda: view.highlight(current=None))
        row_actions.rejected.connect(self.rejected)
        self.bar.valueChanged.connect(self._scroll)
        self._timer.timeout.connect(self._refresh_in_background)

    # a panel

    def commands(self) -> list[Command]:
        """Return what can be done with the timeline."""
        return commands_of(self.actions_of_blocks, self.actions_of_rows, self.view, panel=self.NAME)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self.view.set_theme(theme)
        self.things.set_theme(theme)
        for name, button in self._buttons.items():
            button.setIcon(qtawesome.icon(_BUTTONS[name], color=theme.dim_text))
            button.setIconSize(QSize(14, 14))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop following, and end the threads."""
        super().closeEvent(event)
        self._unlisten()
        self._profile.preferences_changed.disconnect(self._show_draw_times)
        self._timer.stop()
        self._background.close()
        self.view.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened unseen."""
        super().showEvent(event)
        self._show_selection()
        self._show_playhead()

    # following

    def _on_event(self, event: Event) -> None:
        match event:
            case Analyzed(analysis):
                self._set_analysis(analysis)
            case DocumentChanged(opened=True):
                self._clear()
            case SelectionChanged() | LocationChanged() if self.isVisible():
                self._show_selection()
            case PlayheadMoved() if self.isVisible():
                self._show_playhead()
            case RenderErrorChanged():
                self.schedule_refresh()
            case DrawTimesChanged():
                self._show_draw_times()

    def _show_draw_times(self) -> None:
        are_shown = self._profile.preferences.draw_times
        self.view.highlight(draw_times=self._session.draw_times if are_shown else {})

    def _set_analysis(self, analysis: Analysis | None) -> None:
        if analysis is None:
            return
        self.view.has_errors = analysis.script is None
        if analysis.script is not None:
            self._analysis, self._is_partial = analysis, False
        elif (
            self._analysis is None or self._is_partial or _is_new(analysis.healthy, self._analysis)
        ):
            # Otherwise the last film stays, whose blocks would come and go while a value is typed.
            self._analysis, self._is_partial = analysis.healthy, True
        if not self.view.is_busy and self._is_analyzed:
            self._dragged_s = {}
        self.schedule_refresh()

    @property
    def _is_analyzed(self) -> bool:
        return self._analysis is not None and self._analysis.document is self._session.document

    def _clear(self) -> None:
        self._analysis, self._measured, self._dragged_s = None, {}, {}
        self.view.cancel()
        self.things.cancel()
        self.view.thumbnails.clear()
        self.view.highlight(current=None)
        self.view.fit()
        self.refresh_if_seen()

    # what is shown

    def schedule_refresh(self) -> None:
        """Look at the film again, soon."""
        if not self._timer.isActive():
            self._timer.start()

    def refresh(self) -> None:
        """Show what there is now."""
        self._refresh_count += 1
        self._show(self._make_schedule()())

    def _refresh_in_background(self) -> None:
        """Work out in a thread what to show: a long film has thousands of blocks, and most edits change none."""
        if not self.isVisible():
            self.refresh_if_seen()
        elif self._background.is_busy:
            self.schedule_refresh()
        else:
            self._refresh_count += 1
            number = self._refresh_count
            self._background.run(
                self._make_schedule(), lambda made: self._show_unless_overtaken(number, made)
            )

    def _make_schedule(self) -> Callable[[], _Made]:
        """Return what works out the schedule from what there is now, in any thread."""
        error = self._session.render_error
        make_schedule = partial(
            updated_schedule,
            self.view.schedule,
            self._analysis,
            self._film_snapshot(),
            measured=self._measured,
            dragged_s=dict(self._dragged_s),
            failed_step=error.step if error else None,
        )
        return partial(_with_rows, make_schedule, self.things.rows, self._analysis)

    def _show_unless_overtaken(self, number: int, made: _Made) -> None:
        if number == self._refresh_count:
            self._show(made)

    def _show(self, made: _Made) -> None:
        current = self.actions_of_blocks.current
        schedule, self._measured, rows = made
        self.view.show_schedule(schedule)
        if not self.things.is_busy:
            self.things.show_rows(rows)
            self._make_room_for_things(is_shown=bool(rows.rows))
        if current is not None:
            self.view.highlight(current=self._index_of(current))
        self._show_playhead()
        self._update_bar()

    def _make_room_for_things(self, *, is_shown: bool) -> None:
        self.things.setVisible(is_shown)
        wanted = round(min(self.things.areas.total_px, self._parts.height() * _MOST_FOR_THINGS))
        if is_shown and wanted != self._room_for_things and not self._is_divided_by_hand:
            self._room_for_things = wanted
            self._parts.setSizes([self._parts.height() - wanted, wanted])

    def _on_divided(self) -> None:
        self._is_divided_by_hand = True

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What is shown."""
        return self.view.schedule.blocks

    def _index_of(self, block: Block) -> int | None:
        key = block.node_id, block.round
        keys = ((each.node_id, each.round) for each in self.blocks)
        return next((index for index, each in enumerate(keys) if each == key), None)

    def _show_selection(self) -> None:
        selected = frozenset(self._session.full_id(each) for each in self._session.selection)
        self.view.highlight(selected=selected)
        self.things.highlight(selected=selected)
        self._show_selected_row(selected)
        indices = self.view.schedule.indices_of(selected)
        if indices and self.view.highlights.current not in indices:
            self.actions_of_blocks.make_current(indices[0])
            self.view.ensure_visible(self.blocks[indices[0]])

    def _show_selected_row(self, selected: Collection[str]) -> None:
        current = self.actions_of_rows.current
        if current is not None and current.node_id in selected:
            return
        rows = self.things.rows
        places = [place for place in map(rows.place_of, selected) if place is not None]
        self.actions_of_rows.make_current(rows.rows[min(places)] if places else None)
        if places:
            self.view.highlight(current=None)
            self.things.ensure_visible(min(places))

    def _show_playhead(self) -> None:
        time_s, view = self._session.playhead.time_s, self.view
        self.things.highlight(playhead_s=time_s)
        view.highlight(playhead_s=time_s, playing=view.schedule.index_at(time_s))
        is_visible = 0 <= view.scale.x(time_s) <= view.width()
        if not is_visible and not view.shows_all and not view.is_busy:
            view.scroll_to(time_s)

    # which part is seen

    def _update_bar(self) -> None:
        self.things.set_scale(self.view.scale)
        scale, width = self.view.scale, self.view.width()
        hidden = self.view.schedule.duration_s * scale.px_per_s + 2 * scale.margin - width
        at = round(scale.first_s * scale.px_per_s)
        with QSignalBlocker(self.bar):
            self.bar.setRange(0, max(round(hidden), at, 0))
            self.bar.setPageStep(width)
            self.bar.setSingleStep(max(width // 10, 1))
            self.bar.setValue(at)

    def _scroll(self, at: int) -> None:
        self.view.scroll_to(at / self.view.scale.px_per_s)

    def _scroll_by(self, way: float) -> None:
        if not self.view.shows_all:
            scale = self.view.scale
            self.view.scroll_to(scale.first_s + way / scale.px_per_s)

    # the mouse

    def _show_moment(self, time_s: object) -> None:
        self.view.highlight(moment_s=time_s)
        if time_s is None:
            self.schedule_refresh()  # rows stay as they are while one is dragged

    def _resize(self, index: int, seconds: float) -> None:
        block = self.blocks[index]
        self._dragged_s[block.node_id] = seconds
        self.actions_of_blocks.edits.drag_duration(block.node_id, block.parameter, seconds)
        self.refresh()

    def _move_flag(self, index: int, seconds: float) -> None:
        flag = self.view.schedule.flags[index]
        self.actions_of_blocks.edits.drag_value(flag.node_id, flag.offset, seconds)

    def _set_loudness(self, index: int, decibels: float) -> None:
        flag = self.view.schedule.flags[index]
        self.actions_of_blocks.edits.drag_value(flag.node_id, flag.loudness, decibels)

    def _set_fade(self, index: int, end: int, seconds: float) -> None:
        flag = self.view.schedule.flags[index]
        self.actions_of_blocks.edits.drag_value(flag.node_id, flag.fades[end], seconds)

    def _end_resize(self, is_kept: bool) -> None:
        self.actions_of_blocks.edits.end_drag(is_kept=is_kept)
        if not is_kept or self._is_analyzed:
            self._dragged_s = {}
            self.refresh()

    def _open_menu(self, at: QPoint) -> None:
        menu = block_menu(self.commands(), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)


def _is_new(left: Analysis | None, last: Analysis) -> bool:
    """Return whether what is left without errors has nodes that the last film did not have."""
    return left is not None and not (
        left.document.nodes_by_id.keys() <= last.document.nodes_by_id.keys()
    )


def _with_rows(
    make_schedule: Callable[[], tuple[Schedule, MeasuredDurations]],
    before: ThingRows,
    analysis: Analysis | None,
) -> _Made:
    schedule, measured = make_schedule()
    return schedule, measured, updated_rows(before, analysis, schedule.blocks)
