"""Port types: what may feed what, what becomes what, and how ports look."""

import pytest

from manim_nodes.library.catalogue import load_library
from manim_nodes.library.port_types import ANY, alternatives, item_type
from manim_nodes.workspace.places import data_root
from tests.support.library import TOYS

TYPES = TOYS.port_types


@pytest.mark.parametrize(
    ("source", "target", "can"),
    [
        ("Circle", "Mobject", True),
        ("Mobject", "Circle", False),
        ("Circle", "Text", False),
        ("Circle", "Any", True),
        ("Any", "Circle", True),
        ("Circle", "Number | Mobject", True),
        ("Circle | Text", "VMobject", True),
        ("Circle | Number", "VMobject", False),
        ("Number", "Number | Circle", True),
        ("List[Circle]", "List[Mobject]", True),
        ("List[Circle]", "List[Text]", False),
        ("List[List[Integer]]", "List[List[Number]]", True),
        ("List[Circle]", "Circle", False),
        ("Circle", "List[Circle]", False),
        ("List[Circle]", "Any", True),
        ("Unheard", "Mobject", False),
    ],
)
def test_a_type_can_be_used_as_its_ancestors(source: str, target: str, can: bool) -> None:
    assert TYPES.is_a(source, target) is can
    assert TYPES.is_a(source, target) is can, "the remembered answer"


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("Number", "String", "format(value, 'g')"),
        ("Integer", "String", "format(value, 'g')"),
        ("Circle", "Point", "value.get_center()"),
        ("ValueTracker", "Number", "value.get_value()"),
        ("Number", "Color | String", "format(value, 'g')"),
        ("String", "Number", None),
        ("Text", "Point", None),  # a remedy speaks against what every Mobject can do
        ("Color", "Number", None),
    ],
)
def test_some_types_become_others(source: str, target: str, code: str | None) -> None:
    conversion = TYPES.conversion(source, target)
    assert (conversion.code if conversion else None) == code
    assert TYPES.fits(source, target) is (code is not None)


def test_a_type_fits_itself_without_conversion() -> None:
    assert TYPES.fits("Circle", "Mobject")
    assert TYPES.conversion("Circle", "Mobject") is None


@pytest.mark.parametrize(
    ("source", "target", "node"),
    [
        ("Number", "Integer", "Whole"),
        ("ValueTracker", "Integer", "Whole"),  # by way of its number
        ("Text", "Point", "Center"),
        ("Circle", "Integer", None),
    ],
)
def test_a_remedy_names_the_node_that_helps(source: str, target: str, node: str | None) -> None:
    assert not TYPES.fits(source, target)
    assert TYPES.remedy(source, target) == node


def test_ancestors_come_nearest_first() -> None:
    assert TYPES.ancestors("Circle") == ["Circle", "VMobject", "Mobject", "Any"]
    assert TYPES.ancestors("Unheard") == ["Unheard", "Any"]


@pytest.mark.parametrize(
    ("expression", "is_known"),
    [
        ("Any", True),
        ("Circle | Number", True),
        ("List[List[Point]]", True),
        ("Circle | Ring", False),
        ("List[Ring]", False),
        ("List[]", False),
        ("", False),
    ],
)
def test_a_type_is_known_if_all_its_names_are(expression: str, is_known: bool) -> None:
    assert TYPES.is_known(expression) is is_known


@pytest.mark.parametrize(
    ("expression", "look"),
    [
        ("Number", ("#A1A1A1", "circle")),
        ("Integer", ("#7CC576", "circle")),
        ("Circle", ("#2BB5A0", "circle")),
        ("ValueTracker", ("#2BB5A0", "diamond")),
        ("Circle | Number", ("#2BB5A0", "circle")),
        ("List[Animation]", ("#F28C3B", "diamond")),
        ("Boolean", ("#a0a0a0", "circle")),
        ("Any", ("#a0a0a0", "circle")),
    ],
)
def test_a_port_looks_like_its_nearest_ancestor(expression: str, look: tuple[str, str]) -> None:
    assert TYPES.appearance(expression) == look


def test_type_expressions_are_taken_apart() -> None:
    assert alternatives("Mobject | Point") == ("Mobject", "Point")
    assert item_type("List[ Number ]") == "Number"
    assert item_type("Number") is None


def test_people_have_a_word_for_every_type() -> None:
    made_of_the_name = [
        name
        for name, each in load_library(data_root() / "nodes").port_types.types.items()
        if not each.words and name != ANY
    ]
    assert made_of_the_name == []
