"""Which nodes are steps: whatever plays, or changes something that is on stage.

A plain change may be either. It belongs to the making of its thing while nothing has happened to
that yet: ``circle -> shift -> create``. After an entrance, or beside other uses of the thing, it
is a step, which runs when its turn comes.
"""

from collections.abc import Mapping
from math import inf

from manim_nodes.graph.build import Graph, Port, once_a_graph
from manim_nodes.library.node_type import Kind
from manim_nodes.library.port_types import ANIMATION, MOBJECT

_PLAYED = frozenset({Kind.ANIMATION, Kind.COMPOSE})
_ACTING = frozenset({*_PLAYED, Kind.STEP, Kind.MODIFY})


@once_a_graph
def find_steps(graph: Graph) -> frozenset[str]:
    """Find the steps of a graph without circles; loops that hold some are not among them."""
    return frozenset(_StepFinder(graph).find())


@once_a_graph
def making_roots(graph: Graph) -> Mapping[str, str]:
    """Find the plain changes that belong to the making of a thing, and the node that it begins with."""
    steps = find_steps(graph)
    roots: dict[str, str] = {}
    plain_changes = _plain_changes(graph)
    for node_id in graph.sequence:
        if node_id not in plain_changes or node_id in steps:
            continue
        sources = graph.sources[node_id].get("mobject", ())
        if sources:
            source = _whole(graph, sources[0]).node_id
            roots[node_id] = roots.get(source, source)
    return roots


def _whole(graph: Graph, output: Port) -> Port:
    """Return the mobject that an output gives a part of, however deep, or itself."""
    while True:
        node_type = graph.type_of(output.node_id)
        if node_type is None or node_type.kind is not Kind.QUERY:
            return output
        sources = (
            source
            for name in node_type.inputs
            for source in graph.sources[output.node_id].get(name, ())
            if graph.library.port_types.is_a(graph.output_type(source), MOBJECT)
        )
        whole = next(sources, None)
        if whole is None:
            return output
        output = whole


@once_a_graph
def _plain_changes(graph: Graph) -> frozenset[str]:
    return frozenset(
        node.id
        for node in graph.document.nodes
        if (node_type := graph.type_of(node.id)) is not None
        and node_type.kind is Kind.MODIFY
        and not node.muted
        and not graph.is_animated(node, node_type)
    )


class _StepFinder:
    """Goes through the nodes once, each after what feeds it."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._listed = graph.expansion.index
        self._plain_changes = _plain_changes(graph)
        self._acted: dict[str, bool] = {}
        self._leads_on: dict[str, bool] = {}
        self._before: dict[str, float | None] = {}
        self._gone_through: list[str] = []  # since the last that was asked who is before it
        self._first: dict[Port, tuple[tuple[float, str], ...]] = {}

    def find(self) -> list[str]:
        active = self._graph.active_by_id
        for node_id in reversed(self._graph.sequence):
            if node_id in active and node_id in self._plain_changes:
                self._leads_on[node_id] = any(
                    taker.name != "mobject" or self._leads_on.get(taker.node_id, True)
                    for taker in self._takers(Port(node_id, "mobject"))
                )
        found = []
        for node_id in self._graph.sequence:
            if node_id in active:
                node, node_type = active[node_id]
                is_step = self._is_step(node_id, node_type.kind)
                is_acting = is_step or node_type.kind in _PLAYED
                is_acting = is_acting or self._graph.is_animated(node, node_type)
                self._acted[node_id] = is_acting or (
                    node_type.kind is not Kind.VALUE and self._is_fed_by_acted(node_id)
                )
                if is_step:
                    found.append(node_id)
            self._gone_through.append(node_id)
        return found

    def _is_step(self, node_id: str, kind: Kind) -> bool:
        if kind is Kind.STEP:
            return True
        if kind in _PLAYED:
            return self._graph.player(node_id) == node_id
        if kind is not Kind.MODIFY or node_id in self._graph.all_folded:
            return False
        if node_id not in self._plain_changes:
            return self._graph.player(node_id) == node_id
        return not self._is_making(node_id)

    def _is_making(self, node_id: str) -> bool:
        sources = self._graph.sources[node_id].get("mobject", ())
        if not sources:
            return True
        source = sources[0]
        if self._acted.get(source.node_id, False) or self._waits(node_id, source.node_id):
            return False
        # In order, so that no chain is too long to follow back.
        for before in self._gone_through:
            self._users_before(before)
        self._gone_through.clear()
        others = self._other_users(source, node_id)
        return others is None or (self._leads_on[node_id] and others > self._listed[node_id])

    def _other_users(self, source: Port, user: str) -> float | None:
        """Return where the first is listed who else acts on a thing, or on what it is a part of.

        Returns
        -------
        None where nobody else uses it, infinity where the others only look at it
        """
        places = [place for place, taker in self._first_users(source) if taker != user][:1]
        node_type = self._graph.type_of(source.node_id)
        if node_type is not None and node_type.kind is Kind.VALUE:
            parts = (Port(source.node_id, name) for name in node_type.outputs)
            for part in parts:
                if part != source:
                    places += [place for place, _ in self._first_users(part)[:1]]
        before = self._users_before(source.node_id)
        return min([*places, *([] if before is None else [before])], default=None)

    def _users_before(self, node_id: str) -> float | None:
        """Return the same for all that a node is made of, once for each node, as chains are long."""
        node_type = self._graph.type_of(node_id)
        if node_type is None or node_type.kind is Kind.VALUE:
            return None
        if node_id not in self._before:
            self._before[node_id] = None  # until it is found
            places = [
                place
                for name in node_type.inputs
                for whole in self._graph.sources[node_id].get(name, ())
                if (place := self._other_users(whole, node_id)) is not None
            ]
            self._before[node_id] = min(places, default=None)
        return self._before[node_id]

    def _first_users(self, output: Port) -> tuple[tuple[float, str], ...]:
        """Return the two that are listed first of those that use an output, infinity for mere looks."""
        if output not in self._first:
            users = {taker.node_id: self._acts_at(taker) for taker in self._takers(output)}
            places = ((place, node_id) for node_id, place in users.items())
            self._first[output] = tuple(sorted(places)[:2])
        return self._first[output]

    def _acts_at(self, taker: Port) -> float:
        node_type = self._graph.type_of(taker.node_id)
        only_looks = node_type is not None and node_type.kind not in _ACTING
        return inf if only_looks else self._listed[taker.node_id]

    def _takers(self, output: Port) -> tuple[Port, ...]:
        return self._graph.consumers.get(output, ())

    def _waits(self, node_id: str, source: str) -> bool:
        """Return whether flow makes a change wait for what its thing does not wait for.

        A flow wire to a group leads to all that is in it, so that both may wait for the same.
        """
        flowing = self._graph.flow_sources
        return not flowing.get(node_id, set()) <= flowing.get(source, set())

    def _is_fed_by_acted(self, node_id: str) -> bool:
        """Return whether what a node gives is, or is a part of, something that a step has had."""
        return any(
            self._acted.get(source.node_id, False)
            for sources in self._graph.sources[node_id].values()
            for source in sources
            if source.name != "animation" and self._graph.output_type(source) != ANIMATION
        )
