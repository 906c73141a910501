"""Selectors of CSS: which elements of a file a rule of a style sheet is for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

from manim_nodes.render.media.svg.budget import Budget

# Possessive, as everywhere here.
_NAME = r"(?:[\w-]|\\.)++"
_SIMPLE = re.compile(
    rf"(?P<kind>[.#]?)(?P<name>{_NAME}|\*)"
    rf"|\[\s*+(?P<attribute>{_NAME})\s*+(?:(?P<how>[~|^$*]?)=\s*+"
    r"(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\]\"']++))\s*+[is]?\s*+)?\]"
    r"|::?(?P<pseudo>[\w-]++)(?P<open>\()?"
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,4})|(.))")
_COMBINATOR = re.compile(r"\s*+([>+~])\s*+|\s++")
_STEP = re.compile(r"([-+]?\d*)n\s*+(?:([-+])\s*+(\d++))?")
_BRACKET = re.compile(r"[()\[\],\"']")
_MOST_NESTED = 8  # selectors in selectors
_NEAR, _LETTERS = 8, 64  # elements and letters that are looked at as fast as one property
# What a picture that nobody touches is never in, and what no element of SVG has.
_NEVER = frozenset(
    {
        "active", "after", "backdrop", "before", "checked", "disabled", "enabled", "first-letter", "first-line", "focus",
        "focus-visible", "focus-within", "hover", "marker", "placeholder", "selection", "target", "visited",
    }
)  # fmt: skip
_COUNTED = {
    "first-child": ("nth-child", "1"),
    "last-child": ("nth-last-child", "1"),
    "first-of-type": ("nth-of-type", "1"),
    "last-of-type": ("nth-last-of-type", "1"),
}
_NTH = ("nth-child", "nth-last-child", "nth-of-type", "nth-last-of-type")

Specificity = tuple[int, int, int]


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute, whatever its namespace."""
    if (value := element.get(name)) is not None:
        return value
    ending = f"}}{name}"
    return next((value for key, value in element.attrib.items() if key.endswith(ending)), None)


class Family:
    """Where the elements of a file stand: what is around each, and what stands before it."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._counts: dict[Element, dict[str, int]] = {}

    @cached_property
    def _parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self._root.iter() for child in parent}

    def is_root(self, element: Element) -> bool:
        """Return whether nothing is around an element."""
        return element is self._root

    def around(self, elements: Iterable[Element], combinator: str) -> list[Element]:
        """Return the elements that may stand before a combinator of which the given ones stand behind."""
        found: dict[Element, None] = {}
        ends: dict[Element, int] = {}  # of the siblings to be looked at
        for element in elements:
            parent = self._parents.get(element)
            if parent is None:
                continue
            if combinator == ">":
                found[parent] = None
            elif combinator == " ":
                while parent is not None and parent not in found:
                    found[parent] = None
                    parent = self._parents.get(parent)
            else:
                place = self.count(element, "nth-child") - 1
                ends[parent] = max(place, ends.get(parent, 0))
                if combinator == "+" and place:
                    found[parent[place - 1]] = None
        if combinator == "~":
            found = {sibling: None for parent, end in ends.items() for sibling in parent[:end]}
        return list(found)

    def count(self, element: Element, how: str) -> int:
        """Return which of its siblings an element is, from 1 on, counted as a pseudo-class says it."""
        if element not in self._counts:
            parent = self._parents.get(element)
            self._count([element] if parent is None else list(parent))
        return self._counts[element][how]

    def _count(self, siblings: list[Element]) -> None:
        names = [local_name(sibling) for sibling in siblings]
        totals, seen = Counter(names), Counter[str]()
        for index, (sibling, name) in enumerate(zip(siblings, names, strict=True)):
            seen[name] += 1
            self._counts[sibling] = {
                "nth-child": index + 1,
                "nth-last-child": len(siblings) - index,
                "nth-of-type": seen[name],
                "nth-last-of-type": totals[name] - seen[name] + 1,
            }


@dataclass(frozen=True, slots=True)
class _Test:
    """One thing that an element must be.

    Parameters
    ----------
    kind : ``.``, ``#``, empty for its name, ``*`` for any, ``[`` with what stands before the equals sign, or a pseudo-class
    name : the class, id, name or attribute
    value : of the attribute
    step, start : every how many of its siblings, from which on
    inside : selectors of which one must be right, or none
    """

    kind: str
    name: str = ""
    value: str | None = None
    step: int = 0
    start: int = 0
    inside: "tuple[Selector, ...]" = ()

    @property
    def specificity(self) -> Specificity:
        if self.kind in (":is", ":not"):
            return max(selector.specificity for selector in self.inside)
        if self.kind in ("*", ":where"):
            return 0, 0, 0
        return int(self.kind == "#"), int(self.kind not in ("#", "")), int(self.kind == "")

    def fits(self, element: Element, family: Family, budget: Budget) -> bool:
        """Return whether an element is so.

        Raises
        ------
        TooMuchError : there is too much to look at
        """
        match self.kind:
            case "":
                return local_name(element) == self.name
            case ".":
                said = element.get("class", "")
                budget.take("properties", len(said) // _LETTERS)
                return self.name in said.split()
            case "#":
                return element.get("id") == self.name
            case "*":
                return True
            case ":root":
                return family.is_root(element)
            case ":empty":
                return not len(element) and not (element.text or "")
            case ":link":
                return local_name(element) == "a"
            case ":never":
                return False
            case ":is" | ":where" | ":not":
                fits = any(each.selects(element, family, budget) for each in self.inside)
                return fits != (self.kind == ":not")
            case kind if kind.startswith("["):
                found = attribute(element, self.name)
                budget.take("properties", len(found or "") // _LETTERS)
                return _has(kind[1:], found, self.value)
            case kind:
                past = family.count(element, kind[1:]) - self.start
                if not self.step:
                    return past == 0
                return past % self.step == 0 and past // self.step >= 0


@dataclass(frozen=True, slots=True)
class _Compound:
    """One part of a selector: what an element itself must be, and how it stands to that of the part before."""

    combinator: str
    tests: tuple[_Test, ...]

    def fits(self, element: Element, family: Family, budget: Budget) -> bool:
        return all(test.fits(element, family, budget) for test in self.tests)


@dataclass(frozen=True, slots=True)
class Selector:
    """What elements must be.

    Parameters
    ----------
    parts : the innermost last
    """

    parts: tuple[_Compound, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Return one thing that an element must be: its id, a class or its name; empty if it may be anything."""
        named = [
            (test.kind, test.name) for test in self.parts[-1].tests if test.kind in ("", ".", "#")
        ]
        return max(named, default=("", ""))  # a class or an id before a name

    @property
    def specificity(self) -> Specificity:
        """Return how much it asks for: of two rules the one that asks for more is followed."""
        asked = [test.specificity for part in self.parts for test in part.tests]
        ids, classes, names = map(sum, zip(*asked, strict=True))
        return ids, classes, names

    def selects(self, element: Element, family: Family, budget: Budget) -> bool:
        """Return whether an element is one of them.

        Raises
        ------
        TooMuchError : there is too much to look at
        """
        budget.take("properties", len(self.parts))
        if not self.parts[-1].fits(element, family, budget):
            return False
        # Where the part that was looked at last may stand: all ways at once, of which there are too many.
        places: Sequence[Element] = [element]
        for part, inner in zip(self.parts[-2::-1], self.parts[::-1], strict=False):
            around = family.around(places, inner.combinator)
            budget.take("properties", len(around) // _NEAR)
            places = [place for place in around if part.fits(place, family, budget)]
            if not places:
                return False
        return True


def parse_selectors(text: str) -> Iterator[Selector | None]:
    """Return the selectors of a rule; None for each that asks for what is not known here."""
    for part in _parts(text):
        yield _parse(part.strip(), 0)


def _parts(text: str) -> Iterator[str]:
    """Return what stands between commas that are not inside of brackets or quotes."""
    start = depth = 0
    quote = ""
    for match in _BRACKET.finditer(text):
        sign = match[0]
        if quote or sign in "\"'":
            quote = "" if sign == quote else quote or sign
        elif sign == "," and depth == 0:
            yield text[start : match.start()]
            start = match.end()
        elif sign != ",":
            depth += 1 if sign in "([" else -1
    yield text[start:]


def _parse(text: str, depth: int) -> Selector | None:
    parts: list[_Compound] = []
    combinator = " "
    position = 0
    while True:
        tests: list[_Test] = []
        while match := _SIMPLE.match(text, position):
            if tests and match["name"] and not match["kind"]:
                return None
            position = match.end()
            inside = ""
            if match["open"]:
                end = _closing(text, position)
                inside, position = text[position:end].strip(), end + 1
            test = _test(match, inside, depth)
            if test is None:
                return None
            tests.append(test)
        if not tests:
            return None
        parts.append(_Compound(combinator, tuple(tests)))
        if position >= len(text):
            return Selector(tuple(parts))
        between = _COMBINATOR.match(text, position)
        if between is None:
            return None
        combinator, position = between[1] or " ", between.end()


def _closing(text: str, start: int) -> int:
    """Return where the bracket closes inside of which a text begins."""
    depth = 1
    for match in _BRACKET.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return len(text)


def _test(match: re.Match[str], inside: str, depth: int) -> _Test | None:
    """Return what one piece of a selector asks for, or None if that is not known."""
    if match["name"]:
        return _Test("*" if match["name"] == "*" else match["kind"], _plain(match["name"]))
    if match["attribute"]:
        values = (match[name] for name in ("double", "single", "bare"))
        value = next((value for value in values if value is not None), None)
        return _Test("[" + (match["how"] or ""), _plain(match["attribute"]), value)
    name, said = _COUNTED.get(match["pseudo"], (match["pseudo"], inside))
    if name in ("root", "empty"):
        return _Test(f":{name}")
    if name in ("link", "any-link"):
        return _Test(":link")
    if name in _NEVER:
        return _Test(":never")
    if name in ("only-child", "only-of-type"):
        kind = name.removeprefix("only-")
        ends = [_Test(f":nth{last}-{kind}", start=1) for last in ("", "-last")]
        return _Test(":is", inside=(Selector((_Compound(" ", tuple(ends)),)),))
    if name in ("is", "where", "not", "matches") and depth < _MOST_NESTED:
        found = [_parse(part.strip(), depth + 1) for part in _parts(said)]
        known = tuple(selector for selector in found if selector)
        kind = ":is" if name == "matches" else f":{name}"
        return _Test(kind, inside=known) if len(known) == len(found) else None
    if name in _NTH and (counted := _every(said.lower())):
        return _Test(f":{name}", step=counted[0], start=counted[1])
    return None


def _every(text: str) -> tuple[int, int] | None:
    """Return of ``2n + 1`` the 2 and the 1; None of what is not so."""
    if text in ("odd", "even"):
        return 2, int(text == "odd")
    if re.fullmatch(r"[-+]?\d{1,9}", text):
        return 0, int(text)
    match = _STEP.fullmatch(text)
    if match is None or max(map(len, match.groups(""))) > 9:
        return None
    step, sign, start = match.groups("")
    return int(f"{step}1" if step in ("", "+", "-") else step), int(f"{sign}{start or 0}")


def _has(how: str, found: str | None, value: str | None) -> bool:
    """Return whether an attribute is as a selector asks."""
    if found is None or value is None:
        return found is not None
    match how:
        case "~":
            return value in found.split()
        case "|":
            return found == value or found.startswith(f"{value}-")
        case "^":
            return bool(value) and found.startswith(value)
        case "$":
            return bool(value) and found.endswith(value)
        case "*":
            return bool(value) and value in found
        case _:
            return found == value


def _plain(name: str) -> str:
    """Return a name without the signs that take from others their meaning."""
    return _ESCAPE.sub(lambda match: match[2] or chr(int(match[1], 16)), name)
