"""What can be wrong with a scene as a whole."""

from typing import Any

import pytest

from manim_nodes.document.model import Node, Settings
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import Graph
from manim_nodes.graph.permissions import ALL_PERMISSIONS
from manim_nodes.graph.problems import Severity
from manim_nodes.graph.scene_rules import scene_class
from tests.support.library import TOYS, check_problems, node, toy_graph

OWN = TOYS.styles["paper"].model_dump(exclude={"order"})


def test_an_animation_is_played_by_one_node() -> None:
    wires = (
        "disc_1 > draw_1.mobject; draw_1.animation > together_1.animations;"
        "draw_1.animation > together_2.animations"
    )
    graph = toy_graph("disc_1 draw_1 together_1 together_2", wires)
    (problem,) = check_problems(graph, "animation-played-twice")
    assert problem.message == (
        "The animation of 'Draw' feeds 'Together' and 'Together', but it can be played only once."
    )
    assert (problem.node_id, problem.port) == ("draw_1", "animation")
    assert problem.hint == "Delete all but one of these wires."


def two_changes(player: str = "together_1", **second: Any) -> Graph:
    wires = (
        f"disc_1 > move_1.mobject; move_1 > move_2.mobject; move_1.animation > {player}.animations;"
        f"move_2.animation > {player}.animations"
    )
    return toy_graph(["disc_1", "move_1", node("move_2", second), player], wires)


def test_changes_of_one_thing_in_one_play_are_one_change() -> None:
    check_problems(two_changes())


@pytest.mark.parametrize(
    ("player", "second"),
    [
        ("in_turn_1", {}),
        ("staggered_1", {}),
        ("together_1", {"run_time": 2}),
        ("together_1", {"rate_func": "linear"}),
        ("together_1", {"path_arc": 90}),
    ],
)
def test_changes_of_one_thing_at_different_times_overwrite_each_other(
    player: str, second: dict[str, Any]
) -> None:
    (problem,) = check_problems(two_changes(player, **second), "overwritten-animation")
    title = player.removesuffix("_1").replace("_", " ").capitalize()
    assert problem.message == (
        f"'Move' and 'Move' change the same thing in one play of '{title}'; "
        "only the last change would be seen."
    )
    assert (problem.node_id, problem.severity) == ("move_2", Severity.WARNING)


@pytest.mark.parametrize(("player", "is_warned"), [("together_1", True), ("in_turn_1", False)])
def test_a_thing_that_comes_and_becomes_another_at_once_is_warned(
    player: str, *, is_warned: bool
) -> None:
    wires = (
        "disc_1 > draw_1.mobject; draw_1.mobject > morph_1.mobject; disc_2.mobject > morph_1.target;"
        f"draw_1.animation > {player}.animations; morph_1.animation > {player}.animations"
    )
    graph = toy_graph(["disc_1", "disc_2", "draw_1", "morph_1", player], wires)
    found = check_problems(graph, *["animations-at-once"] * is_warned)
    assert [(each.message, each.severity) for each in found] == [
        (
            "'Draw' and 'Morph' play on 'Disc' at once; only one of them would be seen.",
            Severity.WARNING,
        )
    ] * is_warned


def test_changes_whose_times_are_wired_apart_overwrite_each_other() -> None:
    wires = (
        "disc_1 > move_1.mobject; move_1 > move_2.mobject; amount_1.value > move_1.run_time;"
        "move_1.animation > together_1.animations; move_2.animation > together_1.animations"
    )
    nodes = [*("disc_1", "move_1", "move_2", "together_1"), node("amount_1", {"amount": 2})]
    check_problems(toy_graph(nodes, wires), "overwritten-animation")
    check_problems(toy_graph(nodes, f"{wires}; amount_1.value > move_2.run_time"))


def test_changes_of_two_things_in_one_play_are_no_problem() -> None:
    wires = (
        "disc_1 > move_1.mobject; disc_2 > move_2.mobject;"
        "move_1.animation > together_1.animations; move_2.animation > together_1.animations"
    )
    check_problems(toy_graph("disc_1 disc_2 move_1 move_2 together_1", wires))


@pytest.mark.parametrize("is_wired", [True, False])
def test_a_modifier_cannot_be_animated_and_live_at_once(is_wired: bool) -> None:
    parameters = {"live": True} if is_wired else {"live": True, "animated": True}
    nodes: list[Node | str] = ["disc_1", node("move_1", parameters)]
    wires = "disc_1 > move_1.mobject"
    if is_wired:
        nodes.append("together_1")
        wires += "; move_1.animation > together_1.animations"
    (problem,) = check_problems(toy_graph(nodes, wires), "animated-and-live")
    assert problem.message == "Node 'Move' cannot be animated and live at once."
    assert (problem.node_id, problem.port) == ("move_1", "live")


@pytest.mark.parametrize(
    ("nodes", "scene"),
    [
        ("disc_1", "Scene"),
        ("zoom_1", "MovingCameraScene"),
        ("lens_1", "ZoomedScene"),
        ("zoom_1 lens_1", "ZoomedScene"),
        ("lens_1 disc_1 zoom_1", "ZoomedScene"),
        ("turn_1 zoom_1", None),
    ],
)
def test_the_scene_is_one_that_all_nodes_can_work_in(nodes: str, scene: str | None) -> None:
    assert scene_class(toy_graph(nodes)) == scene


def test_nodes_of_different_scenes_are_named() -> None:
    graph = toy_graph("zoom_1 turn_1 turn_2 lens_1")
    (problem,) = check_problems(graph, "conflicting-scenes")
    assert problem.message == (
        "These nodes cannot be in one scene: 'Zoom' needs a MovingCameraScene, "
        "'Turn' needs a ThreeDScene, 'Lens' needs a ZoomedScene."
    )
    assert (problem.node_id, problem.hint) == ("zoom_1", "Put them into projects of their own.")


def test_a_muted_node_needs_no_scene() -> None:
    check_problems(toy_graph(["turn_1", node("zoom_1", muted=True)]))


def test_the_background_is_a_color() -> None:
    graph = toy_graph("disc_1", settings=Settings(background="mud"))
    (problem,) = check_problems(graph, "bad-setting")
    assert problem.message == ("The scene's background must be a manim color or #RRGGBB, got 'mud'")
    assert (problem.node_id, problem.hint) == (None, "Choose a color.")


def test_the_style_is_a_known_one() -> None:
    graph = toy_graph("disc_1", settings=Settings(style="baroque"))
    (problem,) = check_problems(graph, "bad-setting")
    assert problem.message == "The scene's style 'baroque' is not known."
    assert problem.hint == "Choose one of Classic, Paper."


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "The style cannot be used: title is missing."),
        (
            {**OWN, "background": "mud"},
            "The style cannot be used: background must be a color of six",
        ),
        ({**OWN, "run_time": 1e9}, "The style cannot be used: run_time must be 10 or less."),
        ({**OWN, "code": "x"}, "The style cannot be used: code does not exist; there are title,"),
        ({**OWN, "rate_func": "fly"}, "The style's way of moving, 'fly', is not known."),
    ],
)
def test_a_style_of_ones_own_is_one(values: dict[str, JSON], message: str) -> None:
    graph = toy_graph("disc_1", settings=Settings(style="own", own_style=values))
    (problem,) = check_problems(graph, "bad-setting")
    assert problem.message.startswith(message)
    assert problem.hint == "Choose another style."


def test_a_good_style_of_ones_own_is_no_problem() -> None:
    graph = toy_graph("disc_1", settings=Settings(style="own", own_style=OWN))
    check_problems(graph)


@pytest.mark.parametrize("nodes", [[], [node("disc_1", muted=True)]])
def test_an_empty_scene_is_a_warning(nodes: list[Node]) -> None:
    (problem,) = check_problems(toy_graph(nodes), "nothing-to-show")
    assert (problem.severity, problem.message) == (Severity.WARNING, "The scene is empty.")


def test_code_needs_trust() -> None:
    graph = toy_graph([node("macro_1", {"code": "return 1"}, label="Magic")])
    (problem,) = check_problems(graph, "untrusted-code")
    assert problem.message == (
        "Node 'Magic' holds Python code, which is not run until you trust it."
    )
    assert problem.severity is Severity.ERROR
    check_problems(graph, permissions=ALL_PERMISSIONS)


@pytest.mark.parametrize("size", [(81.0, 8.0), (8.0, 81.0), (1e300, 1e-300)])
def test_a_frame_is_no_thin_strip(size: tuple[float, float]) -> None:
    width, height = size
    graph = toy_graph("disc_1", settings=Settings(frame_width=width, frame_height=height))
    (problem,) = check_problems(graph, "bad-setting")
    assert problem.hint == "Let the one be at most 10 times the other."


def test_a_frame_may_be_wide_or_high() -> None:
    check_problems(toy_graph("disc_1", settings=Settings(frame_width=80.0, frame_height=8.0)))
    check_problems(toy_graph("disc_1", settings=Settings(frame_width=8.0, frame_height=80.0)))
