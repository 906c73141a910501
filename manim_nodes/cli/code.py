"""``manim-nodes code``: the Python of a project."""

from pathlib import Path

import click
import cloup

from manim_nodes.atomic import replace_file
from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.output import check_is_another
from manim_nodes.cli.project import demand_sound, open_project, trust_options
from manim_nodes.codegen.scene import generate
from manim_nodes.render.export.publish import check_output, writing_to


@cloup.command(
    "code",
    epilog=examples(
        "manim-nodes code film.mnodes",
        "manim-nodes code film.mnodes -o film.py && manim -qh film.py",
    ),
)
@cloup.argument("file", type=click.Path(path_type=Path), help=FILE_HELP)
@cloup.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write, not the screen."
)
@cloup.option("--guard", is_flag=True, help="Catch and name what goes wrong in the scene.")
@cloup.option("--overwrite", is_flag=True, help="Replace the output if it is there already.")
@trust_options
def code_command(
    file: Path,
    output: Path | None,
    *,
    guard: bool,
    overwrite: bool,
    trust: bool,
    outside_files: bool,
) -> None:
    """Write the Python of a project, to run with the stock manim."""
    project = open_project(file, trust=trust, outside_files=outside_files)
    demand_sound(project)
    source = generate(project.graph, guard=guard, permissions=project.permissions).source
    if output is None:
        click.echo(source, nl=False)
        return
    check_is_another(output, file)
    check_output(output, is_folder=False, overwrite=overwrite)
    with writing_to(output):
        replace_file(output, source.encode())
