from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document.groups import group_id_of
from manim_nodes.document.insertion import insert
from manim_nodes.document.model import Document, Frame, Group, Node, Snippet
from tests.support.documents import documents, group_node, make_document, wire

CIRCLE = Node(id="circle_1", type="Circle", parameters={"radius": 2})
SHIFT = Node(id="shift_1", type="shift", position=(100, 50))
CREATE = Node(id="create_1", type="Create", position=(200, 0))
TO_SHIFT = wire("circle_1.mobject", "shift_1.mobject")
TO_CREATE = wire("shift_1.mobject", "create_1.mobject")
CHAIN = make_document(CIRCLE, SHIFT, CREATE, edges=[TO_SHIFT, TO_CREATE])


def test_inserting_makes_fresh_ids_and_keeps_the_shape() -> None:
    document, names = insert(CHAIN, CHAIN, at=(1000, 1000))
    assert names == {"circle_1": "circle_2", "shift_1": "shift_2", "create_1": "create_2"}
    assert document.edges[2:] == (
        wire("circle_2.mobject", "shift_2.mobject"),
        wire("shift_2.mobject", "create_2.mobject"),
    )
    positions = [document.node(name).position for name in names.values()]
    assert positions == [(1000, 1000), (1100, 1050), (1200, 1000)]


def test_inserted_nodes_do_not_take_ids_from_one_another() -> None:
    snippet = Snippet(nodes=(CIRCLE, Node(id="circle_2", type="Circle")))
    assert insert(CHAIN, snippet)[1] == {"circle_1": "circle_2", "circle_2": "circle_3"}


def test_inserting_keeps_free_ids_and_places() -> None:
    document, names = insert(make_document(), CHAIN)
    assert document.nodes == CHAIN.nodes
    assert document.edges[0] is TO_SHIFT
    assert names == {node.id: node.id for node in CHAIN.nodes}


def test_inserting_moves_what_keeps_its_id() -> None:
    document, _ = insert(make_document(), CHAIN, at=(10, 20))
    assert [node.position for node in document.nodes] == [(10, 20), (110, 70), (210, 20)]


def test_inserting_brings_frames() -> None:
    snippet = Snippet(frames=(Frame(id="frame_1", position=(5, 5)),))
    document, _ = insert(make_document(frames=snippet.frames), snippet, at=(0, 0))
    assert document.frames[1] == Frame(id="frame_2", position=(0, 0))


def test_inserted_loose_wire_finds_no_node() -> None:
    snippet = Snippet(nodes=(SHIFT,), edges=(TO_SHIFT,))
    document, _ = insert(make_document(CIRCLE), snippet)
    assert document.edges == (wire("circle_2.mobject", "shift_1.mobject"),)


def test_inserted_wire_may_join_a_node_that_is_there() -> None:
    snippet = Snippet(nodes=(SHIFT,), edges=(TO_SHIFT,))
    document, _ = insert(CHAIN, snippet, joined=["circle_1"])
    assert document.edges[2] == wire("circle_1.mobject", "shift_2.mobject")


# Groups


def library(*groups: Group, uses: Iterable[str] = "") -> Document:
    """Make a document of groups, and of nodes that stand for the groups with these ids."""
    nodes = [group_node(f"node_{group_id}", group_id) for group_id in uses]
    return make_document(*nodes, groups=groups)


def group(group_id: str, *nodes: Node, **fields: Any) -> Group:
    return Group(id=group_id, nodes=nodes, **fields)


def uses(document: Document) -> list[str | None]:
    return [group_id_of(node) for node in document.nodes]


DOT, SQUARE = Node(id="dot", type="Dot"), Node(id="square", type="Square")
A = group("a", DOT)


def test_inserting_brings_groups() -> None:
    document, _ = insert(make_document(), library(A, uses="a"))
    assert document.groups == (A,)
    assert uses(document) == ["a"]


def test_the_same_group_is_shared() -> None:
    document, _ = insert(library(A), library(group("a", DOT), uses="a"))
    assert document.groups == (A,)
    assert uses(document) == ["a"]


@pytest.mark.parametrize(
    "other",
    [
        group("a", SQUARE),
        group("a", DOT, SQUARE),
        group("a", DOT, name="Eye"),
        group("a", DOT, edges=[TO_SHIFT]),
        group("a", DOT, extras={"later": 1}),
        group("a", Node(id="dot", type="Dot", parameters={"x": 1})),
    ],
)
def test_another_group_of_the_same_id_gets_an_id_of_its_own(other: Group) -> None:
    document, _ = insert(library(A), library(other, uses="a"))
    assert document.groups == (A, other.model_copy(update={"id": "a_2"}))
    assert uses(document) == ["a_2"]


def test_a_group_is_known_again_under_the_id_that_it_got() -> None:
    snippet = library(group("a", SQUARE), uses="a")
    once, _ = insert(library(A), snippet)
    twice, _ = insert(once, snippet)
    assert twice.groups == once.groups
    assert uses(twice) == ["a_2", "a_2"]


def test_a_group_that_stands_for_another_than_here_is_another() -> None:
    outer = group("b", group_node("inner", "a"))
    document, _ = insert(library(A, outer), library(group("a", SQUARE), outer, uses="b"))
    assert document.groups[2:] == (
        group("a_2", SQUARE),
        group("b_2", group_node("inner", "a_2")),
    )
    assert uses(document) == ["b_2"]


def test_groups_that_stand_in_one_another_are_known_again() -> None:
    ring = library(group("a", group_node("n", "b")), group("b", group_node("n", "a")), uses="a")
    assert insert(ring, ring)[0].groups == ring.groups


def test_a_node_of_a_missing_group_finds_none_here() -> None:
    document, _ = insert(library(A), library(uses="a"))
    assert document.groups == (A,)
    assert uses(document) == ["a_2"]


def test_a_node_of_a_group_missing_here_finds_none_that_comes() -> None:
    document, _ = insert(library(uses="a"), library(A, uses="a"))
    assert [group.id for group in document.groups] == ["a_2"]
    assert uses(document) == ["a", "a_2"]


def test_a_missing_group_stays_missing_under_its_id() -> None:
    document, _ = insert(library(uses="a"), library(uses="a"))
    assert uses(document) == ["a", "a"]


def test_a_fresh_id_is_not_that_of_a_group_that_is_missing() -> None:
    document, _ = insert(library(A), library(group("a", SQUARE), uses=["a", "a_2"]))
    assert uses(document) == ["a_3", "a_2"]


def test_groups_that_miss_another_group_are_others() -> None:
    here, there = group("a", group_node("n", "x")), group("a", group_node("n", "y"))
    assert len(insert(library(here), library(there))[0].groups) == 2
    assert len(insert(library(here), library(here))[0].groups) == 1


few_nodes = st.lists(
    st.sampled_from([DOT, *(group_node(f"node_{name}", name) for name in "abcd")]),
    max_size=2,
    unique=True,
)


@st.composite
def libraries(draw: st.DrawFn) -> Document:
    """Draw groups of few kinds, so that many are alike, that stand in one another in any way."""
    ids = draw(st.lists(st.sampled_from("abcd"), unique=True))
    groups = [group(group_id, *draw(few_nodes)) for group_id in ids]
    return make_document(*draw(few_nodes), groups=groups)


def unfold(node: Node, document: Document, depth: int = 5) -> object:
    """Return what a node stands for, whatever its group is called."""
    if group_id_of(node) is None or depth == 0:
        return node.type
    known = document.groups_by_id.get(str(group_id_of(node)))
    return known and [unfold(inner, document, depth - 1) for inner in known.nodes]


@given(libraries(), libraries())
def test_every_node_stands_for_what_it_stood_for(here: Document, there: Document) -> None:
    grown, names = insert(here, there)
    for node in here.nodes:
        assert unfold(node, grown) == unfold(node, here)
    for node in there.nodes:
        assert unfold(grown.node(names[node.id]), grown) == unfold(node, there)


@given(libraries(), documents())
def test_whatever_is_inserted_the_document_is_valid(here: Document, there: Document) -> None:
    grown, _ = insert(here, there)
    assert Document.model_validate(grown.model_dump()) == grown
    assert grown.groups[: len(here.groups)] == here.groups
