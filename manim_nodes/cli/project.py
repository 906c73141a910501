"""What most commands begin with: a project opened, seen through the library, and judged."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import click
import cloup

from manim_nodes.cli.catalogues import open_library
from manim_nodes.cli.output import speak
from manim_nodes.codegen.script import Script
from manim_nodes.document.files import has_project_inside, load_document
from manim_nodes.document.model import Document, Settings
from manim_nodes.editing.analysis import Analysis, analyze
from manim_nodes.editing.trust import NO_TRUST, Trust, known_trust
from manim_nodes.exports.film_rate import at_rate
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.permissions import Permissions
from manim_nodes.graph.problems import Problem, has_errors
from manim_nodes.library.catalogue import Library
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import places
from manim_nodes.workspace.state import load_state

_log = logging.getLogger("manim_nodes.project")


@dataclass(frozen=True)
class Project:
    """An opened project.

    Parameters
    ----------
    trust : what the user has allowed it
    """

    path: Path
    document: Document
    library: Library
    trust: Trust

    @cached_property
    def graph(self) -> Graph:
        """Return it as the library sees it."""
        return build(self.document, self.library)

    @cached_property
    def permissions(self) -> Permissions:
        """Return what its nodes may do."""
        return self.trust.permissions(self.graph.expansion, self.library)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Return all that is wrong with it on any machine, whether it has LaTeX or not."""
        return self.analysis(has_latex=lambda: True).problems

    def analysis(self, *, has_latex: Callable[[], bool]) -> Analysis:
        """Find out what it means; see `analyze`."""
        return analyze(
            self.document,
            self.library,
            folder=self.folder,
            permissions=self.permissions,
            has_latex=has_latex,
        )

    @property
    def folder(self) -> Path:
        """Return the folder that the project's files are named relative to."""
        return self.path.resolve().parent

    @property
    def settings(self) -> Settings:
        """Return what holds for the whole scene."""
        return self.document.settings

    def quality(self, lines: int, fps: float) -> Quality:
        """Return a picture of the scene's shape, ``lines`` on its shorter side, and even, for encoders."""
        settings = self.settings
        return Quality.of_shape(settings.frame_width, settings.frame_height, lines=lines, fps=fps)


_TRUST = cloup.option("--trust", is_flag=True, help="Run the project's own Python code, too.")
_OUTSIDE_FILES = cloup.option(
    "--outside-files", is_flag=True, help="Read files outside the project's folder, too."
)


def trust_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options by which the user allows a project more than to draw what is built in."""
    return _TRUST(_OUTSIDE_FILES(command))


def open_project(path: Path, *, trust: bool = False, outside_files: bool = False) -> Project:
    """Open a project file.

    Parameters
    ----------
    trust, outside_files : what the user allows it, beside what they have allowed it in the app

    Raises
    ------
    DocumentError : it cannot be read
    """
    library = open_library()
    document = load_document(path, migrations=migrations(library))
    _log.debug("%s: %d nodes, %d wires", path, len(document.nodes), len(document.edges))
    # What is inside a film may come from anywhere, whatever id it has.
    is_inside = has_project_inside(path)
    known = NO_TRUST if is_inside else known_trust(load_state(places().memory), document)
    allowed = Trust(None if trust else known.code, None if outside_files else known.files)
    return Project(path, document, library, allowed)


def demand_sound(project: Project) -> None:
    """Show the problems, and stop where one of them is an error.

    Raises
    ------
    click.exceptions.Exit : one is; all has been said
    """
    show_problems(project.problems)
    if has_errors(project.problems):
        raise click.exceptions.Exit(1)


def script_to_render(
    project: Project, fps: float | None = None, *, is_quiet: bool = False
) -> Script:
    """Write the script for this machine: without LaTeX, formulas go through Typst.

    Parameters
    ----------
    fps : of the film; as the project has it if None
    is_quiet : the problems are not shown, as long as the project can be rendered

    Raises
    ------
    click.exceptions.Exit : the project has errors, or needs LaTeX, which is not there; all has been said
    """
    if fps is not None:
        project = replace(project, document=at_rate(project.document, fps))
    analysis = project.analysis(has_latex=_has_latex)
    if not is_quiet or analysis.render_script is None:
        show_problems(analysis.problems)
    if analysis.render_script is None:
        raise click.exceptions.Exit(1)
    return analysis.render_script


def _has_latex() -> bool:
    from manim_nodes.render.doctor import latex_available  # late: it takes long to import

    return latex_available()


def show_problems(problems: Iterable[Problem], *, err: bool = True) -> None:
    """Write problems for a person: what is wrong and where, and below it what to do."""
    for problem in problems:
        place = ".".join(part for part in (problem.node_id, problem.port) if part)
        message = f"{place}: {problem.message}" if place else problem.message
        speak(problem.severity, message, problem.hint, err=err)
