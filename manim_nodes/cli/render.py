"""``manim-nodes render``: a project becomes a film."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bar

from manim_nodes.cli.help import examples
from manim_nodes.cli.interrupt import cancelled_by_interrupt
from manim_nodes.cli.project import Project, open_project
from manim_nodes.workspace.places import places

if TYPE_CHECKING:
    from manim_nodes.render.export_settings import ExportFormat, ExportSettings
    from manim_nodes.render.progress import Progress

FORMATS = ("mp4", "gif", "webm", "mov", "png", "png-sequence")
QUALITIES = {"480p": 480, "720p": 720, "1080p": 1080, "1440p": 1440, "2160p": 2160}
FPS = {"480p": 15.0, "720p": 30.0}
_GIF_FPS = 30.0


@click.command(
    "render",
    epilog=examples(
        "manim-nodes render film.mnodes -o film.mp4",
        "manim-nodes render film.mnodes -o film.gif --quality 480p",
        "manim-nodes render film.mnodes -o film.mov --transparent",
        "manim-nodes render film.mnodes -o frames --format png-sequence",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="The file to write."
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="What to make; told by the output's suffix if not given.",
)
@click.option(
    "--quality",
    type=click.Choice(list(QUALITIES)),
    default="1080p",
    show_default=True,
    help="Lines of the picture.",
)
@click.option("--fps", type=click.FloatRange(1, 240), help="Frames a second.")
@click.option("--transparent", is_flag=True, help="Leave the background out; not for MP4.")
@click.option("--overwrite", is_flag=True, help="Replace the output if it is there already.")
@click.option("--trust", is_flag=True, help="Run the project's own Python code, too.")
def render_command(
    file: Path,
    output: Path,
    format_name: str | None,
    quality: str,
    fps: float | None,
    *,
    transparent: bool,
    overwrite: bool,
    trust: bool,
) -> int:
    """Render a project as a film, a GIF or pictures."""
    from manim_nodes.render.export_settings import ExportFormat, ExportSettings
    from manim_nodes.render.settings import Quality

    chosen = ExportFormat(format_name or _format_of(output))
    if transparent and not chosen.carries_alpha:
        raise click.UsageError(f"{chosen.upper()} cannot be transparent. Use MOV, WebM or PNG.")
    project = open_project(file, trusted=trust)
    width, height = project.picture_size(QUALITIES[quality])
    settings = ExportSettings(
        format=chosen,
        quality=Quality(width, height, fps or _usual_fps(chosen, quality)),
        output=output,
        cache_dir=places().typeset,
        transparent=transparent,
        overwrite=overwrite,
        assets_dir=project.folder,
        seed=project.document.settings.seed,
    )
    return _render(project, settings)


def _format_of(output: Path) -> str:
    suffix = output.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        named = f"'{output.suffix}' is no suffix of a film" if suffix else "it has no suffix"
        raise click.UsageError(
            f"Cannot tell the format of '{output}': {named}. Use --format, one of {', '.join(FORMATS)}."
        )
    return suffix


def _usual_fps(chosen: "ExportFormat", quality: str) -> float:
    fps = FPS.get(quality, 60.0)
    return min(fps, _GIF_FPS) if chosen == "gif" else fps


def _render(project: Project, settings: "ExportSettings") -> int:
    from manim_nodes.render.export import export
    from manim_nodes.render.results import Outcome

    script = project.script_to_render()
    with cancelled_by_interrupt() as cancel, _shown_progress(project) as on_progress:
        result = export(script, settings, on_progress=on_progress, cancel=cancel)
    if result.outcome is Outcome.CANCELLED:
        raise KeyboardInterrupt
    click.echo(str(result.output))
    return 0


@contextmanager
def _shown_progress(project: Project) -> Iterator[Callable[["Progress"], None]]:
    """Show a bar on a terminal, and a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield _Lines(project).show
        return
    columns = (
        TextColumn("{task.description:<24.24}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=1.0, left="")

        def show(progress: "Progress") -> None:
            bar.update(
                task,
                completed=progress.fraction,
                description=_step_name(project, progress),
                left=_time_left(progress),
            )

        yield show


class _Lines:
    """Says each new tenth, for logs."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._tenth = -1

    def show(self, progress: "Progress") -> None:
        tenth = int(progress.fraction * 10)
        if tenth > self._tenth:
            self._tenth = tenth
            words = (_step_name(self._project, progress), _time_left(progress))
            click.echo("  ".join([f"{tenth * 10:3} %", *filter(None, words)]), err=True)


def _step_name(project: Project, progress: "Progress") -> str:
    if progress.node_id is None:
        return "Finishing" if progress.fraction else "Starting"
    node = project.graph.node(progress.node_id)
    return node.label or node.id


def _time_left(progress: "Progress") -> str:
    if progress.remaining_s is None:
        return ""
    minutes, seconds = divmod(round(progress.remaining_s), 60)
    return f"{minutes}:{seconds:02} left"
