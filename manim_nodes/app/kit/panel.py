"""What every panel of a window is."""

from typing import ClassVar, TypedDict

from PySide6.QtGui import QShowEvent
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

    _is_stale = False

    def commands(self) -> list[Command]:
        """Return what can be done with it, the most used first: what its methods declare."""
        return commands_of(self, panel=self.NAME)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""

    def refresh(self) -> None:
        """Show the session as it is now."""

    def refresh_if_seen(self) -> None:
        """Refresh, or leave it until the panel is seen: what nobody sees costs nothing."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened unseen."""
        super().showEvent(event)
        self.refresh_if_stale()

    def refresh_if_stale(self) -> None:
        """Catch up, seen or not: something is about to be done with what is shown."""
        if self._is_stale:
            self._is_stale = False
            self.refresh()
