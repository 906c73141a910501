from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Document
from manim_nodes.editing.isolate_node import isolated_document, still_documents
from manim_nodes.graph.build import Graph, build
from manim_nodes.library.catalogue import Library
from tests.support.library import body_of, node, toy_document


def graph(library: Library) -> Graph:
    nodes = [
        node("circle_1"),
        node("square_1", y=200),
        node("create_1", x=200),
        node("shift_1", {"animated": True}, x=400),
        node("fade_in_1", x=500, y=200),
        node("scale_1", x=600),
    ]
    wires = (
        "circle_1 > create_1.mobject; create_1 > shift_1.mobject; shift_1 > scale_1.mobject; "
        "square_1 > fade_in_1.mobject"
    )
    return build(toy_document(nodes, wires), library)


def body(document: Document, library: Library) -> list[str]:
    return body_of(generate(build(document, library))).splitlines()


def test_a_node_alone_is_what_leads_to_it(library: Library) -> None:
    assert body(isolated_document(graph(library), "shift_1"), library) == [
        "circle_1 = Circle()",
        "self.play(Create(circle_1))",
        "self.play(circle_1.animate.shift(RIGHT))",
    ]


def test_a_picture_shows_what_is_done_with_nothing_playing(library: Library) -> None:
    documents = still_documents(graph(library))
    assert documents.keys() == {"circle_1", "square_1", "shift_1", "scale_1"}
    assert body(documents["scale_1"], library) == [
        "circle_1 = Circle()",
        "circle_1.shift(RIGHT)",
        "circle_1.scale(2)",
        "self.add(circle_1)",
    ]


def test_what_does_not_lead_to_a_node_does_not_change_its_picture(library: Library) -> None:
    one = still_documents(graph(library))["circle_1"]
    assert [each.id for each in one.nodes] == ["circle_1"]
