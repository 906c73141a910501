"""Where things are on the timeline, and what is under the mouse."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from math import inf

from PySide6.QtCore import QPointF, QRectF

from manim_nodes.app.timeline.scale import Scale
from manim_nodes.app.timeline.schedule import Block, Schedule
from manim_nodes.library.node_type import FlagKind

_RULER_PX = 20.0
_FLAGS_PX = 18.0
_MOST_ASIDE_PX = 3 * _FLAGS_PX
WAVE_PX = 26.0
FADE_PX = 8.0
_LEAST_WAVE_PX = 40.0
_EDGE_PX = 5.0
_GRIP_LEAST_PX = 12.0
_HANDLE_PX = 12.0
_SHARE_OF_GAPS = 0.3
DURATION_PX = 16.0
LEAST_PICTURE_PX = 30.0


@dataclass(frozen=True, slots=True)
class TimelineRows:
    """The rows of the timeline from top to bottom, each as its top and its height."""

    ruler: tuple[float, float]
    flags: tuple[float, float]
    blocks: tuple[float, float]
    wave: tuple[float, float]

    @classmethod
    def of(cls, height: float, *, has_sound: bool) -> "TimelineRows":
        """Return the rows of a timeline so high."""
        top = _RULER_PX + _FLAGS_PX
        wave = WAVE_PX if has_sound else 0.0
        blocks = max(height - top - wave - 4, 20.0)
        return cls(
            (0.0, _RULER_PX), (_RULER_PX, _FLAGS_PX), (top, blocks), (top + blocks + 2, wave)
        )


class Region(Enum):
    """What is somewhere."""

    NOTHING = "nothing"
    RULER = "ruler"
    GAP = "gap"
    FLAG = "flag"
    WAVE = "wave"
    FADE_IN = "fade in"
    FADE_OUT = "fade out"
    BLOCK = "block"
    EDGE = "edge"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class TimelineHit:
    """What is under the mouse.

    Parameters
    ----------
    index : of the block or flag; of a gap, that of the block after it
    """

    region: Region
    index: int = -1


@dataclass(frozen=True, slots=True)
class Drop:
    """Where a dragged block would go: before a block, or (``is_onto``) together with it."""

    index: int
    is_onto: bool = False


@dataclass(frozen=True)
class Geometry:
    """A schedule at a scale, in a widget of some height.

    Parameters
    ----------
    heard_s : how long the sounds are heard whose length is known, by the indices of their flags
    """

    schedule: Schedule
    scale: Scale
    rows: TimelineRows
    heard_s: Mapping[int, float] = field(default_factory=dict)

    def rect(self, block: Block) -> QRectF:
        """Return the area of a block."""
        top, height = self.rows.blocks
        return QRectF(self.scale.x(block.start_s) + 0.5, top, self._width(block), height)

    def _width(self, block: Block) -> float:
        return max(block.duration_s * self.scale.px_per_s - 1.0, 1.0)

    def is_wide(self, index: int) -> bool:
        """Return whether a block has room for a picture."""
        return self._width(self.schedule.blocks[index]) >= LEAST_PICTURE_PX

    def duration_area(self, block: Block) -> QRectF:
        """Return the area of the line that says how long a block is."""
        area = self.rect(block)
        return QRectF(area.left(), area.bottom() - DURATION_PX, area.width(), DURATION_PX)

    def gap_x(self, gap: int) -> float:
        """Return the place between a block and the one before."""
        blocks = self.schedule.blocks
        if gap < len(blocks):
            return self.scale.x(blocks[gap].start_s)
        return self.scale.x(self.schedule.duration_s)

    def visible_blocks(self, width: float) -> range:
        """Return the blocks that a width shows."""
        if not self.schedule.blocks:
            return range(0)
        return self.schedule.range_of(self.scale.time_s(0), self.scale.time_s(width))

    def hit(self, at: QPointF) -> TimelineHit:
        """Return what is at a point."""
        if at.y() < self.rows.flags[0]:
            return TimelineHit(Region.RULER)
        if at.y() < self.rows.blocks[0]:
            flag, gap = self._flag_at(at.x()), self._gap_at(at.x())
            if flag is not None:
                return TimelineHit(Region.FLAG, flag)
            near = gap >= 0 and abs(self.gap_x(gap) - at.x()) <= _HANDLE_PX
            return TimelineHit(Region.GAP, gap) if near else TimelineHit(Region.RULER)
        if at.y() > sum(self.rows.blocks):
            for index in self.heard_s:
                for region, handle in self.fade_handles(index).items():
                    if handle.adjusted(-3, -3, 3, 3).contains(at):
                        return TimelineHit(region, index)
            sound = self._sound_at(at.x())
            return TimelineHit(Region.NOTHING) if sound is None else TimelineHit(Region.WAVE, sound)
        return self._hit_block(at)

    def _hit_block(self, at: QPointF) -> TimelineHit:
        index = self._index_at(at.x() - _EDGE_PX)
        if index is not None:
            block = self.schedule.blocks[index]
            area = self.rect(block)
            if block.parameter and abs(at.x() - area.right()) <= min(
                _EDGE_PX, area.width() / 3 if area.width() < _GRIP_LEAST_PX else _EDGE_PX
            ):
                return TimelineHit(Region.EDGE, index)
        index = self._index_at(at.x())
        if index is None:
            return TimelineHit(Region.NOTHING)
        block = self.schedule.blocks[index]
        is_foot = self.duration_area(block).contains(at) and bool(block.parameter)
        return TimelineHit(Region.DURATION if is_foot else Region.BLOCK, index)

    @cached_property
    def flag_rooms(self) -> Mapping[int, tuple[float, float]]:
        """Return where flags begin, and where the next one leaves them no more room, by their indices.

        Those that begin at about the same time stand beside one another, as long as that is near their time.
        """
        order = sorted(enumerate(self.schedule.flags), key=lambda each: each[1].time_s)
        lefts: dict[int, float] = {}
        free = -inf
        for index, flag in order:
            x = self.scale.x(flag.time_s)
            if free - x <= _MOST_ASIDE_PX:
                lefts[index] = max(x, free)
                free = lefts[index] + _FLAGS_PX
        ends = [*list(lefts.values())[1:], inf]
        return {index: (left, end) for (index, left), end in zip(lefts.items(), ends, strict=False)}

    def _flag_at(self, x: float) -> int | None:
        for index, (left, end) in self.flag_rooms.items():
            lasting = self.schedule.flags[index].duration_s * self.scale.px_per_s
            if left <= x < min(left + max(lasting, _FLAGS_PX), end):
                return index
        return None

    def _sound_at(self, x: float) -> int | None:
        """Return the sound that began last before a place."""
        time_s = self.scale.time_s(x)
        flags = enumerate(self.schedule.flags)
        sounds = [
            (f.time_s, i) for i, f in flags if f.kind is FlagKind.SOUND and f.time_s <= time_s
        ]
        return max(sounds)[1] if sounds else None

    def fade_handles(self, index: int) -> dict[Region, QRectF]:
        """Return the handles by which a sound's fades are dragged, at the upper corners of what is fully heard."""
        flag, heard_s = self.schedule.flags[index], self.heard_s.get(index, 0.0)
        if not all(flag.fades) or heard_s * self.scale.px_per_s < _LEAST_WAVE_PX:
            return {}
        begin, end = min(flag.fades_s[0], heard_s), max(heard_s - flag.fades_s[1], 0.0)
        half, top = FADE_PX / 2, self.rows.wave[0]
        return {
            region: QRectF(self.scale.x(flag.time_s + at_s) - half, top, FADE_PX, FADE_PX)
            for region, at_s in ((Region.FADE_IN, begin), (Region.FADE_OUT, end))
        }

    def _index_at(self, x: float) -> int | None:
        return self.schedule.index_at(self.scale.time_s(x))

    def _gap_at(self, x: float) -> int:
        """Return the nearest gap; -1 if there is no block."""
        blocks = self.schedule.blocks
        if not blocks:
            return -1
        index = self._index_at(x)
        if index is None:
            return 0 if self.scale.time_s(x) < 0 else len(blocks)
        middle = self.rect(blocks[index]).center().x()
        return index + (x > middle)

    def drop(self, at: QPointF, dragged: int) -> Drop | None:
        """Return where a block would go that is let go at a point; None if that changes nothing."""
        blocks = self.schedule.blocks
        index = self._index_at(at.x())
        if index is not None and blocks[index].node_id != blocks[dragged].node_id:
            area = self.rect(blocks[index])
            inset = area.width() * _SHARE_OF_GAPS
            if area.left() + inset < at.x() < area.right() - inset:
                return Drop(index, is_onto=True)
        gap = self._gap_at(at.x())
        neighbors = [blocks[each].node_id for each in (gap - 1, gap) if 0 <= each < len(blocks)]
        return None if blocks[dragged].node_id in neighbors else Drop(gap)
