"""LaTeX without LaTeX: what becomes Typst, and what cannot."""

from typing import Any

import pytest

from manim_nodes.codegen.typst import without_latex
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from tests.support.library import TOYS, node, toy_graph


def formula(source: str, label: str = "", **more: Any) -> Node:
    return node("formula_1", {"source": source, "syntax": "latex", **more}, label=label)


def test_a_formula_becomes_typst_and_says_so() -> None:
    converted = without_latex(toy_graph([formula("\\frac{a}{b}", "Ratio")]))
    assert converted.document.node("formula_1").parameters == {"source": "a/b", "syntax": "typst"}
    (problem,) = converted.problems
    assert problem.code == "latex-converted"
    assert problem.message.startswith("Node 'Ratio' was converted to Typst")


@pytest.mark.parametrize("source", ["\\color{red} x", "\\frac{"])
def test_a_formula_without_sure_equivalent_stays(source: str) -> None:
    converted = without_latex(toy_graph([formula(source)]))
    assert converted.document.node("formula_1").parameters["source"] == source
    assert [problem.code for problem in converted.problems] == ["needs-latex"]


def test_a_formula_stays_where_only_latex_is_taken() -> None:
    wires = "formula_1 > move_1.mobject; move_1.mobject > term_1.formula"
    converted = without_latex(toy_graph([formula("x"), "move_1", node("term_1", label="x")], wires))
    (problem,) = converted.problems
    assert (problem.code, problem.node_id) == ("needs-latex", "formula_1")
    assert problem.message.endswith("not installed: 'x' takes only what LaTeX has set.")
    assert validate(build(converted.document, TOYS)) == []


def test_formulas_in_a_list_and_digits_are_converted_too() -> None:
    made = formula("x", parts=["\\alpha", "y"], numbers_as="latex")
    parameters = without_latex(toy_graph([made])).document.node("formula_1").parameters
    assert parameters["parts"] == ("alpha", "y")
    assert parameters["numbers_as"] == "typst"


def test_what_needs_latex_for_another_reason_stays() -> None:
    converted = without_latex(toy_graph([formula("x", framed=True)]))
    assert [problem.code for problem in converted.problems] == ["needs-latex"]
    assert converted.document.node("formula_1").parameters["syntax"] == "latex"
