"""Whatever a user can construct in the installed manim, a node type makes, or left_out.toml says why not."""

import ast
import tomllib
from collections.abc import Iterator

import pytest

from manim_nodes.library.node_type import NodeType
from tests.support.manim_names import manim_names
from tests.support.sources import NODES, built_in_library

LEFT_OUT = tomllib.loads((NODES / "shared" / "left_out.toml").read_text(encoding="utf-8"))
LIBRARY, _ = built_in_library()


def manims(base: str) -> set[str]:
    """Return the classes that ``from manim import *`` brings, below ``base`` and itself."""
    names = manim_names()
    return {
        name
        for name, each in names.items()
        if isinstance(each, type) and issubclass(each, names[base])
    }


def made(node_type: NodeType) -> Iterator[str]:
    """Return the names that a node type's code calls, or a class method of, and those to choose from."""
    for template in (node_type.template, node_type.play_template):
        for node in (
            part for each in (template.body if template else ()) for part in ast.walk(each)
        ):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(value=ast.Name(id=name))):
                    yield name
    for parameter in node_type.parameters.values():
        if parameter.type == "constant":
            yield from (str(choice) for choice in parameter.choices)


MADE = {name for node_type in LIBRARY.types.values() for name in made(node_type)}

sections = pytest.mark.parametrize(
    ("section", "base"), [("mobjects", "Mobject"), ("animations", "Animation")]
)


@sections
def test_every_class_has_a_node_type_or_a_reason(section: str, base: str) -> None:
    assert sorted(manims(base) - MADE - LEFT_OUT[section].keys()) == []


@sections
def test_no_class_is_left_out_in_vain(section: str, base: str) -> None:
    assert sorted(LEFT_OUT[section].keys() - manims(base)) == []
    assert sorted(LEFT_OUT[section].keys() & MADE) == []


def test_reasons_are_sentences() -> None:
    reasons = [reason for section in LEFT_OUT.values() for reason in section.values()]
    assert [reason for reason in reasons if not reason.endswith(".") or len(reason) < 20] == []
