"""Names: what variables may be called."""

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Edge, Node
from manim_nodes.graph.build import build
from tests.support.documents import make_document
from tests.support.sources import built_in_library


def test_no_variable_is_hidden_by_a_loop_of_the_same_name() -> None:
    document = make_document(
        Node(id="plane", type="PolarPlane", label="angle"),
        Node(id="numbers", type="AddPolarCoordinates"),
        edges=[Edge(source="plane", output="mobject", target="numbers", input="mobject")],
    )
    source = generate(build(document, built_in_library()[0])).source
    assert "angle_2 = PolarPlane()" in source
    assert "for angle in" in source
