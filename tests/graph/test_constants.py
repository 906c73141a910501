"""Constants of a project, in numbers, expressions, colors and texts of its nodes."""

import ast
from typing import Any

import pytest

from manim_nodes.document.model import Constant, Settings
from manim_nodes.graph import constant_rules
from manim_nodes.graph.build import build
from manim_nodes.graph.constants import values_of
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from manim_nodes.library.constants import with_fields
from manim_nodes.library.expressions import evaluate_constant
from tests.support.library import check_problems, check_source, node, toy_document, toy_graph
from tests.support.sources import NODES

SPEED = (
    Constant(name="speed", value=9),
    Constant(name="half", value="speed / 2"),
    Constant(name="accent", type="color", value="#ff8800"),
    Constant(name="who", type="text", value="Ada"),
    Constant(name="wave", type="function", value="sin(half * x)"),
)


def made(parameters: dict[str, Any], node_id: str = "disc_1") -> Any:
    graph = toy_graph([node(node_id, parameters)], constants=SPEED)
    return dict(graph.document.nodes[0].parameters)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"radius": "half"}, 4.5),
        ({"radius": "half - speed"}, -4.5),
        ({"radius": "half * pi"}, "4.5 * pi"),
        ({"radius": "1 + 1"}, "1 + 1"),
        ({"radius": "half / 0"}, "4.5 / 0"),
        ({"radius": "halfway"}, "halfway"),
        ({"color": "accent"}, "#ff8800"),
        ({"color": "BLUE"}, "BLUE"),
    ],
)
def test_a_name_stands_for_its_value(parameters: dict[str, Any], expected: Any) -> None:
    assert made(parameters) == {next(iter(parameters)): expected}


def test_each_project_knows_the_size_of_its_frame() -> None:
    upright = Settings(frame_width=8, frame_height=14)
    nodes = [node("disc_1", {"radius": "frame_width / 2"})]
    graph = toy_graph(nodes, settings=upright)
    assert graph.document.nodes[0].parameters["radius"] == 4
    assert validate(graph) == []
    wide = (Constant(name="wide", value="frame_width - 1"),)
    graph = toy_graph([node("disc_1", {"radius": "wide"})], constants=wide, settings=upright)
    assert graph.document.nodes[0].parameters["radius"] == 7
    own = (Constant(name="frame_width", value=3),)
    graph = toy_graph([node("disc_1", {"radius": "frame_width"})], constants=own, settings=upright)
    assert graph.document.nodes[0].parameters["radius"] == 3


def test_a_function_is_put_in_whole() -> None:
    assert made({"function": "wave^2"}, "curve_1") == {"function": "sin(4.5 * x) ** 2"}


def test_the_variables_and_inputs_of_a_node_go_first() -> None:
    constants = (Constant(name="x", value=1), Constant(name="scale", value=2))
    graph = toy_graph([node("curve_1", {"function": "scale * x"})], constants=constants)
    assert graph.document.nodes[0].parameters["function"] == "scale * x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{who} runs at {speed} m/s", "Ada runs at 9 m/s"),
        ("{half:.2} and {2 * speed}", "4.50 and 18"),
        ("{speed / 7:.1}", "1.3"),
        ("{unknown} {} {{who}} {1 + 1}", "{unknown} {} {Ada} {1 + 1}"),
        ("{speed / 0}", "{speed / 0}"),
        ("speed", "speed"),
    ],
)
def test_texts_hold_values_between_braces(text: str, expected: str) -> None:
    assert with_fields(text, values_of(SPEED)) == expected


@pytest.mark.parametrize(
    ("color", "expected"), [("YELLOW", "#F7D96F"), ("#ff8800", "#ff8800"), ("RED", "#FC6255")]
)
def test_texts_have_colors_by_number_as_typst_wants_them(color: str, expected: str) -> None:
    parameters = {"typst_code": '#text(rgb("{ball}"))[ball]', "color": "ball"}
    ball = Constant(name="ball", type="color", value=color)
    document = toy_document([node("typst_1", parameters)], constants=(ball,))
    given = build(document, load_library(NODES)).document.nodes[0].parameters
    assert given == {"typst_code": f'#text(rgb("{expected}"))[ball]', "color": color}


def test_the_script_has_the_values() -> None:
    graph = toy_graph(
        [node("disc_1", {"radius": "half"}), "draw_1"],
        "disc_1.mobject > draw_1.mobject",
        constants=SPEED,
    )
    check_source(graph, "disc_1 = Circle(radius=4.5)", "self.play(Create(disc_1))")


@pytest.mark.parametrize(
    ("constant", "message"),
    [
        (Constant(name="a", value="1/0"), "must be a number, got '1/0'"),
        (Constant(name="a", value="later"), "must be a number, got 'later'"),
        (Constant(name="sin", value=1), "needs another name"),
        (Constant(name="x", value=1), "needs another name"),
        (Constant(name="a", type="color", value="mauve"), "must be a manim color"),
        (Constant(name="a", type="function", value="y + 1"), "is no function of x"),
    ],
)
def test_what_is_wrong_with_a_constant_is_said(constant: Constant, message: str) -> None:
    graph = toy_graph("disc_1 draw_1", "disc_1.mobject > draw_1.mobject", constants=(constant,))
    (problem,) = check_problems(graph, "bad-constant")
    assert message in problem.message


def test_constants_made_of_constants_cannot_fill_the_memory() -> None:
    texts = [Constant(name="a0", type="text", value="0123456789")]
    functions = [Constant(name="f0", type="function", value="x + 1")]
    for level in range(1, 60):
        before = f"{{a{level - 1}}}"
        texts.append(Constant(name=f"a{level}", type="text", value=before * 10))
        functions.append(
            Constant(name=f"f{level}", type="function", value=f"f{level - 1} * f{level - 1}")
        )
    values = values_of((*texts, *functions))
    assert max(len(str(value)) for value in values.values()) <= 10_000


def test_each_of_a_thousand_constants_is_worked_out_a_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked_out: list[str] = []

    def noted(tree: ast.expr) -> float:
        worked_out.append(ast.unparse(tree))
        return evaluate_constant(tree)

    monkeypatch.setattr("manim_nodes.graph.constants.evaluate_constant", noted)
    many = [Constant(name="c0", value=1)]
    many += [Constant(name=f"c{index}", value=f"c{index - 1} + 1") for index in range(1, 1000)]
    graph = toy_graph("disc_1", constants=tuple(many))
    assert list(constant_rules.faulty_constants(graph)) == []
    assert len(worked_out) <= 3 * 999  # for the graph, for the rule, and for those behind it
