"""The graph: who feeds whom, what is passed on, and what is played by whom."""

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Port
from tests.support.library import node, toy_graph


def feeds(wires: str, nodes: str, port: str) -> list[str]:
    """Return the outputs that feed ``port``."""
    node_id, name = port.split(".")
    graph = toy_graph(nodes, wires)
    return [f"{each.node_id}.{each.name}" for each in graph.sources[node_id].get(name, ())]


def test_sources_are_in_the_order_of_the_wires() -> None:
    wires = "disc_2.mobject > cluster_1.mobjects; disc_1.mobject > cluster_1.mobjects"
    assert feeds(wires, "disc_1 disc_2 cluster_1", "cluster_1.mobjects") == [
        "disc_2.mobject",
        "disc_1.mobject",
    ]


@pytest.mark.parametrize(
    "wire",
    [
        "disc_9.mobject > move_1.mobject",
        "disc_1.mobject > move_9.mobject",
        "disc_1.moject > move_1.mobject",
        "disc_1.mobject > move_1.moject",
        "disc_1.flow > move_1.mobject",
        "disc_1.mobject > move_1.flow",
    ],
)
def test_a_wire_that_leads_nowhere_is_left_out(wire: str) -> None:
    graph = toy_graph("disc_1 move_1", wire)
    assert graph.wiring.number_of_edges() == 0
    assert graph.consumers == {}


def test_flow_orders_but_feeds_nothing() -> None:
    graph = toy_graph("disc_1 move_1", "disc_1.flow > move_1.flow")
    assert list(graph.wiring.edges()) == [("disc_1", "move_1")]
    assert graph.consumers == {}


def test_an_unknown_node_orders_but_feeds_nothing() -> None:
    graph = toy_graph("what_1 move_1", "what_1.thing > move_1.mobject")
    assert graph.wiring.has_edge("what_1", "move_1")
    assert graph.sources["move_1"] == {}


def test_a_parameter_can_be_fed() -> None:
    graph = toy_graph("amount_1 disc_1", "amount_1.value > disc_1.radius")
    assert graph.sources["disc_1"]["radius"] == (Port("amount_1", "value"),)


def test_a_muted_node_is_passed_through() -> None:
    nodes = [node("disc_1"), node("move_1", muted=True), node("move_2", muted=True), node("draw_1")]
    wires = "disc_1 > move_1.mobject; move_1 > move_2.mobject; move_2 > draw_1.mobject"
    graph = toy_graph(nodes, wires)
    assert graph.sources["draw_1"]["mobject"] == (Port("disc_1", "mobject"),)
    assert [each.id for each, _ in graph.active] == ["disc_1", "draw_1"]


def test_a_muted_node_gives_its_own_outputs_to_nobody() -> None:
    nodes = [node("disc_1"), node("draw_1", muted=True), node("together_1")]
    wires = "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations"
    assert toy_graph(nodes, wires).sources["together_1"]["animations"] == ()


def test_a_muted_transform_passes_its_target_on() -> None:
    nodes = [node("disc_1"), node("disc_2"), node("morph_1", muted=True), node("move_1")]
    wires = "disc_1 > morph_1.mobject; disc_2.mobject > morph_1.target; morph_1 > move_1.mobject"
    assert toy_graph(nodes, wires).sources["move_1"]["mobject"] == (Port("disc_2", "mobject"),)


def test_a_muted_value_gives_nothing() -> None:
    graph = toy_graph([node("disc_1", muted=True), node("move_1")], "disc_1 > move_1.mobject")
    assert graph.sources["move_1"]["mobject"] == ()


def test_a_reroute_is_passed_through() -> None:
    wires = "disc_1.mobject > via_1.value; via_1.value > via_2.value; via_2.value > move_1.mobject"
    graph = toy_graph("disc_1 via_1 via_2 move_1", wires)
    assert graph.sources["move_1"]["mobject"] == (Port("disc_1", "mobject"),)
    assert graph.consumers[Port("disc_1", "mobject")] == (Port("move_1", "mobject"),)


def test_a_reroute_with_nothing_behind_it_gives_nothing() -> None:
    graph = toy_graph("via_1 move_1", "via_1.value > move_1.mobject")
    assert graph.sources["move_1"]["mobject"] == ()


def test_a_circle_of_reroutes_gives_nothing() -> None:
    wires = "via_1.value > via_2.value; via_2.value > via_1.value; via_1.value > move_1.mobject"
    assert toy_graph("via_1 via_2 move_1", wires).sources["move_1"]["mobject"] == ()


@pytest.mark.parametrize(
    ("nodes", "wires", "output", "known"),
    [
        ("disc_1", "", "disc_1.mobject", "Circle"),
        ("what_1", "", "what_1.thing", "Any"),
        ("disc_1", "", "disc_1.thing", "Any"),
        ("disc_1 move_1", "disc_1 > move_1.mobject", "move_1.mobject", "Circle"),
        ("move_1", "", "move_1.mobject", "Mobject"),
        ("each_1", "", "each_1.item", "Any"),
        ("disc_1 gather_1", "disc_1.mobject > gather_1.value", "gather_1.list", "List[Circle]"),
        (
            "disc_1 gather_1 each_1",
            "disc_1.mobject > gather_1.value; gather_1.list > each_1.list",
            "each_1.item",
            "Circle",
        ),
    ],
)
def test_the_type_of_an_output_is_followed_back(
    nodes: str, wires: str, output: str, known: str
) -> None:
    graph = toy_graph(nodes, wires)
    assert graph.output_type(Port(*output.split("."))) == known
    assert graph.output_type(Port(*output.split("."))) == known, "the remembered answer"


def test_a_circle_of_wires_has_no_type_and_an_origin_somewhere() -> None:
    graph = toy_graph("move_1 move_2", "move_1 > move_2.mobject; move_2 > move_1.mobject")
    assert graph.output_type(Port("move_1", "mobject")) == "Any"
    assert graph.origin(Port("move_1", "mobject")).node_id in ("move_1", "move_2")


def test_the_origin_is_where_the_thing_was_made() -> None:
    nodes = "disc_1 disc_2 move_1 morph_1 draw_1"
    wires = (
        "disc_1 > move_1.mobject; move_1 > morph_1.mobject; disc_2.mobject > morph_1.target;"
        "morph_1 > draw_1.mobject"
    )
    graph = toy_graph(nodes, wires)
    assert graph.origin(Port("move_1", "mobject")) == Port("disc_1", "mobject")
    assert graph.origin(Port("draw_1", "mobject")) == Port("disc_2", "mobject")
    assert graph.origin(Port("morph_1", "animation")) == Port("morph_1", "animation")


def test_the_outermost_compose_node_plays() -> None:
    wires = "draw_1.animation > together_1.animations; together_1.animation > inturn_1.animations"
    graph = toy_graph(["draw_1", "together_1", node("inturn_1", type="InTurn")], wires)
    assert graph.player("draw_1") == "inturn_1"
    assert graph.player("inturn_1") == "inturn_1"


def test_a_circle_of_animations_has_some_player() -> None:
    wires = (
        "together_1.animation > together_2.animations; together_2.animation > together_1.animations"
    )
    graph = toy_graph("together_1 together_2", wires)
    assert graph.player("together_1") in ("together_1", "together_2")


def test_a_parameter_is_the_nodes_own_or_the_default() -> None:
    graph = toy_graph([node("disc_1", {"radius": 2, "strange": 3})])
    (disc, disc_type), *_ = graph.active
    values = [
        graph.parameter(disc, disc_type, name) for name in ("radius", "opacity", "strange", "x")
    ]
    assert values == [2, 0.0, 3, None]


def folded(nodes: list[Node | str], wires: str) -> tuple[str, ...]:
    return toy_graph(nodes, wires).folded("disc_1")


LIVE = node("disc_1", {"live": True})
CHAIN = "disc_1 > move_1.mobject; move_1 > tint_1.mobject"


@pytest.mark.parametrize(
    ("nodes", "wires", "modifiers"),
    [
        ([LIVE, "move_1", "tint_1"], CHAIN, ("move_1", "tint_1")),
        ([node("disc_1"), "move_1", "tint_1"], CHAIN, ()),
        ([LIVE, node("move_1", {"animated": True}), "tint_1"], CHAIN, ()),
        ([LIVE, node("move_1", {"live": True}), "tint_1"], CHAIN, ()),
        ([LIVE, "move_1", node("tint_1", {"animated": True})], CHAIN, ("move_1",)),
        (
            [LIVE, "move_1", "tint_1", "draw_1"],
            f"{CHAIN}; tint_1 > draw_1.mobject",
            ("move_1", "tint_1"),
        ),
        ([LIVE, "move_1", "move_2"], "disc_1 > move_1.mobject; disc_1 > move_2.mobject", ()),
        ([LIVE, "front_1"], "disc_1 > front_1.mobject", ()),
    ],
)
def test_what_is_done_to_a_live_value_is_folded_into_it(
    nodes: list[Node | str], wires: str, modifiers: tuple[str, ...]
) -> None:
    assert folded(nodes, wires) == modifiers


def test_every_folded_modifier_is_known() -> None:
    graph = toy_graph([LIVE, "move_1", "tint_1"], CHAIN)
    assert graph.all_folded == {"move_1", "tint_1"}


def test_a_modifier_is_animated_if_it_says_so_or_feeds_an_animation() -> None:
    nodes: list[Node | str] = [node("move_1", {"animated": True}), "move_2", "move_3", "together_1"]
    graph = toy_graph(nodes, "move_2.animation > together_1.animations")
    animated = [each.id for each, known in graph.active if graph.is_animated(each, known)]
    assert animated == ["move_1", "move_2"]
