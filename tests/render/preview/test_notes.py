"""What a preview notes at the nodes of a scene that does not look as it might."""

from pathlib import Path

import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.graph.build import Graph
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewNote, PreviewResult
from manim_nodes.render.quality import Quality
from tests.support.plots import graph_of, made, plot_of

pytestmark = pytest.mark.slow

SIZE = Quality(640, 360, 10)
GAPS = "Its curve has no value in part of the range, and is not drawn there."


def drawn(graph: Graph, folder: Path) -> tuple[PreviewResult, np.ndarray]:
    """Return what a preview gives, and its last picture."""
    frames: list[PreviewFrame] = []
    settings = PreviewSettings(folder / "cache", SIZE, folder)
    result = render_preview(generate(graph), settings, on_frame=frames.append)
    assert result.outcome is Outcome.FINISHED
    return result, np.array(frames[-1].pixels)


def is_red(pixels: np.ndarray) -> np.ndarray:
    """Return where a picture shows the curve, and not its axes."""
    red: np.ndarray = (pixels[:, :, 0] > 128) & (pixels[:, :, 1] < 64)
    return red


def with_tracker(**parameters: object) -> Graph:
    tracker, function = made("ValueTracker", "k"), made("FunctionOfX", "f", function="1/(x - a)")
    to = made("SetValue", "to", value=2, run_time=0.5)
    wires = "k.mobject > f.a; f.value > plot.function; k.mobject > to.mobject"
    return plot_of("x", tracker, function, to, wires=wires, **parameters)


def test_a_curve_that_only_the_scene_knows_is_noted_once(tmp_path: Path) -> None:
    result, _ = drawn(with_tracker(live=True), tmp_path)
    assert result.notes == (PreviewNote("plot", GAPS),)


def test_a_curve_without_gaps_is_not(tmp_path: Path) -> None:
    result, _ = drawn(plot_of("sin(x)"), tmp_path)
    assert result.notes == ()


def test_a_value_that_is_infinite_is_noted_at_its_node(tmp_path: Path) -> None:
    equation = made("PlotImplicitCurve", "it", func="y - log(x)")
    result, _ = drawn(plot_of("sin(x)", equation, wires="axes.mobject > it.axes"), tmp_path)
    assert [note.node_id for note in result.notes] == ["it"]


@pytest.mark.parametrize("formula", ["log(x)", "1/x", "tan(x)"])
def test_its_pixels_are_those_of_the_function_and_no_others(tmp_path: Path, formula: str) -> None:
    _, pixels = drawn(plot_of(formula, color="#FF0000"), tmp_path)
    rows, columns = np.nonzero(is_red(pixels))
    assert len(rows) > 500
    # From pixels to the coordinates of axes that are 12 by 6 units, of a frame that is 14.2 by 8.
    x = (columns + 0.5 - 320) / 360 * 8 / 12 * 8
    y = (180 - rows - 0.5) / 360 * 8 / 6 * 6
    assert np.abs(y).max() <= 3.1
    function = {"log(x)": np.log, "1/x": np.reciprocal, "tan(x)": np.tan}[formula]
    fine = np.linspace(-4, 4, 20_001)
    with np.errstate(all="ignore"):
        curve = np.stack([fine, function(fine)])
    curve = curve[:, np.abs(curve[1]) < 3.05]
    distances = [
        np.hypot((curve[0] - a) * 1.5, curve[1] - b).min() for a, b in zip(x, y, strict=True)
    ]
    assert max(distances) < 0.12


def test_the_film_of_a_live_curve_has_no_spike(tmp_path: Path) -> None:
    _, pixels = drawn(with_tracker(live=True, color="#FF0000"), tmp_path)
    rows, _ = np.nonzero(is_red(pixels))
    assert rows.min() >= 40
    assert rows.max() <= 320


@pytest.mark.parametrize(
    ("maker", "parameters"),
    [
        ("ApplyComplexFunctionToPoints", {"function": "1/z"}),
        ("ApplyComplexFunction", {"function": "1/z", "run_time": 0.2}),
        ("ApplyFunctionToPoints", {"function": "(sqrt(x), y, z)"}),
        ("ApplyPointwiseFunction", {"function": "(1/x, y, z)", "run_time": 0.2}),
        ("Homotopy", {"function": "(x, y + t/x, z)", "run_time": 0.2}),
    ],
)
def test_points_without_a_place_are_noted_at_their_node(
    tmp_path: Path, maker: str, parameters: dict[str, object]
) -> None:
    plane, node = made("NumberPlane", "plane"), made(maker, "it", **parameters)
    result, _ = drawn(graph_of(plane, node, wires="plane.mobject > it.mobject"), tmp_path)
    words = "Its function has no value at some points, or leaps there: lines are cut."
    assert result.notes == (PreviewNote("it", words),)


def test_a_field_with_a_part_missing_is_noted(tmp_path: Path) -> None:
    field = made(
        "ArrowVectorField", "it", function="(log(x), y, 0)", x_range=[-2, 2, 1], y_range=[-1, 1, 1]
    )
    result, _ = drawn(graph_of(field), tmp_path)
    words = "Its field has no value at some points, where nothing is drawn."
    assert result.notes == (PreviewNote("it", words),)


def test_stream_lines_that_end_at_a_pole_are_noted(tmp_path: Path) -> None:
    ranges: dict[str, object] = {"x_range": [-1, 1, 1], "y_range": [-1, 1, 1]}
    field = made("StreamLines", "it", function="(0, -1/y, 0)", color="#FF0000", **ranges)
    result, _ = drawn(graph_of(field), tmp_path)
    words = "Its function has no value at some points, or leaps there: lines are cut."
    assert result.notes == (PreviewNote("it", words),)


def test_names_of_bars_that_nobody_can_read_are_noted(tmp_path: Path) -> None:
    names = ["A name as long as nobody has ever given to a bar of a chart before this one"] * 2
    chart = made("BarChart", "it", values=[1, 2], bar_names=names, x_length=2)
    result, _ = drawn(graph_of(chart), tmp_path)
    (note,) = result.notes
    assert note.message.startswith("The names of its bars have so little room")


def test_a_surface_with_a_part_missing_is_noted(tmp_path: Path) -> None:
    axes, node = made("ThreeDAxes", "axes"), made("PlotSurface", "it", function="log(x)")
    result, _ = drawn(graph_of(axes, node, wires="axes.mobject > it.axes"), tmp_path)
    words = "Its surface has no value in part of the range, and is not drawn there."
    assert result.notes == (PreviewNote("it", words),)
