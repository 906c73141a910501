"""What the timeline needs to know of the film that the player has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from manim_nodes.render.preview.frames import Picture
from manim_nodes.render.preview.sounds import Sound


class FilmStep(Protocol):
    """A play of the film."""

    @property
    def node_id(self) -> str | None: ...
    @property
    def first_frame(self) -> int: ...
    @property
    def frame_count(self) -> int: ...


class Film(Protocol):
    """The frames of the film, as far as they are there."""

    @property
    def fps(self) -> float: ...
    @property
    def is_complete(self) -> bool: ...
    @property
    def fresh_count(self) -> int: ...
    @property
    def steps(self) -> Sequence[FilmStep]: ...
    @property
    def sounds(self) -> Sequence[Sound]: ...
    def picture(self, number: int) -> Picture | None: ...


@dataclass(frozen=True, slots=True)
class FilmSnapshot:
    """How far the film is at a moment; it stays so while frames are added.

    Parameters
    ----------
    fresh_count : the number of frames, from the first on, that show the project as it was when they were begun
    is_current : it shows the project as it is, to its end
    is_drawing : more of it is being made
    """

    fps: float
    is_complete: bool
    fresh_count: int
    steps: tuple[FilmStep, ...]
    is_current: bool
    is_drawing: bool

    @classmethod
    def of(cls, film: Film, *, is_current: bool, is_drawing: bool) -> "FilmSnapshot":
        """Take a snapshot of a film."""
        steps = tuple(film.steps)
        return cls(film.fps, film.is_complete, film.fresh_count, steps, is_current, is_drawing)
