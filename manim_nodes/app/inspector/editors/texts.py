"""Editors of text, of names and of code."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import (
    Editor,
    EditorContext,
    set_flag,
)
from manim_nodes.app.inspector.field_event import FieldAction
from manim_nodes.app.kit.fields import LineField, TextField, code_font
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.library.decimal_commas import with_points
from manim_nodes.library.expressions import CONSTANTS, FUNCTIONS
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr


def shown_text(value: Any) -> str:
    """Return a value as a field for text shows it."""
    return "" if value is None else str(value)


class _FieldEditor(Editor):
    """A field for text; where there is no default, an empty one is no value."""

    _field: LineField | TextField

    def _place(self, field: LineField | TextField) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(field)
        self.setFocusProxy(field)
        field.typed.connect(lambda _: self.changed.emit(FieldAction.EDIT))
        field.left.connect(lambda: self.changed.emit(FieldAction.FINISH))

    @property
    def value(self) -> Any:
        text = self._text()
        return text if text or self.parameter.default is not None else None

    def set_value(self, value: Any) -> None:
        self._field.show_text(shown_text(value))

    def set_placeholder(self, text: str) -> None:
        self._field.setPlaceholderText(text)

    def mark(self, fault: str | None) -> None:
        set_flag(self._field, "invalid", is_on=fault is not None)

    def _text(self) -> str:
        raise NotImplementedError


class StringEditor(_FieldEditor):
    """One line."""

    _field: LineField

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._field = LineField(self)
        self._place(self._field)

    def _text(self) -> str:
        return self._field.text()


class NameEditor(StringEditor):
    """The name of a vertex: a whole number where it reads as one."""

    @property
    def value(self) -> Any:
        text = self._field.text().strip()
        try:
            return int(text)
        except ValueError:
            return text or None


class ExpressionEditor(StringEditor):
    """A formula in Python's arithmetic, with the names that it may use below."""

    is_wide = True

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._field.setFont(code_font())
        names = Label(self._names(), self, wordWrap=True)
        names.setProperty("dim", True)
        names.setToolTip(plain_tip(self._functions()))
        self._column.addWidget(names)

    @property
    def value(self) -> Any:
        text = super().value
        has_comma = self.locale().decimalPoint() == ","
        return with_points(text) if has_comma and text is not None else text

    def _names(self) -> str:
        own = [*self.parameter.variables, *sorted(self.context.names.inputs)]
        if self.parameter.type.startswith("complex_"):
            own.append("i")
        own += ["pi", "sin", "cos", "sqrt", "…"]
        return tr("Names: {names}", names=", ".join(dict.fromkeys(own)))

    def _functions(self) -> str:
        return tr(
            "Functions: {functions}\nConstants: {constants}",
            functions=", ".join(FUNCTIONS),
            constants=", ".join(CONSTANTS),
        )


class FormatEditor(StringEditor):
    """A text with fields in braces, with the names of the fields below."""

    is_wide = True

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._field.setFont(code_font())
        fields = ", ".join(f"{{{name}}}" for name in sorted(context.names.inputs))
        label = Label(tr("Fields: {fields}; {{a:.2f}} has two digits", fields=fields), self)
        label.setProperty("dim", True)
        label.setWordWrap(True)
        self._column.addWidget(label)


class TextEditor(_FieldEditor):
    """Many lines."""

    _field: TextField
    is_wide = True

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._field = TextField(self)
        self._place(self._field)

    def _text(self) -> str:
        return self._field.toPlainText()


class PythonEditor(TextEditor):
    """Python code."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._field.setFont(code_font())
        self._field.setTabStopDistance(4 * self._field.fontMetrics().horizontalAdvance(" "))
        self._field.setLineWrapMode(TextField.LineWrapMode.NoWrap)
        self._field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
