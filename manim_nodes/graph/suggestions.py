"""Names that were meant by others that are not known."""

from collections.abc import Iterable
from difflib import get_close_matches

from manim_nodes.translation import tr

# Each takes as long as a hundred nodes; a file with thousands of unknown names is not one with slips of the pen.
_MOST = 100


class Suggestions:
    """What was meant by names that are not known, for so many of them at most."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, ...], str] = {}

    def did_you_mean(self, name: str, known: Iterable[str]) -> str:
        """Return a question that names the closest known name; empty where none is close."""
        key = name, *known
        if key not in self._said and len(self._said) < _MOST:
            close = get_close_matches(name, list(known), n=1)
            self._said[key] = tr("Did you mean '{name}'?", name=close[0]) if close else ""
        return self._said.get(key, "")
