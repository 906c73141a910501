"""Where nodes should stand."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.editing.auto_layout import Box, Side, align, arrange, arrange_framed, distribute

BOXES: dict[str, Box] = {
    "a": (0.0, 0.0, 100.0, 50.0),
    "b": (50.0, 200.0, 200.0, 80.0),
    "c": (400.0, 90.0, 60.0, 40.0),
}

names = st.sampled_from("abcdefgh")
sizes = st.tuples(
    st.integers(-500, 500), st.integers(-500, 500), st.integers(20, 200), st.integers(20, 200)
)


@given(st.dictionaries(names, sizes), st.lists(st.tuples(names, names)))
def test_arranged_nodes_do_not_overlap(boxes: dict[str, Box], wires: list[tuple[str, str]]) -> None:
    placed = arrange(boxes, wires)
    assert placed.keys() == boxes.keys()
    check_apart({key: (x, y, *boxes[key][2:]) for key, (x, y) in placed.items()})


def check_apart(spread: dict[str, Box]) -> None:
    for one, other in combinations(spread.values(), 2):
        assert (
            one[0] + one[2] <= other[0]
            or other[0] + other[2] <= one[0]
            or one[1] + one[3] <= other[1]
            or other[1] + other[3] <= one[1]
        )


def test_arranged_nodes_stand_right_of_what_feeds_them() -> None:
    placed = arrange(BOXES, [("c", "b"), ("b", "a")])
    assert placed["c"][0] < placed["b"][0] < placed["a"][0]


def test_what_nothing_feeds_stands_beside_what_it_feeds() -> None:
    boxes = {**BOXES, "d": (0.0, 500.0, 100.0, 50.0)}
    placed = arrange(boxes, [("a", "b"), ("b", "c"), ("d", "c")])
    assert placed["d"][0] == placed["b"][0]


def test_steps_stand_from_left_to_right_as_they_run() -> None:
    boxes = dict.fromkeys(("c", "draw", "t", "write", "go"), (0.0, 0.0, 100.0, 50.0))
    wires = [("c", "draw"), ("draw", "go"), ("t", "write")]
    placed = arrange(boxes, wires, ["draw", "write", "go"])
    assert placed["draw"][0] < placed["write"][0] < placed["go"][0]
    assert placed["t"][0] == placed["draw"][0], "what is made stands beside its first step"
    assert placed["write"][1] != placed["draw"][1] == placed["go"][1], (
        "the wire would pass behind it"
    )


def test_things_that_come_one_after_another_share_a_lane() -> None:
    boxes = dict.fromkeys(("c", "draw", "erase", "t", "write"), (0.0, 0.0, 100.0, 50.0))
    wires = [("c", "draw"), ("draw", "erase"), ("t", "write")]
    placed = arrange(boxes, wires, ["draw", "erase", "write"])
    assert placed["write"][1] > placed["erase"][1], "the text begins while the circle is there"
    placed = arrange({**boxes, "wait": boxes["c"]}, wires, ["draw", "erase", "wait", "write"])
    assert placed["write"][1] == placed["erase"][1]


@given(
    st.dictionaries(names, sizes),
    st.lists(st.tuples(names, names)),
    st.lists(names, unique=True),
)
def test_story_overlaps_nothing(
    boxes: dict[str, Box], wires: list[tuple[str, str]], story: list[str]
) -> None:
    placed = arrange(boxes, wires, story)
    assert placed.keys() == boxes.keys()
    check_apart({key: (x, y, *boxes[key][2:]) for key, (x, y) in placed.items()})


def test_circle_is_arranged_too() -> None:
    placed = arrange(BOXES, [("a", "b"), ("b", "c"), ("c", "a")])
    assert placed["a"][0] < placed["b"][0] < placed["c"][0]


def test_align() -> None:
    sides: dict[Side, tuple[int, set[float]]] = {
        "left": (0, {0.0}),
        "right": (0, {360.0, 260.0, 400.0}),
        "top": (1, {0.0}),
        "bottom": (1, {230.0, 200.0, 240.0}),
        "center": (0, {180.0, 130.0, 200.0}),
        "middle": (1, {115.0, 100.0, 120.0}),
    }
    for side, (axis, expected) in sides.items():
        assert {place[axis] for place in align(BOXES, side).values()} == expected
    assert align({}, "left") == {}


def test_distribute_makes_equal_gaps() -> None:
    across = distribute(BOXES, across=True)
    assert [across[key][0] for key in "abc"] == [0.0, 150.0, 400.0]
    down = distribute(BOXES, across=False)
    assert [down[key][1] for key in "acb"] == [0.0, 105.0, 200.0]


def test_two_nodes_are_distributed_already() -> None:
    two = {key: BOXES[key] for key in "ab"}
    assert distribute(two, across=True) == {key: box[:2] for key, box in two.items()}


def test_what_is_in_a_frame_is_arranged_within_it() -> None:
    boxes = {**BOXES, "d": (900.0, 0.0, 100.0, 50.0)}
    wires = [("a", "b"), ("b", "c"), ("c", "d")]
    places, frames = arrange_framed(boxes, wires, {"frame": ["b", "c"]})
    x, y, width, height = frames["frame"]
    for key in "bc":
        left, top = places[key]
        assert x < left < left + boxes[key][2] < x + width
        assert y < top < top + boxes[key][3] < y + height
    assert places["a"][0] + 100 < x < x + width < places["d"][0]
