import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document import edits
from manim_nodes.document.clipboard import ClipboardError, copy_nodes, paste_nodes
from manim_nodes.document.grouping import close_group, make_group, open_group
from manim_nodes.document.model import Document, Group, Node, UnknownIdError
from manim_nodes.document.text import dumps
from tests.support.documents import documents, group_node, make_document, wire

CIRCLE = Node(id="circle_1", type="Circle", parameters={"points": (1, 2)}, extras={"new": 1})
SHIFT = Node(id="shift_1", type="shift", position=(100, 50))
CREATE = Node(id="create_1", type="Create", position=(200, 0))
CHAIN = make_document(
    CIRCLE,
    SHIFT,
    CREATE,
    edges=[
        wire("circle_1.mobject", "shift_1.mobject"),
        wire("shift_1.mobject", "create_1.mobject"),
    ],
)
OTHER = make_document(CIRCLE, id="00000000-0000-4000-8000-000000000000")


def test_pasted_nodes_bring_the_wires_among_them() -> None:
    document, pasted = paste_nodes(CHAIN, copy_nodes(CHAIN, ["circle_1", "shift_1"]))
    assert pasted == ("circle_2", "shift_2")
    assert document.edges[2:] == (wire("circle_2.mobject", "shift_2.mobject"),)
    assert document.node("circle_2") == CIRCLE.model_copy(update={"id": "circle_2"})


def test_pasted_nodes_go_where_they_are_put() -> None:
    document, _ = paste_nodes(CHAIN, copy_nodes(CHAIN, ["shift_1", "create_1"]), at=(0, 0))
    assert document.node("shift_2").position == (0, 50)
    assert document.node("create_2").position == (100, 0)


def test_wires_from_outside_come_if_asked() -> None:
    text = copy_nodes(CHAIN, ["shift_1"])
    assert paste_nodes(CHAIN, text)[0].edges == CHAIN.edges
    document, _ = paste_nodes(CHAIN, text, with_incoming=True)
    assert document.edges[2:] == (wire("circle_1.mobject", "shift_2.mobject"),)


def test_wires_from_outside_keep_their_order_among_the_others() -> None:
    group = Node(id="group_1", type="VGroup")
    wires = [wire(f"{name}.mobject", "group_1.mobjects") for name in ("shift_1", "circle_1")]
    document = make_document(*CHAIN.nodes, group, edges=wires)
    text = copy_nodes(document, ["circle_1", "group_1"])
    assert paste_nodes(document, text, with_incoming=True)[0].edges[2:] == (
        wire("shift_1.mobject", "group_2.mobjects"),
        wire("circle_2.mobject", "group_2.mobjects"),
    )


def test_wires_from_outside_do_not_come_from_a_node_that_is_gone() -> None:
    text = copy_nodes(CHAIN, ["shift_1"])
    rest = edits.remove_nodes(CHAIN, ["circle_1"])
    assert paste_nodes(rest, text, with_incoming=True)[0].edges == rest.edges


def test_wires_from_outside_do_not_go_to_another_project() -> None:
    text = copy_nodes(CHAIN, ["shift_1"])
    assert paste_nodes(OTHER, text, with_incoming=True)[0].edges == ()


def test_frames_are_copied() -> None:
    framed = edits.add_frame(CHAIN, title="Proof")[0]
    document, pasted = paste_nodes(OTHER, copy_nodes(framed, [], frame_ids=["frame_1"]))
    assert pasted == ()
    assert [frame.title for frame in document.frames] == ["Proof"]


def test_copied_nodes_bring_their_groups_and_the_groups_within() -> None:
    document, inner = make_group(CHAIN, ["circle_1"])
    document, outer = make_group(document, [inner, "shift_1"])
    document, _ = make_group(document, ["create_1"])
    pasted, _ = paste_nodes(OTHER, copy_nodes(document, [outer]))
    assert set(pasted.groups) == set(document.groups[:2])


def test_a_group_that_stands_in_itself_can_be_copied() -> None:
    ring = Group(id="g", nodes=(group_node("n", "g"),))
    document = make_document(group_node("a", "g"), groups=[ring])
    assert paste_nodes(OTHER, copy_nodes(document, ["a"]))[0].groups == (ring,)


def test_pasting_where_it_was_copied_shares_the_group() -> None:
    document, node_id = make_group(CHAIN, ["shift_1"])
    pasted, _ = paste_nodes(document, copy_nodes(document, [node_id]))
    assert pasted.groups == document.groups
    assert pasted.node("node_group_2").parameters == {"group": "group_1"}


def test_a_group_comes_as_it_was_when_it_was_copied() -> None:
    document, node_id = make_group(CHAIN, ["shift_1"])
    text = copy_nodes(document, [node_id])
    inside = edits.set_label(open_group(document, "group_1"), "shift_1", "Other")
    pasted, _ = paste_nodes(close_group(document, "group_1", inside), text)
    assert pasted.group("group_2").nodes == document.group("group_1").nodes


def test_wires_from_outside_do_not_go_to_another_group() -> None:
    document, _ = make_group(CHAIN, ["circle_1", "shift_1"])
    inside = open_group(document, "group_1")
    text = copy_nodes(inside, ["shift_1"])
    assert len(paste_nodes(inside, text, with_incoming=True)[0].edges) == len(inside.edges) + 1
    assert paste_nodes(CHAIN, text, with_incoming=True)[0].edges == CHAIN.edges


def test_a_whole_project_can_be_pasted() -> None:
    document, pasted = paste_nodes(OTHER, dumps(CHAIN))
    assert pasted == ("circle_2", "shift_1", "create_1")
    assert document.name == OTHER.name


def test_copying_an_unknown_node_names_it() -> None:
    with pytest.raises(UnknownIdError, match="ghost"):
        copy_nodes(CHAIN, ["ghost"])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "from manim import *",
        "[1]",
        '{"nodes": []}',
        '{"format": 99}',
        '{"format": 2, "nodes": [{}]}',
        '{"format": 2, "document": 5}',
        '{"format": 2, "groups": [{}]}',
    ],
)
def test_anything_else_gives_one_clear_error(text: str) -> None:
    with pytest.raises(ClipboardError, match="nothing that can be pasted here"):
        paste_nodes(CHAIN, text)


@given(st.text())
def test_any_text_is_pasted_or_refused(text: str) -> None:
    with pytest.raises(ClipboardError):
        paste_nodes(CHAIN, text)


@given(documents())
def test_a_document_copied_whole_comes_whole(document: Document) -> None:
    ids = [node.id for node in document.nodes]
    frame_ids = [frame.id for frame in document.frames]
    text = copy_nodes(document, ids, frame_ids=frame_ids)
    pasted, _ = paste_nodes(make_document(), text)
    assert pasted.nodes == document.nodes
    assert pasted.frames == document.frames
    assert set(pasted.groups) <= set(document.groups)
