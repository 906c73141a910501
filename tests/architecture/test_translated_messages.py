"""What goes wrong is said in the user's language: every message and hint comes from `tr`."""

import ast
import builtins
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "manim_nodes").glob("**/*.py"))
TRANSLATING = {"tr", "tr_plural"}
# Where the message stands among the arguments.
MESSAGE = {"Problem": 1, "fault": 1, "_fault": 1}

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Messages:
    """The messages and hints of a module, followed through its names, parameters and functions."""

    def __init__(self, source: str) -> None:
        self._nodes = list(ast.walk(ast.parse(source)))
        self._seen: set[ast.expr] = set()

    @cached_property
    def _function_around(self) -> dict[ast.AST, Function]:
        return {
            inner: function
            for function in self._nodes
            if isinstance(function, Function)
            for inner in ast.walk(function)
        }

    def untranslated(self) -> Iterator[ast.expr]:
        """Return the texts that no call of `tr` is around."""
        for node in self._nodes:
            if isinstance(node, ast.Call):
                for text in said_by(node):
                    yield from self._plain_texts(text)

    def _plain_texts(self, text: ast.expr) -> Iterator[ast.expr]:
        if text in self._seen:
            return
        self._seen.add(text)
        match text:
            case ast.Constant(value=str(value)) if any(letter.isalpha() for letter in value):
                yield text
            case ast.Call() if called(text) in TRANSLATING:
                return
            case ast.Attribute() | ast.Subscript():  # made, and checked, elsewhere
                return
        for part in self._made_of(text):
            yield from self._plain_texts(part)

    def _made_of(self, text: ast.expr) -> Iterator[ast.expr]:
        match text:
            case ast.Name(id=name):
                yield from (*self._assigned(text, name), *self._passed(text, name))
            case ast.Call():
                yield from self._returned(called(text))
            case ast.IfExp(body=body, orelse=otherwise):
                yield from (body, otherwise)
            case _:
                yield from (
                    part for part in ast.iter_child_nodes(text) if isinstance(part, ast.expr)
                )

    def _assigned(self, text: ast.expr, name: str) -> Iterator[ast.expr]:
        """Return what a name is set to in the same function, or at the top of the module."""
        scopes = (None, self._function_around.get(text))
        for node in self._nodes:
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=other)], value=value)
                    | ast.AugAssign(target=ast.Name(id=other), value=value)
                    | ast.NamedExpr(target=ast.Name(id=other), value=value)
                ) if other == name and self._function_around.get(node) in scopes:
                    yield value

    def _passed(self, text: ast.expr, name: str) -> Iterator[ast.expr]:
        """Return what callers in the module pass for a parameter."""
        function = self._function_around.get(text)
        if function is None:
            return
        names = [each.arg for each in function.args.args if each.arg != "self"]
        for node in self._nodes:
            if isinstance(node, ast.Call) and called(node) == function.name:
                yield from (
                    each for known, each in zip(names, node.args, strict=False) if known == name
                )
                yield from (each.value for each in node.keywords if each.arg == name)

    def _returned(self, name: str) -> Iterator[ast.expr]:
        for function in self._nodes:
            if isinstance(function, Function) and function.name == name:
                for node in ast.walk(function):
                    if isinstance(node, ast.Return) and node.value is not None:
                        yield node.value


def called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def said_by(call: ast.Call) -> Iterator[ast.expr]:
    """Return the message and the hint of a problem or error, where the call makes one."""
    name = called(call)
    if name not in MESSAGE and (not name.endswith("Error") or hasattr(builtins, name)):
        return
    place = MESSAGE.get(name, 0)
    yield from call.args[place : place + 1]
    yield from (each.value for each in call.keywords if each.arg in {"message", "hint"})


def test_messages_and_hints_come_from_tr() -> None:
    assert [
        f"{path.relative_to(ROOT).as_posix()}:{text.lineno}: {ast.unparse(text)}"
        for path in PATHS
        for text in Messages(path.read_text()).untranslated()
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        "Problem('cycle', 'A circle')",
        "Problem('cycle', tr('A circle'), hint='Delete one.')",
        "raise CodegenError(f'{name} cannot be wired')",
        "HINT = 'Delete one.'\nraise EditError(tr('A circle'), hint=HINT)",
        "def _check(self, reason):\n    raise EditError(reason)\nself._check('A circle')",
        "def _reason():\n    return 'A circle'\nraise EditError(_reason())",
    ],
)
def test_a_text_without_tr_is_found(source: str) -> None:
    assert len(list(Messages(source).untranslated())) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Problem('cycle', tr('A circle of {nodes}', nodes='nodes'))",
        "raise EditError(error.message, hint='')",
        "raise ValueError('for programmers')",
    ],
)
def test_translated_texts_and_those_of_others_are_fine(source: str) -> None:
    assert list(Messages(source).untranslated()) == []
