"""What all gestures have in common."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

if TYPE_CHECKING:
    from manim_nodes.app.canvas.view import GraphView


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is.

    Parameters
    ----------
    at : on the canvas
    spot : in the view, in pixels
    """

    at: QPointF
    spot: QPoint
    modifiers: Qt.KeyboardModifier

    def has(self, *modifiers: Qt.KeyboardModifier) -> bool:
        """Say whether exactly these modifiers are held."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        return self.modifiers & ~Qt.KeyboardModifier.KeypadModifier == held

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        """Say whether this modifier is held, whatever others are."""
        return bool(self.modifiers & modifier)


class Gesture:
    """From pressing a button to releasing it.

    It begins when it is made. `update` shows what would come of it, `commit` does it, `cancel` leaves everything as it
    was; after either of these it is over.
    """

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: "GraphView", start: Pointer) -> None:
        self.view, self.start = view, start

    def update(self, pointer: Pointer) -> None:
        """Follow the mouse."""

    def commit(self, pointer: Pointer) -> None:
        """Do it."""

    def cancel(self) -> None:
        """Leave no trace."""
