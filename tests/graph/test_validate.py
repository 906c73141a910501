"""Validation: everything that is wrong, in one pass, errors first."""

from manim_nodes.document.model import Settings
from manim_nodes.graph.problems import Problem, Severity, has_errors
from tests.support.library import check_problems, node, toy_graph


def test_everything_that_is_wrong_is_found_in_one_pass() -> None:
    nodes = [
        node("disc_1", {"raduis": 1}),
        "dsc_1",
        node("disc_2", {"radius": -5}),
        node("curve_1", {"function": "x +"}),
        node("picture_1", {"file": "nowhere.png"}),
        *("draw_1", "paint_1", "disc_3", "move_1", "move_2", "turn_1", "zoom_1", "macro_1"),
    ]
    wires = (
        "paint_1.value > disc_3.radius; disc_3 > move_1.mobject; disc_3 > move_2.mobject;"
        "disc_9.mobject > move_2.by"
    )
    graph = toy_graph(nodes, wires, settings=Settings(style="none"))
    problems = check_problems(
        graph,
        *("bad-setting", "unknown-type", "bad-value", "bad-expression", "missing-file"),
        *("missing-input", "incompatible-types", "dangling-wire", "conflicting-scenes"),
        *("untrusted-code", "unknown-parameter", "ambiguous-order"),
    )
    assert [problem.severity for problem in problems] == ["error"] * 10 + ["warning"] * 2


def test_problems_come_in_the_order_of_the_nodes() -> None:
    graph = toy_graph([node("disc_2", {"radius": 0}), "draw_1", node("disc_1", {"radius": 0})])
    problems = check_problems(graph, "bad-value", "missing-input", "bad-value")
    assert [problem.node_id for problem in problems] == ["disc_2", "draw_1", "disc_1"]


def test_warnings_are_no_errors() -> None:
    warning = Problem("code", "message", severity=Severity.WARNING)
    assert not has_errors([warning])
    assert has_errors([warning, Problem("code", "message")])
    assert not has_errors([])


def test_every_problem_says_what_to_do() -> None:
    graph = toy_graph(["dsc_1", "draw_1", node("disc_1", {"radius": 0, "size": 1})])
    assert all(
        problem.hint
        for problem in check_problems(
            graph, "unknown-type", "missing-input", "bad-value", "unknown-parameter"
        )
    )
