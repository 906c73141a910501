"""``manim-nodes code``: the Python of a project."""

from pathlib import Path

import click

from manim_nodes.atomic import replace_file
from manim_nodes.cli.help import examples
from manim_nodes.cli.output import writing_to
from manim_nodes.cli.project import open_project
from manim_nodes.codegen.scene import generate


@click.command(
    "code",
    epilog=examples(
        "manim-nodes code film.mnodes",
        "manim-nodes code film.mnodes -o film.py && manim -qh film.py",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it to this file.")
@click.option("--guard", is_flag=True, help="Catch and name what goes wrong in the scene.")
@click.option("--trust", is_flag=True, help="Write the project's own Python code out, too.")
def code_command(file: Path, output: Path | None, *, guard: bool, trust: bool) -> None:
    """Write the Python of a project, to run with the stock manim."""
    project = open_project(file, trusted=trust)
    project.demand_sound()
    script = generate(project.graph, guard=guard, trusted=trust)
    if output is None:
        click.echo(script.source, nl=False)
        return
    with writing_to(output):
        replace_file(output, script.source.encode())
