"""Nodes that say how the Scene class is made."""

from typing import Any

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Edge, Node
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.validate import validate
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()
OPTIONS = Node(
    id="options", type="LinearTransformationScene", parameters={"leave_ghost_vectors": True}
)


def graph(*nodes: Node, edges: tuple[Edge, ...] = (), **fields: Any) -> Graph:
    return build(make_document(*nodes, edges=edges, **fields), LIBRARY)


def script(*nodes: Node) -> Script:
    return generate(graph(*nodes))


def codes(one: Graph) -> list[str]:
    return [problem.code for problem in validate(one)]


def test_what_differs_from_the_class_is_handed_to_it() -> None:
    assert "super().__init__(leave_ghost_vectors=True, **kwargs)" in script(OPTIONS).source


def test_as_the_class_comes_nothing_is_written() -> None:
    assert "__init__" not in script(OPTIONS.model_copy(update={"parameters": {}})).source


def test_the_class_is_the_one_that_the_node_names() -> None:
    assert "class Test(LinearTransformationScene):" in script(OPTIONS).source


def test_the_lines_lead_back_to_the_node() -> None:
    made = script(OPTIONS)
    line = made.source.splitlines().index(
        "        super().__init__(leave_ghost_vectors=True, **kwargs)"
    )
    assert made.source_map.node_at(line + 1) == "options"


def test_only_one_node_may_make_the_scene() -> None:
    other = OPTIONS.model_copy(update={"id": "again"})
    assert "scene-made-twice" in codes(graph(OPTIONS, other))


def test_nothing_is_wired_into_it() -> None:
    number = Node(id="number", type="IntegerValue")
    into = wire("number.value", "options.faded_line_ratio")
    assert "fixed-parameter" in codes(graph(number, OPTIONS, edges=(into,)))
