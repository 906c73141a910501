"""Curves of people's own that say how an animation speeds up and slows down."""

import re
from dataclasses import dataclass, replace

_NUMBER = r"\s*(-?\d+(?:\.\d+)?)\s*"
_WRITTEN = re.compile(rf"(?P<name>[^:]{{1,60}}):{','.join([_NUMBER] * 4)}")
_LOWEST, _HIGHEST = -2.0, 3.0
_HALVINGS = 40


@dataclass(frozen=True, slots=True)
class RateCurve:
    """A cubic Bézier curve from (0, 0) to (1, 1): how much is done against the time.

    Parameters
    ----------
    name : what people call it
    x1, y1 : the point towards which it leaves
    x2, y2 : the point from which it arrives; both x are in 0 to 1
    """

    name: str
    x1: float = 0.5
    y1: float = 0.0
    x2: float = 0.5
    y2: float = 1.0

    @classmethod
    def parse(cls, text: object) -> "RateCurve | None":
        """Read ``Snap: 0.3, 0, 0.1, 1``, as projects hold a curve; None for what is none."""
        found = _WRITTEN.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            return None
        curve = cls(found["name"].strip(), *map(float, found.groups()[1:]))
        return curve if curve.name and curve == curve.clamped() else None

    def __str__(self) -> str:
        """Return the curve as projects hold it."""
        return f"{self.name}: {', '.join(f'{each:g}' for each in self.points)}"

    @property
    def points(self) -> tuple[float, float, float, float]:
        """The coordinates of both points in between."""
        return self.x1, self.y1, self.x2, self.y2

    def clamped(self) -> "RateCurve":
        """Return the nearest curve that goes forward in time and not too far off."""
        x1, x2 = (min(max(each, 0.0), 1.0) for each in (self.x1, self.x2))
        y1, y2 = (min(max(each, _LOWEST), _HIGHEST) for each in (self.y1, self.y2))
        return replace(self, x1=x1, y1=y1, x2=x2, y2=y2)

    def at(self, time: float) -> float:
        """Return how much is done at a time from 0 to 1."""
        if time <= 0 or time >= 1:
            return min(max(time, 0.0), 1.0)
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):  # x grows along the curve
            middle = (low + high) / 2
            if _along(middle, self.x1, self.x2) < time:
                low = middle
            else:
                high = middle
        return _along(low, self.y1, self.y2)

    def sampled(self, count: int) -> list[float]:
        """Return how much is done at times of equal distance, 0 and 1 included."""
        return [self.at(index / (count - 1)) for index in range(count)]


def _along(s: float, first: float, second: float) -> float:
    return 3 * s * (1 - s) ** 2 * first + 3 * s**2 * (1 - s) * second + s**3
