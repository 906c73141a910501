"""Edits that change what comes first in a scene: they add and remove flow wires, and no others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush

import networkx as nx

from manim_nodes.document import edits
from manim_nodes.document.model import Document, DocumentError, Edge, Node
from manim_nodes.document.revise import replace
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import Graph, Port, build, loop_output
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.order import order
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind, NodeType
from manim_nodes.library.port_types import ANIMATION

TOGETHER = "Together"
_BESIDE = 220.0
_ACTING = frozenset({Kind.STEP, Kind.LOOP})
_PLAYED = frozenset({Kind.ANIMATION, Kind.COMPOSE, Kind.MODIFY})


class ReorderError(DocumentError):
    """A step cannot come where the user wants it."""


def acting_order(graph: Graph) -> list[str]:
    """Give all nodes whose place in the order can be seen in the film, in order.

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


# the edits


def move_step(document: Document, library: Library, node_id: str, before: str | None) -> Document:
    """Let a node run before another, or last.

    What it alone needs, or what follows from it, comes with it, unless that plays itself.

    Parameters
    ----------
    node_id, before : nodes of the document; one that stands for a group is moved as a whole

    Raises
    ------
    ReorderError : wires that carry something forbid it
    """
    score = _Score(document, library)
    wished = score.moved(node_id, score.place_before(before, node_id))
    return _arrange(document, library, wished)


def insert_step(
    document: Document,
    library: Library,
    type_name: str,
    *,
    after: str | None,
    before: str | None,
    parameters: Mapping[str, JSON] | None = None,
) -> tuple[Document, str]:
    """Add a node that runs between two others, the first or the second of which may be missing.

    Raises
    ------
    ReorderError : nothing can come between them
    """
    score = _Score(document, library)
    place = score.place_after(after)
    at = _between(document, after, before)
    document, node_id = edits.add_node(document, type_name, position=at, parameters=parameters)
    ends = [(after, node_id), (node_id, before)]
    for source, target in ends:
        if source is not None and target is not None and after != before:
            document = _with_flow(document, source, target)
    for loop, output in score.loops_at(place):
        tie = Edge(source=loop, output=output, target=node_id, input=FLOW)
        document = edits.connect(document, tie, many=True)
    wished = [*score.sequence[:place], node_id, *score.sequence[place:]]
    return _arrange(document, library, wished), node_id


def play_together(
    document: Document, library: Library, node_id: str, onto: str
) -> tuple[Document, str]:
    """Let two animations begin at once; give the node that plays both.

    Where ``onto`` is a node that composes animations, the other joins it.

    Raises
    ------
    ReorderError : one of them cannot be played with others, or something must come between them
    """
    score = _Score(document, library)
    for each in (node_id, onto):
        score.check_is_animation(each)
    wished = score.moved(node_id, score.place_beside(onto, node_id))
    composes = "animations" in score.type_of(onto).inputs
    whole = onto
    if not composes:
        at = _between(document, node_id, onto)
        document, whole = edits.add_node(document, TOGETHER, position=(at[0] + _BESIDE, at[1]))
    parts = score.parts(node_id)
    if parts:
        document = edits.dissolve_nodes(document, [node_id])
    for part in [
        *([] if composes else [Port(onto, "animation")]),
        *(parts or [score.animation(node_id)]),
    ]:
        wire = Edge(source=part.node_id, output=part.name, target=whole, input="animations")
        document = edits.connect(document, wire, many=True)
    wished = [whole if key == onto else key for key in wished if key != node_id]
    return _arrange(document, library, wished), whole


def _between(document: Document, one: str | None, other: str | None) -> tuple[float, float]:
    spots = [document.node(key).position for key in (one, other) if key is not None]
    if len(spots) == 2:
        (x, y), (x2, y2) = spots
        return (x + x2) / 2, (y + y2) / 2
    x, y = spots[0] if spots else (0.0, 0.0)
    return (x + _BESIDE if one is not None else x - _BESIDE), y


def _with_flow(document: Document, source: str, target: str) -> Document:
    wire = Edge(source=source, output=FLOW, target=target, input=FLOW)
    return edits.connect(document, wire, many=True)


# what is wished for


class _Score:
    """The order as it is, and what may be changed about it.

    Attributes
    ----------
    sequence : all acting nodes, those of groups by their ids with the group's, in order
    """

    def __init__(self, document: Document, library: Library) -> None:
        self._document, self._library = document, library
        self._graph = build(document, library)
        self.sequence = acting_order(self._graph)

    @cached_property
    def _loops(self) -> Mapping[str, frozenset[str]]:
        return {start: loop.inside for start, loop in find_loops(self._graph).items()}

    @cached_property
    def _needs(self) -> "nx.MultiDiGraph[str]":
        return build(_without_flow(self._document), self._library).wiring

    def type_of(self, node_id: str) -> NodeType:
        return self._library.types[self._document.node(node_id).type]

    def _acting(self, unit: str) -> list[str]:
        acting = [key for key in self.sequence if _unit(key, self._document) == unit]
        if not acting:
            raise ReorderError("It plays nothing itself, so it has no place in time.", where=unit)
        return acting

    # animations

    def check_is_animation(self, node_id: str) -> None:
        node_type = self._library.get(self._document.node(node_id).type)
        output = node_type.outputs.get("animation") if node_type else None
        if output is None or output.type != ANIMATION:
            raise ReorderError(
                "It cannot be played together with others.",
                where=node_id,
                hint="Only animations can; drop it between others to change the order.",
            )

    def animation(self, node_id: str) -> Port:
        return Port(node_id, "animation")

    def parts(self, node_id: str) -> list[Port]:
        """Give what a plain Together plays, which can as well be played by another."""
        node = self._document.node(node_id)
        if node.type != TOGETHER or node.parameters:
            return []
        wires = [edge for edge in self._document.edges if edge.target == node_id]
        if any(edge.input not in ("animations", FLOW) for edge in wires):
            return []
        return [Port(edge.source, edge.output) for edge in wires if edge.input == "animations"]

    # places, counted among the acting nodes without the moved one

    def place_before(self, unit: str | None, moved: str) -> int:
        rest = self._rest(moved)
        if unit is None or unit == moved:
            return len(rest) if unit is None else self.sequence.index(self._acting(moved)[0])
        return rest.index(self._acting(unit)[0])

    def place_beside(self, unit: str, moved: str) -> int:
        rest, acting = self._rest(moved), self._acting(unit)
        is_later = self.sequence.index(self._acting(moved)[0]) > self.sequence.index(acting[0])
        return rest.index(acting[-1]) + 1 if is_later else rest.index(acting[0])

    def place_after(self, unit: str | None) -> int:
        return 0 if unit is None else self.sequence.index(self._acting(unit)[-1]) + 1

    def _rest(self, moved: str) -> list[str]:
        gone = set(self._acting(moved))
        return [key for key in self.sequence if key not in gone]

    # moving

    def moved(self, unit: str, place: int) -> list[str]:
        """Give the order with a unit, and what must go with it, at a place among the rest."""
        moved, rest = self._acting(unit), self._rest(unit)
        self._check_loops(moved[0], rest, place)
        head, tail = rest[:place], rest[place:]
        needed = set().union(*(nx.ancestors(self._needs, key) for key in moved))
        needing = set().union(*(nx.descendants(self._needs, key) for key in moved))
        coming = [key for key in tail if key in needed]
        following = [key for key in head if key in needing]
        for other in coming:
            self._check_may_move(other, f"It needs what '{self._name(other)}' gives.", unit)
        for other in following:
            self._check_may_move(other, f"'{self._name(other)}' needs what it gives.", unit)
        return [
            *(key for key in head if key not in needing),
            *coming,
            *moved,
            *following,
            *(key for key in tail if key not in needed),
        ]

    def _check_may_move(self, other: str, reason: str, unit: str) -> None:
        node, node_type = self._graph.node(other), self._graph.type_of(other)
        if node_type is not None and (node_type.plays or self._graph.is_animated(node, node_type)):
            hint = "Take the wire between them away first."
            raise ReorderError(reason, where=self._name(unit), hint=hint)

    def _name(self, node_id: str) -> str:
        node = self._graph.document.nodes_by_id.get(node_id)
        return (node.label if node else "") or node_id

    # loops

    def _loops_around(self, node_id: str) -> set[str]:
        return {start for start, inside in self._loops.items() if node_id in inside}

    def _check_loops(self, moved: str, rest: Sequence[str], place: int) -> None:
        own = self._loops_around(moved)
        least, most = self._loops_of_gap(rest, place)
        if not least <= own:
            raise ReorderError(
                f"'{self._name(min(least - own))}' repeats what is there.",
                where=self._name(moved),
                hint="Put it before or after all that is repeated.",
            )
        if not own <= most:
            raise ReorderError(
                f"'{self._name(min(own - most))}' repeats it.",
                where=self._name(moved),
                hint="Move it among what is repeated with it.",
            )

    def _loops_of_gap(self, rest: Sequence[str], place: int) -> tuple[set[str], set[str]]:
        """Give the loops that a gap is in, and all that it could be in."""
        before = self._loops_around(rest[place - 1]) if place else set()
        if place and rest[place - 1] in self._loops:
            before |= {rest[place - 1]}
        after = self._loops_around(rest[place]) if place < len(rest) else set()
        return before & after, before | after

    def loops_at(self, place: int) -> list[tuple[str, str]]:
        """Give the innermost loop around a place, with the output that repeats what is wired to it."""
        least, _ = self._loops_of_gap(self.sequence, place)
        starts = [key for key in least if key in self._document.nodes_by_id]
        if not starts:
            return []
        innermost = max(starts, key=lambda key: len(self._loops_around(key)))
        return [(innermost, loop_output(self.type_of(innermost)) or "")]


# wires for a wished order


def _arrange(document: Document, library: Library, wished: Sequence[str]) -> Document:
    """Give the document whose acting nodes run in the wished order, with as few flow wires as it takes."""
    rank = {key: place for place, key in enumerate(wished)}
    document = _without_contradictions(document, library, rank)
    graph = build(document, library)
    if acting_order(graph) != list(wished):
        for source, target in _missing_wires(graph, document, wished):
            document = _with_flow(document, source, target)
        if acting_order(build(document, library)) != list(wished):
            raise ReorderError(
                "No flow wires can bring this order about.",
                hint="Look for groups and loops that hold some of these steps together.",
            )
    return document


def _is_flow(edge: Edge) -> bool:
    return edge.output == FLOW and edge.input == FLOW


def _without_flow(document: Document) -> Document:
    return replace(document, edges=tuple(edge for edge in document.edges if not _is_flow(edge)))


def _without_contradictions(
    document: Document, library: Library, rank: Mapping[str, int]
) -> Document:
    """Take away the flow wires that a wished order has no room for."""
    graph = build(_without_flow(document), library)
    spans = _Spans(graph, rank)
    parts: dict[str, list[str]] = {}
    for node_id in graph.wiring:
        parts.setdefault(_unit(node_id, document), []).append(node_id)
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
    ends = ((_unit(one, document), _unit(other, document)) for other, one in sources.items())
    return [(one, other) for one, other in dict.fromkeys(ends) if one != other]


def _unit(node_id: str, document: Document) -> str:
    """Give the node of the document that is, or holds, a node."""
    return node_id if node_id in document.nodes_by_id else node_id.partition("/")[0]
