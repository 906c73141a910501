"""Shapes are filled with the copies of what a pattern holds."""

from pathlib import Path

import numpy as np
import pytest
from svgelements import Path as Outline

from manim_nodes.render.media.drawings import drawing_warnings
from manim_nodes.render.media.svg.budget import MOST
from manim_nodes.render.media.svg.regions import region_of
from tests.support.drawings import Draw, box_of, write

DOTS = '<pattern id="p" {0}><rect x="2" y="3" width="4" height="4" fill="red"/></pattern>'
SQUARE = '<rect width="40" height="20" fill="url(#p)"/>'


def corners(path: str) -> list[tuple[float, float]]:
    """Return the upper left corner of each part of a path."""
    boxes = [Outline(part).bbox() for part in Outline(path).as_subpaths()]
    return sorted((round(left, 2), round(top, 2)) for left, top, _, _ in boxes)


@pytest.mark.parametrize(
    ("said", "places"),
    [
        ('width="10" height="10" patternUnits="userSpaceOnUse"', [(2, 3), (12, 3), (22, 3), (32, 3), (2, 13), (12, 13), (22, 13), (32, 13)]),
        ('x="1" width="20" height="20" patternUnits="userSpaceOnUse"', [(3, 3), (23, 3)]),
        ('width=".5" height="1"', [(2, 3), (22, 3)]),
        ('width="20" height="20" patternUnits="userSpaceOnUse" patternTransform="translate(5 1)"', [(7, 4), (27, 4)]),
        ('width=".5" height="1" viewBox="0 0 10 10"', [(4, 6), (24, 6)]),
    ],
)  # fmt: skip
def test_copies_stand_where_a_pattern_says(
    tmp_path: Path, draw: Draw, said: str, places: list[tuple[float, float]]
) -> None:
    (dots,) = draw(DOTS.format(said) + SQUARE)

    assert dots.get("fill") == "#ff0000"
    assert corners(dots.attrib["d"]) == sorted(places)
    assert not list(drawing_warnings(tmp_path / "a.svg"))


def test_copies_end_with_the_shape_and_its_line_is_above_them(draw: Draw) -> None:
    dots, line = draw(
        DOTS.format('width="10" height="10" patternUnits="userSpaceOnUse"')
        + '<circle cx="20" cy="20" r="15" fill="url(#p)" stroke="blue" fill-opacity=".5"/>'
    )

    assert (dots.get("fill-opacity"), line.get("stroke"), line.get("fill")) == (
        "0.5",
        "#0000ff",
        "none",
    )
    points = np.array(region_of(Outline(dots.get("d")), np.eye(3)).points, np.float64).reshape(
        -1, 2
    )
    away = np.hypot(*(points - 20).T)
    assert away.max() == pytest.approx(15, abs=0.1)  # control points of curves lie beside them


def test_lines_of_a_pattern_meet_where_its_tiles_do(draw: Draw) -> None:
    pattern = (
        '<pattern id="p" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(90)">'
        '<path d="M0 2.5H5" stroke="green"/></pattern>'
    )
    (lines,) = draw(f'{pattern}<rect width="20" height="20" fill="url(#p)"/>')

    area = region_of(Outline(lines.get("d")), np.eye(3))
    assert abs(area.area) == pytest.approx(4 * 20, rel=0.01)
    assert len(list(area.contours)) == 4


def test_a_line_can_be_painted_with_a_pattern(draw: Draw) -> None:
    (dots,) = draw(
        DOTS.format('width="10" height="10" patternUnits="userSpaceOnUse"')
        + '<path d="M0 5H40" fill="none" stroke="url(#p)" stroke-width="4"/>'
    )

    assert box_of(dots) == pytest.approx((2, 3, 34, 4), abs=0.01)


@pytest.mark.parametrize(
    "pattern",
    [
        '<pattern id="p" width="1e-5" height="1e-5"><path d="M0 0h1v1z"/></pattern>',
        '<pattern id="p" width=".01" height=".01"><circle r="9"/></pattern>',
    ],
)
def test_a_pattern_that_is_too_much_is_left_out_and_said(tmp_path: Path, pattern: str) -> None:
    file = write(tmp_path / "a.svg", f"{pattern}{SQUARE * 2}")

    assert "patterns that fill" in " ".join(drawing_warnings(file))


def test_a_pattern_whose_copies_have_too_many_points_is_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST, "points", 50)
    file = write(tmp_path / "a.svg", DOTS.format('width=".1" height=".5"') + SQUARE)

    assert "patterns that fill" in " ".join(drawing_warnings(file))


def test_a_pattern_in_itself_is_nothing(draw: Draw) -> None:
    pattern = (
        '<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern>'
    )

    assert draw(pattern + SQUARE) == []
