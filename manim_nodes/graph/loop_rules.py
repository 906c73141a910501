"""What can be wrong with loops."""

from collections.abc import Iterator, Mapping
from itertools import combinations

import networkx as nx

from manim_nodes.graph.build import Graph
from manim_nodes.graph.loops import MOST_DEEP, MOST_LOOPS, Loop, find_loops, loop_starts
from manim_nodes.graph.problems import Problem
from manim_nodes.translation import tr


def faulty_loops(graph: Graph) -> Iterator[Problem]:
    """Find loops that cannot be written as one block inside or after another."""
    if not graph.is_acyclic:
        return
    loops = find_loops(graph)
    yield from _crossing(graph, loops)
    for loop in loops.values():
        yield from _interrupting(graph, loop)


def too_many_loops(graph: Graph) -> Iterator[Problem]:
    """Find loops, and conditions, that are more than can be told apart, or deeper in one another than Python reads."""
    if not graph.is_acyclic:
        return
    starts = loop_starts(graph)
    if len(starts) > MOST_LOOPS:
        node_id = starts[MOST_LOOPS]
        yield Problem(
            "too-many",
            tr(
                "With '{node}' the project has {number:,} loops and conditions; at most {most:,} can be.",
                node=graph.distinct_title_of(node_id),
                number=len(starts),
                most=MOST_LOOPS,
            ),
            node_id,
            hint=tr("Do with fewer of them."),
        )
    loops = find_loops(graph)
    for start in loops:
        depth = sum(start in other.inside for other in loops.values()) + 1
        if depth > MOST_DEEP:
            yield Problem(
                "too-deep",
                tr(
                    "'{node}' is in {number:,} loops and conditions, each in another; at most {most:,} can be.",
                    node=graph.distinct_title_of(start),
                    number=depth - 1,
                    most=MOST_DEEP - 1,
                ),
                start,
                hint=tr("Take it out of some of them."),
            )
            return


def _crossing(graph: Graph, loops: Mapping[str, Loop]) -> Iterator[Problem]:
    for one, other in combinations(loops.values(), 2):
        shared = one.inside & other.inside
        if not shared or one.inside < other.inside or other.inside < one.inside:
            continue
        first = min(shared)
        yield Problem(
            "crossing-loops",
            tr(
                "'{node}' is in the loops '{one}' and '{other}', and neither loop is inside the other.",
                node=graph.distinct_title_of(first),
                one=graph.distinct_title_of(one.node_id),
                other=graph.distinct_title_of(other.node_id),
            ),
            first,
            hint=tr(
                "Wire the loop of one of them into the flow of the other, "
                "or gather what the first makes with Collect."
            ),
        )


def _interrupting(graph: Graph, loop: Loop) -> Iterator[Problem]:
    """Find what comes after a part of a loop and before another, without being inside."""
    whole = {loop.node_id, *loop.inside}
    after, before = set(whole), set(loop.inside)
    for node_id in graph.sequence:
        if not after.isdisjoint(graph.wiring.predecessors(node_id)):
            after.add(node_id)
    for node_id in reversed(graph.sequence):
        if not before.isdisjoint(graph.wiring.successors(node_id)):
            before.add(node_id)
    # Reroutes and muted nodes say nothing, wherever they stand.
    acting = {node.id for node, _ in graph.active} - whole
    for node_id in sorted(after & before & acting):
        later: set[str] = nx.descendants(graph.wiring, node_id)
        returning = min(loop.inside & later)
        yield Problem(
            "interrupted-loop",
            tr(
                "'{node}' comes after the loop '{loop}', but '{later}', which is inside, comes after it.",
                node=graph.distinct_title_of(node_id),
                loop=graph.distinct_title_of(loop.node_id),
                later=graph.distinct_title_of(returning),
            ),
            node_id,
            hint=tr(
                "Wire the loop of '{loop}' into its flow, so that it is done in each round, "
                "or delete one of its wires.",
                loop=graph.distinct_title_of(loop.node_id),
            ),
        )
