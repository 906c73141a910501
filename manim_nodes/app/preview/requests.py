"""What the preview's thread is asked for, and what it reports."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from manim_nodes.codegen.script import Script
from manim_nodes.render.confined.confined_engine import ConfinedEngine
from manim_nodes.render.preview.frames import FrameStore, Picture, PreviewFrame
from manim_nodes.render.preview.isolation import load_manim
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview import render_frame, render_outlines, render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult
from manim_nodes.render.preview.sounds import Sound
from manim_nodes.render.typst import warm_up_typst


def load_engine() -> None:
    """Import manim, have Typst started, and keep its half a million objects out of later garbage collections.

    A collection blocks the window: for 180 ms in a drag that was measured, for 50 ms without them.
    """
    warm_up_typst()
    load_manim()
    gc.freeze()


@dataclass(frozen=True, slots=True)
class Engine:
    """What draws; another in tests.

    Parameters
    ----------
    load : imports manim
    close : ends at once what it has started; from any thread
    """

    frame: Callable[..., PreviewFrame | None] = render_frame
    film: Callable[..., PreviewResult] = render_preview
    load: Callable[[], None] = load_engine
    outlines: Callable[..., tuple[Outline, ...]] = render_outlines
    close: Callable[[], None] = lambda: None


def confined_engine(place: Path) -> Engine:
    """Return what draws projects that are not the user's own.

    Parameters
    ----------
    place : for files in between
    """
    engine = ConfinedEngine(place)
    return Engine(engine.frame, engine.film, outlines=engine.outlines, close=engine.close)


@dataclass(frozen=True, slots=True)
class FilmRequest:
    """A film to be drawn.

    Parameters
    ----------
    project : id of its document
    playhead : number of the frame that is drawn ahead of all others
    """

    project: str
    script: Script
    settings: PreviewSettings
    frames: FrameStore
    playhead: int


@dataclass(frozen=True, slots=True)
class StillRequest:
    """One picture, to be drawn when there is nothing else to draw.

    Parameters
    ----------
    make_script : called in the thread; None if there is nothing to draw
    number : of the frame
    share : of the film that is before it, in place of the number, where the length of the film is not known yet
    take : called with the script and its picture, in the thread that asked
    is_urgent : somebody waits for it
    """

    make_script: Callable[[], Script | None]
    settings: PreviewSettings
    take: Callable[[Script | None, Picture | None], object]
    number: int = 0
    is_urgent: bool = False
    share: float | None = None

    def number_in(self, script: Script) -> int:
        """Return the number of the frame in the film of a script."""
        if self.share is None:
            return self.number
        return int(self.share * script.source_map.duration_s * self.settings.quality.fps)


@dataclass(frozen=True, slots=True)
class OutlineRequest:
    """What is where in a frame of a film, to be found once that is drawn.

    Parameters
    ----------
    take : called with what was found, in the thread that asked
    script : what to look into, if that is not the film's own
    """

    film: FilmRequest
    number: int
    take: Callable[[tuple[Outline, ...]], object]
    script: Script | None = None


@dataclass(frozen=True, slots=True)
class EngineLoaded:
    """Manim is imported."""


@dataclass(frozen=True, slots=True)
class PlayheadFrameDrawn:
    """The frame at the playhead is there; it may be of a request that was overtaken meanwhile."""

    request: FilmRequest
    frame: PreviewFrame


@dataclass(frozen=True, slots=True)
class FilmBegun:
    """All that follows belongs to this film."""

    request: FilmRequest


@dataclass(frozen=True, slots=True)
class FrameDrawn:
    """The next frame of the film is there."""

    request: FilmRequest
    frame: PreviewFrame


@dataclass(frozen=True, slots=True)
class SoundFound:
    """The film has another sound."""

    request: FilmRequest
    sound: Sound


@dataclass(frozen=True, slots=True)
class FilmEnded:
    """The film is complete, or will not be."""

    request: FilmRequest
    result: PreviewResult


@dataclass(frozen=True, slots=True)
class StillDrawn:
    """A picture that was asked for is there, or cannot be had."""

    request: StillRequest
    script: Script | None
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class OutlinesFound:
    """It is known what is where in a frame."""

    request: OutlineRequest
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class DrawingFailed:
    """Drawing failed by a fault of ours, not of the script."""

    error: Exception


Report = (
    EngineLoaded
    | PlayheadFrameDrawn
    | FilmBegun
    | FrameDrawn
    | SoundFound
    | FilmEnded
    | StillDrawn
    | OutlinesFound
    | DrawingFailed
)
