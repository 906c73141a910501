"""What plays took to draw in earlier exports and in previews, by which the parts of the next one are made equal work."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from manim_nodes.atomic import replace_file
from manim_nodes.codegen.script import Script
from manim_nodes.render.export.part_plan import PartResult

_NAME = "play-costs.json"
_MOST_PROJECTS = 200

Costs = Mapping[str, float]
"""The seconds that drawing a frame takes, by the node that plays; only how they compare matters."""


class PlayCosts:
    """A file of costs, of the projects that were exported last, beside the folder in which exports work."""

    def __init__(self, work_dir: Path) -> None:
        self._file = work_dir.with_name(_NAME)

    def of(self, project: str) -> Costs:
        """Return what is known of a project."""
        return self._read().get(project, {})

    def note(self, project: str, costs: Costs) -> None:
        """Add what an export has seen.

        Raises
        ------
        OSError : it cannot be written
        """
        if not costs:
            return
        known = self._read()
        known[project] = {**known.pop(project, {}), **costs}
        latest = dict(list(known.items())[-_MOST_PROJECTS:])
        replace_file(self._file, json.dumps(latest).encode())

    def _read(self) -> dict[str, Costs]:
        try:
            found = json.loads(self._file.read_bytes())
            return {
                str(project): {str(node): float(cost) for node, cost in costs.items()}
                for project, costs in found.items()
            }
        except (OSError, ValueError, TypeError, AttributeError):  # none yet, or not by us
            return {}


def previewed_costs(draw_times: Mapping[str, float], script: Script) -> Costs:
    """Return what previews have seen of the plays of a script.

    Parameters
    ----------
    draw_times : the seconds that drawing took, by the node that plays
    """
    lengths = defaultdict[str, float](float)
    for play in script.source_map.plays:
        lengths[play.node_id] += max(play.duration_s, 0.0)
    return {
        node: seconds / lengths[node] for node, seconds in draw_times.items() if lengths[node] > 0
    }


def with_previewed(exported: Costs, previewed: Costs) -> Costs:
    """Return what exports have seen, with what only previews have seen, on the same scale."""
    common = [node for node in previewed if node in exported]
    seen = sum(previewed[node] for node in common)
    if not exported or not seen:
        return exported or previewed
    scale = sum(exported[node] for node in common) / seen
    return {**{node: cost * scale for node, cost in previewed.items()}, **exported}


def costs_of(results: Iterable[PartResult], script: Script) -> Costs:
    """Return what parts have seen of the plays of a script that they drew."""
    plays = script.source_map.plays
    seconds, frames = defaultdict[str, float](float), defaultdict[str, int](int)
    for result in results:
        for play in result.plays:
            number = play.key.rpartition("-")[2]
            # What a scene says of itself may be anything.
            drawn = isinstance(play.seconds, float) and isinstance(play.frames, int)
            if drawn and play.frames > 0 and number.isdecimal() and int(number) < len(plays):
                node = plays[int(number)].node_id
                seconds[node] += play.seconds or 0.0
                frames[node] += play.frames
    return {node: seconds[node] / count for node, count in frames.items()}
