"""How wires run: their ends, and where they come from when nodes between are taken away."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from manim_nodes.document.model import Edge

FLOW: Final = "flow"
"""The port that every node has on both sides, for wires that only say what comes first."""


def ends(edge: Edge) -> tuple[str, str, str, str]:
    """Return the two ends of a wire, by which it differs from others."""
    return edge.source, edge.output, edge.target, edge.input


def share_input(one: Edge, other: Edge) -> bool:
    """Return whether two wires go to the same input."""
    return (one.target, one.input) == (other.target, other.input)


def origins(
    edge: Edge,
    feeding: Mapping[str, Sequence[Edge]],
    gone: Collection[str],
    passing: Callable[[Sequence[Edge], str], Sequence[Edge]],
) -> list[Edge]:
    """Return the nearest wires upstream of ``edge``, or itself, that leave a node which stays.

    Parameters
    ----------
    feeding : the wires into each node; they may run in circles
    gone : the nodes that are taken away
    passing : which of the wires into such a node are passed on to an output of it
    """
    found = []
    waiting, seen = [edge], set()
    while waiting:
        wire = waiting.pop()
        if wire.source not in gone:
            found.append(wire)
        elif (wire.source, wire.output) not in seen:
            seen.add((wire.source, wire.output))
            waiting += reversed(passing(feeding.get(wire.source, ()), wire.output))
    return found
