"""What a document means, as all views and commands need it: its graph, its problems, its script."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.codegen.typst import latex_nodes, without_latex
from manim_nodes.codegen.writers import CodegenError
from manim_nodes.document.model import Document
from manim_nodes.editing.healthy_part import healthy_part
from manim_nodes.editing.step_numbers import StepNumbers, number_steps, numbers_at
from manim_nodes.editing.trust import Trust
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.expand import expand
from manim_nodes.graph.parameter_rules import names_files
from manim_nodes.graph.permissions import Permissions
from manim_nodes.graph.problems import Problem, Severity, has_errors
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library
from manim_nodes.render.fonts import font_problems
from manim_nodes.render.media.check import media_problems
from manim_nodes.render.media.timing import timed_problems

_MOST_ATTEMPTS = 5


@dataclass(frozen=True)
class Analysis:
    """A document seen through a library.

    Parameters
    ----------
    problems : errors first
    script : what the document stands for; None while it has errors
    render_script : the same for this machine: with whole paths of files; without LaTeX, formulas go through Typst
    permissions : what was allowed; they hold for documents made of its graph, too
    healthy : what is left without the nodes that have errors, and can be drawn; None without errors, and where nothing is
    """

    document: Document
    graph: Graph
    problems: tuple[Problem, ...]
    script: Script | None
    render_script: Script | None
    permissions: Permissions
    healthy: "Analysis | None" = None
    _numbers_at: dict[tuple[str, ...], Mapping[str, StepNumbers]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def drawable(self) -> "Analysis | None":
        """Return what can be drawn: this, or what is left of it without errors, if anything."""
        return self if self.render_script is not None else self.healthy

    @property
    def first_error(self) -> str:
        """Return which node has an error, and what it is; empty without one."""
        for problem in self.problems:
            if problem.severity is Severity.ERROR:
                return self.message_for(problem.node_id, problem.message)
        return ""

    def message_for(self, node_id: str | None, message: str) -> str:
        """Return a message that names the node that it is about."""
        if node_id is None:
            return message
        title = self.graph.title_of(node_id)
        is_named = f"'{title}'" in message or message.startswith(f"{title} ")
        return message if is_named else f"{title}: {message}"

    @cached_property
    def problems_by_node(self) -> Mapping[str, list[Problem]]:
        """Return the problems of each node that has some, by its id with its groups."""
        found: defaultdict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            if problem.node_id is not None:
                found[problem.node_id].append(problem)
        return dict(found)

    @cached_property
    def step_numbers(self) -> Mapping[str, int]:
        """Return the number of each step in the story, by its id with its groups."""
        return number_steps(self.graph)

    def step_numbers_at(self, location: tuple[str, ...]) -> Mapping[str, StepNumbers]:
        """Return the numbers of the nodes of one content; several views ask at each edit.

        Parameters
        ----------
        location : the ids of the groups' nodes that lead to the content
        """
        if location not in self._numbers_at:
            self._numbers_at[location] = numbers_at(self.step_numbers, location)
        return self._numbers_at[location]


def project_problems(
    graph: Graph, *, folder: Path | None, permissions: Permissions
) -> list[Problem]:
    """Find what is wrong with a graph, and with the files and typefaces that it names.

    Parameters
    ----------
    folder : where the project lives, if it has a place yet
    permissions : what the user has allowed it
    """
    problems = validate(graph, folder=folder, permissions=permissions)
    faulty = {(problem.node_id, problem.port) for problem in problems}
    found = [*media_problems(graph, folder, faulty), *font_problems(graph)]
    return sorted([*problems, *found], key=lambda problem: problem.severity.rank)


def analyze(
    document: Document,
    library: Library,
    *,
    folder: Path | None,
    permissions: Permissions,
    has_latex: Callable[[], bool],
) -> Analysis:
    """Find out what a document means.

    Parameters
    ----------
    folder : where the project lives, if it has a place yet
    permissions : what the user has allowed it
    has_latex : whether this machine can set formulas with LaTeX; may take its time, and is asked only where a formula
        needs it

    Raises
    ------
    CodegenError : what no problem tells of
    """
    graph = build(document, library)
    problems = project_problems(graph, folder=folder, permissions=permissions)
    if has_errors(problems):
        return Analysis(document, graph, tuple(problems), None, None, permissions)
    try:
        script = generate(graph, permissions=permissions)
    except CodegenError as error:
        found = Problem("unwritable", error.message, error.node_id, hint=error.hint or "")
        return Analysis(document, graph, (found, *problems), None, None, permissions)
    problems += timed_problems(graph, script, folder)
    if has_errors(problems):
        return Analysis(document, graph, tuple(problems), script, None, permissions)
    if not latex_nodes(graph) or has_latex():
        render_script = (
            generate(graph, permissions=permissions, folder=folder)
            if folder is not None and names_files(graph)
            else script
        )
        return Analysis(document, graph, tuple(problems), script, render_script, permissions)
    converted = without_latex(graph)
    problems += converted.problems
    if has_errors(problems):
        return Analysis(document, graph, tuple(problems), script, None, permissions)
    converted_graph = build(converted.document, library)
    render_script = generate(converted_graph, permissions=permissions, folder=folder)
    return Analysis(document, graph, tuple(problems), script, render_script, permissions)


def analyze_trusted(
    document: Document,
    library: Library,
    trust: Trust,
    *,
    folder: Path | None,
    has_latex: Callable[[], bool],
) -> Analysis:
    """Find out what a document means to a user who trusts it so far; else as `analyze_with_errors`.

    Raises
    ------
    CodegenError : what no problem tells of
    """
    permissions = trust.permissions(expand(document), library)
    return analyze_with_errors(
        document, library, folder=folder, permissions=permissions, has_latex=has_latex
    )


def analyze_with_errors(
    document: Document,
    library: Library,
    *,
    folder: Path | None,
    permissions: Permissions,
    has_latex: Callable[[], bool],
) -> Analysis:
    """Find out what a document means, and what is left of it to be drawn where some nodes have errors.

    Parameters
    ----------
    others : as `analyze` has them

    Raises
    ------
    CodegenError : what no problem tells of
    """
    part = whole = analyze(
        document, library, folder=folder, permissions=permissions, has_latex=has_latex
    )
    for attempt in range(_MOST_ATTEMPTS):
        if part.render_script is not None:
            break
        # What is left may lack what others must have, which is an error in turn.
        left = healthy_part(part.graph, part.problems, mutes=attempt == 0)
        if left is None:
            return whole
        part = analyze(left, library, folder=folder, permissions=permissions, has_latex=has_latex)
    is_partial = part is not whole and part.render_script is not None
    return replace(whole, healthy=part) if is_partial else whole
