"""``manim-nodes render``: a project becomes a film."""

import logging
from pathlib import Path

import click
import cloup

from manim_nodes.cli.film_options import film_options, fps_option, quality_option
from manim_nodes.cli.film_snapshot import snapshot_of
from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.knob_options import set_option, with_knobs
from manim_nodes.cli.output import check_is_another
from manim_nodes.cli.project import open_project, trust_options
from manim_nodes.cli.style_option import style_option, with_style
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.render.export.export import check_export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
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
        "manim-nodes render film.mnodes -o middle.mp4 --steps 3-5",
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
@quality_option
@fps_option
@cloup.option("--transparent", is_flag=True, help="Leave the background out; not for MP4.")
@cloup.option("--overwrite", is_flag=True, help="Replace the output if it is there already.")
@cloup.option("--embed-captions", is_flag=True, help="Make subcaptions part of the film, too.")
@cloup.option("--sections", is_flag=True, help="Write each section as a film of its own, too.")
@set_option
@style_option
@film_options
@trust_options
@click.pass_obj
def render_command(
    preferences: Preferences,
    file: Path,
    output: Path,
    format_name: str | None,
    lines: int | None,
    fps: float | None,
    knobs: tuple[str, ...],
    style: str | None,
    *,
    transparent: bool,
    overwrite: bool,
    embed_captions: bool,
    sections: bool,
    plays: int,
    most_mb: float | None,
    encoder: str | None,
    steps: str | None,
    section_names: tuple[str, ...],
    trust: bool,
    outside_files: bool,
) -> None:
    """Render a project as a film, a GIF or pictures."""
    made = ExportFormat(format_name or _format_of(output))
    check_is_another(output, file)
    opened = open_project(file, trust=trust, outside_files=outside_files)
    project = with_knobs(with_style(opened, style, preferences), knobs)
    if lines is None:
        lines, usual = project.settings.lines, project.settings.frame_rate
    else:
        usual = usual_fps_of_lines(lines)
    settings = ExportSettings(
        format=made,
        quality=project.quality(lines, usual_fps(made, usual) if fps is None else fps),
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
    _log.debug("%s", settings)
    snapshot = snapshot_of(
        project,
        settings,
        plays=plays,
        most_mb=most_mb,
        encoder=encoder,
        steps=steps,
        section_names=section_names,
    )
    check_export(snapshot.script, snapshot.settings)
    from manim_nodes.cli.make_film import make_film
    from manim_nodes.exports.open_queue import open_queue

    queue = open_queue(places())
    job_id = queue.add(snapshot)
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


def usual_fps_of_lines(lines: int) -> float:
    """Return the frame rate of the largest of manim's qualities that has no more lines."""
    return [each.fps for each in QUALITIES.values() if each.height <= max(lines, 480)][-1]
