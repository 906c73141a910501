"""How far an arrow key moves what was clicked in the picture."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from manim_nodes.render.preview.box import Point2

_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_STEPS = {
    Qt.KeyboardModifier.NoModifier: 0.1,
    Qt.KeyboardModifier.ShiftModifier: 1.0,
    Qt.KeyboardModifier.AltModifier: 0.01,
}


def nudge_of(event: QKeyEvent) -> Point2 | None:
    """Return the way, in units; None if these keys mean something else."""
    way = _DIRECTIONS.get(Qt.Key(event.key()))
    step = _STEPS.get(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
    return (way[0] * step, way[1] * step) if way and step else None
