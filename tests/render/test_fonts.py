"""Typefaces and letters that are not on this machine are said at their nodes."""

import shutil
import subprocess
from typing import Any

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Severity
from manim_nodes.library.catalogue import Library
from manim_nodes.render import fonts
from manim_nodes.render.fonts import font_problems, is_installed, missing_font_note
from tests.support.documents import make_document

NOBODYS = "\U00014400"  # a hieroglyph, which no typeface of this machine or of CI's has


def found(library: Library, kind: str, **parameters: Any) -> list[tuple[str | None, str]]:
    graph = build(make_document(Node(id="a", type=kind, parameters=parameters)), library)
    problems = list(font_problems(graph))
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return [(problem.port, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("parameters", "port"),
    [({"font": "Comic Nonesuch"}, "font"), ({"t2f": [["Text", "Comic Nonesuch"]]}, "t2f")],
)
def test_a_typeface_that_is_not_there_is_named_with_the_one_that_is_used(
    library: Library, parameters: dict[str, Any], port: str
) -> None:
    ((at, message),) = found(library, "Text", **parameters)

    assert at == port
    assert message.startswith("The typeface Comic Nonesuch is not installed: ")
    assert message.endswith(" is used instead.")


@pytest.mark.parametrize("font", ["", "sans-serif", "Serif", "MONOSPACE", "Nowhere, sans"])
def test_usual_typefaces_are_there(font: str) -> None:
    assert is_installed(font)


def test_what_is_used_need_not_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    note = missing_font_note("Nowhere at all")
    assert note == "The typeface Nowhere at all is not installed: another one is used instead."


def test_letters_that_no_typeface_has_are_named(library: Library) -> None:
    ((port, message),) = found(library, "Text", text=f"a{NOBODYS}b")

    assert port == "text"
    assert message == f"No installed typeface has {NOBODYS}: boxes are drawn instead."


@pytest.mark.parametrize(
    ("kind", "parameters", "at"),
    [
        ("AxisLabels", {"x_label": NOBODYS, "syntax": "text"}, "x_label"),
        ("AxisLabels", {"y_label": f"({NOBODYS})", "syntax": "typst"}, "y_label"),
        ("LabeledDot", {"label": NOBODYS, "syntax": "text"}, "label"),
        ("Table", {"table": [["a", NOBODYS], ["", "b"]]}, "table"),
        ("Table", {"row_labels": ["a", NOBODYS]}, "row_labels"),
        ("BraceText", {"text": NOBODYS}, "text"),
    ],
)
def test_letters_of_labels_and_tables_that_no_typeface_has_are_named(
    library: Library, kind: str, parameters: dict[str, Any], at: str
) -> None:
    assert found(library, kind, **parameters) == [
        (at, f"No installed typeface has {NOBODYS}: boxes are drawn instead.")
    ]


def test_marks_on_letters_that_no_typeface_has_are_named(library: Library) -> None:
    mark = "\U00011a01"

    ((_, message),) = found(library, "MarkupText", text=f"a\u0301 b{mark}")
    assert message == f"No installed typeface has {mark}: boxes are drawn instead."


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("Text", {"text": "Zażółć € “αβγ” Привет"}),
        ("MarkupText", {"text": "<b>Żółć</b> &amp; ω"}),
        ("BulletedList", {"items": ["one", "zwei"]}),
        ("FindInText", {"part": NOBODYS}),
    ],
)
def test_usual_letters_have_no_warning(
    library: Library, kind: str, parameters: dict[str, Any]
) -> None:
    assert found(library, kind, **parameters) == []


def test_signs_that_are_pictures_are_left_out_with_a_word(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_drawn", lambda _: '<svg><image href="emoji"/></svg>')

    ((_, message),) = found(library, "Text", text="hi \U0001f600")
    assert "pictures in colors" in message


FACES = {
    "Heavy One": "Heavy One\t200\t41-5a\n",
    "Plain One": "Plain One\t80\t41-5a 61-7a\nPlain One\t200\t41-5a\n",
    "Other One": "Other One\t80\t20-ff 391-3c9\n",
}


@pytest.fixture
def three_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three typefaces be installed, as fontconfig tells of them."""

    class Said:
        def __init__(self, text: str) -> None:
            self.stdout = text

    def run(command: list[str], **_: Any) -> Said:
        name = command[1].removeprefix(":family=")
        return Said(FACES[name] if command[0] == "fc-list" else "".join(FACES.values()))

    for function in (fonts._faces, fonts._faces_in_order):
        function.cache_clear()
    monkeypatch.setattr(fonts, "_installed", lambda: {name.casefold() for name in FACES})
    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", run)


@pytest.mark.usefixtures("three_fonts")
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"font": "Plain One", "text": "ab"}, []),
        (
            {"font": "Plain One", "text": "aβ"},
            [("text", "The typeface Plain One does not have β: Other One is used instead.")],
        ),
        ({"font": "Nowhere, Plain One", "text": "Word"}, []),
        ({"font": "Heavy One", "text": "A", "weight": "BOLD"}, []),
        (
            {"font": "Heavy One", "text": "A"},
            [("font", "The typeface Heavy One has bold letters only.")],
        ),
    ],
)
def test_what_a_typeface_lacks_is_said_with_what_is_used(
    library: Library, parameters: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert found(library, "Text", **parameters) == expected
