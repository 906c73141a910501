"""Words are not looked for among letters that cannot be counted."""

from typing import Any

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Problem
from manim_nodes.graph.text_rules import latex_in_typst, words_among_joined_letters
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import Library
from tests.support.documents import make_document, wire


@pytest.mark.parametrize("kind", ["ColorInText", "FindInText"])
@pytest.mark.parametrize(("text", "count"), [("Hello", 0), ("مرحبا", 1), ("नमस्ते", 1)])
def test_a_word_in_joined_letters_is_refused_with_what_to_do(
    library: Library, kind: str, text: str, count: int
) -> None:
    name = "text" if kind == "FindInText" else "mobject"
    document = make_document(
        Node(id="t", type="Text", parameters={"text": text}),
        Node(id="f", type=kind),
        edges=[wire("t.mobject", f"f.{name}")],
    )

    problems = list(words_among_joined_letters(build(document, library)))

    assert [(problem.node_id, problem.port) for problem in problems] == [("f", name)] * count
    assert all("Color words" in problem.hint for problem in problems)


@pytest.mark.parametrize("letters", ["שלום", "مرحبا", "नमस्ते"])
def test_program_code_with_letters_that_join_is_refused(library: Library, letters: str) -> None:
    def problems(code: str) -> list[Problem]:
        listing = Node(id="it", type="Code", parameters={"code_string": code})
        return validate(build(make_document(listing), library))

    (problem,) = problems(f"# {letters}\nx = 1")
    assert (problem.code, problem.node_id, problem.port) == ("joined-letters", "it", "code_string")
    assert problems("# hello\nx = 1") == []


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ([["word", "RED"]], []),
        ([["Word", "RED"], ["[0:2]", "BLUE"]], ["Word"]),
        ([["words", "RED"], ["a", "RED"]], ["words"]),
    ],
)
def test_words_that_do_not_occur_are_named(
    library: Library, words: list[list[str]], missing: list[str]
) -> None:
    text = Node(id="t", type="Text", parameters={"text": "a word", "t2c": tuple(map(tuple, words))})
    problems = [
        (each.port, each.message)
        for each in validate(build(make_document(text), library))
        if each.code == "word-not-there"
    ]
    assert problems == [("t2c", f"'{word}' does not occur in the text.") for word in missing]


@pytest.mark.parametrize(
    ("kind", "parameters", "command"),
    [
        ("Math", {"source": "\\frac{a}{b}"}, "\\frac"),
        ("Math", {"source": "2 \\cdot x", "syntax": "typst"}, "\\cdot"),
        ("Math", {"source": "\\frac{a}{b}", "syntax": "latex"}, None),
        ("Math", {"source": "frac(a, b) \\ alpha"}, None),
        ("Math", {"source": "a \\\\alpha"}, None),
        ("BraceLabel", {"text": "\\alpha"}, "\\alpha"),
        ("MathTex", {"tex_strings": ["\\frac{a}{b}"]}, None),
        ("Text", {"text": "\\frac"}, None),
    ],
)
def test_latex_where_typst_is_chosen_is_said_with_what_to_do(
    library: Library, kind: str, parameters: dict[str, Any], command: str | None
) -> None:
    document = make_document(Node(id="it", type=kind, parameters=parameters))
    problems = list(latex_in_typst(build(document, library)))

    assert len(problems) == (command is not None)
    for problem in problems:
        assert f"'{command}'" in problem.message
        assert "frac(a, b)" in problem.hint
