"""Projects that are not the user's own: drawn apart, and what the player says when that ends badly."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.player.player import Player
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.document.edits import set_parameter
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import FULL_TRUST, Trust
from manim_nodes.render.confined.confined_engine import DrawingEndedError
from manim_nodes.render.failures import RenderError
from tests.app.preview.conftest import MakePlayer
from tests.support.library import node, toy_document
from tests.support.players import FakeEngine, edit, set_radius, two_steps

STRANGERS = Trust(code=None, files=None, is_own=False)
WAIT_MS = 60_000
CRASH = "import ctypes\nself.wait(0.2)\nctypes.string_at(0)"


def ended() -> DrawingEndedError:
    return DrawingEndedError("Drawing this project crashed.", node_id="fade_out_1")


def test_a_crash_offers_another_try_until_one_goes_well(
    player: Player, session: Session, fake: FakeEngine, qtbot: QtBot
) -> None:
    fake.fault = ended()
    set_radius(session, 2)
    qtbot.waitUntil(player.retry.isVisible)
    assert "crashed" in player.error.text()
    drawn = len(fake.films)
    player.retry.click()
    qtbot.waitUntil(lambda: len(fake.films) > drawn and not player.is_drawing)
    assert player.retry.isVisible()

    fake.fault = None
    player.retry.click()
    qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT)
    assert (player.retry.isVisible(), player.error.isVisible()) == (False, False)


def test_what_would_fail_again_offers_none(
    player: Player, session: Session, fake: FakeEngine, qtbot: QtBot
) -> None:
    fake.fault = RenderError("Something is divided by zero.", node_id="fade_out_1")
    set_radius(session, 2)
    qtbot.waitUntil(player.error.isVisible)
    assert not player.retry.isVisible()


@pytest.mark.slow
def test_a_project_from_elsewhere_looks_the_same(qtbot: QtBot, make_player: MakePlayer) -> None:
    theirs, _ = make_player(two_steps(), trust=STRANGERS)
    mine, _ = make_player(two_steps(), trust=FULL_TRUST)
    for player in (theirs, mine):
        qtbot.waitUntil(lambda: player.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)  # noqa: B023
    one, other = theirs.preview.timeline, mine.preview.timeline
    assert one.frame_count == other.frame_count == 10
    assert one.steps == other.steps
    for number in range(one.frame_count):
        here, there = one.picture(number), other.picture(number)
        assert here is not None
        assert there is not None
        assert np.array_equal(here.pixels, there.pixels)


@pytest.mark.slow
def test_a_crash_is_said_and_own_projects_go_on(qtbot: QtBot, make_player: MakePlayer) -> None:
    theirs, session = make_player(
        toy_document([node("python_code_1", {"code": CRASH})]), trust=STRANGERS
    )
    mine, own = make_player(two_steps(), trust=FULL_TRUST)
    qtbot.waitUntil(theirs.retry.isVisible, timeout=WAIT_MS)
    assert "crashed" in theirs.error.text()
    assert "nothing else was affected" in theirs.error.text()
    qtbot.waitUntil(lambda: mine.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)
    set_radius(own, 3)
    qtbot.waitUntil(lambda: mine.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)

    theirs.retry.click()
    assert theirs.is_drawing
    qtbot.waitUntil(theirs.retry.isVisible, timeout=WAIT_MS)
    edit(
        session, lambda document: set_parameter(document, "python_code_1", "code", "self.wait(0.4)")
    )
    qtbot.waitUntil(lambda: theirs.preview.state is PreviewState.CURRENT, timeout=WAIT_MS)
    assert not theirs.retry.isVisible()


@pytest.mark.slow
def test_closing_ends_what_cannot_be_stopped(qtbot: QtBot, make_player: MakePlayer) -> None:
    # One call in C, which lets nobody else have a turn: it begins when the frame has been handed over.
    code = "import time\nself.wait(0.4)\ntime.sleep(0.5)\nsum(range(10**14))"
    player, _ = make_player(toy_document([node("python_code_1", {"code": code})]), trust=STRANGERS)
    qtbot.waitUntil(lambda: player.preview.timeline.fresh_count > 0, timeout=WAIT_MS)
    player.close()
    assert player.preview.worker.is_over
