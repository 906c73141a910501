from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.app.timeline.lanes import LanePart, length_s, parts_of
from manim_nodes.graph.build import Graph, build
from manim_nodes.library.catalogue import Library
from tests.support.library import node, toy_document


def composed(library: Library, kind: str, *run_times: float, **parameters: float) -> Graph:
    """Return the graph of waits that one node composes."""
    nodes = [node("whole", parameters, type=kind)]
    nodes += [
        node(f"wait_{index}", {"duration": run_time}) for index, run_time in enumerate(run_times)
    ]
    wires = [f"wait_{index}.animation > whole.animations" for index in range(len(run_times))]
    return build(toy_document(nodes, ";".join(wires)), library)


def spans(parts: tuple[LanePart, ...]) -> list[tuple[float, float, int]]:
    return [(round(part.start_s, 3), round(part.end_s, 3), part.lane) for part in parts]


@pytest.mark.parametrize(
    ("kind", "parameters", "expected"),
    [
        ("Together", {}, [(0, 2, 0), (0, 1, 1)]),
        ("Together", {"run_time": 3}, [(0, 3, 0), (0, 3, 1)]),
        ("AnimationGroup", {"run_time": 4}, [(0, 4, 0), (0, 2, 1)]),
        ("AnimationGroup", {"lag_ratio": 0.5}, [(0, 2, 0), (1, 2, 1)]),
        ("Succession", {}, [(0, 2, 0), (2, 3, 0)]),
        ("LaggedStart", {}, [(0, 2, 0), (0.1, 1.1, 1)]),
    ],
)
def test_parts_lie_as_their_node_composes_them(
    library: Library, kind: str, parameters: dict[str, float], expected: list[object]
) -> None:
    assert spans(parts_of(composed(library, kind, 2, 1, **parameters), "whole")) == expected


def test_parts_fill_the_time_that_was_seen(library: Library) -> None:
    parts = parts_of(composed(library, "Succession", 1, 3), "whole", duration_s=8)

    assert spans(parts) == [(0, 2, 0), (2, 8, 0)]


def test_what_composes_nothing_is_its_only_part(library: Library) -> None:
    graph = composed(library, "Together", 2)

    assert parts_of(graph, "wait_0") == (LanePart("wait_0", 0.0, 2.0, "Wait"),)


def test_a_row_inside_a_stack_keeps_its_lane(library: Library) -> None:
    nodes = [node("whole", type="Together"), node("row", type="Succession")]
    nodes += [node(f"wait_{index}") for index in range(3)]
    wires = (
        "wait_0.animation > row.animations; wait_1.animation > row.animations;"
        "wait_2.animation > whole.animations; row.animation > whole.animations"
    )
    parts = parts_of(build(toy_document(nodes, wires), library), "whole")

    assert [(part.node_id, part.start_s, part.lane) for part in parts] == [
        ("wait_2", 0, 0),
        ("wait_0", 0, 1),
        ("wait_1", 1, 1),
    ]


@given(
    st.lists(st.floats(0.1, 9), min_size=1, max_size=6),
    st.floats(0, 2),
    st.sampled_from(["AnimationGroup", "Succession", "LaggedStart"]),
)
def test_parts_in_one_lane_do_not_overlap(
    library: Library, run_times: list[float], lag: float, kind: str
) -> None:
    parts = parts_of(composed(library, kind, *run_times, lag_ratio=lag), "whole")

    assert [part.node_id for part in parts] == [f"wait_{index}" for index in range(len(run_times))]
    assert length_s(parts) >= max(run_times) - 1e-9
    for lane in {part.lane for part in parts}:
        ends = [(part.start_s, part.end_s) for part in parts if part.lane == lane]
        assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(ends))
