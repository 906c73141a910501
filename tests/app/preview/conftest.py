"""The players whose previews these tests watch."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.player.player import Player
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from tests.support.players import engine, fake, player, session
from tests.support.sessions import analyze_now

__all__ = ["engine", "fake", "player", "session"]

MakePlayer = Callable[..., tuple[Player, Session]]


@pytest.fixture
def make_player(
    qtbot: QtBot, make_session: Callable[..., Session], theme: Theme, profile: Profile
) -> Iterator[MakePlayer]:
    """Return what makes players that really draw; they are closed at the end."""
    profile.change_preferences(preview_height=240, preview_fps=5)
    players: list[Player] = []

    def make(document: Document, **options: Any) -> tuple[Player, Session]:
        session = make_session(document, **options)
        player = Player(session, theme=theme, profile=profile)
        players.append(player)
        qtbot.addWidget(player)
        player.resize(427, 400)
        player.show()
        analyze_now(session)
        return player, session

    yield make
    for each in players:
        if not each.preview.worker.is_over:
            each.close()
        assert each.preview.worker.is_over
