"""The page of a node type says all that its table says, and shows ports as the canvas does."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QPixmap, QTextDocument
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.theme import LIGHT, Theme
from manim_nodes.app.palette.type_help import TypeHelp
from manim_nodes.library.catalogue import Library


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> TypeHelp:
    page = TypeHelp(theme=theme)
    qtbot.addWidget(page)
    return page


def text_of(page: TypeHelp, library: Library, type_name: str) -> list[str]:
    page.show_type(library.types[type_name], library)
    return page.toPlainText().splitlines()


def test_it_has_a_part_for_ports_parameters_and_an_example(
    page: TypeHelp, library: Library
) -> None:
    lines = text_of(page, library, "FadeIn")
    parts = [line for line in lines if line in ("Inputs", "Outputs", "Parameters", "Example")]
    assert parts == ["Inputs", "Outputs", "Parameters", "Example"]
    assert lines[0] == "Fade in"


@pytest.mark.parametrize(
    "words",
    ["From the center to the outline.", "greater than 0", "units by default", "at most 1"],
)
def test_parameters_have_descriptions_ranges_units_and_defaults(
    page: TypeHelp, library: Library, words: str
) -> None:
    assert words in "\n".join(text_of(page, library, "Circle"))


def test_ports_are_drawn_in_the_color_of_their_type(page: TypeHelp, library: Library) -> None:
    color, shape = library.port_types.appearance("Animation")
    image = QTextDocument.ResourceType.ImageResource.value
    port = page.loadResource(image, QUrl(f"port:{shape}/{color.lstrip('#')}"))
    assert isinstance(port, QPixmap)
    middle = port.toImage().pixelColor(port.width() // 2, port.height() // 2)
    assert middle.name().casefold() == color.casefold()


def test_what_a_table_says_is_text_and_no_markup(page: TypeHelp, library: Library) -> None:
    hostile = library.types["Circle"].model_copy(
        update={"summary": "<img src='file:///etc/passwd'><b>x</b>"}
    )
    page.show_type(hostile, library)
    assert "<img src='file:///etc/passwd'><b>x</b>" in page.toPlainText()


def test_another_theme_keeps_the_page(page: TypeHelp, library: Library) -> None:
    text_of(page, library, "Circle")
    page.set_theme(LIGHT)
    assert page.toPlainText().startswith("Circle")
