"""Text along a line."""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import numpy as np

from manim_nodes.render.media.svg.affine import Affine, length, parse_transform
from manim_nodes.render.media.svg.regions import cubics, samples
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.shapes import bounds, outline_of
from manim_nodes.render.media.svg.source import Source
from manim_nodes.render.media.svg.text import Chunk, Letter, font_size

if TYPE_CHECKING:
    from svgelements import Path as Outline


_LETTERS = 16  # of a path that say one point


class TextPath:
    """A line on which letters stand.

    Parameters
    ----------
    outline : of the line
    matrix : from its units to those of the text
    """

    def __init__(self, outline: "Outline", matrix: Affine) -> None:
        starts, ends = [], []
        position = np.zeros(2)
        for kind, points in cubics(outline, matrix):
            if kind != "move":
                found = samples(kind, position, points)
                starts.append(found[:-1])
                ends.append(found[1:])
            position = np.array(points[-1])
        self._starts, self._ends = (
            np.concatenate([np.zeros((0, 2)), *found]) for found in (starts, ends)
        )
        self._walked = np.cumsum([0.0, *np.hypot(*(self._ends - self._starts).T)])

    @property
    def length(self) -> float:
        """Return how long the line is."""
        return float(self._walked[-1])

    def turned(self) -> "TextPath":
        """Return the line from its end on, so that what stands on it stands on its other side."""
        line = copy(self)
        line._starts, line._ends = self._ends[::-1], self._starts[::-1]
        line._walked = self.length - self._walked[::-1]
        return line

    def placed(self, letter: Letter) -> Letter | None:
        """Return a letter that stood on a level line, turned as this one runs; None if it stands beyond an end."""
        box = bounds(outline_of("path", {"d": letter.outline}), letter.matrix)
        if box is None:
            return None
        middle = box[0] + box[2] / 2
        if not 0 <= middle <= self.length or not len(self._starts):
            return None
        index = int(np.searchsorted(self._walked[1:-1], middle, side="right"))
        start, way = self._starts[index], self._ends[index] - self._starts[index]
        size = float(np.hypot(*way))
        if size == 0:
            return None
        along = way / size
        place = start + along * (middle - self._walked[index])
        # Where the letter begins: before its middle, and as far from the line as it stood above it.
        place = place + along * (letter.x - middle) + np.array([-along[1], along[0]]) * letter.y
        turn = letter.turn + float(np.degrees(np.arctan2(along[1], along[0])))
        return replace(letter, x=float(place[0]), y=float(place[1]), turn=turn)


def lay_along(source: Source, found: list[Chunk]) -> dict[Element, TextPath]:
    """Let texts begin where their lines say, and return these lines; what names none is left out."""
    lines: dict[Element, TextPath] = {}
    for chunk in found:
        element = chunk.along
        if element is None:
            continue
        first = element not in lines
        if first and (line := _line_of(source, element)) is not None:
            lines[element] = line
        if element not in lines:
            source.left_out["reference"] += first
            chunk.runs.clear()
        elif first:
            chunk.x, chunk.y = _start(source, element, lines[element], chunk), 0.0
    return lines


def letters_along(found: Iterator[Letter], lines: dict[Element, TextPath]) -> Iterator[Letter]:
    """Return letters, those along lines turned as these run."""
    for letter in found:
        if letter.along is None:
            yield letter
        elif (placed := lines[letter.along].placed(letter)) is not None:
            yield placed


def _start(source: Source, element: Element, line: TextPath, chunk: Chunk) -> float:
    """Return how far along its line a text begins."""
    size = font_size(chunk.runs[0].style)
    named = source.referred(element)
    scaled = length(named.get("pathLength"), 0.0) if named is not None else 0.0
    start = element.get("startOffset")
    said = length(start, scaled or line.length, font_size=size)
    return said * line.length / scaled if scaled > 0 else said


def _line_of(source: Source, element: Element) -> TextPath | None:
    named = source.referred(element)
    words = element.get("path")
    transform = ""
    if words is None and named is not None and local_name(named) == "path":
        words, transform = named.get("d"), named.get("transform", "")
    if not words:
        return None
    source.budget.take("points", len(words) // _LETTERS)
    line = TextPath(outline_of("path", {"d": words}), parse_transform(transform))
    return line.turned() if element.get("side") == "right" else line
