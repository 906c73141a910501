"""The plays that a film shows, where these are not all: read by us and by the manim that draws them."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlayRange:
    """Plays one after another, counted from 0 as the scene runs.

    Parameters
    ----------
    last : the first one that comes after them; None for all that follow
    """

    first: int = 0
    last: int | None = None

    def __contains__(self, play: int) -> bool:
        return self.first <= play and (self.last is None or play < self.last)


def is_shown(play: int, ranges: Collection[PlayRange]) -> bool:
    """Return whether a play is in one of some ranges; without any all are shown."""
    return not ranges or any(play in each for each in ranges)


def end_of(ranges: Collection[PlayRange]) -> int | None:
    """Return the first play after which none is shown; None if the last of the scene may be."""
    ends = [each.last for each in ranges]
    return None if None in ends else max((end for end in ends if end is not None), default=None)
