"""Into which parts a film is cut: at plays, so that each is as much work."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean
from types import MappingProxyType

from manim_nodes.codegen.script import Script
from manim_nodes.exports.play_costs import Costs
from manim_nodes.render.export.export_settings import ExportSettings
from manim_nodes.render.export.play_range import is_shown
from manim_nodes.render.step_keys import StepKeys

# A manim of its own has to start, which takes more than drawing so many pixels.
_LEAST_PIXELS = 200_000_000
_NO_COSTS: Costs = MappingProxyType({})
_CHOOSES_RENDERER = "config.renderer"


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part to be.

    Parameters
    ----------
    first, last : the plays that it draws, as `PartPlan` has them
    weight : of its work, beside that of the others
    """

    first: int = 0
    last: int | None = None
    weight: float = 1.0


def plan_parts(
    script: Script,
    settings: ExportSettings,
    keys: StepKeys,
    known: Container[str],
    workers: int,
    costs: Costs = _NO_COSTS,
) -> list[PlannedPart]:
    """Return the parts of a film; a scene may play more often than is listed, which is the last one's work then.

    A play whose state depends on the frames before may begin a part as well as any other: whoever draws it has gone
    through them, one by one.

    Parameters
    ----------
    known : keys of plays that need not be drawn
    workers : how many parts are drawn at a time
    costs : of drawing a frame, by nodes; a node that is not among them costs as much as they do on average
    """
    plays = script.source_map.plays
    if not settings.format.is_film or _CHOOSES_RENDERER in script.source:
        return [PlannedPart()]
    lengths = [
        0.0
        if keys.key(play.line, number) in known or not is_shown(number, settings.ranges)
        else max(play.duration_s, 0.0)
        for number, play in enumerate(plays)
    ]
    usual = fmean(costs.values()) if costs else 1.0
    weights = [
        length * costs.get(play.node_id, usual) for length, play in zip(lengths, plays, strict=True)
    ]
    quality = settings.quality
    pixels = sum(lengths) * quality.fps * quality.width * quality.height
    return _cut(weights, max(1, min(workers, int(pixels // _LEAST_PIXELS))))


def _cut(weights: Sequence[float], count: int) -> list[PlannedPart]:
    total = sum(weights)
    if count == 1 or not total:
        return [PlannedPart(weight=total or 1.0)]
    done = [0.0, *accumulate(weights)]
    cuts = {
        min(range(len(done)), key=lambda play: abs(done[play] - total * part / count))
        for part in range(1, count)
    }
    edges = [0, *sorted(cut for cut in cuts if 0 < done[cut] < total), len(weights)]
    parts = [PlannedPart(first, last, done[last] - done[first]) for first, last in pairwise(edges)]
    last_part = parts[-1]
    return [*parts[:-1], PlannedPart(last_part.first, None, last_part.weight)]
