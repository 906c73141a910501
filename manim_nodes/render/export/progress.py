"""How far a render is, read from what manim prints."""

import re
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from manim_nodes.codegen.script import SourceMap
from manim_nodes.render.export.part_plan import PROGRESS_MARK
from manim_nodes.render.export.play_range import PlayRange, is_shown
from manim_nodes.translation import tr

_BAR = re.compile(r"^(?:Animation|Waiting) (?P<play>\d+)\b.*:\s+(?P<percent>\d+)%\|")
# manim prints this at the start of each play, also of one without a bar because nothing moves.
_PLAY_STARTS = re.compile(r"\bCaching disabled\.")
_PART = re.compile(rf"^{PROGRESS_MARK} (?P<play>\d+) (?P<fraction>[\d.]+)$")
_SHORTEST_PLAY_S = 0.01


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a render is.

    Parameters
    ----------
    fraction : 0 to 1
    node_id : the node whose step is being rendered
    remaining_s : an estimate, as soon as anything is done
    """

    fraction: float
    node_id: str | None = None
    remaining_s: float | None = None

    def within(self, first: float, last: float) -> "Progress":
        """Return it as the progress of a longer work, of which this one is what lies between two fractions."""
        return replace(self, fraction=first + (last - first) * self.fraction)


def time_left(remaining_s: float | None) -> str:
    """Return how long something takes still, in words; nothing where that is not known."""
    if remaining_s is None:
        return ""
    minutes, seconds = divmod(round(remaining_s), 60)
    return tr("{minutes}:{seconds:02} left", minutes=minutes, seconds=seconds)


class ProgressReader:
    """Reads progress from manim's lines.

    Parameters
    ----------
    first : the play that the work begins with
    end : the one before which it ends; None for the end of the scene
    ranges : the plays that are drawn; all if there are none
    clock : monotonic seconds
    """

    def __init__(
        self,
        source_map: SourceMap,
        *,
        first: int = 0,
        end: int | None = None,
        ranges: Collection[PlayRange] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._plays = source_map.plays
        self._durations = [
            max(play.duration_s, _SHORTEST_PLAY_S) if is_shown(number, ranges) else _SHORTEST_PLAY_S
            for number, play in enumerate(self._plays)
        ]
        self._first = first
        self._total = sum(self._durations[first:end])
        self._clock = clock
        self._play = -1
        self._fraction = 0.0
        self._started: float | None = None

    @property
    def step(self) -> int:
        """Return the index of the play that is being rendered, or would come first."""
        return max(self._play, 0)

    def read(self, line: str) -> Progress | None:
        """Return the progress that ``line`` reports, if it does."""
        if bar := _BAR.match(line):
            self._play = int(bar["play"])
            return self._at(int(bar["percent"]) / 100)
        if found := _PART.match(line):
            self._play = int(found["play"])
            return self._at(float(found["fraction"]))
        if _PLAY_STARTS.search(line):
            self._play += 1
            return self._at(0.0)
        return None

    def _at(self, part: float) -> Progress:
        if self._started is None:
            self._started = self._clock()
        done = sum(self._durations[self._first : max(self._play, 0)])
        if self._first <= self._play < len(self._plays):
            done += part * self._durations[self._play]
        # A code node may play more often than the source map says: then the last step takes long.
        node = self._plays[min(self._play, len(self._plays) - 1)].node_id if self._plays else None
        self._fraction = max(self._fraction, min(done / (self._total or 1.0), 1.0))
        remaining_s = None
        if self._fraction > 0:
            elapsed = self._clock() - self._started
            remaining_s = elapsed * (1 - self._fraction) / self._fraction
        return Progress(self._fraction, node, remaining_s)
