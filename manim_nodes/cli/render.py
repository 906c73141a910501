"""``manim-nodes render``: a project becomes a film."""

import logging
from pathlib import Path

import click
import cloup

from manim_nodes.cli.film_options import film_options, with_film_options
from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.knob_options import set_option, with_knobs
from manim_nodes.cli.output import check_is_another
from manim_nodes.cli.project import open_project, script_to_render, trust_options
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.render.export.export import check_export
from manim_nodes.render.export.export_settings import (
    ExportError,
    ExportFormat,
    ExportSettings,
    check_export_settings,
)
from manim_nodes.render.quality import QUALITIES
from manim_nodes.translation import tr
from manim_nodes.workspace.places import places
from manim_nodes.workspace.preferences import Preferences

_FORMATS = [each.value for each in ExportFormat]
_USUAL_GIF_FPS = 30.0

_log = logging.getLogger("manim_nodes.export")


@cloup.command(
    "render",
    epilog=examples(
        "manim-nodes render film.mnodes -o film.mp4",
        "manim-nodes render film.mnodes -o film.gif --quality 480p",
        "manim-nodes render film.mnodes -o film.mov --transparent",
        "manim-nodes render film.mnodes -o frames --format png-sequence",
        'manim-nodes render film.mnodes -o fast.mp4 --set "Speed=12"',
    ),
)
@cloup.argument("file", type=click.Path(path_type=Path), help=FILE_HELP)
@cloup.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write; for a PNG sequence, the folder.",
)
@cloup.option(
    "--format",
    "format_name",
    type=click.Choice(_FORMATS),
    help="What to make; told by the output's suffix if not given.",
)
@cloup.option(
    "--quality",
    type=click.Choice(list(QUALITIES)),
    help="Lines of the picture; as the project has it if not given.",
)
@cloup.option(
    "--fps",
    type=click.FloatRange(1, 240),
    help="Frames a second; as the project, or the quality, has it if not given.",
)
@cloup.option("--transparent", is_flag=True, help="Leave the background out; not for MP4.")
@cloup.option("--overwrite", is_flag=True, help="Replace the output if it is there already.")
@cloup.option("--embed-captions", is_flag=True, help="Make subcaptions part of the film, too.")
@cloup.option("--sections", is_flag=True, help="Write each section as a film of its own, too.")
@set_option
@film_options
@trust_options
@click.pass_obj
def render_command(
    preferences: Preferences,
    file: Path,
    output: Path,
    format_name: str | None,
    quality: str | None,
    fps: float | None,
    knobs: tuple[str, ...],
    *,
    transparent: bool,
    overwrite: bool,
    embed_captions: bool,
    sections: bool,
    plays: int,
    most_mb: float | None,
    encoder: str | None,
    trust: bool,
    outside_files: bool,
) -> None:
    """Render a project as a film, a GIF or pictures."""
    made = ExportFormat(format_name or _format_of(output))
    check_is_another(output, file)
    project = with_knobs(open_project(file, trust=trust, outside_files=outside_files), knobs)
    script = script_to_render(project)
    lines, usual = (
        (QUALITIES[quality].height, QUALITIES[quality].fps)
        if quality is not None
        else (project.settings.lines, project.settings.frame_rate)
    )
    settings = ExportSettings(
        format=made,
        quality=project.quality(lines, fps or usual_fps(made, usual)),
        output=output,
        cache_dir=places().typeset,
        transparent=transparent,
        overwrite=overwrite,
        assets_dir=project.folder,
        readable=tuple(named_files(project.graph, project.folder)),
        seed=project.settings.seed,
        embeds_captions=embed_captions,
        saves_sections=sections,
        embeds_project=preferences.embed_project,
    )
    settings = with_film_options(settings, plays, most_mb, encoder)
    demand_possible(settings)
    _log.debug("%s", settings)
    check_export(script, settings)
    from manim_nodes.cli.make_film import make_film
    from manim_nodes.exports.open_queue import open_queue

    queue = open_queue(places())
    job_id = queue.add(ExportSnapshot.of(project.graph, script, settings))
    make_film(job_id, queue, project.graph, preferences)


def _format_of(output: Path) -> str:
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in _FORMATS:
        named = (
            tr("'{suffix}' is no suffix of a film", suffix=output.suffix)
            if suffix
            else tr("it has no suffix")
        )
        choice = tr("Use --format, one of {names}.", names=", ".join(_FORMATS))
        raise click.UsageError(
            tr(
                "Cannot tell the format of '{output}': {named}. {choice}",
                output=output,
                named=named,
                choice=choice,
            )
        )
    return suffix


def usual_fps(made: ExportFormat, fps: float) -> float:
    """Return the frame rate of a format where nobody asks for another, given that of its quality."""
    return min(fps, _USUAL_GIF_FPS) if made.is_animated_picture else fps


def demand_possible(settings: ExportSettings) -> None:
    """Reject what no film can be.

    Raises
    ------
    click.UsageError : says what, and what to choose instead
    """
    try:
        check_export_settings(settings)
    except ExportError as error:
        raise click.UsageError(str(error)) from error
