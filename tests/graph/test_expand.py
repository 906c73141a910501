"""Groups are taken apart before anything else is asked of a graph."""

from typing import Any

import pytest

from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Group, Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.graph.expand import MAX_NODES
from manim_nodes.graph.order import order
from manim_nodes.graph.validate import validate
from tests.support.documents import wire
from tests.support.library import check_problems, node, toy_graph


def group(group_id: str, nodes: list[Node], wires: str = "") -> Group:
    ends = (part.split(" > ") for part in wires.split("; ") if part)
    return Group(id=group_id, nodes=tuple(nodes), edges=tuple(wire(*each) for each in ends))


def stand_in(node_id: str, group_id: str = "sun", **fields: Any) -> Node:
    return node(node_id, {"group": group_id}, type=GROUP, **fields)


IN = node("in", {"name": "size"}, type="GroupInput")
OUT = node("out", {"name": "star"}, type="GroupOutput", x=9)
SUN = group(
    "sun",
    [IN, node("disc_1", x=1), node("move_1", x=2), OUT],
    "in.value > disc_1.radius; disc_1.mobject > move_1.mobject; move_1.mobject > out.value",
)


def with_sun(nodes: list[Node | str], wires: str = "", *more: Group) -> Graph:
    return toy_graph(nodes, wires, groups=(SUN, *more))


def test_what_is_in_a_group_stands_in_the_graph_under_its_nodes_id() -> None:
    graph = with_sun([stand_in("group_1")])
    assert [each.id for each, _ in graph.active] == ["group_1/disc_1", "group_1/move_1"]
    check_problems(graph)


def test_wires_go_through_the_ports_of_a_group() -> None:
    nodes: list[Node | str] = ["amount_1", stand_in("group_1"), "draw_1"]
    wires = "amount_1.value > group_1.size; group_1.star > draw_1.mobject"
    graph = with_sun(nodes, wires)
    assert graph.sources["group_1/disc_1"]["radius"] == (Port("amount_1", "value"),)
    assert graph.sources["draw_1"]["mobject"] == (Port("group_1/move_1", "mobject"),)
    check_problems(graph)


@pytest.mark.parametrize(
    ("wires", "message"),
    [
        ("amount_1.value > group_1.width", "The group of 'group' has no input 'width'."),
        ("group_1.moon > draw_1.mobject", "The group of 'group' has no output 'moon'."),
    ],
)
def test_a_port_that_the_group_does_not_have_is_named(wires: str, message: str) -> None:
    nodes: list[Node | str] = ["amount_1", stand_in("group_1"), "draw_1"]
    messages = [problem.message for problem in validate(with_sun(nodes, wires))]
    assert message in messages


def test_an_input_that_nothing_feeds_leaves_the_parameter_as_it_is() -> None:
    assert with_sun([stand_in("group_1")]).sources["group_1/disc_1"]["radius"] == ()


def test_a_group_may_stand_twice() -> None:
    graph = with_sun([stand_in("group_1"), stand_in("group_2")])
    assert len(graph.active) == 4


def test_what_is_in_a_group_is_listed_where_its_node_is() -> None:
    graph = with_sun([node("disc_0", x=9), stand_in("group_1", x=4), node("disc_9", x=5)])
    active = {each.id for each, _ in graph.active}
    assert [each for each in order(graph) if each in active] == [
        *("disc_0", "group_1/disc_1", "group_1/move_1", "disc_9")
    ]


def test_a_muted_group_mutes_all_that_is_in_it() -> None:
    assert with_sun([stand_in("group_1", muted=True), "disc_1"]).active[0][0].id == "disc_1"


NIGHT = group(
    "night",
    [stand_in("group_1"), node("draw_1", x=5)],
    "group_1.star > draw_1.mobject",
)


def test_groups_may_stand_in_groups() -> None:
    graph = with_sun([stand_in("group_1", "night")], "", NIGHT)
    assert [each.id for each, _ in graph.active] == [
        *("group_1/group_1/disc_1", "group_1/group_1/move_1", "group_1/draw_1")
    ]
    check_problems(graph)


def test_flow_orders_all_that_is_in_a_group() -> None:
    nodes: list[Node | str] = [stand_in("group_1", "night"), node("pause_1", x=-9)]
    graph = with_sun(nodes, "group_1.flow > pause_1.flow", NIGHT)
    assert order(graph)[-1] == "pause_1"
    check_problems(graph)


def test_a_group_that_is_not_there_is_named() -> None:
    (problem,) = check_problems(with_sun([stand_in("group_1", "moon"), "disc_1"]), "unknown-group")
    assert problem.message == ("Node 'group_1' stands for a group that this project does not have.")


def test_a_group_that_stands_in_itself_is_named() -> None:
    ring = group("ring", [stand_in("group_1", "ring"), node("disc_1")])
    (problem,) = check_problems(
        with_sun([stand_in("group_1", "ring")], "", ring), "recursive-group"
    )
    assert problem.message == "The group of 'group' stands in itself."


def test_groups_that_multiply_without_end_are_refused() -> None:
    levels = [
        group(f"g{i}", [stand_in("a", f"g{i + 1}"), stand_in("b", f"g{i + 1}")]) for i in range(40)
    ]
    graph = toy_graph([stand_in("group_1", "g0")], groups=(*levels, group("g40", [node("disc_1")])))
    assert len(graph.document.nodes) < MAX_NODES + 100
    assert [problem.code for problem in validate(graph)] == ["too-large-group"]


def test_groups_nested_a_thousand_deep_are_refused() -> None:
    levels = [group(f"g{i}", [stand_in("a", f"g{i + 1}")]) for i in range(1000)]
    graph = toy_graph([stand_in("group_1", "g0"), "disc_1"], groups=tuple(levels))
    check_problems(graph, "too-large-group")


def test_flow_between_large_groups_is_refused() -> None:
    large = group("large", [node(f"disc_{i}") for i in range(2000)])
    nodes: list[Node | str] = [stand_in("group_1", "large"), stand_in("group_2", "large")]
    graph = toy_graph(nodes, "group_1.flow > group_2.flow", groups=(large,))
    check_problems(graph, "too-large-group")


def test_a_loop_leads_through_ports_to_the_flow_of_nodes() -> None:
    inner = group(
        "inner",
        [IN, node("disc_1"), node("draw_1")],
        "in.value > draw_1.flow; disc_1.mobject > draw_1.mobject",
    )
    outer = group("outer", [IN, stand_in("group_1", "inner")], "in.value > group_1.size")
    begins = group("begins", [node("each_1"), OUT], "each_1.loop > out.value")
    nodes: list[Node | str] = [stand_in("a", "begins"), stand_in("b", "outer", x=1)]
    graph = toy_graph(nodes, "a.star > b.size", groups=(inner, outer, begins))
    check_problems(graph)
    assert wire("a/each_1.loop", "b/group_1/draw_1.flow") in graph.document.edges


def test_ports_that_feed_one_another_in_a_circle_lead_nowhere() -> None:
    ring = group(
        "ring",
        [IN, node("in_2", type="GroupInput"), node("disc_1")],
        "in.value > in_2.value; in_2.value > in.value; in.value > disc_1.flow",
    )
    graph = toy_graph([stand_in("group_1", "ring")], groups=(ring,))
    assert len(graph.document.edges) == 2
