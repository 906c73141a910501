"""Editors of one of several."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import qtawesome
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.editors.combo import Combo
from manim_nodes.app.inspector.editors.editor import (
    Editor,
    EditorContext,
    is_alive,
    set_flag,
)
from manim_nodes.app.inspector.field_event import FieldAction
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.library.node_type import Parameter
from manim_nodes.render.fonts import bold_font_note, missing_font_note
from manim_nodes.translation import tr


class ChoiceEditor(Editor):
    """A list that drops down."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._combo = Combo(self._offers, self._icons(), self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._combo)
        self.setFocusProxy(self._combo)
        self._combo.chosen.connect(self._on_chosen)

    @property
    def value(self) -> Any:
        return self._combo.value

    def set_value(self, value: Any) -> None:
        self._combo.show_value(value, self._title(value))

    def set_placeholder(self, text: str) -> None:
        self._combo.setPlaceholderText(text)

    def mark(self, fault: str | None) -> None:
        set_flag(self._combo, "invalid", is_on=fault is not None)

    def _offers(self) -> Sequence[tuple[Any, str]]:
        return [(choice, self._title(choice)) for choice in self.parameter.choices]

    def _title(self, value: Any) -> str:
        return tr(self.parameter.choice_title(value))

    def _icons(self) -> Callable[[Any], QIcon] | None:
        return None

    def _on_chosen(self, _value: Any) -> None:
        self.emit_picked()


class FontEditor(ChoiceEditor):
    """One of the font families of this machine, or any other name, with a word on what is used for one that is not here."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._combo.setEditable(True)
        self._combo.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self._combo.setCompleter(None)  # type: ignore[arg-type]  # the stubs do not know that Qt takes none
        field = self._combo.lineEdit()
        assert field is not None  # noqa: S101 (an editable combo box has one)
        field.textEdited.connect(lambda _: self.changed.emit(FieldAction.EDIT))
        field.editingFinished.connect(lambda: self.changed.emit(FieldAction.FINISH))
        self._note = Label(self)
        self._note.setWordWrap(True)
        self._note.hide()
        self._column.addWidget(self._note)
        self._combo.currentTextChanged.connect(self._look_up)

    @property
    def value(self) -> Any:
        return self._combo.currentText()

    def set_value(self, value: Any) -> None:
        if (value or "") == self._combo.currentText():
            return
        if value:
            super().set_value(value)
        else:
            self._combo.setCurrentIndex(-1)
            self._combo.setEditText("")

    def set_placeholder(self, text: str) -> None:
        field = self._combo.lineEdit()
        if field is not None:
            field.setPlaceholderText(text or tr("the system's usual one"))

    def _look_up(self, font: str) -> None:
        """Find out, beside this thread, whether a typeface is here."""
        self._show_note(font, "")
        if font:
            self.context.background.run(partial(_font_note, font), partial(self._show_note, font))

    def _show_note(self, font: str, note: str) -> None:
        if not is_alive(self) or font != self._combo.currentText():
            return
        self._note.setText(note)
        self._note.setVisible(bool(note))
        row = self._combo.findText(font)
        if row >= 0:
            icon = (
                qtawesome.icon("mdi6.alert", color=self.context.theme.warning) if note else QIcon()
            )
            self._combo.setItemIcon(row, icon)
            self._combo.setItemData(row, note, Qt.ItemDataRole.ToolTipRole)

    def _title(self, value: Any) -> str:
        return str(value)

    def _offers(self) -> Sequence[tuple[Any, str]]:
        return [(family, family) for family in QFontDatabase.families()]


def _font_note(font: str) -> str:
    return missing_font_note(font) or bold_font_note(font)
