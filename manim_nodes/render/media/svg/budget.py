"""How much work one drawing may be: a file of a few lines can ask for hours of it."""

MOST = {
    "elements": 20_000,
    "levels": 96,
    "points": 100_000,
    "letters": 5_000,
    "properties": 3_000_000,
    "dashes": 400_000,
    "cuts": 100_000,
    "bands": 6_000,
    "areas": 2_000,
    "corners": 10_000,
    "tiles": 4_000,
}
"""What is counted: elements and how deep they are in one another, points of lines, letters of texts, properties of style
that are looked at, pieces of lines that are dashed or cut, places where outlines may cross, bands of gradients,
fills and lines that are see-through together, corners of lines that are drawn as areas,
and copies of what patterns hold."""


class TooMuchError(Exception):
    """A drawing is more work than it may be.

    Parameters
    ----------
    kind : what there is too much of
    """

    def __init__(self, *, kind: str) -> None:
        super().__init__(f"more than {MOST[kind]} {kind}")
        self.kind = kind


class Budget:
    """What is left of the work that one drawing may be, by kind."""

    def __init__(self) -> None:
        self._left = dict(MOST)

    def has(self, kind: str, count: int) -> bool:
        """Return whether there is as much left."""
        return count <= self._left[kind]

    def take(self, kind: str, count: int) -> None:
        """Count work that is about to be done.

        Raises
        ------
        TooMuchError : there is not as much left
        """
        if count > self._left[kind]:
            raise TooMuchError(kind=kind)
        self._left[kind] -= count
