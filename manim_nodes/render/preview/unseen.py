"""What the whole film never shows of what is in its scene."""

from dataclasses import dataclass
from enum import Enum, auto


class Reason(Enum):
    """Why a thing is not seen."""

    OUTSIDE = auto()
    """It is beside the frame."""
    COVERED = auto()
    """Something opaque is in front of it."""
    TRANSPARENT = auto()
    """Neither its lines nor its inside have a color."""
    BACKGROUND = auto()
    """It has the color of the background, and nothing is behind it."""
    EMPTY = auto()
    """It has no points at all, as a text without letters."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A thing that was in the scene, and in no frame.

    Parameters
    ----------
    node_id : the node that made it, with its groups
    shift : what would bring it into the frame, in the scene's units, to the right and up
    cover : the node that made what is in front of it
    z_index : what would put it in front of that
    """

    node_id: str
    reason: Reason
    shift: tuple[float, float] = (0.0, 0.0)
    cover: str | None = None
    z_index: float = 0.0
