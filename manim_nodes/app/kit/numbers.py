"""Numbers as they are typed and shown, and the steps by which they change; without Qt."""

from dataclasses import dataclass
from math import floor, isfinite
from typing import Any

from manim_nodes.library.decimal_commas import with_points
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import number_value

_MOST_DIGITS = 8  # are shown; the project keeps all
_OPERATORS = ("+=", "-=", "*=", "/=")


def shown_number(value: Any) -> str:
    """Return a number as a field shows it: short where it is one, as typed where it is arithmetic."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.{_MOST_DIGITS}g}"
    return str(value)


def typed_number(text: str, before: Any, *, has_comma: bool = False) -> int | float | str | None:
    """Read what was typed: a number, arithmetic, which is kept as it is, or ``+=2``.

    Parameters
    ----------
    before : what ``+=2`` adds to
    has_comma : whether people write 0,5 for 0.5 here

    Returns
    -------
    None for nothing; the text itself where it is no plain number
    """
    text = text.strip()
    if not text:
        return None
    if has_comma:
        text = with_points(text)
    if text.startswith(_OPERATORS):
        result = number_value(f"({before}) {text[0]} ({text[2:]})")
        return text if result is None else tidy(result)
    for read in (int, float):
        try:
            number = read(text)
        except ValueError:
            continue
        return number if isfinite(number) else text
    return text


def tidy(number: float) -> int | float:
    """Return a number without what binary fractions add far behind the point."""
    rounded = round(float(number), 10)
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


@dataclass(frozen=True)
class Steps:
    """How a number moves under the mouse and the arrow keys.

    Parameters
    ----------
    step : the usual one; a fine one is a tenth of it, a coarse one ``coarse`` times as much
    is_whole : whether nothing is between one number and the next
    """

    step: float
    coarse: float
    is_whole: bool
    low: float | None
    above: float | None
    high: float | None

    @classmethod
    def of(cls, parameter: Parameter) -> "Steps":
        """Return the steps that suit a parameter, or the items of a list of them."""
        kind = parameter.type.rpartition("[")[2].rstrip("]")
        is_whole = kind == "integer"
        step = parameter.step or (1.0 if is_whole or kind == "angle" else 0.1)
        return cls(
            max(step, 1) if is_whole else step,
            15.0 if kind == "angle" else 10.0,
            is_whole,
            parameter.minimum,
            parameter.exclusive_minimum,
            parameter.maximum,
        )

    def moved(self, start: float, count: int, *, fine: bool, coarse: bool) -> int | float:
        """Return the number that is ``count`` steps away; coarse ones end on whole coarse steps."""
        if coarse:
            size = self.step * self.coarse
            moved = floor(start / size + 0.5) * size + count * size
        else:
            moved = start + count * self.step * (0.1 if fine and not self.is_whole else 1)
        return tidy(self.clamped(round(moved) if self.is_whole else moved))

    def clamped(self, number: float) -> float:
        """Return the nearest number that is allowed."""
        low = self.low
        if self.above is not None:
            nearest = self.above + (1 if self.is_whole else self.step / 10)
            low = nearest if low is None else max(low, nearest)
        if low is not None and number < low:
            number = low
        return self.high if self.high is not None and number > self.high else number

    def fraction(self, number: float) -> float | None:
        """Return how far a number is between its bounds, 0 to 1; None if it has not both."""
        low = self.low if self.low is not None else self.above
        if low is None or self.high is None or not low < self.high:
            return None
        return min(max((number - low) / (self.high - low), 0.0), 1.0)
