"""Animated changes of one mobject that are played at the same time, which are written as one.

All changes by ``.animate`` of a mobject share one target. Of several in one play manim shows the
last alone, unless they are links of one chain: ``square.animate.shift(UP).set_color(RED)``.
"""

from collections.abc import Hashable, Mapping

from manim_nodes.document.model import Node
from manim_nodes.graph.build import Graph, Port
from manim_nodes.library.node_type import Kind, NodeType

ANIMATION_OPTIONS = ("run_time", "rate_func", "path_arc")

# Methods for which manim has an animation of its own, which no chain can take in.
OVERRIDDEN = frozenset({"add_edges", "add_vertices", "remove_edges", "remove_vertices"})


def merged_changes(graph: Graph) -> Mapping[str, str]:
    """Find the animated changes that become one.

    Returns
    -------
    for each of them, the one in whose place among the player's animations the whole stands
    """
    plays: dict[Hashable, list[Port]] = {}
    for node, node_type in graph.active:
        play = _play(graph, node, node_type) if graph.is_animated(node, node_type) else None
        if play is not None:
            plays.setdefault(play, []).append(Port(node.id, "animation"))
    merged = {}
    for animations in plays.values():
        if len(animations) > 1:
            (taker,) = graph.consumers[animations[0]]
            first = min(animations, key=graph.sources[taker.node_id][taker.name].index)
            merged.update({animation.node_id: first.node_id for animation in animations})
    return merged


def _play(graph: Graph, node: Node, node_type: NodeType) -> Hashable | None:
    """Return what changes must share to be one: mobject, player and timing; None for one by itself."""
    mobject = graph.sources[node.id].get("mobject")
    takers = graph.consumers.get(Port(node.id, "animation"), ())
    if not mobject or len(takers) != 1 or _is_overridden(node_type):
        return None
    if not plays_at_once(graph, takers[0].node_id):
        return None
    options = tuple(
        graph.sources[node.id].get(name) or repr(graph.parameter(node, node_type, name))
        for name in ANIMATION_OPTIONS
    )
    return graph.origin(mobject[0]), takers[0], options


def _is_overridden(node_type: NodeType) -> bool:
    return any(f"mobject.{method}(" in node_type.code for method in OVERRIDDEN)


def plays_at_once(graph: Graph, player: str) -> bool:
    """Return whether a node that composes animations begins all of them together."""
    node, node_type = graph.node(player), graph.type_of(player)
    if node_type is None or node_type.kind is not Kind.COMPOSE or node_type.duration == "sum":
        return False
    is_wired = bool(graph.sources[player].get("lag_ratio"))
    return not is_wired and not graph.parameter(node, node_type, "lag_ratio")
