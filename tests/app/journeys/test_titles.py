"""No panel calls anything by an id of the project's file: not the inspector, not the canvas, in texts and under the mouse."""

import re
from collections.abc import Iterator

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.canvas.tooltips import tooltip_at
from manim_nodes.app.project_window import ProjectWindow
from tests.app.journeys.conftest import OpenApp


def words(window: QWidget) -> Iterator[str]:
    """Return what is read in a widget, and what the mouse on a part of it says."""
    for widget in (window, *window.findChildren(QWidget)):
        yield widget.toolTip()
        yield widget.accessibleName()
        if isinstance(widget, QLabel) and widget.isVisible():
            yield widget.text()


def read(window: ProjectWindow) -> Iterator[str]:
    """Return what the canvas and the inspector say of what is open, whatever is selected."""
    session, items = window.session, window.panels.canvas.view.scene_items
    for wire in items.wires.values():
        yield wire.view.tooltip
    for node in session.content.nodes:
        session.select({node.id})
        yield from words(window.panels.inspector)
        yield tooltip_at(items, items.nodes[node.id].body.center(), 1.0)


def test_nothing_is_called_by_its_id(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    window.window.profile.change_preferences(live_preview=False)
    session = window.session
    for name in ("Axes", "PlotFunction", "group:moving_point", "DecimalNumber"):
        window.panels.add_type(name)
    qtbot.waitUntil(lambda: session.analysis is not None)
    said = set(read(window))
    (group,) = (node for node in session.content.nodes if node.type == "NodeGroup")
    assert session.content.edges
    session.enter(group.id)
    said |= set(read(window))
    assert "Place \N{RIGHTWARDS ARROW} Dot: point" in said
    assert {text for text in said if re.search(r"\b\w+_\d+\b", text)} == set()
