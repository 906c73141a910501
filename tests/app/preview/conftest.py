"""The player whose preview these tests watch."""

from tests.support.players import engine, fake, player, session

__all__ = ["engine", "fake", "player", "session"]
