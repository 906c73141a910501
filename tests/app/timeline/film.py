"""A film that is what a test says."""

from dataclasses import dataclass, field

import numpy as np

from manim_nodes.app.timeline.film_snapshot import FilmSnapshot
from manim_nodes.editing.session import Session
from manim_nodes.render.preview.frames import Picture
from manim_nodes.render.preview.sounds import Sound


@dataclass(frozen=True)
class ToyStep:
    node_id: str
    first_frame: int
    frame_count: int


@dataclass
class ToyFilm:
    """Steps of so many frames; every frame is of one gray."""

    counts: dict[str, int] = field(default_factory=dict)
    fps: float = 10.0
    is_complete: bool = True
    fresh_count: int = 0
    is_current: bool = True
    is_drawing: bool = False
    gray: int = 90
    sounds: list[Sound] = field(default_factory=list)

    @property
    def steps(self) -> list[ToyStep]:
        first, found = 0, []
        for node_id, count in self.counts.items():
            found.append(ToyStep(node_id, first, count))
            first += count
        return found

    def picture(self, number: int) -> Picture | None:
        return self._pictures.setdefault(number, gray_picture(self.gray))

    def __post_init__(self) -> None:
        self._pictures: dict[int, Picture] = {}

    def snapshot(self) -> FilmSnapshot:
        return FilmSnapshot.of(self, is_current=self.is_current, is_drawing=self.is_drawing)


def gray_picture(gray: int) -> Picture:
    pixels = np.full((18, 32, 4), gray, np.uint8)
    pixels[..., 3] = 255
    return Picture(pixels)


def follow(film: ToyFilm, session: Session) -> None:
    """Let a film have been drawn of the project as it was analyzed."""
    assert session.analysis is not None
    assert session.analysis.script is not None
    plays = session.analysis.script.source_map.plays
    film.counts = {play.node_id: round(play.duration_s * film.fps) for play in plays}
    film.is_complete, film.is_current, film.is_drawing = True, True, False
