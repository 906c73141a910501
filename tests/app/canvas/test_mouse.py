"""What the mouse does on the canvas; each gesture is one step."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.canvas.view import TYPE_MIME
from manim_nodes.app.kit.profile import Profile
from manim_nodes.document.edits import add_frame
from manim_nodes.document.model import Document
from manim_nodes.editing.add_node import SearchRequest
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import LEFT, MIDDLE, RIGHT, User, edges_of, undo_steps
from tests.support.canvases import shown_items

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

WIRES = {
    "circle_1.mobject > create_1.mobject",
    "create_1.mobject > fade_out_1.mobject",
}


# selecting


def test_click_selects_one_node(session: Session, user: User) -> None:
    user.click(user.body("circle_1"))
    user.click(user.body("create_1"))
    assert session.selection == {"create_1"}


@pytest.mark.parametrize("key", [SHIFT, CTRL])
def test_click_with_a_key_toggles(session: Session, user: User, key: Qt.KeyboardModifier) -> None:
    user.click(user.body("circle_1"))
    user.click(user.body("create_1"), keys=key)
    user.click(user.body("circle_1"), keys=key)
    assert session.selection == {"create_1"}


def test_click_on_nothing_selects_nothing(session: Session, user: User) -> None:
    user.click(user.body("circle_1"))
    user.click(QPoint(5, 5))
    assert not session.selection


def test_rubber_band_selects_what_it_touches(session: Session, user: User) -> None:
    user.drag(user.pixel(QPointF(-30, 50)), user.pixel(QPointF(350, 150)))
    assert session.selection == {"circle_1", "create_1"}


def test_rubber_band_with_shift_adds(session: Session, user: User) -> None:
    user.click(user.body("shift_1"))
    user.drag(user.pixel(QPointF(-30, 50)), user.pixel(QPointF(50, 150)), keys=SHIFT)
    assert session.selection == {"shift_1", "circle_1"}


def test_selection_from_elsewhere_is_seen(session: Session, canvas: Canvas) -> None:
    session.select({"circle_1"})
    assert [key for key, item in canvas.view.scene_items.nodes.items() if item.is_selected] == [
        "circle_1"
    ]


# moving


def test_drag_moves_what_is_selected_in_one_step(
    session: Session, user: User, chain: Document
) -> None:
    user.click(user.body("circle_1"))
    user.click(user.body("shift_1"), keys=SHIFT)
    start = user.body("circle_1")
    user.drag(start, start + QPoint(30, -50))
    places = {node.id: node.position for node in session.document.nodes}
    assert (places["circle_1"], places["shift_1"]) == ((30.0, 50.0), (330.0, 350.0))
    assert places["create_1"] == (300.0, 100.0)
    assert undo_steps(session, chain) == 1


def test_nothing_is_changed_while_dragging_and_escape_puts_back(
    session: Session, user: User, canvas: Canvas, chain: Document
) -> None:
    start = user.body("circle_1")
    user.press(start)
    user.move(start + QPoint(40, 40))
    assert shown_items(canvas).nodes["circle_1"] == (40.0, 140.0)
    assert session.document is chain
    user.type("Esc")
    assert shown_items(canvas).nodes["circle_1"] == (0.0, 100.0)
    user.release(start + QPoint(40, 40))
    assert session.document is chain


def test_shift_snaps_to_the_grid(session: Session, user: User) -> None:
    start = user.body("shift_1")
    user.drag(start, start + QPoint(33, 47), keys=SHIFT)
    assert session.document.node("shift_1").position == (340.0, 440.0)


def test_shift_does_not_snap_where_snapping_is_preferred(
    session: Session, user: User, profile: Profile
) -> None:
    profile.change_preferences(snap_to_grid=True)
    start = user.body("shift_1")
    user.drag(start, start + QPoint(33, 47), keys=SHIFT)
    assert session.document.node("shift_1").position == (333.0, 447.0)


def test_node_dropped_on_a_wire_goes_into_it(session: Session, user: User, chain: Document) -> None:
    start = user.body("shift_1")
    user.drag(start, user.wire("create_1", "fade_out_1"))
    assert edges_of(session) == {
        "circle_1.mobject > create_1.mobject",
        "create_1.mobject > shift_1.mobject",
        "shift_1.mobject > fade_out_1.mobject",
    }
    shift = session.document.node("shift_1").position[0]
    assert session.document.node("fade_out_1").position[0] > shift + 120
    assert undo_steps(session, chain) == 1


def test_alt_keeps_a_node_out_of_wires(session: Session, user: User) -> None:
    start = user.body("shift_1")
    user.drag(start, user.wire("create_1", "fade_out_1"), keys=ALT)
    assert edges_of(session) == WIRES


def test_frame_moves_with_what_lies_on_it(session: Session, user: User) -> None:
    session.edit(
        lambda document: add_frame(document, position=(-40.0, 20.0), size=(300.0, 300.0))[0]
    )
    start = user.pixel(QPointF(100, 35))
    user.drag(start, start + QPoint(10, 20))
    assert session.document.frames[0].position == (-30.0, 40.0)
    assert session.document.node("circle_1").position == (10.0, 120.0)
    assert session.document.node("create_1").position == (300.0, 100.0)


def test_frame_is_resized_by_its_corner(session: Session, user: User) -> None:
    session.edit(
        lambda document: add_frame(document, position=(-40.0, 300.0), size=(200.0, 100.0))[0]
    )
    corner = user.pixel(QPointF(155, 395))
    user.drag(corner, corner + QPoint(50, 60))
    assert session.document.frames[0].size == (250.0, 160.0)


# wires


def test_drag_between_ports_makes_a_wire(session: Session, user: User, chain: Document) -> None:
    user.drag(user.port("fade_out_1", "mobject", out=True), user.port("shift_1", "mobject"))
    assert edges_of(session) == WIRES | {"fade_out_1.mobject > shift_1.mobject"}
    assert undo_steps(session, chain) == 1


def test_wire_snaps_to_a_port_that_is_near(session: Session, user: User) -> None:
    near = user.port("shift_1", "mobject") - QPoint(9, 4)
    user.drag(user.port("circle_1", "mobject", out=True), near)
    assert "circle_1.mobject > shift_1.mobject" in edges_of(session)


def test_wire_dropped_on_a_node_takes_the_first_port_that_fits(
    session: Session, user: User
) -> None:
    user.drag(user.port("circle_1", "mobject", out=True), user.body("shift_1"))
    assert "circle_1.mobject > shift_1.mobject" in edges_of(session)


def test_wire_into_a_taken_input_replaces_the_other(session: Session, user: User) -> None:
    user.drag(user.port("shift_1", "mobject", out=True), user.port("fade_out_1", "mobject"))
    assert edges_of(session) == {
        "circle_1.mobject > create_1.mobject",
        "shift_1.mobject > fade_out_1.mobject",
    }


def test_wire_is_pulled_backwards_too(session: Session, user: User) -> None:
    user.drag(user.port("shift_1", "mobject"), user.port("circle_1", "mobject", out=True))
    assert "circle_1.mobject > shift_1.mobject" in edges_of(session)


def test_flow_goes_to_flow(session: Session, user: User) -> None:
    user.drag(user.port("create_1", "flow", out=True), user.port("shift_1", "flow"))
    assert "create_1.flow > shift_1.flow" in edges_of(session)


def test_wire_is_unplugged_and_plugged_in_elsewhere(
    session: Session, user: User, chain: Document
) -> None:
    user.drag(user.port("create_1", "mobject"), user.port("shift_1", "mobject"))
    assert edges_of(session) == {
        "circle_1.mobject > shift_1.mobject",
        "create_1.mobject > fade_out_1.mobject",
    }
    assert undo_steps(session, chain) == 1


def test_wire_unplugged_over_nothing_is_gone(session: Session, user: User) -> None:
    user.drag(user.port("create_1", "mobject"), user.pixel(QPointF(250, 350)))
    assert edges_of(session) == {"create_1.mobject > fade_out_1.mobject"}


def test_port_that_does_not_fit_says_why_and_takes_nothing(
    session: Session, user: User, canvas: Canvas
) -> None:
    hints: list[str] = []
    canvas.hint_changed.connect(hints.append)
    user.drag(user.port("create_1", "animation", out=True), user.port("shift_1", "mobject"))
    assert "Cannot connect an animation to a thing." in hints
    assert edges_of(session) == WIRES


def test_wire_that_is_pulled_is_told_by_titles(user: User, canvas: Canvas) -> None:
    hints: list[str] = []
    canvas.hint_changed.connect(hints.append)
    user.drag(user.port("circle_1", "mobject", out=True), user.port("shift_1", "mobject"))
    assert "From thing of “Circle” to thing of “Shift”." in hints


def test_ports_that_fit_stand_out_while_a_wire_is_pulled(user: User, canvas: Canvas) -> None:
    start = user.port("create_1", "animation", out=True)
    user.press(start)
    user.move(start + QPoint(20, 0))
    fitting = canvas.view.scene_items.nodes["shift_1"].fitting
    assert fitting is not None
    assert not fitting["mobject", False]
    user.type("Esc")
    assert canvas.view.scene_items.nodes["shift_1"].fitting is None


def test_wire_dropped_on_nothing_asks_for_what_fits(
    session: Session, user: User, requests: list[SearchRequest]
) -> None:
    user.drag(user.port("create_1", "animation", out=True), user.pixel(QPointF(250, 350)))
    (request,) = requests
    assert request.position == (250.0, 350.0)
    fitting = {node_type.type: port for node_type, port in request.fitting or ()}
    assert fitting["AnimationGroup"] == "animations"
    assert "Shift" not in fitting
    assert edges_of(session) == WIRES


@pytest.mark.parametrize(("button", "keys"), [(RIGHT, CTRL), (LEFT, ALT | SHIFT)])
def test_stroke_cuts_wires_in_one_step(
    session: Session, user: User, chain: Document, button: Qt.MouseButton, keys: object
) -> None:
    user.press(user.pixel(QPointF(250, 60)), button=button, keys=keys)
    for x, y in ((250, 300), (550, 300), (550, 60)):
        user.move(user.pixel(QPointF(x, y)), keys=keys)
    user.release(user.pixel(QPointF(550, 60)), keys=keys)
    assert not session.document.edges
    assert undo_steps(session, chain) == 1


def test_alt_click_puts_a_dot_into_a_wire(session: Session, user: User, chain: Document) -> None:
    user.click(user.wire("create_1", "fade_out_1"), keys=ALT)
    assert edges_of(session) == {
        "circle_1.mobject > create_1.mobject",
        "create_1.mobject > reroute_1.value",
        "reroute_1.value > fade_out_1.mobject",
    }
    assert undo_steps(session, chain) == 1


def test_stroke_with_shift_puts_dots_into_wires(session: Session, user: User) -> None:
    middle = user.wire("circle_1", "create_1")
    user.drag(middle - QPoint(0, 60), middle + QPoint(0, 60), button=RIGHT, keys=SHIFT)
    assert {node.type for node in session.document.nodes} >= {"Reroute"}


def test_wire_that_was_clicked_is_deleted(session: Session, user: User) -> None:
    user.click(user.wire("create_1", "fade_out_1"))
    user.type("Del")
    assert edges_of(session) == {"circle_1.mobject > create_1.mobject"}


# adding


def test_double_click_on_nothing_asks_for_a_node(user: User, requests: list[SearchRequest]) -> None:
    user.double_click(user.pixel(QPointF(250, 350)))
    assert requests[0].position == (250.0, 350.0)
    assert requests[0].fitting is None


def drop(user: User, type_name: str, pixel: QPoint) -> None:
    data = QMimeData()
    data.setData(TYPE_MIME, type_name.encode())
    how = Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    viewport = user.view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(pixel, *how))
    QApplication.sendEvent(viewport, QDragMoveEvent(pixel, *how))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(pixel), *how))


def test_type_is_dropped_from_the_palette(session: Session, user: User) -> None:
    drop(user, "Square", user.pixel(QPointF(260, 350)))
    assert session.document.node("square_1").position == (200.0, 336.0)
    assert session.selection == {"square_1"}


def test_type_dropped_on_a_wire_goes_into_it(session: Session, user: User, chain: Document) -> None:
    drop(user, "Rotate", user.wire("create_1", "fade_out_1"))
    assert "create_1.mobject > rotate_1.mobject" in edges_of(session)
    assert "rotate_1.mobject > fade_out_1.mobject" in edges_of(session)
    assert undo_steps(session, chain) == 1


# looking


def test_middle_button_pans(user: User, canvas: Canvas) -> None:
    before = canvas.view.center_point
    user.drag(QPoint(300, 300), QPoint(350, 280), button=MIDDLE)
    assert canvas.view.center_point - before == QPointF(-50, 20)


def test_menu_offers_what_can_be_done(session: Session, user: User, canvas: Canvas) -> None:
    user.click(user.body("circle_1"), button=RIGHT)
    names = {action.objectName() for action in canvas.menu.actions()}
    assert {"canvas.delete", "canvas.mute"} <= names
    assert "canvas.link" not in names
    assert session.selection == {"circle_1"}
    canvas.menu.close()


def test_menu_does_what_it_says(session: Session, user: User, canvas: Canvas) -> None:
    user.click(user.body("circle_1"), button=RIGHT)
    for action in canvas.menu.actions():
        if action.objectName() == "canvas.duplicate":
            action.trigger()
    canvas.menu.close()
    assert "circle_2" in session.document.nodes_by_id


def test_new_things_go_where_the_mouse_is_or_to_the_middle(
    session: Session, user: User, canvas: Canvas
) -> None:
    canvas.view.pan_by(-100, 0)
    middle = canvas.view.center_point
    assert session.insertion_point == (middle.x(), middle.y())
    user.move(user.pixel(QPointF(321, 123)))
    assert session.insertion_point == (321.0, 123.0)
    QApplication.sendEvent(canvas.view.viewport(), QEvent(QEvent.Type.Leave))
    assert session.insertion_point == (middle.x(), middle.y())


@pytest.mark.parametrize("turn", [120, -120])
def test_wheel_zooms_at_the_cursor(canvas: Canvas, turn: int) -> None:
    pixel = QPoint(200, 150)
    before, zoom = canvas.view.point_at(pixel), canvas.view.zoom
    event = QWheelEvent(
        QPointF(pixel),
        QPointF(canvas.view.viewport().mapToGlobal(pixel)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas.view.viewport(), event)
    assert (canvas.view.zoom > zoom) is (turn > 0)
    moved = canvas.view.point_at(pixel) - before
    assert moved.manhattanLength() < 3 / canvas.view.zoom


def test_ctrl_shift_click_shows_a_node_alone_and_the_canvas_all_again(
    canvas: Canvas, user: User
) -> None:
    asked: list[object] = []
    canvas.view.isolate_requested.connect(asked.append)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    user.click(user.body("circle_1"), keys=both)
    user.click(QPoint(8, 8), keys=both)

    assert asked == ["circle_1", None]
