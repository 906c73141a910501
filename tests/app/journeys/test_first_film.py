"""A first film from nothing: a circle is drawn, becomes a square, and a title comes last. No node is moved by hand."""

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from tests.app.journeys.conftest import OpenApp
from tests.app.journeys.gestures import Gestures

pytestmark = pytest.mark.slow

FILM = """
        circle_1 = Circle()
        self.play(Create(circle_1))
        square_1 = Square()
        self.play(Transform(circle_1, square_1))
        text_1 = Text('Text')
"""


@pytest.fixture
def someone(open_app: OpenApp, qtbot: QtBot) -> Gestures:
    """Return someone with an empty project."""
    window = open_app()
    window.actions.new()
    qtbot.waitUntil(window.panels.canvas.isVisible)
    return Gestures(window, qtbot)


def script(window: ProjectWindow) -> str:
    analysis = window.session.analysis
    assert analysis is not None
    assert analysis.script is not None
    return analysis.script.source


def check_end(someone: Gestures) -> None:
    """Check what is in the last frame: a square where the circle was, and the title."""
    someone.window.panels.player.playback.go_to_end()
    someone.wait_for_picture("circle_1", "text_1")
    assert {each.node_id for each in someone.outlines} == {"circle_1", "text_1"}
    corners = [point for shape in someone.outline("circle_1").shapes for point in shape.points]
    for corner in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
        assert min(abs(x - corner[0]) + abs(y - corner[1]) for x, y in corners) < 0.01
    assert someone.window.panels.problems.rows == ()


def test_by_keyboard(someone: Gestures) -> None:
    window = someone.window

    def order(text: str) -> None:
        someone.press("Ctrl+K")
        someone.type_line(text)

    someone.add("circle")
    order("appears here with create")
    someone.add("square")
    someone.press("Ctrl+A")
    order("changes here by transform")
    someone.add("text")
    order("appears here with write")

    someone.wait_for_end("write_1")
    someone.wait_for_picture("circle_1", "text_1")
    assert FILM in script(window)
    assert script(window).rstrip().endswith("self.play(Write(text_1))")
    check_end(someone)


def test_by_mouse(someone: Gestures) -> None:
    window = someone.window
    someone.add("circle")
    someone.wait_for_picture("circle_1")
    someone.choose_in_picture((0.7, 0.7), "Appears here with", "Create")
    someone.wait_for_end("create_1")
    someone.add("square")
    someone.wait_for_picture("circle_1", "square_1")
    someone.click_picture((0.71, 0.71), adds=True)
    assert window.session.selection == {"circle_1", "square_1"}
    someone.choose_in_picture((0.71, 0.71), "Changes here by", "Transforming", "Transform")
    someone.wait_for_end("transform_1")
    someone.add("text")
    someone.wait_for_picture("text_1")
    someone.choose_in_picture(someone.outline("text_1").box.center, "Appears here with", "Write")
    someone.wait_for_end("write_1")
    someone.wait_for_picture("circle_1", "text_1")
    someone.drag_picture(someone.outline("text_1").box.center, (0.0, 2.5))
    assert not window.panels.picture_overlay.question.isVisible()

    someone.wait(lambda: "shift" in script(window))
    assert FILM.rstrip() in script(window)
    assert script(window).rstrip().endswith("self.play(Write(text_1))")
    check_end(someone)
    assert someone.outline("text_1").box.center[1] == pytest.approx(2.5, abs=0.1)
