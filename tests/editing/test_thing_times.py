"""When a thing comes onto the stage, and when it leaves it, as edits change it."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from manim_nodes.document.groups import GROUP_OUTPUT
from manim_nodes.document.model import Document, Group
from manim_nodes.editing.thing_times import (
    Moment,
    keep_to_end,
    let_come_or_go,
    moments,
    move_entrance,
    move_exit,
    show_from_start,
)
from manim_nodes.graph.build import build
from manim_nodes.graph.intervals import Interval, find_appearances
from manim_nodes.graph.listing import ReorderError, steps_of
from manim_nodes.library.catalogue import load_library
from tests.support.documents import boundary, group_node, wire
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)

CREATED = "circle_1.mobject > create_1.mobject"
DRAWN_AND_GONE = f"{CREATED}; create_1.mobject > fade_out_1.mobject"


def steps(document: Document) -> list[str]:
    return steps_of(build(document, LIBRARY))


def intervals(document: Document, thing: str = "circle_1") -> list[Interval]:
    return list(find_appearances(build(document, LIBRARY))[thing].intervals)


def interval(document: Document, thing: str = "circle_1") -> Interval:
    (only,) = intervals(document, thing)
    return only


def rejected(edit: Callable[[], Document]) -> str:
    with pytest.raises(ReorderError) as error:
        edit()
    return str(error.value)


def test_moments_are_between_steps() -> None:
    assert list(moments(["wait_1", "wait_2"])) == [
        Moment(-1, None),
        Moment(0, "wait_1"),
        Moment(1, "wait_2"),
    ]


def test_moments_of_the_project_are_not_inside_groups() -> None:
    assert list(moments(["g/wait_1", "g/wait_2", "wait_3"])) == [
        Moment(-1, None),
        Moment(1, "g"),
        Moment(2, "wait_3"),
    ]


def test_moments_of_a_group_are_inside_it() -> None:
    found = moments(["wait_3", "g/wait_1", "g/wait_2", "wait_4"], ("g",))
    assert list(found) == [Moment(0, None), Moment(1, "wait_1"), Moment(2, "wait_2")]
    assert Moment(-1, None) in moments(["g/wait_1", "wait_4"], ("g",))


# coming


def test_an_entrance_moves_behind_another_step() -> None:
    document = toy_document("circle_1 create_1 wait_1 wait_2", CREATED)
    document = move_entrance(document, LIBRARY, "circle_1", "create_1", after="wait_1")
    assert steps(document) == ["wait_1", "create_1", "wait_2"]
    document = move_entrance(document, LIBRARY, "circle_1", "create_1", after=None)
    assert steps(document) == ["create_1", "wait_1", "wait_2"]


@pytest.mark.parametrize("after", ["create_1", "wait_1"])
def test_an_entrance_that_is_there_already_stays(after: str) -> None:
    document = toy_document("circle_1 wait_1 create_1 wait_2", CREATED)
    assert move_entrance(document, LIBRARY, "circle_1", "create_1", after=after) is document


def test_what_is_shown_by_itself_comes_later_by_an_add() -> None:
    document = toy_document("circle_1 wait_1 wait_2")
    document = move_entrance(document, LIBRARY, "circle_1", None, after="wait_1")
    assert steps(document) == ["wait_1", "add_1", "wait_2"]
    assert interval(document) == Interval(1, "add_1")


def test_an_add_goes_where_the_thing_would_be_shown_by_itself() -> None:
    document = toy_document("circle_1 wait_1 add_1 wait_2", "circle_1.mobject > add_1.mobject")
    later = move_entrance(document, LIBRARY, "circle_1", "add_1", after="wait_2")
    assert steps(later) == ["wait_1", "wait_2", "add_1"]
    document = move_entrance(later, LIBRARY, "circle_1", "add_1", after=None)
    assert steps(document) == ["wait_1", "wait_2"]
    assert interval(document) == Interval(-1)


def test_a_thing_comes_before_what_it_is_made_from() -> None:
    wires = "square_1.mobject > fade_in_1.mobject; square_1.mobject > brace_1.mobject"
    document = toy_document("square_1 brace_1 wait_1 fade_in_1 wait_2", wires)
    document = move_entrance(document, LIBRARY, "brace_1", None, after=None)
    assert steps(document) == ["add_1", "wait_1", "fade_in_1", "wait_2"]
    assert interval(document, "brace_1") == Interval(0, "add_1")


def test_a_change_of_the_thing_stays_behind_its_entrance() -> None:
    nodes = ["circle_1", "wait_1", node("shift_1", {"animated": True}), "wait_2"]
    document = toy_document(nodes, "circle_1.mobject > shift_1.mobject")
    document = move_entrance(document, LIBRARY, "circle_1", None, after="wait_1")
    assert steps(document) == ["wait_1", "add_1", "shift_1", "wait_2"]


def test_what_an_animation_brings_earlier_cannot_come_later() -> None:
    wires = f"{CREATED}; circle_1.mobject > rotate_1.mobject"
    document = toy_document("circle_1 create_1 rotate_1 wait_1", wires)
    edit = lambda: move_entrance(document, LIBRARY, "circle_1", "create_1", after="rotate_1")  # noqa: E731
    assert rejected(edit) == "“Rotate” changes it before that. Move or delete that first."


def test_an_animation_that_plays_with_others_plays_alone_then() -> None:
    wires = (
        f"{CREATED}; square_1.mobject > fade_in_1.mobject;"
        "create_1.animation > together_1.animations; fade_in_1.animation > together_1.animations"
    )
    document = toy_document("circle_1 square_1 create_1 fade_in_1 together_1 wait_1", wires)
    document = move_entrance(document, LIBRARY, "circle_1", "create_1", after="wait_1")
    assert steps(document) == ["together_1", "wait_1", "create_1"]
    document = move_entrance(document, LIBRARY, "square_1", "fade_in_1", after="create_1")
    assert steps(document) == ["wait_1", "create_1", "fade_in_1"]
    assert not [edge for edge in document.edges if edge.output == "animation"]


def test_an_entrance_is_taken_away_so_that_the_thing_is_always_there() -> None:
    document = toy_document("wait_1 circle_1 create_1 wait_2", CREATED)
    document = show_from_start(document, LIBRARY, "circle_1", "create_1")
    assert steps(document) == ["wait_1", "wait_2"]
    assert interval(document) == Interval(-1)


def test_what_is_hidden_without_its_entrance_is_shown() -> None:
    document = toy_document([node("circle_1", presence="hidden"), "create_1"], CREATED)
    document = show_from_start(document, LIBRARY, "circle_1", "create_1")
    assert interval(document) == Interval(-1)


def test_an_entrance_of_several_things_goes_on_with_the_others() -> None:
    wires = f"{CREATED.replace('create', 'fade_in')}; square_1.mobject > fade_in_1.others"
    document = toy_document("circle_1 square_1 wait_1 fade_in_1", wires)
    document = show_from_start(document, LIBRARY, "square_1", "fade_in_1")
    assert interval(document, "square_1") == Interval(-1)
    assert interval(document, "circle_1") == Interval(1, "fade_in_1")


def test_a_transform_is_more_than_an_entrance() -> None:
    wires = "circle_1.mobject > replacement_transform_1.mobject; square_1.mobject > replacement_transform_1.target"
    document = toy_document("circle_1 square_1 replacement_transform_1", wires)
    by = "replacement_transform_1"
    assert "does more than that" in rejected(
        lambda: show_from_start(document, LIBRARY, "square_1", by)
    )
    assert "does more than that" in rejected(lambda: keep_to_end(document, LIBRARY, "circle_1", by))


def test_what_only_passes_moves_as_one() -> None:
    wires = "circle_1.mobject > show_passing_flash_1.mobject"
    document = toy_document("circle_1 show_passing_flash_1 wait_1 wait_2", wires)
    flash = "show_passing_flash_1"
    document = move_entrance(document, LIBRARY, "circle_1", flash, after="wait_2")
    assert interval(document) == Interval(2, flash, 2, flash)
    document = move_exit(document, LIBRARY, "circle_1", flash, after="wait_1")
    assert steps(document) == ["wait_1", flash, "wait_2"]


# here


def here(document: Document, type_name: str, step: str | None) -> tuple[Document, str]:
    document, added = let_come_or_go(document, LIBRARY, "circle_1", type_name, step=step)
    assert added in document.nodes_by_id
    return document, added


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("wait_1", ["wait_1", "write_1", "wait_2"]),
        ("create_1", ["wait_1", "write_1", "wait_2"]),
        (None, ["wait_1", "wait_2", "write_1"]),
    ],
)
def test_what_appears_here_appears_no_more_as_before(step: str | None, expected: list[str]) -> None:
    document = toy_document("circle_1 wait_1 create_1 wait_2", CREATED)
    document, added = here(document, "Write", step)
    assert steps(document) == expected
    assert [each.entrance for each in intervals(document)] == [added]


def test_all_that_brings_it_again_and_again_gives_way() -> None:
    wires = f"{CREATED}; create_1.mobject > fade_in_1.mobject"
    document = toy_document("circle_1 create_1 wait_1 fade_in_1 wait_2", wires)
    document, _ = here(document, "Write", None)
    assert steps(document) == ["wait_1", "wait_2", "write_1"]


def test_what_is_gone_appears_again() -> None:
    document = toy_document("circle_1 create_1 fade_out_1 wait_1 wait_2", DRAWN_AND_GONE)
    document, added = here(document, "FadeIn", "wait_1")
    assert steps(document) == ["create_1", "fade_out_1", "wait_1", "fade_in_1", "wait_2"]
    assert [each.entrance for each in intervals(document)] == ["create_1", added]


def test_what_changes_before_cannot_appear_here() -> None:
    wires = f"{CREATED}; create_1.mobject > rotate_1.mobject"
    document = toy_document("circle_1 create_1 rotate_1 wait_1", wires)
    edit = lambda: here(document, "Write", "wait_1")[0]  # noqa: E731
    assert rejected(edit) == "“Rotate” changes it before that. Move or delete that first."


def test_an_entrance_for_several_things_goes_on_for_the_others() -> None:
    wires = "square_1.mobject > fade_in_1.mobject; circle_1.mobject > fade_in_1.others"
    document = toy_document("circle_1 square_1 fade_in_1 wait_1", wires)
    document, added = here(document, "Write", "wait_1")
    assert steps(document) == ["fade_in_1", "wait_1", added]
    assert interval(document, "square_1") == Interval(0, "fade_in_1")


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("create_1", ["create_1", "uncreate_1", "wait_1", "wait_2"]),
        ("wait_2", ["create_1", "wait_1", "wait_2", "uncreate_1"]),
    ],
)
def test_what_disappears_here_disappears_no_more_as_before(step: str, expected: list[str]) -> None:
    document = toy_document("circle_1 create_1 wait_1 fade_out_1 wait_2", DRAWN_AND_GONE)
    document, added = here(document, "Uncreate", step)
    assert steps(document) == expected
    assert [each.exit for each in intervals(document)] == [added]


def test_what_is_not_there_does_not_disappear() -> None:
    document = toy_document("circle_1 wait_1 create_1 wait_2", CREATED)
    assert rejected(lambda: here(document, "FadeOut", "wait_1")[0]) == (
        "It is not on the screen then."
    )


def test_what_becomes_something_else_later_cannot_disappear_here() -> None:
    wires = (
        f"{CREATED}; create_1.mobject > replacement_transform_1.mobject;"
        "square_1.mobject > replacement_transform_1.target"
    )
    document = toy_document("circle_1 square_1 create_1 wait_1 replacement_transform_1", wires)
    edit = lambda: here(document, "FadeOut", "wait_1")[0]  # noqa: E731
    assert rejected(edit) == (
        "“Replacement transform” changes it later. Move or delete that first."
    )


# going


def test_an_exit_moves_behind_another_step() -> None:
    document = toy_document("circle_1 create_1 wait_1 fade_out_1 wait_2", DRAWN_AND_GONE)
    document = move_exit(document, LIBRARY, "circle_1", "fade_out_1", after="wait_2")
    assert steps(document) == ["create_1", "wait_1", "wait_2", "fade_out_1"]
    document = move_exit(document, LIBRARY, "circle_1", "fade_out_1", after="create_1")
    assert steps(document) == ["create_1", "fade_out_1", "wait_1", "wait_2"]


def test_an_exit_before_the_entrance_is_rejected() -> None:
    document = toy_document("circle_1 wait_1 create_1 fade_out_1", DRAWN_AND_GONE)
    edit = lambda: move_exit(document, LIBRARY, "circle_1", "fade_out_1", after="wait_1")  # noqa: E731
    assert rejected(edit)


def test_what_stays_goes_earlier_by_a_remove() -> None:
    document = toy_document("circle_1 create_1 wait_1 wait_2", CREATED)
    document = move_exit(document, LIBRARY, "circle_1", None, after="wait_1")
    assert steps(document) == ["create_1", "wait_1", "remove_1", "wait_2"]
    assert interval(document) == Interval(0, "create_1", 2, "remove_1")


def test_what_an_animation_needs_later_cannot_go_earlier() -> None:
    document = toy_document(
        "circle_1 wait_1 rotate_1 wait_2", "circle_1.mobject > rotate_1.mobject"
    )
    edit = lambda: move_exit(document, LIBRARY, "circle_1", None, after="wait_1")  # noqa: E731
    assert rejected(edit) == "“Rotate” changes it later. Move or delete that first."


def test_a_member_goes_before_its_group() -> None:
    wires = (
        "circle_1.mobject > v_group_1.mobjects; square_1.mobject > v_group_1.mobjects;"
        "v_group_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    )
    document = toy_document("circle_1 square_1 v_group_1 create_1 wait_1 fade_out_1", wires)
    document = move_exit(document, LIBRARY, "circle_1", None, after="wait_1")
    assert interval(document).exit == "remove_1"
    assert interval(document, "square_1").exit == "fade_out_1"


def test_before_all_steps_nothing_can_go() -> None:
    document = toy_document("circle_1 wait_1")
    edit = lambda: move_exit(document, LIBRARY, "circle_1", None, after=None)  # noqa: E731
    assert rejected(edit) == "It would never be seen. Delete it instead."


def test_without_its_exit_a_thing_stays() -> None:
    document = toy_document("circle_1 create_1 wait_1 fade_out_1", DRAWN_AND_GONE)
    document = keep_to_end(document, LIBRARY, "circle_1", "fade_out_1")
    assert interval(document) == Interval(0, "create_1")
    assert keep_to_end(document, LIBRARY, "circle_1", None) is document


def test_without_the_remove_between_it_is_there_all_the_time() -> None:
    wires = "circle_1.mobject > remove_1.mobject; circle_1.mobject > add_1.mobject"
    document = toy_document("circle_1 wait_1 remove_1 wait_2 add_1", wires)
    document = keep_to_end(document, LIBRARY, "circle_1", "remove_1")
    assert steps(document) == ["wait_1", "wait_2", "add_1"]


def test_a_thing_in_a_group_of_nodes_goes_by_what_is_outside() -> None:
    group = Group(
        id="intro",
        nodes=(node("circle_1"), node("create_1"), boundary("out", GROUP_OUTPUT, "circle")),
        edges=(wire("circle_1.mobject", "create_1.mobject"), wire("create_1.mobject", "out.value")),
    )
    document = toy_document(
        [group_node("g", "intro"), "wait_2", "fade_out_1", "wait_3"],
        "g.circle > fade_out_1.mobject",
        groups=(group,),
    )
    document = move_exit(document, LIBRARY, "g/circle_1", "fade_out_1", after="wait_3")
    assert interval(document, "g/circle_1").last == 3


# any


@st.composite
def films(draw: st.DrawFn) -> Document:
    """Draw things that come and go in some order, among waits."""
    nodes: list[str] = []
    wires: list[str] = []
    for number in range(draw(st.integers(1, 3))):
        comes = draw(st.sampled_from([None, "create", "fade_in", "add"]))
        goes = draw(st.sampled_from([None, "fade_out", "remove"]))
        chain = [f"{each}_{number}" for each in ("circle", comes, goes) if each]
        at = 0
        for each in chain:
            at = draw(st.integers(at, len(nodes)))
            nodes.insert(at, each)
            at += 1
        wires += [f"{one}.mobject > {two}.mobject" for one, two in pairwise(chain)]
    for number in range(draw(st.integers(1, 4))):
        nodes.insert(draw(st.integers(0, len(nodes))), f"wait_{number}")
    return toy_document(nodes, ";".join(wires))


@settings(max_examples=25, derandomize=True)
@given(films(), st.data())
def test_a_thing_comes_when_it_is_asked_for_or_it_is_said_why_not(
    document: Document, data: st.DataObject
) -> None:
    before = interval(document, "circle_0")
    moment = data.draw(st.sampled_from(list(moments(steps(document)))))
    try:
        after = move_entrance(document, LIBRARY, "circle_0", before.entrance, after=moment.after)
    except ReorderError:
        assert before.last is not None
        assert moment.rank >= before.last
        return
    _check_moved(document, after, moment.after, came := interval(after, "circle_0").entrance)
    if came is None:
        assert moment.after is None
    assert interval(after, "circle_0").exit == before.exit


@settings(max_examples=25, derandomize=True)
@given(films(), st.data())
def test_a_thing_goes_when_it_is_asked_for_or_it_is_said_why_not(
    document: Document, data: st.DataObject
) -> None:
    before = interval(document, "circle_0")
    moment = data.draw(st.sampled_from(list(moments(steps(document)))))
    try:
        after = move_exit(document, LIBRARY, "circle_0", before.exit, after=moment.after)
    except ReorderError:
        assert moment.rank < max(before.first, 0)
        return
    _check_moved(document, after, moment.after, interval(after, "circle_0").exit)
    assert interval(after, "circle_0").entrance == before.entrance


def _check_moved(before: Document, after: Document, behind: str | None, moved: str | None) -> None:
    """Check that a step runs right behind another, and that all others run as before."""
    was, now = steps(before), steps(after)
    others = [each for each in was if each in now and each != moved]
    assert [each for each in now if each != moved] == others
    if moved is None or behind == moved:
        return
    place = others.index(behind) + 1 if behind in others else 0
    assert now.index(moved) == place


@settings(max_examples=25, derandomize=True)
@given(films())
def test_without_entrance_and_exit_a_thing_is_always_there(document: Document) -> None:
    seen = interval(document, "circle_0")
    document = show_from_start(document, LIBRARY, "circle_0", seen.entrance)
    document = keep_to_end(document, LIBRARY, "circle_0", seen.exit)
    assert interval(document, "circle_0") == Interval(-1)
