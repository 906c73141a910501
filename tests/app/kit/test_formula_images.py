from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.formula_images import FormulaImages
from manim_nodes.app.kit.theme import DARK


@pytest.fixture
def painter(qtbot: QtBot) -> Iterator[FormulaImages]:  # noqa: ARG001  it needs an application
    painter = FormulaImages(DARK)
    yield painter
    painter.close()


def drawn(painter: FormulaImages, formula: str, syntax: str, qtbot: QtBot) -> QImage | str:
    got: list[QImage | str] = []
    painter.draw(formula, syntax, got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=30_000)
    return got[0]


@pytest.mark.parametrize(
    ("formula", "syntax"),
    [("a^2 + b^2", "typst"), (r"\frac{a}{b}", "latex"), ("plain words", "text")],
)
def test_a_formula_is_drawn(
    formula: str, syntax: str, painter: FormulaImages, qtbot: QtBot
) -> None:
    image = drawn(painter, formula, syntax, qtbot)

    assert isinstance(image, QImage)
    assert image.width() > 20
    assert any(image.pixelColor(x, image.height() // 2).alpha() for x in range(image.width()))


@pytest.mark.parametrize(("formula", "syntax"), [("frac(a", "typst"), (r"\color{red} a", "latex")])
def test_what_cannot_be_set_says_why(
    formula: str, syntax: str, painter: FormulaImages, qtbot: QtBot
) -> None:
    assert isinstance(drawn(painter, formula, syntax, qtbot), str)


def test_a_formula_reads_no_file(painter: FormulaImages, qtbot: QtBot) -> None:
    assert isinstance(drawn(painter, '#read("/etc/hostname")', "typst", qtbot), str)
