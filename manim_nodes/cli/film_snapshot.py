"""What ``render`` and ``export`` ask the queue for."""

from collections.abc import Sequence

import click

from manim_nodes.cli.film_options import with_film_options
from manim_nodes.cli.project import Project, script_to_render
from manim_nodes.exports.snapshot import ExportSnapshot
from manim_nodes.render.export.export_settings import (
    ExportError,
    ExportSettings,
    check_export_settings,
    check_offered,
)


def snapshot_of(
    project: Project,
    settings: ExportSettings,
    *,
    plays: int,
    most_mb: float | None,
    encoder: str | None,
    steps: str | None,
    section_names: Sequence[str],
) -> ExportSnapshot:
    """Return the snapshot of a project for a film with these settings and the values of `film_options`.

    Raises
    ------
    click.UsageError : the film cannot be so: says what to choose instead
    click.exceptions.Exit : the project has errors; all has been said
    """
    _demand_possible(settings)
    script = script_to_render(project, settings.quality.fps)
    settings = with_film_options(
        settings,
        script,
        plays=plays,
        most_mb=most_mb,
        encoder=encoder,
        steps=steps,
        section_names=section_names,
    )
    return ExportSnapshot.of(project.graph, script, settings)


def _demand_possible(settings: ExportSettings) -> None:
    try:
        check_export_settings(settings)
        check_offered(settings.format, settings.quality)
    except ExportError as error:
        raise click.UsageError(str(error)) from error
