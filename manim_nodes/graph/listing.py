"""The list of a document's nodes is the order of its steps: reading that order, and changing it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from manim_nodes.document.edits import reorder_nodes
from manim_nodes.document.model import Document, DocumentError, Edge
from manim_nodes.document.record_edits import replace
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.order import run_order
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, Kind
from manim_nodes.translation import tr

# Which of these are steps only a graph can tell.
_MAY_RUN = frozenset({Kind.ANIMATION, Kind.COMPOSE, Kind.STEP, Kind.MODIFY, Kind.LOOP})


class ReorderError(DocumentError):
    """A step cannot come where the user wants it."""


def steps_of(graph: Graph) -> list[str]:
    """Return the steps in the order in which they run, and before those of a loop its first node.

    Raises
    ------
    ReorderError : the graph has a circle of wires
    """
    try:
        return run_order(graph)
    except nx.NetworkXUnfeasible as cause:
        raise ReorderError(tr("The wires run in a circle."), hint=tr("Mend that first.")) from cause


def unit_of(node_id: str, document: Document) -> str:
    """Return the node of the document that is, or holds, a node."""
    return node_id if node_id in document.nodes_by_id else node_id.partition("/")[0]


def units_of(steps: Iterable[str], document: Document) -> list[str]:
    """Return the nodes of the document that are, or hold, steps, each where its first step is."""
    return list(dict.fromkeys(unit_of(step, document) for step in steps))


def settle_order(
    document: Document, library: Library, *, made: Iterable[Edge] | None = None
) -> tuple[Document, list[str]]:
    """List the steps in the order in which they run, after a wire has changed that.

    A step that depends on one listed later moves right behind that one, and so does what depends
    on the step itself.

    Parameters
    ----------
    made : the wires that were made since it was so; None where it is not known that it was

    Returns
    -------
    the document, and the nodes that were moved; the very same document where none had to be
    """
    if made is not None and not any(_runs_back(document, library, edge) for edge in made):
        return document, []
    graph = build(document, library)
    try:
        units = units_of(run_order(graph), document)
    except nx.NetworkXUnfeasible:
        return document, []
    late = _listed_too_early(units, document)
    return put_in_order(document, units, late), late


def _listed_too_early(units: Iterable[str], document: Document) -> list[str]:
    place = {node.id: place for place, node in enumerate(document.nodes)}
    last, late = -1, []
    for unit in units:
        if place[unit] < last:
            late.append(unit)
        last = max(last, place[unit])
    return late


def moved_steps(before: Document, after: Document) -> list[str]:
    """Return the nodes that an edit has listed behind others which they stood before."""
    known = before.nodes_by_id
    return _listed_too_early([node.id for node in after.nodes if node.id in known], before)


def _runs_back(document: Document, library: Library, edge: Edge) -> bool:
    """Return whether a wire may make a step wait for one that is listed later.

    This looks at far less than a graph, since it is asked on every wire that is made.
    """
    place = {
        node.id: place
        for place, node in enumerate(document.nodes)
        if (node_type := library.get(node.type)) is None or node_type.kind in _MAY_RUN
    }
    before = _along(document, edge.source, backwards=True)
    after = _along(document, edge.target, backwards=False)
    latest = max((place[key] for key in before if key in place), default=-1)
    return latest > min((place[key] for key in after if key in place), default=len(place))


def _along(document: Document, node_id: str, *, backwards: bool) -> set[str]:
    """Return a node and all that depends on it, or that it depends on, as the wires run."""
    steps: defaultdict[str, list[str]] = defaultdict(list)
    for edge in document.edges:
        source, target = (edge.target, edge.source) if backwards else (edge.source, edge.target)
        steps[source].append(target)
    found, waiting = {node_id}, [node_id]
    while waiting:
        new = [other for other in steps[waiting.pop()] if other not in found]
        found.update(new)
        waiting += new
    return found


def put_in_order(document: Document, units: Sequence[str], moved: Collection[str]) -> Document:
    """List some nodes right behind those that they follow.

    Parameters
    ----------
    units : nodes in the order that they are to have
    moved : those of them that may change their places; one that comes first goes right before the
        first that stays
    """
    behind: defaultdict[str | None, list[str]] = defaultdict(list)
    staying: str | None = None
    moved = set(moved).intersection(units)
    for unit in units:
        if unit in moved:
            behind[staying].append(unit)
        else:
            staying = unit
    first = next((unit for unit in units if unit not in moved), None)
    listed: list[str] = []
    for node in document.nodes:
        if node.id in moved:
            continue
        if node.id == first:
            listed += behind[None]
        listed += [node.id, *behind[node.id]]
    if first is None:
        listed += behind[None]
    return reorder_nodes(document, listed)


def place_after(document: Document, node_ids: Collection[str], step: str | None) -> Document:
    """List new nodes right behind a step, so that they come when that has run.

    What depends on one of them already stays behind it. What one of them depends on may still be
    listed later: see `settle_order`.

    Parameters
    ----------
    step : a node of the document; None for after all there is
    """
    before = [node.id for node in document.nodes if node.id not in node_ids]
    place = len(before) if step not in before else before.index(step) + 1
    # A new node may feed others: it must not be listed behind them.
    if any(edge.source in node_ids for edge in document.edges):
        needing = set().union(*(_along(document, key, backwards=False) for key in node_ids))
        place = next((at for at, key in enumerate(before[:place]) if key in needing), place)
    added = [node.id for node in document.nodes if node.id in node_ids]
    return reorder_nodes(document, [*before[:place], *added, *before[place:]])


def arrange(
    document: Document, library: Library, wished: Sequence[str], moved: Collection[str]
) -> Document:
    """Let steps run in a wished order; flow wires that contradict it go.

    Parameters
    ----------
    wished : all steps, in another order
    moved : the nodes that may change their places in the list

    Raises
    ------
    ReorderError : the list cannot bring that about
    """
    rank = {key: place for place, key in enumerate(wished)}
    document = _without_contradictions(document, library, rank)
    document = put_in_order(document, units_of(wished, document), moved)
    # Without its flow wire a plain change may be no step any more, but a part of making something.
    running = steps_of(build(document, library))
    if running != [key for key in wished if key in set(running)]:
        raise ReorderError(
            tr("Nothing can bring this order about."),
            hint=tr("Look for groups and loops that hold some of these steps together."),
        )
    return document


# flow wires


def _is_flow(edge: Edge) -> bool:
    return edge.output == FLOW and edge.input == FLOW


def without_flow(document: Document) -> Document:
    """Return the document without the wires that only say what comes first."""
    return replace(document, edges=tuple(edge for edge in document.edges if not _is_flow(edge)))


def _without_contradictions(
    document: Document, library: Library, rank: Mapping[str, int]
) -> Document:
    """Take away the flow wires that a wished order has no room for."""
    if not any(map(_is_flow, document.edges)):
        return document
    # No flow wire may be a reason to keep another, as both may have to go.
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
    """Between which steps each node must come, as the wires that carry something say."""

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
        # What uses an animation's mobject has to wait for the node that plays the animation.
        known = key in self.graph.document.nodes_by_id and self.graph.type_of(key) is not None
        player = self.graph.player(key) if known else key
        return max(self._latest[key], self.rank.get(player, -1))
