"""The tree of errors that errors.py draws is the one that there is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import manim_nodes.errors
from manim_nodes.errors import ManimNodesError

ROOT = Path(__file__).parents[2]
INDENT = 4


def drawn() -> Iterator[tuple[str, str, str]]:
    """Return each error in the drawing with its base and its module."""
    line_of_bases = [ManimNodesError.__name__]
    for line in (manim_nodes.errors.__doc__ or "").splitlines():
        branch, is_one, rest = line.partition("── ")
        if is_one:
            name, module = rest.split()
            depth = len(branch) // INDENT + 1
            line_of_bases[depth:] = [name]
            yield name, line_of_bases[depth - 1], module


def defined() -> Iterator[tuple[str, str, str]]:
    """Return each error of ours, as it stands in the source."""
    known = {ManimNodesError.__name__} | {name for name, _, _ in drawn()}
    for path in ROOT.glob("manim_nodes/**/*.py"):
        module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for each in ast.walk(ast.parse(path.read_text())):
            if isinstance(each, ast.ClassDef):
                bases = {base.id for base in each.bases if isinstance(base, ast.Name)} & known
                yield from ((each.name, base, module) for base in bases)


def test_every_error_is_drawn_where_it_stands() -> None:
    assert sorted(drawn()) == sorted(defined())
