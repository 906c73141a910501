"""Bar charts of numbers that leave manim without a range, or with one that nobody can read."""

import warnings
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.graph.validate import validate
from manim_nodes.render.error_messages import explain
from tests.support.library import body_of
from tests.support.plots import graph_of, made, made_by

TEXT = {"numbers_as": "text"}


def chart_of(*values: Any, **parameters: Any) -> Any:
    chart = made("BarChart", "it", values=values, **TEXT, **parameters)
    return made_by(graph_of(chart))["it"]


def wired(values: tuple[float, ...], expression: str) -> Any:
    numbers = made("MapNumbers", "list", numbers=values, expression=expression)
    chart = made("BarChart", "it", **TEXT)
    return graph_of(numbers, chart, wires="list.value > it.values")


def labels(chart: Any) -> list[str]:
    return [label.original_text for label in chart.y_axis.numbers]


def heights(chart: Any) -> list[float]:
    """Return how high the bars reach, in numbers of the axis."""
    x_axis = chart.c2p(0, 0)[1]
    return [
        float(chart.p2c(bar.get_top() if bar.get_center()[1] >= x_axis else bar.get_bottom())[1])
        for bar in chart.bars
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((0, 0, 0), ["0.5", "1.0"]),
        ((-1, -5, 2), ["-6", "-4", "-2", "2"]),
        ((-3,), ["-3", "-2", "-1"]),
        ((1e9, 2e8), ["5e8", "1e9"]),
        ((1e-6, 3e-6), ["1e-6", "2e-6", "3e-6"]),
        ((1e-9,), ["5e-10", "1e-9"]),
        ((123456, 98765), ["50000", "100000", "150000"]),
    ],
)
def test_the_axis_holds_all_bars_and_reads_well(
    values: tuple[float, ...], expected: list[str]
) -> None:
    chart = chart_of(*values)
    assert sorted(labels(chart), key=float) == expected  # manim leaves out the origin
    assert np.allclose(heights(chart), values, rtol=1e-6, atol=(max(map(abs, values)) or 1) * 1e-6)
    low, high = chart.y_axis.get_bottom()[1], chart.y_axis.get_top()[1]
    for label in chart.y_axis.numbers:
        assert low - 0.2 < label.get_center()[1] < high + 0.2
    for tick in chart.y_axis.ticks:
        assert low - 0.01 <= tick.get_center()[1] <= high + 0.01


def test_what_manim_numbers_well_is_left_to_it() -> None:
    body = body_of(generate(graph_of(made("BarChart", "it", values=(3, 5, 2, 4)))))
    assert "bar_range" not in body


def test_a_chart_without_numbers_has_none() -> None:
    chart = chart_of(0, 0, numbers=False)
    assert not hasattr(chart.y_axis, "numbers")


def test_a_number_without_a_value_has_no_bar() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        chart = made_by(wired((-2, 0, 4), "sqrt(x)"))["it"]
    assert heights(chart) == pytest.approx([0, 0, 2])


def test_a_list_that_turns_out_empty_is_said_in_words() -> None:
    source = generate(wired((), "x")).source
    assert "bar_range(" in source
    names: dict[str, Any] = {}
    exec(source, names)
    with pytest.raises(ValueError, match="A bar chart needs") as found:
        names["bar_heights"]([])
    message, hint = explain("ValueError", str(found.value))
    assert message == "There are no numbers to show as bars."
    assert hint == "Give it one number at least."


@pytest.mark.parametrize(
    ("values", "expected"),
    [((0.1, "1/3", 1e-7), ["0.1", "0.33", "1e-7"]), ((2, -4), ["2", "-4"])],
)
def test_numbers_on_bars_have_the_digits_that_they_need(
    values: tuple[Any, ...], expected: list[str]
) -> None:
    chart, numbers = made("BarChart", "chart", values=values), made("BarLabels", "it", **TEXT)
    made_things = made_by(graph_of(chart, numbers, wires="chart.mobject > it.chart"))
    assert [label.original_text for label in made_things["it"]] == expected
    for label, bar in zip(made_things["it"], made_things["chart"].bars, strict=True):
        assert label.get_center()[0] == pytest.approx(bar.get_center()[0])


def test_bars_of_zero_can_grow() -> None:
    chart = made("BarChart", "chart", values=(0, 0), y_range=(-5, 5, 1), **TEXT)
    change = made("ChangeBarValues", "it", values=(4, -3))
    things = made_by(graph_of(chart, change, wires="chart.mobject > it.mobject"))
    assert heights(things["chart"]) == pytest.approx([4, -3])


def spans(chart: Any) -> list[tuple[float, float]]:
    """Return from which number of the axis to which each bar goes."""
    ends = ((bar.get_bottom(), bar.get_top()) for bar in chart.bars)
    return [
        (round(float(chart.p2c(low)[1]), 3), round(float(chart.p2c(high)[1]), 3))
        for low, high in ends
    ]


@pytest.mark.parametrize(
    ("values", "y_range", "expected"),
    [
        ((3, 5, 2), (2, 6, 1), [(2, 3), (2, 5), (2, 2)]),
        ((-3, -5), (-6, -2, 1), [(-3, -2), (-5, -2)]),
        ((3, 9, -1), (0, 6, 1), [(0, 3), (0, 6), (0, 0)]),
        ((3, 9, -4), (-2, 6, 1), [(0, 3), (0, 6), (-2, 0)]),
    ],
)
def test_no_bar_leaves_its_axis(
    values: tuple[float, ...], y_range: tuple[float, ...], expected: list[tuple[float, float]]
) -> None:
    assert spans(chart_of(*values, y_range=y_range)) == expected


def test_nor_does_one_that_is_changed() -> None:
    chart = made("BarChart", "it", values=(3, 5, 2), y_range=(2, 6, 1), **TEXT)
    change = made("ChangeBarValues", "change", values=(6, 1, 4))
    things = made_by(graph_of(chart, change, wires="it.mobject > change.mobject"))
    assert spans(things["it"]) == [(2, 6), (2, 2), (2, 4)]


def test_bars_that_are_cut_off_are_found_beforehand() -> None:
    chart = made("BarChart", "it", values=(3, 15, 2), y_range=(0, 6, 1))
    change = made("ChangeBarValues", "change", values=(3, -4, 5))
    problems = validate(graph_of(chart, change, wires="it.mobject > change.mobject"))
    assert [(each.node_id, each.message) for each in problems if each.code == "cut-bar"] == [
        ("it", "The bar of 15 is cut off: its axis goes from 0 to 6."),
        ("change", "The bar of -4 is cut off: its axis goes from 0 to 6."),
    ]


def test_bars_that_all_begin_at_0_within_their_axis_are_left_to_manim() -> None:
    chart = made("BarChart", "it", values=(3, 5, 2, 4), y_range=(0, 6, 1))
    assert "BarChartWithin" not in generate(graph_of(chart)).source


def test_names_that_are_too_long_for_that_stand_at_an_angle() -> None:
    names = ["International Business Machines", "Société Générale", "A long name of a thing"] * 2
    labels = chart_of(1, 2, 3, 4, 5, 6, bar_names=names, x_length=6).x_axis.labels
    for label, other in pairwise(labels):
        assert label.get_right()[0] < other.get_right()[0]
        assert label.get_top()[1] == pytest.approx(other.get_top()[1])
    # A diagonal as long as this holds 31 letters that can be read.
    assert labels[0].width > 1.4
    assert labels[0].height > 1.4
    assert labels[0].get_bottom()[1] > -4


def test_long_names_of_bars_stand_side_by_side() -> None:
    names = ["A rather long name", "Another long name", "Third", "The fourth is long"]
    labels = chart_of(1, 2, 3, 4, bar_names=names, x_length=6).x_axis.labels
    for label, other in pairwise(labels):
        assert label.get_right()[0] < other.get_left()[0]
