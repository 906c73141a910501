"""What the elements of a drawing look like: style sheets, attributes, and what is inherited."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from manim_nodes.render.media.svg.affine import length
from manim_nodes.render.media.svg.budget import Budget

Style = Mapping[str, str]

# What an element has from the one around it unless it says so itself.
_INHERITED = frozenset(
    {
        "clip-rule", "color", "direction", "dominant-baseline", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-style",
        "font-weight", "letter-spacing", "marker-end", "marker-mid", "marker-start", "paint-order", "stroke",
        "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor", "visibility", "white-space", "word-spacing", "writing-mode",
    }
)  # fmt: skip
_OWN = frozenset(
    {
        "alignment-baseline", "baseline-shift", "clip-path", "cx", "cy", "d", "display", "filter", "height", "mask", "mask-type", "mix-blend-mode", "opacity", "overflow", "r", "rx", "ry", "stop-color",
        "stop-opacity", "text-decoration", "transform", "transform-box", "transform-origin", "vector-effect", "width", "x", "y",
    }
)  # fmt: skip
# What would be a place or a size where it is an attribute is none in a style sheet of old.
_ATTRIBUTES = (_INHERITED | _OWN) - {
    "cx", "cy", "d", "height", "r", "rx", "ry", "transform", "width", "x", "y",
}  # fmt: skip

_SIGN = re.compile(r"[{};]")
_SIMPLE = re.compile(
    r"([.#]?)([\w-]++|\*)|\[\s*+([\w:-]++)\s*+(?:=\s*+[\"']?+([^\"'\]]*+)[\"']?+\s*+)?\]"
)
_VARIABLE = re.compile(r"var\(\s*+(--[\w-]++)\s*+(?:,([^()]*+(?:\([^()]*+\)[^()]*+)?))?\)")
_FONT = re.compile(
    r"(?P<style>italic|oblique)?\s*+(?P<weight>bold|bolder|lighter|\d{3})?\s*+"
    r"(?P<size>[\d.]++[a-z%]*+)(?:/\S++)?\s++(?P<family>.+)"
)
_RELATIVE = re.compile(r"[\d.]++\s*+(?:em|ex|ch|%)")
_SCALES = {"larger": 1.2, "smaller": 1 / 1.2}
_USUAL_SIZE = 16.0
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MOST_FILLED = 10_000  # letters of a value with variables in it
_SELECTOR = 10  # properties that are looked at while a selector is read
_LETTERS = 64  # of a text that is looked at while one property is


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute, whatever its namespace."""
    if (value := element.get(name)) is not None:
        return value
    ending = f"}}{name}"
    return next((value for key, value in element.attrib.items() if key.endswith(ending)), None)


@dataclass(frozen=True, slots=True)
class _Compound:
    """One part of a selector: what an element itself must be."""

    combinator: str
    tests: tuple[tuple[str, str, str], ...]

    @property
    def key(self) -> tuple[str, str]:
        """Return one thing that an element must be: its id, a class or its name; empty if it may be anything."""
        named = [(kind, name) for kind, name, _ in self.tests if kind != "["]
        return max(named, default=("", ""))  # a class or an id before a name

    def fits(self, element: Element) -> bool:
        return all(_fits(element, *test) for test in self.tests)


_Declarations = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class _StyleRule:
    """What elements look like that a selector selects.

    Parameters
    ----------
    weight : of two rules the one with more is followed
    """

    weight: tuple[int, int]
    parts: tuple[_Compound, ...]
    block: _Declarations


class StyleSheet:
    """The rules of the ``style`` elements of a drawing.

    Raises
    ------
    TooMuchError : there are too many
    """

    def __init__(self, text: str, budget: Budget) -> None:
        self._budget = budget
        # By what an element must be at least, so that most rules are never looked at.
        self._rules: dict[tuple[str, str], list[_StyleRule]] = defaultdict(list)
        number = 0
        for selectors, text_of_block in _blocks(_without_comments(text)):
            block = tuple(declarations(text_of_block))
            for selector in selectors.split(","):
                budget.take("properties", _SELECTOR + len(selector) // _LETTERS)
                if parts := _parse_selector(selector):
                    number += 1
                    rule = _StyleRule((_specificity(parts), number), parts, block)
                    self._rules[parts[-1].key].append(rule)

    def style_of(self, element: Element, ancestors: list[Element], parent: Style) -> Style:
        """Return how an element looks.

        Parameters
        ----------
        ancestors : the innermost last
        parent : how the innermost looks

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
        blocks = [rule.block for rule in self._rules_for(element, ancestors)]
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

    def _rules_for(self, element: Element, ancestors: list[Element]) -> list[_StyleRule]:
        """Return the rules that select an element, the one to follow last."""
        keys = {("", ""), ("", local_name(element)), ("#", element.get("id", ""))}
        keys |= {(".", name) for name in element.get("class", "").split()}
        found: list[_StyleRule] = []
        for key in keys & self._rules.keys():
            for rule in self._rules[key]:
                self._budget.take("properties", len(rule.parts) * (1 + len(ancestors) // 8))
                if _selects(rule.parts, element, ancestors):
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


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Return selectors and what is said for them; what is said for some screens alone is left out."""
    depth = start = begin = 0
    selectors = ""
    for match in _SIGN.finditer(text):
        if match[0] == "{":
            depth += 1
            if depth == 1:
                selectors, begin = text[start : match.start()].strip(), match.end()
        elif match[0] == "}":
            if depth == 1 and not selectors.startswith("@"):
                yield selectors, text[begin : match.start()]
            depth = max(0, depth - 1)
        if depth == 0:
            start = match.end()


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
    """Return a value with the variables in it filled in; nothing if they make it long, as variables in variables do."""
    if "var(" not in value:
        return value
    for _ in range(8):
        match = _VARIABLE.search(value)
        if match is None:
            break
        said = style.get(match[1], match[2] or "")
        if len(value) + len(said) > _MOST_FILLED:
            return ""
        value = value[: match.start()] + said.strip() + value[match.end() :]
    return value


def _specificity(parts: tuple[_Compound, ...]) -> int:
    tests = [kind for part in parts for kind, _, _ in part.tests]
    named = tests.count("#") * 10_000 + (tests.count(".") + tests.count("[")) * 100
    return named + tests.count("")


def _parse_selector(text: str) -> tuple[_Compound, ...]:
    """Return the parts of a selector, the innermost last; none if it asks for what is not known here."""
    parts: list[_Compound] = []
    combinator = " "
    for word in text.replace(":root", "svg").replace(">", " > ").split():
        if word == ">":
            combinator = ">"
            continue
        tests = []
        position = 0
        for match in _SIMPLE.finditer(word):
            if match.start() != position:
                return ()
            position = match.end()
            if match[3]:
                tests.append(("[", match[3], match[4] or ""))
            elif match[2] != "*":
                tests.append((match[1], match[2], ""))
        if position != len(word):
            return ()
        parts.append(_Compound(combinator, tuple(tests)))
        combinator = " "
    return tuple(parts)


def _fits(element: Element, kind: str, name: str, value: str) -> bool:
    match kind:
        case "#":
            return element.get("id") == name
        case ".":
            return name in element.get("class", "").split()
        case "[":
            found = attribute(element, name)
            return found is not None and (not value or found == value)
        case _:
            return local_name(element) == name


def _selects(parts: tuple[_Compound, ...], element: Element, ancestors: list[Element]) -> bool:
    if not parts[-1].fits(element):
        return False
    # Where the part of the selector that was looked at last may stand: all ways at once, of which there are too many.
    places = {len(ancestors)}
    for part, inner in zip(reversed(parts[:-1]), reversed(parts), strict=False):
        around = (
            {place - 1 for place in places if place > 0}
            if inner.combinator == ">"
            else range(max(places))
        )
        places = {place for place in around if part.fits(ancestors[place])}
        if not places:
            return False
    return True
