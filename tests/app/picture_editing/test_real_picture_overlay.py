"""Working on the picture with the real manim behind it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.picture_editing.handles import Grip
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from manim_nodes.render.preview.box import Box
from tests.app.picture_editing.test_picture_overlay import CTRL, Mouse, vector
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now

pytestmark = pytest.mark.slow

WAIT_MS = 60_000


def circle_and_square() -> Document:
    nodes = [
        node("circle_1", {"arc_center": [-3, 0, 0]}),
        node("create_1", {"run_time": 0.4}, x=200),
        node("square_1", y=300),
        node("fade_in_1", {"run_time": 0.4}, x=400, y=300),
    ]
    wires = "circle_1.mobject > create_1.mobject; square_1.mobject > fade_in_1.mobject"
    return toy_document(nodes, wires)


@pytest.fixture
def session(make_session: Callable[..., Session]) -> Session:
    return make_session(circle_and_square())


@pytest.fixture
def player(qtbot: QtBot, session: Session, theme: Theme, profile: Profile) -> Iterator[Player]:
    profile.change_preferences(preview_height=240, preview_fps=5)
    player = Player(session, theme=theme, profile=profile)
    qtbot.addWidget(player)
    player.resize(640, 480)
    player.show()
    analyze_now(session)
    qtbot.waitUntil(
        lambda: player.preview.timeline.is_complete and not player.is_drawing, timeout=WAIT_MS
    )
    player.playback.go_to_end()
    yield player
    player.close()


def box_of(overlay: PictureOverlay, node_id: str) -> Box | None:
    found = [each.box for each in overlay.outlines if each.node_id == node_id]
    return found[0] if found else None


def settle(qtbot: QtBot, overlay: PictureOverlay, session: Session) -> None:
    """Let the preview draw the edit, and find anew what is where."""
    overlay.tracker.assume(())
    analyze_now(session)
    qtbot.waitUntil(lambda: len(overlay.outlines) == 2, timeout=WAIT_MS)


def test_a_square_is_clicked_dragged_scaled_and_put_back(
    qtbot: QtBot, player: Player, overlay: PictureOverlay, session: Session
) -> None:
    qtbot.waitUntil(lambda: len(overlay.outlines) == 2, timeout=WAIT_MS)
    mouse = Mouse(player, overlay)
    mouse.click((0.5, 0.5))
    assert session.selection == {"square_1"}

    mouse.drag((0.5, 0.5), (2, 1), modifiers=CTRL)
    assert vector(session) == pytest.approx((2, 1), abs=0.03)
    settle(qtbot, overlay, session)
    box = box_of(overlay, "square_1")
    assert box is not None
    assert box.center == pytest.approx(vector(session))

    mouse.drag(mouse.grip(Grip.TOP_RIGHT), (-0.8, -0.8), modifiers=CTRL)
    settle(qtbot, overlay, session)
    scaled = box_of(overlay, "square_1")
    assert scaled is not None
    assert (scaled.left, scaled.bottom) == pytest.approx((box.left, box.bottom), abs=0.01)
    assert scaled.width == pytest.approx(box.width - 0.8, abs=0.05)

    session.undo()
    session.undo()
    assert session.document.nodes == circle_and_square().nodes
