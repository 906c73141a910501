"""The order of a scene: wires, what they imply, and then positions."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document.model import Document, Node
from manim_nodes.graph.build import build
from manim_nodes.graph.order import order
from manim_nodes.graph.validate import validate
from tests.support.library import TOYS, node, toy_document, toy_graph


def order_of(nodes: str | Sequence[object], wires: str = "") -> str:
    return " ".join(order(toy_graph(nodes, wires)))


def test_a_node_comes_after_what_feeds_it() -> None:
    assert order_of("draw_1 move_1 disc_1", "disc_1 > move_1.mobject; move_1 > draw_1.mobject") == (
        "disc_1 move_1 draw_1"
    )


def test_flow_orders_what_nothing_else_does() -> None:
    assert order_of("disc_1 disc_2", "disc_2.flow > disc_1.flow") == "disc_2 disc_1"


def test_what_wires_leave_open_goes_left_to_right_then_down_then_by_id() -> None:
    nodes: list[Node | str] = [
        node("disc_4", x=5),
        node("disc_3", x=1, y=2),
        node("disc_2", x=1, y=2),
        node("disc_1", x=1, y=3),
        node("disc_5", x=-2, y=9),
    ]
    assert order_of(nodes) == "disc_5 disc_2 disc_3 disc_1 disc_4"


def test_what_follows_an_animation_waits_for_the_node_that_plays_it() -> None:
    nodes: list[Node | str] = ["disc_1", "draw_1", node("move_1", x=1), node("together_1", x=9)]
    wires = (
        "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations; draw_1 > move_1.mobject"
    )
    assert order_of(nodes, wires) == "disc_1 draw_1 together_1 move_1"


def test_what_flows_from_an_animation_waits_for_the_node_that_plays_it() -> None:
    nodes: list[Node | str] = ["disc_1", "draw_1", node("pause_1", x=1), node("together_1", x=9)]
    wires = "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations; draw_1.flow > pause_1.flow"
    assert order_of(nodes, wires) == "disc_1 draw_1 together_1 pause_1"


def test_two_animations_of_one_player_need_not_wait_for_it() -> None:
    wires = (
        "disc_1 > draw_1.mobject; draw_1 > draw_2.mobject;"
        "draw_1.animation > together_1.animations; draw_2.animation > together_1.animations"
    )
    assert order_of("disc_1 draw_1 draw_2 together_1", wires) == "disc_1 draw_1 draw_2 together_1"


def test_what_uses_a_live_value_waits_for_what_is_folded_into_it() -> None:
    nodes: list[Node | str] = [
        node("disc_1", {"live": True}),
        node("draw_1", x=1),
        node("move_1", x=9),
    ]
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
    orders = {
        order_of(" ".join(some), "; ".join(others))
        for some in (nodes, nodes[::-1])
        for others in (wires, wires[::-1])
    }
    assert orders == {"disc_1 disc_2 draw_1 draw_2 together_1 together_2"}


def test_what_is_inside_a_loop_stays_together() -> None:
    nodes: list[Node | str] = [
        node("each_1"),
        node("disc_1", x=1),
        node("disc_2", x=2),
        node("move_1", x=3),
        node("gather_1", x=4),
        node("cluster_1", x=5),
    ]
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
    nodes = [
        *(node("words_1"), node("words_2"), node("each_1", x=1), node("disc_1", x=2)),
        *(node("morph_1", x=3), node("morph_2", x=4), node("move_1", x=5)),
    ]
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


@given(chains, st.lists(st.integers(0, 2), min_size=10, max_size=10), st.randoms())
def test_the_order_does_not_depend_on_how_the_file_lists_things(
    ends: list[tuple[int, int]], columns: list[int], random: object
) -> None:
    nodes: list[Node | str] = [node(f"disc_{i}", x=x) for i, x in enumerate(columns)]
    wires = [f"disc_{first}.flow > disc_{then}.flow" for first, then in ends]
    expected = order(toy_graph(nodes, ";".join(wires)))
    random.shuffle(nodes)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    random.shuffle(wires)  # type: ignore[attr-defined]
    assert order(toy_graph(nodes, ";".join(wires))) == expected
    assert all(expected.index(f"disc_{a}") < expected.index(f"disc_{b}") for a, b in ends)


@given(st.randoms())
def test_implied_orders_do_not_depend_on_how_the_file_lists_things(random: object) -> None:
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
    random.shuffle(nodes)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    random.shuffle(wires)  # type: ignore[attr-defined]
    assert order(toy_graph(nodes, ";".join(wires))) == expected


LONG = 10_000


def long_document(kind: str, **fields: Any) -> Document:
    nodes = [node("disc_0"), *(node(f"{kind}_{i}", x=i, **fields) for i in range(1, LONG))]
    wires = [f"disc_0.mobject > {kind}_1.mobject"]
    wires += [f"{kind}_{i}.mobject > {kind}_{i + 1}.mobject" for i in range(1, LONG - 1)]
    return toy_document([*nodes], ";".join(wires))


@pytest.mark.parametrize(
    ("kind", "fields"), [("move", {}), ("draw", {}), ("tint", {"muted": True})], ids=str
)
def test_ten_thousand_nodes_in_a_chain_are_built_judged_and_ordered(
    kind: str, fields: dict[str, Any]
) -> None:
    graph = build(long_document(kind, **fields), TOYS)
    assert validate(graph) == []
    assert len(order(graph)) == LONG
