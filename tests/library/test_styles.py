"""Styles as data: what each must be, and what becomes of a library in one."""

from itertools import product

import pytest
from PySide6.QtGui import QColor

from manim_nodes.app.kit.contrast import TEXT, contrast
from manim_nodes.library.catalogue import load_library
from manim_nodes.library.styles import Style, StyleError, mixed, parse_style
from manim_nodes.workspace.places import data_root

LIBRARY = load_library(data_root() / "nodes")
STYLES = LIBRARY.styles
PAPER = STYLES["paper"]
SHADE = mixed(PAPER.palette.main, PAPER.background, 0.4)

each_style = pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))


def ratio(one: str, other: str) -> float:
    return contrast(QColor(one), QColor(other))


def test_there_is_one_for_each_taste() -> None:
    assert [style.title for style in STYLES.values()] == [
        *("Classic", "3Blue1Brown", "Minimalist", "Dark", "Blackboard", "Paper", "Blueprint"),
    ]


@each_style
def test_texts_in_any_color_of_a_style_can_be_read(style: Style) -> None:
    colors = style.palette.model_dump()
    faint = colors.pop("faint")
    assert {name: ratio(color, style.background) >= TEXT for name, color in colors.items()} == (
        dict.fromkeys(colors, True)
    )
    assert ratio(faint, style.background) >= 1.9
    assert len(set(colors.values())) == len(colors)


def test_the_classic_style_leaves_all_as_manim_has_it() -> None:
    assert LIBRARY.in_style(STYLES["default"]) is LIBRARY


@pytest.mark.parametrize(
    ("type_name", "name", "default"),
    [
        ("Text", "color", PAPER.palette.text),
        ("Text", "font", PAPER.font),
        ("Code", "font", "Monospace"),
        ("Circle", "color", PAPER.palette.second),
        ("Square", "stroke_width", 3.5),
        ("Axes", "stroke_width", 1.75),
        ("Dot", "stroke_width", 0.0),
        ("LabeledDot", "label_color", PAPER.background),
        ("NumberPlane", "line_color", PAPER.palette.main),
        ("Area", "colors", (PAPER.palette.main, PAPER.palette.third)),
        ("Surface", "checkerboard_colors", (PAPER.palette.main, SHADE)),
        ("Create", "run_time", 1.0),
        ("Create", "rate_func", "smooth"),
    ],
)
def test_defaults_follow_a_style(type_name: str, name: str, default: object) -> None:
    assert LIBRARY.in_style(PAPER).types[type_name].parameters[name].default == default


@pytest.mark.parametrize(("name", "default"), [("run_time", 1.2), ("rate_func", "smooth")])
def test_times_follow_a_style(name: str, default: object) -> None:
    create = LIBRARY.in_style(STYLES["chalkboard"]).types["Create"]
    assert create.parameters[name].default == default


def test_a_style_adds_nothing_and_takes_nothing_away() -> None:
    styled = LIBRARY.in_style(STYLES["chalkboard"])
    assert styled.types.keys() == LIBRARY.types.keys()
    assert styled.names_in_code == LIBRARY.names_in_code
    for name, node_type in styled.types.items():
        assert node_type.parameters.keys() == LIBRARY.types[name].parameters.keys()


def test_one_style_is_not_laid_over_another() -> None:
    board, paper = STYLES["chalkboard"], LIBRARY.in_style(PAPER)
    assert paper.in_style(board) is LIBRARY.in_style(board)
    assert paper.in_style(PAPER) is paper
    assert paper.in_style(STYLES["default"]) is LIBRARY
    latex = paper.with_defaults({"formulas": "latex"}).in_style(PAPER)
    assert latex.types["Square"].parameters["stroke_width"].default == 3.5


def test_only_so_many_styles_are_kept() -> None:
    first = LIBRARY.in_style(PAPER)
    assert LIBRARY.in_style(PAPER) is first
    for number in range(6):
        LIBRARY.in_style(PAPER.model_copy(update={"stroke_width": 1.0 + number}))
    assert LIBRARY.in_style(PAPER) is not first


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *product(("background",), ("mud", "#12345", "#1234567", "red; x", 7)),
        *product(("title",), ("", "a\nb", "a" * 101)),
        *product(("font", "summary"), ("a\x00b", "a\nb", ["Arial"])),
        *product(("stroke_width", "run_time"), (0, -1, 1e9, float("nan"), "__import__")),
        *product(("rate_func",), ("", "there.and", "X()", "a" * 41)),
        *product(("palette",), ({}, {**PAPER.palette.model_dump(), "fifth": "#000000"}, "red")),
        ("script", "print()"),
    ],
)
def test_what_is_no_style_is_refused(key: str, value: object) -> None:
    with pytest.raises(StyleError, match=f"The style cannot be used: {key}"):
        parse_style({**PAPER.model_dump(), key: value})
