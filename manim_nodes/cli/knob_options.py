"""The knobs of a project, set on the command line."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import cloup

from manim_nodes.cli.decimal_sign import writes_commas
from manim_nodes.cli.output import speak
from manim_nodes.cli.project import Project
from manim_nodes.gallery.batch import films_of, read_table
from manim_nodes.gallery.knobs import find_knob, knob_fields, set_knob_from_text
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr

Command = Callable[..., Any]

set_option: Callable[[Command], Command] = cloup.option(
    "--set",
    "knobs",
    multiple=True,
    metavar="KNOB=VALUE",
    help="Give a knob of the project another value; may be used more than once.",
)


def with_knobs(project: Project, settings: Sequence[str]) -> Project:
    """Return a project with other values of its knobs, each as ``Speed=12``.

    Raises
    ------
    click.UsageError : one of them is no setting
    KnobError : there is no such knob, or the value is none for it
    """
    document = project.document
    for setting in settings:
        title, separator, value = setting.partition("=")
        if not separator:
            raise click.UsageError(
                tr("Write --set KNOB=VALUE instead of --set {setting}.", setting=setting)
            )
        field = find_knob(knob_fields(document, project.library), title)
        document = set_knob_from_text(
            document, project.library, field, value, has_comma=writes_commas(os.environ)
        )
    return replace(project, document=document)


def projects_of_table(project: Project, table: Path) -> list[Project]:
    """Return a project for each row of a table of knobs.

    Raises
    ------
    BatchError : it is no such table
    click.exceptions.Exit : cells are wrong; all has been said
    """
    films, faults = films_of(
        project.document,
        project.library,
        read_table(table),
        has_comma=writes_commas(os.environ),
    )
    if faults:
        for fault in faults:
            speak(Severity.ERROR, str(fault))
        raise click.exceptions.Exit(1)
    return [replace(project, document=film) for film in films]
