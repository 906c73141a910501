"""What every surface is."""

from typing import ClassVar, TypedDict

from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme


class Shared(TypedDict):
    """What all surfaces are made with."""

    theme: Theme
    profile: Profile


class Panel(QWidget):
    """A part of the window that shows the session in its own way.

    Surfaces never import one another: they meet in the session, and each lists its own commands.

    Attributes
    ----------
    SURFACE : its name, in ids of commands and in kept layouts
    """

    SURFACE: ClassVar[str]

    def commands(self) -> list[Command]:
        """Return what can be done with it, the most used first."""
        return []

    def use_theme(self, theme: Theme) -> None:
        """Change the colors."""

    def shut_down(self) -> None:
        """Stop following the session, and end all threads and timers, at once."""
