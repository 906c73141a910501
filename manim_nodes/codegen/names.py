"""Labels become identifiers."""

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection

_PYTHON = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins)})
# Left out by a Python that starts without the site module, as in an installer's bundle.
_SITE = frozenset({"copyright", "credits", "exit", "license", "quit"})
_OURS = frozenset(
    {"self", "np", "nx", "config", "manim", "mobject", "random", "error", "always_redraw"}
)
# What writers of values write.
_MANIMS = frozenset(
    {*("UP", "DOWN", "LEFT", "RIGHT", "OUT", "IN", "UR", "UL", "DR", "DL", "ORIGIN")}
    | {*("PI", "TAU", "DEGREES")}
)


class Namer:
    """Names every variable of a module, each otherwise.

    Parameters
    ----------
    taken : names that mean something else in the module
    """

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = {*taken, *_PYTHON, *_SITE, *_OURS, *_MANIMS}
        self._counts: dict[str, int] = {}

    def variable(self, *wishes: str) -> str:
        """Return an unused ``snake_case`` name made of the first wish that has any letters."""
        stem = next((name for wish in wishes if (name := snake_case(wish))), "thing")
        return self._unused(stem)

    def scene_class(self, wish: str) -> str:
        """Return an unused ``CamelCase`` name."""
        words = re.findall(r"[A-Za-z0-9]+", _ascii(wish))
        stem = "".join(word[0].upper() + word[1:] for word in words)
        if not stem:
            stem = "GeneratedScene"
        if stem[0].isdigit() or stem in self._taken:
            stem = f"Scene{stem}" if stem[0].isdigit() else f"{stem}Scene"
        return self._unused(stem)

    def _unused(self, stem: str) -> str:
        name, count = stem, self._counts.get(stem, 1)
        while name in self._taken:
            count += 1
            name = f"{stem}_{count}"
        self._counts[stem] = count
        self._taken.add(name)
        return name


def snake_case(text: str) -> str:
    """Return ``text`` as an identifier: ``Left side`` as ``left_side``; empty if it has no letters."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", _ascii(text))
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")[:40].strip("_")
    return f"n{name}" if name[:1].isdigit() else name


def _ascii(text: str) -> str:
    if text.isascii():
        return text[:200]
    decomposed = unicodedata.normalize("NFKD", text[:200])
    return decomposed.encode("ascii", "ignore").decode("ascii")
