from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document import edits
from manim_nodes.document.insertion import insert
from manim_nodes.document.model import Document, Edge, Frame, Node, Snippet, UnknownIdError
from manim_nodes.document.record_edits import EditError
from tests.support.documents import documents, edited, make_document, wire

CIRCLE = Node(id="circle_1", type="Circle", parameters={"radius": 2})
SHIFT = Node(id="shift_1", type="shift", position=(100, 50))
CREATE = Node(id="create_1", type="Create", position=(200, 0))
TO_SHIFT = wire("circle_1.mobject", "shift_1.mobject")
TO_CREATE = wire("shift_1.mobject", "create_1.mobject")
CHAIN = make_document(CIRCLE, SHIFT, CREATE, edges=[TO_SHIFT, TO_CREATE])


def into_group(*sources: str) -> list[Edge]:
    return [wire(f"{source}.mobject", "group_1.mobjects") for source in sources]


def grouped(*sources: str) -> Document:
    nodes = [Node(id=name, type="Dot") for name in ("a", "b", "c", "group_1")]
    return make_document(*nodes, edges=into_group(*sources))


# Nodes


@pytest.mark.parametrize(
    ("node_type", "node_id"),
    [
        ("Circle", "circle_2"),
        ("FadeIn", "fade_in_1"),
        ("ThreeDAxes", "three_d_axes_1"),
        ("SVGMobject", "svg_mobject_1"),
        ("Line3D", "line3d_1"),
        ("shift", "shift_2"),
        ("my node!", "my_node_1"),
        ("Kreis größer", "kreis_größer_1"),
        ("??", "node_1"),
    ],
)
def test_added_node_gets_a_readable_free_id(node_type: str, node_id: str) -> None:
    document, made = edits.add_node(CHAIN, node_type)
    assert made == node_id
    assert document.node(node_id).type == node_type


def test_added_node_holds_what_was_asked() -> None:
    document, made = edits.add_node(
        CHAIN, "Dot", position=(1, 2), label="Eye", parameters={"point": (1, 0, 0)}
    )
    assert document.node(made) == Node(
        id="dot_1", type="Dot", position=(1, 2), label="Eye", parameters={"point": (1, 0, 0)}
    )


def test_added_node_does_not_catch_a_loose_wire() -> None:
    loose = make_document(edges=[wire("dot_1.mobject", "dot_2.mobject")])
    assert edits.add_node(loose, "Dot")[1] == "dot_3"


def test_removing_nodes_takes_their_wires_along() -> None:
    document = edits.remove_nodes(CHAIN, ["circle_1"])
    assert document.nodes == (SHIFT, CREATE)
    assert document.edges == (TO_CREATE,)


def test_dissolving_joins_what_was_around() -> None:
    document = edits.dissolve_nodes(CHAIN, ["shift_1"])
    assert document.nodes == (CIRCLE, CREATE)
    assert document.edges == (wire("circle_1.mobject", "create_1.mobject"),)


def test_dissolving_a_whole_chain_joins_its_ends() -> None:
    chain = make_document(
        *(Node(id=name, type="shift") for name in "dcba"),
        edges=[wire("a.m", "b.m"), wire("b.m", "c.m"), wire("c.m", "d.m")],
    )
    assert edits.dissolve_nodes(chain, ["b", "c"]).edges == (wire("a.m", "d.m"),)
    assert edits.dissolve_nodes(chain, ["d", "c", "b"]).edges == ()


def test_dissolving_nodes_that_feed_one_another_ends() -> None:
    ring = make_document(
        *(Node(id=name, type="shift") for name in "abc"),
        edges=[wire("a.m", "b.m"), wire("b.m", "a.m"), wire("b.m", "c.m")],
    )
    assert edits.dissolve_nodes(ring, ["a", "b"]).edges == ()


@pytest.mark.parametrize(
    ("wires", "left"),
    [
        # the input of the output's name passes on, before any other
        (["a.x y.size", "b.x y.m", "y.m z.m"], ["b.x z.m"]),
        # otherwise the first that carries data
        (["a.flow y.flow", "a.x y.size", "b.x y.m", "y.out z.m"], ["a.x z.m"]),
        (["a.flow y.flow", "y.out z.m"], []),
        # order passes to order, all of it
        (
            ["a.flow y.flow", "b.flow y.flow", "y.flow z.flow"],
            ["a.flow z.flow", "b.flow z.flow"],
        ),
        (["a.x y.m", "y.flow z.flow"], []),
        # what is there already is not doubled, and no node feeds itself
        (["a.flow z.flow", "a.flow y.flow", "y.flow z.flow"], ["a.flow z.flow"]),
        (["a.x y.m", "y.m a.m"], []),
        (["y.m y.m", "y.m z.m"], []),
    ],
)
def test_dissolving_passes_wires_through(wires: list[str], left: list[str]) -> None:
    nodes = [Node(id=name, type="T") for name in "abyz"]
    document = make_document(*nodes, edges=[wire(*ends.split()) for ends in wires])
    dissolved = edits.dissolve_nodes(document, ["y"])
    assert dissolved.edges == tuple(wire(*ends.split()) for ends in left)


def test_parameter_is_set_and_reset() -> None:
    document = edits.set_parameter(CHAIN, "circle_1", "color", "#ff0000")
    assert document.node("circle_1").parameters == {"radius": 2, "color": "#ff0000"}
    document = edits.reset_parameter(document, "circle_1", "radius")
    assert document.node("circle_1").parameters == {"color": "#ff0000"}


def test_a_value_of_another_type_is_another_value() -> None:
    document = edits.set_parameter(CHAIN, "circle_1", "radius", 2.0)
    assert repr(document.node("circle_1").parameters["radius"]) == "2.0"


def test_node_is_labeled_muted_colored_and_moved() -> None:
    document = edits.set_label(CHAIN, "circle_1", "Sun")
    document = edits.set_muted(document, ["circle_1"], muted=True)
    document = edits.set_color(document, ["circle_1"], "#ffff00")
    document = edits.move_nodes(document, {"circle_1": (3, 4)})
    assert document.node("circle_1") == Node(
        id="circle_1",
        type="Circle",
        parameters={"radius": 2},
        label="Sun",
        muted=True,
        color="#ffff00",
        position=(3, 4),
    )


# Wires


def test_a_single_input_keeps_the_last_wire_only() -> None:
    new = wire("circle_1.mobject", "create_1.mobject")
    assert edits.connect(CHAIN, new).edges == (TO_SHIFT, new)
    assert edits.connect(CHAIN, wire("circle_1.mobject", "create_1.run_time")).edges[:2] == (
        TO_SHIFT,
        TO_CREATE,
    )


def test_a_single_input_that_has_two_wires_keeps_the_one_that_is_asked_for() -> None:
    both = [wire("circle_1.mobject", "create_1.mobject"), TO_CREATE]
    document = make_document(CIRCLE, SHIFT, CREATE, edges=both)
    assert edits.connect(document, TO_CREATE).edges == (TO_CREATE,)


@pytest.mark.parametrize(
    ("index", "order"), [(None, "abc"), (0, "cab"), (1, "acb"), (2, "abc"), (9, "abc")]
)
def test_an_input_of_many_takes_a_wire_at_its_place(index: int | None, order: str) -> None:
    [new] = into_group("c")
    document = edits.connect(grouped("a", "b"), new, many=True, index=index)
    assert document.edges == tuple(into_group(*order))


def test_a_wire_that_is_there_moves_to_its_place() -> None:
    [wire_c] = into_group("c")
    document = edits.connect(grouped("a", "b", "c"), wire_c, many=True, index=0)
    assert document.edges == tuple(into_group("c", "a", "b"))


def test_a_wire_that_is_there_keeps_what_the_file_said_of_it() -> None:
    known = TO_SHIFT.model_copy(update={"extras": {"since": 2}})
    document = make_document(CIRCLE, SHIFT, CREATE, edges=[TO_CREATE, known])
    moved = edits.connect(document, TO_SHIFT, many=True, index=0)
    assert moved.edges[1].extras == {"since": 2}


def test_wires_are_disconnected() -> None:
    assert edits.disconnect(CHAIN, [TO_SHIFT]).edges == (TO_CREATE,)


def test_wires_of_one_input_are_reordered_among_others() -> None:
    between = [*into_group("a"), wire("a.mobject", "b.mobject"), *into_group("b")]
    document = make_document(*grouped().nodes, edges=between)
    assert edits.reorder_edges(document, into_group("b", "a")).edges == (
        *into_group("b"),
        between[1],
        *into_group("a"),
    )


@pytest.mark.parametrize("order", ["a", "aab", "abc", "aa"])
def test_a_new_order_names_each_wire_once(order: str) -> None:
    with pytest.raises(EditError, match=r"each wire into group_1\.mobjects once"):
        edits.reorder_edges(grouped("a", "b"), into_group(*order))


# Frames and the whole document


def test_frames_are_added_changed_and_removed() -> None:
    document, first = edits.add_frame(CHAIN, title="Proof", size=(10, 20))
    document, second = edits.add_frame(document, text="note")
    document = edits.change_frame(document, first, color="#ff0000", position=(1, 2))
    assert document.frames == (
        Frame(id="frame_1", title="Proof", size=(10, 20), color="#ff0000", position=(1, 2)),
        Frame(id="frame_2", text="note"),
    )
    assert [frame.id for frame in edits.remove_frames(document, [first]).frames] == [second]


def test_a_frame_keeps_its_id() -> None:
    document = edits.add_frame(CHAIN)[0]
    assert edits.change_frame(document, "frame_1", id="other") is document


def test_project_is_renamed_and_set_up() -> None:
    document = edits.rename_document(edits.set_settings(CHAIN, seed=7), "Proof")
    assert document.name == "Proof"
    assert document.settings.seed == 7


# What holds for all


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: edits.remove_nodes(d, ["ghost"]),
        lambda d: edits.dissolve_nodes(d, ["ghost"]),
        lambda d: edits.set_parameter(d, "ghost", "x", 1),
        lambda d: edits.reset_parameter(d, "ghost", "x"),
        lambda d: edits.set_label(d, "ghost", "x"),
        lambda d: edits.move_nodes(d, {"ghost": (0, 0)}),
        lambda d: edits.set_muted(d, ["ghost"], muted=True),
        lambda d: edits.set_color(d, ["ghost"], None),
        lambda d: edits.connect(d, wire("ghost.a", "circle_1.b")),
        lambda d: edits.connect(d, wire("circle_1.a", "ghost.b")),
        lambda d: edits.change_frame(d, "ghost", title="x"),
        lambda d: edits.remove_frames(d, ["ghost"]),
    ],
)
def test_an_unknown_id_is_named(edit: Callable[[Document], object]) -> None:
    with pytest.raises(UnknownIdError, match=r'no (node|frame) "ghost"'):
        edit(CHAIN)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda d: edits.move_nodes(d, {"circle_1": (0, float("nan"))}),
            r"^circle_1: position\[1\] must be a finite number\.$",
        ),
        (
            lambda d: edits.set_parameter(d, "circle_1", "radius", float("inf")),
            r"^circle_1: parameters\.radius must be a finite number \(it is inf\)\.$",
        ),
        (lambda d: edits.set_label(d, "circle_1", "\ud83d"), "^circle_1: label holds half a char"),
        (lambda d: edits.add_node(d, ""), "^node_1: type must not be empty"),
        (lambda d: edits.add_frame(d, tilte="x"), "^frame_1: tilte does not exist"),
        (lambda d: edits.set_settings(d, frame_width=0), "^settings: frame_width must be greater"),
        (lambda d: edits.rename_document(d, ""), "^document: name must not be empty"),
        (lambda d: edits.disconnect(d, [wire("a.b", "c.d")]), r"no wire from a\.b to c\.d"),
    ],
)
def test_what_no_document_can_hold_is_refused(
    edit: Callable[[Document], object], message: str
) -> None:
    with pytest.raises(EditError, match=message):
        edit(CHAIN)


@pytest.mark.parametrize(
    "edit",
    [
        lambda d: edits.remove_nodes(d, []),
        lambda d: edits.dissolve_nodes(d, []),
        lambda d: edits.set_parameter(d, "circle_1", "radius", 2),
        lambda d: edits.reset_parameter(d, "circle_1", "color"),
        lambda d: edits.set_label(d, "circle_1", ""),
        lambda d: edits.move_nodes(d, {"shift_1": (100, 50)}),
        lambda d: edits.set_muted(d, ["circle_1"], muted=False),
        lambda d: edits.set_color(d, ["circle_1"], None),
        lambda d: edits.connect(d, TO_SHIFT),
        lambda d: edits.connect(d, TO_SHIFT, many=True),
        lambda d: edits.connect(d, TO_SHIFT, many=True, index=0),
        lambda d: edits.disconnect(d, []),
        lambda d: edits.reorder_edges(d, []),
        lambda d: edits.reorder_edges(d, [TO_SHIFT]),
        lambda d: edits.change_frame(d, "frame_1", title=""),
        lambda d: edits.remove_frames(d, []),
        lambda d: edits.rename_document(d, "Test"),
        lambda d: edits.set_settings(d, seed=0),
        lambda d: insert(d, Snippet())[0],
    ],
)
def test_an_edit_that_changes_nothing_gives_the_same_document(
    edit: Callable[[Document], Document],
) -> None:
    document = edits.add_frame(CHAIN)[0]
    assert edit(document) is document


def test_an_edit_shares_what_it_leaves_alone() -> None:
    document = edits.set_label(CHAIN, "circle_1", "Sun")
    assert document.node("shift_1") is SHIFT
    assert document.edges is CHAIN.edges
    assert document.settings is CHAIN.settings


@given(st.data(), documents())
def test_any_edit_leaves_the_old_document_alone_and_makes_a_valid_one(
    data: Any, document: Document
) -> None:
    before = repr(document)
    after = data.draw(edited(document))
    assert repr(document) == before
    assert Document.model_validate(after.model_dump()) == after
