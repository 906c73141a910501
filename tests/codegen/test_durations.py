"""How often the nodes of nodes/ play, and how long they say that it takes."""

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()
CIRCLE = Node(id="circle", type="Circle")


def script(*nodes: Node, wires: tuple[tuple[str, str], ...]) -> Script:
    document = make_document(CIRCLE, *nodes, edges=[wire(*ends) for ends in wires])
    return generate(build(document, LIBRARY))


def succession(**parameters: float) -> Script:
    return script(
        Node(id="create", type="Create", parameters={"run_time": 3}),
        Node(id="wait", type="Wait", parameters={"duration": 2}),
        Node(id="one_by_one", type="Succession", parameters=parameters),
        wires=(
            ("circle.mobject", "create.mobject"),
            ("create.animation", "one_by_one.animations"),
            ("wait.animation", "one_by_one.animations"),
        ),
    )


def test_what_is_only_added_is_not_played() -> None:
    added = script(Node(id="add", type="Add"), wires=(("circle.mobject", "add.mobject"),))
    assert added.source_map.plays == ()
    assert "self.add(circle)" in added.source


def test_a_succession_takes_as_long_as_its_parts() -> None:
    assert succession().source_map.duration_s == 5


def test_a_time_of_its_own_holds_for_a_succession() -> None:
    assert succession(run_time=1).source_map.duration_s == 1


@pytest.mark.parametrize(
    "items",
    [
        Node(id="items", type="NumberList", parameters={"numbers": (1, 2, 3, 4, 5)}),
        Node(id="items", type="IntegerRange", parameters={"first": 2, "last": 6}),
    ],
    ids=lambda node: node.type,
)
def test_a_loop_plays_once_for_each_item_that_is_written_out(items: Node) -> None:
    waits = script(
        items,
        Node(id="each", type="ForEach"),
        Node(id="wait", type="Wait"),
        wires=(("items.value", "each.list"), ("each.item", "wait.duration")),
    )
    assert len(waits.source_map.plays) == 5


def test_a_loop_over_a_list_of_unknown_length_plays_as_often_as_its_count_says() -> None:
    waits = script(
        Node(id="items", type="EvenlySpacedNumbers"),
        Node(id="each", type="ForEach", parameters={"count": 2}),
        Node(id="wait", type="Wait"),
        wires=(("items.value", "each.list"), ("each.item", "wait.duration")),
    )
    assert len(waits.source_map.plays) == 2
