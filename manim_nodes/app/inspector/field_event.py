"""What a user does in the row of a parameter: the one thing that rows pass to the page that they are on."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from manim_nodes.library.node_type import Parameter


class FieldAction(Enum):
    """What is done.

    One or several EDIT, then FINISH, are one gesture, such as the ticks of a drag; WITHDRAW asks for what was there
    before them.
    """

    EDIT = auto()
    FINISH = auto()
    WITHDRAW = auto()
    RESET = auto()
    PROMOTE = auto()
    DEMOTE = auto()
    DISCONNECT = auto()
    MAKE_KNOB = auto()
    REMOVE_KNOB = auto()
    OFFER_OUTSIDE = auto()


@dataclass(frozen=True, slots=True)
class FieldEvent:
    """Something done in a row.

    Parameters
    ----------
    value : of an EDIT, one that the parameter may have; None for the default
    """

    parameter: Parameter
    action: FieldAction
    value: Any = None


HandleField = Callable[[FieldEvent], str | None]
"""Brings into the document what was done, and returns why that cannot be."""
