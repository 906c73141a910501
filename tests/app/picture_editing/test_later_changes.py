"""Moving what has been in the picture for a while: from the start, or at this moment."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from tests.app.picture_editing.test_picture_overlay import CTRL, Mouse, rectangle
from tests.support.library import toy_document
from tests.support.players import FakeEngine
from tests.support.sessions import analyze_now

SQUARE = (2.5, 1.3)


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    """Return a square that is drawn, and a wait."""
    document = toy_document("square_1 create_1 wait_1", "square_1.mobject > create_1.mobject")
    session = make_session(document)
    analyze_now(session)
    return session


@pytest.fixture
def fake(fake: FakeEngine) -> FakeEngine:
    fake.outlines = (rectangle("square_1", *SQUARE, 2),)
    return fake


@pytest.fixture
def mouse(qtbot: QtBot, player: Player, overlay: PictureOverlay) -> Mouse:
    """Return the mouse over the picture of a moment in the wait."""
    player.playback.go_to(20)
    qtbot.waitUntil(lambda: bool(overlay.outlines))
    return Mouse(player, overlay)


@pytest.fixture
def before(session: Session) -> Document:
    return session.document


def types(session: Session) -> list[str]:
    return [each.type for each in session.document.nodes]


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_asked_once_the_mouse_is_let_go(mouse: Mouse, session: Session) -> None:
    question = mouse.overlay.question
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL, is_held=True)
    assert not question.isVisible()
    QTest.mouseRelease(mouse.overlay, Qt.MouseButton.LeftButton, CTRL, mouse.place((3.5, 1.3)))
    assert question.isVisible()
    assert types(session) == ["Square", "Shift", "Create", "Wait"]


def test_the_change_is_animated_as_one_step(
    mouse: Mouse, session: Session, before: Document
) -> None:
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    click(mouse.overlay.question.animate)
    assert not mouse.overlay.question.isVisible()
    assert types(session) == ["Square", "Create", "Wait", "Shift"]
    assert session.document.node("shift_1").parameters["animated"] is True
    assert session.step_at_playhead == "shift_1"
    session.undo()
    assert session.document is before


def test_the_change_from_the_start_is_kept_as_one_step(
    mouse: Mouse, session: Session, before: Document
) -> None:
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    click(mouse.overlay.question.from_start)
    assert types(session) == ["Square", "Shift", "Create", "Wait"]
    session.undo()
    assert session.document is before


def test_escape_takes_the_change_back(mouse: Mouse, session: Session, before: Document) -> None:
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    QTest.keyClick(mouse.overlay.question, Qt.Key.Key_Escape)
    assert session.document is before
    assert not mouse.overlay.question.isVisible()


def test_whoever_goes_on_keeps_the_change_from_the_start(mouse: Mouse, session: Session) -> None:
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    mouse.click((-5.5, -3))
    assert not mouse.overlay.question.isVisible()
    assert types(session) == ["Square", "Shift", "Create", "Wait"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("animate", ["Square", "Create", "Wait", "Shift"]),
        ("from_start", ["Square", "Shift", "Create", "Wait"]),
    ],
)
def test_an_answer_is_remembered_if_wished(
    mouse: Mouse, session: Session, profile: Profile, answer: str, expected: list[str]
) -> None:
    question = mouse.overlay.question
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    question.remember.setChecked(True)
    click(getattr(question, answer))
    session.undo()
    mouse.overlay.tracker.assume((rectangle("square_1", *SQUARE, 2),))
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    assert not question.isVisible()
    assert types(session) == expected
    profile.change_preferences(later_changes="ask")
    session.undo()
    mouse.overlay.tracker.assume((rectangle("square_1", *SQUARE, 2),))
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    assert question.isVisible()


def recolor(overlay: PictureOverlay, name: str) -> None:
    menu = overlay.color_menu()
    assert menu is not None
    next(each for each in menu.actions() if each.text() == name).trigger()


def test_a_color_is_asked_about_too(mouse: Mouse, session: Session, before: Document) -> None:
    mouse.click(SQUARE)
    recolor(mouse.overlay, "RED")
    assert session.document.node("square_1").parameters == {"color": "RED"}
    click(mouse.overlay.question.animate)
    assert types(session) == ["Square", "Create", "Wait", "SetColor"]
    assert session.document.node("set_color_1").parameters == {"color": "RED", "animated": True}
    session.undo()
    assert session.document is before


def test_a_color_of_what_has_none_of_its_own_is_a_node_in_its_making(
    mouse: Mouse, session: Session, player: Player
) -> None:
    wires = "square_1.mobject > v_group_1.mobjects; v_group_1.mobject > create_1.mobject"
    document = toy_document("square_1 v_group_1 create_1 wait_1", wires)
    session.edit(lambda _: document)
    analyze_now(session)
    player.playback.go_to(0)
    mouse.overlay.tracker.assume((rectangle("v_group_1", *SQUARE, 2),))
    mouse.click(SQUARE)
    recolor(mouse.overlay, "BLUE")
    assert types(session) == ["Square", "VGroup", "SetColor", "Create", "Wait"]
    assert session.document.node("set_color_1").parameters == {"color": "BLUE"}
    assert not mouse.overlay.question.isVisible()


def test_while_it_comes_nothing_is_asked(
    qtbot: QtBot, mouse: Mouse, player: Player, session: Session
) -> None:
    player.playback.go_to(7)
    qtbot.waitUntil(lambda: bool(mouse.overlay.outlines))
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    assert not mouse.overlay.question.isVisible()
    assert types(session) == ["Square", "Shift", "Create", "Wait"]


def test_what_another_node_decides_at_the_moment_changes_here(
    qtbot: QtBot, mouse: Mouse, session: Session, player: Player
) -> None:
    wires = "square_1.mobject > create_1.mobject; create_1.mobject > next_to_1.mobject; dot_1.mobject > next_to_1.target"
    document = toy_document("dot_1 square_1 create_1 next_to_1 wait_1", wires)
    session.edit(lambda _: document)
    analyze_now(session)
    qtbot.waitUntil(lambda: player.preview.timeline.is_complete and not player.is_drawing)
    player.playback.go_to(20)
    mouse.overlay.tracker.assume((rectangle("square_1", *SQUARE, 2),))
    mouse.drag(SQUARE, (1, 0), modifiers=CTRL)
    assert types(session)[-1] == "Shift"
    assert session.document.node("shift_1").parameters["animated"] is True
