"""Put the events of a run together to frames and steps of a film."""

from collections.abc import Callable
from dataclasses import replace

from manim_nodes.render.preview.frames import FrameStore, Picture, Shot
from manim_nodes.render.preview.recording import Event, FrameDrawn, SoundAdded, StepBegun, StepEnded
from manim_nodes.render.preview.results import PreviewFrame, PreviewStep
from manim_nodes.render.preview.sounds import Sound


class FilmBuilder:
    """Numbers frames, hands them out, and keeps them for the next run."""

    def __init__(
        self,
        fps: float,
        on_frame: Callable[[PreviewFrame], None],
        store: FrameStore | None,
        on_sound: Callable[[Sound], None] = lambda _: None,
    ) -> None:
        self.steps: list[PreviewStep] = []
        self.sounds: list[Sound] = []
        self.drawn = 0
        self._fps = fps
        self._on_frame = on_frame
        self._on_sound = on_sound
        self._store = store
        self._key = ""
        self._in_step = False

    @property
    def running_step(self) -> int:
        """Return the index of the play that runs, or would come next."""
        return len(self.steps) - self._in_step

    def take(self, event: Event) -> None:
        """Take one event of the run."""
        match event:
            case StepBegun():
                self._begin_step(event)
            case FrameDrawn(pixels, count):
                self._add_drawn(Shot(Picture(pixels), count))
            case StepEnded():
                self._end_step()
            case SoundAdded(sound):
                self.sounds.append(sound)
                self._on_sound(sound)

    def _begin_step(self, event: StepBegun) -> None:
        first = self.steps[-1].first_frame + self.steps[-1].frame_count if self.steps else 0
        self.steps.append(
            PreviewStep(event.index, event.node_id, first, 0, event.shots is not None)
        )
        self._key = event.key
        self._in_step = True
        if event.shots is None:
            if self._store is not None:
                self._store.begin_step(event.key)
            return
        if self._store is not None:
            self._store.use(event.key)
        for shot in event.shots:
            self._hand_out(shot)

    def _add_drawn(self, shot: Shot) -> None:
        self.drawn += 1
        self._hand_out(shot)
        if self._store is not None:
            self._store.record(self._key, shot)

    def _end_step(self) -> None:
        self._in_step = False
        if self._store is not None and not self.steps[-1].is_reused:
            self._store.end_step(self._key)

    def _hand_out(self, shot: Shot) -> None:
        step = self.steps[-1]
        number = step.first_frame + step.frame_count
        self.steps[-1] = replace(step, frame_count=step.frame_count + shot.count)
        frame = PreviewFrame(
            number, shot.count, number / self._fps, step.index, step.node_id, shot.picture
        )
        self._on_frame(frame)
