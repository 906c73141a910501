"""Every key that a table of nodes/ may have is explained in docs/contributing.md."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from manim_nodes.library.category import Category
from manim_nodes.library.example import Example, ExampleNode
from manim_nodes.library.node_tables import NodeTable
from manim_nodes.library.node_type import Input, Output, Parameter, TimelineFlag

PAGE = (Path(__file__).parents[2] / "docs" / "contributing.md").read_text()
KEYS = "Keys of a node type"


def section(heading: str) -> str:
    """Return what stands under a heading."""
    return PAGE.split(f"\n### {heading}\n")[1].split("\n### ")[0]


def row(key: str) -> str:
    """Return the row of the table of keys that is about one key."""
    (found,) = re.findall(rf"^\| `{re.escape(key)}` \|.*$", section(KEYS), re.MULTILINE)
    return str(found)


def first_cells(text: str) -> str:
    return " ".join(re.findall(r"^\| (.+?) \|", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (NodeTable, first_cells(section(KEYS))),
        (Input, row("inputs.NAME")),
        (Output, row("outputs.NAME")),
        (Parameter, row("parameters.NAME")),
        (TimelineFlag, row("timeline")),
        (Category, section("Categories")),
        (Example, first_cells(section("The example and its picture"))),
        (ExampleNode, section("The example and its picture")),
    ],
)
def test_every_key_is_explained(table: type[BaseModel], text: str) -> None:
    code = " ".join(re.findall(r"```.*?```|`[^`]+`", text, re.DOTALL))

    assert [
        key for key in table.model_fields if key not in {"name", *re.findall(r"\w+", code)}
    ] == []
