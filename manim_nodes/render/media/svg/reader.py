"""A drawing, element by element, with all that each inherits: what manim's own reader leaves to browsers."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import numpy as np

from manim_nodes.render.media.svg import regions
from manim_nodes.render.media.svg.affine import (
    Affine,
    Box,
    affine,
    fit,
    identity,
    length,
    parse_transform,
    view_box,
)
from manim_nodes.render.media.svg.basic_shapes import basic_shape, is_basic_shape
from manim_nodes.render.media.svg.budget import TooMuchError
from manim_nodes.render.media.svg.context import context_of
from manim_nodes.render.media.svg.dashes import gaps_of, scaled_dashes
from manim_nodes.render.media.svg.layers import count_areas, merge
from manim_nodes.render.media.svg.markers import MARKED, has_markers, markers
from manim_nodes.render.media.svg.masks import seen_through
from manim_nodes.render.media.svg.paint import number
from manim_nodes.render.media.svg.patterns import is_pattern, pattern_of, write_pattern
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.shapes import (
    SHAPES,
    around,
    bounds,
    bounds_of,
    outline_of,
    round_corners,
    shapes_of,
)
from manim_nodes.render.media.svg.source import MOST_DEPTH, Place, Source
from manim_nodes.render.media.svg.style import Style
from manim_nodes.render.media.svg.text import chunks, font_size, letters
from manim_nodes.render.media.svg.text_paths import lay_along, letters_along
from manim_nodes.render.media.svg.writer import line_region, write_shape

if TYPE_CHECKING:
    from pathops import Path as Region

_GROUPS = {"a", "g", "svg", "switch", "symbol"}
_DRAWN = {*_GROUPS, *SHAPES, "text", "use"}
_LEFT_OUT = {
    "animate": "animation",
    "animateMotion": "animation",
    "animateTransform": "animation",
    "set": "animation",
    "foreignObject": "foreign",
    "image": "image",
}
_EFFECTS = {
    "animation": "none",
    "animation-name": "none",
    "filter": "none",
    "font-variant": "normal",
    "mix-blend-mode": "normal",
    "text-decoration": "none",
    "writing-mode": "horizontal-tb",
}
_MOVES = (
    "translate",
    "rotate",
    "scale",
)  # properties of CSS that come before a transform, in this order
_NO_CLIP = ("", "none", "inherit", "initial", "unset")
_SIZES = {"circle": ("r",), "ellipse": ("rx", "ry"), "rect": ("width", "height")}
_SHORT, _SLOW = (
    200,
    8,
)  # letters of a usual transform, and properties that are looked at while one more is read
_LETTERS = 8  # that say one point, at least
_MOST_SCALE = 1e12
_UPRIGHT = ("x", "x1", "x2", "cx", "width", "rx")


def normalized(root: Element, source: Source) -> Element:
    """Return a drawing that manim reads right: only groups and shapes, each with all that it has.

    Parameters
    ----------
    root : the ``svg`` element of a file
    source : made of it; it then knows what was left out

    Raises
    ------
    TooMuchError : it is more work than it may be
    ArithmeticError, ValueError : its numbers lead nowhere
    """
    # Without a namespace, since manim writes it anew and would invent a prefix.
    result = Element("svg", {"version": "1.1"})
    box = view_box(root.get("viewBox"))
    _, _, width, height = box or (0, 0, 300, 150)
    size = (
        length(root.get("width"), width, width) or width,
        length(root.get("height"), height, height) or height,
    )
    matrix = identity()
    if box is not None and root.get("preserveAspectRatio", "").strip() == "none":
        matrix = _usable(affine(1, 0, 0, size[1] / height / (size[0] / width), 0, 0))
    style = source.sheet.style_of(root, {})
    reader = _Reader(source)
    place = Place(matrix, size if box is None else (width, height), style)
    place = reader.within(place, root)
    if style.get("display", "").strip() != "none":
        for child in root:
            reader.read(child, place, result)
    return result


class _Reader:
    """Reads elements into normalized ones."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, element: Element, outer: Place, target: Element, depth: int = 0) -> None:
        """Read an element, and what is inside.

        Parameters
        ----------
        outer : what is around it
        target : what is written into

        Raises
        ------
        TooMuchError : there is more work than there may be
        """
        self._source.visit(depth)
        name = local_name(element)
        if name in _LEFT_OUT:
            self._source.left_out[_LEFT_OUT[name]] += 1
        if name not in _DRAWN or (name == "symbol" and element not in outer.used):
            return
        style = self._source.sheet.style_of(element, outer.style)
        if style.get("display", "").strip() == "none":
            return
        place = replace(outer, style=style)
        is_together = number(style.get("opacity")) < 1
        inside = Element("g") if is_together else target
        count = len(inside)
        try:
            place = self.within(self._moved(element, place), element)
            if name in SHAPES:
                self._read_shape(element, place, inside, depth)
            elif name == "text":
                self._read_text(element, place, inside)
            else:
                self._read_group(element, place, inside, depth)
            if is_together:
                self._merge(inside, place.opacity)
        except (ArithmeticError, ValueError):
            # Numbers that nothing can be computed with; what was written of the shape until then may have them, too.
            del inside[count:]
            self._source.left_out["path"] += 1
        if is_together:
            target.extend(inside)

    def _merge(self, group: Element, opacity: float) -> None:
        """Draw what is see-through together as one, as far as there is not too much of it."""
        if opacity == 0 or self._source.is_quiet or count_areas(group) < 2:
            return
        is_right = False
        with suppress(ArithmeticError, TooMuchError):
            is_right = merge(group, opacity, self._source.layers)
        self._source.left_out["opacity"] += not is_right

    def _moved(self, element: Element, place: Place) -> Place:
        """Return a place after the transform of an element, which may turn around another point than the origin."""
        style = place.style
        said = style.get("transform") or element.get("transform") or ""
        if single := [f"{name}({style[name]})" for name in _MOVES if name in style]:
            said = " ".join((*single, said))
        self._source.budget.take("properties", max(0, len(said) - _SHORT) * _SLOW)
        transform = parse_transform(said)
        origin = (style.get("transform-origin") or "").split()
        if origin and not (transform == identity()).all():
            left, top, width, height = 0.0, 0.0, *place.viewport
            if style.get("transform-box", "view-box") in ("fill-box", "content-box", "stroke-box"):
                left, top, width, height = self._box(element, place) or (0.0, 0.0, 0.0, 0.0)
            x, y = _origin(origin, width, height, font_size(style))
            there = affine(1, 0, 0, 1, left + x, top + y)
            transform = there @ transform @ np.linalg.inv(there)
        return replace(place, matrix=_usable(place.matrix @ transform))

    def within(self, place: Place, element: Element) -> Place:
        """Return a place with what an element does to all inside: opacity and clip path; note what cannot be done."""
        style = place.style
        place = self._masked(element, place)
        for name in _EFFECTS:
            self._note_effect(name, style)
        place = replace(place, opacity=place.opacity * number(style.get("opacity")))
        said = style.get("clip-path", "")
        if is_basic_shape(said):
            self._source.budget.take("points", len(said) // _LETTERS)
            box = (0.0, 0.0, *place.viewport) if "view-box" in said else self._box(element, place)
            outline, rule = basic_shape(said, box or (0.0, 0.0, 0.0, 0.0), font_size(style))
            area = regions.region_of(outline, place.matrix, rule, self._source.budget)
            return replace(place, clips=(*place.clips, area))
        clip = self._source.painted(said)
        if clip is None and said not in _NO_CLIP:
            self._source.left_out["clip"] += 1
        if clip is None or local_name(clip) != "clipPath" or clip in place.used:
            return place
        return replace(place, clips=(*place.clips, self._clip(clip, element, place)))

    def _read_group(self, element: Element, place: Place, target: Element, depth: int) -> None:
        name = local_name(element)
        group = _group(element, target)
        if name == "use":
            self._read_use(element, place, group, depth)
            return
        if name == "svg":
            place = self._in_viewport(element, element, place)
        for child in element:
            if name == "switch" and not _is_meant(child):
                continue
            self.read(child, place, group, depth + 1)
            if name == "switch" and len(group):
                break

    def _read_use(self, element: Element, place: Place, target: Element, depth: int) -> None:
        used = self._source.referred(element)
        if used is None or used in place.used or len(place.used) > MOST_DEPTH:
            self._source.left_out["reference"] += 1
            return
        x, y = (self._length(element, place, key) for key in ("x", "y"))
        place = replace(
            place,
            matrix=place.matrix @ affine(1, 0, 0, 1, x, y),
            style={**place.style, **context_of(place.style)},
            used=(*place.used, used),
        )
        if local_name(used) != "symbol":
            self.read(used, place, target, depth + 1)
            return
        style = self._source.sheet.style_of(used, place.style)
        if style.get("display", "").strip() == "none":
            return
        # A symbol is a drawing of its own, as large as the element that uses it says.
        place = self.within(replace(place, style=style), used)
        place = self._in_viewport(used, element, place)
        for child in used:
            self.read(child, place, target, depth + 1)

    def _in_viewport(self, element: Element, sized: Element, place: Place) -> Place:
        """Return a place inside a drawing within the drawing.

        Parameters
        ----------
        element : that has a ``viewBox``
        sized : that says how large it is shown; if it is another one, it has said where, too
        """
        font = font_size(place.style)
        x, y = (
            self._length(element, place, key) if sized is element else 0.0 for key in ("x", "y")
        )
        width, height = (
            length(sized.get(key) or element.get(key), whole, whole, font_size=font)
            for key, whole in zip(("width", "height"), place.viewport, strict=True)
        )
        clips = place.clips
        if place.style.get("overflow", "hidden") not in ("visible", "auto"):
            edge = regions.rectangle_region((x, y, width, height), place.matrix)
            clips = (*clips, edge)
        box = view_box(element.get("viewBox"))
        inner = (
            affine(1, 0, 0, 1, x, y)
            if box is None
            else fit(box, (x, y, width, height), element.get("preserveAspectRatio"))
        )
        viewport = (width, height) if box is None else (box[2], box[3])
        return replace(place, matrix=_usable(place.matrix @ inner), viewport=viewport, clips=clips)

    def _inside(
        self, definition: Element, units: str | None, element: Element, place: Place
    ) -> Place:
        """Return the place of what a clip path or mask of an element holds, as if nothing were around it."""
        matrix = place.matrix
        if units == "objectBoundingBox":
            left, top, width, height = self._box(element, place) or (0, 0, 1, 1)
            matrix = matrix @ affine(width, 0, 0, height, left, top)
        style = self._source.sheet.style_in_place(definition)
        used = (*place.used, definition)
        return replace(place, matrix=matrix, style=style, opacity=1.0, clips=(), used=used)

    def _clip(self, clip: Element, element: Element, place: Place) -> "Region":
        """Return the area of a clip path, in the drawing's units."""
        moved = replace(place, matrix=place.matrix @ parse_transform(clip.get("transform")))
        inner = self._inside(clip, clip.get("clipPathUnits"), element, moved)
        # What the shapes look like is of no matter, so they are read as a drawing and only their areas kept.
        holder = Element("g")
        for child in clip:
            _Reader(self._source.quiet()).read(child, inner, holder)
        whole = regions.union(
            [
                regions.region_of(
                    outline_of(local_name(shape), shape.attrib),
                    parse_transform(shape.get("transform")),
                    shape.get("clip-rule", "nonzero"),
                    self._source.budget,
                )
                for shape in holder.iter()
                if local_name(shape) in SHAPES
            ],
            self._source.budget,
        )
        further = self._source.painted(inner.style.get("clip-path", ""))
        if further is not None and further not in inner.used:
            inside = self._clip(further, element, inner)
            whole = regions.intersection(whole, inside, self._source.budget)
        return whole

    def _masked(self, element: Element, place: Place) -> Place:
        """Return a place behind the mask of an element; note if it is one that areas cannot do."""
        said = place.style.get("mask", "none").strip()
        mask = self._source.painted(said)
        if mask is None or local_name(mask) != "mask":
            self._source.left_out["mask"] += said not in ("none", "")
            return place
        if mask in place.used or self._source.is_quiet:
            self._source.left_out["mask"] += 1
            return place
        inner = self._inside(mask, mask.get("maskContentUnits"), element, place)
        holder = Element("g")
        reader = _Reader(self._source.quiet())
        for child in mask:
            reader.read(child, inner, holder)
        seen = seen_through(
            list(shapes_of(holder)),
            self._source.budget,
            by_alpha=inner.style.get("mask-type") == "alpha",
        )
        if seen is None or +reader._source.left_out:
            self._source.left_out["mask"] += 1
            return place
        area, opacity = seen
        return replace(place, clips=(*place.clips, area), opacity=place.opacity * opacity)

    def _box(self, element: Element, place: Place) -> Box | None:
        """Return the box around an element, in its own units."""
        holder = Element("g")
        reader = _Reader(self._source.quiet())
        bare = replace(place, matrix=identity(), clips=(), style={}, opacity=1.0)
        if local_name(element) in SHAPES:
            reader._read_shape(element, bare, holder, 0)
        else:
            for child in element:
                reader.read(child, bare, holder)
        return bounds_of(holder)

    def _length(self, element: Element, place: Place, name: str) -> float:
        width, height = place.viewport
        whole = width if name in _UPRIGHT else height
        if name == "r":
            whole = float(np.hypot(width, height) / np.sqrt(2))
        said = place.style.get(name) or element.get(name)
        return length(said, whole, font_size=font_size(place.style))

    def _read_shape(self, element: Element, place: Place, target: Element, depth: int) -> None:
        for child in element:
            if local_name(child) in _LEFT_OUT:
                self._source.left_out[_LEFT_OUT[local_name(child)]] += 1
        name = local_name(element)
        if name in ("path", "polygon", "polyline"):
            (key,) = SHAPES[name]
            said = place.style.get(key) or element.get(key) or ""
            shape = {key: said.removeprefix("path(").rstrip(")").strip("\"' ")}
        else:
            shape = {key: f"{self._length(element, place, key):.9g}" for key in SHAPES[name]}
        if name in ("rect", "ellipse"):
            said_radii = [
                key
                for key in ("rx", "ry")
                if (place.style.get(key) or element.get(key)) not in (None, "auto")
            ]
            round_corners(shape, said_radii)
        said_length = length(element.get("pathLength"), 0.0)
        if said_length > 0 and (gaps := gaps_of(place, self._source.budget)):
            scale = regions.line_length(outline_of(name, shape)) / said_length
            place = replace(place, style=scaled_dashes(place, gaps, scale))
        sizes = [float(shape[key]) for key in _SIZES.get(name, ())]
        if min(sizes, default=1) > 0:
            self._write(name, shape, place, target, element.get("id"))
        if name in MARKED and has_markers(place) and not self._source.is_quiet:
            for marker, inside in markers(self._source, outline_of(name, shape), place):
                for child in marker:
                    self.read(child, inside, target, depth + 1)

    def _write(
        self,
        name: str,
        shape: dict[str, str],
        place: Place,
        target: Element,
        identifier: str | None = None,
        box: Box | None = None,
    ) -> None:
        """Write a shape, and the patterns that it is painted with."""
        style, source = place.style, self._source
        patterns = [each for each in ("fill", "stroke") if is_pattern(source, style.get(each, ""))]
        if not patterns or source.is_quiet:
            write_shape(source, name, shape, place, target, identifier=identifier, box=box)
            return
        group = SubElement(target, "g", {"id": identifier} if identifier else {})
        plain = replace(place, style={**style, **dict.fromkeys(patterns, "none")})
        if "fill" in patterns:
            self._fill(name, shape, place, group, box, "fill")
        write_shape(source, name, shape, plain, group, box=box)
        if "stroke" in patterns:
            self._fill(name, shape, place, group, box, "stroke")

    def _fill(
        self,
        name: str,
        shape: dict[str, str],
        place: Place,
        target: Element,
        box: Box | None,
        kind: str,
    ) -> None:
        """Write the pattern that a shape or its line is painted with, as far as there is not too much of it."""
        source, style = self._source, place.style
        outline = outline_of(name, shape)
        whole = box or bounds(outline, identity())
        pattern = pattern_of(source, style[kind], place, whole) if whole else None
        if pattern is None:
            return
        tile = Element("g")
        reader = _Reader(replace(source, budget=source.layers))
        with suppress(ArithmeticError, TooMuchError):
            for child in pattern.contents:
                reader.read(child, pattern.inside, tile)
            if kind == "fill":
                rule = style.get("fill-rule", "").strip()
                area = regions.region_of(outline, place.matrix, rule, source.layers)
            else:
                area = line_region(source, outline, place, source.layers)
            if place.clips:
                window = regions.shared(place.clips, source.layers)
                area = regions.intersection(area, window, source.layers)
            opacity = number(style.get(f"{kind}-opacity")) * place.opacity
            write_pattern(source, pattern, tile, area, opacity, target)
            return
        source.left_out["pattern"] += 1

    def _read_text(self, element: Element, place: Place, target: Element) -> None:
        inside = list(element.iter())
        budget = self._source.budget
        budget.take("elements", len(inside))
        budget.take("letters", sum(len(text) for text in element.itertext()))
        said = chunks(element, place.style, self._style_in_text, place.viewport)
        budget.take("letters", len(said))  # each place takes as long as a letter and more
        lines = lay_along(self._source, said)
        said = [chunk for chunk in said if chunk.runs]
        for run in (run for chunk in said for run in chunk.runs):
            font = run.style.get("font-family", "").replace('"', "").replace("'", "")
            self._source.texts[font] = self._source.texts.get(font, "") + run.text
        if not all(chunk.width for chunk in said) and _says(element, "textLength"):
            self._source.left_out["text-length"] += 1
        found = list(letters_along(letters(said), lines))
        boxes = [
            box
            for letter in found
            if (
                box := bounds(
                    outline_of("path", {"d": letter.outline}),
                    letter.matrix,
                )
            )
        ]
        box = around(boxes)
        if box is None:
            return
        left, top, width, height = box
        group = _group(element, target)
        for letter in found:
            inner = replace(
                place,
                matrix=place.matrix @ letter.matrix,
                style={**letter.style, "fill-rule": "nonzero"},
            )
            whole = (left - letter.x, top - letter.y, width, height)
            shape = {"d": letter.outline}
            self._write("path", shape, inner, group, box=whole)

    def _style_in_text(self, element: Element, parent: Style) -> Style:
        style = self._source.sheet.style_of(element, parent)
        for name in ("text-decoration", "font-variant"):
            self._note_effect(name, style)
        return style

    def _note_effect(self, name: str, style: Style) -> None:
        """Note what is done to an element that cannot be done here."""
        usual = _EFFECTS[name]
        if style.get(name, usual).strip() not in (usual, "none", ""):
            self._source.left_out[name.removesuffix("-name")] += 1


def _usable(matrix: Affine) -> Affine:
    """Return a transform.

    Raises
    ------
    ArithmeticError : it puts things where nothing can be computed
    """
    if not (np.abs(matrix) <= _MOST_SCALE).all():
        raise ArithmeticError("a transform without bounds")
    return matrix


def _says(element: Element, name: str) -> bool:
    return any(inner.get(name) is not None for inner in element.iter())


def _group(element: Element, target: Element) -> Element:
    """Return a new group for what is inside an element."""
    identifier = element.get("id")
    return SubElement(target, "g", {"id": identifier} if identifier else {})


def _is_meant(element: Element) -> bool:
    """Return whether a case of a ``switch`` is for programs that draw shapes, and for all languages or English."""
    languages = element.get("systemLanguage")
    is_understood = languages is None or any(
        word.strip().lower().split("-")[0] == "en" for word in languages.split(",")
    )
    is_drawn = local_name(element) in _DRAWN
    return is_understood and is_drawn and not element.get("requiredExtensions")


def _origin(words: list[str], width: float, height: float, size: float) -> tuple[float, float]:
    """Return the point that a transform turns around, as CSS says it."""
    if words[0] in ("top", "bottom") or (len(words) > 1 and words[1] in ("left", "right")):
        words = [*reversed(words[:2])] if len(words) > 1 else ["center", words[0]]
    shares = {"left": "0%", "top": "0%", "center": "50%", "right": "100%", "bottom": "100%"}
    x, y = (shares.get(word, word) for word in (*words[:2], "50%")[:2])
    return length(x, width, font_size=size), length(y, height, font_size=size)
