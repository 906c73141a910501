"""What the mouse does while its button is down on the timeline."""

from typing import Protocol

from PySide6.QtCore import QPointF

from manim_nodes.app.timeline.geometry import Drop, Geometry

_SNAP_S = 0.1
_SHORTEST_S = 0.1
_THRESHOLD_PX = 6.0
_PX_A_DECIBEL = 3.0
_SOFTEST_DB, _LOUDEST_DB = -60.0, 24.0


class TimelineGestureHost(Protocol):
    """Where gestures happen: what they may ask for, and what they notify."""

    @property
    def areas(self) -> Geometry: ...
    @property
    def fps(self) -> float: ...

    def emit_scrubbed(self, time_s: float) -> None: ...
    def emit_clicked(self, index: int) -> None: ...
    def emit_resized(self, index: int, seconds: float) -> None: ...
    def emit_resize_ended(self, *, is_kept: bool) -> None: ...
    def emit_flag_clicked(self, index: int) -> None: ...
    def emit_flag_moved(self, index: int, seconds: float) -> None: ...
    def emit_flag_faded(self, index: int, end: int, seconds: float) -> None: ...
    def emit_flag_loudness(self, index: int, decibels: float) -> None: ...
    def show_dragged(self, index: int | None, x: float, drop: Drop | None) -> None: ...
    def emit_dropped(self, index: int, drop: Drop) -> None: ...


class TimelineGesture:
    """One press, until the button is let go."""

    def move(self, at: QPointF, *, fine: bool = False) -> None:
        """Follow the mouse; ``fine`` is while Shift is down."""

    def end(self, at: QPointF) -> None:
        """Keep what was done."""

    def cancel(self) -> None:
        """Undo what was done."""


class Scrub(TimelineGesture):
    """Moves through the film."""

    def __init__(self, host: TimelineGestureHost, at: QPointF) -> None:
        self._host = host
        self.move(at)

    def move(self, at: QPointF, *, fine: bool = False) -> None:
        """Go where the mouse is."""
        del fine
        self._host.emit_scrubbed(max(self._host.areas.scale.time_s(at.x()), 0.0))


class Resize(TimelineGesture):
    """Drags the end of a block."""

    def __init__(self, host: TimelineGestureHost, index: int, at: QPointF) -> None:
        self._host, self._index = host, index
        block = host.areas.schedule.blocks[index]
        self._duration_s, self._x = block.nominal_s, at.x()
        # Earlier rounds of the same node grow as well, and push this one along.
        self._share = block.round + 1

    def move(self, at: QPointF, *, fine: bool = False) -> None:
        """Resize the block so that it reaches to the mouse: in tenths of a second, or frames."""
        way = (at.x() - self._x) / self._host.areas.scale.px_per_s
        wanted = self._duration_s + way / self._share
        step = 1 / self._host.fps if fine else _SNAP_S
        snapped = max(round(wanted / step), 1) * step
        shortest = step if fine else _SHORTEST_S
        self._host.emit_resized(self._index, round(max(snapped, shortest), 4))

    def end(self, at: QPointF) -> None:
        """Keep it."""
        del at
        self._host.emit_resize_ended(is_kept=True)

    def cancel(self) -> None:
        """Reset the block to its length."""
        self._host.emit_resize_ended(is_kept=False)


class DragBlock(TimelineGesture):
    """Carries a block elsewhere; where it does not leave its place, that is a click."""

    def __init__(self, host: TimelineGestureHost, index: int, at: QPointF) -> None:
        self._host, self._index, self._from = host, index, at
        self._is_dragging = False
        self._drop: Drop | None = None

    def move(self, at: QPointF, *, fine: bool = False) -> None:
        """Show where it would go."""
        del fine
        self._is_dragging |= abs(at.x() - self._from.x()) > _THRESHOLD_PX
        if self._is_dragging:
            self._drop = self._host.areas.drop(at, self._index)
            self._host.show_dragged(self._index, at.x(), self._drop)

    def end(self, at: QPointF) -> None:
        """Let go of it."""
        self._host.show_dragged(None, at.x(), None)
        if not self._is_dragging:
            self._host.emit_clicked(self._index)
        elif self._drop is not None:
            self._host.emit_dropped(self._index, self._drop)

    def cancel(self) -> None:
        """Leave it where it is."""
        self._host.show_dragged(None, 0.0, None)


class DragFade(TimelineGesture):
    """Drags where a sound has come up from silence, or where it begins to go down to it.

    Parameters
    ----------
    end : 0 for its beginning, 1 for its end
    """

    def __init__(self, host: TimelineGestureHost, index: int, end: int, at: QPointF) -> None:
        self._host, self._index, self._end, self._x = host, index, end, at.x()
        fades_s = host.areas.schedule.flags[index].fades_s
        self._fade_s, other_s = fades_s[end], fades_s[1 - end]
        self._most_s = max(host.areas.heard_s[index] - other_s, 0.0)
        self._is_dragging = False

    def move(self, at: QPointF, *, fine: bool = False) -> None:
        """Let the fade reach to the mouse, in tenths of a second or frames, up to where the other one begins."""
        self._is_dragging |= abs(at.x() - self._x) > _THRESHOLD_PX
        if not self._is_dragging:
            return
        way_s = (at.x() - self._x) / self._host.areas.scale.px_per_s
        step = 1 / self._host.fps if fine else _SNAP_S
        wanted = self._fade_s + (-way_s if self._end else way_s)
        seconds = min(max(round(wanted / step) * step, 0.0), self._most_s)
        self._host.emit_flag_faded(self._index, self._end, round(seconds, 4))

    def end(self, at: QPointF) -> None:
        """Keep it; where nothing was dragged, that is a click on the sound."""
        del at
        if self._is_dragging:
            self._host.emit_resize_ended(is_kept=True)
        else:
            self._host.emit_flag_clicked(self._index)

    def cancel(self) -> None:
        """Leave it as it was."""
        if self._is_dragging:
            self._host.emit_resize_ended(is_kept=False)


class DragSound(TimelineGesture):
    """Carries a sound along, or makes it louder and softer: what the mouse does first says which."""

    def __init__(self, host: TimelineGestureHost, index: int, at: QPointF) -> None:
        self._host, self._index, self._from = host, index, at
        self._flag = host.areas.schedule.flags[index]
        self._direction = ""

    def move(self, at: QPointF, *, fine: bool = False) -> None:
        """Let it begin where the mouse is, in tenths of a second or frames; or set its loudness in decibels."""
        way = at - self._from
        if not self._direction and way.manhattanLength() > _THRESHOLD_PX:
            is_upright = abs(way.y()) > abs(way.x()) and bool(self._flag.loudness)
            self._direction = "y" if is_upright else "x" if self._flag.offset else ""
        if self._direction == "x":
            step = 1 / self._host.fps if fine else _SNAP_S
            begins_s = self._flag.time_s + way.x() / self._host.areas.scale.px_per_s
            begins_s = max(round(begins_s / step) * step, 0.0)
            offset_s = self._flag.offset_s + begins_s - self._flag.time_s
            self._host.emit_flag_moved(self._index, round(offset_s, 4))
        elif self._direction == "y":
            louder = round(-way.y() / (_PX_A_DECIBEL * (4 if fine else 1)))
            decibels = min(max(self._flag.loudness_db + louder, _SOFTEST_DB), _LOUDEST_DB)
            self._host.emit_flag_loudness(self._index, decibels)

    def end(self, at: QPointF) -> None:
        """Keep it; where nothing was dragged, that is a click."""
        del at
        if self._direction:
            self._host.emit_resize_ended(is_kept=True)
        else:
            self._host.emit_flag_clicked(self._index)

    def cancel(self) -> None:
        """Leave it as it was."""
        if self._direction:
            self._host.emit_resize_ended(is_kept=False)
