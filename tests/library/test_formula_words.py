"""Words of a label are text, and what is a formula stays one."""

import json

import pytest

from manim_nodes.library.catalogue import Library

LABELS = {
    "slope =": '"slope" =',
    "x =": "x =",
    "f'(x)": "f'(x)",
    "sin(x)": "sin(x)",
    "slope of sin(x) =": '"slope of "sin(x) =',
    "time (s)": '"time" (s)',
    "speed $v_0$ =": '"speed " v_0 " ="',
    "alpha": "alpha",
    "dx": "d x",
    "dy/dx": "(d y)/(d x)",
    "x2": '"x2"',
    "v_0 =": "v_0 =",
    "velocity in km/h": '"velocity in km/h"',
    "don't know": '"don\'t know"',
    "x in RR": "x in RR",
    "vec(1, 2)": "vec(1, 2)",
    "Größe =": '"Größe" =',
    "value of theta": '"value of theta"',
    "square": '"square"',
    "x_max": "x_max",
    "rate & more": '"rate & more"',
    'x "of the dot"': 'x "of the dot"',
    "5 $": '"5 $"',
    "$alpha$": "alpha",
}


@pytest.mark.parametrize(("label", "formula"), LABELS.items())
def test_words_are_text(label: str, formula: str, library: Library) -> None:
    assert library.names.formula_words.as_formula(label) == formula


def test_every_label_can_be_set(library: Library) -> None:
    import typst

    words = library.names.formula_words
    for label in LABELS:
        typst.compile(f"$ {words.as_formula(label)} $".encode(), format="svg")


def test_typst_knows_every_word_that_is_none_of_text(library: Library) -> None:
    import typst

    asked = b"#metadata(dictionary(sym).keys() + dictionary(math).keys()) <names>"
    [found] = json.loads(typst.query(asked, "<names>"))
    words = library.names.formula_words

    assert words.symbols | words.functions <= set(found["value"])
    for word in words.symbols:
        typst.compile(f"$ {word} $".encode(), format="svg")
