"""What can be done with the rows of things, by commands and with the mouse."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCursor
from PySide6.QtWidgets import QToolTip

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.timeline.thing_descriptions import describe
from manim_nodes.app.timeline.thing_geometry import Target, ThingHit, ThingRegion
from manim_nodes.app.timeline.thing_rows import Bar, ThingRow
from manim_nodes.app.timeline.thing_rows_view import ThingRowsView
from manim_nodes.app.timeline.thing_time_edits import ThingTimeEdits
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr_later

_command = partial(
    command, menu="Play/Timeline", needs=tr_later("Choose a thing below the blocks first.")
)


class RowActions(QObject):
    """Works on the current row of a view, and on those that the mouse works on.

    Parameters
    ----------
    seek : goes to a time of the film, in seconds

    Signals
    -------
    selected : a row is the current one
    rejected : why something could not be done
    """

    selected = Signal()
    rejected = Signal(str)

    def __init__(
        self, session: Session, view: ThingRowsView, seek: Callable[[float], object]
    ) -> None:
        super().__init__(view)
        self._session, self._view, self._seek = session, view, seek
        self._edits = ThingTimeEdits(session, self._reject)

    # which row

    @property
    def current(self) -> ThingRow | None:
        """The row that commands work on."""
        index = self._index
        return self._view.rows.rows[index] if index is not None else None

    @property
    def _index(self) -> int | None:
        return self._view.rows.place_of(self._view.highlights.current)

    def has_row(self) -> bool:
        """Return whether there is a row that commands work on."""
        return self.current is not None

    def has_rows(self) -> bool:
        """Return whether there are rows at all."""
        return bool(self._view.rows.rows)

    def is_group(self) -> bool:
        """Return whether there is a row that holds others."""
        return self.current is not None and self.current.member_count > 0

    def make_current(self, row: ThingRow | None) -> None:
        """Let commands work on a row, or on none."""
        self._view.highlight(current=row.node_id if row is not None else "")
        if row is not None:
            self._view.setAccessibleDescription(describe(row))
            QAccessible.updateAccessibility(
                QAccessibleEvent(self._view, QAccessible.Event.DescriptionChanged)
            )

    def select(self, index: int) -> None:
        """Select the thing of a row, at a moment when it is there."""
        row = self._view.rows.rows[index]
        self.make_current(row)
        self.selected.emit()
        self._session.reveal(row.node_id)
        time_s = self._session.playhead.time_s
        if not any(bar.start_s <= time_s <= bar.end_s for bar in row.bars):
            self._seek(row.bars[0].entrance.time_s)

    @command_family(
        (
            _command(
                "timeline.next_thing",
                tr_later("Next thing"),
                ("Down",),
                is_enabled=has_rows,
                arguments={"offset": 1},
            ),
            _command(
                "timeline.previous_thing",
                tr_later("Previous thing"),
                ("Up",),
                is_enabled=has_rows,
                arguments={"offset": -1},
            ),
        )
    )
    def step(self, offset: int) -> None:
        """Select the thing of the row below this one, or above it."""
        areas, index = self._view.areas, self._index
        if not areas.seen:
            return
        last = len(areas.seen) - 1
        place = areas.place_of(index) if index is not None else None
        if place is None:
            place = -1 if offset > 0 else last + 1
        place = min(max(place + offset, 0), last)
        self.select(areas.seen[place])
        self._view.ensure_visible(areas.seen[place])

    @_command("timeline.fold", tr_later("Fold or unfold the group"), ("F",), is_enabled=is_group)
    def toggle_fold(self) -> None:
        """Fold the group of the current row, or unfold it."""
        if self.current is not None:
            self._view.toggle_fold(self.current)

    # when it is there

    def drop(self, hit: ThingHit, target: Target) -> None:
        """Let a thing come or go at another step."""
        row = self._view.rows.rows[hit.row]
        self._move(row, row.bars[hit.bar], target, is_start=hit.region is ThingRegion.START)

    def _move(self, row: ThingRow, bar: Bar, target: Target, *, is_start: bool) -> None:
        end = bar.entrance if is_start else bar.exit
        move = self._edits.move_entrance if is_start else self._edits.move_exit
        move(row.node_id, row.title, end.own_node, target.moment)

    @command_family(
        (
            _command(
                "timeline.come_here",
                tr_later("Let it come at the playhead"),
                ("[",),
                is_enabled=has_row,
                arguments={"is_start": True},
            ),
            _command(
                "timeline.go_here",
                tr_later("Let it go at the playhead"),
                ("]",),
                is_enabled=has_row,
                arguments={"is_start": False},
            ),
        )
    )
    def move_to_playhead(self, *, is_start: bool) -> None:
        """Let the thing of the current row come or go at the playhead."""
        index, time_s = self._index, self._session.playhead.time_s
        if index is None:
            return
        row = self._view.rows.rows[index]
        number = _bar_at(row, time_s, is_start=is_start)
        region = ThingRegion.START if is_start else ThingRegion.END
        hit = ThingHit(region, index, number)
        bar = row.bars[number]
        if (bar.entrance if is_start else bar.exit).is_movable:
            target = self._view.areas.target(hit, self._view.scale.x(time_s))
            if target.is_change and target.moment is not None:
                self.drop(hit, target)

    def _reject(self, reason: str) -> None:
        self.rejected.emit(reason)
        QToolTip.showText(QCursor.pos(), plain_tip(reason), self._view)


def _bar_at(row: ThingRow, time_s: float, *, is_start: bool) -> int:
    """Return which bar of a row has its start, or its end, nearest to a time."""
    ends = [bar.start_s if is_start else bar.end_s for bar in row.bars]
    return min(range(len(ends)), key=lambda number: abs(ends[number] - time_s))
