"""Knobs: what is offered, and values as people write them."""

from typing import Any

import pytest

from manim_nodes.document.edits import remove_nodes
from manim_nodes.document.files import load_document
from manim_nodes.document.grouping import close_group, make_group, open_group
from manim_nodes.document.knob_edits import add_constant, add_knob
from manim_nodes.document.model import Document
from manim_nodes.gallery.knobs import (
    KnobError,
    find_knob,
    knob_fields,
    set_knob,
    set_knob_from_text,
)
from tests.support.documents import make_document, wire
from tests.support.library import TOYS, node
from tests.support.sources import ROOT, built_in_library


@pytest.fixture
def document() -> Document:
    made = make_document(node("disc_1", label="Sun"), node("curve_1"), node("draw_1"))
    made = add_constant(made, "size", value=2)
    for fields in (
        {"node": "disc_1", "parameter": "radius", "title": "Radius", "maximum": 5.0},
        {"node": "disc_1", "parameter": "color", "title": "Paint"},
        {"node": "curve_1", "parameter": "function"},
        {"node": "draw_1", "parameter": "run_time", "title": "Time", "help": "How long it takes."},
        {"node": "gone_1", "parameter": "radius", "title": "Gone"},
    ):
        made = add_knob(made, **fields)
    return made


def changed(document: Document, title: str, text: str) -> Document:
    field = find_knob(knob_fields(document, TOYS), title)
    return set_knob_from_text(document, TOYS, field, text)


def test_only_what_is_there_is_offered(document: Document) -> None:
    fields = knob_fields(document, TOYS)
    assert [field.title for field in fields] == ["size", "Radius", "Paint", "Function", "Time"]
    assert [field.value for field in fields] == [2, 1.0, "WHITE", "sin(x)", 1.0]
    radius, time = fields[1].parameter, fields[4].parameter
    assert (radius.exclusive_minimum, radius.maximum) == (0, 5)
    assert time.description == "How long it takes."


def test_a_knob_of_a_node_in_a_group_changes_it_there(document: Document) -> None:
    grouped, _ = make_group(document, ["disc_1"])
    (group,) = grouped.groups
    assert find_knob(knob_fields(grouped, TOYS), "Radius").value == 1.0
    larger = changed(grouped, "Radius", "3")
    assert larger.group(group.id).nodes[0].parameters == {"radius": 3}
    assert changed(larger, "Radius", "1") == grouped  # the default is not written


def test_from_within_a_group_what_is_outside_is_changed_too(document: Document) -> None:
    grouped, _ = make_group(document, ["disc_1"])
    (group,) = grouped.groups
    opened = open_group(grouped, group.id)
    fields = knob_fields(opened, TOYS)
    inside, outside = find_knob(fields, "Radius"), find_knob(fields, "Time")
    edited = set_knob(set_knob(opened, inside, 3), outside, 5)
    closed = close_group(grouped, group.id, edited)
    assert closed.group(group.id).nodes[0].parameters == {"radius": 3}
    assert closed.node("draw_1").parameters == {"run_time": 5}


def test_an_input_of_a_group_is_a_knob_for_each_node_that_stands_for_it() -> None:
    made = make_document(
        node("number_1"), node("disc_1"), edges=[wire("number_1.value", "disc_1.radius")]
    )
    made, first = make_group(made, ["disc_1"])
    made = add_knob(remove_nodes(made, ["number_1"]), node=first, parameter="radius", title="Size")
    assert find_knob(knob_fields(made, TOYS), "Size").value == 1.0
    larger = changed(made, "Size", "4")
    assert larger.node(first).parameters["radius"] == 4
    assert "radius" not in changed(larger, "Size", "1").node(first).parameters
    with pytest.raises(KnobError, match="Size must be > 0"):
        changed(made, "Size", "-1")


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        ("size", "3", 3),
        ("SIZE", "3.5", 3.5),
        ("size", "2*pi", "2*pi"),
        ("radius", "2", 2),
        ("Radius", "size / 2", "size / 2"),
        ("Paint", "BLUE", "BLUE"),
        ("function", "cos(x)", "cos(x)"),
    ],
)
def test_a_value_is_read_as_people_write_it(
    document: Document, title: str, text: str, value: Any
) -> None:
    found = find_knob(knob_fields(changed(document, title, text), TOYS), title)
    assert found.value == value


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        ("size", "3,5", 3.5),
        ("Radius", "sin(0,5) + 1", "sin(0.5) + 1"),
        ("function", "0,5*cos(x)", "0.5*cos(x)"),
        ("size", "2.5", 2.5),
    ],
)
def test_a_comma_is_that_of_a_number_where_people_write_so(
    document: Document, title: str, text: str, value: Any
) -> None:
    field = find_knob(knob_fields(document, TOYS), title)
    made = set_knob_from_text(document, TOYS, field, text, has_comma=True)
    assert find_knob(knob_fields(made, TOYS), title).value == value


def test_the_default_is_not_written(document: Document) -> None:
    assert changed(document, "Radius", "1").node("disc_1").parameters == {}


@pytest.mark.parametrize(
    ("title", "text", "message"),
    [
        ("Radius", "6", "Radius must be <= 5, got 6."),
        ("Radius", "0", "Radius must be > 0, got 0."),
        ("Radius", "2,5", "write 2.5 instead of '2,5'"),
        ("Radius", "sin(0,5)", "write sin(0.5) instead of 'sin(0,5)'"),
        ("Function", "sin(0,5*x)", "write sin(0.5*x) instead of 'sin(0,5*x)'"),
        ("size", "wide", "size must be a number, got 'wide'."),
        ("size", "size + 1", "size must be a number, got 'size + 1'."),
        ("Paint", "mauve", "must be a manim color"),
        (
            "Weight",
            "1",
            "There is no knob 'Weight'. There are: size, Radius, Paint, Function, Time.",
        ),
    ],
)
def test_what_cannot_be_is_said(document: Document, title: str, text: str, message: str) -> None:
    with pytest.raises(KnobError) as caught:
        changed(document, title, text)
    assert message in caught.value.message


def test_python_is_never_a_knob() -> None:
    document = add_knob(make_document(node("macro_1")), node="macro_1", parameter="code")
    python = [
        name for name, each in TOYS.types["Macro"].parameters.items() if each.type == "python"
    ]
    assert python == ["code"]
    assert knob_fields(document, TOYS) == ()


@pytest.mark.parametrize(
    ("title", "text", "value"),
    [
        ("Words", "We, sat, by it", ("We", "sat", "by it")),
        ("Words", "We; sat, by; it", ("We", "sat, by", "it")),
        ("Words", '["We", "sat"]', ("We", "sat")),
        ("Words", '"We", "sat, by"', ("We", "sat, by")),
        ("Weights", "0.5, 1", (0.5, 1)),
        ("Weights", "0,5; 1", (0.5, 1)),
    ],
)
def test_lists_are_read_as_people_write_them(title: str, text: str, value: Any) -> None:
    document = load_document(ROOT / "templates" / "ml_ai" / "attention.mnodes")
    library = built_in_library()[0]
    field = find_knob(knob_fields(document, library), title)
    made = set_knob_from_text(document, library, field, text, has_comma=";" in text)
    assert find_knob(knob_fields(made, library), title).value == value
