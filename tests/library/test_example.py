from pathlib import Path

import pytest

from manim_nodes.library.catalogue import load_library
from manim_nodes.library.example import Example, ExampleNode
from tests.support.library import TOY_NODES

OWN = """
category = "Own"

[Own]
kind = "modify"
summary = "Mine."
code = "mobject.center()"
"""


def test_a_capital_begins_a_type_and_a_small_letter_a_name() -> None:
    example = Example.model_validate({"inputs": {"mobject": "Square"}, "then": ["ghost"]})

    assert example.inputs == {"mobject": (ExampleNode(type="Square"),)}
    assert example.then == (ExampleNode(name="ghost"),)


@pytest.mark.parametrize(
    "mistake",
    [
        "example = { input = { mobject = 'Square' } }",
        "example.inputs.mobject = { typ = 'Square' }",
        "example.at = 'end'",
        "example.then = [7]",
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, mistake: str) -> None:
    (tmp_path / "own.toml").write_text(OWN + mistake)

    (fault,) = load_library(TOY_NODES, tmp_path).faults
    assert str(fault.where).endswith("own.toml, line 8")
