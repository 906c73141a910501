"""A curve of one's own is what manim plays."""

import pytest

from manim_nodes.library.catalogue import Library
from manim_nodes.library.rate_curve import RateCurve


@pytest.mark.parametrize(
    "text", ["Snap: 0.25, 0.1, 0.25, 1", "Very slow start: 0.9, -0.5, 1, 1.5", "x: 0, 0, 1, 1"]
)
def test_a_curve_is_read_as_it_was_written(text: str) -> None:
    curve = RateCurve.parse(text)
    assert str(curve) == text


@pytest.mark.parametrize(
    "text",
    ["smooth", "Snap", "Snap: 1, 2, 3", ": 0, 0, 1, 1", "Back: -1, 0, 0, 1", "Far: 0, 9, 0, 1", 3],
)
def test_what_is_no_curve_is_none(text: object) -> None:
    assert RateCurve.parse(text) is None


def test_it_begins_and_ends_where_it_should_and_is_the_one_of_the_web() -> None:
    ease = RateCurve("ease", 0.25, 0.1, 0.25, 1)
    assert [ease.at(time) for time in (-1, 0, 1, 2)] == [0, 0, 1, 1]
    assert ease.at(0.5) == pytest.approx(0.8024, abs=1e-4)
    assert RateCurve("even", 0, 0, 1, 1).at(0.3) == pytest.approx(0.3)


def test_scripts_draw_the_same_curve(library: Library) -> None:
    helper = library.vocabulary.helpers.by_name["cubic_bezier"]
    space: dict[str, object] = {}
    exec(helper.source, space)
    ease = space["cubic_bezier"](0.3, -0.2, 0.1, 1.4)  # type: ignore[operator]  # it is the function
    curve = RateCurve("Snap", 0.3, -0.2, 0.1, 1.4)
    times = [index / 10 for index in range(11)]
    assert [ease(time) for time in times] == pytest.approx([curve.at(time) for time in times])
