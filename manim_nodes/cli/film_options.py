"""What ``render`` and ``export`` can be told of the film beside its format."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import click
import cloup

from manim_nodes.codegen.script import Script
from manim_nodes.codegen.sections import script_sections
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.play_range import PlayRange
from manim_nodes.render.hardware_encoders import HARDWARE_ENCODERS, hardware_faults
from manim_nodes.render.quality import FEWEST_LINES, MOST_LINES, QUALITIES
from manim_nodes.translation import tr

Command = Callable[..., Any]
_MOST_DIGITS = 6


def _read_lines(_context: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    """Return the lines of a quality, given by its name, or of another even number, as ``540p``."""
    if value is None:
        return None
    text = value.removesuffix("p")
    lines = int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0
    if not FEWEST_LINES <= lines <= MOST_LINES or lines % 2:
        raise click.BadParameter(
            tr(
                "'{value}' is no size of a film. Choose one of {names}, or an even number of lines from {low} to {high}.",
                value=value,
                names=", ".join(QUALITIES),
                low=FEWEST_LINES,
                high=MOST_LINES,
            )
        )
    return lines


quality_option = cloup.option(
    "--quality",
    "lines",
    callback=_read_lines,
    metavar="[" + "|".join((*QUALITIES, "LINES")) + "]",
    help="Lines of the picture, on its shorter side; as the project has it if not given.",
)
fps_option = cloup.option(
    "--fps",
    type=float,
    help="Frames a second, 15 to 120; for GIF and WebP from 1, for GIF up to 50. As the project has it if not given.",
)


def film_options(command: Command) -> Command:
    """Let a command take ``plays``, ``most_mb``, ``encoder``, ``steps`` and ``section_names``."""
    for option in (
        cloup.option(
            "--section",
            "section_names",
            multiple=True,
            metavar="NAME",
            help="Show only this section, by its name or number; may be used more than once.",
        ),
        cloup.option(
            "--steps",
            metavar="FIRST-LAST",
            help="Show only these steps, as 3-5, 3-, -5 or 4,6-8, counted as they play; the film begins as it stands there.",
        ),
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
    settings: ExportSettings,
    script: Script,
    *,
    plays: int,
    most_mb: float | None,
    encoder: str | None,
    steps: str | None,
    section_names: Sequence[str],
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
    ranges = _ranges(script, steps, section_names)
    return replace(settings, plays=plays, most_bytes=most_bytes, hardware=encoder, ranges=ranges)


def _ranges(
    script: Script, steps: str | None, section_names: Sequence[str]
) -> tuple[PlayRange, ...]:
    if steps is not None and section_names:
        raise click.UsageError(tr("Choose steps or sections, not both."))
    if steps is not None:
        return tuple(_step_range(each.strip()) for each in steps.split(","))
    return tuple(_section_range(script, name) for name in section_names)


def _step_range(text: str) -> PlayRange:
    """Return the plays of a text such as ``3-5``, ``3-``, ``-5`` or ``3``."""
    first, dash, last = (part.strip() for part in text.partition("-"))
    numbers = [part for part in (first, last) if part]
    if not numbers or not all(
        part.isdecimal() and len(part) <= _MOST_DIGITS and int(part) for part in numbers
    ):
        raise click.UsageError(
            tr("'{text}' names no steps. Write 3-5, 3-, -5 or 4,6-8.", text=text)
        )
    start = int(first or 1)
    end = (int(last) if last else None) if dash else start
    if end is not None and end < start:
        raise click.UsageError(tr("'{text}' ends before it begins.", text=text))
    return PlayRange(start - 1, end)


def _section_range(script: Script, name: str) -> PlayRange:
    """Return the plays of a section, given by its name or its number, counted from 1."""
    sections = script_sections(script)
    found = [each for each in sections if each.name == name]
    if not found and name.isdecimal() and len(name) <= _MOST_DIGITS:
        found = list(sections[int(name) - 1 : int(name)] if int(name) else ())
    if not found:
        known = ", ".join(
            f"{number} ({each.name})" if each.name else str(number)
            for number, each in enumerate(sections, 1)
        )
        raise click.UsageError(
            tr("There is no section {name}. There are: {names}.", name=name, names=known)
        )
    return PlayRange(found[0].first, found[0].last)
