"""Docstrings say what is done or returned, and what is raised."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("manim_nodes", "tests", "benchmarks", "script")
PATHS = [path for name in FOLDERS for path in sorted(ROOT.glob(f"{name}/**/*.py"))]
PACKAGE = [path for path in PATHS if path.is_relative_to(ROOT / "manim_nodes")]

# They say that a subclass, or a caller, is wrong: nothing to be caught.
PROGRAMMING_ERRORS = {"NotImplementedError"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def place(path: Path, node: ast.AST, name: str) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 1)}: {name}"


def documented(path: Path) -> Iterator[tuple[ast.AST, str, str]]:
    """Return what has a docstring: the module, classes and functions, with name and docstring."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function | ast.ClassDef | ast.Module):
            text = ast.get_docstring(node)
            if text is not None:
                yield node, getattr(node, "name", path.stem), text


def public_functions(body: list[ast.stmt]) -> Iterator[Function]:
    """Return functions and methods that others may call, of classes that serve one module too."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from public_functions(node.body)
        elif isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def raises(function: Function) -> bool:
    """Return whether a function raises something new itself; what its inner functions raise is theirs."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Raise) and is_new(node.exc):
            return True
        if not isinstance(node, Function | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(node)
    return False


def is_new(raised: ast.expr | None) -> bool:
    """Return whether an error is made here, by a call or by its class; others are passed on."""
    match raised:
        case ast.Call():
            return True
        case ast.Name(id=name):
            return name[0].isupper() and name not in PROGRAMMING_ERRORS
    return False


def is_command(function: Function) -> bool:
    """Return whether the docstring of a function is the help text of a command."""
    return any("command(" in ast.unparse(each) for each in function.decorator_list)


def test_docstrings_say_what_is_returned_or_done() -> None:
    bad = re.compile(r"(Gives?|Says?|Tells?) ")

    assert [
        place(path, node, f"{name}: {text.splitlines()[0]}")
        for path in PATHS
        for node, name, text in documented(path)
        if bad.match(text)
    ] == []


def test_public_functions_say_what_they_raise() -> None:
    assert [
        place(path, function, function.name)
        for path in PACKAGE
        for function in public_functions(ast.parse(path.read_text()).body)
        if raises(function) and not is_command(function)
        if "Raises\n" not in (ast.get_docstring(function) or "")
    ] == []
