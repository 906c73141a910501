"""What is known of a curve before it is drawn: where its formula has no value."""

from typing import Any

import pytest

from manim_nodes.graph.curves import has_gaps
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.validate import validate
from tests.support.plots import AXES, graph_of, made, plot_of


def notes(graph: Any) -> list[Problem]:
    problems = validate(graph)
    assert {problem.code for problem in problems} <= {"undefined-curve"}
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    return problems


@pytest.mark.parametrize(
    ("formula", "places"),
    [
        ("log(x)", "-4 to 0"),
        ("sqrt(x)", "-4 to 0"),
        ("x**0.5", "-4 to 0"),
        ("1/x", "0"),
        ("1/x**2", "0"),
        ("tan(x)", "-1.571, 1.571"),
        ("arcsin(x)", "-4 to -1, 1 to 4"),
        ("1/(x - pi)", "3.142"),
        ("log(x) if x > 1 else 1/(x + 2)", "-2"),
    ],
)
def test_one_note_says_where_a_formula_has_no_value(formula: str, places: str) -> None:
    (note,) = notes(plot_of(formula))
    assert note.message == f"{formula} has no value at x = {places}: its curve has a gap there."
    assert (note.node_id, note.port) == ("plot", "function")


@pytest.mark.parametrize(
    "formula", ["sin(x)", "x**2", "sin(x)/x", "floor(x)", "sign(x)", "abs(x)", "exp(x)"]
)
def test_there_is_none_where_it_has_a_value_everywhere(formula: str) -> None:
    assert notes(plot_of(formula)) == []


def test_a_range_without_gaps_has_no_note() -> None:
    assert notes(plot_of("log(x)", x_range=(0.5, 4))) == []


def test_a_formula_without_any_value_says_so() -> None:
    (note,) = notes(plot_of("log(x - 10)"))
    assert (
        note.message == "log(x - 10) has no value anywhere in its range: there is nothing to draw."
    )


def test_a_function_that_is_wired_in_is_known_too() -> None:
    function = made("FunctionOfX", "f", function="1/x")
    graph = plot_of("sin(x)", function, wires="f.value > plot.function")
    (note,) = notes(graph)
    assert note.node_id == "plot"
    assert note.message.startswith("1/x has no value at x = 0")


@pytest.mark.parametrize(
    ("node", "note"),
    [
        (made("FunctionGraph", "it", function="log(x)"), "log(x) has no value at x = -7.111 to 0"),
        (
            made("ParametricFunction", "it", function="(t, 1/t, 0)", t_range=(-1, 1)),
            "(t, 1/t, 0) has no value at t = 0",
        ),
    ],
)
def test_so_do_curves_without_axes(node: Any, note: str) -> None:
    (problem,) = notes(graph_of(node))
    assert problem.message.startswith(note)


@pytest.mark.parametrize(
    ("type_name", "formula", "x"),
    [
        ("GraphValue", "1/x", 0),
        ("SlopeOfTangent", "log(x)", -1),
        ("AngleOfTangent", "sqrt(x)", -2),
        ("InputToGraphPoint", "1/(x - 1)", 1),
        ("TangentAtX", "1/x", 0),
    ],
)
def test_who_asks_where_there_is_no_value_is_told(type_name: str, formula: str, x: float) -> None:
    asking = made(type_name, "ask", x=x)
    wires = "plot.mobject > ask.graph"
    if type_name != "GraphValue":
        wires += "; axes.mobject > ask.axes"
    graph = plot_of(formula, asking, wires=wires)
    (problem,) = [each for each in validate(graph) if each.node_id == "ask"]
    assert problem.message == f"{formula} has no value at x = {x}."
    assert (problem.code, problem.port) == ("undefined-value", "x")
    assert problem.severity is Severity.WARNING


def test_who_asks_where_there_is_one_is_not() -> None:
    graph = plot_of("sin(x)/x", made("GraphValue", "ask", x=0), wires="plot.mobject > ask.graph")
    assert not [each for each in validate(graph) if each.node_id == "ask"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [("sin(x)", False), ("x**2", True), ("floor(x)", True), ("2*cos(x) if x > 0 else 2", True)],
)
def test_what_leaves_the_axes_or_may_jump_is_not_left_to_manim(
    formula: str, expected: bool
) -> None:
    graph = plot_of(formula)
    assert has_gaps(graph, graph.node("plot"), graph.library.types["Plot"]) is expected


def test_what_a_tracker_decides_is_not_known() -> None:
    tracker, function = made("ValueTracker", "k"), made("FunctionOfX", "f", function="a * x")
    wires = "k.mobject > f.a; f.value > plot.function"
    graph = plot_of("x", tracker, function, wires=wires)
    assert has_gaps(graph, graph.node("plot"), graph.library.types["Plot"])


def test_logarithmic_axes_are_not_judged() -> None:
    axes = AXES.model_copy(update={"parameters": {"y_scale": "logarithmic", "y_range": (0, 3, 1)}})
    plot = made("Plot", "plot", function="exp(x)")
    graph = graph_of(axes, plot, wires="axes.mobject > plot.axes")
    assert has_gaps(graph, graph.node("plot"), graph.library.types["Plot"])
