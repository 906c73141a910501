"""``manim-nodes export``: films of projects, into the folder of exports, by way of the queue."""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

import click
import cloup

from manim_nodes.cli.film_options import film_options, fps_option, quality_option
from manim_nodes.cli.film_snapshot import snapshot_of
from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.knob_options import projects_of_table, set_option, with_knobs
from manim_nodes.cli.project import Project, open_project, trust_options
from manim_nodes.cli.render import usual_fps, usual_fps_of_lines
from manim_nodes.cli.style_option import style_option, with_style
from manim_nodes.exports.fresh_path import fresh_path
from manim_nodes.exports.presets import ExportPreset, load_presets
from manim_nodes.graph.parameter_rules import named_files
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root, places
from manim_nodes.workspace.preferences import OwnExportPreset, Preferences

_FILM_SUFFIXES = tuple(f".{each.value}" for each in ExportFormat)
_USUAL = ExportPreset(title="", format=ExportFormat.MP4, lines=1080, fps=60)


def _folder_not_film(
    _context: click.Context, _option: click.Parameter, folder: Path | None
) -> Path | None:
    """Return a folder, unless who wrote it means a film: it would become a folder of a film's name.

    Raises
    ------
    click.BadParameter : it is named like a film, and is not there
    """
    if folder is not None and folder.suffix.lower() in _FILM_SUFFIXES and not folder.is_dir():
        raise click.BadParameter(
            tr(
                "'{name}' is a film's name, and a folder is wanted; 'manim-nodes render -o' makes a film of a name.",
                name=folder.name,
            )
        )
    return folder


@cloup.command(
    "export",
    short_help="Make films of projects, in the folder of exports, or let them wait.",
    epilog=examples(
        "manim-nodes export film.mnodes",
        "manim-nodes export *.mnodes --preset web-gif --queue",
        "manim-nodes queue run",
        "manim-nodes export film.mnodes --section Proof",
        'manim-nodes export film.mnodes --set "Speed=12"',
        "manim-nodes export film.mnodes --data rows.csv",
    ),
)
@cloup.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), help=FILE_HELP)
@cloup.option(
    "--preset",
    help="Settings for a purpose: youtube, shorts, slides, web-gif, overlay, or one of your own.",
)
@cloup.option(
    "--format",
    "format_name",
    type=click.Choice([each.value for each in ExportFormat]),
    help="What to make.",
)
@quality_option
@fps_option
@cloup.option("--transparent", is_flag=True, help="Leave the background out; not for MP4.")
@cloup.option(
    "-o",
    "--output-folder",
    type=click.Path(path_type=Path, file_okay=False),
    callback=_folder_not_film,
    help="Where films go, under the project's name; a number is added where one is there already.",
)
@cloup.option(
    "--data",
    "table",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A table whose columns are knobs of the project: one film is made for each row.",
)
@set_option
@style_option
@cloup.option("--queue", "only_queue", is_flag=True, help="Add them to the queue, and do not wait.")
@cloup.option("--json", "as_json", is_flag=True, help="Write the jobs as JSON.")
@film_options
@trust_options
@click.pass_obj
def export_command(
    preferences: Preferences,
    files: tuple[Path, ...],
    preset: str | None,
    format_name: str | None,
    lines: int | None,
    fps: float | None,
    output_folder: Path | None,
    table: Path | None,
    knobs: tuple[str, ...],
    style: str | None,
    *,
    transparent: bool,
    only_queue: bool,
    as_json: bool,
    plays: int,
    most_mb: float | None,
    encoder: str | None,
    steps: str | None,
    section_names: tuple[str, ...],
    trust: bool,
    outside_files: bool,
) -> None:
    """Make films of projects, one after another.

    The films are numbered where there are others of the same name: nothing is replaced.
    """
    from manim_nodes.cli.make_film import make_film
    from manim_nodes.cli.queue_rows import described
    from manim_nodes.exports.open_queue import open_queue

    wanted = _wanted(
        preset,
        format_name,
        lines,
        fps,
        transparent=transparent,
        own=preferences.export_presets,
    )
    projects = [
        with_knobs(with_style(opened, style, preferences), knobs)
        for file in files
        for opened in [open_project(file, trust=trust, outside_files=outside_files)]
    ]
    if table is not None:
        projects = [film for project in projects for film in projects_of_table(project, table)]
    folder = output_folder or places().exports
    queue = open_queue(places())
    jobs = []
    for project in projects:
        snapshot = snapshot_of(
            project,
            _settings(
                project,
                wanted,
                folder,
                queue.outputs(),
                embeds_project=preferences.embed_project,
            ),
            plays=plays,
            most_mb=most_mb,
            encoder=encoder,
            steps=steps,
            section_names=section_names,
        )
        jobs.append(queue.add(snapshot))
        if not only_queue:
            make_film(jobs[-1], queue, project.graph, preferences, speaks=not as_json)
        elif not as_json:
            click.echo(jobs[-1])
    if as_json:
        click.echo(json.dumps([described(queue.job(job_id)) for job_id in jobs], indent=2))


def _wanted(
    preset: str | None,
    format_name: str | None,
    lines: int | None,
    fps: float | None,
    *,
    transparent: bool,
    own: Mapping[str, OwnExportPreset],
) -> ExportPreset:
    """Return the settings of a preset, with what is asked for beside it."""
    usual = _USUAL
    if preset is not None:
        presets, faults = load_presets(data_root() / "resources", own)
        if preset in faults:
            raise click.UsageError(f"{preset}: {faults[preset]}")
        if preset not in presets:
            raise click.UsageError(
                tr(
                    "There is no preset {name}. Choose one of {names}.",
                    name=preset,
                    names=", ".join(presets),
                )
            )
        usual = presets[preset]
    made = ExportFormat(format_name) if format_name else usual.format
    usual_rate = usual.fps if lines is None else usual_fps_of_lines(lines)
    return usual.model_copy(
        update={
            "format": made,
            "lines": usual.lines if lines is None else lines,
            "fps": usual_fps(made, usual_rate) if fps is None else fps,
            "transparent": transparent or usual.transparent,
        }
    )


def _settings(
    project: Project,
    wanted: ExportPreset,
    folder: Path,
    taken: Collection[Path],
    *,
    embeds_project: bool,
) -> ExportSettings:
    folder.mkdir(parents=True, exist_ok=True)
    suffix = "" if wanted.format is ExportFormat.PNG_SEQUENCE else f".{wanted.format.value}"
    return ExportSettings(
        format=wanted.format,
        quality=project.quality(wanted.lines, wanted.fps),
        output=fresh_path(folder.resolve(), project.document.name, suffix, taken=taken),
        cache_dir=places().typeset,
        transparent=wanted.transparent,
        assets_dir=project.folder,
        readable=tuple(named_files(project.graph, project.folder)),
        seed=project.settings.seed,
        embeds_project=embeds_project,
    )
