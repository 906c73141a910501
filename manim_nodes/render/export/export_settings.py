"""What an export is asked for, and whether it can be made."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from manim_nodes.render.export.play_range import PlayRange
from manim_nodes.render.failures import RenderError
from manim_nodes.render.quality import FEWEST_LINES, MOST_LINES, Quality
from manim_nodes.translation import tr

_SLOWEST, _FASTEST = 15, 120
# Browsers show a GIF frame of less than 2/100 s for 10/100 s.
_SLOWEST_PICTURE, _FASTEST_GIF = 1, 50
_LARGEST_WEBP = 16383


class ExportError(RenderError):
    """An export cannot be made, or cannot be put where it was asked for."""


class ExportFormat(StrEnum):
    """What a scene can be exported as."""

    MP4 = "mp4"
    GIF = "gif"
    WEBP = "webp"
    WEBM = "webm"
    MOV = "mov"
    PNG = "png"
    PNG_SEQUENCE = "png-sequence"

    @property
    def carries_alpha(self) -> bool:
        """Return whether pictures can be transparent; in a GIF a pixel is so wholly or not at all."""
        return self is not ExportFormat.MP4

    @property
    def is_film(self) -> bool:
        """Return whether it is one file that moves."""
        return self not in (ExportFormat.PNG, ExportFormat.PNG_SEQUENCE)

    @property
    def is_animated_picture(self) -> bool:
        """Return whether it is a picture that moves, which is made of a film without loss."""
        return self in (ExportFormat.GIF, ExportFormat.WEBP)

    @property
    def frame_rates(self) -> tuple[int, int]:
        """Return the lowest and the highest frame rate that people are offered."""
        return (
            _SLOWEST_PICTURE if self.is_animated_picture else _SLOWEST,
            _FASTEST_GIF if self is ExportFormat.GIF else _FASTEST,
        )


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """What a script is exported as, and where to.

    Parameters
    ----------
    output : the file, or for a PNG sequence the folder, to write
    cache_dir : absolute; outlines of text and formulas are kept there between exports and previews
    overwrite : replace what is at ``output``
    assets_dir : where relative names of images, sounds and SVG files are looked for
    readable : files outside of the assets folder that the script names and may read
    work_dir : where the export's temporary folder is made; the system's place if None
    seed : for scripts that do not set ``config.seed`` themselves
    embeds_captions : make subcaptions part of a film, beside the file that they are written to
    saves_sections : write each section of a film as a file of its own, too, with its sound and subcaptions
    embeds_project : put the project inside the file
    plays : how often a GIF or a WebP is shown; 0 for ever
    most_bytes : a GIF that is larger gets a lower frame rate, then a smaller size, then fewer colors, until it fits
    ranges : the plays that are shown, everything as it is at that place of the whole film; all if there are none
    hardware : name of the `HardwareEncoder` that an MP4 is encoded by; the processor does it if None
    encoder_threads : as many as the encoder likes if None
    stuck_s : a render in which nothing goes on for so long is stopped
    """

    format: ExportFormat
    quality: Quality
    output: Path
    cache_dir: Path
    transparent: bool = False
    overwrite: bool = False
    assets_dir: Path | None = None
    readable: tuple[Path, ...] = ()
    work_dir: Path | None = None
    seed: int = 0
    embeds_captions: bool = False
    saves_sections: bool = False
    embeds_project: bool = False
    plays: int = 0
    most_bytes: int | None = None
    ranges: tuple[PlayRange, ...] = ()
    hardware: str | None = None
    encoder_threads: int | None = None
    stuck_s: float | None = 900.0

    @property
    def film_suffix(self) -> str:
        """Return the suffix of the film that manim makes; of a picture that moves that is one without loss."""
        return ".mov" if self.format.is_animated_picture else f".{self.format.value}"

    @property
    def captions(self) -> Path:
        """Return the file that subcaptions are written to."""
        return self.output.with_suffix(".srt")

    @property
    def sections(self) -> Path:
        """Return the folder that sections are written to."""
        return self.output.with_name(f"{self.output.stem}-sections")


def check_offered(made: ExportFormat, quality: Quality) -> None:
    """Reject sizes and frame rates that people are not offered.

    Raises
    ------
    ExportError : says what, and what to choose instead
    """
    low, high = made.frame_rates
    # What has one picture has no rate.
    if made is not ExportFormat.PNG and not low <= quality.fps <= high:
        film = made.value.upper()
        raise ExportError(
            tr("No {film} is made with {fps:g} frames a second.", film=film, fps=quality.fps),
            hint=tr("Choose {low} to {high} frames a second.", low=low, high=high),
        )
    lines = min(quality.width, quality.height)
    if not FEWEST_LINES <= lines <= MOST_LINES or lines % 2:
        raise ExportError(
            tr("A film of {lines} lines is not made.", lines=lines),
            hint=tr(
                "Choose an even number from {low} to {high}.", low=FEWEST_LINES, high=MOST_LINES
            ),
        )


def check_export_settings(settings: ExportSettings) -> None:
    """Reject what cannot be made.

    Raises
    ------
    ExportError : says what, and what to choose instead
    """
    if settings.transparent and not settings.format.carries_alpha:
        raise ExportError(
            tr("MP4 cannot be transparent."), hint=tr("Choose MOV, WebM, WebP, GIF or PNG.")
        )
    quality = settings.quality
    if min(quality.width, quality.height) < 1 or not 0 < quality.fps <= 1000:
        raise ExportError(
            tr(
                "There is no film of {width}x{height} at {fps:g} frames a second.",
                width=quality.width,
                height=quality.height,
                fps=quality.fps,
            ),
            hint=tr("Choose positive numbers."),
        )
    if settings.format is ExportFormat.GIF and quality.fps > _FASTEST_GIF:
        raise ExportError(
            tr("A GIF cannot show {fps:g} frames a second.", fps=quality.fps),
            hint=tr("Choose {fps} or less.", fps=_FASTEST_GIF),
        )
    if settings.format is ExportFormat.WEBP and max(quality.width, quality.height) > _LARGEST_WEBP:
        raise ExportError(
            tr(
                "A WebP cannot have {width}x{height} pixels.",
                width=quality.width,
                height=quality.height,
            ),
            hint=tr("Choose {pixels} or less.", pixels=_LARGEST_WEBP),
        )
    if settings.format in (ExportFormat.MP4, ExportFormat.WEBM, ExportFormat.MOV) and (
        quality.width % 2 or quality.height % 2
    ):
        raise ExportError(
            tr(
                "A film of {width}x{height} pixels cannot be encoded.",
                width=quality.width,
                height=quality.height,
            ),
            hint=tr("Choose an even width and height."),
        )
