"""Writers: what the values of parameters become."""

import ast
from typing import Any

import pytest

from manim_nodes.codegen.writers import WritingContext, write_value
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import Names


@pytest.mark.parametrize(
    ("type_name", "value", "written"),
    [
        ("list[name]", ["a", 2, -1], "['a', 2, -1]"),
        ("list[link]", [["a", "b"], [1, -2]], "[('a', 'b'), (1, -2)]"),
    ],
)
def test_names_and_links_are_written_as_literals(type_name: str, value: Any, written: str) -> None:
    tree = write_value(value, Parameter(name="it", type=type_name), WritingContext(Names({}, {})))
    assert ast.unparse(tree) == written
