"""Dragging a number on a node from side to side."""

from PySide6.QtCore import Qt

from manim_nodes.app.canvas.gestures.gesture import Gesture, GestureHost, Pointer
from manim_nodes.app.kit.numbers import Steps
from manim_nodes.document.model import Document
from manim_nodes.editing.node_values import NodeValue, set_value
from manim_nodes.translation import tr

_STEP_PX = 4
_FINE, _COARSE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class DragValue(Gesture):
    """Change a number along with the mouse: a step every few pixels, all of it one step of the history."""

    cursor = Qt.CursorShape.SizeHorCursor

    def __init__(self, host: GestureHost, start: Pointer, value: NodeValue) -> None:
        super().__init__(host, start)
        self._value, self._steps = value, Steps.of(value.parameter)
        self._first = value.number or 0.0
        self._present: float = self._first
        host.select({value.node_id})
        host.show_hint(tr("Shift changes it in fine steps, Ctrl in coarse ones."))

    def update(self, pointer: Pointer) -> None:
        count = (pointer.pixel.x() - self.start.pixel.x()) // _STEP_PX
        number = self._steps.moved(
            self._first, count, fine=pointer.holds(_FINE), coarse=pointer.holds(_COARSE)
        )
        if number != self._present:
            self._present = number
            self._set(number)

    def _set(self, number: float) -> None:
        def edit(document: Document) -> Document:
            return set_value(document, self._value, number)

        self.host.session.edit(edit, label=self._label, initiator=self.host, merge_key=self)

    @property
    def _label(self) -> str:
        return tr("change {value}", value=tr(self._value.parameter.display_title))

    def commit(self, pointer: Pointer) -> None:
        self.update(pointer)
        self._end()

    def cancel(self) -> None:
        if self._present != self._first:
            self.host.session.undo()
        self._end()

    def _end(self) -> None:
        self.host.session.seal()
        self.host.show_hint("")
