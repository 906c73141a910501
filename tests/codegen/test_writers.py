"""Writers: the only way in which a value of a project becomes source."""

import ast
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.codegen.writers import CodegenError, WritingContext, write_value
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import PARAMETER_TYPES, Names
from tests.support.documents import json_values

NAMES = Names({"BLUE": "#58C4DD"}, {"ease": "rate_functions.ease", "smooth": "smooth"})
A, B = (ast.parse(text, mode="eval").body for text in ("tracker.get_value()", "-x"))
CONTEXT = WritingContext(NAMES, {"a": A, "b": B})


def written(type_name: str, value: Any, **keys: Any) -> str:
    parameter = Parameter(name="it", type=type_name, **keys)
    return ast.unparse(ast.fix_missing_locations(write_value(value, parameter, CONTEXT)))


@pytest.mark.parametrize(
    ("type_name", "value", "source"),
    [
        ("number", 2, "2"),
        ("number", -0.5, "-0.5"),
        ("number", 1e22 / 1e15, "10000000.0"),
        ("number", "pi/2", "PI / 2"),
        ("integer", 3, "3"),
        ("integer", 3.0, "3"),
        ("integer", "6/2", "3"),
        ("integer", -4, "-4"),
        ("angle", 45, "45 * DEGREES"),
        ("angle", -45, "-45 * DEGREES"),
        ("angle", 0, "0"),
        ("angle", "90/4", "90 / 4 * DEGREES"),
        ("angle", "0.3 / DEGREES", "0.3"),
        ("complex", (2, 1.5), "2 + 1.5j"),
        ("complex", (-2, -1), "-2 - 1j"),
        ("complex", (0, -1), "-1j"),
        ("complex", (0.5, 0), "0.5"),
        ("complex", (0, "-pi"), "-PI * 1j"),
        ("complex", ("e", "pi/2"), "np.e + PI / 2 * 1j"),
        ("complex_expression", "a + 2*i", "tracker.get_value() + 2 * 1j"),
        ("complex_function", "exp(i*b)", "lambda: np.exp(1j * -x)"),
        ("mapping[string, color]", (), "{}"),
        (
            "mapping[string, color]",
            (("it's", "BLUE"), ("b", "#fff")),
            "{\"it's\": BLUE, 'b': '#FFF'}",
        ),
        ("mapping[link, list[number]]", (((1, "B"), (1, 2)),), "{(1, 'B'): [1, 2]}"),
        ("name", "A", "'A'"),
        ("name", -1, "-1"),
        ("link", (1, "B"), "(1, 'B')"),
        ("list[link]", ((1, 2), ("A", "B")), "[(1, 2), ('A', 'B')]"),
        ("boolean", True, "True"),
        ("string", 'it\'s "so"\n', "'it\\'s \"so\"\\n'"),
        ("text", "\u202e\u2028\0", "'\\u202e\\u2028\\x00'"),
        ("math", "\\frac{1}{2}", "'\\\\frac{1}{2}'"),
        ("font", "Noto Sans", "'Noto Sans'"),
        ("file", "sun.png", "'sun.png'"),
        ("format", "{a:.2f}", "'{a:.2f}'"),
        ("color", "BLUE", "BLUE"),
        ("color", "#a1b2c3", "'#A1B2C3'"),
        ("rate_function", "smooth", "smooth"),
        ("rate_function", "ease", "rate_functions.ease"),
        ("rate_function", "Snap: 0.25, 0.1, 0.25, 1", "cubic_bezier(0.25, 0.1, 0.25, 1)"),
        ("rate_function", "Back: 0.5, -0.5, 0.5, 1", "cubic_bezier(0.5, -0.5, 0.5, 1)"),
        ("range", (-1, "pi", 0.5), "[-1, PI, 0.5]"),
        ("expression", "2*a^b", "2 * tracker.get_value() ** (-x)"),
        ("expression", "(a, b, 0)", "np.array([tracker.get_value(), -x, 0])"),
        ("list[number]", (1, "pi"), "[1, PI]"),
        ("list[list[color]]", (("BLUE",), ()), "[[BLUE], []]"),
        ("list[point]", ((1, 0), (0, 2)), "[RIGHT, 2 * UP]"),
    ],
)
def test_values_are_written_as_a_person_would(type_name: str, value: Any, source: str) -> None:
    assert written(type_name, value) == source


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ((0, 0), "ORIGIN"),
        ((0, 0, 0), "ORIGIN"),
        ((1, 0), "RIGHT"),
        ((-2, 0, 0), "2 * LEFT"),
        ((0, 1.5), "1.5 * UP"),
        ((0, -1, 0), "DOWN"),
        ((0, 0, 1), "OUT"),
        ((0, 0, -3), "3 * IN"),
        ((1, 1), "UR"),
        ((-1, 1), "UL"),
        ((1, -1, 0), "DR"),
        ((-2.5, -2.5), "2.5 * DL"),
        ((2, 1), "2 * RIGHT + UP"),
        ((1, 1, 1), "RIGHT + UP + OUT"),
        ((1, 2, -3), "RIGHT + 2 * UP + 3 * IN"),
        (("pi", 1), "PI * RIGHT + UP"),
        (("1 + 1", "-1"), "(1 + 1) * RIGHT + -1 * UP"),
        ((1, "1"), "RIGHT + 1 * UP"),
        ((1, 1, "0"), "RIGHT + UP + 0 * OUT"),
    ],
)
def test_vectors_are_written_with_manims_directions(value: Any, source: str) -> None:
    assert written("vector", value) == source


coordinates = st.floats(-100, 100).map(lambda number: round(number, 3)) | st.integers(-3, 3)


@given(st.lists(coordinates, min_size=2, max_size=3))
def test_a_vector_is_what_it_says(value: list[float]) -> None:
    right, up, out = np.eye(3)
    diagonals = {"UR": right + up, "UL": up - right, "DR": right - up, "DL": -right - up}
    axes = {"RIGHT": right, "LEFT": -right, "UP": up, "DOWN": -up, "OUT": out, "IN": -out}
    vector = eval(written("vector", value), {"ORIGIN": np.zeros(3), **axes, **diagonals})
    assert np.allclose(vector, [*value, 0][:3])


@pytest.mark.parametrize(
    ("value", "variables", "source"),
    [
        ("sin(x)", ("x",), "lambda x: np.sin(x)"),
        ("a * x", ("x",), "lambda x: tracker.get_value() * x"),
        ("(cos(t), sin(t), 0)", ("t",), "lambda t: np.array([np.cos(t), np.sin(t), 0])"),
        ("(t, -t)", ("t",), "lambda t: np.array([t, -t, 0])"),
        (
            "(t, 1) if t > 0 else (0, 0, t)",
            ("t",),
            "lambda t: np.array([t, 1, 0]) if t > 0 else np.array([0, 0, t])",
        ),
        ("a + b", ("a", "b"), "lambda a, b: a + b"),
        ("1", (), "lambda: 1"),
    ],
)
def test_functions_become_lambdas(value: str, variables: tuple[str, ...], source: str) -> None:
    assert written("function", value, variables=variables) == source


@pytest.mark.parametrize(("value", "source"), [("up", "'up'"), (2, "2"), (-1, "-1"), (0.5, "0.5")])
def test_choices_are_written_as_they_are(value: Any, source: str) -> None:
    assert written("choice", value, choices=("up", 2, -1, 0.5)) == source


def test_constants_are_written_as_names() -> None:
    choices = ("ArrowTip", "LineJointType.ROUND")
    assert written("constant", "ArrowTip", choices=choices) == "ArrowTip"
    assert written("constant", "LineJointType.ROUND", choices=choices) == "LineJointType.ROUND"


@pytest.mark.parametrize(
    ("type_name", "value", "fault"),
    [
        ("number", "x", "it must be a number, got 'x'"),
        ("expression", "c + 1", "it is not an expression we can use. 'c' is not known here."),
        ("constant", "os", "it must be one of Up, got 'os'"),
        ("python", "return (", "it is not Python: '(' was never closed in line 1"),
        ("list[color]", ("BLUE", "mud"), "it item 2 must be a manim color"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused(type_name: str, value: Any, fault: str) -> None:
    with pytest.raises(CodegenError) as caught:
        written(type_name, value, choices=("UP",))
    assert fault in str(caught.value)


@given(
    st.sampled_from([*(name for name in PARAMETER_TYPES if name != "python"), "list[list[text]]"]),
    json_values,
)
def test_any_value_is_refused_or_written_without_a_call_or_name_of_its_own(
    type_name: str, value: Any
) -> None:
    try:
        source = written(type_name, value, choices=("UP",), variables=("x",))
    except CodegenError:
        return
    tree = ast.parse(source, mode="eval")
    known = {"UP", "BLUE", "PI", "TAU", "DEGREES", "np", "x", "tracker", "rate_functions", "smooth"}
    known |= {"RIGHT", "LEFT", "DOWN", "OUT", "IN", "UR", "UL", "DR", "DL", "ORIGIN"}
    assert {part.id for part in ast.walk(tree) if isinstance(part, ast.Name)} <= known
    assert not any(isinstance(part, ast.Call) for part in ast.walk(tree))
