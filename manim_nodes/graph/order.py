"""The order of a scene: wires first, then position."""

import networkx as nx

from manim_nodes.graph.build import Graph


def order(graph: Graph) -> list[str]:
    """Put all nodes in the order in which the scene runs them.

    A node comes after whatever feeds it. What the wires leave open is decided by position, left
    to right, then top to bottom, then by id, so that every machine finds the same order. The nodes
    of a group stand where the group's node stands, and among themselves as they do inside.

    Raises
    ------
    networkx.NetworkXUnfeasible : the graph has a cycle; validation tells the user
    """
    places = graph.expansion.places
    return list(nx.lexicographical_topological_sort(graph.wiring, key=places.__getitem__))
