"""The edge of the frame is seen, and what lies beyond it can be reached and brought in."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.theme import DARK, LIGHT, Theme
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.editing.session import Session
from manim_nodes.graph.problems import BringIntoFrame, Problem
from tests.app.picture_editing.test_picture_overlay import rectangle, two_shapes, vector
from tests.support.players import FakeEngine
from tests.support.sessions import analyze_now

FAR, BESIDE = "square_1", "circle_1"


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    session = make_session(two_shapes())
    analyze_now(session)
    return session


@pytest.fixture
def fake(fake: FakeEngine) -> FakeEngine:
    """Return an engine with one thing just beside the frame, and one far below it."""
    fake.outlines = (rectangle(BESIDE, 8.2, 0, 2), rectangle(FAR, -20, -9, 2))
    return fake


@pytest.fixture
def shown(qtbot: QtBot, overlay: PictureOverlay) -> PictureOverlay:
    qtbot.waitUntil(lambda: bool(overlay.outlines))
    return overlay


def pixel(player: Player, place: QPoint) -> str:
    return QColor(player.view.grab().toImage().pixel(place)).name()


@pytest.mark.parametrize("look", [DARK, LIGHT], ids=lambda look: look.name)
def test_the_frame_has_an_edge_and_another_ground_around_it(
    player: Player, overlay: PictureOverlay, look: Theme
) -> None:
    overlay.hide()
    player.set_theme(look)
    corner = player.view.picture_rect().toRect().topLeft()
    assert pixel(player, QPoint(3, 3)) == look.around_frame
    assert pixel(player, corner - QPoint(1, 1)) == look.frame_edge


def test_what_lies_beside_the_frame_is_traced_where_there_is_room(
    player: Player, shown: PictureOverlay
) -> None:
    player.view.set_zoom(4.0)
    shown.tracker.assume(())
    empty = player.view.grab().toImage()
    shown.tracker.assume((rectangle(BESIDE, 8.2, 0, 2),))
    assert player.view.grab().toImage() != empty


def test_a_tag_points_to_what_is_out_of_sight_and_leads_there(
    player: Player, shown: PictureOverlay, session: Session
) -> None:
    session.select({FAR})
    (tag,) = shown._edge_tags()
    assert tag.text == "↙ Square"
    assert player.view.rect().contains(tag.area.toRect())

    QTest.mouseClick(shown, Qt.MouseButton.LeftButton, pos=tag.area.center().toPoint())
    assert shown._edge_tags() == []
    assert session.selection == {FAR}
    (square,) = (each for each in shown.outlines if each.node_id == FAR)
    assert player.view.rect().contains(shown._map.area(square.box).toRect())


def test_it_is_brought_in_by_the_shortest_way_as_one_step(
    shown: PictureOverlay, session: Session
) -> None:
    session.select({FAR})
    assert shown.can_bring_in
    menu = QMenu()
    shown.extend_menu(menu)
    (action,) = (
        each for each in menu.actions() if each.text() == "Bring into the frame at the playhead"
    )
    action.trigger()
    x, y = vector(session)
    assert (x, y) == pytest.approx((21 - 64 / 9, 6), abs=0.01)
    session.undo()
    assert session.document.nodes == two_shapes().nodes


def test_what_no_frame_shows_is_brought_in_by_its_fix_alone(
    shown: PictureOverlay, session: Session
) -> None:
    session.select({FAR})
    (command,) = (each for each in shown.commands() if each.id == "player.bring_into_frame")
    assert command.present_title == "Bring into the frame at the playhead"
    fix = BringIntoFrame(FAR, (13.0, 6.0))
    session.set_picture_problems([Problem("unseen", "It is not seen.", FAR, fix=fix)])
    assert command.present_title == ""
    menu = QMenu()
    shown.extend_menu(menu)
    assert "Bring" not in " ".join(each.text() for each in menu.actions())


def test_what_is_in_the_frame_need_not_be_brought_in(
    shown: PictureOverlay, session: Session
) -> None:
    shown.tracker.assume((rectangle(FAR, 2, 1, 2),))
    session.select({FAR})
    assert not shown.can_bring_in
