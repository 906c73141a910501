"""What loops over nodes become in the source."""

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from tests.support.documents import make_document, wire
from tests.support.library import body_of
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()


def source(*nodes: Node, wires: str) -> list[str]:
    edges = [wire(*(end.strip() for end in each.split(">"))) for each in wires.split(";")]
    script = generate(build(make_document(*nodes, edges=edges), LIBRARY))
    return [line.strip() for line in body_of(script).splitlines()]


def test_functions_keep_the_item_of_their_round() -> None:
    lines = source(
        Node(id="each", type="ForEach", label="power"),
        Node(id="function", type="FunctionOfX", parameters={"function": "x**a"}),
        Node(id="curve", type="FunctionGraph"),
        Node(id="curves", type="Collect"),
        wires="each.item > function.a; function.value > curve.function;"
        "each.loop > curves.loop; curve.mobject > curves.value",
    )
    assert "curve = function_graph_within(lambda x, power=power: x ** power)" in lines


def test_what_is_redrawn_keeps_the_item_of_its_round() -> None:
    lines = source(
        Node(id="each", type="ForEach", label="place"),
        Node(id="dot", type="Circle", parameters={"live": True}),
        Node(id="dots", type="Collect"),
        wires="each.item > dot.radius; each.loop > dots.loop; dot.mobject > dots.value",
    )
    assert "dot = always_redraw(lambda place=place: Circle(radius=place))" in lines


def test_functions_outside_loops_keep_nothing() -> None:
    lines = source(
        Node(id="number", type="ValueTracker"),
        Node(id="get", type="GetValue"),
        Node(id="dot", type="Circle", parameters={"live": True}),
        wires="number.mobject > get.tracker; get.value > dot.radius",
    )
    assert any("always_redraw(lambda: Circle(" in line for line in lines)
