"""Edits that change what comes first in a scene: they list its nodes in another order."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import networkx as nx

from manim_nodes.document import edits
from manim_nodes.document.model import Document, Edge
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import Port, build
from manim_nodes.graph.listing import (
    ReorderError,
    arrange,
    settle_order,
    steps_of,
    unit_of,
    units_of,
    without_flow,
)
from manim_nodes.graph.loops import find_loops
from manim_nodes.graph.wire_legality import loop_output
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import FLOW, NodeType
from manim_nodes.library.port_types import ANIMATION
from manim_nodes.translation import tr

_BESIDE = 220.0


# the edits


def move_step(
    document: Document,
    library: Library,
    node_id: str,
    before: str | None,
    *,
    after: str | None = None,
) -> Document:
    """Let a node run before another, or right after one, or last.

    What it alone needs, or what follows from it, comes with it, unless that plays itself.

    Parameters
    ----------
    node_id, before, after : nodes of the document; one that stands for a group is moved as a whole

    Raises
    ------
    ReorderError : wires that carry something forbid it
    """
    document, _ = settle_order(document, library)
    score = _Score(document, library)
    place = score.place_of(node_id, before=before, after=after)
    wished, moved = score.moved(node_id, place)
    return arrange(document, library, wished, moved)


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
    document, _ = settle_order(document, library)
    score = _Score(document, library)
    place = score.place_after(after)
    at = _between(document, after, before)
    document, node_id = edits.add_node(document, type_name, position=at, parameters=parameters)
    for loop, output in score.loops_at(place):
        tie = Edge(source=loop, output=output, target=node_id, input=FLOW)
        document = edits.connect(document, tie, many=True)
    wished = [*score.sequence[:place], node_id, *score.sequence[place:]]
    return arrange(document, library, wished, {node_id}), node_id


def play_together(
    document: Document, library: Library, node_id: str, onto: str
) -> tuple[Document, str]:
    """Let two animations begin at once; give the node that plays both.

    Where ``onto`` is a node that composes animations, the other joins it.

    Raises
    ------
    ReorderError : one of them cannot be played with others, or something must come between them
    """
    document, _ = settle_order(document, library)
    score = _Score(document, library)
    for each in (node_id, onto):
        score.check_is_animation(each)
    wished, moved = score.moved(node_id, score.place_beside(onto, node_id))
    composes = "animations" in score.type_of(onto).inputs
    whole = onto
    if not composes:
        at = _between(document, node_id, onto)
        position = at[0] + _BESIDE, at[1]
        document, whole = edits.add_node(document, library.together.type, position=position)
    parts = score.parts(node_id)
    if parts:
        document = edits.dissolve_nodes(document, [node_id])
    for part in [
        *([] if composes else [Port(onto, "animation")]),
        *(parts or [score.animation(node_id)]),
    ]:
        wire = Edge(source=part.node_id, output=part.name, target=whole, input="animations")
        document = edits.connect(document, wire, many=True)
    wished = score.merged(wished, node_id, onto, whole)
    return arrange(document, library, wished, {*moved, whole}), whole


def _between(document: Document, one: str | None, other: str | None) -> tuple[float, float]:
    positions = [document.node(key).position for key in (one, other) if key is not None]
    if len(positions) == 2:
        (x, y), (x2, y2) = positions
        return (x + x2) / 2, (y + y2) / 2
    x, y = positions[0] if positions else (0.0, 0.0)
    return (x + _BESIDE if one is not None else x - _BESIDE), y


# what is wished for


class _Score:
    """The order as it is, and what may be changed about it.

    Attributes
    ----------
    sequence : all steps, those of groups by their ids with the group's, in the order in which they run
    """

    def __init__(self, document: Document, library: Library) -> None:
        self._document, self._library = document, library
        self._graph = build(document, library)
        self.sequence = steps_of(self._graph)

    @cached_property
    def _loops(self) -> Mapping[str, frozenset[str]]:
        return {start: loop.inside for start, loop in find_loops(self._graph).items()}

    @cached_property
    def _needs(self) -> "nx.MultiDiGraph[str]":
        return build(without_flow(self._document), self._library).wiring

    def type_of(self, node_id: str) -> NodeType:
        return self._library.types[self._document.node(node_id).type]

    def _steps_in(self, unit: str) -> list[str]:
        steps = [key for key in self.sequence if unit_of(key, self._document) == unit]
        if not steps:
            raise ReorderError(
                tr("It plays nothing itself, so it has no place in time."), where=unit
            )
        return steps

    # animations

    def check_is_animation(self, node_id: str) -> None:
        """Check that a node can be played together with others.

        Raises
        ------
        ReorderError : it gives no animation
        """
        node_type = self._library.get(self._document.node(node_id).type)
        output = node_type.outputs.get("animation") if node_type else None
        if output is None or output.type != ANIMATION:
            raise ReorderError(
                tr("It cannot be played together with others."),
                where=node_id,
                hint=tr("Only animations can; drop it between others to change the order."),
            )

    def animation(self, node_id: str) -> Port:
        return Port(node_id, "animation")

    def parts(self, node_id: str) -> list[Port]:
        """Return what a plain Together plays, which can as well be played by another."""
        node = self._document.node(node_id)
        if not self.type_of(node_id).together or node.parameters:
            return []
        wires = [edge for edge in self._document.edges if edge.target == node_id]
        if any(edge.input not in ("animations", FLOW) for edge in wires):
            return []
        return [Port(edge.source, edge.output) for edge in wires if edge.input == "animations"]

    # places, counted among the steps without the moved one

    def place_of(self, moved: str, *, before: str | None, after: str | None) -> int:
        rest = self._rest(moved)
        if moved in (before, after):
            return self.sequence.index(self._steps_in(moved)[0])
        if before is not None:
            return rest.index(self._steps_in(before)[0])
        return len(rest) if after is None else rest.index(self._steps_in(after)[-1]) + 1

    def place_beside(self, unit: str, moved: str) -> int:
        rest, steps = self._rest(moved), self._steps_in(unit)
        is_later = self.sequence.index(self._steps_in(moved)[0]) > self.sequence.index(steps[0])
        return rest.index(steps[-1]) + 1 if is_later else rest.index(steps[0])

    def place_after(self, unit: str | None) -> int:
        return 0 if unit is None else self.sequence.index(self._steps_in(unit)[-1]) + 1

    def _rest(self, moved: str) -> list[str]:
        gone = set(self._steps_in(moved))
        return [key for key in self.sequence if key not in gone]

    # moving

    def moved(self, unit: str, place: int) -> tuple[list[str], set[str]]:
        """Return the order with a unit at a place among the rest, and what has to be moved for that."""
        moved, rest = self._steps_in(unit), self._rest(unit)
        self._check_loops(moved[0], rest, place)
        head, tail = rest[:place], rest[place:]
        needed = set().union(*(nx.ancestors(self._needs, key) for key in moved))
        needing = set().union(*(nx.descendants(self._needs, key) for key in moved))
        coming = [key for key in tail if key in needed]
        following = [key for key in head if key in needing]
        for other in coming:
            self._check_may_move(
                other,
                tr("It needs what '{node}' gives.", node=self._graph.distinct_title_of(other)),
                unit,
            )
        for other in following:
            self._check_may_move(
                other,
                tr("'{node}' needs what it gives.", node=self._graph.distinct_title_of(other)),
                unit,
            )
        wished = [
            *(key for key in head if key not in needing),
            *coming,
            *moved,
            *following,
            *(key for key in tail if key not in needed),
        ]
        return wished, set(units_of([*coming, *moved, *following], self._document))

    def merged(self, wished: Sequence[str], one: str, other: str, whole: str) -> list[str]:
        """Return an order with a node in the place of two, after what they need and before what needs them."""
        first, last = sorted(wished.index(key) for key in (one, other))
        between = wished[first + 1 : last]
        needed = nx.ancestors(self._needs, one) | nx.ancestors(self._needs, other)
        return [
            *wished[:first],
            *(key for key in between if key in needed),
            whole,
            *(key for key in between if key not in needed),
            *wished[last + 1 :],
        ]

    def _check_may_move(self, other: str, reason: str, unit: str) -> None:
        node, node_type = self._graph.node(other), self._graph.type_of(other)
        if node_type is not None and (node_type.plays or self._graph.is_animated(node, node_type)):
            hint = tr("Take the wire between them away first.")
            raise ReorderError(reason, where=self._graph.distinct_title_of(unit), hint=hint)

    # loops

    def _loops_around(self, node_id: str) -> set[str]:
        return {start for start, inside in self._loops.items() if node_id in inside}

    def _check_loops(self, moved: str, rest: Sequence[str], place: int) -> None:
        own = self._loops_around(moved)
        least, most = self._loops_of_gap(rest, place)
        if not least <= own:
            raise ReorderError(
                tr(
                    "'{loop}' repeats what is there.",
                    loop=self._graph.distinct_title_of(min(least - own)),
                ),
                where=self._graph.distinct_title_of(moved),
                hint=tr("Put it before or after all that is repeated."),
            )
        if not own <= most:
            raise ReorderError(
                tr("'{loop}' repeats it.", loop=self._graph.distinct_title_of(min(own - most))),
                where=self._graph.distinct_title_of(moved),
                hint=tr("Move it among what is repeated with it."),
            )

    def _loops_of_gap(self, rest: Sequence[str], place: int) -> tuple[set[str], set[str]]:
        """Return the loops that a gap is in, and all that it could be in."""
        before = self._loops_around(rest[place - 1]) if place else set()
        if place and rest[place - 1] in self._loops:
            before |= {rest[place - 1]}
        after = self._loops_around(rest[place]) if place < len(rest) else set()
        return before & after, before | after

    def loops_at(self, place: int) -> list[tuple[str, str]]:
        """Return the innermost loop around a place, with the output that repeats what is wired to it."""
        least, _ = self._loops_of_gap(self.sequence, place)
        starts = [key for key in least if key in self._document.nodes_by_id]
        if not starts:
            return []
        innermost = max(starts, key=lambda key: len(self._loops_around(key)))
        return [(innermost, loop_output(self.type_of(innermost)) or "")]
