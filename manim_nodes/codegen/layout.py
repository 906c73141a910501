"""Trees become formatted lines: what fits stays on one line, what does not is broken at brackets."""

import ast
from collections.abc import Iterator

from manim_nodes.codegen.source_text import source_of

WIDTH = 88
INDENT = "    "

_HUGGED = ast.Call | ast.Lambda | ast.List | ast.ListComp | ast.Dict | ast.Starred


def lines(statement: ast.stmt, indent: str) -> list[str]:
    """Return the source lines of one simple statement.

    Parameters
    ----------
    indent : what stands before its first line
    """
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            head = f"{name} = "
        case ast.Assign(targets=[target], value=value):
            head = f"{ast.unparse(target)} = "
        case ast.Return(value=ast.expr() as value):
            head = "return "
        case ast.Expr(value=value):
            head = ""
        case _:
            text = ast.unparse(ast.fix_missing_locations(statement))
            return [f"{indent}{line}" for line in text.splitlines()]
    return list(_expression(value, indent, head, ""))


def _expression(tree: ast.expr, indent: str, head: str, tail: str) -> Iterator[str]:
    line = f"{indent}{head}{source_of(tree)}{tail}"
    if len(line) <= WIDTH:
        yield line
        return
    match tree:
        case ast.Call(func=ast.Attribute(value=ast.Call() as inner)) if _call_tail_fits(tree):
            yield from _expression(inner, indent, head, f"{_call_tail(tree)}{tail}")
        case ast.Call(func=ast.Attribute(value=ast.Call()) as function):
            yield from _chain(tree, function, indent, head, tail)
        case ast.Attribute(value=ast.Call() as inner, attr=name):
            yield from _expression(inner, indent, head, f".{name}{tail}")
        case ast.Call(func=function) if _arguments(tree):
            opening = f"{head}{ast.unparse(ast.Call(function, [], []))[:-1]}"
            yield from _bracketed(_arguments(tree), indent, opening, f"){tail}")
        case ast.Starred(value=ast.Call() | ast.List() | ast.ListComp() as value):
            yield from _expression(value, indent, f"{head}*", tail)
        case ast.Lambda(args=arguments, body=body):
            names = ast.unparse(arguments)
            opening = f"{head}lambda {names}: " if names else f"{head}lambda: "
            yield from _expression(body, indent, opening, tail)
        case ast.List() | ast.Dict() | ast.ListComp() | ast.DictComp():
            yield from _collection(tree, indent, head, tail)
        case _:
            yield line


def _chain(
    call: ast.Call, function: ast.Attribute, indent: str, head: str, tail: str
) -> Iterator[str]:
    """Lay out ``Axes(...).add_coordinates(...)``, whose last call is long too."""
    opening = f".{function.attr}("
    *before, last = _expression(function.value, indent, head, opening)
    yield from before
    whole = f"{last.removesuffix(opening)}{_call_tail(call)}{tail}"
    if len(whole) <= WIDTH:
        yield whole
    else:
        yield from _bracketed(_arguments(call), indent, last.removeprefix(indent), f"){tail}")


def _collection(
    tree: ast.List | ast.Dict | ast.ListComp | ast.DictComp, indent: str, head: str, tail: str
) -> Iterator[str]:
    match tree:
        case ast.List(elts=elements) if elements:
            parts = [("", element) for element in elements]
            yield from _bracketed(parts, indent, f"{head}[", f"]{tail}")
        case ast.Dict(keys=keys, values=values) if all(keys):
            parts = [
                (f"{ast.unparse(key)}: ", value)
                for key, value in zip(keys, values, strict=True)
                if key is not None
            ]
            yield from _bracketed(parts, indent, f"{head}{{", f"}}{tail}")
        case ast.ListComp(elt=element, generators=loops):
            yield f"{indent}{head}["
            yield from _loop("", element, loops, indent + INDENT)
            yield f"{indent}]{tail}"
        case ast.DictComp(key=key, value=element, generators=loops):
            yield f"{indent}{head}{{"
            yield from _loop(f"{ast.unparse(key)}: ", element, loops, indent + INDENT)
            yield f"{indent}}}{tail}"
        case _:
            yield f"{indent}{head}{ast.unparse(tree)}{tail}"


def _loop(
    word: str, element: ast.expr, loops: list[ast.comprehension], indent: str
) -> Iterator[str]:
    yield from _expression(element, indent, word, "")
    yield from (f"{indent}{ast.unparse(loop).strip()}" for loop in loops)


def _arguments(call: ast.Call) -> list[tuple[str, ast.expr]]:
    parts = [("", argument) for argument in call.args]
    return parts + [(f"{word.arg}=" if word.arg else "**", word.value) for word in call.keywords]


def _call_tail(call: ast.Call) -> str:
    """Return the ``.shift(UP)`` of ``Circle().shift(UP)``."""
    receiver = call.func.value  # type: ignore[attr-defined]  # the caller matched an attribute
    return ast.unparse(call)[len(ast.unparse(receiver)) :]


def _call_tail_fits(call: ast.Call) -> bool:
    return len(_call_tail(call)) <= WIDTH // 2


def _bracketed(
    parts: list[tuple[str, ast.expr]], indent: str, opening: str, closing: str
) -> Iterator[str]:
    # A bracket that holds one long thing hugs it: always_redraw(lambda: Circle(...)).
    if len(parts) == 1 and isinstance(parts[0][1], _HUGGED):
        word, only = parts[0]
        yield from _expression(only, indent, opening + word, closing)
        return
    yield f"{indent}{opening}"
    for word, part in parts:
        yield from _expression(part, indent + INDENT, word, ",")
    yield f"{indent}{closing}"
