"""What the elements of a drawing look like: style sheets, attributes, and what is inherited."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

Style = Mapping[str, str]

# What an element has from the one around it unless it says so itself.
_INHERITED = frozenset(
    {
        "clip-rule", "color", "direction", "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-style",
        "font-weight", "letter-spacing", "marker-end", "marker-mid", "marker-start", "paint-order", "stroke",
        "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor", "visibility", "white-space", "word-spacing",
    }
)  # fmt: skip
_OWN = frozenset(
    {
        "clip-path", "cx", "cy", "d", "display", "filter", "height", "mask", "opacity", "overflow", "r", "rx", "ry", "stop-color",
        "stop-opacity", "transform", "transform-box", "transform-origin", "vector-effect", "width", "x", "y",
    }
)  # fmt: skip
# What would be a place or a size where it is an attribute is none in a style sheet of old.
_ATTRIBUTES = (_INHERITED | _OWN) - {
    "cx", "cy", "d", "height", "r", "rx", "ry", "transform", "width", "x", "y",
}  # fmt: skip

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_NESTED = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]*;")
_SIMPLE = re.compile(r"([.#]?)([\w-]+|\*)|\[\s*([\w:-]+)\s*(?:=\s*[\"']?([^\"'\]]*)[\"']?\s*)?\]")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\))?[^()]*))?\)")
_FONT = re.compile(
    r"(?P<style>italic|oblique)?\s*(?P<weight>bold|bolder|lighter|\d{3})?\s*"
    r"(?P<size>[\d.]+[a-z%]*)(?:/\S+)?\s+(?P<family>.+)"
)


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

    def fits(self, element: Element) -> bool:
        return all(_fits(element, *test) for test in self.tests)


@dataclass(frozen=True, slots=True)
class _StyleRule:
    weight: tuple[bool, int, int, int]
    parts: tuple[_Compound, ...]
    name: str
    value: str


class StyleSheet:
    """The rules of the ``style`` elements of a drawing."""

    def __init__(self, text: str) -> None:
        plain = _NESTED.sub("", _COMMENT.sub("", text))
        rules: list[_StyleRule] = []
        for match in _RULE.finditer(plain):
            for selector in match[1].split(","):
                if parts := _parse_selector(selector.strip()):
                    rules += list(_rules(parts, match[2], len(rules)))
        self._rules = sorted(rules, key=lambda rule: rule.weight)

    def style_of(self, element: Element, ancestors: list[Element], parent: Style) -> Style:
        """Return how an element looks.

        Parameters
        ----------
        ancestors : the innermost last
        parent : how the innermost looks
        """
        own = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
        important: dict[str, str] = {}
        for rule in self._rules:
            if _selects(rule.parts, element, ancestors):
                (important if rule.weight[0] else own)[rule.name] = rule.value
        for name, value, is_important in declarations(element.get("style", "")):
            (important if is_important else own)[name] = value
        own.update(important)
        inherited = {
            name: value
            for name, value in parent.items()
            if name in _INHERITED or name.startswith("--")
        }
        style = {**inherited, **own}
        return {
            name: (parent.get(name, "") if value == "inherit" else _resolve(value, style))
            for name, value in style.items()
        }


def declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    """Return the properties of a block of CSS: name, value, and whether it is important."""
    for declaration in _COMMENT.sub("", text).split(";"):
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


def _resolve(value: str, style: Style) -> str:
    """Return a value with the variables in it filled in."""
    if "var(" not in value:
        return value
    for _ in range(8):
        match = _VARIABLE.search(value)
        if match is None:
            break
        said = style.get(match[1], match[2] or "")
        value = value[: match.start()] + said.strip() + value[match.end() :]
    return value


def _rules(parts: tuple[_Compound, ...], block: str, first: int) -> Iterator[_StyleRule]:
    tests = [kind for part in parts for kind, _, _ in part.tests]
    specificity = tests.count("#") * 10_000 + (tests.count(".") + tests.count("[")) * 100
    specificity += tests.count("")
    for number, (name, value, important) in enumerate(declarations(block)):
        yield _StyleRule((important, specificity, first, number), parts, name, value)


def _parse_selector(text: str) -> tuple[_Compound, ...]:
    """Return the parts of a selector, the innermost last; none if it asks for what is not known here."""
    parts: list[_Compound] = []
    combinator = " "
    for word in re.sub(r"\s*>\s*", " > ", text.replace(":root", "svg")).split():
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
    if not parts or not parts[-1].fits(element):
        return False
    if len(parts) == 1:
        return True
    if parts[-1].combinator == ">":
        return bool(ancestors) and _selects(parts[:-1], ancestors[-1], ancestors[:-1])
    return any(
        _selects(parts[:-1], ancestors[index], ancestors[:index]) for index in range(len(ancestors))
    )
