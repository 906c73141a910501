"""The tiers that this machine has."""

from tests.sandbox.conftest import tier

__all__ = ["tier"]
