import sys

import pytest

from manim_nodes.cli.output import one_line, show_columns

ROWS = [("a", "one", "short"), ("long_name", "two", "some words that go on and on and on")]


def test_columns_are_as_wide_as_what_they_hold(capsys: pytest.CaptureFixture[str]) -> None:
    show_columns(ROWS, indent=" ")

    assert capsys.readouterr().out.splitlines() == [
        " a          one  short",
        " long_name  two  some words that go on and on and on",
    ]


def test_on_a_terminal_the_last_column_is_broken_into_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "46")
    show_columns(ROWS)

    assert capsys.readouterr().out.splitlines() == [
        "a          one  short",
        "long_name  two  some words that go on and on",
        "                and on",
    ]


def test_no_rows_are_no_lines(capsys: pytest.CaptureFixture[str]) -> None:
    show_columns([])

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb", "a b"),
        ("\x1b[2Jé\x07", "\\x1b[2Jé\\x07"),
        ("\u200bß 漢", "\u200bß 漢"),
        ("\u202eko", "\\u202eko"),
    ],
)
def test_text_becomes_one_harmless_line(text: str, line: str) -> None:
    assert one_line(text) == line
