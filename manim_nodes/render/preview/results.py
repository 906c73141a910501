"""What a preview gives back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim_nodes.render.failures import RenderError
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import Picture
from manim_nodes.render.preview.sounds import Sound

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import Pixels


@dataclass(frozen=True, slots=True)
class PreviewFrame:
    """A picture of the film.

    Parameters
    ----------
    number : of the first frame that shows it, counted from 0
    count : how many frames show it, one after another: more than one where the scene waits
    step : index of the play, counted from 0
    """

    number: int
    count: int
    time_s: float
    step: int
    node_id: str | None
    picture: Picture

    @property
    def pixels(self) -> "Pixels":
        """Return the picture as (height, width, 4) uint8, RGBA, read-only."""
        return self.picture.pixels


@dataclass(frozen=True, slots=True)
class PreviewStep:
    """A play of the scene and the frames that belong to it.

    Parameters
    ----------
    is_reused : its frames were at hand and were not drawn again
    """

    index: int
    node_id: str | None
    first_frame: int
    frame_count: int
    is_reused: bool


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """What came of a preview; the frames that were handed out before an error stay good.

    Parameters
    ----------
    drawn : number of pictures drawn; less than frames where the scene waits or steps were reused
    error : what went wrong, if the outcome is FAILED or TIMED_OUT
    sounds : in the order in which the scene adds them
    """

    outcome: Outcome
    steps: tuple[PreviewStep, ...] = ()
    drawn: int = 0
    error: RenderError | None = None
    sounds: tuple[Sound, ...] = ()

    @property
    def frame_count(self) -> int:
        """Return the number of frames of the film, as far as it was rendered."""
        return sum(step.frame_count for step in self.steps)
