"""Which thing a point of the picture belongs to."""

from manim_nodes.app.picture_editing.picking import pick
from manim_nodes.render.preview.box import Box
from manim_nodes.render.preview.outlines import Outline, Shape

RIGHT, UP = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)


def square(name: str, side: float, *, x: float = 0, is_filled: bool = False) -> Outline:
    half = side / 2
    corners = ((x - half, -half), (x + half, -half), (x + half, half), (x - half, half))
    box = Box(x - half, -half, x + half, half)
    return Outline(name, box, RIGHT, UP, True, (Shape((*corners, corners[0]), is_filled),))


def picked(point: tuple[float, float], *outlines: Outline) -> str | None:
    found = pick(outlines, point, 0.1, largest=20)
    return found.node_id if found else None


def test_the_nearest_to_the_viewer_is_picked() -> None:
    both = square("below", 2, is_filled=True), square("above", 1, is_filled=True)
    assert picked((0.2, 0.2), *both) == "above"
    assert picked((0.8, 0.8), *both) == "below"
    assert picked((1.5, 0), *both) is None


def test_a_line_can_be_missed_by_a_little() -> None:
    assert picked((1.08, 0), square("a", 2)) == "a"


def test_what_is_not_filled_lets_what_is_below_be_picked() -> None:
    below, frame = square("below", 1, is_filled=True), square("frame", 4)
    assert picked((0.2, 0.2), below, frame) == "below"
    assert picked((1, 1), below, frame) == "frame"
    assert picked((2.05, 0), below, frame) == "frame"


def test_within_several_the_smallest_is_picked() -> None:
    assert picked((0, 0), square("small", 2), square("large", 4)) == "small"


def test_a_group_without_parts_of_its_own_is_not_picked() -> None:
    group = Outline("group", Box(-1, -1, 1, 1), RIGHT, UP, True)
    assert picked((0, 0), group) is None


def test_what_is_as_large_as_the_picture_is_picked_by_its_lines() -> None:
    assert picked((0, 0), square("plane", 8)) is None
    assert picked((4, 0), square("plane", 8)) == "plane"
