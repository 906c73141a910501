"""Texts whose letters join or run from right to left are written as markup; all others as manim's plain texts."""

import re
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from tests.support.documents import make_document

ARABIC, HEBREW, HINDI = "مرحبا بالعالم", "שלום abc", "नमस्ते"
RED = "#FC6255"


def code_of(library: Library, kind: str, **parameters: Any) -> str:
    graph = build(make_document(Node(id="a", type=kind, parameters=parameters)), library)
    return generate(graph).source


@pytest.mark.parametrize(
    ("text", "styles", "code"),
    [
        (
            ARABIC,
            {"t2c": [["مر", "RED"]]},
            f"MarkupText('<span foreground=\"{RED}\">مر</span>حبا بالعالم')",
        ),
        (
            HEBREW,
            {"t2c": [["[0:2]", "#ff0000"]], "font_size": 30},
            "MarkupText('<span foreground=\"#FF0000\">של</span>ום abc', font_size=30)",
        ),
        (
            HINDI,
            {"t2w": [["नम", "BOLD"]], "t2s": [["नम", "ITALIC"]], "t2f": [["नम", "Serif"]]},
            '<span font_family="Serif" style="italic" weight="700">नम</span>स्ते',
        ),
        (
            "אב",
            {"t2g": [["אב", ["#000000", "#0000ff"]]]},
            '<span foreground="#000000">א</span><span foreground="#0000FF">ב</span>',
        ),
        (ARABIC, {"gradient": ["RED", "BLUE"]}, f"MarkupText('{ARABIC}', gradient=[RED, BLUE])"),
        ("a < ب & c", {}, "MarkupText('a &lt; ب &amp; c')"),
        (HINDI, {}, f"Text('{HINDI}')"),
        ("abc", {"t2c": [["a", "RED"]]}, "Text('abc', t2c={'a': RED})"),
        ("你好", {"t2c": [["你", "RED"]]}, "Text('你好', t2c={'你': RED})"),
    ],
)
def test_a_text_is_markup_where_it_would_lose_letters(
    library: Library, text: str, styles: dict[str, Any], code: str
) -> None:
    assert code in code_of(library, "Text", text=text, **styles)


def test_lines_of_a_paragraph_stay_parts_of_their_own(library: Library) -> None:
    code = code_of(library, "Paragraph", text=f"{HEBREW}\nabc", t2c=[["abc", "RED"]])

    colored = f'<span foreground="{RED}">abc</span>'
    lines = f"VGroup(MarkupText('שלום {colored}'),MarkupText('{colored}'),)"
    code = re.sub(r"\s*\n\s*", "", code)
    assert f"{lines}.arrange(DOWN, aligned_edge=RIGHT)" in code


def test_lines_that_run_both_ways_are_not_put_a_page_apart(library: Library) -> None:
    code = re.sub(r"\s*\n\s*", "", code_of(library, "Text", text=f"abc\n{ARABIC}"))

    lines = f"VGroup(MarkupText('abc'),MarkupText('{ARABIC}'),)"
    assert f"{lines}.arrange(DOWN, aligned_edge=LEFT)" in code
    assert f"MarkupText('{ARABIC}\\n{ARABIC}')" in code_of(
        library, "Text", text=f"{ARABIC}\n{ARABIC}"
    )


def test_texts_inside_other_things_are_markup_too(library: Library) -> None:
    assert f"MarkupText('{HEBREW}'" in code_of(library, "Title", text=HEBREW)


def test_other_tables_stay_plain_texts(library: Library) -> None:
    assert "MarkupText" in code_of(library, "Table", row_labels=["שלום", "b"])
    assert "MarkupText" not in code_of(library, "Table", row_labels=["a & b", "b"])


def test_points_of_a_list_are_markup_where_they_would_lose_letters(library: Library) -> None:
    code = code_of(library, "BulletedList", items=["a < b", HEBREW])

    assert "MarkupText(f'• {item}'" in code
    assert "'a &lt; b'" in code
    assert "MarkupText" not in code_of(library, "BulletedList", items=["a < b", "c"])


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("Table", {"table": [["שלום", "b < c"], ["مرحبا", "d"]]}),
        ("Table", {"table": [["a", "b"], ["c", "d"]], "row_labels": ["שלום", "מ"]}),
        ("BarChart", {"values": [1, 2], "bar_names": ["שלום", "مرحبا"]}),
    ],
)
def test_texts_of_tables_and_charts_keep_their_letters(
    library: Library, kind: str, parameters: dict[str, Any]
) -> None:
    from tests.support.plots import made_by

    graph = build(make_document(Node(id="a", type=kind, parameters=parameters)), library)
    thing = next(each for name, each in made_by(graph).items() if name not in ("self", "__class__"))
    if kind == "BarChart":
        shown = list(thing.x_axis.labels)
    else:
        shown = [*thing.get_entries(), *thing.get_labels()]
    assert len(shown) >= 2
    assert all(text.width > 0 and text.family_members_with_points() for text in shown)


def test_a_paragraph_of_both_directions_is_aligned_as_it_is_said(library: Library) -> None:
    source = code_of(library, "Paragraph", text="hello\nאב", alignment="right")
    assert "aligned_edge=RIGHT" in source
