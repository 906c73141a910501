"""The order of a scene: wires, what they imply, and then the list of nodes."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import build
from manim_nodes.graph.order import order, run_order
from manim_nodes.graph.validate import validate
from tests.support.documents import make_document, wire
from tests.support.library import TOYS, node, toy_document, toy_graph
from tests.support.sources import built_in_library


def order_of(nodes: str | Sequence[object], wires: str = "") -> str:
    return " ".join(order(toy_graph(nodes, wires)))


def test_a_node_comes_after_what_feeds_it() -> None:
    assert order_of("draw_1 move_1 disc_1", "disc_1 > move_1.mobject; move_1 > draw_1.mobject") == (
        "disc_1 move_1 draw_1"
    )


def test_flow_orders_what_nothing_else_does() -> None:
    assert order_of("disc_1 disc_2", "disc_2.flow > disc_1.flow") == "disc_2 disc_1"


def test_what_wires_leave_open_goes_as_listed() -> None:
    nodes: list[Node | str] = [node("pause_2", x=5), node("dial_1", x=1), node("pause_1", x=-1)]
    assert order_of(nodes) == "pause_2 dial_1 pause_1"


def test_values_are_made_where_they_are_first_needed() -> None:
    nodes = "disc_1 disc_2 move_2 draw_2 draw_1"
    wires = "disc_1 > draw_1.mobject; disc_2 > move_2.mobject; move_2 > draw_2.mobject"
    assert order_of(nodes, wires) == "disc_2 move_2 draw_2 disc_1 draw_1"


def test_a_step_that_depends_on_a_later_one_runs_right_behind_it() -> None:
    nodes = "disc_1 flash_1 pause_1 draw_1 pause_2"
    wires = "disc_1 > draw_1.mobject; draw_1 > flash_1.mobject"
    assert order_of(nodes, wires) == "pause_1 disc_1 draw_1 flash_1 pause_2"


MADE_OR_DONE = [
    # a change on the way to its only use belongs to the making of the thing
    ("pause_1 disc_1 move_1 draw_1", "disc_1 > move_1.mobject; move_1 > draw_1.mobject", "draw_1"),
    # a change after an entrance, or beside another use, is a step where it is listed
    ("disc_1 draw_1 pause_1 move_1", "disc_1 > draw_1.mobject; draw_1 > move_1.mobject", "move_1"),
    ("disc_1 draw_1 pause_1 move_1", "disc_1 > draw_1.mobject; disc_1 > move_1.mobject", "move_1"),
    ("disc_1 move_1 pause_1 draw_1", "disc_1 > draw_1.mobject; disc_1 > move_1.mobject", "move_1"),
    # unless the other use is later, or only looks at it
    (
        "disc_1 move_1 draw_1 pause_1 flash_1",
        "disc_1 > move_1.mobject; disc_1 > draw_1.mobject; move_1 > flash_1.mobject",
        "draw_1",
    ),
    (
        "disc_1 disc_2 pause_1 draw_2 move_1 draw_1",
        "disc_1.mobject > disc_2.center; disc_2 > draw_2.mobject; disc_1 > move_1.mobject;"
        "move_1 > draw_1.mobject",
        "draw_1",
    ),
    # flow says that it is a step
    (
        "disc_1 pause_1 move_1 draw_1",
        "disc_1 > move_1.mobject; move_1 > draw_1.mobject; pause_1.flow > move_1.flow",
        "move_1",
    ),
]


@pytest.mark.parametrize(("nodes", "wires", "first"), MADE_OR_DONE)
def test_a_plain_change_is_part_of_the_making_or_a_step(nodes: str, wires: str, first: str) -> None:
    graph = toy_graph(nodes, wires)
    steps = run_order(graph)
    assert ("move_1" in steps) == (first == "move_1")
    assert steps == [each for each in nodes.split() if each in steps]


def test_a_change_runs_before_what_only_needs_the_thing_itself() -> None:
    nodes = "disc_1 move_1 draw_1 pause_1 flash_1"
    wires = "disc_1 > move_1.mobject; disc_1 > draw_1.mobject; move_1 > flash_1.mobject"
    assert order_of(nodes, wires) == nodes


def test_a_loop_with_a_step_is_a_step_and_one_without_is_made_where_it_is_needed() -> None:
    nodes = "each_1 disc_1 draw_1 pause_1 each_2 disc_2 gather_2 cluster_2 draw_2"
    wires = (
        "each_1.index > disc_1.radius; disc_1 > draw_1.mobject; each_2.index > disc_2.radius;"
        "each_2.loop > gather_2.loop; disc_2.mobject > gather_2.value;"
        "gather_2.list > cluster_2.mobjects; cluster_2 > draw_2.mobject"
    )
    listed = nodes.split()
    swapped = " ".join([*listed[4:8], *listed[:4], listed[8]])
    assert order_of(swapped, wires) == nodes
    assert run_order(toy_graph(swapped, wires)) == ["each_1", "draw_1", "pause_1", "draw_2"]


def test_what_follows_an_animation_waits_for_the_node_that_plays_it() -> None:
    nodes = "disc_1 draw_1 move_1 together_1"
    wires = (
        "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations; draw_1 > move_1.mobject"
    )
    assert order_of(nodes, wires) == "disc_1 draw_1 together_1 move_1"


def test_what_flows_from_an_animation_waits_for_the_node_that_plays_it() -> None:
    nodes = "disc_1 draw_1 pause_1 together_1"
    wires = "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations; draw_1.flow > pause_1.flow"
    assert order_of(nodes, wires) == "disc_1 draw_1 together_1 pause_1"


def test_two_animations_of_one_player_need_not_wait_for_it() -> None:
    wires = (
        "disc_1 > draw_1.mobject; draw_1 > draw_2.mobject;"
        "draw_1.animation > together_1.animations; draw_2.animation > together_1.animations"
    )
    assert order_of("disc_1 draw_1 draw_2 together_1", wires) == "disc_1 draw_1 draw_2 together_1"


def test_what_uses_a_live_value_waits_for_what_is_folded_into_it() -> None:
    nodes: list[Node | str] = [node("disc_1", {"live": True}), "draw_1", "move_1"]
    wires = "disc_1 > draw_1.mobject; disc_1 > move_1.mobject"
    assert order_of(nodes, wires) == "disc_1 move_1 draw_1"


def test_wires_win_over_what_they_imply() -> None:
    nodes = "disc_1 draw_1 move_1 together_1"
    wires = (
        "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations; draw_1 > move_1.mobject;"
        "move_1.flow > together_1.flow"
    )
    assert order_of(nodes, wires) == "disc_1 draw_1 move_1 together_1"


def test_implied_orders_that_contradict_each_other_give_the_same_order_always() -> None:
    nodes = ["disc_1", "disc_2", "draw_1", "draw_2", "together_1", "together_2"]
    wires = [
        *("disc_1 > draw_1.mobject", "disc_2 > draw_2.mobject"),
        *("draw_1.animation > together_1.animations", "draw_2.animation > together_2.animations"),
        *("draw_1.flow > together_2.flow", "draw_2.flow > together_1.flow"),
    ]
    orders = {order_of(" ".join(nodes), "; ".join(others)) for others in (wires, wires[::-1])}
    assert orders == {"disc_1 disc_2 draw_1 draw_2 together_1 together_2"}


def test_what_is_inside_a_loop_stays_together() -> None:
    nodes = "each_1 disc_1 disc_2 move_1 gather_1 cluster_1"
    wires = (
        "disc_1 > move_1.mobject; each_1.index > disc_1.radius; each_1.loop > gather_1.loop;"
        "move_1.mobject > gather_1.value; gather_1.list > cluster_1.mobjects"
    )
    assert order_of(nodes, wires) == "each_1 disc_1 move_1 gather_1 disc_2 cluster_1"


@pytest.mark.parametrize("between", [node("via_1"), node("move_1", muted=True)])
def test_what_only_passes_a_wire_on_does_not_break_a_loop(between: Node) -> None:
    name = "value" if between.id == "via_1" else "mobject"
    nodes: list[Node | str] = [*("each_1", "disc_1", "move_2", "gather_1"), between]
    wires = (
        f"each_1.index > disc_1.radius; disc_1.mobject > {between.id}.{name};"
        f"{between.id}.{name} > move_2.mobject; each_1.loop > gather_1.loop;"
        "move_2.mobject > gather_1.value"
    )
    assert order_of(nodes, wires) == f"each_1 disc_1 {between.id} move_2 gather_1"


def test_what_is_made_for_a_loop_alone_is_made_inside_it() -> None:
    nodes = "words_1 words_2 each_1 disc_1 morph_1 morph_2 move_1"
    wires = (
        "each_1.index > disc_1.radius; disc_1 > morph_1.mobject; words_1.mobject > morph_1.target;"
        "words_2 > morph_2.mobject; disc_1.mobject > morph_2.target; words_2 > move_1.mobject"
    )
    assert order_of(nodes, wires).split() == [
        *("words_2", "each_1"),
        *("words_1", "disc_1", "morph_1", "morph_2"),
        "move_1",
    ]


chains = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9))
    .map(lambda ends: tuple(sorted(ends)))
    .filter(lambda ends: ends[0] < ends[1]),
    max_size=12,
)


@given(chains, st.data())
def test_where_nodes_stand_changes_nothing(
    ends: list[tuple[int, int]], draw: st.DataObject
) -> None:
    kinds = draw.draw(
        st.lists(st.sampled_from(["disc", "pause", "move"]), min_size=10, max_size=10)
    )
    places = st.lists(st.floats(-9, 9), min_size=10, max_size=10)
    ids = [f"{kind}_{number}" for number, kind in enumerate(kinds)]
    wires = ";".join(f"{ids[first]}.flow > {ids[then]}.flow" for first, then in ends)
    nodes = [node(each, x=x) for each, x in zip(ids, draw.draw(places), strict=True)]
    found = order(toy_graph(nodes, wires))
    assert found == order(toy_graph(" ".join(ids), wires))
    assert all(found.index(ids[first]) < found.index(ids[then]) for first, then in ends)


@given(chains, st.permutations(range(10)))
def test_steps_run_as_listed_within_what_wires_require(
    ends: list[tuple[int, int]], listed: list[int]
) -> None:
    nodes = " ".join(f"pause_{number}" for number in listed)
    wires = ";".join(f"pause_{first}.flow > pause_{then}.flow" for first, then in ends)
    found = [int(each.rpartition("_")[2]) for each in run_order(toy_graph(nodes, wires))]
    for place, number in enumerate(found):
        ready = [
            each
            for each in found[place:]
            if not any(then == each and first in found[place:] for first, then in ends)
        ]
        assert number == min(ready, key=listed.index)


@given(st.randoms())
def test_implied_orders_do_not_depend_on_how_the_file_lists_wires(random: object) -> None:
    nodes: list[Node | str] = [
        "disc_1",
        node("disc_2", {"live": True}),
        "move_1",
        "move_2",
        "draw_1",
    ]
    nodes += ["draw_2", "together_1", "together_2", "tint_1"]
    wires = [
        *("disc_1 > draw_1.mobject", "draw_1 > move_1.mobject", "disc_2 > move_2.mobject"),
        *("disc_2 > draw_2.mobject", "draw_2 > tint_1.mobject"),
        *("draw_1.animation > together_1.animations", "draw_2.animation > together_2.animations"),
    ]
    expected = order(toy_graph(nodes, ";".join(wires)))
    random.shuffle(wires)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert order(toy_graph(nodes, ";".join(wires))) == expected


LONG = 10_000


def long_document(kind: str, **fields: Any) -> Document:
    nodes = [node("disc_0"), *(node(f"{kind}_{i}", x=i, **fields) for i in range(1, LONG))]
    wires = [f"disc_0.mobject > {kind}_1.mobject"]
    wires += [f"{kind}_{i}.mobject > {kind}_{i + 1}.mobject" for i in range(1, LONG - 1)]
    return toy_document([*nodes], ";".join(wires))


@pytest.mark.parametrize(
    ("kind", "fields", "codes"),
    [("move", {}, []), ("draw", {}, ["on-screen-already"]), ("tint", {"muted": True}, [])],
    ids=str,
)
def test_ten_thousand_nodes_in_a_chain_are_built_judged_and_ordered(
    kind: str, fields: dict[str, Any], codes: list[str]
) -> None:
    graph = build(long_document(kind, **fields), TOYS)
    assert sorted({problem.code for problem in validate(graph)}) == codes
    assert len(order(graph)) == LONG


def test_loops_of_which_each_is_inside_the_other_are_no_order_and_no_endless_work() -> None:
    types = ["ForEach", "ForEach", *["SetColorByGradient"] * 2, "Shift", "Create"]
    nodes = [Node(id=f"node_{i}", type=kind) for i, kind in enumerate(types)]
    wires = [
        wire("node_0.item", "node_2.mobject"),
        wire("node_2.mobject", "node_3.mobject"),
        wire("node_2.mobject", "node_5.mobject"),
        wire("node_1.loop", "node_2.animated"),
    ]
    graph = build(make_document(*nodes, edges=wires), built_in_library()[0])
    assert validate(graph)
