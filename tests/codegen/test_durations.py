"""How often the nodes of nodes/ play, and how long they say that it takes."""

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
