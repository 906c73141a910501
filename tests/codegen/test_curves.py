"""Curves where functions have gaps, jumps and poles: what their scripts draw."""

import warnings
from typing import Any

import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from tests.support.library import body_of
from tests.support.plots import AXES, graph_of, made, made_by, plot_of

INSIDE = 0.02  # of 3, less than the width of the line


def stretches(axes: Any, curve: Any) -> list[Any]:
    """Return the coordinates of each stretch of a curve."""
    return [axes.p2c(path).round(6) for path in curve.get_subpaths()]


def ends(axes: Any, curve: Any) -> list[tuple[float, float]]:
    """Return the x with which each stretch begins and ends."""
    return [
        (round(float(path[0][0]), 2) + 0, round(float(path[-1][0]), 2) + 0)
        for path in stretches(axes, curve)
    ]


def test_what_manim_draws_right_is_written_as_it_always_was() -> None:
    script = generate(plot_of("sin(x)"))
    assert "axes.plot(lambda x: np.sin(x))" in body_of(script)
    assert "within" not in script.source


def test_a_script_carries_only_what_it_calls() -> None:
    source = generate(plot_of("log(x)")).source
    assert "plot = plot_within(axes, lambda x: np.log(x))" in source
    assert "def pieces_within(" in source
    assert "def area_within(" not in source
    assert source.startswith("import warnings\n\nfrom manim import *\nimport numpy as np\n")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("log(x)", [(0.05, 4)]),
        ("sqrt(x)", [(0, 4)]),
        ("1/x", [(-4, -0.33), (0.33, 4)]),
        ("tan(x)", [(-4, -1.89), (-1.25, 1.25), (1.89, 4)]),
        ("floor(x)", [(-3, -2), (-2, -1), (-1, 0), (0, 1), (1, 2), (2, 3), (3, 4)]),
        ("x**3", [(-1.44, 1.44)]),
        ("sin(x)/x", [(-4, 4)]),
        ("(-x)**0.5", [(-4, 0)]),
        ("log(x - 10)", []),
        ("1/(x - 0.137)", [(-4, -0.2), (0.47, 4)]),
        ("2 if x > 1.23456 else 1", [(-4, 1.23), (1.23, 4)]),
    ],
)
def test_each_stretch_that_is_defined_is_drawn_within_the_axes(
    formula: str, expected: list[tuple[float, float]]
) -> None:
    made = made_by(plot_of(formula))
    axes, curve = made["axes"], made["plot"]
    assert ends(axes, curve) == expected
    for path in stretches(axes, curve):
        assert np.isfinite(path).all()
        assert path[:, 1].min() >= -3 - INSIDE
        assert path[:, 1].max() <= 3 + INSIDE


@pytest.mark.parametrize("formula", ["log(x)", "1/x", "tan(x)", "sqrt(x)"])
def test_it_runs_where_the_function_says(formula: str) -> None:
    made = made_by(plot_of(formula))
    function = {"log(x)": np.log, "1/x": np.reciprocal, "tan(x)": np.tan, "sqrt(x)": np.sqrt}
    for path in stretches(made["axes"], made["plot"]):
        x, y = path[::4, 0], path[::4, 1]
        assert np.allclose(
            function[formula](np.abs(x) if formula == "sqrt(x)" else x), y, atol=1e-3
        )


def test_it_may_leave_the_axes_where_that_is_wanted() -> None:
    made = made_by(plot_of("x**3", clip=False))
    assert ends(made["axes"], made["plot"]) == [(-3.0, 3.0)]


@pytest.mark.parametrize(
    ("type_name", "parameters"),
    [
        ("PlotDerivativeGraph", {}),
        ("PlotAntiderivativeGraph", {}),
        ("Area", {}),
        ("RiemannRectangles", {"dx": 0.25}),
        ("VerticalLinesToGraph", {}),
        ("TangentAtX", {"x": 0}),
        ("TangentAtX", {"x": 1}),
        ("SecantSlopeGroup", {"x": -1}),
        ("TLabel", {"x_val": 0, "syntax": "text"}),
        ("TLabel", {"x_val": -2, "syntax": "text", "style": "dashed"}),
        ("GraphLabel", {"syntax": "text"}),
        ("GraphLabel", {"syntax": "text", "x_val": -2}),
    ],
)
@pytest.mark.parametrize("formula", ["log(x)", "1/x", "tan(x)", "floor(x)"])
def test_all_that_asks_a_curve_stays_finite_and_within_the_axes(
    type_name: str, parameters: dict[str, Any], formula: str
) -> None:
    asking = made(type_name, "it", **parameters)
    graph = plot_of(formula, asking, wires="axes.mobject > it.axes; plot.mobject > it.graph")
    things = made_by(graph)
    axes = things["axes"]
    for part in things["it"].family_members_with_points():
        assert np.isfinite(part.points).all()
        if type_name not in ("TangentAtX", "SecantSlopeGroup", "TLabel", "GraphLabel"):
            assert np.abs(axes.p2c(part.points)[:, 1]).max() <= 3 + INSIDE


def test_areas_fill_only_where_there_is_a_curve() -> None:
    area = made("Area", "area")
    graph = plot_of("log(x)", area, wires="axes.mobject > area.axes; plot.mobject > area.graph")
    things = made_by(graph)
    corners = things["axes"].p2c(things["area"].points)
    assert corners[:, 0].min() == pytest.approx(0, abs=0.01)
    assert corners[:, 0].max() == pytest.approx(4)
    assert corners[:, 1].min() == pytest.approx(-3)


@pytest.mark.parametrize(
    ("node", "axes", "inside"),
    [
        (made("PlotPolarGraph", "it", r_func="1/cos(theta)"), AXES, (4, 3)),
        (made("PlotPolarGraph", "it", r_func="tan(theta)"), made("PolarPlane", "axes"), (4, 4)),
        (made("PlotParametricCurve", "it", function="(tan(t), 1/t, 0)"), AXES, (4, 3)),
        (made("PlotColored", "it", function="1/x"), AXES, (4, 3)),
    ],
)
def test_other_curves_stay_on_their_axes(node: Any, axes: Any, inside: tuple[float, float]) -> None:
    things = made_by(graph_of(axes, node, wires="axes.mobject > it.axes"))
    coordinates = np.abs(things["axes"].p2c(things["it"].points))
    assert len(coordinates) > 20
    assert (coordinates.max(axis=0) <= np.array(inside) + INSIDE).all()
    if node.type == "PlotPolarGraph" and axes.type == "PolarPlane":
        assert np.hypot(*coordinates.T).max() <= 4 + INSIDE


def test_curves_without_axes_end_near_the_frame() -> None:
    things = made_by(graph_of(made("FunctionGraph", "it", function="tan(x)")))
    assert np.abs(things["it"].points[:, 1]).max() == pytest.approx(8, abs=0.01)
    assert len(things["it"].get_subpaths()) == 5


@pytest.mark.parametrize("formula", ["1/(x*y)", "log(x)", "sqrt(4 - x**2 - y**2)"])
def test_surfaces_have_faces_only_where_they_are_defined(formula: str) -> None:
    axes = made("ThreeDAxes", "axes", x_range=(-3, 3, 1), y_range=(-3, 3, 1), z_range=(-2, 2, 1))
    surface = made("PlotSurface", "it", function=formula, u_resolution=12, v_resolution=12)
    things = made_by(graph_of(axes, surface, wires="axes.mobject > it.axes"))
    assert 0 < len(things["it"]) < 144
    for face in things["it"]:
        assert np.isfinite(face.points).all()
        assert np.abs(things["axes"].p2c(face.points)[:, 2]).max() <= 2 + INSIDE


def surface_of(node: Any) -> Any:
    """Return axes and a surface on them: -3 to 3 in x and y, -2 to 2 in z."""
    axes = made("ThreeDAxes", "axes", x_range=(-3, 3, 1), y_range=(-3, 3, 1), z_range=(-2, 2, 1))
    things = made_by(graph_of(axes, node, wires="axes.mobject > it.axes"))
    return things["axes"], things["it"]


@pytest.mark.parametrize("formula", ["exp(x*y)", "x**9", "1/x", "tan(x)", "x*y", "1/(x**2 + y**2)"])
def test_steep_surfaces_end_at_the_axes(formula: str) -> None:
    axes, surface = surface_of(
        made("PlotSurface", "it", function=formula, u_resolution=12, v_resolution=12)
    )
    heights = np.concatenate([axes.p2c(face.points)[:, 2] for face in surface])
    assert np.abs(heights).max() == pytest.approx(2, abs=0.001)  # up to the edge, no further


def test_a_surface_may_leave_the_axes_where_that_is_wanted() -> None:
    node = made("PlotSurface", "it", function="x*y", clip=False, u_resolution=6, v_resolution=6)
    axes, surface = surface_of(node)
    assert np.abs(axes.p2c(surface.get_all_points())[:, 2]).max() == pytest.approx(9)


def test_a_parametric_surface_ends_at_the_axes() -> None:
    node = made("SurfaceOnAxes", "it", x="u", y="v", z="exp(u*v)", u_resolution=12, v_resolution=12)
    axes, surface = surface_of(node)
    for face in surface:
        assert (np.abs(axes.p2c(face.points)).max(axis=0) <= (3.001, 3.001, 2.001)).all()


@pytest.mark.parametrize(
    ("formula", "plain"),
    [("sin(x) * cos(y)", True), ("3 * sin(x)", False), ("floor(x / 3)", False)],
)
def test_a_surface_that_stays_inside_is_left_to_manim(formula: str, plain: bool) -> None:
    axes = made("ThreeDAxes", "axes", x_range=(-3, 3, 1), y_range=(-3, 3, 1), z_range=(-2, 2, 1))
    surface = made("PlotSurface", "it", function=formula)
    body = body_of(generate(graph_of(axes, surface, wires="axes.mobject > it.axes")))
    assert ("axes.plot_surface(" in body) is plain


def test_surfaces_break_at_jumps() -> None:
    _, surface = surface_of(
        made("PlotSurface", "it", function="sign(x)", u_resolution=13, v_resolution=4)
    )
    for face in surface:
        assert np.ptp(face.points[:, 2]) == pytest.approx(0, abs=1e-6)
    assert len(surface) == 12 * 4


@pytest.mark.parametrize(
    ("type_name", "known"), [("GraphValue", 2), ("SlopeOfTangent", -4), ("AngleOfTangent", -75.96)]
)
def test_values_at_a_pole_are_none_and_right_beside_it(type_name: str, known: float) -> None:
    wires = "ask.value > it.number; plot.mobject > ask.graph"
    if type_name != "GraphValue":
        wires += "; axes.mobject > ask.axes"
    for x, expected in ((0.5, known), (0, np.nan)):
        asking = made(type_name, "ask", x=x)
        it = made_by(plot_of("1/x", asking, made("DecimalNumber", "it"), wires=wires))["it"]
        assert it.number == pytest.approx(expected, abs=0.01, nan_ok=True)


@pytest.mark.parametrize("formula", ["1/x", "log(x)", "1/x**2", "sqrt(x)"])
def test_a_dot_on_a_curve_is_beside_the_picture_where_there_is_no_curve(formula: str) -> None:
    tracker, asking = made("ValueTracker", "k", value=1), made("InputToGraphPoint", "ask")
    dot, line = made("Dot", "it", live=True), made("VerticalLineToPoint", "line", live=True)
    wires = (
        "k.mobject > ask.x; ask.value > it.point; ask.value > line.point; "
        "plot.mobject > ask.graph; axes.mobject > ask.axes; axes.mobject > line.axes"
    )
    things = made_by(plot_of(formula, tracker, asking, dot, line, wires=wires))
    places = []
    for x in (1, 0 if "/" in formula else -1, 1):
        things["k"].set_value(x)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for live in (things["it"], things["line"]):
                live.update()
        assert np.isfinite(things["line"].get_all_points()).all()
        places.append(things["it"].get_center())
    assert abs(places[1][1]) > 4.1
    assert places[1][0] == pytest.approx(things["axes"].c2p(0 if "/" in formula else -1)[0])
    assert np.allclose(places[0], places[2])
    assert abs(places[0][1]) < 4


def test_fields_have_no_arrow_at_a_pole() -> None:
    field = made("ArrowVectorField", "it", function="(x/(x**2 + y**2), y/(x**2 + y**2), 0)",
                 x_range=(-1, 1, 1), y_range=(-1, 1, 1))  # fmt: skip
    things = made_by(graph_of(field))
    assert all(np.isfinite(part.points).all() for part in things["it"].get_family())


def test_a_live_curve_is_redrawn_with_its_gaps() -> None:
    tracker, function = made("ValueTracker", "k"), made("FunctionOfX", "f", function="1/(x - a)")
    wires = "k.mobject > f.a; f.value > plot.function"
    source = body_of(generate(plot_of("x", tracker, function, wires=wires, live=True)))
    assert "always_redraw(lambda: plot_within(" in "".join(source.split()).replace(
        "lambda:", "lambda: "
    )
