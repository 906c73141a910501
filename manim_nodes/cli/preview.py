"""``manim-nodes preview``: the frames of a project, quickly."""

import math
import time
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click
import cloup

from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.interrupt import cancelled_by_interrupt
from manim_nodes.cli.preview_settings import preview_settings
from manim_nodes.cli.project import (
    open_project,
    script_to_render,
    show_problems,
    trust_options,
)
from manim_nodes.editing.note_problems import note_problems
from manim_nodes.editing.unseen_problems import unseen_problems
from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.export.frame_limits import (
    check_frame_count,
    demand_frames,
    demand_preview_bytes,
)
from manim_nodes.render.export.publish import check_output, check_room, publish, writing_to
from manim_nodes.translation import tr, tr_plural
from manim_nodes.workspace.preferences import Preferences

if TYPE_CHECKING:
    from manim_nodes.render.preview.frames import PreviewFrame


_CHECKED_EVERY = 50  # frames


@cloup.command("preview", epilog=examples("manim-nodes preview film.mnodes --frames frames"))
@cloup.argument("file", type=click.Path(path_type=Path), help=FILE_HELP)
@cloup.option(
    "--frames",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder for frame_0000.png and so on.",
)
@trust_options
@click.pass_obj
def preview_command(
    preferences: Preferences, file: Path, folder: Path, *, trust: bool, outside_files: bool
) -> None:
    """Draw the frames of a project as PNG files, at preview quality.

    Frames that an earlier preview left in the folder are replaced. If the scene fails, or takes
    longer than previews may, the frames up to there are kept. It is drawn in a process that reaches
    no file but those of the project, and no network. Things that no frame shows, because they
    lie beside it or behind something else, or have no color that shows, are warned of.
    """
    from manim_nodes.render.confined.confined_engine import ConfinedEngine
    from manim_nodes.render.outcome import Outcome
    from manim_nodes.render.preview.preview import RenderTimeoutError

    project = open_project(file, trust=trust, outside_files=outside_files)
    script = script_to_render(project)
    settings = preview_settings(project, preferences)
    check_frame_count(script, settings.quality.fps)
    target = folder.resolve()
    check_output(target, is_folder=True, overwrite=True)
    with TemporaryDirectory(prefix="manim-nodes-") as work, cancelled_by_interrupt() as cancel:
        frames = Path(work) / "frames"
        frames.mkdir()
        saved = _SavedFrames(frames, cancel, settings.time_limit_s)
        with ConfinedEngine(Path(work)) as engine:
            result = engine.film(script, settings, on_frame=saved.add, cancel=cancel)
        if cancel.cancelled or result.outcome is Outcome.CANCELLED:
            raise KeyboardInterrupt
        if saved.count:
            publish(frames, target, overwrite=True)
            count = tr_plural("{count} frame", "{count} frames", saved.count)
            click.echo(f"{folder}: {count}")
    show_problems(unseen_problems(project.graph, result.unseen, result.absent))
    if result.notes:
        show_problems(note_problems(project.problems, result.notes))
    if result.error is not None:
        raise result.error
    if saved.count < result.frame_count:
        raise RenderTimeoutError(
            tr("The preview took too long and was stopped."),
            hint=tr("Allow previews more time, or make the film shorter."),
        )


class _SavedFrames:
    """Writes a picture for each frame: a wait may have more of them than there is time or room for.

    Attributes
    ----------
    count : of the frames that are written
    """

    def __init__(self, folder: Path, cancel: CancelToken, time_limit_s: float | None) -> None:
        self.count = 0
        self._folder, self._cancel = folder, cancel
        self._limit_s, self._end = time_limit_s or math.inf, math.inf
        self._size = 0

    def add(self, frame: "PreviewFrame") -> None:
        """Write all frames that show a picture, until there is no more time.

        Raises
        ------
        ExportError : they cannot be written, are more than a folder can hold, or the disk is nearly full
        """
        from manim_nodes.render.preview.frames import save_png

        size = 0
        if not self.count:  # before it, manim was loaded
            self._end = time.monotonic() + self._limit_s
        demand_frames(self.count + frame.count)
        first = self._folder / f"frame_{frame.number:04}.png"
        with writing_to(self._folder):
            for number in range(frame.number, frame.number + frame.count):
                if self._cancel.cancelled or time.monotonic() > self._end:
                    return
                if number % _CHECKED_EVERY == 0:
                    check_room(self._folder)
                if number == frame.number:
                    save_png(frame.pixels, first)
                    size = first.stat().st_size
                else:
                    copyfile(first, self._folder / f"frame_{number:04}.png")
                self.count += 1
                self._size += size
                demand_preview_bytes(self._size)
