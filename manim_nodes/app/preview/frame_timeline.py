"""The frames of the film that can be shown: new ones, those of the version before, and how long it all is."""

import weakref
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.frames import Picture, PreviewFrame
from manim_nodes.render.preview.sounds import Sound


@dataclass(frozen=True, slots=True)
class _Stale:
    """A frame of an earlier version, which the store of frames may forget at any time."""

    first: int
    count: int
    picture: "weakref.ref[Picture]"


@dataclass(frozen=True, slots=True)
class Step:
    """A play of the film, drawn or expected."""

    node_id: str | None
    first_frame: int
    frame_count: int


class FrameTimeline:
    """The frames of the film, drawn and expected.

    New frames come in order, from the first on. What they do not reach yet is shown as it was before, and called stale.

    Attributes
    ----------
    fps : frames a second
    is_complete : no more frames will come
    """

    def __init__(self) -> None:
        self.fps = 15.0
        self.is_complete = True
        self._frames: list[PreviewFrame] = []
        self._firsts: list[int] = []
        self._stale: list[_Stale] = []
        self._playhead_frame: PreviewFrame | None = None
        self._expected: tuple[Step, ...] = ()
        self._steps: list[Step] = []
        self._all_steps: tuple[Step, ...] | None = ()
        self._sounds: list[Sound] = []
        self._stale_sounds: tuple[Sound, ...] = ()

    # filling

    def begin(self, script: Script, fps: float) -> None:
        """Begin another version of the film, whose frames are to come."""
        if fps == self.fps:
            self._stale = [*map(_stale, self._frames), *self._stale_beyond(self.fresh_count)]
        else:
            self._stale = []
        self.fps, self.is_complete = fps, False
        self._stale_sounds = self.sounds
        self._frames, self._firsts, self._steps, self._sounds = [], [], [], []
        self._expected, self._all_steps = tuple(_expected_steps(script, fps)), None

    def set_playhead_frame(self, frame: PreviewFrame) -> None:
        """Take the frame at the playhead, which is drawn ahead of all others."""
        self._playhead_frame = frame

    def add(self, frames: Iterable[PreviewFrame]) -> None:
        """Take the next new frames."""
        self._all_steps = None
        for frame in frames:
            self._frames.append(frame)
            self._firsts.append(frame.number)
            self._count(frame)
        if self._playhead_frame is not None and self._playhead_frame.number < self.fresh_count:
            self._playhead_frame = None

    def add_sound(self, sound: Sound) -> None:
        """Take the next sound."""
        self._sounds.append(sound)

    def end(self, *, is_whole: bool) -> None:
        """End the version that was begun.

        Parameters
        ----------
        is_whole : what came is the whole film, or all of it that can be had
        """
        if is_whole and self._frames:
            self._stale, self._playhead_frame, self.is_complete = [], None, True
            self._stale_sounds, self._all_steps = (), None

    def _count(self, frame: PreviewFrame) -> None:
        if len(self._steps) > frame.step:
            last = self._steps[-1]
            self._steps[-1] = Step(
                last.node_id, last.first_frame, frame.number + frame.count - last.first_frame
            )
        else:
            self._steps.append(Step(frame.node_id, frame.number, frame.count))

    # asking

    @property
    def fresh_count(self) -> int:
        """Return the number of frames, from the first on, that show the film as it is."""
        return self._frames[-1].number + self._frames[-1].count if self._frames else 0

    @property
    def stale_count(self) -> int:
        """Return the number of frames, from the first on, that show something."""
        end = self._stale[-1].first + self._stale[-1].count if self._stale else 0
        return max(end, self.fresh_count)

    @property
    def frame_count(self) -> int:
        """Return the length of the film; an estimate until it is complete."""
        if self.is_complete:
            return self.fresh_count
        end = self._expected[-1] if self._expected else None
        return max(self.fresh_count, end.first_frame + end.frame_count if end else 1)

    @property
    def steps(self) -> Sequence[Step]:
        """Return the plays of the film; those that are not drawn yet as they are expected."""
        if self._all_steps is None:
            self._all_steps = (*self._steps, *self._steps_to_come())
        return self._all_steps

    def _steps_to_come(self) -> Iterator[Step]:
        known = len(self._steps)
        if self.is_complete or known >= len(self._expected):
            return
        moved = self.fresh_count - self._expected[known].first_frame
        for step in self._expected[known:]:
            yield Step(step.node_id, step.first_frame + moved, step.frame_count)

    @property
    def sounds(self) -> tuple[Sound, ...]:
        """Return the sounds of the film; those that are not known yet as they were before."""
        return *self._sounds, *self._stale_sounds[len(self._sounds) :]

    def picture(self, number: int) -> Picture | None:
        """Return the best picture there is for a frame."""
        if self._playhead_frame is not None and self._playhead_frame.number == number:
            return self._playhead_frame.picture
        if number < self.fresh_count:
            return self._frames[bisect_right(self._firsts, number) - 1].picture
        return self._stale_picture(number) or (self._frames[-1].picture if self._frames else None)

    def step_at(self, number: int) -> int | None:
        """Return the index of the step that a frame belongs to."""
        steps = self.steps
        index = bisect_right(steps, number, key=lambda step: step.first_frame) - 1
        return index if index >= 0 else None

    def _stale_beyond(self, number: int) -> list[_Stale]:
        return [stale for stale in self._stale if stale.first + stale.count > number]

    def _stale_picture(self, number: int) -> Picture | None:
        index = bisect_right(self._stale, number, key=lambda stale: stale.first) - 1
        return self._stale[max(index, 0)].picture() if self._stale else None


def _stale(frame: PreviewFrame) -> _Stale:
    return _Stale(frame.number, frame.count, weakref.ref(frame.picture))


def _expected_steps(script: Script, fps: float) -> Iterable[Step]:
    first = 0
    for play in script.source_map.plays:
        count = max(1, round(play.duration_s * fps))
        yield Step(play.node_id, first, count)
        first += count
