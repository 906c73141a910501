"""From which step to which each thing is on the stage."""

from collections.abc import Sequence

import pytest

from manim_nodes.document.groups import GROUP_OUTPUT
from manim_nodes.document.model import Document, Group
from manim_nodes.graph.build import build
from manim_nodes.graph.intervals import Interval, find_appearances
from manim_nodes.library.catalogue import load_library
from tests.support.documents import boundary, group_node, wire
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)


def _text(interval: Interval) -> str:
    """Return an interval as ``by create_1 at 1 until fade_out_1 at 3``; steps count from 1."""
    with_, goes = interval.comes_with, interval.goes_with
    came = f"by {interval.entrance} at" if interval.entrance else "after"
    text = f"{came} {interval.first + 1}{f' with {with_}' if with_ else ''}"
    if interval.last is not None:
        text += f" until {interval.exit} at {interval.last + 1}{f' with {goes}' if goes else ''}"
    return text


def shown(nodes: str | Sequence[object] | Document, wires: str = "") -> dict[str, list[str]]:
    """Return when each thing is on the stage."""
    document = nodes if isinstance(nodes, Document) else toy_document(nodes, wires)
    found = find_appearances(build(document, LIBRARY))
    return {key: [_text(interval) for interval in each.intervals] for key, each in found.items()}


def whole_of(nodes: str | Sequence[object], wires: str) -> dict[str, str | None]:
    found = find_appearances(build(toy_document(nodes, wires), LIBRARY))
    return {key: each.whole for key, each in found.items()}


def test_a_thing_that_nothing_brings_or_takes_away_is_always_there() -> None:
    assert shown("circle_1 wait_1") == {"circle_1": ["after 0"]}


def test_from_the_entrance_to_the_exit() -> None:
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
    assert shown("wait_1 circle_1 create_1 wait_2 fade_out_1", wires) == {
        "circle_1": ["by create_1 at 2 until fade_out_1 at 4"]
    }


def test_what_is_removed_and_added_again_is_there_twice() -> None:
    wires = "circle_1.mobject > remove_1.mobject; circle_1.mobject > add_1.mobject"
    assert shown("circle_1 wait_1 remove_1 wait_2 add_1 wait_3", wires) == {
        "circle_1": ["after 0 until remove_1 at 2", "by add_1 at 4"]
    }


def test_clearing_the_screen_takes_all_away() -> None:
    wires = "square_1.mobject > add_1.mobject"
    assert shown("circle_1 square_1 wait_1 clear_1 add_1 wait_2", wires) == {
        "circle_1": ["after 0 until clear_1 at 2"],
        "square_1": ["by add_1 at 3"],
    }


def test_a_replacement_goes_where_the_other_comes() -> None:
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > replacement_transform_1.mobject; square_1.mobject > replacement_transform_1.target"
    assert shown("circle_1 create_1 square_1 replacement_transform_1 wait_1", wires) == {
        "circle_1": ["by create_1 at 1 until replacement_transform_1 at 2"],
        "square_1": ["by replacement_transform_1 at 2"],
    }


def test_what_a_thing_is_turned_into_is_there_until_it_is_turned_into_something_else() -> None:
    wires = (
        "circle_1.mobject > create_1.mobject; create_1.mobject > transform_1.mobject; square_1.mobject > transform_1.target;"
        "transform_1.mobject > transform_2.mobject; triangle_1.mobject > transform_2.target;"
        "transform_2.mobject > fade_out_1.mobject"
    )
    nodes = "circle_1 square_1 triangle_1 create_1 transform_1 transform_2 fade_out_1"
    assert shown(nodes, wires) == {
        "circle_1": ["by create_1 at 1 until fade_out_1 at 4"],
        "square_1": ["by transform_1 at 2 with circle_1 until transform_2 at 3 with circle_1"],
        "triangle_1": ["by transform_2 at 3 with circle_1 until fade_out_1 at 4 with circle_1"],
    }


def test_members_come_and_go_with_their_group() -> None:
    wires = (
        "circle_1.mobject > v_group_1.mobjects; square_1.mobject > v_group_1.mobjects;"
        "v_group_1.mobject > fade_in_1.mobject; fade_in_1.mobject > fade_out_1.mobject"
    )
    nodes = "circle_1 square_1 v_group_1 wait_1 fade_in_1 fade_out_1"
    whole = "by fade_in_1 at 2{} until fade_out_1 at 3{}"
    part = whole.format(" with v_group_1", " with v_group_1")
    assert shown(nodes, wires) == {
        "circle_1": [part],
        "square_1": [part],
        "v_group_1": [whole.format("", "")],
    }
    assert whole_of(nodes, wires) == {
        "circle_1": "v_group_1",
        "square_1": "v_group_1",
        "v_group_1": None,
    }


def test_a_member_that_goes_alone_goes_earlier() -> None:
    wires = (
        "circle_1.mobject > v_group_1.mobjects; square_1.mobject > v_group_1.mobjects;"
        "v_group_1.mobject > fade_in_1.mobject; circle_1.mobject > fade_out_1.mobject"
    )
    found = shown("circle_1 square_1 v_group_1 fade_in_1 fade_out_1 wait_1", wires)
    assert found["circle_1"] == ["by fade_in_1 at 1 with v_group_1 until fade_out_1 at 2"]
    assert found["square_1"] == ["by fade_in_1 at 1 with v_group_1"]


def test_a_group_that_only_lays_out_is_there_while_any_part_is_and_takes_all_along() -> None:
    wires = (
        "circle_1.mobject > v_group_1.mobjects; square_1.mobject > v_group_1.mobjects;"
        "circle_1.mobject > create_1.mobject; square_1.mobject > create_2.mobject; v_group_1.mobject > fade_out_1.mobject"
    )
    nodes = "circle_1 square_1 v_group_1 create_1 create_2 wait_1 fade_out_1"
    assert shown(nodes, wires) == {
        "circle_1": ["by create_1 at 1 until fade_out_1 at 4 with v_group_1"],
        "square_1": ["by create_2 at 2 until fade_out_1 at 4 with v_group_1"],
        "v_group_1": ["by create_1 at 1 with circle_1 until fade_out_1 at 4"],
    }


def test_what_joins_a_group_later_comes_with_it_then() -> None:
    wires = (
        "circle_1.mobject > v_group_1.mobjects; v_group_1.mobject > create_1.mobject;"
        "create_1.mobject > add_to_group_1.mobject; square_1.mobject > add_to_group_1.mobjects"
    )
    found = shown("circle_1 v_group_1 square_1 create_1 wait_1 add_to_group_1 wait_2", wires)
    assert found["square_1"] == ["by add_to_group_1 at 3 with v_group_1"]


def test_an_operand_is_not_there_itself() -> None:
    wires = "circle_1.mobject > union_1.vmobjects; square_1.mobject > union_1.vmobjects"
    assert shown("circle_1 square_1 union_1 wait_1", wires) == {
        "circle_1": [],
        "square_1": [],
        "union_1": ["after 0"],
    }


def test_what_is_hidden_is_brought_by_an_animation() -> None:
    nodes = [node("circle_1", presence="hidden"), "wait_1", "rotate_1"]
    assert shown(nodes) == {"circle_1": []}
    assert shown(nodes, "circle_1.mobject > rotate_1.mobject") == {"circle_1": ["by rotate_1 at 2"]}


def test_an_animation_brings_back_what_was_removed() -> None:
    wires = "circle_1.mobject > remove_1.mobject; remove_1.mobject > rotate_1.mobject"
    assert shown("circle_1 remove_1 wait_1 rotate_1", wires) == {
        "circle_1": ["after 0 until remove_1 at 1", "by rotate_1 at 3"]
    }


def test_what_only_passes_is_there_for_one_step() -> None:
    wires = "circle_1.mobject > show_passing_flash_1.mobject"
    assert shown("wait_1 circle_1 show_passing_flash_1 wait_2", wires) == {
        "circle_1": ["by show_passing_flash_1 at 2 until show_passing_flash_1 at 2"]
    }


def test_things_that_play_together_have_one_step() -> None:
    wires = (
        "circle_1.mobject > create_1.mobject; square_1.mobject > fade_in_1.mobject;"
        "create_1.animation > together_1.animations; fade_in_1.animation > together_1.animations"
    )
    nodes = "circle_1 square_1 wait_1 create_1 fade_in_1 together_1"
    assert shown(nodes, wires) == {
        "circle_1": ["by create_1 at 2"],
        "square_1": ["by fade_in_1 at 2"],
    }


def test_what_a_loop_makes_is_there_once_that_runs() -> None:
    wires = (
        "for_each_1.index > circle_1.radius; circle_1.mobject > create_1.mobject;"
        "for_each_1.index > dot_1.radius"
    )
    found = shown("wait_1 for_each_1 circle_1 create_1 dot_1 wait_2", wires)
    assert found["circle_1"] == ["by create_1 at 2"]
    assert found["dot_1"] == ["after 1"]


def test_things_in_groups_of_nodes_have_their_full_names() -> None:
    group = Group(
        id="intro",
        nodes=(node("circle_1"), node("create_1"), boundary("out", GROUP_OUTPUT, "circle")),
        edges=(wire("circle_1.mobject", "create_1.mobject"), wire("create_1.mobject", "out.value")),
    )
    document = toy_document(
        ["wait_1", group_node("g", "intro"), "wait_2", "fade_out_1"],
        "g.circle > fade_out_1.mobject",
        groups=(group,),
    )
    assert shown(document) == {"g/circle_1": ["by g/create_1 at 2 until fade_out_1 at 4"]}


def test_a_thing_that_waits_for_another_comes_after_that() -> None:
    wires = "square_1.mobject > fade_in_1.mobject; square_1.mobject > brace_1.mobject"
    assert shown("square_1 brace_1 wait_1 fade_in_1 wait_2", wires)["brace_1"] == ["after 2"]


@pytest.mark.parametrize("count", [3_000])
def test_many_things_take_no_long_time(count: int) -> None:
    nodes = [each for i in range(count) for each in (f"circle_{i}", f"create_{i}")]
    wires = ";".join(f"circle_{i}.mobject > create_{i}.mobject" for i in range(count))
    assert len(shown(nodes, wires)) == count
