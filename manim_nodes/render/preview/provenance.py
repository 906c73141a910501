"""A script that records which node made what, while it runs."""

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from manim_nodes.codegen.script import Script, SourceMap
from manim_nodes.render.preview.script_module import ScriptModule

_RECORD_NAME = "__record_made__"


class ProvenanceModule(ScriptModule):
    """A script whose assignments are recorded.

    Rounds of a loop assign several things to one variable in turn, so reading the variables in the end would not do.

    Attributes
    ----------
    made : what was assigned, in that order, and the nodes that did it first
    """

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        # The things themselves are kept: else another one could get the id of one that is gone.
        self.made: list[tuple[str, object]] = []
        self._makers: dict[int, str] = {}
        self._owners: dict[int, str] = {}
        self._looked_through = 0
        self.provide(_RECORD_NAME, self._record)

    def maker(self, thing: object) -> str | None:
        """Return the node whose variable ``thing`` was assigned to first."""
        return self._makers.get(id(thing))

    def owner(self, part: object) -> str | None:
        """Return the node that has made a part of a thing with that thing, such as an entry of a table."""
        for node_id, thing in self.made[self._looked_through :]:
            family = None if isinstance(thing, type) else getattr(thing, "get_family", None)
            for member in family() if family else ():
                self._owners.setdefault(id(member), node_id)
        self._looked_through = len(self.made)
        return self._owners.get(id(part))

    def prepared(self, tree: ast.Module) -> ast.Module:
        """Return the script with a call after each assignment, which records it."""
        recording: ast.Module = _RecordAssignments(self.script.source_map).visit(tree)
        return ast.fix_missing_locations(recording)

    def _record(self, node_id: str, *things: Any) -> None:
        for thing in things:
            if id(thing) not in self._makers:
                self._makers[id(thing)] = node_id
                self.made.append((node_id, thing))


class _RecordAssignments(ast.NodeTransformer):
    def __init__(self, source_map: SourceMap) -> None:
        self._source_map = source_map
        self._is_inside = False

    def visit_FunctionDef(self, function: ast.FunctionDef) -> ast.FunctionDef:
        """Leave out functions in functions, which make things anew on every frame."""
        if not self._is_inside:
            self._is_inside = True
            self.generic_visit(function)
            self._is_inside = False
        return function

    def visit_Assign(self, statement: ast.Assign) -> list[ast.stmt]:
        node_id = self._source_map.node_at(statement.lineno)
        names = list(_names(statement.targets))
        if node_id is None or not names:
            return [statement]
        arguments: list[ast.expr] = [ast.Name(name, ast.Load()) for name in names]
        record = ast.Call(
            ast.Name(_RECORD_NAME, ast.Load()), [ast.Constant(node_id), *arguments], []
        )
        return [statement, ast.copy_location(ast.Expr(record), statement)]


def _names(targets: Iterable[ast.expr]) -> Iterator[str]:
    for target in targets:
        if isinstance(target, ast.Name):
            yield target.id
        elif isinstance(target, ast.Tuple):
            yield from _names(target.elts)
