"""A drawing is given to manim with all that its shapes have: manim's own reader leaves out what SVG inherits."""

import gzip
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import pytest
from pathops import Path as Region
from svgelements import Line
from svgelements import Path as Outline

from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Severity
from manim_nodes.library.catalogue import Library
from manim_nodes.render.media.check import media_problems
from manim_nodes.render.media.drawings import (
    MOST_BYTES,
    check_drawing,
    convert_drawing,
    drawing_warnings,
)
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.svg import budget
from manim_nodes.render.media.svg.affine import parse_transform
from manim_nodes.render.media.svg.budget import Budget
from manim_nodes.render.media.svg.regions import intersection, region_of
from manim_nodes.render.media.svg.shapes import bounds_of, outline_of
from tests.support.documents import make_document, wire
from tests.support.drawings import Box, Draw, box_of, write


@pytest.mark.parametrize(
    ("head", "rectangle", "box"),
    [
        (
            'width="10cm" height="5in"',
            'x="10%" y="1em" width="50%" height="3cm"',
            (37.795, 16, 188.976, 113.386),
        ),
        ('viewBox="0 0 200 50"', 'x="10%" y="10%" width="50%" height="50%"', (20, 5, 100, 25)),
        ("", 'x="1pt" y="1pc" width="1in" height="10mm"', (4 / 3, 16, 96, 37.795)),
        ("", 'style="x:3px;y:4;width:2ex;height:1rem"', (3, 4, 16, 16)),
        (
            'width="100" height="200" viewBox="0 0 10 10" preserveAspectRatio="none"',
            'width="5" height="5"',
            (0, 0, 5, 10),
        ),
    ],
)
def test_lengths_are_in_all_of_svgs_units(draw: Draw, head: str, rectangle: str, box: Box) -> None:
    (shape,) = draw(f"<rect {rectangle}/>", head)

    assert box_of(shape) == pytest.approx(box, abs=0.01)


@pytest.mark.parametrize("link", ["href", "xlink:href"])
def test_a_symbol_is_as_large_as_what_uses_it_says(draw: Draw, link: str) -> None:
    (shape,) = draw(f"""
        <defs><symbol id="s" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="cyan"/></symbol></defs>
        <use {link}="#s" x="50" y="50" width="40" height="40"/>
    """)

    assert box_of(shape) == pytest.approx((50, 50, 40, 40), abs=0.01)
    assert shape.get("fill") == "#00ffff"


def test_what_is_used_inherits_from_what_uses_it_and_is_not_drawn_by_itself(draw: Draw) -> None:
    shapes = draw("""
        <defs><g id="g"><rect width="5" height="5"/></g></defs>
        <g transform="translate(10 0) scale(2)"><use href="#g" fill="red" x="1"/></g>
    """)

    assert [(box_of(shape), shape.get("fill")) for shape in shapes] == [
        ((12, 0, 10, 10), "#ff0000")
    ]


def test_a_drawing_in_a_drawing_is_cut_at_its_edge(draw: Draw) -> None:
    (shape,) = draw(
        '<svg x="10" y="10" width="20" height="20" viewBox="0 0 2 2"><rect width="9" height="1"/></svg>'
    )

    assert box_of(shape) == pytest.approx((10, 10, 20, 10), abs=0.01)


@pytest.mark.parametrize(
    ("said", "colors"),
    [
        ('fill="red"', ("#ff0000", "1")),
        ('style="fill:rgb(0 128 255 / 50%)"', ("#0080ff", "0.5")),
        ('class="leaf"', ("#008000", "1")),
        ('id="one" class="leaf"', ("#0000ff", "1")),
        ('fill="currentColor" color="#abc"', ("#aabbcc", "1")),
        ('style="--c:orange;fill:var(--c)"', ("#ffa500", "1")),
        ('style="fill:var(--none, lime)"', ("#00ff00", "1")),
        ('fill="hsl(240,100%,50%)" fill-opacity=".5" opacity=".5"', ("#0000ff", "0.25")),
        ("", ("#000000", "1")),
        ('style="fill:red;fill:color(display-p3 0 1 0 / .5)"', ("#00ff00", "0.5")),
        ('fill="color(srgb 1 50% 0)"', ("#ff8000", "1")),
    ],
)
def test_colors_are_found_wherever_they_are_said(
    draw: Draw, said: str, colors: tuple[str, str]
) -> None:
    (shape,) = draw(f"""
        <style>/* a {{}} */ @media print {{ rect {{ fill: pink }} }} g > .leaf, b {{ fill: green }} #one {{ fill: blue }}</style>
        <g><rect width="9" height="9" {said}/></g>
    """)

    assert (shape.get("fill"), shape.get("fill-opacity")) == colors


def test_what_is_not_shown_is_not_drawn(draw: Draw) -> None:
    shapes = draw("""
        <style>.off { display: none }</style>
        <g display="none"><rect width="9" height="9"/></g><rect class="off" width="9" height="9"/>
        <g visibility="hidden"><rect width="9" height="9"/><rect width="7" height="7" visibility="visible"/></g>
        <rect width="0" height="9"/><circle r="0"/>
    """)

    assert [shape.get("width") for shape in shapes] == ["7"]


@pytest.mark.parametrize(
    ("said", "width"),
    [
        ('stroke="red"', "1"),
        ('style="stroke:red;stroke-width:2px"', "2"),
        ('stroke="red" stroke-width="0"', "0"),
        ('stroke-width="5"', "0"),
    ],
)
def test_a_stroke_without_a_width_is_1_wide(draw: Draw, said: str, width: str) -> None:
    (shape,) = draw(f'<rect width="9" height="9" {said}/>')

    assert shape.get("stroke-width") == width
    assert (shape.get("stroke") == "none") == (width == "0")


def test_a_line_without_length_is_a_dot_where_its_ends_are_round(draw: Draw) -> None:
    line = '<path d="M50 20h0" stroke="red" stroke-width="8"'

    (dot,) = draw(f'{line} stroke-linecap="round"/>')
    assert (dot.tag, dot.get("fill"), dot.get("r")) == ("circle", "#ff0000", "4")
    assert draw(f"{line}/>") == []


def test_a_line_without_height_is_not_left_as_long_as_its_file_says(
    draw: Draw, tmp_path: Path
) -> None:
    (line,) = draw('<line x1="10" x2="90" y1="5" y2="5" stroke="red" stroke-width="3"/>')

    root = ElementTree.parse(tmp_path / "converted.svg").getroot()
    assert root[0].get("transform") == "scale(0.025)"
    assert line.get("stroke-width") == "3"
    assert bounds_of(root) is not None
    assert "no height" in " ".join(drawing_warnings(tmp_path / "a.svg"))


def test_a_clip_path_cuts_areas_and_lines(draw: Draw) -> None:
    area, line = draw("""
        <clipPath id="c"><rect x="0" y="0" width="10" height="20"/></clipPath>
        <g clip-path="url(#c)">
            <rect width="40" height="10" fill="red"/><path d="M-10 5 H90" stroke="lime" fill="none"/>
        </g>
    """)

    assert box_of(area) == pytest.approx((0, 0, 10, 10), abs=0.01)
    assert area.get("fill") == "#ff0000"
    assert box_of(line) == pytest.approx((0, 4.5, 10, 1), abs=0.01)
    assert (line.get("stroke"), line.get("fill")) == ("none", "#00ff00")


def test_a_clip_path_may_be_in_shares_of_the_shape(draw: Draw) -> None:
    (shape,) = draw("""
        <clipPath id="c" clipPathUnits="objectBoundingBox"><rect x=".5" width=".5" height="1"/></clipPath>
        <rect x="10" width="40" height="10" clip-path="url(#c)"/>
    """)

    assert box_of(shape) == pytest.approx((30, 0, 20, 10), abs=0.01)


def test_what_is_not_cut_stays_the_shape_that_it_is(draw: Draw) -> None:
    (shape,) = draw(
        '<clipPath id="c"><rect width="90" height="90"/></clipPath><circle r="9" cx="20" cy="20" clip-path="url(#c)"/>'
    )

    assert shape.tag == "circle"


def test_crossing_outlines_leave_gaps_where_the_file_says_so(draw: Draw) -> None:
    twice = '<path d="M0 0h60v60h-60z M20 20h20v20h-20z"'

    assert area_of(*draw(f'{twice} fill-rule="evenodd"/>')) == pytest.approx(3200, rel=0.01)
    assert draw(f"{twice}/>")[0].get("d", "").count("M") == 2


def area_of(shape: Element) -> float:
    """Return the area inside straight outlines that run one way around, and holes that run the other."""
    total = 0.0
    for part in Outline(shape.get("d")).as_subpaths():
        points = [segment.end for segment in part if segment.end is not None]
        total += sum(
            a.x * b.y - b.x * a.y for a, b in zip(points, points[1:] + points[:1], strict=True)
        )
    return abs(total) / 2


def test_dashes_are_drawn_with_their_gaps(draw: Draw) -> None:
    (line,) = draw('<path d="M0 5 H40" stroke="red" fill="none" stroke-dasharray="10 5"/>')

    parts = [part.strip().split() for part in line.get("d", "").split("M") if part]
    ends = [(float(part[0]), float(part[-2])) for part in parts]
    assert np.array(ends) == pytest.approx(np.array([(0, 10), (15, 25), (30, 40)]))


@pytest.mark.parametrize(
    ("offset", "dashes"),
    [
        ("0", [(0, 20), (30, 50), (60, 80), (90, 100)]),
        ("10", [(0, 10), (20, 40), (50, 70), (80, 100)]),
        ("25", [(5, 25), (35, 55), (65, 85), (95, 100)]),
        ("-5", [(0, 0), (5, 25), (35, 55), (65, 85), (95, 100)]),
    ],
)
def test_dashes_begin_where_they_say(
    draw: Draw, offset: str, dashes: list[tuple[float, float]]
) -> None:
    (line,) = draw(
        f'<path d="M0 50 H100" fill="none" stroke="red" stroke-dasharray="20 10" stroke-dashoffset="{offset}"/>'
    )

    for start, end in dashes:
        assert start == end or covers(line, (start + 0.5, end - 0.5))
    assert not covers(line, (dashes[-2][1] + 1, dashes[-1][0] - 1))


def covers(line: Element, span: tuple[float, float]) -> bool:
    """Return whether a level line is there from one x to another."""
    pieces = [
        (piece.start.x, piece.end.x)
        for piece in Outline(line.attrib["d"])
        if isinstance(piece, Line)
    ]
    return all(
        any(start - 1e-6 <= x <= end + 1e-6 for start, end in pieces if start < end)
        for x in np.linspace(*span, 20)
    )


@pytest.mark.parametrize(("cap", "count"), [("round", 11), ("square", 11), ("butt", 0)])
def test_dashes_without_length_are_dots_where_ends_are_round(
    draw: Draw, cap: str, count: int
) -> None:
    lines = draw(
        f'<path d="M0 50 H100" fill="none" stroke="red" stroke-width="4" stroke-linecap="{cap}" stroke-dasharray="0 10"/>'
    )

    starts = [line.attrib["d"].count("M") for line in lines]
    assert sum(starts) == pytest.approx(count, abs=1)


def test_dashes_may_be_shares_of_their_line(draw: Draw) -> None:
    (line,) = draw(
        '<path d="M0 50 H100" fill="none" stroke="red" pathLength="1" stroke-dasharray="1" stroke-dashoffset=".4"/>'
    )

    left, _, width, _ = box_of(line)
    assert (left, width) == pytest.approx((0, 60), abs=0.1)


@pytest.mark.parametrize(
    ("inside", "hidden"),
    [
        (
            '<g opacity=".5"><rect width="60" height="60" fill="red"/>'
            '<rect x="30" width="60" height="60" fill="#0000ff"/></g>',
            "M35 5 H55 V55 H35 z",
        ),
        (
            '<defs><g id="b"><rect width="60" height="60" fill="red"/>'
            '<circle cx="60" cy="30" r="25" fill="#0000ff"/></g></defs>'
            '<use href="#b" opacity=".5"/>',
            "M45 25 H55 V35 H45 z",
        ),
        (
            '<rect x="10" y="10" width="60" height="60" fill="red" stroke="#0000ff" '
            'stroke-width="16" stroke-linejoin="round" opacity=".5"/>',
            "M11 11 H17 V17 H11 z",
        ),
    ],
)
def test_what_is_see_through_together_does_not_show_through_itself(
    tmp_path: Path, draw: Draw, inside: str, hidden: str
) -> None:
    red, blue = draw(inside)

    assert (red.get("fill"), red.get("fill-opacity"), red.get("stroke")) == (
        "#ff0000",
        "0.5",
        "none",
    )
    assert "#0000ff" in (blue.get("fill"), blue.get("stroke"))
    assert intersection(area(red), region_of(Outline(hidden), np.eye(3)), Budget()).area == 0
    assert not list(drawing_warnings(tmp_path / "a.svg"))


def area(shape: Element) -> Region:
    outline = outline_of(shape.tag, shape.attrib)
    return region_of(outline, parse_transform(shape.get("transform")))


def test_what_is_apart_stays_the_shapes_that_they_are(draw: Draw) -> None:
    shapes = draw(
        '<g opacity=".5"><rect width="20" height="20"/><circle cx="60" cy="60" r="9"/></g>'
    )

    assert [shape.tag for shape in shapes] == ["rect", "circle"]


@pytest.mark.parametrize("adjust", ["spacing", "spacingAndGlyphs"])
@pytest.mark.parametrize(("anchor", "left"), [("start", 10), ("middle", -30), ("end", -70)])
def test_a_text_is_as_wide_as_it_says(draw: Draw, adjust: str, anchor: str, left: float) -> None:
    letters = draw(
        f'<text x="10" y="50" font-size="10" textLength="80" lengthAdjust="{adjust}" '
        f'text-anchor="{anchor}">HHH</text>'
    )

    boxes = [box_of(letter) for letter in letters]
    assert boxes[0][0] == pytest.approx(left, abs=4)
    # Its letters have as much room before them as behind.
    room = boxes[0][0] - left
    assert boxes[-1][0] + boxes[-1][2] == pytest.approx(left + 80 - room, abs=0.1)
    assert (boxes[0][2] > 12) == (adjust == "spacingAndGlyphs")


def test_letters_are_turned_one_by_one(draw: Draw) -> None:
    upright, turned, last = map(
        box_of, draw('<text x="10" y="50" font-size="20" rotate="0 0 90">l ll</text>')
    )

    assert upright[2] < upright[3]
    assert turned[2] > turned[3]
    assert last[2] > last[3]


def test_letters_stand_on_the_line_that_they_say(draw: Draw) -> None:
    tops = [
        box_of(draw(f'<text y="50" font-size="20" {said}>H</text>')[0])[1]
        for said in (
            'dominant-baseline="hanging"',
            'dominant-baseline="middle"',
            "",
        )
    ]

    assert tops[0] == pytest.approx(50, abs=2)
    assert tops[0] > tops[1] > tops[2]
    base, raised, lowered = draw(
        '<text y="50" font-size="20">H<tspan baseline-shift="super">H</tspan>'
        '<tspan baseline-shift="sub">H</tspan></text>'
    )
    assert box_of(raised)[1] < box_of(base)[1] < box_of(lowered)[1]


def test_letters_are_as_large_beside_those_around_them_as_they_say(draw: Draw) -> None:
    heights = [
        box_of(letter)[3]
        for letter in draw(
            '<g font-size="10"><text y="50">H<tspan font-size="2em">H'
            '<tspan font-size="50%">H</tspan></tspan></text></g>'
        )
    ]

    assert heights[1] == pytest.approx(2 * heights[0], rel=0.03)
    assert heights[2] == pytest.approx(heights[0], rel=0.03)


@pytest.mark.parametrize(
    ("said", "gap"), [('letter-spacing="20"', 20), ('word-spacing="20"', 20), ("", 0)]
)
def test_letters_and_words_are_as_far_apart_as_they_say(draw: Draw, said: str, gap: float) -> None:
    text = "H H" if "word" in said else "HH"

    def places(said: str) -> list[float]:
        return [box_of(letter)[0] for letter in draw(f'<text y="50" {said}>{text}</text>')]

    plain, spaced = places(""), places(said)
    assert spaced[1] - spaced[0] - (plain[1] - plain[0]) == pytest.approx(gap, abs=0.1)


def test_spaces_are_kept_where_a_file_says_so(draw: Draw) -> None:
    def last(said: str) -> float:
        return box_of(draw(f'<text y="50" {said}>H    H</text>')[-1])[0]

    assert last('xml:space="preserve"') > last("") + 10


@pytest.mark.parametrize(
    ("said", "left", "right"),
    [
        ('text-anchor="end"', 0, 80),
        ('direction="rtl"', 0, 80),
        ('direction="rtl" text-anchor="end"', 80, 200),
        ("", 80, 200),
    ],
)
@pytest.mark.parametrize("text", ["\u05e9\u05dc\u05d5\u05dd", "HHHH"])
def test_a_text_is_on_the_side_of_its_place_that_it_says(
    draw: Draw, text: str, said: str, left: float, right: float
) -> None:
    for letter in draw(f'<text x="80" y="50" font-size="16" {said}>{text}</text>'):
        x, _, width, _ = box_of(letter)
        assert left - 1 <= x
        assert x + width <= right + 1


@pytest.mark.parametrize(
    ("mask", "opacity", "seen"),
    [
        ('<rect x="20" width="30" height="100" fill="white"/>', 1, 3000),
        ('<rect width="50" height="100" fill="white"/><rect width="20" height="100"/>', 1, 3000),
        ('<rect x="20" width="30" height="100" fill="#808080"/>', 0.5, 3000),
    ],
)
def test_a_mask_of_plain_shapes_cuts(
    tmp_path: Path, draw: Draw, mask: str, opacity: float, seen: float
) -> None:
    (shape,) = draw(
        f'<mask id="m">{mask}</mask><rect width="100" height="100" fill="red" mask="url(#m)"/>'
    )

    assert abs(area(shape).area) == pytest.approx(seen)
    assert float(shape.attrib["fill-opacity"]) == pytest.approx(opacity, abs=0.01)
    assert not list(drawing_warnings(tmp_path / "a.svg"))


def test_a_mask_by_what_is_solid_is_seen_through_in_any_color(draw: Draw) -> None:
    (shape,) = draw(
        '<mask id="m" style="mask-type:alpha"><rect width="30" height="100"/></mask>'
        '<g mask="url(#m)"><rect width="100" height="100" fill="red"/></g>'
    )

    assert abs(area(shape).area) == pytest.approx(3000)


def test_a_thick_line_is_cut_where_it_is_seen_no_more(draw: Draw) -> None:
    window = '<clipPath id="c"><rect x="20" y="20" width="60" height="60"/></clipPath>'
    line, inside = draw(
        f'{window}<path d="M0 20 H100" stroke="red" stroke-width="20" clip-path="url(#c)"/>'
        '<path d="M30 50 H70" stroke="red" stroke-width="20" clip-path="url(#c)"/>'
    )

    assert box_of(line) == pytest.approx((20, 20, 60, 10), abs=0.01)
    assert (line.get("fill"), line.get("stroke")) == ("#ff0000", "none")
    assert inside.get("stroke") == "#ff0000"


def test_a_gradient_has_its_colors_along_the_shape(draw: Draw) -> None:
    (shape,) = draw("""
        <linearGradient id="base"><stop offset="0" stop-color="red"/>
            <stop offset="100%" style="stop-color:blue;stop-opacity:.5"/></linearGradient>
        <linearGradient id="g" xlink:href="#base" x1="0" y1="0" x2="0" y2="1"/>
        <rect x="5" y="10" width="90" height="40" fill="url(#g)" transform="translate(0 10)"/>
    """)

    target, *numbers = shape.get("data-gradient", "").split()
    across, down, start, spread, *stops = map(float, numbers)
    assert target == "fill"
    assert (across, 20 * down + start, 60 * down + start) == pytest.approx((0, 0, 1), abs=1e-6)
    assert spread == 0
    assert stops == [0, 1, 0, 0, 1, 1, 0, 0, 1, 0.5]
    # For who does not know gradients, there is the mean color.
    assert shape.get("fill") == "#800080"


_RADIAL = '<radialGradient id="g" {0}><stop stop-color="red"/><stop offset="1" stop-color="blue"/></radialGradient>'


def colors_at(shapes: list[Element], *points: tuple[float, float]) -> list[str]:
    """Return the color of the last shape that covers each point, as it would be painted."""
    areas = [(region_of(outline_of(shape.tag, shape.attrib), np.eye(3)), shape) for shape in shapes]
    return [
        [shape.get("fill", "") for area, shape in areas if area.contains(point)][-1]
        for point in points
    ]


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("", [(50, 50), (50, 80), (0, 0)]),
        ('fx=".75"', [(75, 50), (25, 50), (0, 0)]),
        ('gradientUnits="userSpaceOnUse" cx="20" cy="20" r="30"', [(20, 20), (20, 38), (90, 90)]),
        ('r=".1" spreadMethod="repeat"', [(50, 50.4), (50, 96), (50, 99.8)]),
    ],
)
def test_colors_around_a_point_are_bands_of_one_color_each(
    draw: Draw, said: str, points: list[tuple[float, float]]
) -> None:
    shapes = draw(_RADIAL.format(said) + '<rect width="100" height="100" fill="url(#g)"/>')

    found = np.array([list(bytes.fromhex(color[1:])) for color in colors_at(shapes, *points)])
    wanted = np.array([[255, 0, 0], [102, 0, 153], [0, 0, 255]])
    assert np.abs(found - wanted).max() <= 24


def test_bands_that_let_light_through_do_not_lie_over_one_another(draw: Draw) -> None:
    shapes = draw(_RADIAL.format("") + '<rect width="90" height="90" fill="url(#g)" opacity=".5"/>')

    assert {shape.get("fill-opacity") for shape in shapes} == {"0.5"}
    assert sum(area_of(shape) for shape in shapes) == pytest.approx(90 * 90, rel=0.01)


def test_too_many_bands_are_one_color_which_is_said(tmp_path: Path) -> None:
    gradient = _RADIAL.format('r=".0001" spreadMethod="repeat"')
    file = write(tmp_path / "a.svg", f'{gradient}<rect width="90" height="90" fill="url(#g)"/>' * 2)

    (warning,) = drawing_warnings(file)
    assert "radial gradients of a.svg" in warning


def test_outlines_with_colors_or_widths_of_their_own_are_areas(draw: Draw) -> None:
    radial = _RADIAL.format('gradientUnits="userSpaceOnUse" cx="50" cy="50" r="50"')
    line = draw(f'{radial}<path d="M0 50H100" fill="none" stroke="url(#g)" stroke-width="10"/>')
    assert colors_at(line, (50, 46), (97, 54)) == ["#ec0013", "#0d00f2"]

    uneven = draw(
        '<path d="M5 0V90" stroke="red" stroke-width="2" fill="none" transform="scale(10 1)"/>'
    )
    assert [box_of(shape) for shape in uneven] == [pytest.approx((40, 0, 20, 90), abs=0.01)]
    assert uneven[0].get("fill") == "#ff0000"


def test_an_outline_may_lie_under_its_inside(draw: Draw) -> None:
    shapes = draw('<rect width="9" height="9" stroke="red" paint-order="stroke"/>')

    assert [(shape.get("fill"), shape.get("stroke")) for shape in shapes] == [
        ("none", "#ff0000"),
        ("#000000", "none"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        'transform="rotate(90)" transform-origin="20 10"',
        'style="transform:rotate(90deg);transform-origin:20px 10px"',
        'style="transform:rotate(90deg);transform-box:fill-box;transform-origin:50% 100%"',
    ],
)
def test_a_shape_turns_around_the_point_that_is_said(draw: Draw, said: str) -> None:
    (shape,) = draw(f'<rect x="10" y="0" width="20" height="10" {said}/>')

    assert box_of(shape) == pytest.approx((20, 0, 10, 20), abs=1e-6)


def test_a_switch_shows_the_first_case_that_is_meant(draw: Draw) -> None:
    shapes = draw(
        """<switch><foreignObject width="9" height="9"/><rect width="1" height="9" systemLanguage="de, fr"/>
        <rect width="2" height="9" systemLanguage="en-US"/><rect width="3" height="9"/></switch>"""
    )

    assert [shape.get("width") for shape in shapes] == ["2"]


def test_a_text_becomes_the_outlines_of_its_letters(draw: Draw) -> None:
    shapes = draw(
        '<text x="50" y="40" font-size="20" text-anchor="middle" fill="red">H<tspan fill="lime">H</tspan></text>'
    )

    assert [shape.get("fill") for shape in shapes] == ["#ff0000", "#00ff00"]
    boxes = [box_of(shape) for shape in shapes]
    assert [box[1] + box[3] for box in boxes] == pytest.approx([40, 40], abs=0.1)
    assert boxes[0][3] == pytest.approx(20 * 0.72, abs=1)
    left, right = boxes[0][0], boxes[1][0] + boxes[1][2]
    assert (left + right) / 2 == pytest.approx(50, abs=2)


def test_lines_of_a_text_are_where_they_say(draw: Draw) -> None:
    shapes = draw(
        '<text font-size="10"><tspan x="5" y="20">H</tspan> <tspan x="40" dy="15">H</tspan></text>'
    )

    places = [(box[0], box[1] + box[3]) for box in map(box_of, shapes)]
    assert np.array(places) == pytest.approx(np.array([(5, 20), (40, 35)]), abs=1.5)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("", "nothing in a.svg that can be drawn"),
        ('<line x1="50" x2="50" stroke="red"/>', "nothing in a.svg that can be drawn"),
        ('<image href="a.png" width="9" height="9"/>', "picture inside a.svg is left out"),
        ('<rect width="9" height="9" filter="url(#f)"/>', "such as blur and shadow"),
        ('<g mask="url(#m)"><rect width="9" height="9"/></g>', "masks of a.svg"),
        (
            '<linearGradient id="g"><stop stop-color="white"/><stop offset="1"/></linearGradient>'
            '<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#g)"/></pattern>'
            '<rect width="9" height="9" fill="url(#p)"/>',
            "patterns",
        ),
        (
            '<text y="9"><textPath href="#nothing">a</textPath></text>',
            "names parts that are not in",
        ),
        ('<path d="M0 0L9 9" stroke="red" marker-end="url(#m)"/>', "names parts that are not in"),
        ("<style>g:has(rect) { fill: red }</style>", "rules of the style sheet"),
        ("<style>@import 'other.css'; rect { fill: red }</style>", "from elsewhere"),
        (
            "<style>@keyframes a { from { opacity: 0 } } g { animation: a 2s }</style><g/>",
            "movements",
        ),
        ('<rect width="9" height="9"><animate/></rect>', "movements"),
        ('<use href="other.svg#a"/>', "names parts that are not in it"),
        ('<use href="#nothing"/>', "names parts that are not in it"),
        ('<path d="hello"/>', "cannot be read and are left out"),
        ('<text y="9" font-family="Nowhere">a</text>', "Nowhere is not installed"),
        ('<text y="9">\U00014400</text>', "No installed typeface has"),
        (
            '<g opacity=".5"><rect width="9" height="9"/>'
            '<rect width="9" height="9" fill-opacity=".5"/></g>',
            "are see-through together",
        ),
        ('<text textLength="9"><tspan x="1">a</tspan><tspan x="9">b</tspan></text>', "as wide"),
        (
            '<mask id="m"><rect width="9" height="9" fill="white" mask="url(#m)"/></mask>'
            '<rect width="9" height="9" mask="url(#m)"/>',
            "masks",
        ),
        (
            '<linearGradient id="g"><stop stop-color="white"/><stop offset="1"/></linearGradient><mask id="m">'
            '<rect width="9" height="9" fill="url(#g)"/></mask><rect width="9" height="9" mask="url(#m)"/>',
            "masks",
        ),
        ('<text text-decoration="underline">a</text>', "Lines under"),
        (
            '<text><tspan style="text-decoration: line-through">a</tspan></text>',
            "Lines under",
        ),
        ('<text style="font-variant: small-caps">a</text>', "Small capitals"),
        ('<rect width="9" height="9" fill="oklch(50% 0.2 20)"/>', "colors of a.svg are not known"),
        ('<text writing-mode="tb">a</text>', "runs downward"),
        ('<rect width="9" height="9" style="mix-blend-mode: multiply"/>', "not blended"),
    ],
)
def test_what_cannot_be_drawn_is_said_once(tmp_path: Path, inside: str, words: str) -> None:
    file = write(tmp_path / "a.svg", inside + inside)

    assert sum(words in warning for warning in drawing_warnings(file)) == 1


def test_a_usual_drawing_has_no_warnings(tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.svg",
        '<title>A</title><metadata/><defs/><g fill="red"><path d="M0 0h5v5z"/></g><script>1</script>',
    )

    assert list(drawing_warnings(file)) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"hello", "not a drawing that can be read"),
        (b"<svg><rect", "not a drawing that can be read"),
        (b"<html><body/></html>", "not an SVG drawing"),
    ],
)
def test_what_is_no_drawing_has_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(content)

    with pytest.raises(MediaError, match=words):
        check_drawing(file)


def test_a_drawing_that_copies_itself_over_and_over_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(budget.MOST, "elements", 500)
    copies = [f'<g id="g{n + 1}">' + f'<use href="#g{n}"/>' * 10 + "</g>" for n in range(7)]
    first = '<g id="g0"><rect width="1" height="1"/></g>'
    file = write(tmp_path / "a.svg", f'<defs>{first}{"".join(copies)}</defs><use href="#g7"/>')

    with pytest.raises(MediaError, match="more than 500 elements"):
        check_drawing(file)


def test_a_part_that_uses_itself_ends(draw: Draw) -> None:
    assert len(draw('<g id="a"><rect width="1" height="1"/><use href="#a"/></g>')) == 2


def test_the_node_of_a_drawing_says_what_is_left_out(tmp_path: Path, library: Library) -> None:
    write(tmp_path / "a.svg", '<text y="50">dark</text><image/>')
    (tmp_path / "b.svg").write_text("nothing")
    document = make_document(
        Node(id="a", type="SVGMobject", parameters={"file_name": "a.svg"}),
        Node(id="b", type="SVGMobject", parameters={"file_name": "b.svg"}),
        Node(id="c", type="SVGMobject", parameters={"file_name": "a", "fill_color": "RED"}),
        Node(id="d", type="SVGMobject", parameters={"file_name": "a"}),
        Node(id="e", type="SetColor"),
        edges=[wire("d.mobject", "e.mobject")],
    )

    found = [
        (problem.node_id, problem.port, problem.severity, problem.message)
        for problem in media_problems(build(document, library), tmp_path)
    ]

    left_out = "The picture inside a.svg is left out: show it by a Picture."
    unseen = "All of a.svg has the color of the background, so it is not seen."
    assert found == [
        ("a", "file_name", Severity.WARNING, left_out),
        ("a", "fill_color", Severity.WARNING, unseen),
        ("b", "file_name", Severity.ERROR, "b.svg is not a drawing that can be read."),
        ("c", "file_name", Severity.WARNING, left_out),
        ("d", "file_name", Severity.WARNING, left_out),
    ]


@pytest.mark.parametrize("name", ["a.svgz", "packed.svg"])
def test_a_compressed_drawing_is_read(tmp_path: Path, name: str) -> None:
    plain = write(tmp_path / "a.svg", '<rect width="50" height="20" fill="red"/>')
    packed = tmp_path / name
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    convert_drawing(plain, tmp_path / "one.svg")
    convert_drawing(packed, tmp_path / "other.svg")
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()


def test_a_compressed_drawing_that_is_broken_or_too_large_is_refused(tmp_path: Path) -> None:
    broken, large = tmp_path / "broken.svgz", tmp_path / "large.svgz"
    broken.write_bytes(gzip.compress(b"<svg/>" * 100)[:40])
    large.write_bytes(gzip.compress(b" " * (MOST_BYTES + 1)))
    for file, words in ((broken, "cannot be read|not a drawing"), (large, "too large")):
        with pytest.raises(MediaError, match=words):
            check_drawing(file)
