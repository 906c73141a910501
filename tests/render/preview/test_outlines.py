"""What is where in a frame."""

from dataclasses import replace

import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.outlines import Outline
from manim_nodes.render.preview.preview import render_outlines
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

TWO = """
# node: circle_1
circle = Circle(radius=1)
# node: square_1
square = Square(2, fill_opacity=1).shift(3 * RIGHT)
# node: create_1
self.play(Create(circle), run_time=0.4)
# node: add_1
self.add(square)
# node: wait_1
self.wait(0.4)
# node: shift_1
self.play(square.animate.shift(UP), run_time=0.4)
self.wait(0.2)
"""


def outlines(script: Script, settings: PreviewSettings, number: int) -> list[Outline]:
    return list(render_outlines(script, settings, number))


def box(outline: Outline) -> tuple[float, ...]:
    box = outline.box
    return tuple(round(value, 2) for value in (box.left, box.bottom, box.right, box.top))


def test_what_is_on_the_stage_belongs_to_its_node(settings: PreviewSettings) -> None:
    found = outlines(make_script(TWO), settings, 4)
    assert [each.node_id for each in found] == ["circle_1", "square_1"]
    assert [box(each) for each in found] == [(-1, -1, 1, 1), (2, -1, 4, 1)]
    assert [each.shapes[0].is_filled for each in found] == [False, True]


def test_it_is_where_the_frame_shows_it(settings: PreviewSettings) -> None:
    script = make_script(TWO)
    assert [each.node_id for each in outlines(script, settings, 1)] == ["circle_1"]
    bottoms = [box(outlines(script, settings, number)[1])[1] for number in (7, 10, 12)]
    assert bottoms[0] == -1
    assert -1 < bottoms[1] < 0
    assert bottoms[2] == 0


def test_a_scene_that_plays_nothing_has_one_frame(settings: PreviewSettings) -> None:
    script = make_script("# node: dot_1\ndot = Dot()\nself.add(dot)")
    assert [each.node_id for each in outlines(script, settings, 0)] == ["dot_1"]
    assert outlines(script, settings, 5) == []


def test_each_round_of_a_loop_gives_one(settings: PreviewSettings) -> None:
    code = "for x in range(3):\n    # node: dot_1\n    dot = Dot([x, 0, 0])\n    self.add(dot)"
    found = outlines(make_script(code), settings, 0)
    assert [each.node_id for each in found] == ["dot_1"] * 3
    assert [round(each.box.center[0], 2) for each in found] == [0, 1, 2]


GROUP = """
# node: circle_1
circle = Circle()
# node: v_group_1
group = VGroup(circle, Square().shift(3 * RIGHT))
# node: add_1
self.add(group)
"""


def test_parts_belong_to_the_nearest_node(settings: PreviewSettings) -> None:
    group, circle = sorted(
        outlines(make_script(GROUP), settings, 0), key=lambda e: e.box.left + len(e.parents)
    )
    assert (group.node_id, group.parents, len(group.shapes)) == ("v_group_1", (), 1)
    assert (circle.node_id, circle.parents, len(circle.shapes)) == ("circle_1", ("v_group_1",), 1)
    assert box(group) == (-1, -1, 4, 1)


def test_a_moved_camera_moves_the_outline(settings: PreviewSettings) -> None:
    code = """
    # node: square_1
    square = Square(2).shift(3 * RIGHT)
    self.add(square)
    # node: camera_1
    self.camera.frame.scale(0.5).shift(RIGHT)
    """
    (square,) = outlines(make_script(code, scene="MovingCameraScene"), settings, 0)
    assert box(square) == (2, -2, 6, 2)
    assert (square.right, square.up) == ((0.5, 0, 0), (0, 0.5, 0))


def test_the_view_in_3d_is_projected(settings: PreviewSettings) -> None:
    code = """
    # node: square_1
    square = Square(2)
    # node: title_1
    title = Square(1).shift(3 * UP)
    self.add(square)
    self.add_fixed_in_frame_mobjects(title)
    # node: camera_1
    self.set_camera_orientation(phi=90 * DEGREES, theta=-90 * DEGREES)
    """
    found = {e.node_id: e for e in outlines(make_script(code, scene="ThreeDScene"), settings, 0)}
    square, title = found["square_1"], found["title_1"]
    assert square.box.height == pytest.approx(0, abs=1e-6)
    assert [round(value, 3) for value in (*square.right, *square.up)] == [1, 0, 0, 0, 0, 1]
    assert (square.is_flat, title.is_flat) == (False, True)
    assert box(title) == (-0.5, 2.5, 0.5, 3.5)


@pytest.mark.parametrize("code", ["self.wait(0.5)", "self.play((", "1 / 0"])
def test_where_there_is_no_frame_there_is_nothing(code: str, settings: PreviewSettings) -> None:
    assert outlines(make_script(code), settings, 99) == []


def test_a_solid_of_many_faces_is_one_shape_and_a_plane_is_its_lines(
    settings: PreviewSettings,
) -> None:
    code = """
    # node: sphere_1
    sphere = Sphere(resolution=(12, 12))
    # node: plane_1
    plane = NumberPlane()
    self.add(plane, sphere)
    # node: camera_1
    self.set_camera_orientation(phi=60 * DEGREES)
    """
    found = {e.node_id: e for e in outlines(make_script(code, scene="ThreeDScene"), settings, 0)}
    assert [shape.is_filled for shape in found["sphere_1"].shapes] == [True]
    assert len(found["plane_1"].shapes) > 20
    assert not any(shape.is_filled for shape in found["plane_1"].shapes)


def test_what_takes_too_long_has_no_outlines(settings: PreviewSettings) -> None:
    limited = replace(settings, time_limit_s=0.5)
    assert outlines(make_script("while True: pass"), limited, 0) == []
