"""Constants and knobs of a document."""

import pytest

from manim_nodes.document.clipboard import copy_nodes, paste_nodes
from manim_nodes.document.diff import diff
from manim_nodes.document.edits import add_node, remove_nodes
from manim_nodes.document.grouping import close_group, make_group, open_group, ungroup
from manim_nodes.document.knob_edits import (
    add_constant,
    add_knob,
    change_knob,
    remove_constant,
    remove_knob,
    reorder_knobs,
    set_constant,
)
from manim_nodes.document.model import Document, UnknownIdError
from manim_nodes.document.record_edits import EditError
from manim_nodes.document.text import dumps, loads
from tests.support.documents import make_document
from tests.support.library import node


@pytest.fixture
def document() -> Document:
    made = add_constant(make_document(node("disc_1", {"radius": "size"})), "size", value=2)
    return add_knob(made, node="disc_1", parameter="color", title="Color")


def test_a_constant_comes_with_a_knob_and_goes_with_it(document: Document) -> None:
    assert [(knob.target, knob.title) for knob in document.knobs] == [
        (("", "size"), "size"),
        (("disc_1", "color"), "Color"),
    ]
    assert set_constant(document, "size", 3).constants[0].value == 3
    gone = remove_constant(document, "size")
    assert gone.constants == ()
    assert [knob.parameter for knob in gone.knobs] == ["color"]


def test_a_file_keeps_them(document: Document) -> None:
    assert loads(dumps(document)) == document
    assert '"constants"' not in dumps(make_document(node("disc_1")))


def test_knobs_are_offered_once_and_in_the_order_wanted(document: Document) -> None:
    assert add_knob(document, node="disc_1", parameter="color", title="Again") is document
    turned = reorder_knobs(document, [("disc_1", "color"), ("", "size")])
    assert [knob.target for knob in turned.knobs] == [("disc_1", "color"), ("", "size")]
    with pytest.raises(EditError):
        reorder_knobs(document, [("", "size")])
    renamed = change_knob(document, ("disc_1", "color"), title="Paint", group="Looks")
    assert (renamed.knobs[1].title, renamed.knobs[1].group) == ("Paint", "Looks")
    assert remove_knob(document, ("", "size")).constants == document.constants


def targets(document: Document) -> list[tuple[str, str]]:
    return [knob.target for knob in document.knobs if knob.node]


def test_the_knob_of_a_node_goes_into_a_group_with_it_and_comes_out_again(
    document: Document,
) -> None:
    made, group_node = make_group(document, ["disc_1"])
    (group,) = made.groups
    assert targets(made) == [(f"{group.id}/disc_1", "color")]
    assert loads(dumps(made)) == made
    taken_apart, _ = ungroup(made, group_node)
    assert targets(taken_apart) == [("disc_1", "color")]
    twice = paste_nodes(made, copy_nodes(made, [group_node]))[0]
    still, _ = ungroup(twice, group_node)
    assert targets(still) == [(f"{group.id}/disc_1", "color")]  # another node stands for the group


def test_in_a_group_that_is_open_its_knobs_are_those_of_its_nodes(document: Document) -> None:
    document, _ = make_group(document, ["disc_1"])
    document, other = add_node(document, "Disc")
    assert other == "disc_1"  # ids are unique within a group only
    document = add_knob(document, node="disc_1", parameter="radius")
    (group,) = document.groups
    opened = open_group(document, group.id)
    assert targets(opened) == [("disc_1", "color"), (f"{group.id}/disc_1", "radius")]
    assert close_group(document, group.id, opened) == document
    added = add_knob(opened, node="disc_1", parameter="weight")
    assert targets(close_group(document, group.id, added))[-1] == (f"{group.id}/disc_1", "weight")
    emptied = close_group(document, group.id, remove_nodes(opened, ["disc_1"]))
    assert targets(emptied) == [("disc_1", "radius")]
    removed = remove_nodes(document, ["disc_1"])
    assert targets(removed) == [(f"{group.id}/disc_1", "color")]


def test_the_knob_of_a_node_goes_with_the_node(document: Document) -> None:
    assert [knob.constant for knob in remove_nodes(document, ["disc_1"]).knobs] == ["size"]


@pytest.mark.parametrize("name", ["", "two words", "1st", "lambda", "a" * 41, "a.b"])
def test_a_name_is_a_word(document: Document, name: str) -> None:
    with pytest.raises(EditError):
        add_constant(document, name, value=1)


def test_two_constants_cannot_have_one_name(document: Document) -> None:
    with pytest.raises(EditError, match="already"):
        add_constant(document, "size", value=1)
    with pytest.raises(UnknownIdError):
        set_constant(document, "weight", 1)


@pytest.mark.parametrize("fields", [{}, {"node": "disc_1"}, {"constant": "size", "node": "disc_1"}])
def test_a_knob_has_one_target(document: Document, fields: dict[str, str]) -> None:
    with pytest.raises(EditError, match="must name a constant, or a node and a parameter"):
        add_knob(document, **fields)


def test_what_is_copied_brings_the_constants_that_it_mentions(document: Document) -> None:
    more = add_constant(document, "other", value=1)
    more = add_constant(more, "twice", value="2 * size")
    more = paste_nodes(more, copy_nodes(more, ["disc_1"]))[0]
    assert [constant.name for constant in more.constants] == ["size", "other", "twice"]
    elsewhere = paste_nodes(make_document(), copy_nodes(more, ["disc_1"]))[0]
    assert [(each.name, each.value) for each in elsewhere.constants] == [("size", 2)]


def test_a_constant_that_is_there_stays_as_it_is(document: Document) -> None:
    there = add_constant(make_document(), "size", value=7)
    pasted = paste_nodes(there, copy_nodes(document, ["disc_1"]))[0]
    assert [(each.name, each.value) for each in pasted.constants] == [("size", 7)]


def test_undo_says_what_was_set(document: Document) -> None:
    assert diff(document, set_constant(document, "size", 3)).summary() == "set size"
    renamed = change_knob(document, ("", "size"), title="Size")
    assert diff(document, renamed).summary() == "change knobs"
