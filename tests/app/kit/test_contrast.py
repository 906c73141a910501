"""What is read and what is seen stands out in both themes (WCAG 2.2, levels AA)."""

from itertools import product

import pytest
from PySide6.QtGui import QColor, QGuiApplication

from manim_nodes.app.canvas.arrange_actions import NODE_COLORS
from manim_nodes.app.canvas.pens import Pens
from manim_nodes.app.kit.contrast import GRAPHICS, TEXT, contrast, standing_out
from manim_nodes.app.kit.markers import category_color
from manim_nodes.app.kit.theme import DARK, LIGHT, Theme
from manim_nodes.library.catalogue import Library

GROUNDS = ("window", "panel", "field", "raised", "hover", "pressed")


@pytest.fixture(params=[DARK, LIGHT], ids=lambda theme: theme.name)
def theme(request: pytest.FixtureRequest) -> Theme:
    found: Theme = request.param
    return found


@pytest.fixture
def pens(theme: Theme, qapp: QGuiApplication) -> Pens:  # noqa: ARG001  fonts need one
    return Pens(theme)


def faint(theme: Theme, pairs: list[tuple[str, str]], ratio: float) -> dict[tuple[str, str], float]:
    """Return the pairs of the theme's colors that stand out too little."""
    found = {
        pair: contrast(QColor(getattr(theme, pair[0])), QColor(getattr(theme, pair[1])))
        for pair in pairs
    }
    return {pair: round(each, 2) for pair, each in found.items() if each < ratio}


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.005)


def test_text_stands_out(theme: Theme) -> None:
    pairs = [
        *product(("text", "dim_text"), GROUNDS),
        *product(("disabled_text",), ("window", "panel", "field", "raised")),
        *product(("error", "warning", "success"), ("window", "panel", "field")),
        *product(("link",), ("window", "panel", "field")),
        ("accent_text", "accent"),
        *product(("node_text", "dim_text"), ("node", "canvas")),
        ("error", "node"),
    ]
    assert faint(theme, pairs, TEXT) == {}


def test_graphics_stand_out(theme: Theme) -> None:
    pairs = [
        *product(("accent",), ("window", "panel", "field", "raised", "canvas", "node")),
        *product(("node_border", "wire_selected", "error", "warning"), ("canvas",)),
    ]
    assert faint(theme, pairs, GRAPHICS) == {}


def test_titles_of_nodes_stand_out_from_their_headers(pens: Pens, library: Library) -> None:
    colors = [category_color(each.category).name() for each in library.types.values()]
    colors += [color for _, color, _ in NODE_COLORS if color] + ["#ffffff", "#ffff00"]
    worst = min(contrast(pens.header_text, pens.header(color)) for color in set(colors))
    assert worst >= TEXT


def test_wires_and_ports_stand_out_from_canvas_and_nodes(pens: Pens, library: Library) -> None:
    types = library.port_types
    colors = {types.appearance(name)[0] for name in types.types} | {"#F0F0F0", "#a0a0a0"}
    for ground in (pens.canvas, pens.node):
        faded = {
            color: contrast(pens.of_type(color), ground)
            for color in colors
            if contrast(pens.of_type(color), ground) < GRAPHICS
        }
        assert faded == {}


def test_marks_of_categories_stand_out_from_the_palette(theme: Theme, library: Library) -> None:
    categories = {each.category for each in library.types.values()}
    faded = {
        each.title: ratio
        for each in categories
        if (ratio := contrast(category_color(each), QColor(theme.panel))) < GRAPHICS
    }
    assert faded == {}


@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#010000", "#ffff00", "#0000ff"])
def test_any_color_can_be_made_to_stand_out(color: str) -> None:
    for ground in ("#ffffff", "#000000", "#1a1c20", "#eceef1"):
        found = standing_out(QColor(color), [QColor(ground)], TEXT)
        assert contrast(found, QColor(ground)) >= TEXT
