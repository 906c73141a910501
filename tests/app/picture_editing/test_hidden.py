"""What is selected and not on the screen is traced where it would be."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.document.edits import set_presence
from manim_nodes.editing.session import Session
from tests.app.picture_editing.test_picture_overlay import rectangle
from tests.support.library import toy_document
from tests.support.players import FakeEngine, edit
from tests.support.sessions import analyze_now


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    """Return a circle that is seen, and a square that is hidden."""
    document = set_presence(toy_document("circle_1 square_1 wait_1"), ["square_1"], "hidden")
    session = make_session(document)
    analyze_now(session)
    return session


@pytest.fixture
def fake(fake: FakeEngine) -> FakeEngine:
    fake.outlines = (rectangle("circle_1", -3, 0, 2),)
    fake.shown = {
        "self.add(square_1)": rectangle("square_1", 2, 1, 2),
    }
    return fake


def hidden(overlay: PictureOverlay) -> list[str]:
    return [each.node_id for each in overlay.tracker.hidden]


def test_it_is_traced_while_it_is_selected(
    qtbot: QtBot, overlay: PictureOverlay, session: Session, player: Player
) -> None:
    qtbot.waitUntil(lambda: bool(overlay.outlines))
    plain = player.view.grab().toImage()
    session.select({"square_1"})
    qtbot.waitUntil(lambda: hidden(overlay) == ["square_1"])
    assert [each.node_id for each in overlay.outlines] == ["circle_1"]
    assert player.view.grab().toImage() != plain
    session.select({"circle_1"})
    qtbot.waitUntil(lambda: hidden(overlay) == [])


def test_it_is_traced_no_more_once_it_is_shown(
    qtbot: QtBot, overlay: PictureOverlay, session: Session, fake: FakeEngine
) -> None:
    qtbot.waitUntil(lambda: bool(overlay.outlines))
    session.select({"square_1"})
    qtbot.waitUntil(lambda: hidden(overlay) == ["square_1"])
    edit(session, lambda document: set_presence(document, ["square_1"], "shown"))
    qtbot.waitUntil(lambda: len(overlay.outlines) == 2)
    assert hidden(overlay) == []
    assert len(fake.films) > 1


def test_the_project_stays_as_it_is(
    qtbot: QtBot, overlay: PictureOverlay, session: Session
) -> None:
    before = session.document
    qtbot.waitUntil(lambda: bool(overlay.outlines))
    session.select({"square_1"})
    qtbot.waitUntil(lambda: hidden(overlay) == ["square_1"])
    assert session.document is before
