"""Numbers that are shown: a dash where they have no value, and the right one at every time."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.graph.build import Graph
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult
from manim_nodes.render.quality import Quality
from tests.support.library import body_of
from tests.support.plots import AXES, graph_of, made, made_by, things_of

DASH = "\N{EN DASH}"
TEXT = {"numbers_as": "text"}


def shown(expression: str, number: float, node: Any) -> Graph:
    """Return a graph in which a node shows what an expression of a tracker gives."""
    tracker = made("ValueTracker", "k", value=number)
    worked_out = made("Expression", "v", expression=expression)
    port = {"FormatText": "a"}.get(node.type, "number")
    return graph_of(tracker, worked_out, node, wires=f"k.mobject > v.a; v.value > it.{port}")


def digits(number: Any) -> str:
    return "".join(part.original_text for part in number)


@pytest.mark.parametrize(
    ("expression", "number", "expected"),
    [
        ("log(a)", -1, DASH),
        ("1/a", 0, DASH),
        ("sqrt(a)", -4, DASH),
        ("1/a", 4, "0.25"),
        ("-log(a)", 1, "0.00"),
    ],
)
def test_a_number_without_a_value_is_a_dash(expression: str, number: float, expected: str) -> None:
    graph = shown(expression, number, made("DecimalNumber", "it", **TEXT))
    assert digits(made_by(graph)["it"]) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (made("Integer", "it", **TEXT), DASH),
        (made("LabeledNumber", "it", syntax="text", label="x ="), DASH),
    ],
)
def test_so_are_whole_numbers_and_numbers_with_labels(node: Any, expected: str) -> None:
    thing = made_by(shown("log(a)", -1, node))["it"]
    assert digits(thing if node.type == "Integer" else thing[1]) == expected


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (made("FormatNumber", "it", decimals=3), (DASH, "1.000")),
        (
            made("FormatText", "it", text="1/a is {a:.1f}, b"),
            (f"1/a is {DASH}, b", "1/a is 1.0, b"),
        ),
    ],
)
def test_texts_with_numbers_have_a_dash_too(node: Any, expected: tuple[str, str]) -> None:
    for number, text in zip((0, 1), expected, strict=True):
        words = made("Text", "text")
        wires = f"k.mobject > v.a; v.value > it.{'a' if node.type == 'FormatText' else 'number'}"
        graph = graph_of(
            made("ValueTracker", "k", value=number),
            made("Expression", "v", expression="1/a"),
            *(node, words),
            wires=f"{wires}; it.value > text.text",
        )
        assert made_by(graph)["text"].original_text == text


def test_numbers_that_always_have_a_value_are_left_to_manim() -> None:
    assert "DecimalNumber(" in body_of(generate(shown("2*a + 1", 1, made("DecimalNumber", "it"))))
    curve, value = made("Plot", "plot", function="sin(x)"), made("GraphValue", "v", x=1)
    number = made("DecimalNumber", "it")
    wires = "axes.mobject > plot.axes; plot.mobject > v.graph; v.value > it.number"
    assert "NumberOrDash" not in generate(graph_of(AXES, curve, value, number, wires=wires)).source


def test_a_number_that_is_set_to_what_has_no_value_is_a_dash() -> None:
    to = made("SetValue", "to")
    nodes = (made("ValueTracker", "k", value=0), made("Expression", "v", expression="1/a"))
    wires = "k.mobject > v.a; v.value > to.value; it.mobject > to.mobject"
    graph = graph_of(*nodes, made("DecimalNumber", "it", **TEXT), to, wires=wires)
    assert digits(made_by(graph)["it"]) == DASH


# --- as time passes ---------------------------------------------------------------------------


def played(graph: Graph, folder: Path, fps: int) -> tuple[PreviewResult, list[np.ndarray]]:
    frames: list[PreviewFrame] = []
    settings = PreviewSettings(folder / "cache", Quality(160, 90, fps), folder)
    result = render_preview(generate(graph), settings, on_frame=frames.append)
    assert result.error is None
    pictures = [np.array(frame.pixels) for frame in frames for _ in range(frame.count)]
    return result, pictures


@pytest.mark.slow
def test_a_function_with_a_pole_changes_a_number_and_is_noted(tmp_path: Path) -> None:
    graph = graph_of(
        made("DecimalNumber", "it", **TEXT),
        made("ChangingDecimal", "to", function="1/(a - 0.5)"),
        wires="it.mobject > to.mobject",
    )
    result, pictures = played(graph, tmp_path, 10)
    assert [note.node_id for note in result.notes] == ["to"]
    assert len(pictures) == 10


@pytest.mark.slow
def test_a_running_tracker_is_shown_at_each_frame_as_it_is_then(tmp_path: Path) -> None:
    def plan(*others: Any, wires: str) -> Graph:
        number = made("DecimalNumber", "number", live=True, font_size=144, **TEXT)
        waits = [made("Wait", name, duration=1) for name in ("w1", "w2")]
        turn = made("Indicate", "turn", run_time=1)
        dot = made("Dot", "dot", point=(0, 3, 0), fill_opacity=0)
        flow = "dot.mobject > turn.mobject; w1.flow > turn.flow; turn.flow > w2.flow"
        return graph_of(*others, number, dot, waits[0], turn, waits[1], wires=f"{flow}; {wires}")

    tracker, run = made("ValueTracker", "k"), made("CountUp", "run", rate=2)
    _, counted = played(
        plan(tracker, run, wires="k.mobject > run.mobject; k.mobject > number.number"), tmp_path, 5
    )
    time, double = made("SceneTime", "time"), made("Expression", "v", expression="2*a")
    _, right = played(
        plan(time, double, wires="time.value > v.a; v.value > number.number"), tmp_path, 5
    )
    assert len(counted) == len(right) == 15
    for number, (picture, expected) in enumerate(zip(counted, right, strict=True)):
        assert (picture == expected).all(), f"frame {number}"


def test_numbers_of_several_fonts_keep_theirs() -> None:
    graph = graph_of(
        made("DecimalNumber", "first", number=3.14, numbers_as="text"),
        made("DecimalNumber", "second", number=4.31, numbers_as="typst"),
        made("DecimalNumber", "third", number=1.43, numbers_as="text"),
    )
    things = made_by(graph)
    fonts = {
        name: {type(digit).__name__ for digit in things[name]} for name in things.keys() - {"self"}
    }
    assert fonts == {"first": {"Text"}, "second": {"MathTypst"}, "third": {"Text"}}
    things["second"].set_value(1.43)
    assert {type(digit).__name__ for digit in things["second"]} == {"MathTypst"}


def test_a_scene_with_numbers_of_one_font_is_written_without_more_ado() -> None:
    graph = graph_of(made("DecimalNumber", "first"), made("DecimalNumber", "second"))
    assert "keep_digits_apart" not in generate(graph).source


@pytest.mark.slow
@pytest.mark.parametrize("syntax", ["typst", "text"])
def test_words_and_digits_of_a_label_are_as_large_as_its_number(syntax: str) -> None:
    label = made(
        "LabeledNumber", "it", label="slope 3", number=3, num_decimal_places=0, syntax=syntax
    )
    words, number = things_of(generate(graph_of(label)))["it"]
    digits = words.family_members_with_points()[-1], number[0]
    heights = [digit.height for digit in digits]
    assert heights[0] == pytest.approx(heights[1], rel=0.02)
    assert digits[0].width == pytest.approx(digits[1].width, rel=0.02)
