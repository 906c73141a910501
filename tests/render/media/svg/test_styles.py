"""Style sheets of drawings select what they select in browsers."""

from pathlib import Path

import pytest

from manim_nodes.render.media.drawings import drawing_warnings
from tests.support.drawings import Draw, write

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
