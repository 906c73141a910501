"""What is left of a project to be drawn where some of its nodes have errors."""

from collections.abc import Callable

import pytest

from manim_nodes.document.edits import set_parameter
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import Analysis, analyze_with_errors
from manim_nodes.graph.permissions import Permissions
from manim_nodes.library.catalogue import Library
from tests.support.library import node, toy_document

Analyze = Callable[[Document], Analysis]


@pytest.fixture
def analyze(library: Library) -> Analyze:
    return lambda document: analyze_with_errors(
        document, library, folder=None, permissions=Permissions(), has_latex=lambda: True
    )


def two_branches() -> Document:
    """Return a circle that is drawn, moved and faded, and a square that fades in."""
    nodes = [
        node("circle_1", type="Circle"),
        node("create_1", type="Create"),
        node("fade_out_1", type="FadeOut"),
        node("square_1", type="Square"),
        node("fade_in_1", type="FadeIn"),
    ]
    return toy_document(
        nodes,
        "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject;"
        " square_1.mobject > fade_in_1.mobject",
    )


def drawn(analysis: Analysis) -> str:
    assert analysis.drawable is not None
    assert analysis.drawable.render_script is not None
    return analysis.drawable.render_script.source


def test_without_errors_all_is_drawn(analyze: Analyze) -> None:
    analysis = analyze(two_branches())
    assert analysis.drawable is analysis


def test_what_needs_a_faulty_thing_is_left_out_and_nothing_else(analyze: Analyze) -> None:
    analysis = analyze(set_parameter(two_branches(), "circle_1", "radius", "nonsense("))
    assert analysis.render_script is None
    assert "Square" in drawn(analysis)
    assert "Circle" not in drawn(analysis)
    assert "FadeOut" not in drawn(analysis)
    assert "circle_1" in {problem.node_id for problem in analysis.problems}


def test_a_faulty_animation_leaves_the_rest_of_the_life_of_its_thing(analyze: Analyze) -> None:
    source = drawn(analyze(set_parameter(two_branches(), "create_1", "run_time", -1)))
    assert "Create" not in source
    assert "FadeOut(circle" in source


def test_one_faulty_member_leaves_the_group(analyze: Analyze) -> None:
    nodes = [
        node("circle_1", type="Circle"),
        node("square_1", {"side_length": "nonsense("}, type="Square"),
        node("group_1", type="VGroup"),
    ]
    wires = "circle_1.mobject > group_1.mobjects; square_1.mobject > group_1.mobjects"
    source = drawn(analyze(toy_document(nodes, wires)))
    assert "VGroup(circle" in source
    assert "Square" not in source


def test_a_value_that_is_wired_is_not_replaced_by_the_typed_one(analyze: Analyze) -> None:
    nodes = [
        node("sum_1", {"expression": "1 +"}, type="Expression"),
        node("circle_1", type="Circle"),
        node("square_1", type="Square"),
    ]
    source = drawn(analyze(toy_document(nodes, "sum_1.value > circle_1.radius")))
    assert "Circle" not in source
    assert "Square" in source


def test_where_nothing_is_left_nothing_is_drawn(analyze: Analyze) -> None:
    analysis = analyze(toy_document([node("circle_1", {"radius": "nonsense("}, type="Circle")], ""))
    assert analysis.drawable is None
