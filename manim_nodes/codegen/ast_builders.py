"""The few trees that generated code is built of, besides what node types say."""

import ast
from collections.abc import Collection, Iterable, Sequence

from manim_nodes.codegen.writers import dotted_name
from manim_nodes.syntax import LOAD

# Python reads no more brackets in one another; and no person reads as much in one statement.
_MAX_DEPTH = 150
_MAX_PARTS = 20_000


def is_writable(tree: ast.expr) -> bool:
    """Return whether a tree is small enough to be written, whatever its parts are shared with."""
    if isinstance(tree, ast.Name):
        return True
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    count = 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > _MAX_DEPTH or count > _MAX_PARTS:
            return False
        waiting += ((child, depth + 1) for child in ast.iter_child_nodes(node))
    return True


def call_of_self(method: str, arguments: list[ast.expr]) -> ast.stmt:
    """Return ``self.add(circle)``."""
    return ast.Expr(ast.Call(dotted_name(f"self.{method}"), arguments, []))


def with_keyword(statement: ast.stmt, name: str, *, value: bool) -> ast.stmt:
    """Return ``self.wait(1, frozen_frame=False)``, unless the call says already what that is."""
    match statement:
        case ast.Expr(ast.Call(function, arguments, keywords)):
            if all(keyword.arg != name for keyword in keywords):
                added = ast.keyword(name, ast.Constant(value))
                return ast.Expr(ast.Call(function, arguments, [*keywords, added]))
    return statement


def assignment(name: str, value: ast.expr) -> ast.stmt:
    """Return ``circle = Circle()``."""
    return ast.Assign([ast.Name(name, ast.Store())], value, lineno=0)


def function_of(body: ast.expr, *names: str) -> ast.Lambda:
    """Return ``lambda mobject: ...``."""
    return ast.Lambda(_parameters(names), body)


def _parameters(names: Sequence[str], kept: Sequence[str] = ()) -> ast.arguments:
    return ast.arguments(
        posonlyargs=[],
        args=[ast.arg(name) for name in (*names, *kept)],
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[ast.Name(name, LOAD) for name in kept],
    )


def function_head(name: str, parameters: Sequence[str], kept: Sequence[str]) -> ast.FunctionDef:
    """Return ``def name(mobject, item=item):``, its body left to whoever lays it out."""
    return ast.FunctionDef(name, _parameters(parameters, kept), [ast.Pass()], [], lineno=0)


def redrawn(function: ast.expr) -> ast.expr:
    """Return ``always_redraw(function)``."""
    return ast.Call(ast.Name("always_redraw", LOAD), [function], [])


def names_in(statements: Iterable[ast.stmt]) -> set[str]:
    """Return the variables that some statements name."""
    parts = (part for statement in statements for part in ast.walk(statement))
    return {part.id for part in parts if isinstance(part, ast.Name)}


def keeping(statement: ast.stmt, names: Collection[str]) -> ast.stmt:
    """Let every function in a statement keep the variables that the loop around it changes.

    ``lambda x: x ** power`` becomes ``lambda x, power=power: x ** power``.
    """
    if not names:
        return statement
    kept: ast.stmt = _Keeping(frozenset(names)).visit(statement)
    return kept


class _Keeping(ast.NodeTransformer):
    def __init__(self, names: frozenset[str]) -> None:
        self._names = names

    def visit_Lambda(self, node: ast.Lambda) -> ast.Lambda:
        own = [argument.arg for argument in node.args.args]
        used = {part.id for part in ast.walk(node.body) if isinstance(part, ast.Name)}
        kept = sorted(used & self._names - set(own))
        return ast.Lambda(_parameters(own, kept), node.body) if kept else node


def animated(chain: ast.expr, depth: int, options: list[ast.keyword]) -> ast.expr:
    """Rebuild ``circle.shift(UP)`` as ``circle.animate.shift(UP)``, ``depth`` steps down."""
    receiver = _receiver(chain, depth)
    animate: ast.expr = ast.Attribute(receiver, "animate", LOAD)
    return called_on(ast.Call(animate, [], options) if options else animate, chain, depth)


def called_on(receiver: ast.expr, chain: ast.expr, depth: int) -> ast.expr:
    """Rebuild ``circle.shift(UP)`` as methods of another receiver, ``depth`` steps down."""
    links = []
    for _ in range(depth):
        links.append(chain)
        chain = _below(chain)
    for link in reversed(links):
        if isinstance(link, ast.Call):
            receiver = ast.Call(receiver, link.args, link.keywords)
        else:
            receiver = ast.Attribute(receiver, link.attr, LOAD)  # type: ignore[attr-defined]  # see _below
    return receiver


def _receiver(chain: ast.expr, depth: int) -> ast.expr:
    for _ in range(depth):
        chain = _below(chain)
    return chain


def _below(chain: ast.expr) -> ast.expr:
    match chain:
        case ast.Call(func=inner) | ast.Attribute(value=inner):
            return inner
    raise TypeError(type(chain))


def loop_head(target: ast.expr, items: ast.expr) -> ast.For:
    """Return ``for item in items:``, its body left to whoever lays it out."""
    return ast.For(target, items, [ast.Pass()], [], lineno=0)


def condition_head(condition: ast.expr) -> ast.If:
    """Return ``if condition:``, its body left to whoever lays it out."""
    return ast.If(condition, [ast.Pass()], [])


def written_length(items: ast.expr) -> int | None:
    """Return how many items ``[1, 2]`` or ``range(1, 6)`` has; None where only a run can tell."""
    match items:
        case ast.List(parts) if not any(isinstance(part, ast.Starred) for part in parts):
            return len(parts)
        case ast.Call(ast.Name("range"), [ast.Constant(int(first)), ast.Constant(int(stop))]):
            return max(0, stop - first)
    return None
