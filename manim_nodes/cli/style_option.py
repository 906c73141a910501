"""The style of a project, set on the command line."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click
import cloup

from manim_nodes.cli.project import Project
from manim_nodes.editing.styles import own_styles, use_own_style, use_style
from manim_nodes.translation import tr
from manim_nodes.workspace.preferences import Preferences

Command = Callable[..., Any]

style_option: Callable[[Command], Command] = cloup.option(
    "--style",
    metavar="NAME",
    help="Draw it in this style instead of its own, such as Paper; one that you have kept goes by its name, too.",
)


def with_style(project: Project, name: str | None, preferences: Preferences) -> Project:
    """Return a project in a style, given as people or files call it; None leaves it as it is.

    Raises
    ------
    click.UsageError : there is none of this name
    """
    if name is None:
        return project
    wanted, library = name.strip().casefold(), project.library
    for key, style in library.styles.items():
        if wanted in (key, style.title.casefold(), tr(style.title).casefold()):
            return replace(project, document=use_style(project.document, key))
    kept, faults = own_styles(preferences.styles)
    for title, style in kept.items():
        if wanted == title.casefold():
            return replace(project, document=use_own_style(project.document, style))
    for title, fault in faults.items():
        if wanted == title.casefold():
            raise click.UsageError(f"{title}: {fault}")
    known = ", ".join((*(tr(style.title) for style in library.styles.values()), *kept))
    raise click.UsageError(
        tr("There is no style '{name}'. There are: {known}.", name=name, known=known)
    )
