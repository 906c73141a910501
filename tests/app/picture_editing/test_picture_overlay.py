"""Working on the picture with the mouse and the keys; what is where is made up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.picture_editing.handles import Grip, PictureMap, grip_places
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document
from manim_nodes.document.record_edits import replace
from manim_nodes.editing.session import Session
from manim_nodes.render.preview.box import Box, Point2
from manim_nodes.render.preview.outlines import Outline, Shape
from tests.support.library import node, toy_document
from tests.support.players import FakeEngine, edit
from tests.support.sessions import analyze_now

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
AWAY = (-5.5, -3.0)


def rectangle(node_id: str, x: float, y: float, side: float, *parents: str) -> Outline:
    half = side / 2
    box = Box(x - half, y - half, x + half, y + half)
    corners = (
        (box.left, box.bottom),
        (box.right, box.bottom),
        (box.right, box.top),
        (box.left, box.top),
        (box.left, box.bottom),
    )
    shape = Shape(corners, is_filled=True)
    return Outline(node_id, box, (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), True, (shape,), parents)


def two_shapes() -> Document:
    return toy_document([node("circle_1"), node("square_1", x=10, y=300)])


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    session = make_session(two_shapes())
    analyze_now(session)
    return session


@pytest.fixture
def fake(fake: FakeEngine) -> FakeEngine:
    fake.outlines = (rectangle("circle_1", -3, 0, 2), rectangle("square_1", 2.5, 1.3, 2))
    return fake


@pytest.fixture
def mouse(qtbot: QtBot, player: Player, overlay: PictureOverlay) -> "Mouse":
    qtbot.waitUntil(lambda: bool(overlay.outlines))
    return Mouse(player, overlay)


class Mouse:
    """Moves over the picture in units of the scene."""

    def __init__(self, player: Player, overlay: PictureOverlay) -> None:
        self.player, self.overlay = player, overlay

    @property
    def view(self) -> PictureMap:
        return PictureMap(self.player.view.picture_rect(), self.player.view.frame_size)

    def place(self, point: Point2) -> QPoint:
        return self.view.place(point).toPoint()

    def click(self, point: Point2, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.overlay, Qt.MouseButton.LeftButton, modifiers, self.place(point))

    def right_click(self, point: Point2) -> None:
        place, reason = self.place(point), QContextMenuEvent.Reason.Mouse
        event = QContextMenuEvent(reason, place, self.overlay.mapToGlobal(place))
        QApplication.sendEvent(self.overlay, event)

    def move(self, place: QPoint) -> None:
        QTest.mouseMove(self.overlay, place)

    def drag(
        self,
        start: Point2 | QPointF,
        *ways: Point2,
        modifiers: Qt.KeyboardModifier = NONE,
        is_held: bool = False,
    ) -> None:
        """Press, go a way of so many units for each of ``ways``, and let go unless it ``is_held``."""
        place = there = start.toPoint() if isinstance(start, QPointF) else self.place(start)
        QTest.mousePress(self.overlay, Qt.MouseButton.LeftButton, modifiers, place)
        for x, y in ways:
            unit = self.view.unit_px
            there = place + QPoint(round(x * unit), round(-y * unit))
            self.send_move(there, modifiers)
        if not is_held:
            QTest.mouseRelease(self.overlay, Qt.MouseButton.LeftButton, modifiers, there)

    def send_move(
        self,
        place: QPoint,
        modifiers: Qt.KeyboardModifier,
        buttons: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        at, globally = QPointF(place), QPointF(self.overlay.mapToGlobal(place))
        kind = QEvent.Type.MouseMove
        event = QMouseEvent(kind, at, globally, buttons, buttons, modifiers)
        QApplication.sendEvent(self.overlay, event)

    def grip(self, grip: Grip) -> QPointF:
        """Return the place of a handle of the square."""
        (square,) = [e for e in self.overlay.outlines if e.node_id == "square_1"]
        return grip_places(self.view.area(square.box), QRectF(self.overlay.rect()))[grip]

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.player.view, key, modifiers)


def vector(session: Session, node_id: str = "shift_1", name: str = "vector") -> tuple[float, float]:
    value = session.document.node(node_id).parameters[name]
    assert isinstance(value, tuple)
    return float(str(value[0])), float(str(value[1]))


NEAR = 0.03  # about a pixel


def test_a_click_selects_the_node_that_made_it(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    assert session.selection == {"square_1"}
    mouse.click((-3, 0))
    assert session.selection == {"circle_1"}
    assert not session.is_modified


def test_shift_selects_beside_what_is_selected(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    mouse.click((-3, 0), modifiers=SHIFT)
    assert session.selection == {"square_1", "circle_1"}
    mouse.click((-3, 0))
    assert session.selection == {"circle_1"}


def test_a_right_click_selects_the_thing_and_not_what_happens_to_it(
    mouse: Mouse, session: Session
) -> None:
    drawn = toy_document("circle_1 square_1 create_1", "square_1.mobject > create_1.mobject")
    session.edit(lambda document: replace(document, nodes=drawn.nodes, edges=drawn.edges))
    analyze_now(session)
    session.select({"create_1"})
    mouse.right_click((2.5, 1.3))
    assert session.selection == {"square_1"}
    assert mouse.overlay.color_menu() is not None


def test_a_right_click_asks_for_the_menu_of_the_thing(
    qtbot: QtBot, mouse: Mouse, session: Session
) -> None:
    with qtbot.waitSignal(mouse.overlay.menu_requested):
        mouse.right_click((2.5, 1.3))
    assert session.selection == {"square_1"}
    mouse.click((-3, 0), modifiers=SHIFT)
    with qtbot.waitSignal(mouse.overlay.menu_requested):
        mouse.right_click((2.5, 1.3))
    assert session.selection == {"square_1", "circle_1"}
    with qtbot.assertNotEmitted(mouse.overlay.menu_requested):
        mouse.right_click(AWAY)


def test_a_click_beside_all_selects_nothing(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    mouse.click(AWAY)
    assert session.selection == frozenset()


def test_a_drag_moves_it_as_one_step(mouse: Mouse, session: Session) -> None:
    mouse.drag((2.3, 1.0), (0.5, -0.2), (1.1, -0.6), modifiers=CTRL)
    assert vector(session) == pytest.approx((1.1, -0.6), abs=NEAR)
    assert session.undo_label == "Undo move in the picture"
    session.undo()
    assert session.document.nodes == two_shapes().nodes
    assert session.undo_label is None


def test_a_drag_of_what_has_a_place_writes_that(mouse: Mouse, session: Session) -> None:
    mouse.drag((-3, 0), (-1, -1), modifiers=CTRL)
    place = vector(session, "circle_1", "arc_center")
    assert place == pytest.approx((-1, -1), abs=NEAR)


def test_the_outline_follows_at_once_and_the_project_soon(
    qtbot: QtBot, mouse: Mouse, session: Session
) -> None:
    mouse.drag((2.3, 1.0), (1.1, 0), modifiers=CTRL, is_held=True)
    assert mouse.overlay.outlines[1].box.center == pytest.approx((3.6, 1.3), abs=NEAR)
    assert not session.is_modified
    qtbot.waitUntil(lambda: "shift_1" in session.document.nodes_by_id)


def test_escape_puts_it_back(qtbot: QtBot, mouse: Mouse, session: Session) -> None:
    mouse.drag((2.3, 1.0), (1.1, 0), is_held=True)
    qtbot.waitUntil(lambda: session.is_modified)
    mouse.press(Qt.Key.Key_Escape)
    assert session.document.nodes == two_shapes().nodes
    assert mouse.overlay.outlines[1].box.center == pytest.approx((2.5, 1.3))
    QTest.mouseRelease(mouse.overlay, Qt.MouseButton.LeftButton, NONE, mouse.place((0, 0)))
    assert session.document.nodes == two_shapes().nodes


def test_near_the_middle_it_rests_there(mouse: Mouse, session: Session) -> None:
    mouse.drag((2.3, 1.0), (-2.44, -1.24))
    assert vector(session) == (-2.5, -1.3)


def test_near_anothers_center_it_rests_there(mouse: Mouse, session: Session) -> None:
    mouse.drag((2.3, 1.0), (-5.45, 0.7))
    assert vector(session)[0] == -5.5


def test_with_control_it_rests_nowhere(mouse: Mouse, session: Session) -> None:
    mouse.drag((2.3, 1.0), (-2.4, 0), modifiers=CTRL)
    assert vector(session)[0] == pytest.approx(-2.4, abs=NEAR)
    assert vector(session)[0] != -2.5


def test_with_shift_it_goes_straight(mouse: Mouse, session: Session) -> None:
    mouse.drag((2.3, 1.0), (1.4, 0.6), modifiers=SHIFT)
    assert vector(session)[1] == 0


def test_a_corner_scales_and_the_opposite_one_stays(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    mouse.drag(mouse.grip(Grip.TOP_RIGHT), (1, 1), modifiers=CTRL)
    assert session.document.node("scale_1").parameters["scale_factor"] == pytest.approx(
        1.5, abs=0.02
    )
    assert vector(session) == pytest.approx((0.5, 0.5), abs=NEAR)
    session.undo()
    assert session.document.nodes == two_shapes().nodes


def test_a_corner_scales_about_the_center_with_shift(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    mouse.drag(mouse.grip(Grip.BOTTOM_LEFT), (0.5, 0.5), modifiers=SHIFT | CTRL)
    assert session.document.node("scale_1").parameters["scale_factor"] == pytest.approx(
        0.5, abs=0.04
    )
    assert "shift_1" not in session.document.nodes_by_id


def test_the_round_handle_turns_in_steps_with_shift(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    mouse.drag(mouse.grip(Grip.TURN), (1.6, -0.5), modifiers=SHIFT)
    angle = session.document.node("rotate_mobject_1").parameters["angle"]
    assert isinstance(angle, float)
    assert angle < 0
    assert angle % 15 == 0


def test_arrows_nudge_what_was_clicked_as_one_step(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    for key, modifiers in (
        (Qt.Key.Key_Right, NONE),
        (Qt.Key.Key_Up, SHIFT),
        (Qt.Key.Key_Left, ALT),
    ):
        mouse.press(key, modifiers)
    assert vector(session) == (0.09, 1)
    session.undo()
    assert session.document.nodes == two_shapes().nodes


def test_a_click_ends_a_run_of_nudges(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    mouse.press(Qt.Key.Key_Right)
    mouse.click((-3, 0))
    mouse.press(Qt.Key.Key_Right)
    session.undo()
    assert vector(session) == (0.1, 0)


def test_arrows_step_frames_after_escape(mouse: Mouse, session: Session) -> None:
    mouse.click((2.5, 1.3))
    mouse.press(Qt.Key.Key_Escape)
    assert session.selection == frozenset()
    mouse.press(Qt.Key.Key_Right)
    assert not session.is_modified


def test_what_is_selected_elsewhere_has_handles_too(mouse: Mouse, session: Session) -> None:
    session.select({"square_1"})
    mouse.drag(mouse.grip(Grip.TURN), (1.6, -0.5))
    assert "rotate_mobject_1" in session.document.nodes_by_id


def test_pointing_names_the_node(qtbot: QtBot, mouse: Mouse) -> None:
    hints: list[str] = []
    mouse.overlay.hinted.connect(hints.append)

    def hint_at(point: Point2) -> str:
        mouse.move(mouse.place(point))
        return hints[-1] if hints else ""

    qtbot.waitUntil(lambda: hint_at((2.5, 1.3)).startswith("Square"))
    qtbot.waitUntil(lambda: hint_at(AWAY) == "")


def test_what_cannot_be_moved_says_why(qtbot: QtBot, mouse: Mouse, session: Session) -> None:
    document = toy_document("circle_1 for_each_1", "for_each_1.item > circle_1.radius")
    edit(session, lambda _: document)
    mouse.overlay.tracker.assume((rectangle("circle_1", -3, 0, 2),))
    with qtbot.waitSignal(mouse.overlay.hinted, check_params_cb=lambda hint: "loop" in hint):
        mouse.drag((-3, 0), (1, 1))
    assert session.document.nodes == document.nodes


def test_what_its_group_has_arranged_moves_with_the_group(mouse: Mouse, session: Session) -> None:
    wires = "circle_1.mobject > v_group_1.mobjects; v_group_1.mobject > arrange_1.mobject"
    document = toy_document("circle_1 v_group_1 arrange_1", wires)
    edit(session, lambda _: document)
    mouse.overlay.tracker.assume((rectangle("circle_1", -3, 0, 2),))
    mouse.drag((-3, 0), (1, 0.5), modifiers=CTRL)
    assert ("arrange_1", "shift_1") in {(e.source, e.target) for e in session.document.edges}
    assert vector(session) == pytest.approx((1, 0.5), abs=NEAR)
    assert mouse.overlay.outlines[0].box.center == pytest.approx((-2, 0.5), abs=NEAR)


def test_a_selected_group_is_dragged_by_its_parts(mouse: Mouse, session: Session) -> None:
    document = toy_document("circle_1 v_group_1", "circle_1.mobject > v_group_1.mobjects")
    edit(session, lambda _: document)
    group = Outline("v_group_1", Box(-4, -1, -2, 1), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), True)
    mouse.overlay.tracker.assume((group, rectangle("circle_1", -3, 0, 2, "v_group_1")))
    session.select({"v_group_1"})
    mouse.drag((-3, 0), (1, 1), modifiers=CTRL)
    assert ("v_group_1", "shift_1") in {(e.source, e.target) for e in session.document.edges}
    assert session.selection == {"v_group_1"}
    mouse.click((-2, 1))
    assert session.selection == {"circle_1"}


def test_h_switches_it_off(mouse: Mouse, session: Session) -> None:
    mouse.press(Qt.Key.Key_H)
    mouse.drag((2.3, 1.0), (1, 1))
    assert not session.is_modified
    assert mouse.overlay.outlines == ()


def test_it_is_off_while_the_film_plays(
    qtbot: QtBot, mouse: Mouse, session: Session, player: Player
) -> None:
    player.playback.toggle()
    mouse.drag((2.3, 1.0), (1, 1))
    assert not session.is_modified
    player.playback.pause()
    qtbot.waitUntil(lambda: bool(mouse.overlay.outlines))


def test_it_works_zoomed_in(mouse: Mouse, session: Session, player: Player) -> None:
    player.view.set_zoom(30.0)
    mouse.drag((2.3, 1.0), (0.5, -0.25), modifiers=CTRL)
    assert vector(session) == pytest.approx((0.5, -0.25), abs=NEAR)


def test_beside_all_the_picture_itself_is_dragged(mouse: Mouse, player: Player) -> None:
    player.view.set_zoom(30.0)
    before = player.view.picture_rect().center()
    mouse.drag((0, -1), (-1, 0))
    assert player.view.picture_rect().center().x() < before.x()


def test_the_round_handle_finds_room_below(mouse: Mouse, session: Session) -> None:
    mouse.overlay.tracker.assume((rectangle("square_1", 0, 3.3, 2),))
    session.select({"square_1"})
    place = mouse.grip(Grip.TURN)
    assert place.y() > mouse.place((0, 2)).y()
    mouse.drag(place, (1, 1))
    assert "rotate_mobject_1" in session.document.nodes_by_id


def test_in_a_group_the_group_is_entered_and_changed(mouse: Mouse, session: Session) -> None:
    grouped, group_node = make_group(two_shapes(), ["square_1"], "Shapes")
    edit(session, lambda _: grouped)
    full_id = f"{group_node}/square_1"
    mouse.overlay.tracker.assume((rectangle(full_id, 2.5, 1.3, 2),))
    mouse.drag((2.3, 1.0), (1, 1), modifiers=CTRL)
    assert session.location == (group_node,)
    assert session.selection == {"square_1"}
    assert {"square_1", "shift_1"} <= session.content.nodes_by_id.keys()
    assert "shift_1" not in session.document.nodes_by_id
    session.undo()
    assert session.document.groups == grouped.groups


def test_a_release_that_went_elsewhere_ends_the_drag(mouse: Mouse, session: Session) -> None:
    mouse.drag((2.3, 1.0), (1.1, 0), modifiers=CTRL, is_held=True)
    mouse.send_move(mouse.place(AWAY), NONE, Qt.MouseButton.NoButton)
    assert vector(session)[0] == pytest.approx(1.1, abs=NEAR)
