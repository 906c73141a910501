"""What is hard to read in a film, and where."""

from dataclasses import dataclass
from enum import Enum, auto

from manim_nodes.render.preview.box import Box

LEAST_LETTERS = 1 / 48
"""Of the frame's shorter side. ISO 9241-303 wants letters of 16 minutes of arc at least: 1.4 mm at 30 cm,
from where phones are read; the picture on one is 67 mm wide, or high, on its shorter side."""


class LayoutFaultKind(Enum):
    """What is wrong with where or how something stands in the picture."""

    OVERLAP = auto()
    """Two texts are written over one another."""
    CUT = auto()
    """The edge of the frame cuts it."""
    SMALL = auto()
    """Its letters are too small to be read on a phone."""
    FAINT = auto()
    """Its color is too near to that of what is behind it."""


@dataclass(frozen=True, slots=True)
class LayoutFault:
    """Something that is hard to read at the end of a step.

    Parameters
    ----------
    node_id : the node that made it, with its groups
    time_s : of the last frame of the step
    box : around it in the picture
    other : the node whose text is written over it
    amount : of letters the height as a share of the frame's shorter side, of colors the contrast; else 0
    """

    node_id: str
    kind: LayoutFaultKind
    time_s: float
    box: Box
    other: str | None = None
    amount: float = 0.0
