"""What a user reads can be collected for translators."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from script.translations import KEYWORDS, ROOT, catalog

CATALOG = catalog()

PATHS = sorted((ROOT / "manim_nodes").glob("**/*.py"))
LITERALS_ONLY = {"tr_later", "tr_plural"}


def translating_calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in KEYWORDS:
                yield name, node


def texts_of(name: str, call: ast.Call) -> list[ast.expr]:
    return call.args[: 2 if name == "tr_plural" else 1]


def test_texts_are_no_made_up_strings() -> None:
    """A variable comes from a table that is marked; a text that is put together nobody can collect."""
    made_up = [
        f"{path.relative_to(ROOT)}:{text.lineno}"
        for path in PATHS
        for name, call in translating_calls(path)
        for text in texts_of(name, call)
        if isinstance(text, ast.JoinedStr | ast.BinOp)
        or (name in LITERALS_ONLY and not isinstance(text, ast.Constant))
    ]

    assert made_up == []


def test_no_text_has_a_field_without_a_name() -> None:
    """Word order differs between languages."""
    fields = {
        field
        for message in CATALOG
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if "{" in text and message.python_brace_format
        for _, field, _, _ in Formatter().parse(text)
        if field is not None
    }

    assert [field for field in sorted(fields) if not re.fullmatch(r"[a-z_]+", field)] == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Untitled", "a call"),
        ("Preview height", "a table of the program"),
        ("Corner radius", "a parameter's name"),
        ("A polygon with equal sides and angles.", "a node type's summary"),
        ("Pythagorean theorem", "a template"),
    ],
)
def test_texts_are_collected(text: str, source: str) -> None:  # noqa: ARG001  names the case
    assert text in CATALOG
