"""Functions that generated scripts carry along where their code calls them: reads nodes/shared/helpers.py."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from manim_nodes.library.template import bound_names
from manim_nodes.library.toml_files import NodeTableError
from manim_nodes.syntax import parse_module
from manim_nodes.translation import tr


@dataclass(frozen=True)
class Helper:
    """A function or class of its own that a script can carry along.

    Parameters
    ----------
    source : as written, with its comments
    names : what it takes from elsewhere
    """

    name: str
    source: str
    names: frozenset[str]


@dataclass(frozen=True)
class Helpers:
    """All that scripts can carry along, by name, in an order in which they can stand.

    Parameters
    ----------
    imports : the line that brings a name from Python's own library
    """

    by_name: Mapping[str, Helper]
    imports: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the names that they have, and all that they use."""
        return frozenset(self.by_name).union(*(each.names for each in self.by_name.values()))

    def needed(self, names: Iterable[str]) -> list[Helper]:
        """Return the helpers among ``names``, and those that these call."""
        found: set[str] = set()
        waiting = [name for name in names if name in self.by_name]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.by_name[name].names & self.by_name.keys()
        return [helper for name, helper in self.by_name.items() if name in found]


def read_helpers(path: Path) -> Helpers:
    """Read the file of helpers; without one there are none.

    Raises
    ------
    NodeTableError : it cannot be read, or is not Python
    """
    if not path.exists():
        return Helpers({})
    try:
        text = path.read_text(encoding="utf-8")
        tree = parse_module(text)
    except (OSError, UnicodeDecodeError, SyntaxError) as cause:
        raise NodeTableError(
            tr("cannot be read: {reason}", reason=cause), where=path.name
        ) from cause
    helpers = {helper.name: helper for helper in _helpers(tree, text.splitlines())}
    return Helpers(helpers, dict(_imports(tree)))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((alias.asname or alias.name, ast.unparse(node)) for alias in node.names)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _helpers(tree: ast.Module, lines: list[str]) -> Iterator[Helper]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            source = "\n".join(lines[first - 1 : node.end_lineno])
            names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            own = {part.name for part in ast.walk(node) if isinstance(part, ast.FunctionDef)}
            own |= {name for part in ast.walk(node) for name in _imported(part)}
            yield Helper(
                node.name, source, frozenset(names - bound_names(node) - own - {node.name})
            )
