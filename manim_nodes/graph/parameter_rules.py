"""What can be wrong with the values of parameters."""

import ast
import errno
import string
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PureWindowsPath

from manim_nodes.document.model import Node
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import Graph
from manim_nodes.graph.permissions import Permissions
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.suggestions import Suggestions
from manim_nodes.library.decimal_commas import with_points
from manim_nodes.library.expressions import ExpressionError, gives_point, parse_expression
from manim_nodes.library.node_type import NodeType, Parameter
from manim_nodes.library.parameter_types import Names, check_value, shown, spoken, usable_names
from manim_nodes.translation import tr

EXPRESSIONS = ("expression", "function", "complex_expression", "complex_function", "format")


def unknown_parameters(graph: Graph) -> Iterator[Problem]:
    """Find values for parameters that the type does not have."""
    suggestions = Suggestions()
    for node, node_type in graph.active:
        for name in node.parameters:
            if name not in node_type.parameters:
                yield Problem(
                    "unknown-parameter",
                    tr(
                        "Node {node} has no parameter '{name}'.",
                        node=graph.described(node.id),
                        name=name,
                    ),
                    node.id,
                    name,
                    Severity.WARNING,
                    suggestions.did_you_mean(name, node_type.parameters)
                    or tr("It is kept, but not used."),
                )


def bad_values(graph: Graph) -> Iterator[Problem]:
    """Find values of the wrong type, out of range, or expressions we cannot use."""
    names_by_type: dict[str, Names] = {}
    for node, node_type in graph.active:
        names = names_by_type.get(node.type)
        if names is None:
            inputs = frozenset(node_type.inputs)
            names = names_by_type[node.type] = replace(graph.library.names, inputs=inputs)
        for parameter, value in _given(graph, node, node_type):
            if value is parameter.default is None:
                continue  # a file may say so of what is not given; nothing is then written
            fault = check_value(value, parameter, names) or _wrong_result(graph, parameter, value)
            if fault:
                is_expression = parameter.type in EXPRESSIONS
                yield Problem(
                    "bad-expression" if is_expression else "bad-value",
                    f"{node.label or tr(node_type.title)} {_in_sentence(parameter)} {fault}",
                    node.id,
                    parameter.name,
                    hint=_how_to_mend(parameter),
                )


def _in_sentence(parameter: Parameter) -> str:
    """Return the title of a parameter as it stands inside of a sentence; what begins with a short form stays."""
    title = tr(parameter.display_title)
    return title if title[1:2].isupper() or len(title) == 1 else title[0].lower() + title[1:]


def _given(graph: Graph, node: Node, node_type: NodeType) -> Iterator[tuple[Parameter, JSON]]:
    """Return the parameters that the project has a value for, and no wire."""
    wired = graph.sources[node.id]
    for name, value in node.parameters.items():
        if name in node_type.parameters and not wired.get(name):
            yield node_type.parameters[name], value


def _wrong_result(graph: Graph, parameter: Parameter, value: JSON) -> str | None:
    """Judge whether a formula gives a point where a point is needed, and a number where a number is."""
    known = graph.library.port_types.types.get(parameter.port)
    if known is None or not known.gives or not isinstance(value, str):
        return None
    if gives_point(value) and known.gives != "Point":
        pointed = with_points(value)
        if not gives_point(pointed):
            return tr(
                "must have numbers with points: write {code} instead of {value}",
                code=pointed,
                value=shown(value),
            )
        return tr("must give a number, got {value}", value=shown(value))
    if known.gives == "Point" and not gives_point(value):
        return tr("must give a point such as (x, y, 0), got {value}", value=shown(value))
    return None


def _how_to_mend(parameter: Parameter) -> str:
    if parameter.default is None:
        return tr("Change '{name}', or reset it.", name=tr(parameter.display_title))
    return tr(
        "Change '{name}', or reset it to {default}.",
        name=tr(parameter.display_title),
        default=spoken(parameter.as_shown(parameter.default)),
    )


def unwired_names(graph: Graph) -> Iterator[Problem]:
    """Find expressions that use an input of their node which nothing feeds."""
    for node, node_type in graph.active:
        for parameter in node_type.parameters_of(*EXPRESSIONS):
            text = graph.parameter(node, node_type, parameter.name)
            if graph.sources[node.id].get(parameter.name) or not isinstance(text, str):
                continue
            for name in _inputs_used(text, parameter, node_type):
                if not graph.sources[node.id].get(name):
                    yield Problem(
                        "bad-expression",
                        tr(
                            "'{parameter}' of '{node}' uses '{name}', but nothing is wired into '{name}'.",
                            parameter=tr(parameter.display_title),
                            node=graph.title_of(node.id),
                            name=name,
                        ),
                        node.id,
                        parameter.name,
                        hint=tr(
                            "Wire something into '{name}', or change '{parameter}'.",
                            name=name,
                            parameter=tr(parameter.display_title),
                        ),
                    )


def _inputs_used(text: str, parameter: Parameter, node_type: NodeType) -> list[str]:
    if parameter.type == "format":
        return _fields_used(text, node_type)
    try:
        tree = parse_expression(text, {*usable_names(parameter), *node_type.inputs})
    except ExpressionError:
        return []
    used = {part.id for part in ast.walk(tree) if isinstance(part, ast.Name)}
    return sorted(used & node_type.inputs.keys() - set(parameter.variables))


def _fields_used(text: str, node_type: NodeType) -> list[str]:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return []
    return sorted(names & node_type.inputs.keys())


def missing_files(graph: Graph, folder: Path | None, permissions: Permissions) -> Iterator[Problem]:
    """Find files that are not there, or that a project from elsewhere must not reach.

    Parameters
    ----------
    folder : the project's own; files are named relative to it
    permissions : with the files outside of it that may be read
    """
    for node, parameter, name in _named(graph):
        problem = _file_problem(name, folder, permissions)
        if problem:
            code, message, hint = problem
            yield Problem(
                code, f"{graph.title_of(node.id)}: {message}", node.id, parameter.name, hint=hint
            )


def _named(graph: Graph) -> Iterator[tuple[Node, Parameter, str]]:
    takes_files: dict[
        str, bool
    ] = {}  # asked once a type: few have files, and every edit asks all nodes
    for node, node_type in graph.active:
        if node_type.type not in takes_files:
            types = (parameter.type for parameter in node_type.parameters.values())
            takes_files[node_type.type] = "file" in types
        if not takes_files[node_type.type]:
            continue
        for parameter, name in _given(graph, node, node_type):
            if parameter.type == "file" and isinstance(name, str) and name:
                yield node, parameter, name


def named_files(graph: Graph, folder: Path | None) -> list[Path]:
    """Return the files that nodes name and that are there, absolute."""
    paths = (file_path(name, folder) for _, _, name in _named(graph))
    return [path for path in paths if path is not None and _is_file(path)]


def names_files(graph: Graph) -> bool:
    """Return whether any node names a file."""
    return any(True for _ in _named(graph))


def outside_files(graph: Graph, folder: Path | None) -> frozenset[Path]:
    """Return the files outside the project's folder that nodes name and that are there, links followed."""
    return frozenset(
        path
        for _, _, name in _named(graph)
        if leads_outside(name, folder)
        and (path := file_path(name, folder)) is not None
        and _is_file(path)
    )


def file_path(name: str, folder: Path | None) -> Path | None:
    """Return where the file is that a project names, links followed; None for a name that can be no file's.

    Parameters
    ----------
    folder : the project's own; nothing is ever looked for in the working folder
    """
    try:
        path = Path(name) if folder is None else folder / name
        if not path.is_absolute() or "\0" in name or _is_circle(path):
            return None
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # half a character, say
        return None


def _is_circle(path: Path) -> bool:
    """Return whether links lead back to themselves, which resolving tells before Python 3.13 only."""
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _file_problem(
    name: str, folder: Path | None, permissions: Permissions
) -> tuple[str, str, str] | None:
    path = file_path(name, folder)
    may_read = permissions.files is None or (path is not None and permissions.may_read(path))
    is_name = "\0" not in name  # what no file can be called is none outside either
    if is_name and not may_read and leads_outside(name, folder):
        return (
            "file-outside-project",
            tr("the file '{name}' lies outside the project's folder.", name=name),
            tr(
                "Copy it beside the project, or choose it again here "
                "(--outside-files on the command line)."
            ),
        )
    if path is not None and _is_file(path):
        return None
    return (
        "missing-file",
        tr("the file '{name}' is not there.", name=name),
        tr("It is looked for in {folder}.", folder=folder)
        if folder
        else tr("Save the project first."),
    )


def _is_file(path: Path) -> bool:
    # The name is the file's own text: it may be too long, or hold what no path can.
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def leads_outside(name: str, folder: Path | None) -> bool:
    """Return whether a name is, or may be taken for, that of a file outside the project's folder."""
    # Manim would look for ~ in a home first; Windows knows \\name and C:name beside C:\name.
    if name.startswith("~") or PureWindowsPath(name).anchor or "\0" in name:
        return True
    if folder is None:
        return False  # without a place, no relative name is any file's
    path = file_path(name, folder)
    return path is None or not path.is_relative_to(folder.resolve())
