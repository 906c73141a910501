"""What most commands begin with: a project opened, seen through the library, and judged."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.codegen.typst import latex_nodes, without_latex
from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.problems import Problem, Severity, has_errors
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library, load_library
from manim_nodes.workspace.places import data_root, places
from manim_nodes.workspace.preferences import Preferences, load_preferences


class ProjectFaultsError(ManimNodesError):
    """The project has errors, and cannot be rendered as it is."""


@dataclass(frozen=True)
class Project:
    """An opened project.

    Parameters
    ----------
    trusted : whether the user has said to run its Python code
    """

    path: Path
    document: Document
    library: Library
    trusted: bool = False

    @cached_property
    def graph(self) -> Graph:
        """Give the document's graph."""
        return build(self.document, self.library)

    @cached_property
    def problems(self) -> list[Problem]:
        """Give all that is wrong with it."""
        return validate(self.graph, folder=self.folder, trusted=self.trusted)

    @property
    def folder(self) -> Path:
        """Give the folder that the project's files are named relative to."""
        return self.path.resolve().parent

    def picture_size(self, lines: int) -> tuple[int, int]:
        """Give width and height in pixels, the shorter side ``lines``, both even for encoders."""
        settings = self.document.settings
        ratio = settings.frame_width / settings.frame_height
        longer = 2 * round(lines * max(ratio, 1 / ratio) / 2)
        return (longer, lines) if ratio >= 1 else (lines, longer)

    def script_to_render(self) -> Script:
        """Write the script for this machine: without LaTeX, formulas go through Typst.

        Raises
        ------
        ProjectFaultsError : there is an error
        """
        self.demand_sound()
        graph = self.graph
        if latex_nodes(graph) and not _has_latex():
            converted = without_latex(graph)
            self._demand_none_of(converted.problems)
            graph = build(converted.document, self.library)
        return generate(graph, trusted=self.trusted)

    def demand_sound(self) -> None:
        """Show the problems, and stop where one of them is an error.

        Raises
        ------
        ProjectFaultsError : there is an error
        """
        self._demand_none_of(self.problems)

    def _demand_none_of(self, problems: list[Problem]) -> None:
        show_problems(problems)
        if has_errors(problems):
            count = sum(problem.severity is Severity.ERROR for problem in problems)
            raise ProjectFaultsError(
                "it has 1 error." if count == 1 else f"it has {count} errors.",
                where=str(self.path),
                hint="Mend it, then try again.",
            )


def _has_latex() -> bool:
    from manim_nodes.render.tools import latex_available

    return latex_available()


def open_library() -> Library:
    """Read the node types, and say what is wrong with the user's own."""
    library = load_library(data_root() / "nodes", places().nodes)
    for fault in library.faults:
        click.echo(f"warning: {fault}", err=True)
    return library


def open_templates() -> list[Template]:
    """Find the user's templates and the built-in ones."""
    return load_templates(places().templates, data_root() / "templates")


def open_project(path: Path, *, trusted: bool = False) -> Project:
    """Open a project file.

    Raises
    ------
    DocumentError : it cannot be read
    """
    return Project(path, load_document(path), open_library(), trusted)


def load_settings() -> Preferences:
    """Read the user's preferences, and say what is wrong with them."""
    preferences, faults = load_preferences(places().preferences)
    for fault in faults:
        click.echo(f"warning: {fault}", err=True)
    return preferences


def show_problems(problems: list[Problem]) -> None:
    """Write problems for a person, two lines each, to standard error."""
    for problem in problems:
        place = ".".join(part for part in (problem.node_id, problem.port) if part)
        click.secho(f"{problem.severity}: ", err=True, nl=False, bold=True, fg=_color(problem))
        click.echo(f"{place}: {problem.message}" if place else problem.message, err=True)
        if problem.hint:
            click.echo(f"    {problem.hint}", err=True)


def _color(problem: Problem) -> str:
    return "red" if problem.severity is Severity.ERROR else "yellow"
