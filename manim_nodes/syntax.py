"""Python source read as trees, in one thread at a time.

CPython 3.11 counts the depth of the trees that it makes in one place for all threads: where two make one at once, both
fail with "AST constructor recursion depth mismatch" (seen when an analysis and a preview met).
"""

import ast
import threading

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
