"""The shapes that pictures have, by where films are shown."""

from dataclasses import dataclass

from manim_nodes.document.edits import set_settings
from manim_nodes.document.model import Document, Settings
from manim_nodes.translation import tr_later

SHORTER_SIDE = 8.0
"""Of every format, in Manim's units: so things and texts are as large in all of them."""
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """A shape, and where films of this shape are shown.

    Parameters
    ----------
    title, help : for people, marked for translation
    """

    width: int
    height: int
    title: str
    help: str

    @property
    def name(self) -> str:
        """Return the ratio, by which everybody knows it."""
        return f"{self.width}:{self.height}"

    @property
    def frame_size(self) -> tuple[float, float]:
        """Return width and height in Manim's units."""
        unit = SHORTER_SIDE / min(self.width, self.height)
        return self.width * unit, self.height * unit


FORMATS = (
    PictureFormat(
        16, 9, tr_later("16:9, landscape: screens, YouTube"),
        tr_later("Horizontal and wide: screens, projectors, YouTube, television."),
    ),
    PictureFormat(
        9, 16, tr_later("9:16, vertical: Shorts, Reels, TikTok"),
        tr_later("Upright, portrait: phones, Shorts, Reels, TikTok, stories."),
    ),
    PictureFormat(
        1, 1, tr_later("1:1, square: posts"),
        tr_later("A square: posts on Instagram, LinkedIn and the like."),
    ),
    PictureFormat(
        4, 5, tr_later("4:5, portrait: feeds of phones"),
        tr_later("A little upright: posts that fill the feed of a phone."),
    ),
)  # fmt: skip


def format_of(settings: Settings) -> PictureFormat | None:
    """Return the format that a project has, however large its frame is; None for a shape of its own."""
    ratio = settings.frame_width / settings.frame_height
    return next((each for each in FORMATS if abs(each.width / each.height - ratio) < _CLOSE), None)


def use_format(document: Document, name: str) -> Document:
    """Return the document with the frame in the shape of a format; any other name changes nothing."""
    for each in FORMATS:
        if each.name == name:
            width, height = each.frame_size
            return set_settings(document, frame_width=width, frame_height=height)
    return document


def holds_landscape(settings: Settings) -> bool:
    """Return whether the frame has room for all that Manim's own frame shows, for which most scenes are laid out."""
    return _missing(settings) <= 1 + _CLOSE


def hold_landscape(document: Document) -> Document:
    """Return the document with a frame of the same shape that has room for all that Manim's own shows."""
    settings = document.settings
    factor = max(_missing(settings), 1.0)
    size = settings.frame_width * factor, settings.frame_height * factor
    return set_settings(document, frame_width=size[0], frame_height=size[1])


def _missing(settings: Settings) -> float:
    """Return how many times as large the frame must be for that."""
    width, height = FORMATS[0].frame_size
    return max(width / settings.frame_width, height / settings.frame_height)
