"""The names that the page on the life of an edit gives are in the files that it gives."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "life-of-an-edit.md").read_text()
NAMED = re.findall(r"`(manim_nodes/[\w/]+\.py)`: ((?:`[\w.]+`(?:,\s+)?)+)", PAGE)


def defined(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    """Return what a module defines, methods as ``Class.method``."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from defined(node.body, f"{node.name}.")


@pytest.mark.parametrize(("path", "names"), NAMED)
def test_what_is_named_is_there(path: str, names: str) -> None:
    known = set(defined(ast.parse((ROOT / path).read_text()).body))

    assert set(re.findall(r"`([\w.]+)`", names)) - known == set()


def test_names_are_found() -> None:
    assert len(NAMED) > 25
