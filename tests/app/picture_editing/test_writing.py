"""The words of a text in the picture are changed where they stand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.colored_field import ColoredField, ColorRows
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.editing.session import Session
from tests.app.picture_editing.test_picture_overlay import Mouse, rectangle
from tests.support.library import node, toy_document
from tests.support.players import FakeEngine
from tests.support.sessions import analyze_now

HERE = (-3.0, 0.0)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    words = node("text_1", {"text": "Helo"}, type="Text")
    session = make_session(toy_document([words, node("square_1", type="Square")]))
    analyze_now(session)
    return session


@pytest.fixture
def at() -> tuple[float, float]:
    return HERE


@pytest.fixture
def fake(fake: FakeEngine, at: tuple[float, float]) -> FakeEngine:
    fake.outlines = (rectangle("text_1", *at, 2), rectangle("square_1", 3, 0, 2))
    return fake


@pytest.fixture
def mouse(qtbot: QtBot, player: Player, overlay: PictureOverlay) -> Mouse:
    qtbot.waitUntil(lambda: bool(overlay.outlines))
    return Mouse(player, overlay)


def field_after_double_click(mouse: Mouse, at: tuple[float, float]) -> QPlainTextEdit | None:
    place = mouse.place(at)
    QTest.mouseClick(mouse.overlay, LEFT, pos=place)
    QTest.mouseDClick(mouse.overlay, LEFT, pos=place)
    return mouse.player.view.findChild(QPlainTextEdit)


def test_a_double_click_edits_a_text_in_place(mouse: Mouse, session: Session) -> None:
    field = field_after_double_click(mouse, HERE)
    assert field is not None
    assert field.toPlainText() == "Helo"
    assert field.geometry().contains(mouse.place(HERE))

    field.setPlainText("Hello")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert session.document.node("text_1").parameters["text"] == "Hello"
    assert session.undo_label == "Undo change the text"
    session.undo()
    assert session.document.node("text_1").parameters["text"] == "Helo"


def test_escape_keeps_it_and_undo_takes_it_back(mouse: Mouse, session: Session) -> None:
    field = field_after_double_click(mouse, HERE)
    assert field is not None
    field.setPlainText("Hello")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert session.document.node("text_1").parameters["text"] == "Hello"
    session.undo()
    assert session.document.node("text_1").parameters["text"] == "Helo"


def test_what_ends_the_writing_is_said_as_long_as_it_goes_on(mouse: Mouse) -> None:
    hints: list[str] = []
    mouse.overlay.hinted.connect(hints.append)
    field = field_after_double_click(mouse, HERE)
    assert field is not None
    QApplication.sendEvent(mouse.overlay, QEvent(QEvent.Type.Leave))  # the field is under the mouse
    assert hints[-1].endswith("Esc, Ctrl+Enter or a click elsewhere keeps it.")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not hints[-1].endswith("Esc, Ctrl+Enter or a click elsewhere keeps it.")


def test_a_word_is_colored_in_the_picture_as_one_step_with_its_words(
    mouse: Mouse, session: Session
) -> None:
    field = field_after_double_click(mouse, HERE)
    assert isinstance(field, ColoredField)
    QTest.keyClicks(field, "Hello you")
    field.moveCursor(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    rows = mouse.player.view.findChild(ColorRows)
    assert rows is not None
    assert mouse.player.view.rect().contains(rows.geometry())
    button = rows.findChild(QToolButton, "part_color_RED")
    assert button is not None
    QTest.mouseClick(button, LEFT)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    found = session.document.node("text_1").parameters
    assert (found["text"], found["t2c"]) == ("Hello you", (("you", "RED"),))
    session.undo()
    assert session.document.node("text_1").parameters == {"text": "Helo"}


def test_what_has_no_words_is_only_selected(mouse: Mouse, session: Session) -> None:
    assert field_after_double_click(mouse, (3.0, 0.0)) is None
    assert session.selection == {"square_1"}


@pytest.mark.parametrize("at", [(6.5, 0.0), (6.5, -3.5), (0.0, 3.4), (-6.5, 3.4)])
def test_the_field_stays_within_the_picture(mouse: Mouse, at: tuple[float, float]) -> None:
    field = field_after_double_click(mouse, at)
    assert field is not None
    assert mouse.player.view.picture_rect().toAlignedRect().contains(field.geometry())
    rows = mouse.player.view.findChild(ColorRows)
    assert rows is not None
    assert not rows.geometry().intersects(field.geometry())


@pytest.mark.parametrize("at", [(0.0, 3.0)])
def test_the_colors_of_a_title_stand_beside_the_picture(
    mouse: Mouse, at: tuple[float, float]
) -> None:
    mouse.player.view.resize(640, 560)  # with room above the picture
    field = field_after_double_click(mouse, at)
    assert field is not None
    rows = mouse.player.view.findChild(ColorRows)
    assert rows is not None
    assert rows.geometry().bottom() < field.geometry().top()
