"""Where a panel stands in a window."""

from dataclasses import dataclass
from enum import IntEnum, auto

from manim_nodes.app.kit.panel import Panel


class Side(IntEnum):
    """A part of the window; in this order the keyboard goes from panel to panel."""

    PAGE = auto()
    """In the middle, one at a time."""
    STRIP = auto()
    """Below the pages."""
    LEFT = auto()
    RIGHT = auto()
    BOTTOM = auto()

    @property
    def is_dock(self) -> bool:
        """Return whether panels at this side can be moved, stacked and hidden."""
        return self not in (Side.PAGE, Side.STRIP)


@dataclass(frozen=True)
class PanelPlace:
    """A panel, its title, and where it stands at first.

    Parameters
    ----------
    title : in English
    order : among the panels of its side, counted from above
    behind : name of the panel that it is a tab beside; empty for none
    width, height : pixels at first; 0 for what is left
    """

    panel: type[Panel]
    title: str
    side: Side
    order: int = 1
    behind: str = ""
    width: int = 0
    height: int = 0

    @property
    def name(self) -> str:
        """Return the panel's name."""
        return self.panel.NAME
