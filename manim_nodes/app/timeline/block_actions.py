"""What can be done with the blocks of the timeline, by commands and with the mouse."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCursor
from PySide6.QtWidgets import QToolTip

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.timeline.descriptions import describe
from manim_nodes.app.timeline.duration_field import DurationField
from manim_nodes.app.timeline.geometry import Drop
from manim_nodes.app.timeline.schedule import Block
from manim_nodes.app.timeline.timeline_edits import TimelineEdits
from manim_nodes.app.timeline.timeline_view import TimelineView
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr_later

_command = partial(
    command, menu="Play/Timeline", needs=tr_later("Choose a block of the timeline first.")
)


class BlockActions(QObject):
    """Works on the current block of a view, and on those that the mouse works on.

    Parameters
    ----------
    seek : goes to a time of the film, in seconds

    Signals
    -------
    rejected : why something could not be done
    """

    rejected = Signal(str)

    def __init__(
        self, session: Session, view: TimelineView, seek: Callable[[float], object]
    ) -> None:
        super().__init__(view)
        self._session, self._view, self._seek = session, view, seek
        self.edits = TimelineEdits(session, self._reject)

    # which block

    @property
    def current(self) -> Block | None:
        """The block that commands work on."""
        index = self._index
        return self._blocks[index] if index is not None and index < len(self._blocks) else None

    @property
    def _index(self) -> int | None:
        return self._view.highlights.current

    @property
    def _blocks(self) -> tuple[Block, ...]:
        return self._view.schedule.blocks

    def has_block(self) -> bool:
        """Return whether there is a block that commands work on."""
        return self.current is not None

    def has_blocks(self) -> bool:
        """Return whether there are blocks at all."""
        return bool(self._blocks)

    def has_earlier(self) -> bool:
        """Return whether a block stands before the one that commands work on."""
        return self.current is not None and bool(self._index)

    def has_later(self) -> bool:
        """Return whether a block stands behind the one that commands work on."""
        return self.current is not None and self.current is not self._blocks[-1]

    def can_resize(self) -> bool:
        """Return whether its node says how long it takes."""
        return self.current is not None and bool(self.current.parameter)

    def make_current(self, index: int) -> None:
        """Let commands work on a block."""
        self._view.highlight(current=index)
        self._view.setAccessibleDescription(describe(self._view.schedule, index))
        QAccessible.updateAccessibility(
            QAccessibleEvent(self._view, QAccessible.Event.DescriptionChanged)
        )

    def select(self, index: int) -> None:
        """Select the node of a block."""
        self.make_current(index)
        if self._blocks[index].node_id:
            self._session.reveal(self._blocks[index].node_id)

    @command_family(
        (
            _command(
                "timeline.next",
                tr_later("Next block"),
                ("Right",),
                is_enabled=has_blocks,
                arguments={"offset": 1},
            ),
            _command(
                "timeline.previous",
                tr_later("Previous block"),
                ("Left",),
                is_enabled=has_blocks,
                arguments={"offset": -1},
            ),
        )
    )
    def step(self, offset: int) -> None:
        """Select the block after this one, or before it."""
        if not self._blocks:
            return
        last = len(self._blocks) - 1
        index = (0 if offset > 0 else last) if self._index is None else self._index + offset
        self._select_visibly(min(max(index, 0), last))

    def _select_visibly(self, index: int) -> None:
        self.select(index)
        self._view.ensure_visible(self._blocks[index])

    # going there

    @_command(
        "timeline.seek",
        tr_later("Go to the block's start"),
        ("Return", "Enter"),
        is_enabled=has_block,
    )
    def seek_to_start(self) -> None:
        """Go to where the block begins."""
        if self._index is not None:
            self.seek_to(self._index)

    def seek_to(self, index: int) -> None:
        """Go to where a block begins."""
        self._seek(self._blocks[index].start_s)

    def open_flag(self, index: int) -> None:
        """Go to where a flag is, and select its node."""
        flag = self._view.schedule.flags[index]
        self._session.reveal(flag.node_id)
        self._seek(flag.time_s)

    # how long

    @_command("timeline.duration", tr_later("Type the duration…"), ("F2",), is_enabled=can_resize)
    def type_duration(self) -> None:
        """Let the user type how long the block takes."""
        if self._index is not None:
            self.type_duration_of(self._index)

    def type_duration_of(self, index: int) -> None:
        """Let the user type how long a block takes."""
        block = self._blocks[index]
        self._select_visibly(index)
        set_duration = partial(self.edits.set_duration, block.node_id, block.parameter)
        area = self._view.areas.duration_area(block)
        DurationField(block.nominal_s, area, set_duration, self._view)

    # what comes when

    @command_family(
        (
            _command(
                "timeline.earlier",
                tr_later("Play earlier"),
                ("Alt+Left",),
                is_enabled=has_earlier,
                arguments={"offset": -1},
            ),
            _command(
                "timeline.later",
                tr_later("Play later"),
                ("Alt+Right",),
                is_enabled=has_later,
                arguments={"offset": 1},
            ),
        )
    )
    def move(self, offset: int) -> None:
        """Let the block play before the one before it, or after the one after it."""
        index = self._index
        if index is not None and 0 <= index + offset < len(self._blocks):
            self.drop(index, Drop(index - 1 if offset < 0 else index + 2))

    @_command(
        "timeline.together",
        tr_later("Play together with the block before"),
        ("T",),
        is_enabled=has_earlier,
    )
    def join_previous(self) -> None:
        """Let the block play together with the one before it."""
        if self._index:
            self.drop(self._index, Drop(self._index - 1, is_onto=True))

    def drop(self, index: int, drop: Drop) -> None:
        """Let a block play elsewhere, or together with another."""
        moved = self._blocks[index].node_id
        if drop.is_onto:
            self.edits.play_together(moved, self._blocks[drop.index].node_id)
        else:
            after, before = self._neighbors(drop.index)
            self.edits.move(moved, after=after, before=before)

    @command_family(
        (
            _command(
                "timeline.wait_before",
                tr_later("Insert a wait before"),
                is_enabled=has_block,
                arguments={"after": False},
            ),
            _command(
                "timeline.wait_after",
                tr_later("Insert a wait after"),
                ("W",),
                is_enabled=has_block,
                arguments={"after": True},
            ),
        )
    )
    def insert_wait(self, *, after: bool) -> None:
        """Let time pass beside the block."""
        if self._index is not None:
            self.insert_wait_at(self._index + after)

    def insert_wait_at(self, gap: int) -> None:
        """Let time pass in a gap."""
        self.edits.insert_wait(*self._neighbors(gap))

    def _neighbors(self, gap: int) -> tuple[str | None, str | None]:
        """Return the nodes before and after a gap."""
        blocks = self._blocks
        return (
            blocks[gap - 1].node_id if gap else None,
            blocks[gap].node_id if gap < len(blocks) else None,
        )

    # whether at all

    @_command("timeline.mute", tr_later("Mute the step"), ("M",), is_enabled=has_block)
    def mute(self) -> None:
        """Leave the block out of the film."""
        if self.current is not None:
            self.edits.mute(self.current.node_id)

    @_command(
        "timeline.delete",
        tr_later("Delete the step"),
        ("Delete", "Backspace"),
        is_enabled=has_block,
    )
    def remove(self) -> None:
        """Delete the block's node."""
        if self.current is not None:
            self.edits.remove(self.current.node_id)

    def _reject(self, reason: str) -> None:
        self.rejected.emit(reason)
        QToolTip.showText(QCursor.pos(), plain_tip(reason), self._view)
