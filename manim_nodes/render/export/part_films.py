"""Where parts put what they make: read by those who draw, and by the process that joins, which is to start fast."""

from pathlib import Path

from manim_nodes.render.export.export_settings import ExportError, ExportFormat, ExportSettings
from manim_nodes.translation import tr

CAPTIONS_NAME, SOUND_NAME = "captions.srt", "sound.wav"
_PRODUCT_NAME = "product"


def film_of_play(place: Path, key: str, settings: ExportSettings) -> Path:
    """Return where the film of a play is, among the results in ``place``."""
    return place / f"{key}{settings.film_suffix}"


def product_path(place: Path, settings: ExportSettings) -> Path:
    """Return where a picture, or a folder of pictures, is among the results in ``place``."""
    suffix = ".png" if settings.format is ExportFormat.PNG else ""
    return place / f"{_PRODUCT_NAME}{suffix}"


def nothing_shown() -> ExportError:
    """Return what to raise where a scene has none of the plays that are to be shown."""
    return ExportError(
        tr("The film has none of the steps that were asked for."),
        hint=tr("Choose steps that the timeline shows."),
    )
