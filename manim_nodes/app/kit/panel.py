"""What every panel of a window is."""

from typing import ClassVar, TypedDict

from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.command_methods import commands_of
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme


class Shared(TypedDict):
    """What all panels are made with."""

    theme: Theme
    profile: Profile


class Panel(QWidget):
    """A part of the window that shows the session in its own way.

    Panels never import one another: they meet in the session, and each lists its own commands.

    When the window closes it closes them: ``closeEvent`` is where a panel stops following the session,
    and ends its threads and timers at once.

    Attributes
    ----------
    NAME : in ids of commands and in kept layouts
    """

    NAME: ClassVar[str]

    def commands(self) -> list[Command]:
        """Return what can be done with it, the most used first: what its methods declare."""
        return commands_of(self, panel=self.NAME)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
