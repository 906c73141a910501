"""A field for a number: type it, or drag it from side to side."""

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.fields import LineField
from manim_nodes.app.kit.numbers import Steps, shown_number, typed_number
from manim_nodes.library.parameter_types import number_value
from manim_nodes.translation import tr

_DRAG_FROM_PX = 3
_PX_A_STEP = 4
_WHEEL_NOTCH = 120
_SHORT_UNITS = {"degrees": "°", "points": "pt"}


class NumberField(LineField):
    """Shows a number, with its unit and where it lies between its bounds.

    Drag to scrub, with Shift finely, with Ctrl coarsely; the arrow keys and, while the field has
    the focus, the wheel do the same. A click begins typing.

    Parameters
    ----------
    prefix : stands before the number, such as ``x``

    Attributes
    ----------
    edited : with each change that the user makes
    finished : after one or several of them, which are one gesture, such as a drag
    """

    edited = Signal()
    finished = Signal()

    def __init__(
        self,
        steps: Steps,
        *,
        prefix: str = "",
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._steps, self._prefix = steps, tr(prefix)
        self._unit = _SHORT_UNITS.get(unit) or tr(unit)
        self._value: Any = None
        self._base: Any = 0  # what += adds to
        self._pressed_at: QPointF | None = None
        self._scrubbed_from: float | None = None
        self._has_steps = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance(self._prefix) + 4 if prefix else 0
        right = metrics.horizontalAdvance(self._unit) + 4 if self._unit else 0
        self.setTextMargins(left, 0, right, 0)
        self.setMinimumWidth(left + right + 34)
        self.typed.connect(self._on_typed)
        self.left.connect(self._on_left)

    @property
    def value(self) -> Any:
        """The number or the arithmetic that is shown; None for nothing."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show another number."""
        self._value = self._base = value
        self.show_text(shown_number(value))

    # typing

    def _on_typed(self, text: str) -> None:
        has_comma = self.locale().decimalPoint() == ","
        self._value = typed_number(text, self._base or 0, has_comma=has_comma)
        self.edited.emit()

    def _on_left(self) -> None:
        self._base = self._value
        self._has_steps = False
        self.finished.emit()

    # steps

    def _number(self) -> float:
        return number_value(self._value) or 0.0

    def _step(self, start: float, count: int, modifiers: Qt.KeyboardModifier) -> None:
        number = self._steps.moved(
            start,
            count,
            fine=bool(modifiers & Qt.KeyboardModifier.ShiftModifier),
            coarse=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
        )
        if number != self._value:
            self.set_value(number)
            self._has_steps = True
            self.edited.emit()

    def _finish_steps(self) -> None:
        if self._has_steps:
            self._has_steps = False
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        counts = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 10,
            Qt.Key.Key_PageDown: -10,
        }
        count = counts.get(Qt.Key(event.key()))
        if count is not None and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._step(self._number(), count, event.modifiers())
            self.selectAll()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish_steps()

    def wheelEvent(self, event: QWheelEvent) -> None:
        count = round(event.angleDelta().y() / _WHEEL_NOTCH)
        if not self.hasFocus() or not count:
            event.ignore()  # the wheel scrolls the inspector
            return
        self._step(self._number(), count, event.modifiers())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._finish_steps()

    # scrubbing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hasFocus() or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._pressed_at = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
            return
        distance = event.position().x() - self._pressed_at.x()
        if self._scrubbed_from is None and abs(distance) >= _DRAG_FROM_PX:
            self._scrubbed_from = self._number()
        if self._scrubbed_from is not None:
            self._step(self._scrubbed_from, round(distance / _PX_A_STEP), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None:
            super().mouseReleaseEvent(event)
            return
        was_scrubbed = self._scrubbed_from is not None
        self._pressed_at = self._scrubbed_from = None
        if was_scrubbed:
            self._finish_steps()
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectAll()

    # look

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        inside = QRectF(self.rect()).adjusted(7, 0, -7, 0)
        vertically = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(inside, vertically | Qt.AlignmentFlag.AlignLeft, self._prefix)
        painter.drawText(inside, vertically | Qt.AlignmentFlag.AlignRight, self._unit)
        fraction = None if self._value is None else self._steps.fraction(self._number())
        if fraction is not None:
            width = (self.width() - 8) * fraction
            role = QPalette.ColorRole.Highlight if self.isEnabled() else QPalette.ColorRole.Text
            painter.fillRect(QRectF(4, self.height() - 4, width, 2), self.palette().color(role))
