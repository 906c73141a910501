"""What a thing that is dragged comes to snap on."""

import pytest

from manim_nodes.app.picture_editing.snapping import Line, Snap, find_snap
from manim_nodes.render.preview.box import Box

FRAME = (14.0, 8.0)
NEAR = 0.1


def square(x: float, y: float, side: float = 1.0) -> Box:
    return Box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)


def snap(box: Box, *others: Box) -> tuple[float, float, list[tuple[Line, bool, float]]]:
    found = find_snap(box, others, FRAME, NEAR)
    guides = [(guide.line, guide.is_upright, round(guide.at, 3)) for guide in found.guides]
    return round(found.x, 3), round(found.y, 3), guides


def test_the_center_of_the_frame_draws_the_center() -> None:
    assert snap(square(0.06, 1.7)) == (-0.06, 0, [(Line.CENTER, True, 0)])
    assert snap(square(0.52, 1.7)) == (0, 0, [])


def test_edges_of_the_frame_draw_edges() -> None:
    assert snap(square(6.46, 1.7)) == (0.04, 0, [(Line.EDGE, True, 7)])


def test_other_things_draw_center_to_center_and_edge_to_edge() -> None:
    other = square(3, 1.7, side=2)
    assert snap(square(3.05, -2.2), other) == (-0.05, 0, [(Line.OTHER_CENTER, True, 3)])
    assert snap(square(1.45, -2.2), other) == (0.05, 0, [(Line.OTHER_EDGE, True, 2)])


def test_both_sides_can_lie_on_lines_at_once() -> None:
    assert snap(square(3.04, -2.2), square(3, 1.7)) == (
        -0.04,
        0,
        [(Line.OTHER_CENTER, True, 3), (Line.OTHER_EDGE, True, 2.5), (Line.OTHER_EDGE, True, 3.5)],
    )


def test_far_from_all_it_stays() -> None:
    assert find_snap(square(1.7, 1.7), [], FRAME, NEAR) == Snap()


@pytest.mark.parametrize(("y", "at"), [(3.05, 3.6), (-3.2, -3.72)])
def test_safe_areas_draw_too(y: float, at: float) -> None:
    found = find_snap(square(1.7, y), [], FRAME, NEAR)
    assert [(g.line, g.is_upright, round(g.at, 6)) for g in found.guides] == [
        (Line.SAFE, False, at)
    ]
