"""What is wrong with a project is said in the user's language."""

from collections.abc import Iterator

import pytest

from manim_nodes.codegen.typst import without_latex
from manim_nodes.document.model import Node
from manim_nodes.graph.validate import validate
from manim_nodes.translation import PSEUDO, set_language
from tests.support.documents import group_node
from tests.support.library import node, toy_graph


@pytest.fixture(autouse=True)
def _pseudo() -> Iterator[None]:
    set_language(PSEUDO)
    yield
    set_language("")


@pytest.mark.parametrize(
    ("nodes", "wires", "code"),
    [
        ("dsc_1", "", "unknown-type"),
        ([group_node("group_1", "none")], "", "unknown-group"),
        ("disc_1", "disc_9.mobject > disc_1.radius", "dangling-wire"),
        ("disc_1 pause_1", "disc_1.mobjects > pause_1.seconds", "unknown-port"),
        ("amount_1 disc_1", "amount_1.value > disc_1.size", "unknown-port"),
        ("disc_1 pause_1", "disc_1.flow > pause_1.seconds", "incompatible-types"),
        ("paint_1 disc_1", "paint_1.value > disc_1.radius", "incompatible-types"),
        ("draw_1", "", "missing-input"),
        (
            "disc_1 disc_2 move_1",
            "disc_1 > move_1.mobject; disc_2 > move_1.mobject",
            "occupied-input",
        ),
        ([node("disc_1", {"heft": 1})], "", "unknown-parameter"),
        ([node("picture_1", {"file": "none.png"})], "", "missing-file"),
        ("", "", "nothing-to-show"),
        ([node("macro_1", {"code": "pass"})], "", "untrusted-code"),
        ([node("disc_1", presence="hidden")], "", "never-shown"),
        ("disc_1 draw_1 move_1", "disc_1 > draw_1.mobject; draw_1 > move_1.mobject", "never-shown"),
        ("move_1 move_2", "move_1 > move_2.mobject; move_2 > move_1.mobject", "cycle"),
        (
            ["disc_1", "move_1", node("move_2", {"x": 1})],
            "disc_1 > move_1.mobject; disc_1 > move_2.mobject",
            "ambiguous-order",
        ),
    ],
)
def test_problem_and_hint_are_translated(nodes: str | list[Node], wires: str, code: str) -> None:
    problems = validate(toy_graph(nodes, wires))
    (problem, *_) = [problem for problem in problems if problem.code == code]

    assert "~" in problem.message
    assert "~" in problem.hint


@pytest.mark.parametrize(
    ("source", "code"), [("\\alpha", "latex-converted"), ("\\color{red} x", "needs-latex")]
)
def test_what_becomes_of_latex_is_translated(source: str, code: str) -> None:
    formula = node("formula_1", {"source": source, "syntax": "latex"})
    (problem,) = without_latex(toy_graph([formula])).problems

    assert problem.code == code
    assert "~" in problem.message
    assert "~" in problem.hint
