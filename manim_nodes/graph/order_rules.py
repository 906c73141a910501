"""What can be wrong with the order of a graph."""

from collections.abc import Collection, Iterator

import networkx as nx

from manim_nodes.graph.build import Graph, Port, once_a_graph
from manim_nodes.graph.conditions import are_exclusive
from manim_nodes.graph.loops import Loop, find_loops
from manim_nodes.graph.order import has_order, order
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.graph.remade import find_remade
from manim_nodes.graph.stage_rules import leaves_again
from manim_nodes.library.node_type import CONDITION, Kind
from manim_nodes.translation import tr


def cycles(graph: Graph) -> Iterator[Problem]:
    """Find circles of wires, one problem for each knot of nodes."""
    if graph.is_acyclic:
        return
    for knot in nx.strongly_connected_components(graph.wiring):
        first = min(knot)
        if len(knot) == 1 and not graph.wiring.has_edge(first, first):
            continue
        wires = ((source, target) for source, target, _ in graph.wiring.edges(knot, keys=True))
        inside = nx.DiGraph(sorted(ends for ends in wires if ends[1] in knot))
        circle = [source for source, _ in nx.find_cycle(inside, first)]
        path = " -> ".join([*circle, circle[0]])
        yield Problem(
            "cycle",
            tr("Circular dependency detected: {path}", path=path),
            circle[0],
            hint=tr("Delete one of these wires: a node cannot come before itself."),
        )


def ambiguous_order(graph: Graph) -> Iterator[Problem]:
    """Find nodes that act on the same thing, where only the list of nodes says which comes first."""
    if not has_order(graph):
        return
    sequence = order(graph)
    rank = {node_id: place for place, node_id in enumerate(sequence)}
    for users in _users_by_origin(graph).values():
        if len(users) < 2 or not any(users.values()):
            continue
        # An animation acts when it is played, which may be another node's doing.
        in_order = sorted(users, key=lambda user: (rank[graph.player(user)], rank[user]))
        yield from _unordered(graph, in_order, users)


@once_a_graph
def _users_by_origin(graph: Graph) -> dict[Port, dict[str, bool]]:
    """Group the nodes that depend on the state of each thing, and say which of them change it."""
    users: dict[Port, dict[str, bool]] = {}
    for output, takers in graph.consumers.items():
        origin = graph.origin(output)
        for taker in takers:
            role = _role(graph, taker)
            if role is not None:
                known = users.setdefault(origin, {})
                known[taker.node_id] = known.get(taker.node_id, False) or role
    return users


def _role(graph: Graph, taker: Port) -> bool | None:
    """Return whether a wire's taker changes the thing (True), reads it (False) or does neither."""
    node = graph.node(taker.node_id)
    node_type = graph.library.types[node.type]
    if taker.name not in node_type.inputs:
        return None
    if graph.is_switched_on(node, node_type, "live") or node_type.kind is Kind.STEP:
        return None
    if node_type.kind is Kind.QUERY and node.id in _read_live(graph):
        return None
    port = node_type.inputs[taker.name]
    return None if port.watches else port.changes


@once_a_graph
def _read_live(graph: Graph) -> frozenset[str]:
    """Find the queries that all who use them ask again on every frame."""
    found: set[str] = set()
    # Each after those that use it, so that no chain is too long to follow on.
    for query in reversed(graph.sequence):
        node_type = graph.type_of(query)
        if node_type is None or node_type.kind is not Kind.QUERY:
            continue
        takers = [
            taker
            for name in node_type.outputs
            for taker in graph.consumers.get(Port(query, name), ())
        ]
        if takers and all(_asks_again(graph, taker, found) for taker in takers):
            found.add(query)
    return frozenset(found)


def _asks_again(graph: Graph, taker: Port, read_live: Collection[str]) -> bool:
    node = graph.node(taker.node_id)
    node_type = graph.library.types[node.type]
    if node_type.kind is Kind.QUERY:
        return node.id in read_live
    if node.id in find_remade(graph).only:
        return True
    if graph.is_switched_on(node, node_type, "live") or node.id in graph.all_folded:
        return True
    return taker.name in node_type.inputs and node_type.inputs[taker.name].watches


def _unordered(graph: Graph, users: list[str], changes: dict[str, bool]) -> Iterator[Problem]:
    # Between two changes, everything that reads must come after the first and before the second.
    since_change: list[str] = []
    for user in users:
        before = since_change if changes[user] else since_change[:1]
        for earlier in before:
            if (
                (changes[user] or changes[earlier])
                and not _is_ordered(graph, earlier, user)
                and not _are_alternatives(graph, earlier, user)
                and user not in leaves_again(graph)
            ):
                yield _ambiguous(graph, earlier, user)
        since_change = [user] if changes[user] else [*since_change, user]


def _is_ordered(graph: Graph, earlier: str, later: str) -> bool:
    first, then = graph.player(earlier), graph.player(later)
    if first == then or graph.wiring.has_edge(first, then):
        return True
    return bool(nx.has_path(graph.wiring, first, then))


def _are_alternatives(graph: Graph, one: str, other: str) -> bool:
    """Return whether two nodes are done under conditions of which never more than one holds."""
    loops = find_loops(graph)
    around = [
        {start for start in _conditions(graph) if node_id in loops[start].inside}
        for node_id in (one, other)
    ]
    return any(
        _exclude(graph, loops[first], loops[then])
        for first in around[0] - around[1]
        for then in around[1] - around[0]
    )


def _exclude(graph: Graph, one: Loop, other: Loop) -> bool:
    """Return whether only one of two If nodes can apply, and neither changes what the other looks at."""
    outputs = [graph.sources[loop.node_id].get(CONDITION, ()) for loop in (one, other)]
    if not all(outputs) or not are_exclusive(graph, outputs[0][0], outputs[1][0]):
        return False
    looked_at = set().union(*(nx.ancestors(graph.wiring, loop.node_id) for loop in (one, other)))
    return not any(
        origin.node_id in looked_at and changes
        for origin, users in _users_by_origin(graph).items()
        for user, changes in users.items()
        if user in one.inside | other.inside
    )


@once_a_graph
def _conditions(graph: Graph) -> frozenset[str]:
    return frozenset(
        start
        for start in find_loops(graph)
        if graph.library.types[graph.node(start).type].is_condition
    )


def _ambiguous(graph: Graph, first: str, second: str) -> Problem:
    one, other = map(graph.distinct_title_of, (first, second))
    return Problem(
        "ambiguous-order",
        tr(
            "'{one}' and '{other}' act on the same thing, and which comes first changes the result.",
            one=one,
            other=other,
        ),
        second,
        severity=Severity.WARNING,
        hint=tr(
            "Chain them: wire an output of '{one}' into '{other}'; "
            "or put a Copy before one of them. Until then the one that is listed first comes first.",
            one=one,
            other=other,
        ),
    )
