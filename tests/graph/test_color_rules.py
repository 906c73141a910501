"""What has no letters, or no color, is said before anything is drawn."""

from collections.abc import Mapping

import pytest

from manim_nodes.document.values import JSON
from manim_nodes.graph.build import build
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Problem, ResetParameters
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)


def found(parameters: Mapping[str, JSON], *others: str, wires: str = "") -> list[Problem]:
    document = toy_document([node("circle_1", dict(parameters)), *others], wires)
    return validate(build(document, LIBRARY), permissions=ALL_PERMISSIONS)


@pytest.mark.parametrize(
    ("others", "wires"),
    [
        (["wait_1"], ""),
        (["create_1", "wait_1"], "circle_1.mobject > create_1.mobject"),
    ],
)
def test_what_is_see_through_is_said_with_a_way_out(others: list[str], wires: str) -> None:
    (problem,) = found({"stroke_opacity": 0}, *others, wires=wires)
    assert (problem.code, problem.node_id) == ("colorless", "circle_1")
    assert problem.fix == ResetParameters("circle_1", ("stroke_opacity",))
    assert "see-through" in problem.message


@pytest.mark.parametrize(
    ("parameters", "others", "wires"),
    [
        ({"stroke_opacity": 0, "fill_opacity": 0.5}, ["wait_1"], ""),
        ({"stroke_opacity": 0}, ["set_fill_1", "wait_1"], "circle_1.mobject > set_fill_1.mobject"),
        (  # it only serves
            {"stroke_opacity": 0},
            ["square_1", "group_1", "wait_1"],
            "circle_1.mobject > group_1.mobjects; square_1.mobject > group_1.mobjects",
        ),
        (
            {"stroke_opacity": 0},
            ["expression_1", "wait_1"],
            "expression_1.value > circle_1.fill_opacity",
        ),
    ],
)
def test_what_may_be_seen_is_not_said(
    parameters: dict[str, JSON], others: list[str], wires: str
) -> None:
    nodes = [node(each, type="VGroup") if each == "group_1" else each for each in others]
    document = toy_document([node("circle_1", parameters), *nodes], wires)
    problems = validate(build(document, LIBRARY), permissions=ALL_PERMISSIONS)
    assert "colorless" not in {problem.code for problem in problems}


def test_a_text_without_letters_is_said() -> None:
    document = toy_document([node("text_1", {"text": " "}), "wait_1"])
    (problem,) = validate(build(document, LIBRARY))
    assert (problem.code, problem.node_id, problem.fix) == ("colorless", "text_1", None)
    assert problem.message == "No frame shows this: there is nothing in it."
