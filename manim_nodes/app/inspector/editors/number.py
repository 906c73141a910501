"""Editors of single numbers."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import Editor, EditorContext, menu_button, set_flag
from manim_nodes.app.inspector.field_event import FieldAction
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.numbers import Steps
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr, tr_later

_COMMON_ANGLES = (0, 15, 30, 45, 60, 90, 120, 135, 180, 270, 360, -45, -90)


class NumberEditor(Editor):
    """A number, whole or not."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        steps = Steps.of(parameter)
        if parameter.ordinal and steps.low is not None:
            steps = replace(steps, low=steps.low + 1)
        self._field = NumberField(steps, unit=tr(parameter.unit), parent=self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self._field)
        self.setFocusProxy(self._field)
        self._field.edited.connect(lambda: self.changed.emit(FieldAction.EDIT))
        self._field.finished.connect(lambda: self.changed.emit(FieldAction.FINISH))

    @property
    def value(self) -> Any:
        return self.parameter.as_kept(self._field.value)

    def set_value(self, value: Any) -> None:
        self._field.set_value(self.parameter.as_shown(value))

    def set_placeholder(self, text: str) -> None:
        self._field.setPlaceholderText(text)

    def mark(self, fault: str | None) -> None:
        set_flag(self._field, "invalid", is_on=fault is not None)


class AngleEditor(NumberEditor):
    """An angle in degrees, with a menu of common ones."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        parameter = parameter.model_copy(update={"unit": parameter.unit or tr_later("degrees")})
        super().__init__(parameter, context, parent)
        values = {f"{angle}°": angle for angle in _COMMON_ANGLES}
        self._row.addWidget(menu_button(self, "∠", tr("Common angles"), values))
