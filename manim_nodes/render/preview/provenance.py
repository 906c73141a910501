"""A script that notes which node made what, while it runs."""

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from manim_nodes.codegen.script import Script, SourceMap
from manim_nodes.render.preview.script_module import ScriptModule

_NOTE_NAME = "__note_made__"


class ProvenanceModule(ScriptModule):
    """A script whose variables tell what they are given.

    Rounds of a loop give one variable several things in turn, so looking at it in the end would not do.
    """

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        # What was made is kept: another thing must not get its id.
        self._made: dict[int, tuple[str, object]] = {}
        self.provide(_NOTE_NAME, self._note)

    def maker(self, thing: object) -> str | None:
        """Return the node whose variable was given ``thing`` first."""
        found = self._made.get(id(thing))
        return found[0] if found else None

    def prepared(self, tree: ast.Module) -> ast.Module:
        """Let each assignment to a variable be noted."""
        noted: ast.Module = _NoteAssignments(self.script.source_map).visit(tree)
        return ast.fix_missing_locations(noted)

    def _note(self, node_id: str, *things: Any) -> None:
        for thing in things:
            self._made.setdefault(id(thing), (node_id, thing))


class _NoteAssignments(ast.NodeTransformer):
    def __init__(self, source_map: SourceMap) -> None:
        self._source_map = source_map

    def visit_Assign(self, statement: ast.Assign) -> list[ast.stmt]:
        node_id = self._source_map.node_at(statement.lineno)
        names = list(_names(statement.targets))
        if node_id is None or not names:
            return [statement]
        arguments: list[ast.expr] = [ast.Name(name, ast.Load()) for name in names]
        note = ast.Call(ast.Name(_NOTE_NAME, ast.Load()), [ast.Constant(node_id), *arguments], [])
        return [statement, ast.copy_location(ast.Expr(note), statement)]


def _names(targets: Iterable[ast.expr]) -> Iterator[str]:
    for target in targets:
        if isinstance(target, ast.Name):
            yield target.id
        elif isinstance(target, ast.Tuple):
            yield from _names(target.elts)
