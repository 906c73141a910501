"""What the user may choose for an export, and how it is remembered."""

from dataclasses import dataclass
from pathlib import Path

from manim_nodes.document.edits import set_settings
from manim_nodes.document.model import Document, Settings
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.render.export.play_range import PlayRange
from manim_nodes.workspace.state import LastExport

HEIGHTS = (480, 720, 1080, 1440, 2160)


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """How a film is to be made.

    Parameters
    ----------
    lines : of the picture, on its shorter side
    output : None for a fresh name in the folder of exports
    ranges : the plays that are shown; all if there are none
    plays : how often a picture that moves is shown; 0 for ever
    most_mb : the size of a GIF, in millions of bytes; any if None
    hardware : name of the `HardwareEncoder` that an MP4 is encoded by; the processor does it if None
    """

    format: ExportFormat
    lines: int
    fps: float
    transparent: bool = False
    output: Path | None = None
    ranges: tuple[PlayRange, ...] = ()
    plays: int = 0
    most_mb: float | None = None
    hardware: str | None = None

    @property
    def most_bytes(self) -> int | None:
        """Return the size of a GIF in bytes; None if it may have any."""
        return None if self.most_mb is None else int(self.most_mb * 10**6)


def of_project(last: LastExport, settings: Settings) -> LastExport:
    """Return what was chosen last, with the size and the frame rate that the project has for its films."""
    return last.model_copy(update={"height": settings.lines, "fps": settings.frame_rate})


def size_of_film(document: Document, choice: ExportChoice) -> Document:
    """Return the project with the size and frame rate of a film that was chosen; GIFs have theirs apart."""
    if choice.format is ExportFormat.GIF:
        return document
    return set_settings(document, lines=choice.lines, frame_rate=choice.fps)


def last_choice(last: LastExport, kind: ExportFormat | None = None) -> ExportChoice:
    """Return what was chosen last for a format; by default for the format that was chosen last."""
    try:
        kind = kind or ExportFormat(last.format)
    except ValueError:  # of another version
        kind = ExportFormat.MP4
    is_gif = kind is ExportFormat.GIF
    return ExportChoice(
        kind,
        last.gif_height if is_gif else last.height,
        last.gif_fps if is_gif else last.fps,
        last.transparent and kind.carries_alpha,
        plays=last.gif_plays if is_gif else 0,
        most_mb=last.gif_most_mb if is_gif else None,
    )


def remembered(choice: ExportChoice, last: LastExport) -> LastExport:
    """Return what is to be remembered after a choice."""
    sizes = (
        {
            "gif_height": choice.lines,
            "gif_fps": choice.fps,
            "gif_plays": choice.plays,
            "gif_most_mb": choice.most_mb,
        }
        if choice.format is ExportFormat.GIF
        else {"height": choice.lines, "fps": choice.fps}
    )
    update = {**sizes, "format": choice.format.value, "transparent": choice.transparent}
    return last.model_copy(update=update)


def suffix_of(kind: ExportFormat) -> str:
    """Return the suffix of a format's files; none for a folder of pictures."""
    return "" if kind is ExportFormat.PNG_SEQUENCE else f".{kind.value}"
