"""What changes by the time that passes is where it should be in every frame, over any number of plays."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from tests.support.library import body_of
from tests.support.manim_names import SMALL, manim_names
from tests.support.plots import graph_of, made

FPS = 10
LINE = "keep_updaters_on_time(self)"
WAITS = "w0.flow > w1.flow; w1.flow > w2.flow"


def plays(count: int = 3) -> list[Node]:
    return [made("Wait", f"w{index}", duration=0.4) for index in range(count)]


def seen(script: Script, look: Callable[[Any], float]) -> list[float]:
    """Return what a look at the scene finds in each frame."""
    with manim_names()["tempconfig"](SMALL | {"frame_rate": FPS}):
        module: dict[str, Any] = {"__name__": "generated"}
        exec(compile(script.source, "generated.py", "exec"), module)
        scene = module[script.scene_name]()
        found = []
        draw = scene.renderer.render

        def draw_and_look(*arguments: Any) -> None:
            draw(*arguments)
            found.append(look(scene))

        scene.renderer.render = draw_and_look
        scene.render()
    return found


def thing_in(scene: Any, kind: str) -> Any:
    return next(each for each in scene.mobjects if type(each).__name__ == kind)


def x_of_dot(scene: Any) -> float:
    return float(thing_in(scene, "Dot").get_x())


def test_scripts_say_so_only_where_more_than_one_play_follows() -> None:
    dot, drift = made("Dot", "dot"), made("AlwaysShift", "go", rate=1)
    wire = "dot.mobject > go.mobject"
    before = made("Shift", "before", vector=(1, 0, 0), animated=True)

    assert LINE not in body_of(generate(graph_of(dot, drift, *plays(1), wires=wire)))
    moved = "dot.mobject > before.mobject; before.mobject > go.mobject"
    assert LINE not in body_of(generate(graph_of(dot, before, drift, *plays(1), wires=moved)))
    assert LINE not in body_of(generate(graph_of(dot, *plays(3), wires=WAITS)))
    assert LINE in body_of(generate(graph_of(dot, drift, *plays(3), wires=f"{wire}; {WAITS}")))


@pytest.mark.slow
@pytest.mark.parametrize(
    "node",
    [
        made("AlwaysShift", "go", rate=1),
        made("MoveByVelocity", "go", function="(1, 0, 0)"),
        made("MoveByVelocity", "go", function="(1, 0, 0)", follow_speed=True),
    ],
    ids=lambda node: f"{node.type} {node.parameters}",
)
def test_what_drifts_is_where_it_should_be_in_each_frame(node: Node) -> None:
    wires = f"dot.mobject > go.mobject; {WAITS}"
    script = generate(graph_of(made("Dot", "dot"), node, *plays(), wires=wires))

    assert seen(script, x_of_dot) == pytest.approx([frame / FPS for frame in range(12)])


@pytest.mark.slow
def test_what_turns_is_where_it_should_be_in_each_frame() -> None:
    wires = f"arrow.mobject > go.mobject; {WAITS}"
    arrow = made("Arrow", "arrow", start=(0, 0, 0), end=(2, 0, 0), buff=0)
    turn = made("AlwaysRotate", "go", rate=90, about_point=(0, 0, 0))
    script = generate(graph_of(arrow, turn, *plays(), wires=wires))

    angles = seen(script, lambda scene: scene.mobjects[0].get_angle())
    assert angles == pytest.approx([np.deg2rad(9 * frame) for frame in range(12)])


@pytest.mark.slow
def test_a_tracker_counts_all_the_time() -> None:
    number = made("DecimalNumber", "number", live=True, num_decimal_places=3)
    wires = f"k.mobject > run.mobject; k.value > number.number; {WAITS}"
    nodes = made("ValueTracker", "k"), made("CountUp", "run", rate=1), number
    script = generate(graph_of(*nodes, *plays(), wires=wires))

    values = seen(script, lambda scene: thing_in(scene, "ValueTracker").get_value())
    assert values == pytest.approx([frame / FPS for frame in range(12)])


@pytest.mark.slow
def test_an_animation_in_the_background_is_as_far_as_its_time() -> None:
    move = made("Shift", "move", vector=(12, 0, 0), animated=True, run_time=1.2, rate_func="linear")
    wires = f"dot.mobject > move.mobject; move.animation > run.animation; {WAITS}"
    nodes = made("Dot", "dot"), move, made("TurnAnimationIntoUpdater", "run")
    script = generate(graph_of(*nodes, *plays(), made("Wait", "more", duration=0.5), wires=wires))

    places = seen(script, x_of_dot)
    assert places[:12] == pytest.approx(range(12))
    assert places[12:] == pytest.approx([12] * len(places[12:]))


@pytest.mark.slow
def test_the_camera_turns_all_the_time() -> None:
    turn = made("BeginAmbientCameraRotation", "turn", rate=90)
    wires = f"turn.flow > w0.flow; {WAITS}"
    script = generate(graph_of(made("Cube", "cube"), turn, *plays(), wires=wires))

    angles = seen(script, lambda scene: scene.camera.theta_tracker.get_value())
    assert np.diff(angles) == pytest.approx(np.deg2rad([9] * 11))


@pytest.mark.slow
def test_what_follows_changes_of_speed_goes_as_far_as_it_should() -> None:
    drift = made("MoveByVelocity", "go", function="(1, 0, 0)", follow_speed=True)
    slow = made("ChangeSpeed", "slow", speedinfo=[[0, 0.5], [1, 0.5]])
    wait = made("Wait", "still", duration=1)
    wires = "dot.mobject > go.mobject; still.animation > slow.animation; slow.flow > w0.flow; w0.flow > w1.flow"
    script = generate(graph_of(made("Dot", "dot"), drift, wait, slow, *plays(2), wires=wires))

    places = seen(script, x_of_dot)
    assert places[20:] == pytest.approx([1 + frame / FPS for frame in range(8)])


@pytest.mark.slow
def test_lines_around_an_outline_are_as_far_as_their_time() -> None:
    lines = made(
        "AnimatedBoundary", "lines", cycle_rate=0.5, back_and_forth=False, draw_rate_func="linear"
    )
    wires = f"line.mobject > lines.mobject; {WAITS}"
    line = made("Line", "line", start=(0, 0, 0), end=(2, 0, 0))
    script = generate(graph_of(line, lines, *plays(), wires=wires))

    ends = seen(script, lambda scene: thing_in(scene, "AnimatedBoundary")[0].get_end()[0])
    assert ends == pytest.approx([frame / FPS for frame in range(12)])
