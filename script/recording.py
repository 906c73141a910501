"""Drag a number in the app's inspector, slowly enough to be watched; called by script/recording."""

import math
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from screenshots import settle, show, wait_until

from manim_nodes.app.application import Application
from manim_nodes.app.assembly import ProjectWindow, assemble
from manim_nodes.app.inspector.editors.number_field import NumberField
from manim_nodes.app.main import make_qt_application
from manim_nodes.app.profile import Profile
from manim_nodes.workspace.places import places

TICK_MS = 40
TICKS = 160
REACH_PX = 45
SHOWN_S = 1.9


def main() -> None:
    is_ready, is_done = Path(sys.argv[1]), Path(sys.argv[2])
    make_qt_application()
    application = Application(Profile(places()), assemble)
    application.start([])
    (window,) = application.windows
    assert isinstance(window, ProjectWindow)
    window.window.showMaximized()
    wait_until(lambda: bool(window.session.library.types))
    show(window, "gradient_descent", SHOWN_S)
    field = field_of(window, "position")
    is_ready.touch()
    drag(field)
    is_done.touch()
    window.session.mark_saved(window.session.document, Path("unsaved"))
    window.window.close()


def field_of(window: ProjectWindow, node_id: str) -> NumberField:
    """Bring a node into sight, and give the field of its value."""
    x, y = window.session.content.node(node_id).position
    window.session.select({node_id})
    window.canvas.view.show_point(QPointF(x + 100, y + 60))
    settle()
    fields = window.inspector.findChildren(NumberField)
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
