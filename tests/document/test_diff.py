from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document import edits
from manim_nodes.document.diff import NodeChange, diff
from manim_nodes.document.grouping import (
    close_group,
    make_group,
    open_group,
    rename_group,
    ungroup,
)
from manim_nodes.document.insertion import insert
from manim_nodes.document.model import Document, Group, Node
from tests.support.documents import documents, edited, make_document, wire

A, B, C = (Node(id=name, type="Dot", parameters={"x": 1}) for name in "abc")
ONE, TWO = wire("a.mobject", "c.mobjects"), wire("b.mobject", "c.mobjects")
BASE = edits.add_frame(make_document(A, B, C, edges=[ONE, TWO]))[0]
GROUPED, GROUP_NODE = make_group(BASE, ["a"])


def test_nodes_come_and_go() -> None:
    change = diff(make_document(A, B), make_document(B, C))
    assert change.added == ("c",)
    assert change.removed == ("a",)
    assert change.changed == {}


def test_a_changed_node_tells_what_changed() -> None:
    after = edits.set_parameter(edits.set_label(BASE, "a", "Sun"), "a", "y", 2)
    assert diff(BASE, after).changed == {
        "a": NodeChange(frozenset({"label", "parameters"}), frozenset({"y"}))
    }


def test_a_value_of_another_type_is_a_change() -> None:
    after = edits.set_parameter(BASE, "a", "x", value=True)
    assert diff(BASE, after).changed["a"].parameters == {"x"}


def test_a_parameter_reset_is_a_change() -> None:
    assert diff(BASE, edits.reset_parameter(BASE, "a", "x")).changed["a"].parameters == {"x"}


def test_wires_come_and_go() -> None:
    new = wire("a.mobject", "b.mobject")
    change = diff(BASE, edits.connect(edits.disconnect(BASE, [ONE]), new))
    assert change.wired == (new,)
    assert change.unwired == (ONE,)
    assert change.reordered == ()


def test_a_wire_that_stands_twice_may_go_once() -> None:
    doubled = make_document(edges=[ONE, ONE.model_copy(), TWO])
    assert diff(doubled, make_document(edges=[ONE.model_copy(), TWO])).unwired == (ONE,)


def test_reordered_wires_name_their_input() -> None:
    change = diff(BASE, edits.reorder_edges(BASE, [TWO, ONE]))
    assert change.reordered == (("c", "mobjects"),)
    assert change.wired == change.unwired == ()


def test_frames_settings_and_name_are_compared() -> None:
    after = edits.rename_document(edits.set_settings(BASE, seed=1, style="chalk"), "Other")
    after = edits.change_frame(edits.add_frame(after)[0], "frame_1", title="Proof")
    change = diff(BASE, after)
    assert change.frames == ("frame_1", "frame_2")
    assert change.settings == {"seed", "style"}
    assert change.renamed
    assert diff(after, edits.remove_frames(after, ["frame_2"])).frames == ("frame_2",)


def test_groups_come_and_go_and_change() -> None:
    old, same, changed, new = (Group(id=name) for name in ("old", "same", "changed", "new"))
    after = make_document(groups=[same, changed.model_copy(update={"name": "Other"}), new])
    change = diff(make_document(groups=[old, same, changed]), after)
    assert change.groups == {"old": "removed", "changed": "changed", "new": "added"}


@pytest.mark.parametrize(
    ("edit", "summary"),
    [
        (lambda d: edits.add_node(d, "Circle")[0], "add circle_1"),
        (lambda d: insert(d, d)[0], "add 3 nodes"),
        (lambda d: edits.remove_nodes(d, ["a"]), "delete a"),
        (lambda d: edits.dissolve_nodes(d, ["a", "b"]), "delete 2 nodes"),
        (lambda d: edits.add_node(edits.remove_nodes(d, ["a", "c"]), "X")[0], "edit"),
        (lambda d: edits.move_nodes(d, dict.fromkeys("abc", (1, 1))), "move 3 nodes"),
        (lambda d: edits.set_label(d, "a", "Sun"), "rename a"),
        (lambda d: edits.set_muted(d, ["a"], muted=True), "mute a"),
        (lambda d: edits.set_color(d, ["a", "b"], "RED"), "color 2 nodes"),
        (lambda d: edits.set_parameter(d, "a", "x", 2), "set x of a"),
        (
            lambda d: edits.set_parameter(edits.set_parameter(d, "a", "x", 2), "a", "y", 2),
            "change a",
        ),
        (lambda d: edits.set_label(edits.set_parameter(d, "a", "x", 2), "a", "Sun"), "change a"),
        (lambda d: edits.connect(d, wire("a.m", "b.m")), "connect"),
        (lambda d: edits.disconnect(d, [ONE]), "disconnect"),
        (lambda d: edits.connect(d, wire("c.m", "c.mobjects")), "rewire"),
        (lambda d: edits.reorder_edges(d, [TWO, ONE]), "reorder wires"),
        (lambda d: edits.add_frame(d)[0], "change frames"),
        (lambda d: edits.set_settings(d, seed=1), "change settings"),
        (lambda d: edits.rename_document(d, "Other"), "rename project"),
        (lambda d: edits.rename_document(edits.set_settings(d, seed=1), "Other"), "edit"),
        (lambda d: make_group(d, ["a"])[0], "group a"),
        (lambda d: make_group(d, ["a", "b"])[0], "group 2 nodes"),
        (lambda d: insert(d, GROUPED)[0], "add 3 nodes"),
        (lambda d: insert(edits.remove_nodes(d, ["a", "b"]), GROUPED)[0], "edit"),
    ],
)
def test_summary_says_what_was_done(edit: Callable[[Document], Document], summary: str) -> None:
    assert diff(BASE, edit(BASE)).summary() == summary


@pytest.mark.parametrize(
    ("edit", "summary"),
    [
        (lambda d: ungroup(d, GROUP_NODE)[0], f"ungroup {GROUP_NODE}"),
        (lambda d: edits.remove_nodes(ungroup(d, GROUP_NODE)[0], ["b"]), "edit"),
        (lambda d: edits.remove_nodes(d, [GROUP_NODE]), f"delete {GROUP_NODE}"),
        (lambda d: rename_group(d, "group_1", "Sun"), "change group_1"),
        (
            lambda d: close_group(
                d, "group_1", make_group(open_group(d, "group_1"), ["a"], "Inner")[0]
            ),
            "change 2 groups",
        ),
    ],
)
def test_summary_says_what_was_done_to_groups(
    edit: Callable[[Document], Document], summary: str
) -> None:
    assert diff(GROUPED, edit(GROUPED)).summary() == summary


@given(documents())
def test_a_document_does_not_differ_from_its_copy(document: Document) -> None:
    assert not diff(document, document)
    assert not diff(document, Document.model_validate(document.model_dump()))


@given(st.data(), documents())
def test_any_edit_shows(data: Any, document: Document) -> None:
    after = data.draw(edited(document))
    assert bool(diff(document, after)) == (after is not document)
