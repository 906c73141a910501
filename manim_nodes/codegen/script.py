"""The product of code generation: a module's source and the way back from it to the nodes."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """Lines of source that one node wrote, both ends included, counted from 1."""

    node_id: str
    first_line: int
    last_line: int


class Play(NamedTuple):
    """One ``self.play``, ``self.wait`` or camera move, in the order in which they run.

    ``duration_s`` is what the parameters say; an animation that decides for itself is estimated.
    """

    node_id: str
    line: int
    duration_s: float


@dataclass(frozen=True)
class SourceMap:
    """From a line or a play of the generated source back to its node.

    Parameters
    ----------
    spans : ordered by ``first_line``, not overlapping
    plays : in running order; a Python code node may play more often than it is listed
    players : for a node whose animation another node plays, that node
    """

    spans: tuple[Span, ...]
    plays: tuple[Play, ...]
    players: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _first_lines(self) -> list[int]:
        return [span.first_line for span in self.spans]

    def node_at(self, line: int) -> str | None:
        """Return the node that wrote ``line``, or None for a line that belongs to no node."""
        index = bisect_right(self._first_lines, line) - 1
        if index < 0 or line > self.spans[index].last_line:
            return None
        return self.spans[index].node_id

    def lines_of(self, node_id: str) -> list[Span]:
        """Return every run of lines that ``node_id`` wrote, or in which its animation is played."""
        writers = {node_id, self.players.get(node_id, node_id)}
        return [span for span in self.spans if span.node_id in writers]

    @property
    def duration_s(self) -> float:
        """Return the estimated length of the scene."""
        return sum(play.duration_s for play in self.plays)


@dataclass(frozen=True)
class Script:
    """One generated module.

    Parameters
    ----------
    source : the whole module, ending in a newline
    scene_name : the Scene class that it defines
    """

    source: str
    scene_name: str
    source_map: SourceMap
