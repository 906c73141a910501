"""Texts of drawings stand where their files say."""

from pathlib import Path

import numpy as np
import pytest

from manim_nodes.render.media.drawings import drawing_warnings
from tests.support.drawings import Draw, box_of


def test_a_text_follows_its_line(tmp_path: Path, draw: Draw) -> None:
    letters = draw(
        '<defs><path id="l" d="M10 90 V10 H90"/></defs>'
        '<text font-size="10"><textPath href="#l" startOffset="20">HHHHHHHHHHHHHH</textPath></text>'
    )

    boxes = np.array([box_of(letter) for letter in letters])
    upward = boxes[boxes[:, 1] > 12]
    # Turned, they are as wide as they were high, and stand on the left of a line that goes up.
    assert upward[:, 0] + upward[:, 2] == pytest.approx(np.full(len(upward), 10), abs=1)
    assert (upward[:, 2] < 10).all()
    assert upward[0, 1] + upward[0, 3] == pytest.approx(70, abs=2)
    level = boxes[boxes[:, 0] > 20]
    assert level[:, 1] + level[:, 3] == pytest.approx(np.full(len(level), 10), abs=0.5)
    assert len(level) > 3
    assert not list(drawing_warnings(tmp_path / "a.svg"))


def test_a_text_that_is_longer_than_its_line_ends_with_it(draw: Draw) -> None:
    letters = draw(
        '<text font-size="10"><textPath path="M0 50H50">HHHHHHHHHHHHHHHHHHHH</textPath></text>'
    )

    assert 3 < len(letters) < 10
    assert max(box[0] + box[2] / 2 for box in map(box_of, letters)) <= 50


@pytest.mark.parametrize(("start", "left", "right"), [("50%", 30, 70), ("20", 0, 40)])
def test_a_text_is_in_the_middle_of_where_it_begins_on_its_line(
    draw: Draw, start: str, left: float, right: float
) -> None:
    boxes = list(
        map(
            box_of,
            draw(
                f'<text font-size="10" text-anchor="middle"><textPath path="M0 50H100" startOffset="{start}">'
                'HH<tspan dy="-2">H</tspan></textPath></text>'
            ),
        )
    )

    middle = (boxes[0][0] + boxes[-1][0] + boxes[-1][2]) / 2
    assert middle == pytest.approx((left + right) / 2, abs=1)
    assert boxes[-1][1] == pytest.approx(boxes[0][1] - 2, abs=0.1)


@pytest.mark.parametrize(("anchor", "share"), [("start", 0), ("middle", 0.5), ("end", 1)])
def test_what_is_raised_in_a_text_is_put_in_the_middle_with_the_rest(
    draw: Draw, anchor: str, share: float
) -> None:
    boxes = [
        box_of(letter)
        for letter in draw(
            f'<text x="50" y="50" font-size="10" text-anchor="{anchor}">HH<tspan dx="4" dy="-3">HHH</tspan></text>'
        )
    ]

    left, right = boxes[0][0], boxes[-1][0] + boxes[-1][2]
    assert left + (right - left) * share == pytest.approx(50, abs=1)
    assert boxes[2][0] - boxes[1][0] == pytest.approx(boxes[1][0] - boxes[0][0] + 4, abs=0.1)
    assert boxes[2][1] == pytest.approx(boxes[1][1] - 3, abs=0.1)
