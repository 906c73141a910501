"""A sine curve with a moving dot, its tangent and its slope, from an empty canvas in at most twenty gestures."""

import math

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.app.journeys.conftest import OpenApp
from tests.app.journeys.gestures import Gestures

pytestmark = pytest.mark.slow

_MOST = 20


def test_in_twenty_gestures_with_everything_in_sight(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    window.actions.new()
    qtbot.waitUntil(window.panels.canvas.isVisible)
    someone = Gestures(window, qtbot)
    view = window.panels.canvas.view

    def below(node_id: str, right: float, down: float) -> QPointF:
        item = view.scene_items.nodes[node_id]
        return item.pos() + QPointF(right, down)

    someone.add("axes")
    someone.add("plot a function")
    someone.add("value tracker")
    tracker = "value_tracker_1"
    someone.pull(tracker, "mobject", "point of a curve", below(tracker, 300, -100))
    point = "input_to_graph_point_1"
    someone.pull(point, "value", "dot", below(point, 300, 0))
    someone.pull(tracker, "mobject", "tangent at x", below(tracker, 300, 100))
    someone.pull(tracker, "mobject", "slope of a curve", below(tracker, 300, 250))
    slope = "slope_of_tangent_1"
    someone.pull(slope, "value", "decimal number", below(slope, 300, 0))
    number = "decimal_number_1"
    someone.wait_for_picture("axes_1", "plot_1", "dot_1", "tangent_at_x_1", number)
    someone.drag_picture(someone.outline(number).box.center, (4.5, 3.0))
    someone.choose_for_node(tracker, "Changes here by", "Values", "Set value")
    someone.drag_number("Value", 50)

    assert len(someone.made) <= _MOST, someone.made
    assert window.panels.problems.rows == ()
    end = float(str(window.session.content.node("set_value_1").parameters["value"]))
    assert end > 2
    window.panels.player.playback.go_to_end()
    someone.wait(lambda: window.session.playhead.node_id == "set_value_1")
    someone.wait_for_picture("axes_1", "plot_1", "dot_1", "tangent_at_x_1", number)
    boxes = {each.node_id: each.box for each in someone.outlines if each.shapes}
    assert set(boxes) == {"axes_1", "plot_1", "dot_1", "tangent_at_x_1", number}
    assert all(
        abs(x) < 7.2 and abs(y) < 4.1
        for box in boxes.values()
        for x, y in ((box.left, box.bottom), (box.right, box.top))
    )
    # The dot has gone along the curve, the tangent touches it there, and the number stands aside.
    x, y = boxes["dot_1"].center
    assert x > 1
    assert boxes["tangent_at_x_1"].center == pytest.approx((x, y), abs=0.05)
    assert y == pytest.approx(math.sin(x * 7 / 6) * 0.75, abs=0.05)
    assert boxes[number].center == pytest.approx((4.5, 3.0), abs=0.3)
