"""Small pictures of formulas, for the fields they are typed in."""

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QImage

from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.theme import Theme
from manim_nodes.codegen.typst import ConversionError, to_typst
from manim_nodes.render.typst import compile_typst
from manim_nodes.translation import tr

_PPI = 220.0
_PACKAGE = re.compile(r"@\w+/|\b(?:eval|import)\b")  # setting it would fetch one from the network
_SYNTAXES = {"latex", "typst"}

Take = Callable[[QImage | str], object]


class FormulaImages(QObject):
    """Sets formulas with Typst in a thread; LaTeX is converted, as far as that is certain."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._background = Background(self)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme to what is drawn from now on."""
        self._theme = theme

    def draw(self, formula: str, syntax: str, take: Take) -> None:
        """Call ``take`` with a picture of ``formula``, or with what is wrong with it."""
        work = partial(_picture, formula, syntax, QColor(self._theme.text).name())
        self._background.run(work, take, lambda error: take(_reason(error)))

    def close(self) -> None:
        """Draw nothing any more."""
        self._background.close()


def _picture(formula: str, syntax: str, ink: str) -> QImage:
    if _PACKAGE.search(formula):
        raise ConversionError(tr("A formula cannot import packages."))
    body = to_typst(formula) if syntax == "latex" else formula
    if syntax in _SYNTAXES:
        body = f"$ {body} $"
    source = (
        "#set page(width: auto, height: auto, margin: 3pt, fill: none)\n"
        f'#set text(size: 11pt, fill: rgb("{ink}"))\n{body}\n'
    )
    png = compile_typst(source.encode(), "png", ppi=_PPI)
    image = QImage.fromData(png)
    image.setDevicePixelRatio(_PPI / 110)
    return image


def _reason(error: Exception) -> str:
    if isinstance(error, ConversionError):
        return str(error)
    return str(error).splitlines()[0] if str(error) else type(error).__name__
