"""Knobs whose target is gone are said, wherever it was."""

import pytest

from manim_nodes.document.edits import remove_nodes
from manim_nodes.document.grouping import make_group
from manim_nodes.document.groups import GROUP
from manim_nodes.document.knob_edits import add_constant, add_knob, remove_constant
from manim_nodes.document.model import Document
from manim_nodes.document.record_edits import replace
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from tests.support.library import TOYS, toy_document


def warned(document: Document) -> list[str]:
    problems = validate(build(document, TOYS))
    return [each.message for each in problems if each.code == "knob-without-target"]


@pytest.fixture
def document() -> Document:
    made = add_constant(toy_document("disc_1 disc_2"), "size", value=2)
    made = add_knob(made, node="disc_1", parameter="radius", title="Radius")
    return make_group(made, ["disc_1"])[0]


def test_knobs_of_nodes_in_groups_are_fine(document: Document) -> None:
    assert warned(document) == []


def test_what_a_knob_was_for_is_gone(document: Document) -> None:
    lost = replace(document, constants=())
    assert warned(lost) == ["The knob 'size' changes nothing: what it was for is gone."]
    assert warned(remove_constant(document, "size")) == []
    for fields in (
        {"node": "disc_9", "parameter": "radius"},
        {"node": "disc_2", "parameter": "weightiness"},
        {"node": "disc_1", "parameter": "radius", "within": "group_9"},
    ):
        assert len(warned(add_knob(document, **fields))) == 1


def test_a_wire_in_place_of_the_value_is_said() -> None:
    made = toy_document("number_1 disc_1", "number_1.value > disc_1.radius")
    made = add_knob(made, node="disc_1", parameter="radius", title="Radius")
    said = ["The knob 'Radius' changes nothing: a wire brings its value."]
    assert warned(made) == said
    both = make_group(made, ["number_1", "disc_1"])[0]
    assert warned(both) == said
    port = make_group(made, ["disc_1"])[0]  # the value inside counts where nothing is wired outside
    assert warned(port) == []


def test_the_group_of_a_knob_must_be_used(document: Document) -> None:
    unused = remove_nodes(document, [node.id for node in document.nodes if node.type == GROUP])
    assert warned(unused) == ["The knob 'Radius' changes nothing: what it was for is gone."]
