"""Editors of a few numbers that belong together: points, vectors, ranges, complex numbers."""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import Editor, EditorContext, menu_button, set_flag
from manim_nodes.app.inspector.field_event import FieldAction
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.numbers import Steps
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import number_value
from manim_nodes.translation import tr, tr_later

DIRECTIONS = {
    "ORIGIN": (0, 0, 0),
    "UP": (0, 1, 0),
    "DOWN": (0, -1, 0),
    "LEFT": (-1, 0, 0),
    "RIGHT": (1, 0, 0),
    "UL": (-1, 1, 0),
    "UR": (1, 1, 0),
    "DL": (-1, -1, 0),
    "DR": (1, -1, 0),
    "IN": (0, 0, -1),
    "OUT": (0, 0, 1),
}
"""Manim's names of directions."""


class NumberTupleEditor(Editor):
    """A field for each number; fields beyond ``fewest`` may be empty."""

    prefixes: ClassVar[Sequence[str]] = ()
    fewest: ClassVar[int] = 2
    missing: ClassVar[Any] = None

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3)
        self.fields: list[NumberField] = []
        for prefix in self.prefixes:
            field = NumberField(Steps.of(parameter), prefix=prefix, parent=self)
            field.edited.connect(lambda: self.changed.emit(FieldAction.EDIT))
            field.finished.connect(lambda: self.changed.emit(FieldAction.FINISH))
            self._row.addWidget(field, 1)
            self.fields.append(field)
        self.setFocusProxy(self.fields[0])

    @property
    def value(self) -> Any:
        values = [field.value for field in self.fields]
        while len(values) > self.fewest and values[-1] is None:
            values.pop()
        if all(value is None for value in values):
            return None
        return tuple(self.missing if value is None else value for value in values)

    def set_value(self, value: Any) -> None:
        parts = list(value) if isinstance(value, list | tuple) else []
        parts += [None] * len(self.fields)
        for field, part in zip(self.fields, parts, strict=False):
            if field.value != part or not field.text():
                field.set_value(part)

    def set_placeholder(self, text: str) -> None:
        self.fields[0].setPlaceholderText("\N{EN DASH}" if text else "")
        self.setToolTip(plain_tip(text))

    def mark(self, fault: str | None) -> None:
        for field in self.fields:
            is_wrong = field.value is not None and number_value(field.value) is None
            everywhere = fault is not None and all(
                other.value is None or number_value(other.value) is not None
                for other in self.fields
            )
            set_flag(field, "invalid", is_on=fault is not None and (is_wrong or everywhere))

    def set_name(self, name: str) -> None:
        for field, prefix in zip(self.fields, self.prefixes, strict=True):
            field.setAccessibleName(tr("{name}: {part}", name=name, part=tr(prefix)))


class VectorEditor(NumberTupleEditor):
    """A point or a direction, with a menu of manim's names for some."""

    prefixes = ("x", "y", "z")
    missing = 0

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        name = tr("Directions by name")
        self._row.addWidget(menu_button(self, "✛", name, DIRECTIONS))


class RangeEditor(NumberTupleEditor):
    """Where something starts and ends, and perhaps the step between."""

    prefixes = (tr_later("from"), tr_later("to"), tr_later("step"))

    @property
    def value(self) -> Any:
        start, end, step = (field.value for field in self.fields)
        if start is None and end is None and step is None:
            return None
        # as long as only one end is typed, the other is near it
        if end is None:
            end = (number_value(start) or 0) + 1
        if start is None:
            start = (number_value(end) or 0) - 1
        return (start, end) if step is None else (start, end, step)


class ComplexEditor(NumberTupleEditor):
    """The real and the imaginary part."""

    prefixes = ("re", "im")
    missing = 0
