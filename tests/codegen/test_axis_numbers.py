"""Numbers beside axes: read from the labels of what a script makes."""

from itertools import pairwise
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph
from tests.support.library import body_of
from tests.support.plots import graph_of, made, made_by, quiet_manim

TEXT = {"numbers_as": "text"}


def axes(**parameters: Any) -> Node:
    return made("Axes", "it", numbers=True, numbers_to_exclude=(), **{**TEXT, **parameters})


def line(**parameters: Any) -> Node:
    return made("NumberLine", "it", numbers=True, **TEXT, **parameters)


def numbered(base: Node, number: Node) -> Graph:
    return graph_of(base, number, wires="base.mobject > it.mobject")


def labels(axis: Any) -> list[str]:
    """Return what stands beside an axis, from its beginning on."""
    return [label.original_text for label in axis.numbers]


def of_x(graph: Graph) -> list[str]:
    return labels(made_by(graph)["it"].x_axis)


def of_line(graph: Graph) -> list[str]:
    return labels(made_by(graph)["it"])


def test_logarithmic_axes_read_as_they_are() -> None:
    made = made_by(
        graph_of(axes(x_scale="logarithmic", x_range=(-3, 3, 1), y_scale="logarithmic", y_range=(-2, 3, 1)))
    )  # fmt: skip
    assert labels(made["it"].x_axis) == ["0.001", "0.01", "0.1", "1", "10", "100"]
    assert labels(made["it"].y_axis) == ["0.01", "0.1", "1", "10", "100"]


def test_so_do_logarithmic_lines() -> None:
    graph = graph_of(line(scale="logarithmic", x_range=(-3, 2, 1), length=10))
    assert of_line(graph) == ["0.001", "0.01", "0.1", "1", "10", "100"]


@pytest.mark.parametrize(
    ("x_range", "expected"),
    [
        (("-pi", "pi", "pi/2"), ["-π", "-π/2", "π/2"]),
        ((0, "2*pi", "pi/3"), ["π/3", "2π/3", "π", "4π/3", "5π/3", "2π"]),
        ((-3.141592653589793, 3.141592653589793, 1.5707963267948966), ["-π", "-π/2", "π/2"]),
        ((0, 6, "tau/4"), ["π/2", "π", "3π/2"]),
        ((0, 1.01, "1/3"), ["0.33", "0.67", "1.00"]),
        ((0, 0.00035, 0.0001), ["0.0001", "0.0002", "0.0003"]),
        ((0, 3.5, 1.0), ["1", "2", "3"]),
        ((-1, 1, 0.5), ["-1.0", "-0.5", "0.5"]),
        ((0.05, 0.7, 0.2), ["0.05", "0.25", "0.45", "0.65"]),
        ((-1.25, -0.25, 0.5), ["-1.25", "-0.75"]),
        ((0, "pi/45", "pi/180"), ["π/180", "π/90", "π/60"]),
    ],
)
def test_steps_read_as_they_are_meant(x_range: Any, expected: list[str]) -> None:
    graph = graph_of(axes(x_range=x_range))
    if "write_coordinates" in generate(graph).source:
        assert of_x(graph) == expected
    else:  # manim writes them right
        digits = made_by(graph)["it"].x_axis.numbers
        assert [f"{each.number:.{each.num_decimal_places}f}" for each in digits] == expected


def test_fractions_of_pi_are_an_option() -> None:
    graph = graph_of(axes(x_range=("-pi", "pi", "pi/2"), pi_fractions=False))
    assert of_x(graph) == ["-3.1", "-1.6", "1.6"]


def test_numbers_that_would_overlap_are_thinned_evenly() -> None:
    graph = graph_of(axes(x_range=(0, 1000, 10), y_range=(0, 100, 2)))
    things = made_by(graph)
    for axis in (things["it"].x_axis, things["it"].y_axis):
        boxes = [(label.get_left()[0], label.get_right()[0], label.get_bottom()[1], label.get_top()[1]) for label in axis.numbers]  # fmt: skip
        for left, right in pairwise(boxes):
            assert left[1] < right[0] or left[3] < right[2]
        numbers = [float(label) for label in labels(axis)]
        assert len(numbers) > 3
        assert len({b - a for a, b in pairwise(numbers)}) == 1


def test_chosen_numbers_have_the_digits_that_they_need() -> None:
    graph = graph_of(line(x_range=(-3, 3, 1), numbers_to_include=(0.5, 1.25, -2)))
    assert of_line(graph) == ["0.50", "1.25", "-2.00"]


def test_chosen_numbers_that_would_overlap_are_left_out() -> None:
    graph = graph_of(line(x_range=(0, 100, 10), length=10, numbers_to_include=(10, 11, 12, 50)))
    assert of_line(graph) == ["10", "50"]


def test_numbers_along_z_are_thinned_too() -> None:
    base = made("ThreeDAxes", "base", z_range=(-3, 3, 0.05))
    number = made("AddCoordinates", "it", **TEXT)
    axis = made_by(numbered(base, number))["base"].z_axis
    places = [label.get_center()[2] for label in axis.numbers]
    height = max(label.height for label in axis.numbers)
    assert len(places) > 3
    assert all(b - a > height for a, b in pairwise(places))


@pytest.mark.parametrize(
    ("base", "number"),
    [
        (made("NumberLine", "base", x_range=(0, "pi", "pi/2"), length=8), made("AddNumbers", "it", **TEXT)),
        (made("NumberPlane", "base", x_range=(0, "pi", "pi/2"), x_length=8), made("AddCoordinates", "it", **TEXT)),
        (made("ComplexPlane", "base", x_range=(0, "pi", "pi/2"), x_length=8), made("AddComplexCoordinates", "it", **TEXT)),
    ],
)  # fmt: skip
def test_what_is_numbered_later_reads_the_same(base: Node, number: Node) -> None:
    thing = made_by(numbered(base, number))["base"]
    axis = thing if base.type == "NumberLine" else thing.x_axis
    assert [text for text in labels(axis) if text != "0"] == ["π/2", "π"]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("PI radians", ["0", "π/2", "π", "3π/2"]),
        ("TAU radians", ["0", "τ/4", "τ/2", "3τ/4"]),
        ("degrees", ["0°", "90°", "180°", "270°"]),
        ("gradians", ["0g", "100g", "200g", "300g"]),
    ],
)
def test_polar_planes_are_numbered_in_their_own_unit(unit: str, expected: list[str]) -> None:
    base = made("PolarPlane", "base", azimuth_units=unit)
    number = made("AddPolarCoordinates", "it", radii=(0.5, 2), angles=(0, 90, 180, 270), **TEXT)
    distances, rim = made_by(numbered(base, number))["base"].coordinate_labels
    assert [each.original_text for each in rim] == expected
    assert [each.original_text for each in distances] == ["0.5", "2.0"]


def test_a_bar_chart_has_its_numbers_once() -> None:
    chart = made("BarChart", "it", values=(1, 2), y_range=(0, 2.1, "1/3"), **TEXT)
    things = made_by(graph_of(chart))
    assert labels(things["it"].y_axis) == ["0.00", "0.33", "0.67", "1.00", "1.33", "1.67", "2.00"] or labels(
        things["it"].y_axis
    )[:3] == ["0.33", "0.67", "1.00"]  # fmt: skip
    assert sum(each is things["it"].y_axis.numbers for each in things["it"].y_axis) == 1


def test_numbers_that_manim_writes_right_are_left_to_it() -> None:
    body = body_of(generate(graph_of(made("Axes", "it", numbers=True, x_range=(-4, 4, 1)))))
    assert ").add_coordinates(" in body
    assert "write_" not in body


def test_numbers_with_a_power_of_ten_keep_all_digits_that_count() -> None:
    graph = graph_of(line(x_range=(0, 2e7, 1e7), length=10, numbers_to_include=(2.5, 12345678)))
    assert of_line(graph) == ["2.5e0", "1.2345678e7"]


def test_no_number_stands_beyond_the_end_of_an_axis() -> None:
    shown = labels(made_by(graph_of(axes(y_range=(-1e-7, 3.5e-7, 1e-7))))["it"].y_axis)
    assert shown == ["-1e-7", "1e-7", "2e-7", "3e-7"]


def test_distances_beyond_the_rim_of_a_polar_plane_are_not_written() -> None:
    base = made("PolarPlane", "base", radius_max=2)
    number = made("AddPolarCoordinates", "it", **TEXT)
    distances, _ = made_by(numbered(base, number))["base"].coordinate_labels
    assert [each.original_text for each in distances] == ["1", "2"]


@pytest.mark.slow
@pytest.mark.latex
@pytest.mark.parametrize(
    ("base", "number", "expected"),
    [
        (
            made("Axes", "base", x_range=("-pi", "pi", "pi/2"), y_range=(-0.002, 0.002, 0.001)),
            made("AddCoordinates", "it", numbers_as="latex"),
            [r"-\pi", r"-\frac{\pi}{2}", r"\frac{\pi}{2}", "-0.002", "-0.001", "0.001"],
        ),
        (
            made("NumberLine", "base", scale="logarithmic", x_range=(-3, 1, 1), length=10),
            made("AddNumbers", "it", numbers_as="latex"),
            ["0.001", "0.01", "0.1", "1", "10"],
        ),
        (
            made("PolarPlane", "base", radius_max=2, size=6),
            made("AddPolarCoordinates", "it", numbers_as="latex", angles=(0, 90, 210)),
            ["1", "2", "0", r"\frac{\pi}{2}", r"\frac{7 \pi}{6}"],
        ),
        (
            made("ComplexPlane", "base", x_range=(0, "pi", "pi/2"), y_range=(-1, 1, 1)),
            made("AddComplexCoordinates", "it", numbers_as="latex"),
            [r"\frac{\pi}{2}", r"\pi", "-1i", "1i"],
        ),
    ],
    ids=lambda each: each.type if isinstance(each, Node) else "",
)
def test_latex_sets_each_number_as_if_it_stood_alone(
    base: Node, number: Node, expected: list[str]
) -> None:
    from manim import MathTex, NumberLine

    thing = made_by(numbered(base, number))["base"]
    groups = [thing.numbers] if isinstance(thing, NumberLine) else thing.coordinate_labels
    shown = [label for group in groups for label in group]
    assert len(shown) == len(expected)
    with quiet_manim():
        alone = [MathTex(text) for text in expected]
    ratios = [[each.width / each.height for each in labels] for labels in (shown, alone)]
    assert ratios[0] == pytest.approx(ratios[1], rel=1e-3)


@pytest.mark.parametrize(
    "options",
    [
        {"y_range": (0, 5e6, 1e6)},
        {"y_range": (-9e6, 9e6, 1234567)},
        {"y_range": (0, 1, 0.0625)},
        {"y_range": (0, 1e6, 2e5), "x_length": 14},
        {"y_length": 8, "x_length": 13},
        {"x_range": (-5, 5, 1), "y_range": (-5, 5, 1), "x_length": 14, "y_length": 8},
    ],
)
@pytest.mark.parametrize("numbers_as", ["text", "typst"])
def test_all_numbers_of_axes_in_the_frame_are_in_it(
    options: dict[str, Any], numbers_as: str
) -> None:
    given = {"x_range": (0, 10, 1), "y_range": (0, 10, 1), **options}
    made = made_by(graph_of(axes(numbers_as=numbers_as, **given)))["it"]
    labels = [*made.x_axis.numbers, *made.y_axis.numbers]
    assert len(labels) > 8
    for label in labels:
        (left, bottom, _), (right, top, _) = (
            label.get_corner((-1, -1, 0)),
            label.get_corner((1, 1, 0)),
        )
        assert min(left, -right) > -64 / 9
        assert min(bottom, -top) > -4


def test_numbers_in_the_frame_keep_their_size_and_side() -> None:
    made = made_by(graph_of(axes(x_range=(0, 10, 1), y_range=(0, 1, 0.025), x_length=10)))
    axis = made["it"].y_axis
    assert all(label.font_size == pytest.approx(36) for label in axis.numbers)
    assert all(label.get_right()[0] < axis.n2p(0)[0] for label in axis.numbers)


@pytest.mark.parametrize(
    ("x_range", "expected"),
    [
        ((1990, 2020, 10), ["1990", "2000", "2010", "2020"]),
        ((0, 5e12, 1e12), ["0", "1e12", "2e12", "3e12", "4e12", "5e12"]),
    ],
)
def test_years_have_no_comma_and_large_numbers_a_power(x_range: Any, expected: list[str]) -> None:
    assert of_line(graph_of(line(x_range=x_range, length=10))) == expected


def test_words_beside_a_line_stand_side_by_side() -> None:
    words = ["January", "February the second", "3 April 2025"]
    named = made("AddLabels", "named", numbers=(0, 1, 2), texts=words, syntax="text")
    axis = made_by(
        graph_of(line(x_range=(0, 5, 1), length=6), named, wires="it.mobject > named.mobject")
    )["it"]
    for label, other in pairwise(axis.labels):
        assert label.get_right()[0] < other.get_left()[0]


def test_words_with_room_are_left_to_manim() -> None:
    named = made("AddLabels", "named", numbers=(0, 2, 4), texts=["a", "b", "c"], syntax="text")
    graph = graph_of(line(x_range=(0, 5, 1), length=6), named, wires="it.mobject > named.mobject")
    assert "it.add_labels(" in body_of(generate(graph))
