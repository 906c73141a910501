"""The parts of a Typst formula that have a color of their own: as they are written, and as people see them.

A part is written between double braces, with a name, and a node behind the formula gives that name its color. People see the
formula without braces, its parts in their colors.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

_NAMED = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*?)\s*:\s*([A-Za-z_][A-Za-z0-9_-]*)\s*\}\}", re.DOTALL)
_ARROWS = (
    r"<==>|<-->|<=>|<->|==>|-->|<--|<<<|>>>|->>|>->|<<-|\|->|\|=>|~~>|<~~|\.\.\.|::=|!=|:=|=:|->|=>"
    r"|<-|<=|>=|<<|>>|~>|<~|\|\|"
)
_TOKEN = re.compile(
    rf'"(?:\\.|[^"\\])*"?|\\.|{_ARROWS}|\{{\{{|\}}\}}|[^\W\d_][^\W_]*(?:\.[^\W\d_][^\W_]*)*'
    r"|\d+(?:\.\d+)?|\s+|.",
    re.DOTALL,
)
_OPENING, _CLOSING = frozenset({"(", "[", "{", "{{"}), frozenset({")", "]", "}", "}}"})
# What joins two things belongs to neither: a part neither begins nor ends with it.
_JOINING = frozenset("^_/&,;")
_BEHIND = frozenset("'!")
_SCRIPTS, _OVER = frozenset("^_"), frozenset("/")
# What has its limits above and below it would have them beside it.
_WITH_LIMITS = frozenset(
    [
        "lim",
        "liminf",
        "limsup",
        "max",
        "min",
        "sup",
        "inf",
        "sum",
        "product",
        "coproduct",
        "integral",
        "union",
        "inter",
        "det",
        "gcd",
        "Pr",
    ]
)
# Where an accent stands depends on what is below it: that cannot be a part alone.
_ACCENTS = frozenset(
    [
        "acute",
        "arrow",
        "breve",
        "caron",
        "circle",
        "dash",
        "diaer",
        "diaeresis",
        "dot",
        "grave",
        "harpoon",
        "hat",
        "macron",
        "tilde",
    ]
)
_PARTING = frozenset(",;&:")


class ColoredSpan(NamedTuple):
    """Characters that have a color of their own.

    Parameters
    ----------
    start, end : of the first character, and behind the last
    color : a name or number
    name : of the part of a formula; empty for a new one, and for those of a text
    """

    start: int
    end: int
    color: str
    name: str = ""


def read_parts(source: str, colors: Mapping[str, str]) -> tuple[str, tuple[ColoredSpan, ...]]:
    """Return a formula as people see it, and its colored parts.

    Parameters
    ----------
    colors : of the parts, by name; parts that are not named here stay in braces
    """
    seen, spans, behind = "", [], 0
    for found in _NAMED.finditer(source):
        if found[2] not in colors:
            continue
        seen += source[behind : found.start()]
        body = found[1].strip()
        spans.append(ColoredSpan(len(seen), len(seen) + len(body), colors[found[2]], found[2]))
        seen += body
        behind = found.end()
    return seen + source[behind:], tuple(spans)


def write_parts(
    formula: str, spans: Sequence[ColoredSpan], taken: Sequence[str], left: Sequence[str] = ()
) -> tuple[str, dict[str, str]]:
    """Return a formula with its colored parts in braces, and their colors by name.

    Parameters
    ----------
    taken : names that are in use, or were
    left : of these, those that new parts may have where no span has them any more
    """
    kept = {span.name for span in spans}
    new = (name for name in (f"part_{number}" for number in count(1)) if name not in taken)
    free = chain((name for name in left if name not in kept), new)
    colors: dict[str, str] = {}
    source, behind = "", 0
    for span in sorted(spans):
        whole = whole_part(formula, span.start, span.end)
        if whole is None or whole[0] < behind:
            continue
        name = _name_of(span, colors) or next(free)
        colors[name] = span.color
        source += formula[behind : whole[0]]
        if source[-1:].isalpha():
            source += " "  # what stands for braces begins with a letter
        source += f"{{{{ {formula[whole[0] : whole[1]]} : {name} }}}}"
        behind = whole[1]
    return source + formula[behind:], colors


def _name_of(span: ColoredSpan, colors: Mapping[str, str]) -> str:
    """Return a name by which a part is colored already, or its own unless another color has taken it."""
    if span.name and colors.get(span.name, span.color) == span.color:
        return span.name
    return next((name for name, color in colors.items() if color == span.color), "")


def whole_part(formula: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the least part of a formula that holds some characters and can stand in braces; None if there is none.

    A word, a number or a sign is not cut in two, nor is a pair of brackets, and a function keeps its brackets.
    """
    if "#" in formula:  # code, which has rules of its own
        return None
    tokens = _Tokens(formula)
    reach = tokens.overlapping(start, end)
    seen: set[tuple[int, int]] = set()
    while reach is not None and reach not in seen:
        seen.add(reach)
        reach = tokens.grown(*reach)
    if reach is not None:
        reach = tokens.without_silent_brackets(*reach)
    if reach is None or tokens.has_parting(*reach) or not tokens.is_even(*reach):
        return None
    return tokens.start(reach[0]), tokens.end(reach[1])


class _Tokens:
    """The words, numbers and signs of a formula."""

    def __init__(self, formula: str) -> None:
        self._found = list(_TOKEN.finditer(formula))
        self._text = [each[0] for each in self._found]
        self._pairs = dict(self._find_pairs())

    def start(self, place: int) -> int:
        return self._found[place].start()

    def end(self, place: int) -> int:
        return self._found[place].end()

    def overlapping(self, start: int, end: int) -> tuple[int, int] | None:
        places = [
            place
            for place, each in enumerate(self._found)
            if each.start() < end and each.end() > start
        ]
        return self._trimmed(places[0], places[-1]) if places else None

    def grown(self, first: int, last: int) -> tuple[int, int] | None:
        """Return a stretch of tokens with what it cannot do without."""
        ends = {*range(first, last + 1)}
        for opening, closing in self._pairs.items():
            if (opening in ends) != (closing in ends):
                first, last = min(first, opening), max(last, closing)
        within = self._around(first, last)
        if within is not None and (
            self._text[within[0]] == "[" or self.has_parting(first, last)
        ):  # braces mean nothing in square brackets, and arguments stay apart
            first, last = within
        if first > 0 and self._is_word(first - 1) and self._text[first] in _OPENING:
            first -= 1
        if self._is_function(last) and last + 1 in self._pairs:
            last = self._pairs[last + 1]
        for opening, closing in self._pairs.items():
            if opening < first and closing > last and self._is_accent(opening - 1):
                first, last = opening - 1, closing
        return self._trimmed(*self._with_operands(first, last))

    def without_silent_brackets(self, first: int, last: int) -> tuple[int, int] | None:
        """Return what stands in brackets that only join it to a script or a fraction line: within a part, they would be drawn."""
        is_joined = self._is_any(self._beside(first, -1), _SCRIPTS | _OVER)
        is_over = self._is_any(self._beside(last, 1), _OVER)
        if self._text[first] == "(" and self._pairs.get(first) == last and (is_joined or is_over):
            return self._trimmed(first + 1, last - 1)
        return first, last

    def _with_operands(self, first: int, last: int) -> tuple[int, int]:
        """Return a stretch of tokens that what is beside it joins as a whole, as it did before."""
        before, after = self._beside(first, -1), self._beside(last, 1)
        is_unit, is_factor = self._is_unit(first, last), self._is_factor(first, last)
        if self._text[last].partition(".")[0] in _WITH_LIMITS and self._is_any(after, _SCRIPTS):
            last = min(self._beside(after, 1), len(self._text) - 1)
        while (self._text[last] in _BEHIND or not is_unit) and self._is_any(last + 1, _BEHIND):
            last += 1
        if self._is_any(before, _SCRIPTS if is_factor else _SCRIPTS | _OVER) and not is_unit:
            first = max(self._beside(before, -1), 0)
        if self._is_any(after, _SCRIPTS if is_factor else _SCRIPTS | _OVER) and not is_unit:
            last = min(self._beside(after, 1), len(self._text) - 1)
        return first, last

    def _beside(self, place: int, step: int) -> int:
        place += step
        while 0 <= place < len(self._text) and self._text[place].isspace():
            place += step
        return place

    def _is_any(self, place: int, texts: frozenset[str]) -> bool:
        return 0 <= place < len(self._text) and self._text[place] in texts

    def _is_unit(self, first: int, last: int) -> bool:
        is_call = self._is_word(first) and self._pairs.get(first + 1) == last
        return first == last or self._pairs.get(first) == last or is_call

    def _is_factor(self, first: int, last: int) -> bool:
        """Return whether a stretch is one thing with what stands above, below and behind it."""
        place = first
        while place <= last:
            if self._is_word(place) and place + 1 in self._pairs:
                place += 1
            place = self._pairs.get(place, place) + 1
            while place <= last and self._text[place] in _BEHIND:
                place += 1
            if place <= last and self._text[place] not in _SCRIPTS:
                return False
            place += 1
        return True

    def is_even(self, first: int, last: int) -> bool:
        """Return whether square brackets leave a stretch alone: between them, braces mean nothing."""
        before, within = self._text[:first], self._text[first : last + 1]
        return all(part.count("[") == part.count("]") for part in (before, within))

    def has_parting(self, first: int, last: int) -> bool:
        """Return whether a stretch has a comma or the like, outside of brackets of its own."""
        depth = 0
        for text in self._text[first : last + 1]:
            depth += (text in _OPENING) - (text in _CLOSING)
            is_break = len(text) == 2 and text[0] == "\\" and text[1].isspace()
            if depth == 0 and (text in _PARTING or is_break):
                return True
        return False

    def _trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        while first <= last and (
            self._text[first].isspace() or self._text[first] in _JOINING | _BEHIND
        ):
            first += 1
        while first <= last and (self._text[last].isspace() or self._text[last] in _JOINING):
            last -= 1
        return (first, last) if first <= last else None

    def _around(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the closest pair of brackets around a stretch."""
        pairs = [each for each in self._pairs.items() if each[0] < first and each[1] > last]
        return max(pairs, default=None)

    def _is_word(self, place: int) -> bool:
        return self._text[place][0].isalpha()

    def _is_accent(self, place: int) -> bool:
        return place >= 0 and self._text[place].partition(".")[0] in _ACCENTS

    def _is_function(self, place: int) -> bool:
        return self._is_word(place) and len(self._text[place]) > 1

    def _find_pairs(self) -> Iterator[tuple[int, int]]:
        opened: list[int] = []
        for place, text in enumerate(self._text):
            if text in _OPENING:
                opened.append(place)
            elif text in _CLOSING and opened:
                yield opened.pop(), place
