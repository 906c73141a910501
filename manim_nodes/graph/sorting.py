"""Sorting nodes by what must come before what, and by a key for what that leaves open."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

import networkx as nx

_Node = TypeVar("_Node", bound=Hashable)


def sort_topologically(wiring: "nx.DiGraph[str]", key: Callable[[str], Any]) -> list[str]:
    """Return all nodes, each after what leads to it, and by their keys where that leaves it open.

    Parameters
    ----------
    key : no two nodes may have the same

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle
    """
    by_key = sorted(wiring, key=key)
    # Mostly the keys go with the wires, and looking whether they do takes a third of the time.
    if is_topological(by_key, wiring):
        return by_key
    place = {node_id: index for index, node_id in enumerate(by_key)}
    return list(nx.lexicographical_topological_sort(wiring, key=place.__getitem__))


def is_topological(nodes: Iterable[str], wiring: "nx.DiGraph[str]") -> bool:
    """Return whether each of all nodes comes after what leads to it."""
    following, seen = wiring.succ, set()
    for node_id in nodes:
        seen.add(node_id)
        if not seen.isdisjoint(following[node_id]):
            return False
    return True


def components_backwards(wiring: "nx.DiGraph[_Node]") -> Iterator[set[_Node]]:
    """Return the nodes, those of a circle together, each after all that they lead to."""
    # Nuutila's algorithm, which networkx follows, is done with what a component leads to before the component.
    yield from nx.strongly_connected_components(wiring)
