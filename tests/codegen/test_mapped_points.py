"""Functions that move points, where they have no value: held against the functions themselves."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.support.plots import graph_of, made, made_by

REACH = 7.0  # half of the frame
PLANE = made("NumberPlane", "plane", x_range=(-3, 3, 0.5), y_range=(-3, 3, 0.5))
FINER = made("InsertCurves", "finer", count=16)


def mapped(type_name: str, function: str, *, live: bool = False) -> npt.NDArray[np.float64]:
    """Return points along the lines of a plane whose points a node moves, as far as they can be seen."""
    node = made(type_name, "map", function=function, **({"live": True} if live else {}))
    things = made_by(
        graph_of(PLANE, FINER, node, wires="plane.mobject > finer.mobject; finer.mobject > map.mobject")
    )  # fmt: skip
    lines: Any = things["plane"]
    points = np.concatenate(
        [
            np.outer((1 - t) ** 3, a) + np.outer(3 * t * (1 - t) ** 2, b) + np.outer(3 * t**2 * (1 - t), c) + np.outer(t**3, d)
            for part in lines.family_members_with_points()
            for a, b, c, d in part.get_cubic_bezier_tuples()
            for t in [np.linspace(0, 1, 17)]
        ]
    )  # fmt: skip
    assert np.isfinite(points).all()
    seen: npt.NDArray[np.float64] = points[np.abs(points).max(axis=1) < REACH]
    return seen


def off_grid(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.abs(numbers - np.round(numbers * 2) / 2)


def test_a_complex_function_bends_a_plane_around_its_pole() -> None:
    points = mapped("ApplyComplexFunctionToPoints", "1/z")
    before = 1 / (points[:, 0] + 1j * points[:, 1])
    assert np.minimum(off_grid(before.real), off_grid(before.imag)).max() < 0.02
    for direction in ((1, 0), (-1, 0), (0, 1), (0, -1)):  # all arms of both axes, to infinity
        assert (points[:, :2] @ direction).max() > 6


def test_a_function_breaks_lines_at_its_pole() -> None:
    x, y, _ = mapped("ApplyFunctionToPoints", "(x, 1/y, z)").T
    assert np.minimum(off_grid(x), off_grid(1 / y)).max() < 0.02
    assert y.min() < -6 < 6 < y.max()


def test_what_has_no_place_is_left_out() -> None:
    x, y, _ = mapped("ApplyFunctionToPoints", "(sqrt(x), y, z)").T
    assert np.minimum(off_grid(x**2), off_grid(y)).max() < 0.02
    assert x.min() == pytest.approx(0, abs=1e-3)


def test_a_function_without_gaps_moves_points_as_manim_does() -> None:
    from manim import NumberPlane

    node = made("ApplyFunctionToPoints", "map", function="(x, y + sin(x), z)")
    ours: Any = made_by(graph_of(PLANE, node, wires="plane.mobject > map.mobject"))["plane"]
    theirs = NumberPlane(x_range=(-3, 3, 0.5), y_range=(-3, 3, 0.5))
    theirs.apply_function(lambda point: np.array([point[0], point[1] + np.sin(point[0]), point[2]]))
    for one, other in zip(ours.get_family(), theirs.get_family(), strict=True):
        assert np.allclose(one.points, other.points)


def test_the_lines_of_a_group_are_cut_into_more_pieces() -> None:
    things = made_by(graph_of(PLANE, FINER, wires="plane.mobject > finer.mobject"))
    parts: Any = things["plane"].family_members_with_points()
    assert {part.get_num_curves() for part in parts} == {17}


@pytest.mark.parametrize(("function", "ends"), [("(0, -1/y, 0)", 0), ("(0, 1 + 0*log(1-y), 0)", 1)])
def test_stream_lines_end_at_poles_and_edges_of_their_field(function: str, ends: float) -> None:
    ranges: dict[str, Any] = {"x_range": [0, 1, 1], "y_range": [-0.8, 0.8, 0.2], "padding": 3}
    field = made("StreamLines", "it", function=function, color="#FF0000", **ranges)
    lines = made_by(graph_of(field))["it"].stream_lines
    for line in lines:
        heights = line.points[:, 1] - ends
        # A line that began on one side of the pole stays there, and reaches it.
        assert heights.min() > -0.02 or heights.max() < 0.02
        assert abs(line.get_end()[1] - ends) < 1e-3
