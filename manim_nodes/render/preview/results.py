"""What a preview gives back."""

from dataclasses import dataclass, field

from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.layout_faults import LayoutFault
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.render.preview.unseen import Unseen


@dataclass(frozen=True, slots=True)
class PreviewStep:
    """A play of the scene and the frames that belong to it.

    Parameters
    ----------
    is_reused : its frames were known and were not drawn again
    draw_s : how long drawing its frames took; 0 until they are all there
    """

    index: int
    node_id: str | None
    first_frame: int
    frame_count: int
    is_reused: bool
    draw_s: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class PreviewNote:
    """What a scene warned of while it ran."""

    node_id: str
    message: str


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """What came of a preview; the frames that were handed out before an error stay good.

    Parameters
    ----------
    drawn : number of pictures drawn; less than frames where the scene waits or steps were reused
    error : what went wrong, if the outcome is FAILED or TIMED_OUT
    sounds : in the order in which the scene adds them
    unseen : what is in the scene and in no frame, if the film is whole
    notes : of nodes that do not look as they might; each is said once
    absent : nodes that have made what was never in the scene, if the film is whole
    layout_faults : what is hard to read, if the film is whole and that was asked for
    """

    outcome: Outcome
    steps: tuple[PreviewStep, ...] = ()
    drawn: int = 0
    error: RenderError | None = None
    sounds: tuple[Sound, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    notes: tuple[PreviewNote, ...] = ()
    absent: tuple[str, ...] = ()
    layout_faults: tuple[LayoutFault, ...] = ()

    @property
    def frame_count(self) -> int:
        """Return the number of frames of the film, as far as it was rendered."""
        return sum(step.frame_count for step in self.steps)
