"""``manim-nodes open``: the app, with projects."""

import subprocess
from pathlib import Path

import click
import cloup

from manim_nodes.cli.help import examples
from manim_nodes.sandbox.own_program import own_command


@cloup.command("open", epilog=examples("manim-nodes open film.mnodes", "manim-nodes film.mnodes"))
@cloup.argument("files", nargs=-1, type=click.Path(path_type=Path), help="Project files.")
def open_command(files: tuple[Path, ...]) -> int:
    """Open the app, with these projects if any are named.

    ``manim-nodes`` alone does the same, and so does ``manim-nodes FILE.mnodes``.
    """
    # In a process of its own: the command line may not import the app.
    command = own_command("open", *map(str, files))
    return subprocess.run(command, check=False).returncode  # noqa: S603 (our own command)
