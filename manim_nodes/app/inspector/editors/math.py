"""The editor of formulas, which draws what is typed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import EditorContext, is_alive, set_flag
from manim_nodes.app.inspector.editors.symbols import SymbolButton, SymbolCompletion
from manim_nodes.app.inspector.editors.texts import TextEditor
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr

_PAUSE_MS = 250  # typing goes on meanwhile
_HIGHEST_PX = 72


class MathEditor(TextEditor):
    """A formula in LaTeX or Typst, and below it as it looks, once something can draw it."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._syntax = "typst"
        self._asked: tuple[str, str] | None = None
        # Not one label for both: layouts give a picture no height in a label whose words may wrap.
        self._drawn = Label(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._drawn.setAccessibleName(tr("The formula as it looks"))
        self._said = Label(self, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        symbols = SymbolButton(self._field, lambda: self._syntax, self)
        self._completion = SymbolCompletion(self._field, lambda: self._syntax)
        row = QHBoxLayout()
        row.addWidget(self._drawn, 1)
        row.addWidget(symbols, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._column.addWidget(self._said)
        self._clear()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._draw)
        self._field.textChanged.connect(self._schedule_drawing)

    def follow(self, values: Mapping[str, Any]) -> None:
        """Draw by the node's syntax."""
        syntax = values.get("syntax")
        if isinstance(syntax, str) and syntax != self._syntax:
            self._syntax = syntax
            self._schedule_drawing()

    def _as_formula(self, typed: str) -> str:
        return typed

    def _schedule_drawing(self) -> None:
        if self.context.draw_formula is not None:
            self._timer.start()

    def _clear(self) -> None:
        self._drawn.clear()
        self._drawn.setMinimumHeight(0)
        self._said.hide()

    def _say(self, text: str, *, is_wrong: bool) -> None:
        set_flag(self._said, "error", is_on=is_wrong)
        self._said.setText(text)
        self._said.show()

    def _draw(self) -> None:
        formula = self._field.toPlainText()
        draw = self.context.draw_formula
        if draw is None or self._syntax == "text" or not formula.strip():
            self._clear()
            return
        formula = self._as_formula(formula)
        asked = self._asked = (formula, self._syntax)
        if self._drawn.pixmap().isNull():
            self._say(tr("Drawing…"), is_wrong=False)
        draw(formula, self._syntax, lambda drawn: self._show(asked, drawn))

    def _show(self, asked: tuple[str, str], drawn: QImage | str) -> None:
        if not is_alive(self) or asked != self._asked:
            return  # closed, or something else was typed meanwhile
        self._clear()
        if isinstance(drawn, str):
            self._say(drawn, is_wrong=True)
            return
        ratio = self.devicePixelRatioF()
        size = drawn.size().boundedTo(self._field.size() * ratio)
        size.setHeight(min(size.height(), round(_HIGHEST_PX * ratio)))
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(drawn.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self._drawn.setPixmap(pixmap)
        self._drawn.setMinimumHeight(round(pixmap.height() / ratio))


class LabelEditor(MathEditor):
    """A label, which is text but for what is marked as a formula."""

    def _as_formula(self, typed: str) -> str:
        words = self.context.names.formula_words
        return words.as_formula(typed) if self._syntax == "typst" else typed
