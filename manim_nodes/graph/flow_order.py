"""Brings an order about that is wished for, by flow wires alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import networkx as nx

from manim_nodes.document import edits
from manim_nodes.document.model import Document, DocumentError, Edge, Node
from manim_nodes.document.record_edits import replace
from manim_nodes.graph.build import Graph, Port, build
from manim_nodes.graph.order import order
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind, NodeType

_ACTING = frozenset({Kind.STEP, Kind.LOOP})
_PLAYED = frozenset({Kind.ANIMATION, Kind.COMPOSE, Kind.MODIFY})


class ReorderError(DocumentError):
    """A step cannot come where the user wants it."""


def acting_order(graph: Graph) -> list[str]:
    """Return all nodes whose place in the order can be seen in the film, in order.

    Raises
    ------
    ReorderError : the graph has a circle of wires
    """
    try:
        sequence = order(graph)
    except nx.NetworkXUnfeasible as cause:
        raise ReorderError("The wires run in a circle.", hint="Mend that first.") from cause
    known = {node.id: (node, node_type) for node, node_type in graph.active}
    return [key for key in sequence if key in known and _acts(graph, *known[key])]


def _acts(graph: Graph, node: Node, node_type: NodeType) -> bool:
    if node_type.kind in _PLAYED:
        return graph.player(node.id) == node.id and node.id not in graph.all_folded
    if node_type.kind is Kind.VALUE:
        used = any(Port(node.id, name) in graph.consumers for name in node_type.outputs)
        return node_type.random or not used
    return node_type.kind in _ACTING


def arrange(document: Document, library: Library, wished: Sequence[str]) -> Document:
    """Let acting nodes run in a wished order, with as few flow wires as it takes.

    Parameters
    ----------
    wished : all that `acting_order` gives, in another order

    Raises
    ------
    ReorderError : no flow wires can do that
    """
    rank = {key: place for place, key in enumerate(wished)}
    document = _without_contradictions(document, library, rank)
    graph = build(document, library)
    if acting_order(graph) != list(wished):
        for source, target in _missing_wires(graph, document, wished):
            document = with_flow(document, source, target)
        if acting_order(build(document, library)) != list(wished):
            raise ReorderError(
                "No flow wires can bring this order about.",
                hint="Look for groups and loops that hold some of these steps together.",
            )
    return document


def _is_flow(edge: Edge) -> bool:
    return edge.output == FLOW and edge.input == FLOW


def without_flow(document: Document) -> Document:
    """Return the document without the wires that only say what comes first."""
    return replace(document, edges=tuple(edge for edge in document.edges if not _is_flow(edge)))


def _without_contradictions(
    document: Document, library: Library, rank: Mapping[str, int]
) -> Document:
    """Take away the flow wires that a wished order has no room for."""
    graph = build(without_flow(document), library)
    spans = _Spans(graph, rank)
    parts: dict[str, list[str]] = {}
    for node_id in graph.wiring:
        parts.setdefault(unit_of(node_id, document), []).append(node_id)
    return replace(
        document,
        edges=tuple(
            edge
            for edge in document.edges
            if not _is_flow(edge)
            or spans.allow(parts.get(edge.source, ()), parts.get(edge.target, ()))
        ),
    )


@dataclass
class _Spans:
    """Between which acting nodes each node must come, as the wires that carry something say."""

    graph: Graph
    rank: Mapping[str, int]

    def __post_init__(self) -> None:
        wiring, rank = self.graph.wiring, self.rank
        sequence = list(nx.topological_sort(wiring))
        self._latest: dict[str, int] = {}
        for key in sequence:
            before = (self._latest[other] for other in wiring.predecessors(key))
            self._latest[key] = max(max(before, default=-1), rank.get(key, -1))
        self._earliest: dict[str, int] = {}
        for key in reversed(sequence):
            after = (self._earliest[other] for other in wiring.successors(key))
            self._earliest[key] = min(min(after, default=len(rank)), rank.get(key, len(rank)))

    def allow(self, sources: Iterable[str], targets: Iterable[str]) -> bool:
        latest = max((self._latest_of(key) for key in sources), default=-1)
        earliest = min((self._earliest[key] for key in targets), default=len(self.rank))
        return latest < earliest

    def _latest_of(self, key: str) -> int:
        known = key in self.graph.document.nodes_by_id and self.graph.type_of(key) is not None
        player = self.graph.player(key) if known else key
        return max(self._latest[key], self.rank.get(player, -1))


def _missing_wires(
    graph: Graph, document: Document, wished: Sequence[str]
) -> list[tuple[str, str]]:
    """Find the wires without which position would put an acting node before its turn.

    This goes through the nodes as the order does; who comes too early waits for whose turn it is.
    """
    wiring, places = graph.wiring, graph.expansion.places
    acting, turns = set(wished), list(reversed(wished))
    waiting_for = {key: wiring.in_degree(key) for key in wiring}
    free = [(places[key], key) for key, count in waiting_for.items() if not count]
    heapify(free)
    early: list[str] = []
    sources: dict[str, str] = {}
    while free:
        _, key = heappop(free)
        if key in acting and key != turns[-1]:
            early.append(key)
            sources[key] = turns[-1]
            continue
        if key in acting:
            turns.pop()
            free += ((places[other], other) for other in early)
            heapify(free)
            early = []
        for _, other in wiring.out_edges(key):
            waiting_for[other] -= 1
            if not waiting_for[other]:
                heappush(free, (places[other], other))
    ends = ((unit_of(one, document), unit_of(other, document)) for other, one in sources.items())
    return [(one, other) for one, other in dict.fromkeys(ends) if one != other]


def unit_of(node_id: str, document: Document) -> str:
    """Return the node of the document that is, or holds, a node."""
    return node_id if node_id in document.nodes_by_id else node_id.partition("/")[0]


def with_flow(document: Document, source: str, target: str) -> Document:
    """Let one node come before another."""
    wire = Edge(source=source, output=FLOW, target=target, input=FLOW)
    return edits.connect(document, wire, many=True)
