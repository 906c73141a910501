"""Where things are added to the scene that are shown by themselves."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from manim_nodes.graph.build import Graph
from manim_nodes.graph.levels import outermost_level
from manim_nodes.graph.presence import Coming, Thing, find_things


@dataclass(frozen=True)
class Additions:
    """The things to add, by the node after which that is.

    Parameters
    ----------
    made : right after the last node of its making
    stepped : after a step, the loop around it closed if it is one, by the last node of that
    """

    made: Mapping[str, Thing]
    stepped: Mapping[str, Sequence[Thing]]


def find_additions(graph: Graph, sequence: Sequence[str]) -> Additions:
    """Find where each thing that is shown by itself is added: when it is made, and its time has come.

    Parameters
    ----------
    sequence : all nodes in order
    """
    level = outermost_level(graph)
    place = {node_id: place for place, node_id in enumerate(sequence)}
    last_of: dict[str, str] = {}
    for node_id in sequence:
        last_of[level.unit(node_id)] = node_id
    steps = list(level.ranks)
    made: dict[str, Thing] = {}
    stepped: defaultdict[str, list[Thing]] = defaultdict(list)
    for thing in sorted(find_things(graph).values(), key=lambda thing: level.listed[thing.node_id]):
        if thing.coming is not Coming.SHOWN:
            continue
        end = thing.output.node_id
        after = last_of[steps[thing.rank]] if thing.rank >= 0 else end
        if end in level.stands_in or place[after] <= place[end]:
            made[end] = thing
        else:
            stepped[after].append(thing)
    return Additions(made, stepped)
