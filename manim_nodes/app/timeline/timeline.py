"""The timeline: blocks for all that plays, to be clicked, dragged, stretched and put in order."""

from collections.abc import Callable

import qtawesome
from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCloseEvent, QCursor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QToolButton, QToolTip, QVBoxLayout, QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline.descriptions import describe
from manim_nodes.app.timeline.duration_field import DurationField
from manim_nodes.app.timeline.film_snapshot import FilmSnapshot
from manim_nodes.app.timeline.geometry import Drop
from manim_nodes.app.timeline.schedule import Block, Measures, Schedule, make_schedule, measured
from manim_nodes.app.timeline.timeline_commands import block_menu, timeline_commands
from manim_nodes.app.timeline.timeline_edits import TimelineEdits
from manim_nodes.app.timeline.timeline_view import TimelineView
from manim_nodes.editing.analysis import Analysis
from manim_nodes.editing.session import (
    Analyzed,
    DocumentChanged,
    Event,
    LocationChanged,
    PlayheadMoved,
    RenderErrorChanged,
    SelectionChanged,
    Session,
)
from manim_nodes.translation import tr

_REFRESH_MS = 30
_BUTTONS = {
    "zoom_out": "mdi6.magnify-minus-outline",
    "fit": "mdi6.arrow-expand-horizontal",
    "zoom_in": "mdi6.magnify-plus-outline",
}


class Timeline(Panel):
    """Shows when everything plays, and changes it.

    Parameters
    ----------
    seek : goes to a time of the film, in seconds
    footage : gives the film as it is; `film_changed` tells that it is another

    Attributes
    ----------
    refused : why something could not be done
    """

    NAME = "timeline"
    refused = Signal(str)

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,  # noqa: ARG002 (all panels are made alike)
        seek: Callable[[float], object],
        footage: Callable[[], FilmSnapshot],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._seek, self._footage = session, seek, footage
        self._analysis: Analysis | None = None
        self._known: Measures = {}
        self._wished: dict[str, float] = {}
        self.editor = TimelineEdits(session, self._refuse)
        self.strip = TimelineView(
            theme,
            film=lambda: self._footage().film,
            folder=lambda: session.folder,
            parent=self,
        )
        self.bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self.bar.setAccessibleName(tr("Part of the film that is seen"))
        self._commands = timeline_commands(self)
        self._buttons = {name: QToolButton(self) for name in _BUTTONS}
        self._timer = QTimer(self, interval=_REFRESH_MS, singleShot=True)
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self._unlisten = session.listen(self._follow)
        self._set_analysis(session.analysis)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.setSpacing(2)
        foot.addWidget(self.bar, 1)
        by_id = {command.id: command for command in self._commands}
        for name, button in self._buttons.items():
            command = by_id[f"timeline.{name}"]
            button.setProperty("flat", True)
            button.setAccessibleName(command.title)
            button.setToolTip(f"{command.title} ({command.keys[0]})")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(command.run)
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.strip, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.strip)

    def _connect(self) -> None:
        strip = self.strip
        strip.scrubbed.connect(self._seek)
        strip.pressed.connect(self._press)
        strip.clicked.connect(lambda index: self._seek(self.blocks[index].start_s))
        strip.double_clicked.connect(self._type_duration)
        strip.flag_clicked.connect(self._go_to_flag)
        strip.resized.connect(self._resize)
        strip.resize_ended.connect(self._end_resize)
        strip.dropped.connect(self._drop)
        strip.gap_clicked.connect(self._insert_wait)
        strip.menu_asked.connect(self._open_menu)
        strip.scale_changed.connect(self._show_part)
        self.bar.valueChanged.connect(self._scroll)
        self._timer.timeout.connect(self.refresh_if_seen)

    # a panel

    def commands(self) -> list[Command]:
        """Return what can be done with the timeline."""
        return self._commands

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self.strip.set_theme(theme)
        for name, button in self._buttons.items():
            button.setIcon(qtawesome.icon(_BUTTONS[name], color=theme.dim_text))
            button.setIconSize(QSize(14, 14))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop following, and end the threads."""
        super().closeEvent(event)
        self._unlisten()
        self._timer.stop()
        self.strip.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened unseen."""
        super().showEvent(event)
        self._show_selection()
        self._show_playhead()

    # following

    def film_changed(self) -> None:
        """Look at the film again, soon."""
        if not self._timer.isActive():
            self._timer.start()

    def _follow(self, event: Event) -> None:
        match event:
            case Analyzed(analysis):
                self._set_analysis(analysis)
            case DocumentChanged(opened=True):
                self._forget()
            case SelectionChanged() | LocationChanged() if self.isVisible():
                self._show_selection()
            case PlayheadMoved() if self.isVisible():
                self._show_playhead()
            case RenderErrorChanged():
                self.film_changed()

    def _set_analysis(self, analysis: Analysis | None) -> None:
        if analysis is None or analysis.script is None:
            return
        self._analysis = analysis
        if not self.strip.is_busy and self._is_analyzed:
            self._wished = {}
        self.film_changed()

    @property
    def _is_analyzed(self) -> bool:
        return self._analysis is not None and self._analysis.document is self._session.document

    def _forget(self) -> None:
        self._analysis, self._known, self._wished = None, {}, {}
        self.strip.cancel()
        self.strip.thumbnails.forget()
        self.strip.mark(current=None)
        self.strip.fit()
        self.refresh_if_seen()

    def refresh(self) -> None:
        """Show what there is now."""
        current = self._current()
        self.strip.show_schedule(self._schedule())
        if current is not None:
            self.strip.mark(current=self._found(current))
        self._show_playhead()
        self._show_part()

    def _schedule(self) -> Schedule:
        if self._analysis is None:
            return Schedule()
        footage, error = self._footage(), self._session.render_error
        self._known = {**self._known, **measured(self._analysis, footage)}
        return make_schedule(
            self._analysis,
            footage,
            known=self._known,
            wished=self._wished,
            failed_step=error.step if error else None,
        )

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return what is shown."""
        return self.strip.schedule.blocks

    def _show_selection(self) -> None:
        selected = frozenset(self._session.full_id(each) for each in self._session.selection)
        self.strip.mark(selected=selected)
        indices = self.strip.schedule.indices_of(selected) if selected else []
        if indices and self.strip.marks.current not in indices:
            self._make_current(indices[0])
            self.strip.bring_into_sight(self.blocks[indices[0]])

    def _show_playhead(self) -> None:
        time_s = self._session.playhead.time_s
        self.strip.mark(playhead_s=time_s, playing=self.strip.schedule.index_at(time_s))
        x = self.strip.scale.x(time_s)
        if not self.strip.fits and not self.strip.is_busy and not 0 <= x <= self.strip.width():
            self.strip.scroll_to(time_s)

    # which part is seen

    def _show_part(self) -> None:
        scale, width = self.strip.scale, self.strip.width()
        hidden = self.strip.schedule.duration_s * scale.px_per_s + 2 * scale.margin - width
        at = round(scale.first_s * scale.px_per_s)
        with QSignalBlocker(self.bar):
            self.bar.setRange(0, max(round(hidden), at, 0))
            self.bar.setPageStep(width)
            self.bar.setSingleStep(max(width // 10, 1))
            self.bar.setValue(at)

    def _scroll(self, at: int) -> None:
        self.strip.scroll_to(at / self.strip.scale.px_per_s)

    def zoom(self, by: float) -> None:
        """Show less or more."""
        self.strip.zoom(by)

    def fit(self) -> None:
        """Show all of the film."""
        self.strip.fit()

    # choosing

    def has_block(self) -> bool:
        """Return whether there is a block that commands work on."""
        return self._current() is not None

    def can_resize(self) -> bool:
        """Return whether its node says how long it takes."""
        block = self._current()
        return block is not None and bool(block.parameter)

    def _current(self) -> Block | None:
        index = self.strip.marks.current
        return self.blocks[index] if index is not None and index < len(self.blocks) else None

    def _found(self, block: Block) -> int | None:
        key = block.node_id, block.round
        keys = ((each.node_id, each.round) for each in self.blocks)
        return next((index for index, each in enumerate(keys) if each == key), None)

    def _choose(self, index: int) -> None:
        self._press(index)
        self.strip.bring_into_sight(self.blocks[index])

    def _press(self, index: int) -> None:
        self._make_current(index)
        if self.blocks[index].node_id:
            self._session.reveal(self.blocks[index].node_id)

    def _make_current(self, index: int) -> None:
        self.strip.mark(current=index)
        self.strip.setAccessibleDescription(describe(self.strip.schedule, index))
        QAccessible.updateAccessibility(
            QAccessibleEvent(self.strip, QAccessible.Event.DescriptionChanged)
        )

    def walk(self, by: int) -> None:
        """Choose the block after this one, or before it."""
        current = self.strip.marks.current
        if not self.blocks:
            return
        index = (0 if by > 0 else len(self.blocks) - 1) if current is None else current + by
        self._choose(min(max(index, 0), len(self.blocks) - 1))

    def seek_current(self) -> None:
        """Go to where the block begins."""
        block = self._current()
        if block is not None:
            self._seek(block.start_s)

    def _go_to_flag(self, index: int) -> None:
        flag = self.strip.schedule.flags[index]
        self._session.reveal(flag.node_id)
        self._seek(flag.time_s)

    # changing

    def _refuse(self, reason: str) -> None:
        self.refused.emit(reason)
        QToolTip.showText(QCursor.pos(), reason, self.strip)

    def _resize(self, index: int, seconds: float) -> None:
        block = self.blocks[index]
        self._wished[block.node_id] = seconds
        self.editor.drag_duration(block.node_id, block.parameter, seconds)
        self.refresh()

    def _end_resize(self, taken: bool) -> None:
        self.editor.end_drag(taken=taken)
        if not taken or self._is_analyzed:
            self._wished = {}
            self.refresh()

    def _drop(self, index: int, drop: Drop) -> None:
        moved = self.blocks[index].node_id
        if drop.is_onto:
            self.editor.play_together(moved, self.blocks[drop.index].node_id)
        else:
            after, before = self._around(drop.index)
            self.editor.move(moved, after=after, before=before)

    def _around(self, gap: int) -> tuple[str | None, str | None]:
        """Return the nodes before and after a gap."""
        blocks = self.blocks
        return (
            blocks[gap - 1].node_id if gap else None,
            blocks[gap].node_id if gap < len(blocks) else None,
        )

    def move_current(self, by: int) -> None:
        """Let the block play before the one before it, or after the one after it."""
        index = self.strip.marks.current
        if index is None or not 0 <= index + by < len(self.blocks):
            return
        drop = index - 1 if by < 0 else index + 2
        self._drop(index, Drop(drop))

    def join_previous(self) -> None:
        """Let the block play together with the one before it."""
        index = self.strip.marks.current
        if index:
            self._drop(index, Drop(index - 1, is_onto=True))

    def insert_wait(self, *, after: bool) -> None:
        """Let time pass beside the block."""
        index = self.strip.marks.current
        if index is not None:
            self._insert_wait(index + after)

    def _insert_wait(self, gap: int) -> None:
        self.editor.insert_wait(*self._around(gap))

    def mute_current(self) -> None:
        """Leave the block out of the film."""
        block = self._current()
        if block is not None:
            self.editor.mute(block.node_id)

    def remove_current(self) -> None:
        """Delete the block's node."""
        block = self._current()
        if block is not None:
            self.editor.remove(block.node_id)

    def type_duration(self) -> None:
        """Let the user type how long the block takes."""
        if self.strip.marks.current is not None:
            self._type_duration(self.strip.marks.current)

    def _type_duration(self, index: int) -> None:
        block = self.blocks[index]
        self._choose(index)

        def take(seconds: float) -> None:
            self.editor.set_duration(block.node_id, block.parameter, seconds)

        DurationField(block.said_s, self.strip.places.foot(block), take, self.strip)

    def _open_menu(self, at: QPoint) -> None:
        menu = block_menu(self._commands, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
