"""The player that these tests have drawn a film with."""

from tests.support.players import engine, fake, player, session

__all__ = ["engine", "fake", "player", "session"]
