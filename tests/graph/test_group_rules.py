"""What can be wrong with the ports of groups, and what values do at a group's node."""

from typing import Any

import pytest

from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Group, Node
from manim_nodes.graph.build import Graph
from tests.support.library import check_problems, check_source, node, toy_document, toy_graph


def with_group(
    values: dict[str, Any], wires: str = "", *, stated: object = "Any", side: str = "Input"
) -> Graph:
    """Make a graph of a group with an input ``size``, or an output, of the stated type."""
    port = node("port", {"name": "size", "type": stated}, type=f"Group{side}", x=-1)
    inner = "port.value > disc_1.radius" if side == "Input" else "disc_1.mobject > port.value"
    inside = toy_document([port, "disc_1"], inner)
    group = Group(id="sun", nodes=inside.nodes, edges=inside.edges)
    nodes: list[Node] = [node("group_1", {"group": "sun", **values}, type=GROUP)]
    nodes += [node(each, x=-9) for each in ("paint_1", "amount_1") if each in wires]
    return toy_graph(nodes, wires, groups=[group])


def test_a_port_takes_what_its_type_takes() -> None:
    check_problems(with_group({}, "amount_1.value > group_1.size", stated="Number"))
    (problem,) = check_problems(
        with_group({}, "amount_1.value > group_1.size", stated="Color"), "incompatible-types"
    )
    assert problem.message == "Cannot connect a number to a color."
    assert (problem.node_id, problem.port) == ("group_1/port", "value")


def test_an_output_gives_what_its_type_says() -> None:
    check_problems(with_group({}, stated="Mobject", side="Output"))
    check_problems(with_group({}, stated="Color", side="Output"), "incompatible-types")


@pytest.mark.parametrize("stated", ["Colour", 5, None, "List[X]"])
def test_a_type_that_no_port_has_is_named(stated: object) -> None:
    (problem,) = check_problems(with_group({}, stated=stated), "bad-value")
    assert (problem.node_id, problem.port) == ("group_1/port", "type")


# Values typed at the group's node


def test_a_value_for_an_input_goes_where_the_input_leads() -> None:
    check_source(with_group({"size": 3}), *["group_1_disc_1 = Circle(radius=3)"], *ADD)


def test_a_wire_wins_over_a_value() -> None:
    graph = with_group({"size": 3}, "amount_1.value > group_1.size")
    check_source(graph, "group_1_disc_1 = Circle(radius=0)", *ADD)


ADD = ["self.add(group_1_disc_1)"]


def test_a_value_is_checked_where_it_goes() -> None:
    (problem,) = check_problems(with_group({"size": -3}), "bad-value")
    assert (problem.node_id, problem.port) == ("group_1/disc_1", "radius")


def test_a_value_for_an_input_that_is_not_there_is_named() -> None:
    (problem,) = check_problems(with_group({"width": 3}), "unknown-parameter")
    assert (problem.node_id, problem.port) == ("group_1", "width")


def test_each_node_of_a_group_has_values_of_its_own() -> None:
    inside = toy_document(
        [node("port", {"name": "size"}, type="GroupInput"), "reroute_1", "disc_1"],
        "port.value > reroute_1.value; port.value > reroute_1.value; reroute_1.value > disc_1.radius",
    )
    sun = Group(id="sun", nodes=inside.nodes, edges=inside.edges)
    sky_inside = toy_document(
        [
            node("port", {"name": "width"}, type="GroupInput"),
            node("sun_1", {"group": "sun", "size": 5}, type=GROUP),
        ],
        "port.value > sun_1.size",
    )
    sky = Group(id="sky", nodes=sky_inside.nodes, edges=sky_inside.edges)
    nodes = [
        node("a", {"group": "sky", "width": 2}, type=GROUP),
        node("b", {"group": "sky"}, type=GROUP),
        node("c", {"group": "sun"}, type=GROUP),
    ]
    graph = toy_graph(nodes, groups=[sun, sky])
    radii = {each.id: dict(each.parameters) for each in graph.document.nodes if "disc" in each.id}
    assert radii == {
        "a/sun_1/disc_1": {"radius": 2},
        "b/sun_1/disc_1": {"radius": 5},
        "c/disc_1": {},
    }


# What a group must be given


def test_an_unwired_input_is_said_once_at_the_node_of_the_group() -> None:
    port = node("port", {"name": "thing", "type": "Mobject"}, type="GroupInput", x=-1)
    inner = "port.value > draw_1.mobject; port.value > flash_1.mobject"
    inside = toy_document([port, "draw_1", "flash_1"], inner)
    group = Group(id="sun", name="The sun", nodes=inside.nodes, edges=inside.edges)
    graph = toy_graph([node("group_1", {"group": "sun"}, type=GROUP)], "", groups=[group])
    (problem,) = check_problems(graph, "missing-input")
    assert (problem.node_id, problem.port) == ("group_1", "thing")
    assert problem.message == (
        "Nothing is wired into the input 'thing' of the group 'The sun', and it needs something."
    )
