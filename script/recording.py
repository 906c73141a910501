"""Drag a number in the app's inspector, slowly enough to be watched; called by script/recording."""

import math
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest

from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.project_window import ProjectWindow
from script.screenshots import running_app, settle, show

TICK_MS = 40
TICKS = 160
REACH_PX = 45
SHOWN_S = 1.9


def main() -> None:
    is_ready, is_done = Path(sys.argv[1]), Path(sys.argv[2])
    with running_app() as window:
        show(window, "gradient_descent", SHOWN_S)
        field = field_of(window, "position")
        is_ready.touch()
        drag(field)
        is_done.touch()


def field_of(window: ProjectWindow, node_id: str) -> NumberField:
    """Bring a node into sight, and give the field of its value."""
    x, y = window.session.content.node(node_id).position
    window.session.select({node_id})
    window.panels.canvas.view.show_point(QPointF(x + 100, y + 60))
    settle()
    fields = window.panels.inspector.findChildren(NumberField)
    return next(field for field in fields if field.accessibleName() == "Value")


def drag(field: NumberField) -> None:
    """Move to and fro with the button held."""
    at = field.rect().center()
    point(field, at)
    QTest.qWait(600)
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=at)
    for tick in range(TICKS):
        there = at + QPoint(round(-REACH_PX * math.sin(2 * math.pi * tick / TICKS)), 0)
        point(field, there)
        QTest.qWait(TICK_MS)
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=at)
    QTest.qWait(600)


def point(field: NumberField, place: QPoint) -> None:
    QCursor.setPos(field.mapToGlobal(place))
    QTest.mouseMove(field, place)


if __name__ == "__main__":
    main()
