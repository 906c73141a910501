"""How large a film will be and how long it takes, as those that were made before tell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import median

from manim_nodes.codegen.script import Script
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.render.export.play_range import PlayRange, is_shown
from manim_nodes.render.quality import Quality

# Who starts is slow: before so much is done, earlier films tell more.
_TELLING = 0.2


@dataclass(frozen=True, slots=True)
class PastFilm:
    """A film that was made.

    Parameters
    ----------
    project : id of its document
    pixels : of all its frames
    size : in bytes
    seconds : that it took
    """

    project: str
    format: ExportFormat
    pixels: int
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ExpectedFilm:
    """What is known of a film before it is made.

    Parameters
    ----------
    size : in bytes
    seconds : that it takes, if nothing is at hand from before
    """

    size: int
    seconds: float


def expected_film(
    past: Sequence[PastFilm], project: str, kind: ExportFormat, pixels: int
) -> ExpectedFilm | None:
    """Return what to expect; None if no film of that format was ever made.

    Parameters
    ----------
    past : the latest first
    project : those of the same project tell most
    pixels : of all its frames
    """
    alike = [film for film in past if film.format is kind and film.pixels]
    own = [film for film in alike if film.project == project]
    telling = own[:3] or alike
    if not telling:
        return None
    size = median(film.size / film.pixels for film in telling) * pixels
    # What was at hand from before was not drawn: who took longest drew most.
    seconds = max(film.seconds / film.pixels for film in telling) * pixels
    return ExpectedFilm(round(size), seconds)


def pixels_of(
    script: Script, kind: ExportFormat, quality: Quality, ranges: Collection[PlayRange] = ()
) -> int:
    """Return how many pixels all frames have together."""
    plays = enumerate(script.source_map.plays)
    seconds = sum(max(play.duration_s, 0.0) for number, play in plays if is_shown(number, ranges))
    frames = 1 if kind is ExportFormat.PNG else max(1, round(seconds * quality.fps))
    return frames * quality.width * quality.height


def time_to_go(elapsed_s: float, progress: float, expected_s: float | None) -> float | None:
    """Return the seconds that a film takes still: what earlier films tell, the less the more of it is made.

    Parameters
    ----------
    progress : of this film, 0 to 1
    expected_s : what the whole film takes by what is known from before; None if nothing is
    """
    seen = elapsed_s * (1 - progress) / progress if progress > 0 else None
    if expected_s is None:
        return seen
    expected = expected_s * (1 - progress)
    if seen is None:
        return expected
    share = min(progress / _TELLING, 1.0)
    return share * seen + (1 - share) * expected
