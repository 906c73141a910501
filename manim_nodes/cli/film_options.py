"""What ``render`` and ``export`` can be told of the film beside its format and size."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
import cloup

from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.hardware_encoders import HARDWARE_ENCODERS, hardware_faults
from manim_nodes.translation import tr

Command = Callable[..., Any]


def film_options(command: Command) -> Command:
    """Let a command take ``plays``, ``most_mb`` and ``encoder``."""
    for option in (
        cloup.option(
            "--plays",
            type=click.IntRange(0, 65535),
            default=0,
            help="How often a GIF or WebP is shown; 0, as it is if not given, for ever.",
        ),
        cloup.option(
            "--most-mb",
            type=click.FloatRange(0, min_open=True),
            metavar="MB",
            help="The size of a GIF: one that is larger gets fewer frames, then a smaller picture, then fewer colors.",
        ),
        cloup.option(
            "--encoder",
            type=click.Choice(list(HARDWARE_ENCODERS)),
            help="The graphics card's encoder for an MP4, which is then larger; 'doctor' says which work.",
        ),
    ):
        command = option(command)
    return command


def with_film_options(
    settings: ExportSettings, plays: int, most_mb: float | None, encoder: str | None
) -> ExportSettings:
    """Return settings with the values of `film_options`.

    Raises
    ------
    click.UsageError : the film cannot be so
    """
    made = settings.format
    if most_mb is not None and made is not ExportFormat.GIF:
        raise click.UsageError(tr("--most-mb is for GIFs."))
    if plays and not made.is_animated_picture:
        raise click.UsageError(tr("--plays is for GIF and WebP."))
    if encoder is not None:
        if made is not ExportFormat.MP4:
            raise click.UsageError(tr("--encoder is for MP4."))
        for _, fault in hardware_faults([encoder]):
            if fault is not None:
                raise click.UsageError(
                    tr(
                        "{encoder} does not work on this machine ({reason}).",
                        encoder=HARDWARE_ENCODERS[encoder].title,
                        reason=fault,
                    )
                )
    most_bytes = None if most_mb is None else int(most_mb * 10**6)
    return replace(settings, plays=plays, most_bytes=most_bytes, hardware=encoder)
