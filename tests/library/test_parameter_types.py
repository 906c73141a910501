"""Parameter types: which values a project may hold, and what is said of the others."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import (
    PARAMETER_TYPES,
    Names,
    as_function,
    check_value,
    is_known_type,
    number_value,
    port_type_of,
    shown,
)
from tests.support.documents import json_values

NAMES = Names({"BLUE": "#58C4DD"}, {"smooth": "smooth"}, frozenset({"a", "b"}))


def fault_of(type_name: str, value: Any, **keys: Any) -> str | None:
    return check_value(value, Parameter(name="it", type=type_name, **keys), NAMES)


@pytest.mark.parametrize(
    ("type_name", "value"),
    [
        *[("number", value) for value in (0, -1.5, 1e9, "pi/2", "2^10")],
        *[("integer", value) for value in (3, 3.0, "6/2")],
        ("angle", "-45"),
        ("boolean", False),
        *[(name, "any 'text'\n") for name in ("string", "text", "math", "font", "file")],
        *[("color", value) for value in ("BLUE", "#abc", "#A1B2C3", "#A1B2C3FF")],
        *[("vector", value) for value in ((1, 2), (1, -2.5, "pi"), [0, 0])],
        ("point", (0, 0, 0)),
        *[("range", value) for value in ((0, 1), (-1, 1, 0.5), ("-pi", "pi", "pi/4"))],
        *[("name", value) for value in ("a", -3)],
        ("link", ["a", 2]),
        ("rate_function", "smooth"),
        *[("expression", value) for value in ("a + b", "2", "(a, b, 0)")],
        ("function", "sin(a)"),
        ("format", "{a:.2f} of {b}"),
        ("python", "return [\n  1]"),
        ("python", ""),
        ("list[number]", ()),
        ("list[list[number]]", ((1, 2), (3,))),
        ("list[color]", ["BLUE", "#fff"]),
        *[("complex", value) for value in ((1, -2.5), ("pi/2", 0))],
        *[("complex_expression", value) for value in ("a + 2*i", "exp(i*pi)")],
        ("complex_function", "i*b"),
        ("mapping[string, color]", ()),
        ("mapping[string, color]", (("one", "BLUE"), ("two", "#fff"))),
        ("mapping[link, list[number]]", [[["a", 1], [1, 2]]]),
    ],
)
def test_good_values_are_accepted(type_name: str, value: Any) -> None:
    assert fault_of(type_name, value) is None


@pytest.mark.parametrize("value", [7.9e9, 1e15, "8e9 * 2", -(10**12)])
def test_what_is_counted_or_shown_may_be_larger_than_a_place(value: Any) -> None:
    assert fault_of("number", value, data=True) is None
    assert "up to 1,000,000,000" in (fault_of("number", value) or "")
    assert "up to 1,000,000,000,000,000" in (fault_of("number", 1e16, data=True) or "")


@pytest.mark.parametrize(
    ("type_name", "value", "fault"),
    [
        ("number", None, "must be a number, got nothing"),
        ("number", True, "must be a number, got true"),
        ("number", "two", "must be a number, got 'two'"),
        ("number", "1/0", "must be a number, got '1/0'"),
        ("range", (0, 1e16, 1e15), "must be a number up to 1,000,000,000,000,000, got 1e+16"),
        ("number", 1e10, "must be a number up to 1,000,000,000, got 10000000000"),
        ("number", "1e12", "must be a number up to 1,000,000,000, got '1e12'"),
        ("number", float("nan"), "must be a number up to 1,000,000,000, got nan"),
        ("number", float("inf"), "must be a number up to 1,000,000,000, got inf"),
        ("integer", 2.5, "must be a whole number, got 2.5"),
        ("integer", "x", "must be a whole number, got 'x'"),
        ("integer", float("inf"), "must be a whole number, got inf"),
        ("boolean", 1, "must be true or false, got 1"),
        ("text", 5, "must be text, got 5"),
        ("color", "MAUVE", "must be a manim color or #RRGGBB, got 'MAUVE'"),
        ("color", "#12345", "must be a manim color or #RRGGBB, got '#12345'"),
        ("color", 0xFF, "must be a manim color or #RRGGBB, got 255"),
        ("vector", (1,), "must be two or three numbers, got (1)"),
        ("vector", "UP", "must be two or three numbers, got 'UP'"),
        ("vector", (1, "up"), "must be a number, got 'up'"),
        ("range", 3, "must be a start, an end and perhaps a step, got 3"),
        ("range", (0, "x"), "must be a number, got 'x'"),
        ("range", (1, 1), "must start below its end, got (1, 1)"),
        ("range", (0, 1, 0), "must have a step > 0, got (0, 1, 0)"),
        ("name", "", "must be a text or a whole number, got ''"),
        ("name", True, "must be a text or a whole number, got true"),
        ("name", 10**10, "must be a text or a whole number, got 10000000000"),
        ("link", ["a"], "must be two names, got (a)"),
        ("link", ["a", 1.5], "must be a text or a whole number, got 1.5"),
        ("rate_function", "wobble", "must be one of manim's rate functions, got 'wobble'"),
        ("rate_function", ["smooth"], "must be one of manim's rate functions, got (smooth)"),
        ("expression", 5, "must be an expression, got 5"),
        (
            "expression",
            "a +",
            "is not an expression we can use. 'a +' is not a complete expression.",
        ),
        ("format", 5, "must be text, got 5"),
        ("format", "{a", "has a brace that does not fit: expected '}' before end of string"),
        ("format", "{c}", "has the field 'c'; there are a, b"),
        ("format", "{a.__class__}", "has the field 'a.__class__'; there are a, b"),
        ("format", "{a!r}", "has the format 'r'; write one such as {a:.2f}"),
        ("format", "{a:{b}}", "has the format '{b}'; write one such as {a:.2f}"),
        ("python", 5, "must be Python code, got 5"),
        ("python", "x = 1\nif", "is not Python: invalid syntax in line 2"),
        ("python", "return 1\n    return 2", "is not Python: unexpected indent in line 2"),
        ("list[number]", 5, "must be a list, got 5"),
        ("list[number]", (1, "x"), "item 2 must be a number, got 'x'"),
        ("list[list[number]]", ((1,), ("x",)), "item 2 item 1 must be a number, got 'x'"),
        ("complex", 3, "must be a real and an imaginary part, got 3"),
        ("complex", (1, 2, 3), "must be a real and an imaginary part, got (1, 2, 3)"),
        ("complex", (1, "i"), "must be a number, got 'i'"),
        (
            "expression",
            "2*i",
            "is not an expression we can use. 'i' is not known here. Variables: a, b. "
            "Functions: sin, cos, exp, sqrt, abs and the like; constants: pi, tau, e.",
        ),
        ("mapping[string, color]", 5, "must be a list of pairs, got 5"),
        ("mapping[string, color]", ("ab",), "item 1 must be a pair, got 'ab'"),
        ("mapping[string, color]", ((1, "BLUE"),), "key 1 must be text, got 1"),
        (
            "mapping[string, color]",
            (("a", "BLUE"), ("b", 1)),
            "value 2 must be a manim color or #RRGGBB, got 1",
        ),
        (
            "mapping[name, color]",
            (("a", "BLUE"), ("a", "BLUE")),
            "must give 'a' one value, not two",
        ),
    ],
)
def test_bad_values_are_named(type_name: str, value: Any, fault: str) -> None:
    assert fault_of(type_name, value) == fault


@pytest.mark.parametrize(
    ("keys", "value", "fault"),
    [
        ({"minimum": 0}, 0, None),
        ({"minimum": 0}, -1, "must be >= 0, got -1"),
        ({"exclusive_minimum": 0}, "0*pi", "must be > 0, got '0*pi'"),
        ({"maximum": 1}, 1.5, "must be <= 1, got 1.5"),
    ],
)
def test_numbers_keep_to_their_range(keys: dict[str, float], value: Any, fault: str | None) -> None:
    assert fault_of("number", value, **keys) == fault
    assert fault_of("vector", (value, value), **keys) == fault


@pytest.mark.parametrize(
    ("value", "fault"),
    [
        (((0, -1),), "value 1 must be >= 0, got -1"),
        (((0, 5),), None),
        (((-1, 5),), "key 1 must be >= 0, got -1"),
        (((2, 5),), "key 1 must be <= 1, got 2"),
    ],
)
def test_keys_have_a_range_of_their_own(value: Any, fault: str | None) -> None:
    limits = {"minimum": 0, "key_minimum": 0, "key_maximum": 1}
    assert fault_of("mapping[number, number]", value, **limits) == fault


def test_a_list_may_need_several_items() -> None:
    assert fault_of("list[name]", ("a", "b"), at_least=2) is None
    fault = fault_of("list[name]", ("a",), at_least=2)
    assert fault == "must have at least 2 items, got 1"


def test_text_may_have_to_be_there() -> None:
    assert fault_of("string", "", minimum=1) == "must not be empty"


@pytest.mark.parametrize("value", ["up", 2])
def test_a_choice_is_one_of_its_choices(value: Any) -> None:
    assert fault_of("choice", value, choices=("up", 1, 2)) is None


@pytest.mark.parametrize("value", ["down", True, 3, None, ["up"]])
def test_another_choice_is_answered_with_the_choices(value: Any) -> None:
    fault = fault_of("choice", value, choices=("up", 1, 2))
    assert fault == f"must be one of up, 1, 2, got {shown(value)}"


def test_choices_are_said_as_people_see_them() -> None:
    titled = Parameter(
        name="way", type="choice", choices=("up", "dn"), choice_titles=("Upward", "Downward")
    )
    assert (
        PARAMETER_TYPES["choice"].check("left", titled, NAMES)
        == "must be one of Upward, Downward, got 'left'"
    )
    constant = Parameter(name="joint", type="constant", choices=("LineJointType.AUTO", "UP"))
    assert (
        PARAMETER_TYPES["constant"].check("x", constant, NAMES)
        == "must be one of Auto, Up, got 'x'"
    )


@given(
    st.sampled_from([*PARAMETER_TYPES, "list[list[color]]", "mapping[name, list[number]]"]),
    json_values,
)
def test_any_value_gets_an_answer(type_name: str, value: Any) -> None:
    fault = fault_of(type_name, value, choices=("up",), minimum=-5)
    assert fault is None or len(fault) < 400


@pytest.mark.parametrize(
    ("value", "number"), [(2, 2), ("2*3", 6), (True, None), ("x", None), (None, None), ([], None)]
)
def test_numbers_may_be_arithmetic(value: Any, number: float | None) -> None:
    assert number_value(value) == number


@pytest.mark.parametrize(
    ("type_name", "port_type"),
    [
        ("angle", "Number"),
        ("list[color]", "List[Color]"),
        ("mapping[string, color]", "Mapping"),
        ("list[list[vector]]", "List[List[Point]]"),
    ],
)
def test_each_type_says_what_wire_replaces_it(type_name: str, port_type: str) -> None:
    assert port_type_of(type_name) == port_type


MAPPINGS = ("mapping[]", "mapping[string]", "mapping[color, string]", "mapping[string, colour]")


@pytest.mark.parametrize(
    "name", ["list[]", "list[lists]", "numbers", "List", "", "list[number", *MAPPINGS]
)
def test_unknown_types_are_not_known(name: str) -> None:
    assert not is_known_type(name)


def test_long_values_are_shortened_in_messages() -> None:
    assert shown("x" * 99) == "'" + "x" * 56 + "..."


def test_texts_of_several_lines_stay_as_they_are() -> None:
    body = 'text = """one\n  two\n\n\tthree"""\nother = (\n    f"""{text}\nfour"""\n)'
    assert as_function("go", (), body, "    ").split("\n") == [
        "    def go():",
        '        text = """one',
        "  two",
        "",
        '\tthree"""',
        "        other = (",
        '            f"""{text}',
        'four"""',
        "        )",
        "",
    ]


def test_odd_ends_of_lines_do_not_break_code() -> None:
    namespace: dict[str, Any] = {}
    exec(as_function("go", (), "x = '\u2028'\r\n\treturn x".replace("\t", "")), namespace)
    assert namespace["go"]() == "\u2028"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("", ["    pass"]),
        ("# nothing", ["    # nothing", "    pass"]),
        ("if a:\n\treturn a\n\nreturn b", ["    if a:", "        return a", "", "    return b"]),
    ],
)
def test_code_becomes_the_body_of_a_function(body: str, lines: list[str]) -> None:
    assert as_function("go", ("self", "a=None"), body).splitlines() == [
        "def go(self, a=None):",
        *lines,
    ]


@pytest.mark.parametrize(
    ("value", "color", "opacity"),
    [("#FF000080", "#FF0000", "0.5"), ("#f008", "#f00", "0.53"), ("#00FF0000", "#00FF00", "0")],
)
def test_a_color_with_an_opacity_is_refused_with_what_to_write(
    value: str, color: str, opacity: str
) -> None:
    fault = check_value(value, Parameter(name="color", type="color"), NAMES)
    assert fault == (
        f"must be a color alone: write {color}, and {opacity} as the opacity, instead of '{value}'"
    )


@pytest.mark.parametrize(("value", "number"), [("0,5", "0.5"), ("-1,25", "-1.25"), (",5", ".5")])
def test_a_comma_is_answered_with_the_point(value: str, number: str) -> None:
    fault = check_value(value, Parameter(name="radius", type="number"), NAMES)
    assert fault == f"must be a number with a point: write {number} instead of '{value}'"
