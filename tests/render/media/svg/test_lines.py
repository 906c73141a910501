"""Corners of lines, and what is drawn at their ends."""

from pathlib import Path

import numpy as np
import pytest
from svgelements import Arc
from svgelements import Path as Outline

from manim_nodes.render.media.drawings import drawing_warnings
from tests.support.drawings import Draw, box_of

ARROW = (
    '<marker id="m" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="6" markerHeight="6" {0}>'
    '<path d="M0 0 L10 5 L0 10 z" fill="{1}"/></marker>'
)


@pytest.mark.parametrize(
    ("limit", "is_pointed"),
    [
        ("", False),  # since it would be 6.1 times as long as the line is thick
        ('stroke-miterlimit="10"', True),
        ('style="stroke-miterlimit:6"', False),
    ],
)
def test_corners_are_as_pointed_as_a_line_says(draw: Draw, limit: str, is_pointed: bool) -> None:
    (line,) = draw(
        f'<path d="M0 50 L5 20 L10 50" fill="none" stroke="red" stroke-width="2" {limit}/>'
    )

    assert line.get("stroke-linejoin", "miter") == ("miter" if is_pointed else "bevel")


def test_a_line_with_corners_of_both_kinds_is_an_area(draw: Draw) -> None:
    (line,) = draw(
        '<path d="M0 50 L5 20 L10 50 L40 20" fill="none" stroke="red" stroke-width="2"/>'
    )

    assert (line.get("fill"), line.get("stroke")) == ("#ff0000", "none")
    _, top, _, height = box_of(line)
    assert top == pytest.approx(19.3, abs=0.1)
    assert top + height > 52  # the corner of 51 degrees, which is not cut off


def test_a_line_with_many_pointed_corners_stays_a_line(tmp_path: Path, draw: Draw) -> None:
    points = " ".join(f"{x * 0.01:.2f} {40 + x % 2 * 0.06:.2f}" for x in range(11_000))

    (line,) = draw(f'<polyline points="{points} 120 40 120 80" fill="none" stroke="red"/>')

    assert line.get("stroke-linejoin") == "bevel"
    assert "Pointed corners" in " ".join(drawing_warnings(tmp_path / "a.svg"))


def test_arcs_are_round(draw: Draw) -> None:
    (line,) = draw('<path d="M10 50 A40 40 0 0 1 90 50" fill="none" stroke="red"/>')

    outline = Outline(line.get("d"))
    assert not any(isinstance(piece, Arc) for piece in outline)
    places = np.array([(point.x, point.y) for point in map(outline.point, np.linspace(0, 1, 50))])
    assert np.hypot(*(places - 50).T) == pytest.approx(np.full(50, 40), abs=0.02)


@pytest.mark.parametrize(
    ("said", "boxes"),
    [
        ('marker-end="url(#m)"', [(48, 37, 12, 6)]),
        ('marker-start="url(#m)"', [(8, 37, 12, 6)]),
        ('style="marker:url(#m)"', [(8, 37, 12, 6), (48, 37, 12, 6)]),
    ],
)
def test_arrowheads_are_as_large_as_their_line_is_thick(
    tmp_path: Path, draw: Draw, said: str, boxes: list[tuple[float, ...]]
) -> None:
    arrow = ARROW.replace('markerHeight="6"', 'markerHeight="3" preserveAspectRatio="none"')
    line, *heads = draw(
        arrow.format("", "context-stroke")
        + f'<path d="M20 40H60" stroke="red" stroke-width="2" {said}/>'
    )

    assert line.get("stroke") == "#ff0000"
    assert {head.get("fill") for head in heads} == {"#ff0000"}
    assert np.array(list(map(box_of, heads))) == pytest.approx(np.array(boxes), abs=0.01)
    assert not list(drawing_warnings(tmp_path / "a.svg"))


@pytest.mark.parametrize(
    ("orient", "said", "box"),
    [
        ("auto", 'marker-end="url(#m)"', (47, 54, 6, 6)),
        ("auto", 'marker-start="url(#m)"', (47, 14, 6, 6)),
        ("auto-start-reverse", 'marker-start="url(#m)"', (47, 20, 6, 6)),
        ("90", 'marker-start="url(#m)"', (47, 14, 6, 6)),
        ("0.5turn", 'marker-start="url(#m)"', (50, 17, 6, 6)),
    ],
)
def test_arrowheads_point_where_they_say(
    draw: Draw, orient: str, said: str, box: tuple[float, ...]
) -> None:
    _, head = draw(
        ARROW.format(f'orient="{orient}"', "red") + f'<path d="M50 20V60" stroke="blue" {said}/>'
    )

    assert box_of(head) == pytest.approx(box, abs=0.01)


def test_marks_stand_at_the_corners_of_a_line(draw: Draw) -> None:
    dot = '<marker id="m" markerUnits="userSpaceOnUse" refX="2" refY="2"><circle cx="2" cy="2" r="1"/></marker>'
    _, *dots = draw(
        f'{dot}<polyline points="10 10 30 10 30 40 50 40" fill="none" stroke="red" marker-mid="url(#m)"/>'
    )

    assert [box_of(each)[:2] for each in dots] == [
        pytest.approx((29, 9), abs=0.01),
        pytest.approx((29, 39), abs=0.01),
    ]


def test_what_leaves_a_marker_is_cut_off_unless_it_says_otherwise(draw: Draw) -> None:
    marker = '<marker id="m" markerWidth="2" markerHeight="2" {}><rect x="-5" y="-5" width="10" height="10"/></marker>'
    line = '<path d="M50 50H90" stroke="red" marker-start="url(#m)"/>'

    assert box_of(draw(marker.format("") + line)[-1])[2:] == pytest.approx((2, 2), abs=0.01)
    shown = marker.format('style="overflow:visible"')
    assert box_of(draw(shown + line)[-1])[2:] == pytest.approx((10, 10), abs=0.01)


def test_a_marker_inherits_from_where_it_stands(draw: Draw) -> None:
    _, head = draw(
        ARROW.format('overflow="visible"', "context-stroke").replace("fill", "stroke")
        + '<g fill="green"><path d="M0 0H9" stroke="red" marker-end="url(#m)"/></g>',
        'viewBox="0 0 100 100" fill="none"',
    )

    assert (head.get("fill"), head.get("stroke")) == ("none", "#ff0000")
