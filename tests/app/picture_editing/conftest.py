"""The player on whose picture these tests edit."""

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.app.window.actions import Actions
from manim_nodes.editing.session import Session
from tests.support.players import engine, fake, player

__all__ = ["engine", "fake", "player"]


@pytest.fixture
def overlay(
    qtbot: QtBot,
    session: Session,
    player: Player,
    theme: Theme,
    profile: Profile,
) -> PictureOverlay:
    """Return the overlay of a player that is on the screen."""
    overlay = PictureOverlay(session, player, theme=theme, profile=profile)
    Actions(overlay.commands(), {"player": player}, player)
    qtbot.addWidget(overlay)
    overlay.show()
    return overlay
