"""A part of a formula gets a color of its own without breaking the formula."""

import re
from pathlib import Path

import pytest

from manim_nodes.editing.formula_parts import ColoredSpan, read_parts, whole_part, write_parts

# a formula, what is selected of it, and what can be colored then
CASES = [
    ("a^2 + b^2 = c^2", "c^2", "c^2"),
    ("a^2 + b^2 = c^2", "^2", "2"),
    ("a^2 + b^2 = c^2", " + b^2 ", "+ b^2"),
    ("a^2 + b^2 = c^2", "2 + b", "a^2 + b^2"),
    ("alpha x", "lph", "alpha"),
    ("frac(a + 1, b)", "a + 1", "a + 1"),
    ("frac(a + 1, b)", "1, b", "frac(a + 1, b)"),
    ("a + b/c", "a + b", "a + b/c"),
    ("a^2/b", "a^2", "a^2"),
    ("sin(x) + 1", "sin", "sin(x)"),
    ("f(x) = 2x", "f", "f"),
    ("f(x) = 2x", "(x)", "f(x)"),
    ("[a, b] x", "a", "[a, b]"),
    ("[a, b] x", "x", "x"),
    ("x'' + y", "x'", "x''"),
    ("(a+b)^2", "a+b", "a+b"),
    ("a b^2", "a b", "a b^2"),
    ("sqrt(2)/2", "2)", "sqrt(2)"),
    ("sum_(k=1)^n k", "sum", "sum_(k=1)^n"),
    ("lim_(x -> 0) f", "lim", "lim_(x -> 0)"),
    ("x -> y", ">", "->"),
    ('"area of" x', "rea", '"area of"'),
    ("a=-b", "=", "="),
]
NEVER = [
    ("x, y", "x, y"),
    ("[0, 1) union x", "0"),
    ("x'' + y", "''"),
    ("#x + y", "y"),
    ("a & = b", "a & ="),
    ("x  y", " "),
]


def colored(formula: str, selected: str) -> tuple[str, dict[str, str]]:
    start = formula.index(selected)
    return write_parts(formula, [ColoredSpan(start, start + len(selected), "RED")], [])


@pytest.mark.parametrize(("formula", "selected", "expected"), CASES)
def test_what_is_selected_grows_until_it_can_stand_alone(
    formula: str, selected: str, expected: str
) -> None:
    start = formula.index(selected)
    whole = whole_part(formula, start, start + len(selected))
    assert whole is not None
    assert formula[slice(*whole)] == expected
    source, colors = colored(formula, selected)
    assert f"{{{{ {expected} : part_1 }}}}" in source
    seen, spans = read_parts(source, colors)
    assert seen.replace(" ", "") == formula.replace(" ", "")
    assert [(seen[each.start : each.end], each.color) for each in spans] == [(expected, "RED")]


@pytest.mark.parametrize(("formula", "selected"), NEVER)
def test_what_cannot_stand_alone_is_left_as_it_is(formula: str, selected: str) -> None:
    start = formula.index(selected)
    assert whole_part(formula, start, start + len(selected)) is None
    assert colored(formula, selected) == (formula, {})


def test_parts_of_one_color_share_a_name_and_braces_of_others_stay() -> None:
    spans = [ColoredSpan(0, 1, "RED"), ColoredSpan(4, 5, "BLUE"), ColoredSpan(8, 9, "RED")]
    source, colors = write_parts("a + b = c", spans, ["part_1"])
    assert source == "{{ a : part_2 }} + {{ b : part_3 }} = {{ c : part_2 }}"
    assert colors == {"part_2": "RED", "part_3": "BLUE"}
    seen, found = read_parts(source, {"part_3": "BLUE"})
    assert seen == "{{ a : part_2 }} + b = {{ c : part_2 }}"
    assert [seen[each.start : each.end] for each in found] == ["b"]


def test_of_a_part_that_was_cut_the_first_keeps_its_name() -> None:
    spans = [ColoredSpan(0, 1, "RED", "lhs"), ColoredSpan(4, 5, "BLUE", "lhs")]
    source, colors = write_parts("a + b", spans, ["lhs"])
    assert source == "{{ a : lhs }} + {{ b : part_1 }}"
    assert colors == {"lhs": "RED", "part_1": "BLUE"}


@pytest.mark.slow
def test_typst_sets_a_formula_with_a_colored_part_as_it_did_without(tmp_path: Path) -> None:
    from manim import MathTypst, tempconfig

    with tempconfig({"media_dir": str(tmp_path), "disable_caching": True}):
        for formula, selected, _ in CASES:
            source, _ = colored(formula, selected)
            with_part, plain = MathTypst(source), MathTypst(formula)
            assert len(with_part.select("part_1")) > 0, formula
            assert with_part.width == pytest.approx(plain.width), formula
            assert with_part.height == pytest.approx(plain.height), formula
            assert re.search(r"part_\d", source)
