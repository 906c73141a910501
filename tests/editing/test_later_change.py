"""What has been on the screen for a while changes from the start, or by an animation."""

import pytest

from manim_nodes.document.model import Document
from manim_nodes.editing.later_change import (
    animate_color,
    animate_transformation,
    was_there_before,
)
from manim_nodes.editing.placement import Transformation
from manim_nodes.editing.step_numbers import number_steps, numbers_at
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from tests.support.library import node, toy_document

WIRES = "circle_1.mobject > create_1.mobject; circle_1.mobject > fade_out_1.mobject"


@pytest.fixture
def film() -> Document:
    """Return a circle that is drawn, waits and goes, and a square that is there from the start."""
    return toy_document("square_1 circle_1 create_1 wait_1 fade_out_1", WIRES)


@pytest.mark.parametrize(
    ("thing", "playing", "time_s", "expected"),
    [
        ("circle_1", "create_1", 0.5, False),
        ("circle_1", "wait_1", 1.5, True),
        ("square_1", "create_1", 0.5, True),
        ("square_1", "create_1", 0.0, False),
        ("square_1", None, 0.5, False),
    ],
)
def test_something_was_there_before_the_step_that_plays(
    library: Library, film: Document, thing: str, playing: str, time_s: float, expected: bool
) -> None:
    graph = build(film, library)
    assert was_there_before(graph, thing, playing=playing, time_s=time_s) is expected


def test_what_a_loop_makes_is_never_meant_for_one_moment(library: Library) -> None:
    nodes = [node("for_each_1", {"count": 3}), "circle_1", "create_1", "wait_1"]
    wires = "for_each_1.index > circle_1.radius; circle_1.mobject > create_1.mobject"
    graph = build(toy_document(nodes, wires), library)
    assert not was_there_before(graph, "circle_1", playing="wait_1", time_s=9)


@pytest.mark.parametrize(
    ("transformation", "node_id", "parameters"),
    [
        (Transformation(shift=(1.5, 0.25, 0)), "shift_1", {"vector": (1.5, 0.25, 0)}),
        (Transformation(angle_deg=45), "rotate_1", {"angle": 45}),
        (Transformation(scale=1.5), "scale_1", {"scale_factor": 1.5}),
        (
            Transformation(shift=(0.5, -0.5, 0), scale=1.5),
            "scale_1",
            {"scale_factor": 1.5, "about_edge": (-1, 1, 0)},
        ),
    ],
)
def test_a_change_becomes_one_animation_in_the_life_of_the_thing(
    library: Library,
    film: Document,
    transformation: Transformation,
    node_id: str,
    parameters: dict[str, object],
) -> None:
    numbers = numbers_at(number_steps(build(film, library)), ())
    made, added = animate_transformation(
        film, library, "circle_1", transformation, step="wait_1", numbers=numbers
    )
    assert added == node_id
    own = {key: value for key, value in made.node(added).parameters.items() if key != "animated"}
    assert own == parameters
    assert [each.id for each in made.nodes][4] == added
    assert ("create_1", added) in {(edge.source, edge.target) for edge in made.edges}


def test_a_color_becomes_an_animation(library: Library, film: Document) -> None:
    numbers = numbers_at(number_steps(build(film, library)), ())
    made, added = animate_color(film, library, "circle_1", "RED", step="wait_1", numbers=numbers)
    assert made.node(added).parameters == {"animated": True, "color": "RED"}
