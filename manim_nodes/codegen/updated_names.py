"""Statements in which things are brought up to date as they are named: ``line.update()``."""

import ast
from collections.abc import Collection, Iterable

from manim_nodes.syntax import LOAD, copied

_Names = Collection[str]


def updating(
    statement: ast.stmt, read: _Names, watched: _Names, *, is_watching: bool = False
) -> ast.stmt:
    """Return a statement that brings things up to date where it first names them.

    Parameters
    ----------
    read : variables that are so as the statement runs
    watched : variables that are so whenever a function in it runs
    is_watching : whether methods that are handed on, such as ``dot.get_center``, are functions too
    """
    if not read and not watched:
        return statement
    # Trees of outputs stand in all statements that use them.
    updated: ast.stmt = _Updating(read, watched, is_watching=is_watching).visit(copied(statement))
    return updated


class _Updating(ast.NodeTransformer):
    """Goes through a statement in the order in which Python does.

    Attributes
    ----------
    late : the variables that have not been brought up to date yet
    """

    def __init__(self, read: _Names, watched: _Names, *, is_watching: bool) -> None:
        self._late = frozenset(read)
        self._watched = frozenset(watched)
        self._is_watching = is_watching
        self._is_inside = False
        self._called: set[int] = set()

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in self._late or not isinstance(node.ctx, ast.Load):
            return node
        self._late -= {node.id}
        return ast.Call(ast.Attribute(node, "update", LOAD), [], [])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self._called.add(id(node.func))
        return self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        is_handed_on = self._is_watching and id(node) not in self._called
        match node.value:
            case ast.Name(id=name) if is_handed_on and name in self._watched:
                updated = ast.Call(ast.Attribute(node.value, "update", LOAD), [], [])
                asked = ast.Call(ast.Attribute(updated, node.attr, LOAD), [], [])
                arguments = ast.arguments([], [], None, [], [], None, [])
                return ast.Lambda(arguments, asked)
        return self.generic_visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        before, was_inside = self._late, self._is_inside
        # A function inside another one is called by that, which may have brought them up to date.
        self._late = before if was_inside else self._watched
        self._is_inside = True
        node.body = self.visit(node.body)
        self._late, self._is_inside = before, was_inside
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.IfExp:
        node.test = self.visit(node.test)
        before = self._late
        node.body = self.visit(node.body)
        after = self._late
        self._late = before
        node.orelse = self.visit(node.orelse)
        self._late |= after
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.BoolOp:
        node.values[0] = self.visit(node.values[0])
        node.values[1:] = self._perhaps(node.values[1:])
        return node

    def visit_ListComp(self, node: ast.ListComp) -> ast.ListComp:
        node.generators[0].iter = self.visit(node.generators[0].iter)
        (node.elt,) = self._perhaps([node.elt])
        return node

    def visit_DictComp(self, node: ast.DictComp) -> ast.DictComp:
        node.generators[0].iter = self.visit(node.generators[0].iter)
        node.key, node.value = self._perhaps([node.key, node.value])
        return node

    def _perhaps(self, parts: Iterable[ast.expr]) -> list[ast.expr]:
        """Go through what may not be run, so that it brings nothing up to date for what follows."""
        found = []
        for part in parts:
            before = self._late
            found.append(self.visit(part))
            self._late = before
        return found
