"""Expressions: what is let in, what is kept out, and what is written back."""

import ast
import keyword
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from manim_nodes.library.expressions import (
    CONSTANTS,
    FUNCTIONS,
    MAX_LENGTH,
    ExpressionError,
    evaluate_constant,
    parse_expression,
)

NAMES = {"np": np, "PI": math.pi, "TAU": math.tau, "DEGREES": math.pi / 180}


def written(text: str, *names: str) -> str:
    return ast.unparse(parse_expression(text, names))


def rejection_reason(text: str, *names: str) -> str:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text, names)
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("np.sin(2*x)", "np.sin(2 * x)"),
        ("x if x>0 else -x", "x if x > 0 else -x"),
        ("2^x", "2 ** x"),
        ("2pi".replace("2", "2*"), "2 * PI"),
        ("math.pi + np.e + tau", "PI + np.e + TAU"),
        ("asin(x) + ln(x)", "np.arcsin(x) + np.log(x)"),
        ("0 <= x < 1 and not x == 0.5", "0 <= x < 1 and (not x == 0.5)"),
        ("(cos(x), sin(x), 0)", "(np.cos(x), np.sin(x), 0)"),
        ("(x, 1) if x > 0 else (0, 0)", "(x, 1) if x > 0 else (0, 0)"),
        ("x" + " " * (MAX_LENGTH - 1), "x"),
        ("1e12", "1000000000000.0"),
        ("6.02e23 * x", "6.02e+23 * x"),
        ("10000000000000000 * x", "1e+16 * x"),
        ("min(x, 1, 2)", "min(x, 1, 2)"),
        ("round(x, 2)", "round(x, 2)"),
        ("(1 +\n 2)", "1 + 2"),
        ("  x  ", "x"),
        ("True", "True"),
        ("45 * DEGREES", "45 * DEGREES"),
        ("conj(x) + re(x)*im(x)", "np.conj(x) + np.real(x) * np.imag(x)"),
        ("-x // 2 % 3", "-x // 2 % 3"),
    ],
)
def test_mathematics_is_written_back_in_manims_names(text: str, source: str) -> None:
    assert written(text, "x") == source


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('id')",
        "x;import os",
        "x\nimport os",
        "open('/etc/passwd').read()",
        "().__class__.__bases__[0].__subclasses__()",
        "np.savetxt('/tmp/pwn', [1])",
        "np.fromfile('/etc/passwd')",
        "np.lib.npyio.os.system('id')",
        "np.f2py.sys",
        "numpy.f2py.sys.modules",
        "lambda: x",
        "(lambda: x)()",
        "[x for x in (1, 2)]",
        "{x: 1}",
        "x.real",
        "x[0]",
        "sin(*x)",
        "sin(x=1)",
        "f'{x}'",
        "'a' * 3",
        "b'a'",
        "1j",
        "(y := 1)",
        "x | 1",
        "~x",
        "x @ x",
        "x in (1, 2)",
        "x is None",
        "None",
        "...",
        "await x",
        "yield x",
        "9**9**9",
        "x ** 9**9**9",
        "1e999",
        "1e301",
        "2^1025",
        "(-8)^(1/3)",
        "0 ** -1",
        "sin",
        "np",
        "np.x",
        "pi.real",
        "eval(x)",
        "x(1)",
        "sin(x)(x)",
        "x := 1",
        "x = 1",
        "",
        "   ",
        "x +",
        "(" * 250,
        "\0",
        "x" * (MAX_LENGTH + 1),
        "+".join("x" * 120),
        "(" * 45 + "x" + "+1)" * 45,
        "()",
        "(x,)",
        "(x, 1, 2, 3)",
        "(x, 1) + (1, 2)",
        "((x, 1), 2)",
        "sin((x, 1))",
        "sin()",
        "sin(1, 2)",
        "min(1)",
        "log(8, 2)",
        "clip(x, 1)",
        "round(1, 2, 3)",
    ],
)
def test_anything_else_is_refused_in_one_sentence(text: str) -> None:
    message = rejection_reason(text, "x")
    assert message.endswith(".")
    assert len(message) < 250


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    assert rejection_reason("y + 1", "x", "t").startswith(
        "'y' is not known here. Variables: t, x. "
    )
    assert "No variable can be used here." in rejection_reason("y")


def test_a_function_with_too_few_values_says_how_many() -> None:
    assert rejection_reason("min(1)") == "min takes two values or more."
    assert rejection_reason("clip(1)") == "clip takes 3 values."
    assert rejection_reason("sin(1, 2)") == "sin takes one value."


def test_a_variable_may_have_the_name_of_a_constant() -> None:
    assert written("e * t", "e", "t") == "e * t"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_is_known_to_numpy_or_python(name: str) -> None:
    assert callable(eval(FUNCTIONS[name], NAMES))


SIGNS = '+-*/%^~|&@.,:;=<>()[]{}\n\\"#! '
pieces = st.sampled_from(
    [
        *FUNCTIONS,
        *CONSTANTS,
        *keyword.kwlist,
        *SIGNS,
        "np.",
        "math.",
        "x",
        "os",
        "__class__",
        "1",
        "2.5",
        "1e9",
        "'a'",
    ]
)
noise = st.lists(pieces | st.text(max_size=2), max_size=25).map("".join)


@given(noise)
def test_what_is_let_in_holds_allowed_parts_only(text: str) -> None:
    try:
        tree = parse_expression(text, {"x"})
    except ExpressionError:
        return
    assert ast.dump(ast.parse(ast.unparse(tree), mode="eval").body) == ast.dump(tree)
    assert names_in(tree) <= {"x", "np", *FUNCTIONS.values(), *CONSTANTS.values()}
    assert written(ast.unparse(tree), "x") == ast.unparse(tree)


def names_in(tree: ast.expr) -> set[str]:
    names = set()
    for part in ast.walk(tree):
        if isinstance(part, ast.Name | ast.Attribute):
            names.add(ast.unparse(part))
        assert not isinstance(part, ast.Lambda | ast.Subscript | ast.Starred | ast.keyword)
        assert not isinstance(part, ast.Constant) or isinstance(part.value, int | float)
    return names


def joined(left: str, operator: str, right: str) -> str:
    return f"({left} {operator} {right})"


def called(function: str, value: str) -> str:
    return f"{function}({value})"


def chosen(value: str, test: str, other: str) -> str:
    return f"({value} if {test} else {other})"


plain = st.one_of(
    st.integers(0, 50).map(str),
    st.floats(0, 1e3, allow_nan=False).map(lambda number: f"{number:.4f}"),
    st.sampled_from(sorted(CONSTANTS)),
)
TWO_VALUES = ["atan2", "hypot", "max", "min", "mod"]
two_values = st.sampled_from(TWO_VALUES)
one_value = st.sampled_from(sorted(FUNCTIONS.keys() - {*TWO_VALUES, "arctan2", "clip"}))


def larger(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tests = st.builds(joined, numbers, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), numbers)
    tests |= st.builds("({} < {} <= {})".format, numbers, numbers, numbers)
    tests |= st.builds(joined, tests, st.sampled_from(["and", "or"]), tests)
    tests |= st.builds("(not {})".format, tests)
    operator = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "and", "or"])
    return st.one_of(
        st.builds(joined, numbers, operator, numbers),
        st.builds(called, one_value, numbers),
        st.builds("{}({}, {})".format, two_values, numbers, numbers),
        st.builds("clip({}, {}, {})".format, numbers, numbers, numbers),
        st.builds(chosen, numbers, tests, numbers),
        st.builds("(-{})".format, numbers),
    )


@given(st.recursive(plain, larger, max_leaves=8))
def test_evaluation_agrees_with_python(text: str) -> None:
    try:
        tree = parse_expression(text)
        ours = evaluate_constant(tree)
        with np.errstate(all="ignore"):
            theirs: Any = eval(ast.unparse(tree), NAMES)
    # numpy has no whole numbers of more than 64 bits.
    except (ExpressionError, OverflowError, TypeError):
        assume(False)
        raise
    assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize(
    "text", ["1/0", "sqrt(-1)", "exp(1000)", "(1, 2)", "10^300 * 10^300", "log(0)", "int(1) % 0"]
)
def test_what_has_no_finite_value_is_refused(text: str) -> None:
    tree = parse_expression(text)
    with pytest.raises(ExpressionError, match="has no value"):
        evaluate_constant(tree)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 and 3", 3),
        ("0 and 1/0", 0),
        ("2 or 1/0", 2),
        ("0 or 3", 3),
        ("3 > 2 > 1", True),
        ("1 > 2 > 1/0", False),
        ("not 0", True),
        ("2 > 2", False),
        ("2 < 2", False),
        ("2 >= 2", True),
        ("2 <= 2", True),
        ("+2", 2),
        ("1 if 2 != 2 else 4", 4),
        ("3^40 % 7", 3**40 % 7),
        ("2^-1", 0.5),
        ("sign(0) + sinc(0)", 1),
    ],
)
def test_values_are_those_of_python(text: str, value: float) -> None:
    assert evaluate_constant(parse_expression(text)) == value
