"""Numbers as most of Europe writes them, 0,5 for 0.5, and where in an expression a comma is that of a number."""

import re
from dataclasses import dataclass, field

from manim_nodes.library.expressions import takes_one_value

_COMMA = re.compile(r"(?<![\w.)]),(?=\d)|(?<=\d),(?=\d)")
_INNER = "\0"
_EACH_INNER, _SEMICOLON = re.compile(_INNER), re.compile(r"\s*;")
_FUNCTION = re.compile(r"([^\W\d]\w*)\s*$")


@dataclass
class _Part:
    """What stands between two brackets, so far; what is in brackets of its own is kept apart."""

    function: str = ""
    is_whole: bool = False
    text: str = ""
    inner: list[str] = field(default_factory=list)
    has_separators: bool = False  # that cannot be commas of numbers

    def add(self, letter: str, after: str) -> None:
        self.text += letter
        self.has_separators |= letter == ";" or (letter == "," and after.isspace())

    def add_inner(self, text: str) -> None:
        self.text += _INNER
        self.inner.append(text)

    def read(self) -> str:
        """Return the text with points, and commas instead of semicolons."""
        text = self.text
        several = self.is_whole or (self.function != "" and not takes_one_value(self.function))
        if self.has_separators or not several:
            text = _COMMA.sub(".", text)
        if several:
            text = _SEMICOLON.sub(",", text)
        inner = iter(self.inner)
        return _EACH_INNER.sub(lambda _: next(inner), text)


def with_points(text: str) -> str:
    """Return an expression with points where commas are those of numbers: ``sin(0.5)`` for ``sin(0,5)``.

    Between the values of ``max(1,2)``, and the coordinates of ``(1,2)``, they stay. Where these are apart by
    semicolons, or by commas with blanks, the others are those of numbers: ``max(0,5; 2)`` is ``max(0.5, 2)``.
    """
    if "," not in text or _INNER in text:
        return text
    parts = [_Part()]
    for place, letter in enumerate(text):
        if letter == "(":
            named = _FUNCTION.search(parts[-1].text)
            is_whole = len(parts) == 1 and not parts[0].text.strip() and _closes(text.strip())
            parts.append(_Part(named[1] if named else "", is_whole))
        elif letter == ")" and len(parts) > 1:
            inner = parts.pop().read()
            parts[-1].add_inner(f"({inner})")
        else:
            parts[-1].add(letter, text[place + 1 : place + 2])
    while len(parts) > 1:  # a bracket is missing: what is wrong is said elsewhere
        inner = parts.pop().read()
        parts[-1].add_inner(f"({inner}")
    return parts[0].read()


def _closes(text: str) -> bool:
    """Return whether the bracket that a text begins with is closed by its last letter."""
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return place == len(text) - 1
    return False
