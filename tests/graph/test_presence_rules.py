"""Nothing is invisible in silence: what no frame shows is said at its node."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from manim_nodes.document.files import load_document
from manim_nodes.document.grouping import make_group
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document
from manim_nodes.graph.build import build
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Severity, Show, WaitAtEnd, WaitBefore
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from manim_nodes.workspace.places import data_root
from tests.support.library import node, toy_document

LIBRARY = load_library(data_root() / "nodes")
HIDDEN = node("circle_1", presence="hidden")
ADD = node("add_1", type="Add")


def unseen_in(document: Document) -> dict[str | None, object]:
    """Return the nodes of which validation says that no frame shows them, with what would mend it."""
    problems = validate(build(document, LIBRARY), permissions=ALL_PERMISSIONS)
    assert {(problem.code, problem.severity) for problem in problems} <= {
        ("never-shown", Severity.WARNING)
    }
    assert all(problem.hint for problem in problems)
    return {problem.node_id: problem.fix for problem in problems}


def unseen(nodes: str | Sequence[object], wires: str = "") -> dict[str | None, object]:
    return unseen_in(toy_document(nodes, wires))


# hidden


def test_what_is_hidden_and_serves_nothing_is_never_shown() -> None:
    assert unseen(["wait_1", HIDDEN]) == {"circle_1": Show("circle_1")}


def test_to_be_changed_while_it_is_made_serves_nothing() -> None:
    wires = "circle_1.mobject > shift_1.mobject"
    assert unseen([HIDDEN, "shift_1", "wait_1"], wires) == {"circle_1": Show("circle_1")}


def test_a_still_of_a_hidden_thing_does_not_show_it_either() -> None:
    assert unseen([HIDDEN]) == {"circle_1": Show("circle_1")}


@pytest.mark.parametrize(
    ("nodes", "wires"),
    [
        ("create_1", "circle_1.mobject > create_1.mobject"),
        ("indicate_1", "circle_1.mobject > indicate_1.mobject"),
        (
            "get_center_1 dot_1 wait_1",
            "circle_1.mobject > get_center_1.mobject; get_center_1.value > dot_1.point",
        ),
        ("brace_1 wait_1", "circle_1.mobject > brace_1.mobject"),
    ],
)
def test_a_hidden_thing_that_serves_or_is_brought_in_is_meant_so(nodes: str, wires: str) -> None:
    assert unseen([HIDDEN, *nodes.split()], wires) == {}


def test_of_a_hidden_group_only_the_group_is_said() -> None:
    group = node("group_1", type="VGroup", presence="hidden")
    wires = "circle_1.mobject > group_1.mobjects; square_1.mobject > group_1.mobjects"
    assert unseen(["circle_1", "square_1", group, "wait_1"], wires) == {"group_1": Show("group_1")}


# after the last frame


def test_what_comes_with_the_last_step_comes_after_the_last_frame() -> None:
    wires = "square_1.mobject > fade_in_1.mobject; square_1.mobject > brace_1.mobject"
    assert unseen("square_1 fade_in_1 brace_1", wires) == {"brace_1": WaitAtEnd()}
    assert unseen("square_1 fade_in_1 brace_1 wait_1", wires) == {}


def test_what_is_added_after_the_last_frame_is_said_once() -> None:
    wires = "circle_1.mobject > add_1.mobject"
    assert unseen(["wait_1", "circle_1", ADD], wires) == {"circle_1": WaitAtEnd()}
    assert unseen(["circle_1", ADD, "wait_1"], wires) == {}


@pytest.mark.parametrize("change", ["shift_1", "set_color_1", "remove_1"])
def test_a_last_change_after_the_last_frame_is_said_at_the_change(change: str) -> None:
    wires = f"circle_1.mobject > create_1.mobject; create_1.mobject > {change}.mobject"
    assert unseen(f"circle_1 create_1 {change}", wires) == {change: WaitAtEnd()}
    assert unseen(f"circle_1 create_1 {change} wait_1", wires) == {}


def test_a_still_shows_the_end() -> None:
    wires = "circle_1.mobject > add_1.mobject; add_1.mobject > shift_1.mobject"
    assert unseen(["circle_1", ADD, "shift_1"], wires) == {}


def test_what_only_ends_updaters_may_come_last() -> None:
    wires = "circle_1.mobject > create_1.mobject; create_1.mobject > clear_updaters_1.mobject"
    assert unseen("circle_1 create_1 clear_updaters_1", wires) == {}


def test_code_may_play() -> None:
    wires = "circle_1.mobject > add_1.mobject"
    code = node("python_code_1", {"code": "self.wait()"})
    assert unseen(["wait_1", "circle_1", ADD, code], wires) == {}


def test_what_a_loop_adds_is_shown_by_its_next_round() -> None:
    wires = (
        "for_each_1.loop > wait_1.flow; wait_1.flow > add_1.flow;"
        "for_each_1.index > circle_1.radius; circle_1.mobject > add_1.mobject"
    )
    assert unseen(["for_each_1", "wait_1", "circle_1", ADD], wires) == {}
    late = "for_each_1.index > circle_1.radius; circle_1.mobject > add_1.mobject"
    assert unseen(["wait_1", "for_each_1", "circle_1", ADD], late) == {"circle_1": WaitAtEnd()}


def test_what_is_in_a_group_is_said_there() -> None:
    document = toy_document(["wait_1", "circle_1", ADD], "circle_1.mobject > add_1.mobject")
    grouped, _ = make_group(document, ["circle_1", "add_1"], "Pair")
    (place,) = [each.id for each in grouped.nodes if each.type == GROUP]
    assert unseen_in(grouped) == {f"{place}/circle_1": WaitAtEnd()}


# taken away


def test_what_is_taken_away_before_any_frame_is_said() -> None:
    wires = "circle_1.mobject > remove_1.mobject"
    assert unseen("circle_1 remove_1 wait_1", wires) == {"circle_1": WaitBefore("remove_1")}
    assert unseen("circle_1 wait_2 remove_1 wait_1", wires) == {}


def test_what_fades_out_is_seen_while_it_does() -> None:
    assert unseen("circle_1 fade_out_1", "circle_1.mobject > fade_out_1.mobject") == {}


def test_what_comes_back_is_seen() -> None:
    wires = "circle_1.mobject > remove_1.mobject; remove_1.mobject > add_1.mobject"
    assert unseen(["circle_1", "remove_1", ADD, "wait_1"], wires) == {}


def test_to_clear_the_screen_takes_all_away() -> None:
    assert unseen("circle_1 clear_1 wait_1") == {"circle_1": WaitBefore("clear_1")}
    assert unseen("circle_1 wait_2 clear_1 wait_1") == {}


# no false alarms

SCENES = sorted((data_root() / "tests" / "scenes").glob("*/*.mnodes"))


@pytest.mark.parametrize("path", SCENES, ids=lambda path: path.stem)
def test_the_scenes_of_manims_documentation_show_all_they_make(path: Path) -> None:
    document = load_document(path, migrations=migrations(LIBRARY))
    problems = validate(build(document, LIBRARY), permissions=ALL_PERMISSIONS)
    assert [problem.node_id for problem in problems if problem.code == "never-shown"] == []
