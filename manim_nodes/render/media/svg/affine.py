"""Transforms of the plane, and the lengths and rectangles that SVG says them with."""

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import svgelements

Affine = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, top, width, height

# In pixels of CSS.
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "rem": 16.0,
}
# Possessive, here and in all expressions of this package: going back and forth would take hours where a text is long.
_NUMBER = r"[-+]?+(?:\d++\.?+\d*+|\.\d++)(?:[eE][-+]?+\d++)?+"
_NUMBERS = re.compile(_NUMBER)
_LENGTH = re.compile(rf"\s*+({_NUMBER})\s*+([a-zA-Z%]*+)\s*+")
_FUNCTION = re.compile(r"(?<![a-zA-Z])[a-zA-Z]{4,10}+\s*+\([^()]++\)")
MOST_SIZE = 1e9
"""What is larger is nothing that anybody has drawn."""


def identity() -> Affine:
    """Return the transform that leaves all as it is."""
    return np.eye(3)


def affine(a: float, b: float, c: float, d: float, e: float, f: float) -> Affine:
    """Return the transform that SVG writes as ``matrix(a b c d e f)``."""
    return np.array([[a, c, e], [b, d, f], [0, 0, 1]], np.float64)


def parse_transform(text: str | None) -> Affine:
    """Return the transform of an attribute; none if it cannot be read."""
    # Taken apart here: what svgelements looks for in a long text takes it hours.
    functions = _FUNCTION.findall(text or "")
    if not functions:
        return identity()
    from svgelements import Matrix

    try:
        matrix: svgelements.Matrix = Matrix("".join(functions))
        found = affine(*(float(getattr(matrix, name)) for name in "abcdef"))
    except (ArithmeticError, ValueError, TypeError, IndexError, AttributeError):
        return identity()
    return found if np.isfinite(found).all() else identity()


def written(matrix: Affine) -> str:
    """Return a transform as SVG writes it."""
    return "matrix({} {} {} {} {} {})".format(*(f"{value:.9g}" for value in matrix[:2].T.ravel()))


def scale_of(matrix: Affine) -> float:
    """Return by how much a transform makes lines thicker."""
    return float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))


def length(
    text: str | None, whole: float, default: float = 0.0, *, font_size: float = 16.0
) -> float:
    """Return a length in user units.

    Parameters
    ----------
    whole : what 100 % are
    default : for what is not said, or cannot be read
    """
    match = _LENGTH.fullmatch(text or "")
    if match is None:
        return default
    value, unit = float(match[1]), match[2].lower()
    if unit == "%":
        value *= whole / 100
    elif unit in ("em", "ex", "ch"):
        value *= font_size * (1 if unit == "em" else 0.5)
    else:
        value *= _UNITS.get(unit, 1.0)
    return value if abs(value) <= MOST_SIZE else default


def view_box(text: str | None) -> Box | None:
    """Return what ``viewBox`` says, or None if it says nothing."""
    found = itertools.islice(_NUMBERS.finditer(text or ""), 5)
    numbers = [float(match[0]) for match in found]
    if len(numbers) != 4 or max(map(abs, numbers)) > MOST_SIZE:
        return None
    if min(numbers[2:]) < 1 / MOST_SIZE:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def fit(box: Box, viewport: Box, aspect: str | None) -> Affine:
    """Return the transform that shows a ``viewBox`` in a viewport, as ``preserveAspectRatio`` says."""
    left, top, width, height = viewport
    scale_x, scale_y = width / box[2], height / box[3]
    words = (aspect or "xMidYMid meet").split()
    align = words[0] if words else "xMidYMid"
    if align != "none":
        scale_x = scale_y = max(scale_x, scale_y) if "slice" in words else min(scale_x, scale_y)
    share = {"min": 0.0, "mid": 0.5, "max": 1.0}
    move_x = share.get(align[1:4].lower(), 0.5) * (width - box[2] * scale_x)
    move_y = share.get(align[5:8].lower(), 0.5) * (height - box[3] * scale_y)
    return affine(
        scale_x, 0, 0, scale_y, left + move_x - box[0] * scale_x, top + move_y - box[1] * scale_y
    )
