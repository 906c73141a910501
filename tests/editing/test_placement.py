"""Which parameter a drag changes, and which node it adds."""

from pathlib import Path
from typing import Any

import pytest

from manim_nodes.document.model import Document
from manim_nodes.editing.placement import CannotPlaceError, Transformation, find_placement
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library, load_library
from tests.support.library import node, toy_document
from tests.support.sources import NODES

RIGHT = Transformation(shift=(1.5, 0.25, 0))


def placed(
    library: Library,
    nodes: Any,
    wires: str = "",
    transformation: Transformation = RIGHT,
    **where: Any,
) -> Document:
    document = toy_document(nodes, wires)
    first = document.nodes[0].id
    return find_placement(build(document, library), first, transformation.modes, **where).applied(
        document, transformation
    )


def wires_of(document: Document) -> set[str]:
    return {f"{e.source}.{e.output} > {e.target}.{e.input}" for e in document.edges}


def test_a_node_with_a_place_of_its_own_gets_another(library: Library) -> None:
    moved = placed(library, "circle_1 create_1", "circle_1.mobject > create_1.mobject")
    assert moved.node("circle_1").parameters == {"arc_center": (1.5, 0.25, 0)}
    assert len(moved.nodes) == 2


def test_what_is_held_by_several_points_takes_all_along(library: Library) -> None:
    moved = placed(library, [node("line_1", {"start": [0, 0, 0]})])
    assert moved.node("line_1").parameters == {"start": (1.5, 0.25, 0), "end": (2.5, 0.25, 0)}
    polygon = placed(library, "polygon_1").node("polygon_1")
    assert polygon.parameters["vertices"] == ((-0.5, -0.75, 0), (3.5, -0.75, 0), (-0.5, 2.25, 0))


def test_back_where_it_was_by_default_nothing_is_written(library: Library) -> None:
    moved = placed(library, [node("circle_1", {"arc_center": [-1.5, -0.25, 0]})])
    assert moved.node("circle_1").parameters == {}


def test_a_node_without_a_place_gets_a_shift_before_all_uses(library: Library) -> None:
    nodes = [node("square_1", x=100), node("create_1", x=400), node("next_to_1"), node("dot_1")]
    moved = placed(
        library,
        nodes,
        "square_1.mobject > create_1.mobject; square_1.mobject > next_to_1.target;"
        "dot_1.mobject > next_to_1.mobject",
    )
    assert moved.node("shift_1").parameters == {"vector": (1.5, 0.25, 0)}
    assert wires_of(moved) == {
        "square_1.mobject > shift_1.mobject",
        "shift_1.mobject > create_1.mobject",
        "shift_1.mobject > next_to_1.target",
        "dot_1.mobject > next_to_1.mobject",
    }


def test_the_place_among_the_wires_of_an_input_stays(library: Library) -> None:
    moved = placed(
        library,
        "square_1 dot_1 dot_2 v_group_1",
        "dot_1.mobject > v_group_1.mobjects; square_1.mobject > v_group_1.mobjects;"
        "dot_2.mobject > v_group_1.mobjects",
    )
    parts = [edge.source for edge in moved.edges if edge.target == "v_group_1"]
    assert parts == ["dot_1", "shift_1", "dot_2"]


@pytest.mark.parametrize(
    ("change", "name", "before", "after"),
    [
        ("shift_1", "vector", [1, 1, 0], (2.5, 1.25, 0)),
        ("move_to_1", "point", [0, 1, 0], (1.5, 1.25, 0)),
    ],
)
def test_what_already_moves_it_moves_it_there(
    library: Library, change: str, name: str, before: object, after: object
) -> None:
    nodes = [node("square_1"), node(change, {name: before}), node("set_color_1"), node("scale_1")]
    wires = f"square_1.mobject > {change}.mobject; {change}.mobject > set_color_1.mobject; set_color_1.mobject > scale_1.mobject"
    moved = placed(library, nodes, wires)
    assert moved.node(change).parameters == {name: after}
    assert len(moved.nodes) == 4


def test_what_stands_beside_another_is_shifted_from_there(library: Library) -> None:
    moved = placed(
        library,
        "circle_1 square_1 next_to_1",
        "circle_1.mobject > next_to_1.mobject; square_1.mobject > next_to_1.target",
    )
    assert "next_to_1.mobject > shift_1.mobject" in wires_of(moved)
    assert moved.node("circle_1").parameters == {}


def test_a_wired_point_is_left_alone(library: Library) -> None:
    moved = placed(library, "circle_1 point_value_1", "point_value_1.value > circle_1.arc_center")
    assert "circle_1.mobject > shift_1.mobject" in wires_of(moved)


def test_scale_and_turn_add_a_node_once(library: Library) -> None:
    transformation = Transformation(scale=1.5, angle_deg=-30)
    once = placed(library, "square_1", transformation=transformation)
    assert once.node("scale_1").parameters == {"scale_factor": 1.5}
    assert once.node("rotate_mobject_1").parameters == {"angle": -30}
    again = find_placement(build(once, library), "square_1", transformation.modes).applied(
        once, transformation
    )
    assert again.node("scale_1").parameters == {"scale_factor": 2.25}
    assert again.node("rotate_mobject_1").parameters == {"angle": -60}


def test_a_pivot_of_its_own_is_respected(library: Library) -> None:
    nodes = [node("square_1"), node("scale_1", {"about_point": [1, 0, 0]})]
    moved = placed(library, nodes, "square_1.mobject > scale_1.mobject", Transformation(scale=3))
    assert moved.node("scale_2").parameters == {"scale_factor": 3}


ANIMATED = [
    node("circle_1"),
    node("create_1"),
    node("move_to_1", {"point": [2, 0, 0], "animated": True}),
    node("wait_1"),
]
STORY = "circle_1.mobject > create_1.mobject; create_1.mobject > move_to_1.mobject; move_to_1.flow > wait_1.flow"


def test_what_an_animation_has_moved_is_moved_there(library: Library) -> None:
    before = placed(library, ANIMATED, STORY, playing="create_1")
    assert before.node("circle_1").parameters == {"arc_center": (1.5, 0.25, 0)}
    after = placed(library, ANIMATED, STORY, playing="wait_1")
    assert after.node("move_to_1").parameters["point"] == (3.5, 0.25, 0)
    assert after.node("circle_1").parameters == {}


@pytest.mark.parametrize(
    ("nodes", "wires", "where", "who"),
    [
        (ANIMATED, STORY, {"playing": "move_to_1"}, "Move to"),
        (
            "circle_1 square_1 transform_1",
            "circle_1.mobject > transform_1.mobject; square_1.mobject > transform_1.target",
            {},
            "Transform",
        ),
        (
            "circle_1 v_group_1 arrange_1",
            "circle_1.mobject > v_group_1.mobjects; v_group_1.mobject > arrange_1.mobject",
            {},
            "Arrange",
        ),
        (
            "circle_1 create_1 mobject_list_1 v_group_1 next_to_1",
            "circle_1.mobject > create_1.mobject; create_1.mobject > mobject_list_1.mobjects;"
            "mobject_list_1.value > v_group_1.mobjects; v_group_1.mobject > next_to_1.mobject",
            {},
            "Next to",
        ),
        (
            "text_1 labeled_dot_1",
            "text_1.mobject > labeled_dot_1.label_mobject",
            {},
            "Labeled dot",
        ),
        (
            "circle_1 for_each_1",
            "for_each_1.item > circle_1.radius",
            {},
            "loop",
        ),
    ],
)
def test_what_something_else_decides_is_refused(
    library: Library, nodes: Any, wires: str, where: dict[str, Any], who: str
) -> None:
    with pytest.raises(CannotPlaceError, match=who):
        placed(library, nodes, wires, **where)


def test_a_part_of_a_plain_group_moves_in_it(library: Library) -> None:
    moved = placed(
        library,
        "circle_1 v_group_1 shift_1",
        "circle_1.mobject > v_group_1.mobjects; v_group_1.mobject > shift_1.mobject",
    )
    assert moved.node("circle_1").parameters == {"arc_center": (1.5, 0.25, 0)}


def test_what_is_scaled_about_a_point_is_moved_after_that(library: Library) -> None:
    nodes = [node("circle_1"), node("scale_1", {"about_point": [1, 0, 0]})]
    moved = placed(library, nodes, "circle_1.mobject > scale_1.mobject")
    assert "scale_1.mobject > shift_1.mobject" in wires_of(moved)
    assert moved.node("circle_1").parameters == {}


OWN = """\
category = { title = "Own", placement = "relative" }

[Coin]
kind = "value"
output = "Circle"
summary = "A coin."
parameters.at = { type = "point", default = [0, 0, 0], transform = "move", transform_unless = ["on"] }
inputs.on = { type = "Mobject", required = false }

[Polish]
kind = "modify"
summary = "Shines."
code = "mobject.set_sheen(1)"

[Bag]
kind = "value"
summary = "Holds things, each where it is."
outputs.mobject = { type = "VGroup", holds = "mobjects" }
inputs.mobjects = { type = "VMobject", many = true, role = "member" }
code = "VGroup(*mobjects)"

[Spin]
kind = "modify"
summary = "Turns."
about_center = true
code = "mobject.rotate(1)"
"""


def test_a_table_of_the_users_own_says_what_moves_and_what_lets_moves_pass(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    library = load_library(NODES, tmp_path)
    moved = placed(library, "coin_1")
    assert moved.node("coin_1").parameters == {"at": (1.5, 0.25, 0)}
    shining = placed(library, "circle_1 polish_1", "circle_1.mobject > polish_1.mobject")
    assert shining.node("circle_1").parameters == {"arc_center": (1.5, 0.25, 0)}
    held = placed(library, "coin_1 square_1", "square_1.mobject > coin_1.on")
    assert held.node("coin_1").parameters == {}


def test_a_part_of_the_users_own_group_moves_unless_the_group_is_turned(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    library = load_library(NODES, tmp_path)
    held = "circle_1.mobject > bag_1.mobjects"
    moved = placed(library, "circle_1 bag_1", held)
    assert moved.node("circle_1").parameters == {"arc_center": (1.5, 0.25, 0)}
    with pytest.raises(CannotPlaceError, match="Spin"):
        placed(library, "circle_1 bag_1 spin_1", f"{held}; bag_1.mobject > spin_1.mobject")
