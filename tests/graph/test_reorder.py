import pytest
from hypothesis import given
from hypothesis import strategies as st

from manim_nodes.document.edits import add_node, connect
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document, Edge, Group
from manim_nodes.graph.build import build
from manim_nodes.graph.listing import ReorderError, moved_steps, place_after, settle_order, steps_of
from manim_nodes.graph.reorder import insert_step, move_step, play_together
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from manim_nodes.workspace.places import data_root
from tests.support.documents import group_node, wire
from tests.support.library import node, toy_document

LIBRARY = load_library(data_root() / "nodes")


def running(document: Document) -> list[str]:
    return steps_of(build(document, LIBRARY))


def flow(document: Document) -> set[str]:
    return {f"{edge.source} > {edge.target}" for edge in document.edges if edge.input == "flow"}


def waits(*ids: str, wires: str = "") -> Document:
    """Return steps that nothing but the list puts in order."""
    return toy_document(
        [node(key, type="Wait") for key in ids],
        ";".join(wires and wires.split(";")),
    )


def data(document: Document) -> list[Edge]:
    return [edge for edge in document.edges if edge.input != "flow"]


def listed(document: Document) -> list[str]:
    return [each.id for each in document.nodes]


def test_a_step_moves_before_another_in_the_list() -> None:
    moved = move_step(waits("a", "b", "c", "d"), LIBRARY, "d", "b")

    assert running(moved) == listed(moved) == ["a", "d", "b", "c"]
    assert flow(moved) == set()


def test_a_step_moves_to_the_end() -> None:
    moved = move_step(waits("a", "b", "c"), LIBRARY, "a", None)

    assert running(moved) == listed(moved) == ["b", "c", "a"]


def test_a_step_moves_right_behind_another() -> None:
    moved = move_step(waits("a", "b", "c", "d"), LIBRARY, "a", None, after="c")

    assert running(moved) == ["b", "c", "a", "d"]


def test_moving_back_gives_the_same_document() -> None:
    document = waits("a", "b", "c", "d")
    moved = move_step(document, LIBRARY, "d", "a")

    assert move_step(moved, LIBRARY, "d", None) == document


def test_flow_wires_that_say_otherwise_go() -> None:
    document = waits("a", "b", "c", wires="a.flow > b.flow;b.flow > c.flow")
    moved = move_step(document, LIBRARY, "c", "a")

    assert running(moved) == ["c", "a", "b"]
    assert flow(moved) == {"a > b"}


def chain() -> Document:
    nodes = [node("circle_1"), node("create_1"), node("wait_1"), node("fade_out_1")]
    return toy_document(
        nodes, "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    )


def test_what_needs_another_cannot_come_before_it() -> None:
    with pytest.raises(ReorderError, match="It needs what 'Create' gives"):
        move_step(chain(), LIBRARY, "fade_out_1", "create_1")
    with pytest.raises(ReorderError, match="'Fade out' needs what it gives"):
        move_step(chain(), LIBRARY, "create_1", None)


def test_what_only_serves_the_step_comes_with_it() -> None:
    nodes = [node("square_1"), node("wait_1"), node("shift_1"), node("create_1")]
    wires = (
        "square_1.mobject > shift_1.mobject; shift_1.mobject > create_1.mobject;"
        "wait_1.flow > shift_1.flow"
    )
    document = toy_document(nodes, wires)

    assert running(move_step(document, LIBRARY, "create_1", "wait_1")) == [
        "create_1",
        "wait_1",
    ]


def test_what_plays_nothing_has_no_place() -> None:
    with pytest.raises(ReorderError, match="plays nothing"):
        move_step(chain(), LIBRARY, "circle_1", None)


def in_group() -> Document:
    inside = tuple(node(key, type="Wait") for key in ("p", "q"))
    group = Group(id="pair", nodes=inside)
    return toy_document(
        [node("wait_1"), group_node("g", "pair"), node("wait_2")],
        groups=(group,),
    )


def test_a_group_moves_as_a_whole() -> None:
    moved = move_step(in_group(), LIBRARY, "g", "wait_1")

    assert running(moved) == ["g/p", "g/q", "wait_1", "wait_2"]
    assert [each.type for each in moved.nodes].count(GROUP) == 1


def test_a_step_moves_past_a_group() -> None:
    moved = move_step(in_group(), LIBRARY, "wait_2", "g")

    assert running(moved) == ["wait_1", "wait_2", "g/p", "g/q"]
    assert listed(moved) == ["wait_1", "wait_2", "g"]


def looped() -> Document:
    nodes = [
        node("wait_1"),
        node("for_each_1", {"count": 3}),
        node("wait_2"),
        node("wait_3"),
        node("wait_4"),
    ]
    return toy_document(nodes, "for_each_1.loop > wait_2.flow; for_each_1.loop > wait_3.flow")


def test_steps_move_within_a_loop() -> None:
    moved = move_step(looped(), LIBRARY, "wait_3", "wait_2")

    assert running(moved) == ["wait_1", "for_each_1", "wait_3", "wait_2", "wait_4"]


@pytest.mark.parametrize(
    ("moved", "before", "reason"),
    [
        ("wait_1", "wait_3", "'For each' repeats what is there"),
        ("wait_2", "wait_1", "'For each' repeats it"),
    ],
)
def test_nothing_moves_into_a_loop_or_out_of_it(moved: str, before: str, reason: str) -> None:
    with pytest.raises(ReorderError, match=reason):
        move_step(looped(), LIBRARY, moved, before)


def test_a_circle_is_refused() -> None:
    document = waits("a", "b", wires="a.flow > b.flow;b.flow > a.flow")
    with pytest.raises(ReorderError, match="circle"):
        move_step(document, LIBRARY, "a", None)


# inserting


def test_a_wait_comes_between_two_steps() -> None:
    made, added = insert_step(chain(), LIBRARY, "Wait", after="create_1", before="wait_1")

    assert running(made) == ["create_1", added, "wait_1", "fade_out_1"]
    assert listed(made) == ["circle_1", "create_1", added, "wait_1", "fade_out_1"]
    assert flow(made) == set()


@pytest.mark.parametrize(
    ("after", "before", "place"), [(None, "create_1", 0), ("fade_out_1", None, 3)]
)
def test_a_wait_comes_at_either_end(after: str | None, before: str | None, place: int) -> None:
    made, added = insert_step(chain(), LIBRARY, "Wait", after=after, before=before)

    assert running(made)[place] == added


def test_a_wait_is_repeated_by_the_loop_it_is_put_into() -> None:
    made, added = insert_step(looped(), LIBRARY, "Wait", after="wait_2", before="wait_3")

    assert running(made) == ["wait_1", "for_each_1", "wait_2", added, "wait_3", "wait_4"]
    assert [edge.output for edge in made.edges if edge.target == added] == ["loop"]


# playing together


def apart() -> Document:
    nodes = [
        node("circle_1"),
        node("square_1"),
        node("create_1"),
        node("wait_1"),
        node("fade_in_1"),
        node("indicate_1"),
    ]
    return toy_document(
        nodes,
        "circle_1.mobject > create_1.mobject; square_1.mobject > fade_in_1.mobject;"
        "create_1.mobject > indicate_1.mobject",
    )


def parts(document: Document, whole: str) -> list[str]:
    return [edge.source for edge in document.edges if edge.target == whole and edge.input != "flow"]


def test_two_animations_are_played_by_one_node() -> None:
    made, whole = play_together(apart(), LIBRARY, "fade_in_1", "create_1")

    assert made.node(whole).type == "Together"
    assert parts(made, whole) == ["create_1", "fade_in_1"]
    assert running(made) == [whole, "wait_1", "indicate_1"]


def test_the_place_is_that_of_the_one_dropped_on() -> None:
    made, whole = play_together(apart(), LIBRARY, "wait_1", "fade_in_1")

    assert running(made) == ["create_1", whole, "indicate_1"]


def test_a_third_joins() -> None:
    made, whole = play_together(apart(), LIBRARY, "fade_in_1", "create_1")
    made, same = play_together(made, LIBRARY, "wait_1", whole)

    assert same == whole
    assert parts(made, whole) == ["create_1", "fade_in_1", "wait_1"]
    assert validate(build(made, LIBRARY)) == []


def test_two_groups_become_one() -> None:
    made, one = play_together(apart(), LIBRARY, "fade_in_1", "create_1")
    made, other = play_together(made, LIBRARY, "wait_1", "indicate_1")
    made, whole = play_together(made, LIBRARY, other, one)

    assert other not in made.nodes_by_id
    assert parts(made, whole) == ["create_1", "fade_in_1", "indicate_1", "wait_1"]


def test_what_must_come_between_forbids_it() -> None:
    nodes = [*apart().nodes, node("fade_out_1")]
    document = apart().model_copy(update={"nodes": tuple(nodes)})
    document = connect(document, wire("indicate_1.mobject", "fade_out_1.mobject"))

    with pytest.raises(ReorderError, match="It needs what 'Indicate' gives"):
        play_together(document, LIBRARY, "fade_out_1", "create_1")


def test_what_one_of_them_needs_comes_before_both() -> None:
    nodes = [
        *(node("circle_1"), node("square_1"), node("create_1")),
        *(node("shift_1"), node("fade_in_1")),
    ]
    wires = (
        "circle_1.mobject > create_1.mobject; square_1.mobject > shift_1.mobject;"
        "shift_1.mobject > fade_in_1.mobject"
    )
    made, whole = play_together(toy_document(nodes, wires), LIBRARY, "fade_in_1", "create_1")

    assert running(made) == [whole]


def test_only_animations_play_together() -> None:
    document = toy_document([node("wait_1"), node("next_section_1")])
    with pytest.raises(ReorderError, match="cannot be played together"):
        play_together(document, LIBRARY, "next_section_1", "wait_1")


# after a wire has changed the order


def test_a_step_that_comes_to_depend_on_a_later_one_moves_behind_it() -> None:
    nodes = [
        node("circle_1"),
        *(node(key) for key in ("indicate_1", "wait_1", "create_1", "wait_2")),
    ]
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > indicate_1.mobject"
    document = toy_document(nodes, wires)
    settled, moved = settle_order(document, LIBRARY)

    assert moved == ["indicate_1"]
    assert listed(settled) == ["circle_1", "wait_1", "create_1", "indicate_1", "wait_2"]
    assert settle_order(settled, LIBRARY) == (settled, [])
    assert settle_order(document, LIBRARY, made=document.edges)[0] == settled
    assert settle_order(document, LIBRARY, made=document.edges[:1]) == (document, [])
    assert moved_steps(document, settled) == ["indicate_1"]


def test_what_hangs_on_it_moves_too() -> None:
    nodes = [node(key) for key in ("circle_1", "indicate_1", "wiggle_1", "wait_1", "create_1")]
    wires = (
        "circle_1.mobject > create_1.mobject; create_1.mobject > indicate_1.mobject;"
        "indicate_1.mobject > wiggle_1.mobject"
    )
    settled, moved = settle_order(toy_document(nodes, wires), LIBRARY)

    assert moved == ["indicate_1", "wiggle_1"]
    assert listed(settled) == ["circle_1", "wait_1", "create_1", "indicate_1", "wiggle_1"]


def test_a_circle_settles_nothing() -> None:
    document = waits("a", "b", wires="a.flow > b.flow;b.flow > a.flow")
    assert settle_order(document, LIBRARY) == (document, [])


# new nodes


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("a", ["a", "wait_1", "b", "c"]),
        ("c", ["a", "b", "c", "wait_1"]),
        (None, ["a", "b", "c", "wait_1"]),
        ("gone", ["a", "b", "c", "wait_1"]),
    ],
)
def test_new_nodes_come_after_the_step_under_the_playhead(
    step: str | None, expected: list[str]
) -> None:
    document, added = add_node(waits("a", "b", "c"), "Wait")
    assert listed(place_after(document, [added], step)) == expected


def test_a_new_node_comes_before_what_it_is_wired_into() -> None:
    document, added = add_node(chain(), "Shift")
    document = connect(document, wire("create_1.mobject", f"{added}.mobject"))
    document = connect(document, wire(f"{added}.mobject", "fade_out_1.mobject"))
    placed = place_after(document, [added], None)
    assert listed(placed) == ["circle_1", "create_1", "wait_1", added, "fade_out_1"]


def test_a_new_node_comes_after_what_is_wired_into_it() -> None:
    document, added = add_node(chain(), "Indicate")
    document = connect(document, wire("fade_out_1.mobject", f"{added}.mobject"))
    placed, _ = settle_order(place_after(document, [added], "create_1"), LIBRARY)
    assert listed(placed) == ["circle_1", "create_1", "wait_1", "fade_out_1", added]


# any graph


@st.composite
def scores(draw: st.DrawFn) -> Document:
    """Draw steps and chains of steps, with flow wires that form no circle."""
    count = draw(st.integers(2, 7))
    nodes, wires = [], []
    for index in range(count):
        before = draw(st.sampled_from([None, *range(index)]))
        if before is None:
            nodes.append(node(f"circle_{index}"))
        nodes.append(node(f"indicate_{index}"))
        source = f"circle_{index}" if before is None else f"indicate_{before}"
        wires.append(f"{source}.mobject > indicate_{index}.mobject")
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    for one, other in draw(st.lists(pairs, max_size=4)):
        if one < other:
            wires.append(f"indicate_{one}.flow > indicate_{other}.flow")
    return toy_document(draw(st.permutations(nodes)), ";".join(dict.fromkeys(wires)))


@given(scores())
def test_any_order_settles_without_changing_what_runs(document: Document) -> None:
    before = running(document)
    settled, _ = settle_order(document, LIBRARY)

    assert running(settled) == before
    assert [key for key in listed(settled) if key in before] == before
    assert settle_order(settled, LIBRARY) == (settled, [])


@given(scores(), st.data())
def test_the_wished_order_comes_about_unless_data_wires_forbid_it(
    document: Document, draw: st.DataObject
) -> None:
    before = running(document)
    moved = draw.draw(st.sampled_from(before))
    target = draw.draw(st.sampled_from([*before, None]).filter(lambda key: key != moved))
    rest = [key for key in before if key != moved]
    at = len(rest) if target is None else rest.index(target)
    wished = [*rest[:at], moved, *rest[at:]]
    if any(wished.index(edge.source) > wished.index(edge.target) for edge in steps_wired(document)):
        with pytest.raises(ReorderError, match="gives"):
            move_step(document, LIBRARY, moved, target)
        return

    after = move_step(document, LIBRARY, moved, target)

    assert running(after) == wished
    assert data(after) == data(document)
    assert sorted(listed(after)) == sorted(listed(document))
    assert [key for key in listed(after) if key in wished] == wished


@given(scores(), st.data())
def test_any_two_play_together_unless_something_comes_between(
    document: Document, draw: st.DataObject
) -> None:
    before = running(document)
    one, other = draw.draw(st.permutations(before))[:2]
    try:
        after, whole = play_together(document, LIBRARY, one, other)
    except ReorderError:
        # Only a step on the way, wired to the one that is moved, forbids it.
        first, last = sorted(map(before.index, (one, other)))
        ends = [{edge.source, edge.target} for edge in steps_wired(document)]
        assert any({one, step} in ends for step in before[first + 1 : last])
    else:
        rest = [key for key in before if key != one]
        assert running(after) == [whole if key == other else key for key in rest]
        assert parts(after, whole) == [other, one]


@given(scores(), st.data())
def test_a_wait_comes_between_any_two(document: Document, draw: st.DataObject) -> None:
    before = running(document)
    at = draw.draw(st.integers(0, len(before)))
    ends = [None, *before, None]
    after, added = insert_step(document, LIBRARY, "Wait", after=ends[at], before=ends[at + 1])

    assert running(after) == [*before[:at], added, *before[at:]]
    assert data(after) == data(document)


def steps_wired(document: Document) -> list[Edge]:
    return [edge for edge in data(document) if edge.source.startswith("indicate")]
