"""The types of a group's ports: as they state them, or as what they lead to inside."""

from typing import Any

import pytest

from manim_nodes.document.model import Document, Group, Node
from manim_nodes.graph.group_ports import GroupPorts, group_ports
from tests.support.documents import group_node, make_document
from tests.support.library import TOYS, node, toy_document


def port(side: str, **parameters: Any) -> Node:
    return node(side, parameters, type=f"Group{side.capitalize()}")


def ports(nodes: list[Node | str], wires: str = "", **fields: Any) -> GroupPorts:
    content = toy_document(nodes, wires)
    group = Group(id="g", nodes=content.nodes, edges=content.edges)
    document: Document = make_document(groups=[group, *fields.get("groups", ())])
    return group_ports(document, "g", TOYS)


def test_a_port_is_of_the_type_that_it_states() -> None:
    nodes: list[Node | str] = [port("input", type="Color"), port("output", type="Point"), "disc_1"]
    found = ports(nodes, "input.value > disc_1.radius; disc_1.mobject > output.value")

    assert found == GroupPorts({"input": "Color"}, {"output": "Point"})


def test_else_of_that_of_what_it_leads_to() -> None:
    nodes: list[Node | str] = [port("input"), port("output"), "disc_1", "via_1"]
    wires = "input.value > via_1.value; via_1.value > disc_1.radius; disc_1.mobject > output.value"

    assert ports(nodes, wires) == GroupPorts({"input": "Number"}, {"output": "Circle"})


@pytest.mark.parametrize(
    ("takers", "wanted"),
    [
        (["disc_1.radius", "disc_1.sides"], "Integer"),
        (["disc_1.radius", "disc_1.color"], "Any"),
        (["disc_1.radius", "unknown_1.x"], "Number"),
        ([], "Any"),
    ],
)
def test_an_input_takes_what_suits_all_that_it_leads_to(takers: list[str], wanted: str) -> None:
    wires = "; ".join(f"input.value > {taker}" for taker in takers)

    assert ports([port("input"), "disc_1", "unknown_1"], wires).inputs == {"input": wanted}


def test_types_are_known_through_groups_within() -> None:
    inner = toy_document([port("input", name="size"), "disc_1"], "input.value > disc_1.radius")
    within = Group(id="h", nodes=inner.nodes, edges=inner.edges)
    nodes: list[Node | str] = [port("input"), group_node("group_1", "h")]

    assert ports(nodes, "input.value > group_1.size", groups=[within]).inputs == {"input": "Number"}


def test_ports_stand_from_top_to_bottom() -> None:
    low = node("a", {"name": "low"}, type="GroupInput", y=2)
    high = node("b", {"name": "high"}, type="GroupInput", y=1)

    assert list(ports([low, high]).inputs) == ["high", "low"]


def test_a_circle_of_ports_has_any_type() -> None:
    wires = "via_1.value > via_2.value; via_2.value > via_1.value; input.value > via_1.value"

    assert ports([port("input"), "via_1", "via_2"], wires).inputs == {"input": "Any"}
