"""Commas of numbers are told from those between values."""

import pytest

from manim_nodes.library.decimal_commas import with_points


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0,5", "0.5"),
        ("-,5", "-.5"),
        ("sin(0,5)", "sin(0.5)"),
        ("2,5*sin(0,5*x) + 1,5", "2.5*sin(0.5*x) + 1.5"),
        ("sqrt((0,5 + x) * 2)", "sqrt((0.5 + x) * 2)"),
        ("x if x > 0,5 else 0,25", "x if x > 0.5 else 0.25"),
        ("max(0,5; 2)", "max(0.5, 2)"),
        ("max(0,5, 2,5)", "max(0.5, 2.5)"),
        ("clip(sin(0,5); -1; 1)", "clip(sin(0.5), -1, 1)"),
        ("(0,5*x; 1)", "(0.5*x, 1)"),
        ("(0,5, -1,5)", "(0.5, -1.5)"),
    ],
)
def test_a_comma_within_a_number_is_its_point(typed: str, read: str) -> None:
    assert with_points(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "max(1,2)",
        "atan2(y,x)",
        "(1,2)",
        "(1,2,3)",
        "(-y, x, 0)",
        "round(x,2)",
        "mine(1,2)",
        "x, 5",
        "max(1,2",
        "0.5",
    ],
)
def test_other_commas_stay(typed: str) -> None:
    assert with_points(typed) == typed
