"""What is inside a loop, and what can be wrong with loops."""

import pytest

from manim_nodes.graph.loops import find_loops
from tests.support.library import check_problems, node, toy_graph


def inside(nodes: str, wires: str, loop: str = "each_1") -> str:
    graph = toy_graph(nodes, wires)
    return " ".join(sorted(find_loops(graph)[loop].inside))


def test_what_depends_on_the_item_is_inside_until_it_is_gathered() -> None:
    wires = (
        "each_1.item > disc_1.radius; disc_1 > draw_1.mobject; each_1.loop > gather_1.loop;"
        "draw_1.mobject > gather_1.value; gather_1.list > cluster_1.mobjects"
    )
    found = inside("each_1 disc_1 draw_1 gather_1 cluster_1", wires)
    assert found == "disc_1 draw_1 gather_1"


def test_what_the_loop_is_wired_to_is_inside_and_what_it_acts_on_is_not() -> None:
    wires = (
        "disc_1 > draw_1.mobject; draw_1 > flash_1.mobject; each_1.loop > flash_1.flow;"
        "flash_1 > move_1.mobject"
    )
    assert inside("each_1 disc_1 draw_1 flash_1 move_1", wires) == "flash_1"


def test_what_depends_on_what_each_round_makes_is_inside() -> None:
    wires = "each_1.loop > disc_1.flow; disc_1 > draw_1.mobject; draw_1 > move_1.mobject"
    assert inside("each_1 disc_1 draw_1 move_1", wires) == "disc_1 draw_1 move_1"


def test_what_flows_from_the_inside_is_after_the_loop() -> None:
    wires = "each_1.loop > pause_1.flow; pause_1.flow > pause_2.flow"
    assert inside("each_1 pause_1 pause_2", wires) == "pause_1"


NESTED = "each_1.loop > each_2.flow; each_2.loop > pause_1.flow;"


@pytest.mark.parametrize("source", ["pause_1", "each_2"])
def test_what_flows_from_an_inner_loop_stays_in_the_outer(source: str) -> None:
    wires = f"{NESTED} {source}.flow > pause_2.flow; pause_2.flow > pause_3.flow"
    nodes = "each_1 each_2 pause_1 pause_2 pause_3"
    assert inside(nodes, wires) == "each_2 pause_1 pause_2"
    assert inside(nodes, wires, "each_2") == "pause_1"


def test_a_step_after_a_condition_in_a_loop_stays_in_the_loop() -> None:
    wires = "each_1.loop > when_1.flow; when_1.then > pause_1.flow; pause_1.flow > pause_2.flow"
    assert inside("each_1 when_1 pause_1 pause_2", wires) == "pause_1 pause_2 when_1"


def test_what_flows_from_the_innermost_of_three_loops_stays_in_the_one_around_it() -> None:
    wires = f"{NESTED} each_2.loop > each_3.flow; each_3.loop > pause_2.flow; pause_2.flow > pause_3.flow"
    nodes = "each_1 each_2 each_3 pause_1 pause_2 pause_3"
    assert "pause_3" in inside(nodes, wires, "each_2")
    assert "pause_3" in inside(nodes, wires, "each_1")
    assert inside(nodes, wires, "each_3") == "pause_2"


@pytest.mark.parametrize(
    "also",
    ["each_1.flow > pause_2.flow", "pause_3.flow > pause_2.flow; each_1.loop > pause_3.flow"],
)
def test_what_also_comes_after_the_outer_loop_is_after_both(also: str) -> None:
    wires = f"{NESTED} pause_1.flow > pause_2.flow; {also}"
    assert "pause_2" not in inside("each_1 each_2 pause_1 pause_2 pause_3", wires).split()


def test_what_comes_after_two_loops_whose_items_meet_is_after_both() -> None:
    wires = "each_1.item > disc_1.radius; each_2.item > move_1.by; disc_1 > move_1.mobject;"
    wires += "move_1.flow > pause_1.flow"
    assert inside("each_1 each_2 disc_1 move_1 pause_1", wires) == "disc_1 each_2 move_1"


def test_what_takes_what_the_outer_loop_gathered_is_after_both() -> None:
    wires = f"""{NESTED} each_1.item > disc_1.radius; each_1.loop > gather_1.loop;
        disc_1.mobject > gather_1.value; gather_1.list > cluster_1.mobjects;
        cluster_1.mobject > draw_1.mobject; pause_1.flow > draw_1.flow"""
    found = inside("each_1 each_2 pause_1 disc_1 gather_1 cluster_1 draw_1", wires)
    assert found == "disc_1 each_2 gather_1 pause_1"


def test_what_a_step_after_an_inner_loop_makes_is_inside_too() -> None:
    wires = f"{NESTED} pause_1.flow > disc_1.flow; disc_1.mobject > draw_1.mobject"
    found = inside("each_1 each_2 pause_1 disc_1 draw_1", wires)
    assert found == "disc_1 draw_1 each_2 pause_1"


def test_a_loop_after_an_inner_one_is_inside_with_all_that_it_repeats() -> None:
    wires = f"{NESTED} pause_1.flow > each_3.flow; each_3.loop > pause_2.flow"
    assert inside("each_1 each_2 pause_1 each_3 pause_2", wires) == "each_2 each_3 pause_1 pause_2"


def test_what_flows_into_the_loop_is_before_it() -> None:
    wires = "disc_1 > draw_1.mobject; draw_1 > move_1.mobject; each_1.item > amount_1.amount;"
    wires += "amount_1.value > disc_2.radius; disc_2.mobject > move_1.by"
    nodes = "each_1 disc_1 draw_1 move_1 amount_1 disc_2"
    assert inside(nodes, wires) == "amount_1 disc_1 disc_2 draw_1 move_1"
    wires += "; draw_1.flow > each_1.flow"
    assert inside(nodes, wires) == "amount_1 disc_2 move_1"


@pytest.mark.parametrize("tie", ["each_1.loop > each_2.flow", "each_1.index > each_2.count"])
def test_a_loop_inside_another_brings_its_own_inside_along(tie: str) -> None:
    wires = f"{tie}; each_2.loop > pause_1.flow; each_2.item > move_1.by; disc_1 > move_1.mobject"
    found = inside("each_1 each_2 pause_1 disc_1 move_1", wires)
    assert found == "disc_1 each_2 move_1 pause_1"


def test_the_later_of_two_loops_whose_items_meet_is_inside() -> None:
    wires = "each_1.item > disc_1.radius; each_2.item > move_1.by; disc_1 > move_1.mobject;"
    wires += "each_2.item > disc_2.radius"
    nodes = [
        node("each_1"),
        *(node(name, x=1) for name in ["each_2", "disc_1", "disc_2", "move_1"]),
    ]
    loops = find_loops(toy_graph(nodes, wires))

    assert sorted(loops["each_1"].inside) == ["disc_1", "disc_2", "each_2", "move_1"]
    assert sorted(loops["each_2"].inside) == ["disc_2", "move_1"]


def test_loops_that_share_a_part_are_refused() -> None:
    graph = toy_graph(
        "each_1 each_2 pause_1", "each_1.loop > pause_1.flow; each_2.loop > pause_1.flow"
    )
    (problem,) = check_problems(graph, "crossing-loops")
    assert problem.message == (
        "'Pause' is in the loops 'Each (1 of 2 from the left)' and 'Each (2 of 2 from the left)', "
        "and neither loop is inside the other."
    )


def test_a_loop_that_must_wait_in_its_middle_is_refused() -> None:
    wires = (
        "each_1.loop > pause_1.flow; pause_1.flow > pause_2.flow;"
        "pause_2.flow > pause_3.flow; each_1.loop > pause_3.flow"
    )
    (problem,) = check_problems(
        toy_graph("each_1 pause_1 pause_2 pause_3", wires), "interrupted-loop"
    )
    assert problem.node_id == "pause_2"
    assert problem.message.startswith(
        "'Pause (2 of 3 from the left)' comes after the loop 'Each', but 'Pause (3 of 3 from the left)',"
    )


def test_a_reroute_in_the_middle_of_a_loop_is_no_interruption() -> None:
    wires = (
        "each_1.item > disc_1.radius; disc_1.mobject > via_1.value; via_1.value > move_1.mobject"
    )
    check_problems(toy_graph("each_1 disc_1 via_1 move_1", wires))


def test_a_loop_leads_to_flow_and_nothing_else_does() -> None:
    check_problems(toy_graph("each_1 pause_1", "each_1.loop > pause_1.flow"))
    graph = toy_graph("each_1 pause_1", "each_1.index > pause_1.flow")
    check_problems(graph, "incompatible-types")


@pytest.mark.parametrize(
    ("things", "item"), [("words_1", "VMobject"), ("picture_1", "Mobject"), ("dial_1", "Mobject")]
)
def test_the_items_of_a_mobject_are_its_parts(things: str, item: str) -> None:
    graph = toy_graph(
        f"{things} each_1 flash_1", f"{things}.mobject > each_1.list; each_1.item > flash_1.mobject"
    )
    (source,) = graph.sources["flash_1"]["mobject"]
    assert graph.output_type(source) == item
