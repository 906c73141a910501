"""Moves through the film: plays it at true speed, steps, leaps, loops."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from manim_nodes.app.player.clock import PlayClock
from manim_nodes.app.player.scrub_bar import Range
from manim_nodes.app.preview.frame_timeline import FrameTimeline


class Playback(QObject):
    """Knows which frame is shown, and which comes next.

    Parameters
    ----------
    timeline : gives the film as it is at this moment
    sections : gives the plays that sections begin with

    Attributes
    ----------
    moved : another frame is to be shown
    changed : it began or ceased to play, or plays otherwise
    played : the part that is played; None for all
    stops_at_sections : as a presentation does
    """

    moved = Signal(int)
    changed = Signal()

    def __init__(
        self,
        timeline: Callable[[], FrameTimeline],
        *,
        sections: Callable[[], tuple[int, ...]] = tuple,
        clock: PlayClock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._timeline, self._sections = timeline, sections
        self.clock = clock or PlayClock()
        self.frame = 0
        self.speed = 1.0
        self.loops = True
        self.played: Range | None = None
        self.stops_at_sections = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def is_playing(self) -> bool:
        """Return whether it plays."""
        return self.clock.is_running

    @property
    def bounds(self) -> Range:
        """Return the part that is played, as far as the film has it."""
        count = max(self._timeline().frame_count, 1)
        if self.played is None or self.played.first >= count:
            return Range(0, count)
        return Range(self.played.first, min(self.played.end, count))

    # playing

    def toggle(self) -> None:
        """Play, or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from here, or from the start if this is the end."""
        bounds = self.bounds
        if not bounds.first <= self.frame < bounds.end - 1:
            self._show(bounds.first)
        self.clock.start(self.frame, self._rate)
        self.changed.emit()
        self._wait()

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        if self.is_playing:
            self.clock.stop()
            self.changed.emit()

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast."""
        self.speed = speed
        if self.is_playing:
            self.clock.continue_from(self.frame, self._rate)
        self.changed.emit()

    def tick(self) -> None:
        """Show the frame that is due."""
        if not self.is_playing:
            return
        due, bounds = self.clock.due(), self.bounds
        stop = self._next_stop()
        if stop is not None and due >= stop:
            self._show(stop)
            self.pause()
            return
        if self._is_ahead_of_drawing(due, bounds):
            self.clock.continue_from(self.frame)
        elif due < bounds.end:
            self.clock.count_shown(due)
            self._show(due)
        elif self.loops and not self.stops_at_sections:
            self.clock.continue_from(bounds.first)
            self._show(bounds.first)
        else:
            self._show(bounds.end - 1)
            self.pause()
            return
        self._wait()

    def _is_ahead_of_drawing(self, due: int, bounds: Range) -> bool:
        timeline = self._timeline()
        there = max(timeline.stale_count, 1)
        return not timeline.is_complete and there <= due and there < bounds.end

    @property
    def _rate(self) -> float:
        return self._timeline().fps * self.speed

    def _wait(self) -> None:
        self._timer.start(max(1, round(self.clock.until_next_s() * 1000)))

    def _next_stop(self) -> int | None:
        if not self.stops_at_sections:
            return None
        steps = self._timeline().steps
        starts = (steps[index].first_frame for index in self._sections() if index < len(steps))
        return next((start for start in starts if start > self.frame), None)

    # moving

    def go_to(self, frame: int) -> None:
        """Show a frame; what plays goes on from there."""
        frame = min(max(frame, 0), max(self._timeline().frame_count - 1, 0))
        if self.is_playing:
            self.clock.continue_from(frame)
        self._show(frame)

    def step(self, frames: int) -> None:
        """Stand still so many frames from here."""
        self.pause()
        self.go_to(self.frame + frames)

    def go_to_start(self) -> None:
        """Show the first frame."""
        self.go_to(self.bounds.first)

    def go_to_end(self) -> None:
        """Show the last frame."""
        self.go_to(self.bounds.end - 1)

    def go_to_step(self, offset: int) -> None:
        """Go to the beginning of a later step, or an earlier one; first to that of this one."""
        timeline = self._timeline()
        index = timeline.step_at(self.frame)
        if index is None:
            return
        if offset < 0 and self.frame > timeline.steps[index].first_frame:
            offset += 1
        index += offset
        if index < len(timeline.steps):
            self.go_to(timeline.steps[max(index, 0)].first_frame)

    # choosing

    def toggle_loop(self) -> None:
        """Begin again at the end, or do not."""
        self.loops = not self.loops
        self.changed.emit()

    def begin_range(self) -> None:
        """Play from this frame on."""
        self._choose(self.frame, max(self.bounds.end, self.frame + 1))

    def end_range(self) -> None:
        """Play up to this frame, and no further."""
        self._choose(min(self.bounds.first, self.frame), self.frame + 1)

    def clear_range(self) -> None:
        """Play all of the film."""
        self.played = None
        self.changed.emit()

    def _choose(self, first: int, end: int) -> None:
        self.played = Range(first, end)
        self.changed.emit()

    def _show(self, frame: int) -> None:
        if frame != self.frame:
            self.frame = frame
            self.moved.emit(frame)
