"""What looks at a thing on every frame may stand anywhere in its order."""

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()


@pytest.mark.parametrize(("reader", "codes"), [("TracedPath", []), ("Copy", ["ambiguous-order"])])
def test_a_trace_need_not_be_chained_to_what_moves(reader: str, codes: list[str]) -> None:
    nodes = [Node(id=name, type=name) for name in ("Dot", "Rotate", reader)]
    edges = [wire("Dot.mobject", "Rotate.mobject"), wire("Dot.mobject", f"{reader}.mobject")]
    problems = validate(build(make_document(*nodes, edges=edges), LIBRARY))
    assert [problem.code for problem in problems] == codes


def test_a_question_that_only_a_trace_asks_need_not_be_chained() -> None:
    nodes = [
        Node(id=name, type=name) for name in ("Circle", "Rotate", "GetArcCenter", "TracedPoint")
    ]
    question = LIBRARY.types["GetArcCenter"]
    (asked,), (answer,) = question.inputs, question.outputs
    edges = [
        wire("Circle.mobject", "Rotate.mobject"),
        wire("Circle.mobject", f"GetArcCenter.{asked}"),
        wire(f"GetArcCenter.{answer}", "TracedPoint.point"),
    ]
    assert validate(build(make_document(*nodes, edges=edges), LIBRARY)) == []


def test_a_function_of_something_that_moves_need_not_be_chained() -> None:
    nodes = [Node(id=name, type=name) for name in ("ValueTracker", "SetValue", "FunctionOfX")]
    edges = [
        wire("ValueTracker.mobject", "SetValue.mobject"),
        wire("ValueTracker.mobject", "FunctionOfX.a"),
    ]
    assert validate(build(make_document(*nodes, edges=edges), LIBRARY)) == []
