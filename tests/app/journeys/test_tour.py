"""The tour in the whole app: each step is over once it was done, and one may leave at any time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document.edits import add_node, set_parameter
from manim_nodes.document.knob_edits import set_constant
from manim_nodes.gallery.catalogue import load_templates
from manim_nodes.workspace.places import data_root
from tests.app.journeys.conftest import OpenApp

pytestmark = pytest.mark.slow

LEFT = Qt.MouseButton.LeftButton
TEMPLATES, _ = load_templates(data_root() / "templates")


def test_the_tour_follows_what_is_done(open_app: OpenApp, qtbot: QtBot, profile: object) -> None:
    profile.change_preferences(live_preview=False)  # type: ignore[attr-defined]
    window = open_app()
    tour, session = window.tour, window.session
    begin(window)
    assert tour.card.isVisible()
    assert window.panels.welcome.isVisible()

    template = next(each for each in TEMPLATES if each.id == "first_film")
    window._use_template(template)
    qtbot.waitUntil(lambda: tour.number == 1)
    node = session.document.nodes[0]
    session.edit(lambda document: set_parameter(document, node.id, "radius", 2.5))
    qtbot.waitUntil(lambda: tour.number == 2)
    session.edit(lambda document: add_node(document, "Circle")[0])
    qtbot.waitUntil(lambda: tour.number == 3)
    session.edit(lambda document: add_node(document, "Create")[0])
    qtbot.waitUntil(lambda: tour.number == 4)
    assert window.window.rect().contains(tour.card.geometry())

    QTest.mouseClick(tour.card.next, LEFT)
    assert tour.number is None
    assert not tour.card.isVisible()

    begin(window)
    QTest.mouseClick(tour.card.skip, LEFT)
    assert tour.number is None


def test_a_constant_is_a_knob_to_change(open_app: OpenApp, qtbot: QtBot, profile: object) -> None:
    profile.change_preferences(live_preview=False)  # type: ignore[attr-defined]
    window = open_app()
    begin(window)
    window._use_template(next(each for each in TEMPLATES if each.id == "projectile"))
    qtbot.waitUntil(lambda: window.tour.number == 1)
    window.session.edit(lambda document: set_constant(document, "speed", 12.0))
    qtbot.waitUntil(lambda: window.tour.number == 2)


def begin(window: ProjectWindow) -> None:
    next(each for each in window.window.commands if each.id == "app.tour").run()
