"""What is on the screen when: what is made is seen, unless it only serves."""

from collections.abc import Sequence

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.presence import Coming, find_things
from manim_nodes.library.catalogue import load_library
from manim_nodes.workspace.places import data_root
from tests.support.library import body_of, node, toy_document

LIBRARY = load_library(data_root() / "nodes")


def came(nodes: str | Sequence[object], wires: str = "") -> dict[str, str]:
    """Return for each thing how it comes, and the number of the step with which, from 1."""
    things = find_things(build(toy_document(nodes, wires), LIBRARY))
    return {
        thing.node_id: f"{thing.coming.name.lower()} {thing.rank + 1}" for thing in things.values()
    }


def lines_of(nodes: str | Sequence[object], wires: str = "") -> list[str]:
    return body_of(generate(build(toy_document(nodes, wires), LIBRARY))).splitlines()


def test_what_is_made_is_seen_from_the_first_frame() -> None:
    assert came("wait_1 circle_1") == {"circle_1": "shown 0"}
    assert lines_of("wait_1 circle_1") == [
        "circle_1 = Circle()",
        "self.add(circle_1)",
        "self.wait(1)",
    ]


def test_an_entrance_decides() -> None:
    wires = "circle_1.mobject > create_1.mobject"
    assert came("wait_1 circle_1 create_1", wires) == {"circle_1": "entrance 2"}
    assert "self.add" not in "".join(lines_of("wait_1 circle_1 create_1", wires))


@pytest.mark.parametrize("first", ["indicate_1", "rotate_1", "fade_out_1", "shift_1"])
def test_the_first_use_finds_it_on_the_screen_if_that_is_no_entrance(first: str) -> None:
    nodes = ["circle_1", "wait_1", node(first, {"animated": True} if first == "shift_1" else {})]
    assert came(nodes, f"circle_1.mobject > {first}.mobject") == {"circle_1": "shown 0"}


def test_what_is_taken_away_before_it_enters_was_there() -> None:
    wires = "circle_1.mobject > fade_out_1.mobject; fade_out_1.mobject > fade_in_1.mobject"
    assert came("circle_1 fade_out_1 fade_in_1", wires) == {"circle_1": "shown 0"}


def test_what_is_only_referred_to_stays_seen() -> None:
    wires = "axes_1.mobject > plot_1.axes; plot_1.mobject > create_1.mobject"
    assert came("axes_1 plot_1 create_1", wires) == {"axes_1": "shown 0", "plot_1": "entrance 1"}


def test_a_thing_comes_with_the_last_that_it_is_made_from() -> None:
    wires = (
        "square_1.mobject > fade_in_1.mobject; square_1.mobject > brace_1.mobject;"
        "brace_1.mobject > underline_1.mobject"
    )
    nodes = "square_1 brace_1 underline_1 wait_1 fade_in_1 wait_2"
    assert came(nodes, wires) == {
        "square_1": "entrance 2",
        "brace_1": "shown 2",
        "underline_1": "shown 2",
    }
    assert (
        lines_of(nodes, wires)[-4:]
        == [
            "self.play(FadeIn(square_1))",
            "brace_1 = Brace(square_1)",
            "self.add(brace_1)",
            "underline_1 = Underline(brace_1)",
        ]
        or lines_of(nodes, wires)[-1] == "self.wait(1)"
    )


def test_what_it_is_made_from_is_found_through_questions_and_changes() -> None:
    wires = (
        "dot_1.mobject > create_1.mobject; dot_1.mobject > get_center_1.mobject;"
        "get_center_1.value > circle_1.arc_center; text_1.mobject > next_to_1.mobject;"
        "dot_1.mobject > next_to_1.target"
    )
    nodes = "dot_1 get_center_1 circle_1 text_1 next_to_1 wait_1 create_1 wait_2"
    assert came(nodes, wires) == {
        "dot_1": "entrance 2",
        "circle_1": "shown 2",
        "text_1": "shown 2",
    }


def test_trackers_and_hidden_things_are_not_waited_for() -> None:
    nodes: list[Node | str] = [
        *("value_tracker_1", node("line_1", presence="hidden"), "get_end_1", "dot_1", "wait_1"),
    ]
    wires = (
        "value_tracker_1.mobject > dot_1.radius; line_1.mobject > get_end_1.mobject;"
        "get_end_1.value > dot_1.point"
    )
    assert came(nodes, wires) == {"line_1": "never 0", "dot_1": "shown 0"}


def test_members_come_with_their_group_and_operands_with_what_they_make() -> None:
    wires = (
        "circle_1.mobject > v_group_1.mobjects; square_1.mobject > v_group_1.mobjects;"
        "v_group_1.mobject > fade_in_1.mobject; dot_1.mobject > union_1.vmobjects;"
        "star_1.mobject > union_1.vmobjects"
    )
    nodes = "circle_1 square_1 v_group_1 dot_1 star_1 union_1 wait_1 fade_in_1"
    assert came(
        [node("v_group_1", type="VGroup"), *nodes.replace("v_group_1 ", "").split()], wires
    ) == {
        "v_group_1": "entrance 2",
        "circle_1": "with 2",
        "square_1": "with 2",
        "dot_1": "with 0",
        "star_1": "with 0",
        "union_1": "shown 0",
    }


def test_a_target_comes_with_the_transform() -> None:
    wires = "circle_1.mobject > transform_1.mobject; square_1.mobject > transform_1.target"
    assert came("circle_1 square_1 wait_1 transform_1", wires) == {
        "circle_1": "shown 0",
        "square_1": "with 2",
    }


GROUP = node("group_1", type="VGroup")


def test_a_group_that_only_lays_out_is_not_shown_itself() -> None:
    wires = (
        "text_1.mobject > group_1.mobjects; text_2.mobject > group_1.mobjects;"
        "group_1.mobject > arrange_1.mobject; text_1.mobject > fade_in_1.mobject"
    )
    nodes = ["text_1", "text_2", GROUP, "arrange_1", "wait_1", "fade_in_1"]
    assert came(nodes, wires) == {
        "text_1": "entrance 2",
        "text_2": "shown 0",
        "group_1": "layout 2",
    }


def test_it_lays_out_before_the_first_of_its_parts_comes() -> None:
    wires = (
        "text_1.mobject > group_1.mobjects; text_2.mobject > group_1.mobjects;"
        "group_1.mobject > arrange_1.mobject; text_1.mobject > fade_in_1.mobject;"
        "text_2.mobject > fade_in_2.mobject"
    )
    nodes = ["text_1", "text_2", "fade_in_1", "wait_1", "fade_in_2", GROUP, "arrange_1"]
    lines = lines_of(nodes, wires)
    assert lines.index("group_1.arrange(RIGHT)") < lines.index("self.play(FadeIn(text_1))")


@pytest.mark.parametrize(
    ("index", "expected"), [(0, ["entrance 2", "shown 0"]), (-1, ["shown 0", "entrance 2"])]
)
def test_a_member_that_enters_as_a_numbered_part_has_an_entrance(
    index: int, expected: list[str]
) -> None:
    wires = (
        "circle_1.mobject > group_1.mobjects; square_1.mobject > group_1.mobjects;"
        "group_1.mobject > get_part_1.mobject; get_part_1.mobject > fade_in_1.mobject"
    )
    nodes = [
        "circle_1",
        "square_1",
        GROUP,
        node("get_part_1", {"index": index}),
        "wait_1",
        "fade_in_1",
    ]
    found = came(nodes, wires)
    assert [found["circle_1"], found["square_1"], found["group_1"][:6]] == [*expected, "layout"]


def test_members_do_not_come_before_parts_of_which_nobody_knows_which_they_are() -> None:
    wires = (
        "circle_1.mobject > group_1.mobjects; square_1.mobject > group_1.mobjects;"
        "group_1.mobject > for_each_1.list; for_each_1.item > fade_in_1.mobject"
    )
    nodes = ["circle_1", "square_1", GROUP, "wait_1", "for_each_1", "fade_in_1"]
    assert came(nodes, wires) == {"circle_1": "with 2", "square_1": "with 2", "group_1": "layout 2"}


def test_things_that_come_together_do_not_wait_for_each_other() -> None:
    wires = (
        "square_1.mobject > brace_1.mobject; square_1.mobject > group_1.mobjects;"
        "brace_1.mobject > group_1.mobjects"
    )
    assert came(["square_1", "brace_1", GROUP, "wait_1"], wires) == {
        "square_1": "with 0",
        "brace_1": "with 0",
        "group_1": "shown 0",
    }


def test_what_becomes_a_part_later_comes_then() -> None:
    wires = (
        "group_1.mobject > create_1.mobject; create_1.mobject > add_to_group_1.mobject;"
        "dot_1.mobject > add_to_group_1.mobjects; circle_1.mobject > group_1.mobjects"
    )
    nodes = ["circle_1", GROUP, "dot_1", "create_1", "wait_1", "add_to_group_1", "wait_2"]
    assert came(nodes, wires)["dot_1"] == "with 3"


@pytest.mark.parametrize(
    ("presence", "expected"),
    [("shown", "shown 0"), ("hidden", "entrance 2"), ("automatic", "entrance 2")],
)
def test_shown_is_shown_in_any_case_and_what_is_hidden_an_animation_still_brings(
    presence: str, expected: str
) -> None:
    nodes = [node("circle_1", presence=presence), "wait_1", "create_1"]
    assert came(nodes, "circle_1.mobject > create_1.mobject") == {"circle_1": expected}


def test_what_is_hidden_is_not_added() -> None:
    assert lines_of([node("circle_1", presence="hidden"), "wait_1"]) == [
        "circle_1 = Circle()",
        "self.wait(1)",
    ]


def test_hiding_a_group_hides_what_it_holds() -> None:
    nodes = ["circle_1", node("group_1", type="VGroup", presence="hidden"), "wait_1"]
    assert came(nodes, "circle_1.mobject > group_1.mobjects") == {
        "circle_1": "never 0",
        "group_1": "never 0",
    }


def test_things_made_in_a_loop_are_shown_in_each_round() -> None:
    wires = "for_each_1.index > dot_1.radius"
    assert lines_of("wait_1 for_each_1 dot_1", wires) == [
        "for index_2 in range(3):",
        "    dot_1 = Dot(radius=index_2)",
        "    self.add(dot_1)",
        "self.wait(1)",
    ]


def test_what_is_shown_after_a_loop_is_added_behind_it() -> None:
    wires = (
        "for_each_1.loop > fade_in_1.flow; square_1.mobject > fade_in_1.mobject;"
        "square_1.mobject > brace_1.mobject"
    )
    assert lines_of("square_1 brace_1 for_each_1 fade_in_1 wait_1", wires)[-4:] == [
        "    self.play(FadeIn(square_1))",
        "brace_1 = Brace(square_1)",
        "self.add(brace_1)",
        "self.wait(1)",
    ]


def test_things_that_were_made_earlier_are_added_at_once_when_their_time_comes() -> None:
    # Both braces are measured before the square comes, and shown after it.
    wires = (
        "square_1.mobject > fade_in_1.mobject; square_1.mobject > brace_1.mobject;"
        "square_1.mobject > brace_2.mobject; brace_1.mobject > line_1.start_mobject;"
        "brace_2.mobject > line_1.end_mobject; line_1.mobject > flash_1.mobject"
    )
    nodes = [
        "square_1",
        "brace_1",
        "brace_2",
        node("line_1", presence="hidden"),
        "flash_1",
        "fade_in_1",
        "wait_1",
    ]
    assert lines_of(nodes, wires)[-3:] == [
        "self.play(FadeIn(square_1))",
        "self.add(brace_1, brace_2)",
        "self.wait(1)",
    ]


def test_z_order_is_the_order_of_the_list() -> None:
    assert lines_of("square_1 circle_1 dot_1")[1::2] == [
        "self.add(square_1)",
        "self.add(circle_1)",
        "self.add(dot_1)",
    ]


def test_exits_are_known_too() -> None:
    document = toy_document(
        "circle_1 create_1 fade_out_1",
        "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject",
    )
    (thing,) = find_things(build(document, LIBRARY)).values()
    assert (thing.coming, thing.entrances, thing.exits) == (
        Coming.ENTRANCE,
        ("create_1",),
        ("fade_out_1",),
    )


@pytest.mark.parametrize(("reverse", "expected"), [(False, "entrance 1"), (True, "shown 0")])
def test_a_choice_may_say_whether_a_node_brings_or_takes_away(reverse: bool, expected: str) -> None:
    nodes = ["text_1", node("write_1", {"reverse": reverse})]
    assert came(nodes, "text_1.mobject > write_1.mobject") == {"text_1": expected}
