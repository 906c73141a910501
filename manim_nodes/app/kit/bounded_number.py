"""The number field of dialogs, whose number always is within its bounds."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.numbers import Steps, tidy
from manim_nodes.library.parameter_types import number_value
from manim_nodes.translation import tr


class BoundedNumber(NumberField):
    """Takes a number, or arithmetic, and keeps the nearest number that is allowed; what is none, is withdrawn.

    Parameters
    ----------
    is_optional : whether an empty field, or a step below the lowest number, means that none is set

    Attributes
    ----------
    settled : with each new number, once its typing is finished, or None
    """

    settled = Signal(object)

    def __init__(
        self,
        steps: Steps,
        *,
        unit: str = "",
        is_optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(steps, unit=unit, parent=parent)
        self._is_optional = is_optional
        self._settled: Any = None
        if is_optional:
            self.setPlaceholderText(tr("Not set"))
        self.finished.connect(self._settle)

    @property
    def number(self) -> Any:
        """Return what is set: within the bounds, even while something else is typed."""
        return self._allowed(self._value)

    def set_value(self, value: Any) -> None:
        """Show another number."""
        super().set_value(value)
        self._settled = value

    def set_steps(self, steps: Steps) -> None:
        """Have other bounds from now on."""
        self._steps = steps
        self._settle()

    def _settle(self) -> None:
        number = self._allowed(self._value)
        has_changed = number != self._settled
        self.set_value(number)
        if has_changed:
            self.settled.emit(number)

    def _allowed(self, value: Any) -> Any:
        if value is None and self._is_optional:
            return None
        number = number_value(value)
        if number is None:
            return self._settled
        clamped = self._steps.clamped(round(number) if self._steps.is_whole else number)
        return int(clamped) if self._steps.is_whole else tidy(clamped)

    def _step(self, start: float, count: int, modifiers: Qt.KeyboardModifier) -> None:
        before = self._settled
        lowest = self._steps.low
        if self._is_optional and lowest is not None and count < 0 and start <= lowest:
            super().set_value(None)
        else:
            super()._step(start, count, modifiers)
        self._settled = before
        self._settle()
