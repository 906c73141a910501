"""Shapes that CSS says in a few words, such as ``circle(40%)``: what may be seen of an element."""

import re
from typing import TYPE_CHECKING

import numpy as np

from manim_nodes.render.media.svg.affine import Box, length
from manim_nodes.render.media.svg.shapes import outline_of

if TYPE_CHECKING:
    from svgelements import Path as Outline

_SHAPE = re.compile(
    r"(inset|circle|ellipse|polygon|path|rect|xywh)\(([^()]*+)\)\s*+(?:[a-z-]++\s*+)?",
    re.IGNORECASE,
)
_SHARES = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}


def is_basic_shape(said: str) -> bool:
    """Return whether a value of CSS is a shape."""
    return _SHAPE.fullmatch(said.strip()) is not None


def basic_shape(said: str, box: Box, font_size: float) -> "tuple[Outline, str]":
    """Return the outline of a shape, and how its inside is found.

    Parameters
    ----------
    box : that it is measured by

    Raises
    ------
    ValueError : it cannot be read
    """
    match = _SHAPE.fullmatch(said.strip())
    if match is None:
        raise ValueError(said)
    name, inside = match[1].lower(), match[2]
    left, top, width, height = box

    def across(word: str) -> float:
        return left + length(_SHARES.get(word, word), width, font_size=font_size)

    def down(word: str) -> float:
        return top + length(_SHARES.get(word, word), height, font_size=font_size)

    rule, _, rest = inside.partition(",")
    is_ruled = rule.strip() in ("evenodd", "nonzero")
    rule_said = rule.strip() if is_ruled else "nonzero"
    body = rest if is_ruled else inside
    if name == "path":
        from svgelements import Matrix

        outline = outline_of("path", {"d": body.strip().strip("\"'")})
        return (outline * Matrix.translate(left, top)).reify(), rule_said
    if name == "polygon":
        pairs = [pair.split() for pair in body.split(",")]
        points = " ".join(f"{across(x):.9g} {down(y):.9g}" for x, y in pairs)
        return outline_of("polygon", {"points": points}), rule_said
    if name in ("circle", "ellipse"):
        radii, _, center = inside.partition("at ")
        words = center.split() or ["50%", "50%"]
        x, y = across(words[0]), down(words[1] if len(words) > 1 else "50%")
        rx, ry = _radii(name, radii.split(), (x, y), box, font_size)
        if min(rx, ry) <= 0:
            return outline_of("path", {"d": ""}), rule_said
        values = {"cx": x, "cy": y, "rx": rx, "ry": ry}
        return outline_of(
            "ellipse", {key: f"{value:.9g}" for key, value in values.items()}
        ), rule_said
    return _rectangle(name, inside, box, font_size), rule_said


def _radii(
    name: str, words: list[str], center: tuple[float, float], box: Box, font_size: float
) -> tuple[float, float]:
    left, top, width, height = box
    sides = [center[0] - left, left + width - center[0], center[1] - top, top + height - center[1]]
    mean = float(np.hypot(width, height) / np.sqrt(2))
    wholes = (width, height) if name == "ellipse" else (mean, mean)
    found = []
    for axis, whole in enumerate(wholes):
        word = (words or ["closest-side"])[min(axis, max(len(words) - 1, 0))]
        near = sides[2 * axis : 2 * axis + 2] if name == "ellipse" else sides
        chosen = {"closest-side": min(map(abs, near)), "farthest-side": max(map(abs, near))}
        found.append(chosen.get(word, length(word, whole, font_size=font_size)))
    return found[0], found[1]


def _rectangle(name: str, inside: str, box: Box, font_size: float) -> "Outline":
    """Return a rectangle: how far its sides are from those of the box, or where they are.

    Raises
    ------
    ValueError : it cannot be read
    """
    left, top, width, height = box
    said, _, round_corners = inside.partition("round")
    words = said.split()
    if name == "inset":
        words = (words * 4)[:4] if len(words) < 3 else [*words, words[1]][:4]
        wholes = (height, width, height, width)
        above, right, below, before = (
            length(word, whole, font_size=font_size)
            for word, whole in zip(words, wholes, strict=True)
        )
        x, y, across, down = before, above, width - before - right, height - above - below
    else:
        wholes = (width, height) * 2 if name == "xywh" else (height, width, height, width)
        first, second, third, fourth = (
            length(word, whole, default=whole * (place in (1, 2)), font_size=font_size)
            for place, (word, whole) in enumerate(zip(words, wholes, strict=True))
        )
        x, y, across, down = first, second, third, fourth
        if name == "rect":
            x, y, across, down = fourth, first, second - fourth, third - first
    radius = (round_corners.replace("/", " ").split() or ["0"])[0]
    rx, ry = (
        min(length(radius, whole, font_size=font_size), max(size, 0) / 2)
        for whole, size in ((width, across), (height, down))
    )
    values = {
        "x": left + x,
        "y": top + y,
        "width": max(across, 0),
        "height": max(down, 0),
        "rx": rx,
        "ry": ry,
    }
    return outline_of("rect", {key: f"{value:.9g}" for key, value in values.items()})
