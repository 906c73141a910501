"""The dashes of lines."""

from itertools import accumulate

import numpy as np

from manim_nodes.render.media.svg.affine import length
from manim_nodes.render.media.svg.budget import Budget
from manim_nodes.render.media.svg.source import Place
from manim_nodes.render.media.svg.text import font_size

_DOT = 1e-4  # of a pattern: a dash that is not seen but for its ends


def gaps_of(place: Place, budget: Budget) -> list[float]:
    """Return the lengths of dashes and of the gaps between them, in turn; none for a whole line.

    Raises
    ------
    TooMuchError : there are too many
    """
    whole = float(np.hypot(*place.viewport) / np.sqrt(2))
    size = font_size(place.style)
    words = place.style.get("stroke-dasharray", "none").replace(",", " ").split()
    if words == ["none"]:
        return []
    budget.take("dashes", len(words))
    lengths = [length(word, whole, -1.0, font_size=size) for word in words]
    if not lengths or min(lengths) < 0 or sum(lengths) == 0:
        return []
    if len(lengths) % 2:
        lengths *= 2
    if place.style.get("stroke-linecap", "").strip() in ("round", "square"):
        lengths = _with_dots(lengths)
    offset = length(place.style.get("stroke-dashoffset"), whole, font_size=size)
    return _begun(lengths, offset % sum(lengths))


def scaled_dashes(place: Place, gaps: list[float], scale: float) -> dict[str, str]:
    """Return the style of a line whose dashes are measured otherwise than it is, with ``scale`` of them to a unit."""
    return {
        **place.style,
        "stroke-dasharray": " ".join(f"{gap * scale:.9g}" for gap in gaps),
        "stroke-dashoffset": "0",
    }


def _with_dots(lengths: list[float]) -> list[float]:
    """Return a pattern whose dashes without length are so long that their ends are drawn, which are dots."""
    least = sum(lengths) * _DOT
    found = list(lengths)
    for index in range(0, len(found), 2):
        if found[index] < least < found[index + 1]:
            found[index + 1] -= least - found[index]
            found[index] = least
    return found


def _begun(lengths: list[float], offset: float) -> list[float]:
    """Return a pattern of dashes that begins later."""
    ends = list(accumulate(lengths))
    if offset == 0 or offset >= ends[-1]:
        return lengths
    index = next(i for i, end in enumerate(ends) if end > offset)
    rest = ends[index] - offset
    cut = lengths[index] - rest
    turned = [rest, *lengths[index + 1 :], *lengths[:index], cut]
    # Dashes and gaps take turns, so that nothing of a kind stands for what is missing.
    return [*turned, 0.0] if index % 2 == 0 else [0.0, *turned]
