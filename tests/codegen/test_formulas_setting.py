"""The project says what sets formulas; a node that says so itself still wins."""

from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.typst import latex_nodes
from manim_nodes.document.edits import set_settings
from manim_nodes.document.model import Document, Node
from manim_nodes.document.text import dumps, loads
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from tests.support.commands import run
from tests.support.documents import make_document
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()
WITH_DIGITS = [each.type for each in LIBRARY.types.values() if "numbers_as" in each.parameters]


def project(formulas: str, **parameters: str) -> Document:
    document = make_document(Node(id="number", type="DecimalNumber", parameters=parameters))
    return set_settings(document, formulas=formulas)


@pytest.mark.parametrize(
    ("formulas", "said", "written"),
    [
        ("typst", {}, "mob_class=MathTypst"),
        ("latex", {}, "mob_class=MathTex"),
        ("latex", {"numbers_as": "typst"}, "mob_class=MathTypst"),
        ("latex", {"numbers_as": "text"}, "mob_class=Text"),
        ("typst", {"numbers_as": "latex"}, "mob_class=MathTex"),
    ],
)
def test_digits_are_set_as_the_project_says(
    formulas: str, said: dict[str, str], written: str
) -> None:
    graph = build(project(formulas, **said), LIBRARY)
    assert f"{written})" in generate(graph).source
    assert bool(latex_nodes(graph)) == (written == "mob_class=MathTex")


@pytest.mark.parametrize("type_name", WITH_DIGITS)
def test_every_node_with_digits_follows_the_setting(type_name: str) -> None:
    latex = LIBRARY.with_defaults({"formulas": "latex"}).types[type_name]
    assert LIBRARY.types[type_name].parameters["numbers_as"].default == "typst"
    assert latex.parameters["numbers_as"].default == "latex"
    assert latex.latex_template is not None, "it says that it needs LaTeX then"


def test_a_file_of_before_has_formulas_by_typst_and_stays_the_same() -> None:
    text = dumps(project("typst"))
    assert "formulas" not in text
    assert loads(text).settings.formulas == "typst"
    assert loads(dumps(project("latex"))).settings.formulas == "latex"


def test_a_way_that_there_is_not_is_said() -> None:
    found = validate(build(project("troff"), LIBRARY))
    assert [each.message for each in found] == ["Formulas cannot be set by 'troff'."]


def test_the_command_line_follows_the_setting(tmp_path: Path) -> None:
    file = tmp_path / "film.mnodes"
    file.write_text(dumps(project("latex")), encoding="utf-8")
    assert "mob_class=MathTex)" in run("code", file).out


def labelled(**parameters: str) -> str:
    document = make_document(Node(id="number", type="LabeledNumber", parameters=parameters))
    return generate(build(document, LIBRARY)).source


def test_words_of_a_label_are_text_among_formulas() -> None:
    assert "MathTypst('\"slope\" =')" in labelled(label="slope =")
    assert "MathTypst('v =')" in labelled(label="v =")


def test_a_label_that_is_text_has_digits_of_the_same_letters() -> None:
    source = labelled(label="slope =", syntax="text")
    assert "Text('slope =')" in source
    assert "mob_class=Text" in source


def test_a_formula_is_written_as_it_was_typed() -> None:
    document = make_document(Node(id="sum", type="Math", parameters={"source": "slope = 3"}))
    assert "MathTypst('slope = 3')" in generate(build(document, LIBRARY)).source
