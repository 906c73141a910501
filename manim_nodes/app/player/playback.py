"""Moving through the film: it is played at true speed, frame by frame, step by step, in a loop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.player.clock import PlayClock
from manim_nodes.app.player.scrub_bar import Range
from manim_nodes.app.preview.frame_timeline import FrameTimeline
from manim_nodes.codegen.sections import SectionKind
from manim_nodes.translation import tr_later

_FASTEST = 8


@dataclass(frozen=True, slots=True)
class FilmSection:
    """A section of the film as it is presented.

    Parameters
    ----------
    number : from 0
    first, end : frames, the last one excluded
    """

    number: int
    first: int
    end: int
    kind: SectionKind
    is_last: bool = False


def _plays_part(playback: "Playback") -> bool:
    return playback.played is not None


def _move(name: str, title: str, key: str, icon: str = "", **arguments: object) -> command:
    return command(f"player.{name}", title, (key,), menu="Play", icon=icon, arguments=arguments)


class Playback(QObject):
    """Knows which frame is shown, and which comes next.

    Parameters
    ----------
    timeline : returns the film as it is at this moment
    sections : returns what a presentation does with the sections, by the plays that they begin with
    is_begun : returns whether ``timeline`` is the film that was asked for last

    Attributes
    ----------
    moved : another frame is to be shown
    changed : it began or stopped playing, or plays in another way
    played : the part that is played; None for all
    shuttle : how many times as fast J and L let it play, below 0 backward
    stops_at_sections : as a presentation does
    """

    moved = Signal(int)
    changed = Signal()

    def __init__(
        self,
        timeline: Callable[[], FrameTimeline],
        *,
        sections: Callable[[], Mapping[int, SectionKind]] = dict,
        is_begun: Callable[[], bool] = lambda: True,
        clock: PlayClock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._timeline, self._sections, self._is_begun = timeline, sections, is_begun
        self.clock = clock or PlayClock()
        self.frame = 0
        self.speed = 1.0
        self.shuttle = 1
        self.loops = True
        self.played: Range | None = None
        self.stops_at_sections = False
        self._is_leaving = self._is_impatient = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def is_playing(self) -> bool:
        """Return whether the film plays."""
        return self.clock.is_running

    @property
    def is_behind(self) -> bool:
        """Return whether the machine cannot show the film as it moves, at its own speed or slower."""
        is_natural = self.shuttle == 1 and self.speed <= 1
        return self.is_playing and is_natural and self.clock.is_behind

    @property
    def bounds(self) -> Range:
        """Return the part that is played, as far as the film has it."""
        count = max(self._timeline().frame_count, 1)
        if self.played is None or self.played.first >= count:
            return Range(0, count)
        return Range(self.played.first, min(self.played.end, count))

    # playing

    @command(
        "player.play",
        tr_later("Play"),
        ("Space",),
        panel="",
        menu="Play",
        icon="mdi6.play",
        help=tr_later("Plays the film, or pauses it."),
        is_checked=attrgetter("is_playing"),
    )
    def toggle(self) -> None:
        """Play, or pause."""
        if self.is_playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Play from here, or from the start if this is the end; backward, from the end if this is the start."""
        bounds = self.bounds
        if self.shuttle < 0 and not bounds.first < self.frame < bounds.end:
            self._show(bounds.end - 1)
        elif self.shuttle > 0 and not bounds.first <= self.frame < bounds.end - 1:
            self._show(bounds.first)
        self.clock.start(self.frame, self._rate)
        self.changed.emit()
        self._wait()

    @_move("shuttle_back", tr_later("Play backward, faster each time"), "J", way=-1)
    @_move("shuttle_on", tr_later("Play, faster each time"), "L", way=1)
    def play_faster(self, way: int) -> None:
        """Play one way; where it does already, twice as fast as now.

        Parameters
        ----------
        way : -1 for backward
        """
        goes_on = self.is_playing and self.shuttle * way > 0
        faster = min(abs(self.shuttle) * 2, _FASTEST) if goes_on else 1
        if self.is_playing:
            self.pause()
        self.shuttle = way * faster
        self.play()

    @_move("shuttle_stop", tr_later("Stop playing"), "K")
    def pause(self) -> None:
        """Stop at this frame."""
        self._timer.stop()
        self.shuttle = 1
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
        if self.waits_for_section:
            self.clock.continue_from(self.frame, self._rate)
            self._wait()
            return
        due, bounds = self.clock.due(), self.bounds
        section = self.section
        is_over = section is not None and self.shuttle > 0 and due >= section.end
        if is_over and section is not None and self._end_section(section):
            return
        if self.shuttle < 0:
            self._tick_back(due, bounds)
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

    def _tick_back(self, due: int, bounds: Range) -> None:
        if due >= bounds.first:
            self.clock.count_shown(due)
            self._show(due)
        elif self.loops:
            self.clock.continue_from(bounds.end - 1)
            self._show(bounds.end - 1)
        else:
            self._show(bounds.first)
            self.pause()
            return
        self._wait()

    def _is_ahead_of_drawing(self, due: int, bounds: Range) -> bool:
        timeline = self._timeline()
        there = max(timeline.stale_count, 1)
        return not timeline.is_complete and there <= due and there < bounds.end

    @property
    def _rate(self) -> float:
        return self._timeline().fps * self.speed * self.shuttle

    def _wait(self) -> None:
        self._timer.start(max(1, round(self.clock.until_next_s() * 1000)))

    # presenting

    @property
    def section(self) -> FilmSection | None:
        """Return the section that is shown; None where no presentation runs."""
        return self._section_at(self.frame) if self.stops_at_sections else None

    @property
    def waits_for_section(self) -> bool:
        """Return whether a presentation is at the start of a section that is not all drawn yet."""
        section, timeline = self.section, self._timeline()
        if section is None or self._is_impatient or self.frame > section.first:
            return False
        is_drawn = timeline.is_complete or timeline.fresh_count >= section.end
        return not self._is_begun() or not is_drawn

    @property
    def drawn_percent(self) -> int:
        """Return how much of the film is drawn."""
        timeline = self._timeline()
        if not self._is_begun():
            return 0
        if timeline.is_complete:
            return 100
        return min(100 * timeline.fresh_count // timeline.frame_count, 99)

    @property
    def section_count(self) -> int:
        """Return how many sections the film has."""
        return len(self._section_starts())

    def _section_starts(self) -> list[tuple[int, SectionKind]]:
        steps = self._timeline().steps
        starts = [
            (steps[index].first_frame if index else 0, kind)
            for index, kind in sorted(self._sections().items())
            if not index or index < len(steps)
        ]
        return starts or [(0, SectionKind.NORMAL)]

    def _section_at(self, frame: int) -> FilmSection:
        starts = self._section_starts()
        number = max(at for at, (first, _) in enumerate(starts) if first <= frame or not at)
        first, kind = starts[number]
        is_last = number + 1 == len(starts)
        end = self.bounds.end if is_last else starts[number + 1][0]
        return FilmSection(number, first, end, kind, is_last=is_last)

    def _end_section(self, section: FilmSection) -> bool:
        """Do what is meant at the end of a section; return whether it does not simply go on."""
        loops = section.kind in (SectionKind.LOOP, SectionKind.COMPLETE_LOOP)
        if loops and not self._is_leaving:
            self.clock.continue_from(section.first)
            self._show(section.first)
            self._wait()
            return True
        goes_on = section.kind is not SectionKind.NORMAL
        self._is_leaving = False
        if goes_on and not section.is_last:
            return False
        self._show(min(section.end, self.bounds.end - 1))
        self.pause()
        return True

    def advance(self) -> None:
        """Go on in a presentation: play, even what is not all drawn if it is asked for again, or leave what is repeated."""
        section = self.section
        if not self.is_playing:
            self._is_impatient = False
            self.play()
        elif self.waits_for_section:
            self._is_impatient = True
        elif section is not None and section.kind is SectionKind.LOOP and not section.is_last:
            self.go_to(section.end)
        elif section is not None and section.kind is SectionKind.COMPLETE_LOOP:
            self._is_leaving = True
        elif section is not None and not section.is_last:
            self.go_to(section.end)
            self.pause()

    def go_back(self) -> None:
        """Go to the start of the section, or of the one before if it has just begun."""
        section = self.section
        if section is None:
            return
        has_begun = self.frame - section.first > self._timeline().fps / 2
        self.pause()
        self.go_to(section.first if has_begun else self._section_at(section.first - 1).first)

    # moving

    def go_to(self, frame: int) -> None:
        """Show a frame; what plays goes on from there."""
        frame = min(max(frame, 0), max(self._timeline().frame_count - 1, 0))
        if self.is_playing:
            self.clock.continue_from(frame, self._rate)
        self._show(frame)

    @command_family(
        _move(name, title, key, icon, frames=frames)
        for name, title, key, icon, frames in (
            ("back", tr_later("One frame back"), "Left", "mdi6.step-backward", -1),
            ("forward", tr_later("One frame on"), "Right", "mdi6.step-forward", 1),
            ("back_10", tr_later("Ten frames back"), "Shift+Left", "", -10),
            ("forward_10", tr_later("Ten frames on"), "Shift+Right", "", 10),
        )
    )
    def step(self, frames: int) -> None:
        """Pause so many frames from here."""
        self.pause()
        self.go_to(self.frame + frames)

    @_move("previous_step", tr_later("Previous step"), "Ctrl+Left", "mdi6.rewind", offset=-1)
    @_move("next_step", tr_later("Next step"), "Ctrl+Right", "mdi6.fast-forward", offset=1)
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

    @_move("start", tr_later("Go to the start"), "Home", "mdi6.skip-previous")
    def go_to_start(self) -> None:
        """Show the first frame."""
        self.go_to(self.bounds.first)

    @_move("end", tr_later("Go to the end"), "End", "mdi6.skip-next")
    def go_to_end(self) -> None:
        """Show the last frame."""
        self.go_to(self.bounds.end - 1)

    # what is played

    @command(
        "player.loop",
        tr_later("Loop"),
        ("Shift+L",),
        menu="Play",
        icon="mdi6.repeat",
        is_checked=attrgetter("loops"),
    )
    def toggle_loop(self) -> None:
        """Begin again at the end, or do not."""
        self.loops = not self.loops
        self.changed.emit()

    @_move("range_start", tr_later("Play from here on"), "B")
    def begin_range(self) -> None:
        """Play from this frame on."""
        self._set_range(self.frame, max(self.bounds.end, self.frame + 1))

    @_move("range_end", tr_later("Play up to here"), "N")
    def end_range(self) -> None:
        """Play up to this frame, and no further."""
        self._set_range(min(self.bounds.first, self.frame), self.frame + 1)

    @command(
        "player.range_clear",
        tr_later("Play all"),
        ("Shift+B",),
        menu="Play",
        is_enabled=_plays_part,
        needs=tr_later("All of it is played already."),
    )
    def clear_range(self) -> None:
        """Play all of the film."""
        self.played = None
        self.changed.emit()

    def _set_range(self, first: int, end: int) -> None:
        self.played = Range(first, end)
        self.changed.emit()

    def _show(self, frame: int) -> None:
        if frame != self.frame:
            self.frame = frame
            self.moved.emit(frame)
