"""``manim-nodes check``: everything that is wrong with a project."""

import json
from dataclasses import asdict
from pathlib import Path

import click
import cloup

from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.project import open_project, show_problems, trust_options
from manim_nodes.graph.problems import Problem, Severity, has_errors
from manim_nodes.translation import tr, tr_plural


@cloup.command(
    "check",
    epilog=examples(
        "manim-nodes check film.mnodes",
        "manim-nodes check film.mnodes --json | jq '.problems[].message'",
    ),
)
@cloup.argument("file", type=click.Path(path_type=Path), help=FILE_HELP)
@cloup.option("--json", "as_json", is_flag=True, help="Write the problems as JSON.")
@trust_options
def check_command(file: Path, *, as_json: bool, trust: bool, outside_files: bool) -> int:
    """Find everything that is wrong with a project.

    Exits with 1 if anything is an error; warnings are none.
    """
    problems = open_project(file, trust=trust, outside_files=outside_files).problems
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if as_json:
        report = {"file": str(file), "problems": [_as_json(problem) for problem in problems]}
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    elif problems:
        show_problems(problems, err=False)
        counts = {
            "errors": tr_plural("{count} error", "{count} errors", errors),
            "warnings": tr_plural("{count} warning", "{count} warnings", len(problems) - errors),
        }
        click.echo(tr("{file}: {errors} and {warnings}.", file=file, **counts))
    else:
        click.echo(tr("{file}: nothing is wrong.", file=file))
    return int(has_errors(problems))


def _as_json(problem: Problem) -> dict[str, object]:
    # What mends it is for the app, which can carry it out; its words are the hint.
    return {name: value for name, value in asdict(problem).items() if name != "fix"}
