"""The frames and steps of a film, put together from the events of a run."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from manim_nodes.render.preview.frames import FrameStore, PreviewFrame
from manim_nodes.render.preview.recording import Event, SoundAdded, StepBegun, StepEnded
from manim_nodes.render.preview.results import PreviewStep
from manim_nodes.render.preview.sounds import Sound


class FilmBuilder:
    """Numbers frames, hands them out, and keeps them for the next run.

    Parameters
    ----------
    on_frame, on_sound : called for each, in the order of the film
    store : where frames are kept; None to keep none

    Attributes
    ----------
    drawn : number of pictures that were drawn, not taken from the store
    """

    def __init__(
        self,
        on_frame: Callable[[PreviewFrame], None],
        store: FrameStore | None,
        on_sound: Callable[[Sound], None] = lambda _: None,
    ) -> None:
        self.steps: list[PreviewStep] = []
        self.sounds: list[Sound] = []
        self.drawn = 0
        self._on_frame = on_frame
        self._on_sound = on_sound
        self._store = store
        self._key = ""
        self._in_step = False
        self._begun_at = 0.0

    @property
    def running_step(self) -> int:
        """Return the index of the play that runs, or would come next."""
        return len(self.steps) - self._in_step

    def begin_run(self) -> dict[str, tuple[PreviewFrame, ...]]:
        """Begin a run of the scene, and return the steps whose frames are known."""
        return self._store.begin_run() if self._store is not None else {}

    def take(self, event: Event) -> None:
        """Take one event of the run."""
        match event:
            case StepBegun():
                self._begin_step(event)
            case PreviewFrame():
                self._add_drawn(event)
            case StepEnded():
                self._end_step()
            case SoundAdded(sound):
                self.sounds.append(sound)
                self._on_sound(sound)

    def _begin_step(self, event: StepBegun) -> None:
        first = self.steps[-1].first_frame + self.steps[-1].frame_count if self.steps else 0
        self.steps.append(
            PreviewStep(event.index, event.node_id, first, 0, event.frames is not None)
        )
        self._key = event.key
        self._in_step = True
        self._begun_at = perf_counter()
        if event.frames is None:
            if self._store is not None:
                self._store.begin_step(event.key)
            return
        if self._store is not None:
            self._store.use(event.key)
        for frame in event.frames:
            self._hand_out(frame)

    def _add_drawn(self, frame: PreviewFrame) -> None:
        self.drawn += 1
        self._hand_out(frame)
        if self._store is not None:
            self._store.record(self._key, frame)

    def _end_step(self) -> None:
        self._in_step = False
        # One that a single frame passes over ends without having begun here.
        if not self.steps or self.steps[-1].is_reused:
            return
        self.steps[-1] = replace(self.steps[-1], draw_s=perf_counter() - self._begun_at)
        if self._store is not None:
            self._store.end_step(self._key)

    def _hand_out(self, frame: PreviewFrame) -> None:
        step = self.steps[-1]
        number = step.first_frame + step.frame_count
        self.steps[-1] = replace(step, frame_count=step.frame_count + frame.count)
        self._on_frame(replace(frame, number=number, step=step.index, node_id=step.node_id))
