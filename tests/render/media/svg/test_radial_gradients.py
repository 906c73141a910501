"""Colors around a point begin on the circle that a file says."""

from pathlib import Path

import pytest

from manim_nodes.render.media.drawings import drawing_warnings
from tests.support.drawings import Draw, box_of

RADIAL = (
    '<radialGradient id="g" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="50" {0}>'
    '<stop stop-color="red"/><stop offset="1" stop-color="blue"/></radialGradient>'
    '<rect width="100" height="100" fill="url(#g)"/>'
)


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ('fr="20"', (30, 30, 40, 40)),
        ('fx="30" fy="50" fr="10"', (20, 40, 20, 20)),
        ('fx="40" fy="60" fr="25"', (15, 35, 50, 50)),
    ],
)
def test_the_first_color_fills_the_circle_where_it_begins(
    tmp_path: Path, draw: Draw, said: str, box: tuple[float, ...]
) -> None:
    shapes = draw(RADIAL.format(said))

    assert shapes[-1].get("fill") == "#ff0000"
    assert box_of(shapes[-1]) == pytest.approx(box, abs=0.1)
    assert not list(drawing_warnings(tmp_path / "a.svg"))


def test_colors_repeat_inside_of_the_circle_where_they_begin(draw: Draw) -> None:
    plain, repeated = (
        draw(RADIAL.format(f'fr="25" {said}')) for said in ("", 'spreadMethod="repeat"')
    )

    assert box_of(plain[-1])[2] == pytest.approx(50, abs=0.1)
    assert box_of(repeated[-1])[2] < 10


def test_colors_that_begin_outside_of_their_circle_are_said(tmp_path: Path, draw: Draw) -> None:
    draw(RADIAL.format('fx="-20"'))

    assert "begin outside" in " ".join(drawing_warnings(tmp_path / "a.svg"))
