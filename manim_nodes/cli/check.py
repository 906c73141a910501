"""``manim-nodes check``: everything that is wrong with a project."""

import json
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import cloup

from manim_nodes.cli.help import FILE_HELP, examples
from manim_nodes.cli.interrupt import cancelled_by_interrupt
from manim_nodes.cli.preview_settings import preview_settings
from manim_nodes.cli.project import (
    Project,
    open_project,
    script_to_render,
    show_problems,
    trust_options,
)
from manim_nodes.cli.style_option import style_option, with_style
from manim_nodes.editing.layout_problems import layout_problems
from manim_nodes.editing.note_problems import note_problems
from manim_nodes.editing.unseen_problems import unseen_problems
from manim_nodes.graph.problems import Problem, Severity, has_errors
from manim_nodes.translation import tr, tr_plural
from manim_nodes.workspace.preferences import Preferences


@cloup.command(
    "check",
    epilog=examples(
        "manim-nodes check film.mnodes",
        "manim-nodes check film.mnodes --json | jq '.problems[].message'",
        "manim-nodes check film.mnodes --layout",
    ),
)
@cloup.argument("file", type=click.Path(path_type=Path), help=FILE_HELP)
@cloup.option("--json", "as_json", is_flag=True, help="Write the problems as JSON.")
@cloup.option(
    "--layout",
    "draws",
    is_flag=True,
    help="Draw it, and advise where it is hard to read: where texts overlap, are cut by the frame, too small or faint.",
)
@style_option
@trust_options
@click.pass_obj
def check_command(
    preferences: Preferences,
    file: Path,
    style: str | None,
    *,
    as_json: bool,
    draws: bool,
    trust: bool,
    outside_files: bool,
) -> int:
    """Find everything that is wrong with a project.

    Exits with 1 if anything is an error; warnings and advice are none.
    """
    opened = open_project(file, trust=trust, outside_files=outside_files)
    project = with_style(opened, style, preferences)
    problems = project.problems
    if draws and not has_errors(problems):
        problems = (*problems, *_drawn_problems(project, preferences))
    counted = Counter(problem.severity for problem in problems)
    if as_json:
        report = {"file": str(file), "problems": [_as_json(problem) for problem in problems]}
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    elif problems:
        show_problems(problems, err=False)
        counts = {
            "errors": tr_plural("{count} error", "{count} errors", counted[Severity.ERROR]),
            "warnings": tr_plural("{count} warning", "{count} warnings", counted[Severity.WARNING]),
        }
        if counted[Severity.ADVICE]:
            counts["advice"] = tr_plural(
                "advised {count} time", "advised {count} times", counted[Severity.ADVICE]
            )
            click.echo(tr("{file}: {errors}, {warnings}, {advice}.", file=file, **counts))
        else:
            click.echo(tr("{file}: {errors} and {warnings}.", file=file, **counts))
    else:
        click.echo(tr("{file}: nothing is wrong.", file=file))
    return int(has_errors(problems))


def _drawn_problems(project: Project, preferences: Preferences) -> list[Problem]:
    """Return what only a film of the project tells, which is drawn where it can do no harm.

    Raises
    ------
    RenderError : it cannot be drawn, or takes longer than previews may
    """
    from manim_nodes.render.confined.confined_engine import ConfinedEngine

    script = script_to_render(project, is_quiet=True)
    settings = replace(preview_settings(project, preferences), checks_layout=True)
    with (
        TemporaryDirectory(prefix="manim-nodes-") as work,
        cancelled_by_interrupt() as cancel,
        ConfinedEngine(Path(work)) as engine,
    ):
        result = engine.film(script, settings, on_frame=lambda _: None, cancel=cancel)
        if cancel.cancelled:
            raise KeyboardInterrupt
    if result.error is not None:
        raise result.error
    return [
        *unseen_problems(project.graph, result.unseen, result.absent),
        *note_problems(project.problems, result.notes),
        *layout_problems(project.graph, result.layout_faults),
    ]


def _as_json(problem: Problem) -> dict[str, object]:
    # What mends it is for the app, which can carry it out; its words are the hint.
    return {name: value for name, value in asdict(problem).items() if name != "fix"}
