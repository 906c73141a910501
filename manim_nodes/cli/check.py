"""``manim-nodes check``: everything that is wrong with a project."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from manim_nodes.cli.help import examples
from manim_nodes.cli.project import open_project, show_problems
from manim_nodes.graph.problems import has_errors


@click.command(
    "check",
    epilog=examples(
        "manim-nodes check film.mnodes",
        "manim-nodes check film.mnodes --json | jq '.problems[].message'",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write the problems as JSON.")
@click.option("--trust", is_flag=True, help="Take the project's Python code as read and safe.")
@click.pass_context
def check_command(context: click.Context, file: Path, *, as_json: bool, trust: bool) -> None:
    """Find everything that is wrong with a project.

    Exits with 1 if anything is an error.
    """
    problems = open_project(file, trusted=trust).problems
    if as_json:
        report = {"file": str(file), "problems": [asdict(problem) for problem in problems]}
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    elif problems:
        show_problems(problems)
    else:
        click.echo(f"{file}: nothing is wrong.")
    context.exit(int(has_errors(problems)))
