"""What comes onto the screen twice, or leaves it twice, is said at the animation that does so."""

from collections.abc import Sequence

import pytest

from manim_nodes.graph.build import build
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Delete, Problem, Severity
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)
CREATED = "circle_1.mobject > create_1.mobject"
AGAIN = f"{CREATED}; create_1.mobject > fade_in_1.mobject"
GONE_AGAIN = "circle_1.mobject > fade_out_1.mobject; fade_out_1.mobject > uncreate_1.mobject"


def found(nodes: str | Sequence[object], wires: str) -> list[Problem]:
    graph = build(toy_document(nodes, wires), LIBRARY)
    return validate(graph, permissions=ALL_PERMISSIONS)


def test_an_entrance_of_what_is_there_is_said_at_it() -> None:
    (problem,) = found("circle_1 create_1 wait_1 fade_in_1", AGAIN)
    assert (problem.code, problem.node_id) == ("on-screen-already", "fade_in_1")
    assert problem.severity is Severity.WARNING
    assert problem.fix == Delete("fade_in_1")
    assert "'Circle'" in problem.message


def test_what_is_always_shown_needs_no_entrance() -> None:
    circle = node("circle_1", presence="shown")
    (problem,) = found([circle, "wait_1", "create_1"], CREATED)
    assert (problem.code, problem.node_id) == ("on-screen-already", "create_1")


def test_what_comes_with_several_things_is_not_deleted_for_one() -> None:
    wires = f"{CREATED}; create_1.mobject > fade_in_1.mobject; square_1.mobject > fade_in_1.others"
    (problem,) = found("circle_1 square_1 create_1 wait_1 fade_in_1", wires)
    assert (problem.node_id, problem.fix) == ("fade_in_1", None)


@pytest.mark.parametrize(
    ("nodes", "wires"),
    [
        (
            "circle_1 create_1 fade_out_1 fade_in_1",
            f"{CREATED}; create_1.mobject > fade_out_1.mobject;"
            "fade_out_1.mobject > fade_in_1.mobject",
        ),
        (  # to come to the front is no coming again
            ["circle_1", "create_1", "wait_1", node("add_1", type="Add"), "wait_2"],
            f"{CREATED}; create_1.mobject > add_1.mobject",
        ),
        (  # one thing becomes another that is there
            "circle_1 square_1 fade_in_1 create_1 replacement_transform_1",
            f"{CREATED}; square_1.mobject > fade_in_1.mobject;"
            "create_1.mobject > replacement_transform_1.mobject;"
            "fade_in_1.mobject > replacement_transform_1.target",
        ),
        (  # only one of them is done
            "circle_1 if_1 create_1 end_if_1 fade_in_1",
            f"{AGAIN}; if_1.loop > create_1.flow",
        ),
    ],
)
def test_what_may_come_is_not_said(nodes: str | Sequence[object], wires: str) -> None:
    codes = {problem.code for problem in found(nodes, wires)}
    assert "on-screen-already" not in codes


def test_an_exit_of_what_is_gone_is_said_at_it() -> None:
    (problem,) = found("circle_1 wait_1 fade_out_1 wait_2 uncreate_1", GONE_AGAIN)
    assert (problem.code, problem.node_id) == ("gone-already", "uncreate_1")
    assert problem.message == (
        "'Fade out' has taken 'Circle' away before that: it would come back for a moment."
    )
    assert problem.fix == Delete("uncreate_1")


def test_an_exit_of_what_was_replaced_says_what_is_there_now() -> None:
    wires = (
        f"{CREATED}; create_1.mobject > replacement_transform_1.mobject;"
        "square_1.mobject > replacement_transform_1.target; create_1.mobject > fade_out_1.mobject"
    )
    (problem,) = found(
        "circle_1 square_1 create_1 replacement_transform_1 wait_1 fade_out_1", wires
    )
    assert (problem.code, problem.node_id) == ("gone-already", "fade_out_1")
    assert "has become 'Square'" in problem.message
    assert problem.hint == "Wire 'Square' in, which is there now."
