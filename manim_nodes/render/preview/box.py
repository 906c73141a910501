"""Where something is in a picture."""

from dataclasses import dataclass

Point2 = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright box in the picture, in units of the frame, its center at (0, 0), y upward."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def center(self) -> Point2:
        """Return the middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def width(self) -> float:
        """Return the distance of its sides."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the distance of its top and bottom."""
        return self.top - self.bottom

    def moved(self, x: float, y: float) -> "Box":
        """Return the box at another place."""
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)
