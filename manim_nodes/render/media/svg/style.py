"""What the elements of a drawing look like: style sheets, attributes, and what is inherited."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from manim_nodes.render.media.svg.affine import length
from manim_nodes.render.media.svg.budget import Budget
from manim_nodes.render.media.svg.selectors import (
    Family,
    Selector,
    Specificity,
    local_name,
    parse_selectors,
)

Style = Mapping[str, str]

# What an element has from the one around it unless it says so itself.
_INHERITED = frozenset(
    {
        "clip-rule", "color", "direction", "dominant-baseline", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-style",
        "font-variant", "font-weight", "letter-spacing", "marker-end", "marker-mid", "marker-start", "paint-order", "stroke",
        "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-anchor", "text-transform", "visibility", "white-space", "word-spacing", "writing-mode",
    }
)  # fmt: skip
_OWN = frozenset(
    {
        "alignment-baseline", "animation", "animation-name", "baseline-shift", "clip-path", "cx", "cy", "d", "display", "filter", "height", "mask", "mask-type", "mix-blend-mode", "opacity", "overflow", "r", "rx", "ry", "stop-color",
        "rotate", "scale", "stop-opacity", "text-decoration", "transform", "translate", "transform-box", "transform-origin", "vector-effect", "width", "x", "y",
    }
)  # fmt: skip
# What would be a place or a size where it is an attribute is none in a style sheet of old.
_ATTRIBUTES = (_INHERITED | _OWN) - {
    "cx", "cy", "d", "height", "r", "rotate", "rx", "ry", "scale", "transform", "translate", "width", "x", "y",
}  # fmt: skip

_SIGN = re.compile(r"[{};]")
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)
# What says nothing of how shapes look, or holds for other screens than this one.
_AT_RULE = re.compile(
    r"@(?:media|font-face|keyframes|-webkit-keyframes|page|property)\b", re.IGNORECASE
)
_SCREEN = re.compile(
    r"\s*+(?:(?:only\s++)?(?:all|screen)|not\s++print)?\s*+"
    r"(?:(?:and\s*+)?\(\s*+prefers-color-scheme\s*+:\s*+light\s*+\))?\s*+"
)
_VARIABLE = re.compile(r"var\(\s*+(--[\w-]++)\s*+(?:,([^()]*+(?:\([^()]*+\)[^()]*+)?))?\)")
_LIGHT_DARK = re.compile(
    r"light-dark\(((?:[^(),]|\([^()]*+\))*+),(?:[^(),]|\([^()]*+\))*+\)", re.IGNORECASE
)
_FONT = re.compile(
    r"(?P<style>italic|oblique)?\s*+(?P<weight>bold|bolder|lighter|\d{3})?\s*+"
    r"(?P<size>[\d.]++[a-z%]*+)(?:/\S++)?\s++(?P<family>.+)"
)
_RELATIVE = re.compile(r"[\d.]++\s*+(?:em|ex|ch|%)")
_SCALES = {"larger": 1.2, "smaller": 1 / 1.2}
_USUAL_SIZE = 16.0
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOST_LEVELS = 8  # of rules around rules
_MOST_FILLED = 10_000  # letters of a value with variables in it
_SELECTOR = 10  # properties that are looked at while a selector is read
_LETTERS = 64  # of a text that is looked at while one property is


_Declarations = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class _StyleRule:
    """What elements look like that a selector selects.

    Parameters
    ----------
    weight : of two rules the one with more is followed: by what they ask for, then by which comes last
    """

    weight: tuple[Specificity, int]
    selector: Selector
    block: _Declarations


class StyleSheet:
    """The rules of the ``style`` elements of a drawing.

    Parameters
    ----------
    left_out : what of it cannot be followed, by kind

    Raises
    ------
    TooMuchError : there are too many
    """

    def __init__(self, text: str, root: Element, budget: Budget) -> None:
        self._budget = budget
        self._family = Family(root)
        text = _without_comments(text)
        self.left_out = {"sheet"} if _IMPORT.search(text) else set()
        # By what an element must be at least, so that most rules are never looked at.
        self._rules: dict[tuple[str, str], list[_StyleRule]] = defaultdict(list)
        number = 0
        for selectors, text_of_block in _blocks(text):
            if selectors.startswith("@"):
                if not _AT_RULE.match(selectors):
                    self.left_out.add("selector")
                continue
            if "{" in text_of_block:
                self.left_out.add("selector")
            block = tuple(declarations(text_of_block.partition("{")[0]))
            budget.take("properties", len(selectors) // _LETTERS)
            for selector in parse_selectors(selectors):
                budget.take("properties", _SELECTOR)
                if selector is None:
                    self.left_out.add("selector")
                    continue
                number += 1
                rule = _StyleRule((selector.specificity, number), selector, block)
                self._rules[selector.key].append(rule)

    def style_of(self, element: Element, parent: Style) -> dict[str, str]:
        """Return how an element looks.

        Parameters
        ----------
        parent : how what is around it looks

        Raises
        ------
        TooMuchError : there is too much to look at
        """
        own = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
        if element.get(_SPACE) == "preserve":
            own.setdefault("white-space", "pre")
        important: dict[str, str] = {}
        said = element.get("style", "")
        self._budget.take("properties", len(element.attrib) + len(said) // _LETTERS)
        blocks = [rule.block for rule in self._rules_for(element)]
        for block in (*blocks, declarations(said)):
            for name, value, is_important in block:
                (important if is_important else own)[name] = value
        own.update(important)
        inherited = {
            name: value
            for name, value in parent.items()
            if name in _INHERITED or name.startswith("--")
        }
        style = {**inherited, **own}
        resolved: dict[str, str] = {}
        for name, value in style.items():
            text = parent.get(name, "") if value == "inherit" else _resolve(value, style)
            self._budget.take("properties", len(text) // _LETTERS)
            resolved[name] = text
        if "font-size" in own:
            resolved["font-size"] = _absolute_size(resolved["font-size"], parent)
        return resolved

    def style_in_place(self, element: Element) -> dict[str, str]:
        """Return how an element looks where it stands in the file, with what it inherits there.

        Raises
        ------
        TooMuchError : there is too much to look at
        """
        style: dict[str, str] = {}
        for around in [*reversed(self._family.around([element], " ")), element]:
            style = self.style_of(around, style)
        return style

    def _rules_for(self, element: Element) -> list[_StyleRule]:
        """Return the rules that select an element, the one to follow last."""
        keys = {("", ""), ("", local_name(element)), ("#", element.get("id", ""))}
        keys |= {(".", name) for name in element.get("class", "").split()}
        found: list[_StyleRule] = []
        for key in keys & self._rules.keys():
            for rule in self._rules[key]:
                if rule.selector.selects(element, self._family, self._budget):
                    self._budget.take("properties", len(rule.block))
                    found.append(rule)
        return sorted(found, key=lambda rule: rule.weight)


def _without_comments(text: str) -> str:
    kept: list[str] = []
    end = 0
    while (start := text.find("/*", end)) >= 0:
        kept.append(text[end:start])
        end = text.find("*/", start + 2) + 2
        if end < 2:
            return "".join(kept)
    return "".join((*kept, text[end:]))


def _blocks(text: str, levels: int = 0) -> Iterator[tuple[str, str]]:
    """Return selectors and what is said for them, also what is said for screens; other rules with an ``@`` as they are."""
    depth = start = begin = 0
    selectors = ""
    for match in _SIGN.finditer(text):
        if match[0] == "{":
            depth += 1
            if depth == 1:
                selectors, begin = text[start : match.start()].strip(), match.end()
        elif match[0] == "}":
            if depth == 1:
                block = text[begin : match.start()]
                name, _, queries = selectors.lower().partition(" ")
                is_around = name == "@layer" or (name == "@media" and is_for_screens(queries))
                if is_around and levels < _MOST_LEVELS:
                    yield from _blocks(block, levels + 1)
                else:
                    yield selectors, block
            depth = max(0, depth - 1)
        if depth == 0:
            start = match.end()


def is_for_screens(queries: str) -> bool:
    """Return whether what CSS says of media holds for light screens of any size."""
    return any(_SCREEN.fullmatch(query) for query in queries.lower().split(","))


def declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    """Return the properties of a block of CSS: name, value, and whether it is important."""
    for declaration in _without_comments(text).split(";"):
        name, colon, value = declaration.partition(":")
        value, important, _ = value.partition("!important")
        name, value = name.strip(), value.strip()
        if not colon or not value:
            continue
        if name == "font" and (font := _FONT.fullmatch(value)):
            for key, said in font.groupdict().items():
                if said:
                    yield f"font-{key}", said, bool(important)
        elif name.startswith("--") or name in _INHERITED or name in _OWN:
            yield name, value, bool(important)
        elif name == "marker":
            for place in ("start", "mid", "end"):
                yield f"marker-{place}", value, bool(important)


def _absolute_size(said: str, parent: Style) -> str:
    """Return a size of letters that may be said by that of those around them."""
    around = length(parent.get("font-size"), _USUAL_SIZE, _USUAL_SIZE)
    if said in _SCALES:
        return f"{around * _SCALES[said]:.9g}"
    if _RELATIVE.fullmatch(said):
        return f"{length(said, around, around, font_size=around):.9g}"
    return said


def _resolve(value: str, style: Style) -> str:
    """Return a value with the variables in it filled in, and of two colors that on a light screen.

    Nothing if variables make it long, as variables in variables do.
    """
    for _ in range(8):
        match = _VARIABLE.search(value) if "var(" in value else None
        if match is None:
            break
        said = style.get(match[1], match[2] or "")
        if len(value) + len(said) > _MOST_FILLED:
            return ""
        value = value[: match.start()] + said.strip() + value[match.end() :]
    if len(value) < _MOST_FILLED and "light-dark(" in value.lower():
        value = _LIGHT_DARK.sub(r"\1", value)
    return value
