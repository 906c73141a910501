"""Where the bars of things are, and what is under the mouse."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF

from manim_nodes.app.timeline.scale import Scale
from manim_nodes.app.timeline.thing_rows import Bar, ThingRow, ThingRows
from manim_nodes.editing.thing_times import Moment

ROW_PX = 20.0
GUTTER_PX = 18.0
_GAP_PX = 2.0
_END_PX = 5.0
_OUTSIDE_PX = 4.0
_BEYOND_PX = 8.0
_SAME_S = 1e-6


class ThingRegion(Enum):
    """What is somewhere."""

    NOTHING = "nothing"
    ROW = "row"
    FOLD = "fold"
    BAR = "bar"
    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class ThingHit:
    """What is under the mouse.

    Parameters
    ----------
    row : its place among all rows
    bar : its place among those of the row
    """

    region: ThingRegion
    row: int = -1
    bar: int = -1


@dataclass(frozen=True, slots=True)
class Target:
    """Where a dragged end of a bar would go.

    Parameters
    ----------
    moment : None for always: from the first frame, or to the last
    is_change : whether anything would be different then
    """

    time_s: float
    moment: Moment | None
    is_change: bool = True


@dataclass(frozen=True)
class ThingGeometry:
    """Rows at a scale, in a widget of some size.

    Parameters
    ----------
    seen : which rows are seen, folded as groups are
    scrolled_px : how much of them is above the widget
    """

    rows: ThingRows
    seen: Sequence[int]
    scale: Scale
    width: float
    height: float
    scrolled_px: float = 0.0

    @property
    def total_px(self) -> float:
        """Return how high all rows are."""
        return len(self.seen) * ROW_PX + _GAP_PX

    @cached_property
    def _seen_at(self) -> dict[int, int]:
        return {row: place for place, row in enumerate(self.seen)}

    def place_of(self, row: int) -> int | None:
        """Return where a row is among those that are seen."""
        return self._seen_at.get(row)

    def visible_places(self) -> range:
        """Return which of the rows that are seen are within the widget."""
        first = max(int(self.scrolled_px // ROW_PX), 0)
        last = int((self.scrolled_px + self.height) // ROW_PX) + 1
        return range(first, min(last, len(self.seen)))

    def row_rect(self, place: int) -> QRectF:
        """Return the area of a row."""
        return QRectF(0, place * ROW_PX - self.scrolled_px, self.width, ROW_PX)

    def bar_rect(self, place: int, bar: Bar) -> QRectF:
        """Return the area of a bar."""
        row = self.row_rect(place)
        left, right = self.scale.x(bar.start_s), self.scale.x(bar.end_s)
        return QRectF(left, row.top() + _GAP_PX, max(right - left, 3.0), ROW_PX - _GAP_PX)

    def row_of(self, place: int) -> ThingRow:
        """Return the row at a place among those that are seen."""
        return self.rows.rows[self.seen[place]]

    def hit(self, at: QPointF) -> ThingHit:
        """Return what is at a point."""
        place = int((at.y() + self.scrolled_px) // ROW_PX)
        if not 0 <= place < len(self.seen):
            return ThingHit(ThingRegion.NOTHING)
        index, row = self.seen[place], self.row_of(place)
        if at.x() < GUTTER_PX and row.member_count:
            return ThingHit(ThingRegion.FOLD, index)
        found = ThingHit(ThingRegion.ROW, index)
        for number, bar in enumerate(row.bars):
            area = self.bar_rect(place, bar)
            reach = min(_END_PX, area.width() / 3)
            if bar.entrance.is_movable and -_OUTSIDE_PX <= at.x() - area.left() <= reach:
                return ThingHit(ThingRegion.START, index, number)
            if bar.exit.is_movable and -_OUTSIDE_PX <= area.right() - at.x() <= reach:
                return ThingHit(ThingRegion.END, index, number)
            if area.left() <= at.x() <= area.right():
                found = ThingHit(ThingRegion.BAR, index, number)
        return found

    def target(self, hit: ThingHit, x: float) -> Target:
        """Return where the end of a bar would go that is let go at a place."""
        row = self.rows.rows[hit.row]
        bar = row.bars[hit.bar]
        is_start = hit.region is ThingRegion.START
        end = bar.entrance if is_start else bar.exit
        if is_start and x < self.scale.x(0.0) - _BEYOND_PX:
            return Target(0.0, None, is_change=end.is_own)
        if not is_start and x > self.scale.x(self.rows.duration_s) + _BEYOND_PX:
            return Target(self.rows.duration_s, None, is_change=end.is_own)
        moments = self.rows.moments_for(end.own_node or row.node_id)
        times = [self.rows.time_s(moment) for moment in moments]
        nearest = _nearest(times, self.scale.time_s(x))
        moment = moments[nearest]
        return Target(times[nearest], moment, is_change=not self._is_there(bar, moment, hit))

    def _is_there(self, bar: Bar, moment: Moment, hit: ThingHit) -> bool:
        """Return whether a bar begins, or ends, at a moment already."""
        end = bar.entrance if hit.region is ThingRegion.START else bar.exit
        if end.rank is not None:
            return moment.rank in (end.rank, end.rank - 1)
        time_s = bar.start_s if hit.region is ThingRegion.START else bar.end_s
        return abs(self.rows.time_s(moment) - time_s) < _SAME_S


def _nearest(times: Sequence[float], time_s: float) -> int:
    """Return which of some times, in order, is nearest."""
    after = bisect_left(times, time_s)
    around = [place for place in (after - 1, after) if 0 <= place < len(times)]
    return min(around, key=lambda place: abs(times[place] - time_s), default=0)
