"""Style sheets of drawings select what they select in browsers."""

from pathlib import Path

import pytest

from manim_nodes.render.media.drawings import check_drawing, drawing_warnings
from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.svg.budget import MOST
from tests.support.drawings import Draw, box_of, write

ROW = """
    <g id="row"><rect id="a" class="k" width="1" height="1"/><circle id="b" r="1" data-x="one two"/>
    <rect id="c" class="k big" width="1" height="1"/><rect id="d" lang="en-GB" width="1" height="1"/>
    <a href="#"><path id="e" d="M0 0h1v1z"/></a></g>
"""


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ("rect + circle", "b"),
        ("circle + rect", "c"),
        ("circle ~ rect", "cd"),
        ("circle~rect.big", "c"),
        ("#row > rect", "acd"),
        ("#row path", "e"),
        ("g :first-child", "ae"),
        ("rect:last-of-type", "d"),
        ("rect:first-of-type", "a"),
        ("#row > :nth-child(2n+1)", "ace"),
        ("#row > :nth-child( even )", "bd"),
        ("#row > :nth-child(-n + 2)", "ab"),
        ("#row > :nth-child(3)", "c"),
        ("rect:nth-of-type(n+2)", "cd"),
        ("#row > :nth-last-child(2)", "d"),
        ("path:only-child", "e"),
        ("circle:only-of-type", "b"),
        ("rect:not(.big)", "ad"),
        ("#row > :not(rect, a)", "b"),
        ("#row > :not(rect + *):not(a)", "ac"),
        (":is(circle, .big)", "bc"),
        ("svg:root circle, :root > g > a > path", "be"),
        ("[class]", "ac"),
        ("[class='k big']", "c"),
        ("[class~=big]", "c"),
        ("[class^=k]", "ac"),
        ('[class$="big"]', "c"),
        ("[data-x*='e t']", "b"),
        ("[lang|=en]", "d"),
        ("rect:hover, rect::before", ""),
        ("a:link path", "e"),
        (".k, circle", "abc"),
        ("* + rect + rect", "d"),
        (r"#\61, .b\ig", "ac"),
    ],
)
def test_rules_are_for_what_they_select(
    draw: Draw, tmp_path: Path, selector: str, selected: str
) -> None:
    shapes = draw(f"<style>{selector.replace('>', '&gt;')} {{ stroke: red }}</style>{ROW}")

    found = "".join(shape.get("id", "") for shape in shapes if shape.get("stroke") == "#ff0000")
    assert found == selected
    assert not list(drawing_warnings(tmp_path / "a.svg"))


@pytest.mark.parametrize(
    ("rules", "color"),
    [
        (".k { fill: red } rect:not(#x) { fill: blue }", "#0000ff"),
        ("rect:is(.k, b) { fill: red } rect:where(#a) { fill: blue }", "#ff0000"),
        ("rect.k:first-child { fill: red } .k.k { fill: blue }", "#ff0000"),
        ("@media screen { .k { fill: red } }", "#ff0000"),
        ("@media print { .k { fill: red } }", "#000000"),
        ("@media (prefers-color-scheme: dark) { .k { fill: red } }", "#000000"),
        ("@media all { @media (prefers-color-scheme: light) { .k { fill: red } } }", "#ff0000"),
        (".k { fill: light-dark(rgb(255, 0, 0), var(--none, #fff)) }", "#ff0000"),
    ],
)
def test_the_rule_that_asks_for_most_is_followed(draw: Draw, rules: str, color: str) -> None:
    assert draw(f"<style>{rules}</style>{ROW}")[0].get("fill") == color


def test_the_rules_around_one_that_is_not_known_are_followed(tmp_path: Path, draw: Draw) -> None:
    style = "rect:has(b), circle { fill: red } @supports (a: b) { rect { fill: red } } .k { fill: blue }"

    first, second, *_ = draw(f"<style>{style}</style>{ROW}")
    assert (first.get("fill"), second.get("fill")) == ("#0000ff", "#ff0000")
    assert sum("rules of the style" in words for words in drawing_warnings(tmp_path / "a.svg")) == 1


def test_what_is_used_looks_as_its_own_place_says(draw: Draw) -> None:
    (shape,) = draw(
        "<style>defs rect { fill: red } g rect { fill: blue }</style>"
        '<defs><rect id="r" width="5" height="5"/></defs><g><use href="#r"/></g>'
    )

    assert shape.get("fill") == "#ff0000"


def test_a_long_chain_of_siblings_is_looked_at_once(tmp_path: Path) -> None:
    rule = "rect ~ rect ~ rect ~ rect ~ rect ~ circle ~ rect { fill: red }"
    many = write(
        tmp_path / "a.svg", f"<style>{rule}</style>" + "<rect width='1' height='1'/>" * 999
    )

    assert not list(drawing_warnings(many))


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ("inset(10px)", (30, 30, 20, 20)),
        ("inset(25% 10px 5px 0)", (20, 30, 30, 25)),
        ("circle(10px)", (30, 30, 20, 20)),
        ("circle(farthest-side at 20px 0)", (20, 20, 40, 40)),
        ("ellipse(10px 25% at 50% 50%)", (30, 30, 20, 20)),
        ("polygon(50% 0, 100% 100%, 0 100%)", (20, 20, 40, 40)),
        ("polygon(evenodd, 0 0, 10px 0, 10px 5px)", (20, 20, 10, 5)),
        ("path('M1 2h10v5z')", (21, 22, 10, 5)),
        ("xywh(1px 2px 50% 5px round 2px)", (21, 22, 20, 5)),
        ("rect(1px 10px 8px auto)", (20, 21, 10, 7)),
        ("circle(10px at 30px 30px) view-box", (20, 20, 20, 20)),
    ],
)
def test_what_is_seen_may_be_said_by_a_shape(
    tmp_path: Path, draw: Draw, said: str, box: tuple[float, ...]
) -> None:
    (shape,) = draw(f'<rect x="20" y="20" width="40" height="40" style="clip-path:{said}"/>')

    assert box_of(shape) == pytest.approx(box, abs=0.05)
    assert not list(drawing_warnings(tmp_path / "a.svg"))


@pytest.mark.parametrize("said", ["url(#nothing)", "shape(from 0 0)", "circle(1px"])
def test_what_cannot_be_cut_off_is_said(tmp_path: Path, draw: Draw, said: str) -> None:
    (shape,) = draw(f'<rect width="40" height="40" style="clip-path:{said}"/>')

    assert box_of(shape) == (0, 0, 40, 40)
    assert "whole" in " ".join(drawing_warnings(tmp_path / "a.svg"))


def test_shapes_that_cut_off_all_elements_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST, "points", 500)
    corners = ", ".join(f"{place}px 0" for place in range(100))
    style = f"<style>rect {{ clip-path: polygon({corners}, 0 9px) }}</style>"

    check_drawing(write(tmp_path / "a.svg", f'{style}<rect width="9" height="9"/>'))
    with pytest.raises(MediaError, match="points"):
        check_drawing(write(tmp_path / "b.svg", style + '<rect width="9" height="9"/>' * 5))


def test_moves_that_stand_alone_come_before_a_transform(draw: Draw) -> None:
    (shape,) = draw(
        '<rect width="10" height="20" transform="scale(2)" style="translate:50px 10px;rotate:90deg;scale:.5"/>'
    )

    assert box_of(shape) == pytest.approx((30, 10, 20, 10), abs=0.01)


def test_letters_have_the_case_that_they_say(draw: Draw) -> None:
    def shapes(text: str, said: str = "none") -> list[str | None]:
        return [
            each.get("d")
            for each in draw(f'<text y="50" style="text-transform:{said}">{text}</text>')
        ]

    assert shapes("one two", "uppercase") == shapes("ONE TWO")
    assert shapes("one two", "capitalize") == shapes("One Two")
