"""Python source read as trees, in one thread at a time.

CPython 3.11 counts the depth of the trees that it makes in one place for all threads: where two make one at once, both
fail with "AST constructor recursion depth mismatch" (seen when an analysis and a preview met).
"""

import ast
import threading
from typing import Any, TypeVar

LOAD = ast.Load()
"""That a name is read: one for all trees, as in those of the parser."""

_Tree = TypeVar("_Tree", bound=ast.AST)

_MANIM_LOCK = threading.Lock()


def parse_module(source: str, filename: str = "<unknown>") -> ast.Module:
    """Read statements.

    Raises
    ------
    SyntaxError : they are no Python
    """
    with _MANIM_LOCK:
        return ast.parse(source, filename)


def parse_expression(source: str) -> ast.expr:
    """Read an expression.

    Raises
    ------
    SyntaxError : it is no Python
    """
    with _MANIM_LOCK:
        return ast.parse(source, mode="eval").body


def copied(tree: _Tree) -> _Tree:
    """Return a tree that shares no part with another, nor any with itself: what is changed in it is changed once.

    The trees of outputs stand in all that uses them, twice in an expression such as ``a * a``.
    """
    fields = {name: _copied_field(value) for name, value in ast.iter_fields(tree)}
    made = type(tree)(**fields)
    return ast.copy_location(made, tree)


def _copied_field(value: Any) -> Any:
    if isinstance(value, ast.AST):
        return copied(value)
    return [_copied_field(each) for each in value] if isinstance(value, list) else value
