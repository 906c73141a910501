"""The number of each step in the story, as users count them: from 1, in the order in which they run."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from manim_nodes.graph.build import Graph
from manim_nodes.graph.order import run_order


@dataclass(frozen=True, slots=True)
class StepNumbers:
    """The first and the last number of what a node holds; the same one for a step."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"  # noqa: RUF001


def number_steps(graph: Graph) -> dict[str, int]:
    """Return the numbers of the steps of a graph, by their full ids; none where a circle leaves them without an order."""
    try:
        return {node_id: number for number, node_id in enumerate(run_order(graph), 1)}
    except nx.NetworkXUnfeasible:
        return {}


def numbers_at(numbers: Mapping[str, int], location: tuple[str, ...]) -> dict[str, StepNumbers]:
    """Return the numbers of the nodes of a content, in the order in which they first run.

    Parameters
    ----------
    numbers : by full id, as `number_steps` returns them
    location : the ids of the groups' nodes that lead to the content

    Returns
    -------
    by the id in the content; a group's node has the numbers of the steps in it
    """
    depth = len(location)
    found: dict[str, StepNumbers] = {}
    for full_id, number in numbers.items():
        parts = tuple(full_id.split("/"))
        if parts[:depth] == location and len(parts) > depth:
            first = found[parts[depth]].first if parts[depth] in found else number
            found[parts[depth]] = StepNumbers(first, number)
    return found
