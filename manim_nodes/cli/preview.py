"""``manim-nodes preview``: the frames of a project, quickly."""

from pathlib import Path
from shutil import copyfile

import click

from manim_nodes.cli.help import examples
from manim_nodes.cli.output import OutputError, writing_to
from manim_nodes.cli.project import Project, load_settings, open_project
from manim_nodes.workspace.places import places


@click.command(
    "preview",
    epilog=examples(
        "manim-nodes preview film.mnodes --frames frames",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--frames",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder for frame_0000.png and so on.",
)
@click.option("--trust", is_flag=True, help="Run the project's own Python code, too.")
@click.pass_context
def preview_command(context: click.Context, file: Path, folder: Path, *, trust: bool) -> None:
    """Draw the frames of a project as PNG files, at preview quality.

    Frames that an earlier preview left in the folder are replaced.
    """
    project = open_project(file, trusted=trust)
    with writing_to(folder):
        _make_room(folder)
        is_whole = _draw(project, folder)
    context.exit(int(not is_whole))


def _make_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    strangers = [path.name for path in folder.iterdir() if not path.match("frame_*.png")]
    if strangers:
        raise OutputError(
            f"it holds other things than frames, such as {strangers[0]}.",
            where=str(folder),
            hint="Choose an empty folder.",
        )
    for frame in folder.iterdir():
        frame.unlink()


def _draw(project: Project, folder: Path) -> bool:
    """Write the frames, and say how it went; True when all of them are there."""
    from manim_nodes.render.frames import save_png
    from manim_nodes.render.preview import render_preview
    from manim_nodes.render.results import Outcome, PreviewFrame
    from manim_nodes.render.settings import PreviewSettings, Quality

    preferences = load_settings()
    width, height = project.picture_size(preferences.preview_height)
    settings = PreviewSettings(
        cache_dir=places().typeset,
        quality=Quality(width, height, preferences.preview_fps),
        assets_dir=project.folder,
        seed=project.document.settings.seed,
    )

    def write(frame: PreviewFrame) -> None:
        first = folder / f"frame_{frame.number:04}.png"
        save_png(frame.pixels, first)
        for number in range(frame.number + 1, frame.number + frame.count):
            copyfile(first, folder / f"frame_{number:04}.png")

    result = render_preview(
        project.script_to_render(),
        settings,
        on_frame=write,
        time_limit_s=preferences.preview_time_limit_s,
    )
    click.echo(f"{folder}: {result.frame_count} frames")
    if result.error is not None:
        raise result.error
    return result.outcome is Outcome.FINISHED
