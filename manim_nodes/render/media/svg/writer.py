"""Shapes with all that manim needs to know of them, written one by one."""

import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import numpy as np

from manim_nodes.render.media.svg import GRADIENT, regions
from manim_nodes.render.media.svg.affine import (
    MOST_SIZE,
    Box,
    identity,
    length,
    scale_of,
    written,
)
from manim_nodes.render.media.svg.bands import bands
from manim_nodes.render.media.svg.budget import MOST, Budget, TooMuchError
from manim_nodes.render.media.svg.dashes import gaps_of
from manim_nodes.render.media.svg.gradients import Paint, faded, paint_of
from manim_nodes.render.media.svg.paint import Color, LinearGradient, RadialGradient, number
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.shapes import SHAPES, bounds, has_no_extent, outline_of
from manim_nodes.render.media.svg.source import Place, Source
from manim_nodes.render.media.svg.text import font_size
from manim_nodes.render.media.svg.vertices import vertices

if TYPE_CHECKING:
    from pathops import Path as Region
    from svgelements import Path as Outline

_BEGINNING = re.compile(r"\s*+[mM][\s,]*+[-+.\d]")
# Numbers of a path that are so large, or so small, that what is computed with them may have no result.
_FAR = re.compile(r"[eE][-+]?+\d\d|\d{20}|(?<![.\d])\d{9}")
_WORDS = re.compile(r"[-+]?+(?:\d++\.?+\d*+|\.\d++)(?:[eE][-+]?+\d++)?+|([a-zA-Z])")
_FEW, _LETTERS = 400, 16  # letters of a shape that hardly counts, and of one of its points
_SHORT = 4  # pieces: a line of more is hardly a mere point
_MITER_LIMIT = 10.0  # Cairo's own, which manim leaves as it is
_STRAIGHT = 1.01  # times as long as thick: less is no corner that anybody sees
_NONE = ("none", "0", "")
_UNEVEN = 1.02  # times as thick: less is not seen
# The ends and corners of lines that manim draws otherwise if it is not told.
_LOOKS = {"stroke-linecap": ("round", "square"), "stroke-linejoin": ("round", "bevel")}


def write_shape(
    source: Source,
    name: str,
    shape: dict[str, str],
    place: Place,
    target: Element,
    *,
    identifier: str | None = None,
    box: Box | None = None,
) -> None:
    """Write a shape with its colors, as far as it can be seen.

    Parameters
    ----------
    shape : its own attributes, in its user units
    target : what is written into
    box : that gradients run through, if not its own

    Raises
    ------
    TooMuchError : the drawing is more work than it may be
    ArithmeticError : its numbers lead nowhere
    """
    style = place.style
    if style.get("visibility", "visible").strip() not in ("visible", ""):
        return
    source.budget.take("points", _count_points(shape))
    if not _can_be_read(name, shape):
        source.left_out["path"] += any(shape[key].strip() not in _NONE for key in SHAPES[name])
        return
    if name == "path" and "a" in shape["d"].lower():
        shape = {"d": _with_curves(shape["d"])}
    # Reading an outline takes longer than all the rest, and few shapes need it or the box around it.
    outline = cache(lambda: outline_of(name, shape))
    box_of = cache(lambda: box or bounds(outline(), identity()))
    width = stroke_width(place)
    fill = None if name == "line" else paint_of(source, "fill", place, box_of)
    stroke = paint_of(source, "stroke", place, box_of) if width > 0 else None
    if stroke is not None and len(outline()) <= _SHORT and has_no_extent(box_of()):
        _write_dot(source, place, box_of() or (0, 0, 0, 0), width, target)
        return
    line = None
    if stroke is not None:
        place, line = _joined(source, outline, place)
    is_clip = any(local_name(element) == "clipPath" for element in place.used)
    if not is_clip:
        fill, stroke, target, identifier = _written_apart(
            source, (fill, stroke), outline, place, target, identifier, line
        )
    if fill is None and stroke is None and not is_clip:
        return
    attributes = {
        **shape,
        **_placed(place),
        **_fill_attributes(fill, place),
        **_stroke_attributes(stroke, width, place),
        **({"id": identifier} if identifier else {}),
        **({"clip-rule": style["clip-rule"]} if "clip-rule" in style else {}),
    }
    for part in _seen(source, name, attributes, outline, place):
        SubElement(target, part.pop("element"), part)


def _written_apart(
    source: Source,
    colors: tuple[Paint | None, Paint | None],
    outline: "Callable[[], Outline]",
    place: Place,
    target: Element,
    identifier: str | None,
    line: "Region | None",
) -> tuple[Paint | None, Paint | None, Element, str | None]:
    """Write what a shape of manim cannot have as areas of their own; return what is left of its fill and stroke.

    These are colors around a point, outlines whose colors have a direction of their own, and outlines that are thicker
    here than there or some of whose corners are cut off.

    Parameters
    ----------
    colors : of the fill and of the stroke
    line : its area, if it is known already that it must be one

    Returns
    -------
    fill, stroke, what to write the rest into, and its id
    """
    fill, stroke = colors
    is_area = stroke is not None and (
        isinstance(stroke, RadialGradient)
        or (isinstance(stroke, LinearGradient) and fill is not None and not isinstance(fill, Color))
        or _is_uneven(place)
        or line is not None
    )
    if not is_area and not isinstance(fill, RadialGradient):
        return fill, stroke, target, identifier
    group = SubElement(target, "g", {"id": identifier} if identifier else {})
    style = place.style
    if isinstance(fill, RadialGradient):
        rule = style.get("fill-rule", "").strip()
        area = regions.region_of(outline(), place.matrix, rule, source.budget)
        opacity = number(style.get("fill-opacity"))
        _write_area(source, fill.after(place.matrix), area, opacity, place, group)
        fill = None
    if is_area and stroke is not None:
        if fill is not None:
            plain = replace(place, style={**style, "stroke": "none"})
            attributes = {"d": outline().d(), **_placed(place), **_fill_attributes(fill, place)}
            attributes |= _stroke_attributes(None, 0.0, place)
            for part in _seen(source, "path", attributes, outline, plain):
                SubElement(group, part.pop("element"), part)
        if line is None:
            line = line_region(source, outline(), place, source.budget)
        paint = stroke if isinstance(stroke, Color) else stroke.after(place.matrix)
        _write_area(source, paint, line, number(style.get("stroke-opacity")), place, group)
        return None, None, group, None
    return fill, stroke, group, None


def _write_area(
    source: Source,
    paint: Paint,
    area: "Region",
    opacity: float,
    place: Place,
    target: Element,
) -> None:
    """Write an area, in the drawing's units, as far as it is seen."""
    if place.clips:
        window = regions.shared(place.clips, source.budget)
        area = regions.intersection(area, window, source.budget)
    flat = replace(place, matrix=identity(), style={"fill-opacity": str(opacity)})
    pieces: list[tuple[Paint, Region]] = [(paint, area)]
    if isinstance(paint, RadialGradient):
        solid = faded(paint, opacity * place.opacity)
        found = bands(solid, area, source.budget)
        if found and source.budget.has("bands", len(found)):
            source.budget.take("bands", len(found))
            pieces = [(color, band) for color, band in found]
            flat = replace(flat, style={}, opacity=1.0)
        else:
            source.left_out["radial"] += 1
    for piece, region in pieces:
        if words := regions.written(region):
            attributes = _fill_attributes(piece, flat) | _stroke_attributes(None, 0.0, flat)
            SubElement(target, "path", {"d": words, **attributes})


def _is_uneven(place: Place) -> bool:
    """Return whether a transform makes lines thicker in one direction than in another."""
    if "non-scaling" in place.style.get("vector-effect", ""):
        return False
    large, small = np.linalg.svd(place.matrix[:2, :2], compute_uv=False)
    return bool(large > _UNEVEN * small)


def _joined(
    source: Source, outline: "Callable[[], Outline]", place: Place
) -> "tuple[Place, Region | None]":
    """Return a place where corners are as a line has them; and its area, if it has them in more ways than one.

    A corner that would be longer than SVG says is cut off; manim cuts off those that are longer than its own limit.
    """
    style = place.style
    if style.get("stroke-linejoin", "").strip() in ("round", "bevel"):
        return place, None
    limit = regions.miter_limit(style)
    miters = [vertex.miter for vertex in vertices(outline()) if vertex.miter > _STRAIGHT]
    is_cut = [miter > limit for miter in miters]
    if is_cut == [miter > _MITER_LIMIT for miter in miters]:
        return place, None
    if not all(is_cut):
        with suppress(ArithmeticError, TooMuchError):
            source.layers.take("corners", len(miters))
            return place, line_region(source, outline(), place, source.layers)
        source.left_out["miter"] += 1
    return replace(place, style={**style, "stroke-linejoin": "bevel"}), None


def line_region(source: Source, outline: "Outline", place: Place, budget: Budget) -> "Region":
    """Return the area of a line.

    Raises
    ------
    TooMuchError : it has too many dashes, or crosses itself too often
    ArithmeticError : it cannot be told
    """
    gaps, width = gaps_of(place, source.budget), stroke_width(place)
    return regions.line_region(outline, place.matrix, width, place.style, gaps, budget)


def _placed(place: Place) -> dict[str, str]:
    is_plain = (place.matrix == identity()).all()
    return {} if is_plain else {"transform": written(place.matrix)}


def _can_be_read(name: str, shape: dict[str, str]) -> bool:
    """Return whether there is a shape; what manim reads of a path ends where it is broken."""
    if name == "path":
        said = shape["d"]
        return _BEGINNING.match(said) is not None and (not _FAR.search(said) or _is_near(said))
    if name in ("polygon", "polyline"):
        try:
            points = [float(word) for word in shape["points"].replace(",", " ").split()]
        except ValueError:
            return False
        return len(points) > 1 and max(map(abs, points)) <= MOST_SIZE
    return True


def _with_curves(said: str) -> str:
    """Return a path with curves in place of its arcs, of which manim makes polygons."""
    outline = outline_of("path", {"d": said})
    outline.approximate_arcs_with_cubics()
    return str(outline.d(relative=False))


def _is_near(said: str) -> bool:
    """Return whether all of a path is where somebody could have drawn it."""
    outline = outline_of("path", {"d": said})
    outline.approximate_arcs_with_cubics()
    box = bounds(outline, identity())
    return box is None or max(map(abs, box)) <= MOST_SIZE


def _count_points(shape: dict[str, str]) -> int:
    """Return about how many points a shape has, or enough to be too many."""
    said = shape.get("d") or shape.get("points")
    if said is None or len(said) < _FEW:
        return 1 + len(said or "") // _LETTERS
    words = itertools.islice(_WORDS.finditer(said), 4 * MOST["points"])
    numbers = commands = 0
    for word in words:
        if word[1]:
            commands += 1
        else:
            numbers += 1
    return max(numbers // 2, commands)


def stroke_width(place: Place) -> float:
    """Return how thick the lines of an element are, in its own units."""
    whole = float(np.hypot(*place.viewport) / np.sqrt(2))
    said = place.style.get("stroke-width")
    return length(said, whole, 1.0, font_size=font_size(place.style))


def _seen(
    source: Source,
    name: str,
    attributes: dict[str, str],
    outline: "Callable[[], Outline]",
    place: Place,
) -> Iterator[dict[str, str]]:
    """Return a shape as it is, or what is left of it: its area, and its line."""
    whole = {"element": name, **attributes}
    has_fill, has_stroke = attributes["fill"] != "none", attributes["stroke"] != "none"
    rule = place.style.get("fill-rule", "nonzero").strip()
    is_crossed = rule == "evenodd" and has_fill and name in ("path", "polygon", "polyline")
    gaps = gaps_of(place, source.budget) if has_stroke else []
    area = window = None
    if place.clips or is_crossed:
        area = regions.region_of(outline(), place.matrix, rule, source.budget)
    if area is not None and place.clips:
        window = regions.shared(place.clips, source.budget)
        cut = regions.intersection(area, window, source.budget)
        if _is_whole(source, outline, attributes, place, area, cut, window):
            window = None
        else:
            area = cut
    is_line_first = place.style.get("paint-order", "").startswith("stroke") and has_stroke
    if window is None and not is_crossed and not gaps and not (is_line_first and has_fill):
        yield whole
        return
    looks = {
        key: value
        for key, value in attributes.items()
        if key not in SHAPES[name] and key != "transform"
    }
    parts: list[dict[str, str]] = []
    if has_fill and area is not None and (window is not None or is_crossed):
        if words := regions.written(area):
            parts.append({"element": "path", **looks, "d": words, "stroke": "none"})
    elif has_fill:
        parts.append(dict(whole, stroke="none"))
    if has_stroke and window is None and not gaps:
        parts.append(dict(whole, fill="none"))
    elif (
        has_stroke
        and window is not None
        and (part := _cut_line(source, looks, outline, place, window))
    ):
        parts.append(part)
    elif has_stroke and (
        words := regions.line_inside(outline(), place.matrix, window, gaps, source.budget)
    ):
        thickness = float(looks["stroke-width"]) * scale_of(place.matrix)
        line = {**looks, "fill": "none", "stroke-width": f"{thickness:.7g}"}
        parts.append({"element": "path", **line, "d": words})
    yield from reversed(parts) if is_line_first else parts


def _is_whole(
    source: Source,
    outline: "Callable[[], Outline]",
    attributes: dict[str, str],
    place: Place,
    area: "Region",
    cut: "Region",
    window: "Region",
) -> bool:
    """Return whether nothing of a shape is cut off by the window through which it is seen."""
    if attributes["stroke"] == "none":
        return bool(area.area) and regions.is_inside(area, cut)
    box = bounds(outline(), place.matrix)
    if box is None:
        return False
    left, top, width, height = box
    reach = float(attributes["stroke-width"]) * scale_of(place.matrix) / 2
    around = (left - reach, top - reach, width + 2 * reach, height + 2 * reach)
    whole = regions.rectangle_region(around, identity())
    return regions.is_inside(whole, regions.intersection(whole, window, source.budget))


def _cut_line(
    source: Source,
    looks: dict[str, str],
    outline: "Callable[[], Outline]",
    place: Place,
    window: "Region",
) -> dict[str, str] | None:
    """Return what is seen of a line, as an area; None if that is too much work, and only its middle can be cut."""
    width = float(looks["stroke-width"])
    if "non-scaling" in looks.get("vector-effect", ""):
        return None
    try:
        gaps = gaps_of(place, source.layers)
        line = regions.line_region(outline(), place.matrix, width, place.style, gaps, source.layers)
        words = regions.written(regions.intersection(line, window, source.layers))
    except (ArithmeticError, TooMuchError):
        return None
    kept = {"fill": looks["stroke"], "fill-opacity": looks["stroke-opacity"]}
    if looks.get(GRADIENT, "").startswith("stroke "):
        kept[GRADIENT] = f"fill {looks[GRADIENT].partition(' ')[2]}"
    kept |= {key: looks[key] for key in ("id",) if key in looks}
    return {"element": "path", "d": words, **kept, "stroke": "none", "stroke-width": "0"}


def _write_dot(source: Source, place: Place, box: Box, width: float, target: Element) -> None:
    """Write a line without length: a dot, if its ends are round or square."""
    style = place.style
    looks = {
        "fill": style.get("stroke", ""),
        "fill-opacity": style.get("stroke-opacity", "1"),
        "color": style.get("color", "black"),
    }
    dot = replace(place, style=looks)
    x, y = box[:2]
    match style.get("stroke-linecap"):
        case "round":
            circle = {"cx": f"{x:.9g}", "cy": f"{y:.9g}", "r": f"{width / 2:.9g}"}
            write_shape(source, "circle", circle, dot, target)
        case "square":
            square = {"x": x - width / 2, "y": y - width / 2, "width": width, "height": width}
            square |= {"rx": 0, "ry": 0}
            shape = {key: f"{value:.9g}" for key, value in square.items()}
            write_shape(source, "rect", shape, dot, target)


def _fill_attributes(paint: Paint | None, place: Place) -> dict[str, str]:
    opacity = place.opacity * number(place.style.get("fill-opacity"))
    if paint is None:
        return {"fill": "none"}
    if isinstance(paint, Color):
        return {"fill": paint.hex, "fill-opacity": f"{paint.opacity * opacity:.4g}"}
    if isinstance(paint, RadialGradient):
        mean = faded(paint, opacity).mean
        return {"fill": mean.hex, "fill-opacity": f"{mean.opacity:.4g}"}
    gradient = faded(paint.after(place.matrix), opacity)
    mean = gradient.mean
    return {
        "fill": mean.hex,
        "fill-opacity": f"{mean.opacity:.4g}",
        GRADIENT: f"fill {gradient.data}",
    }


def _stroke_attributes(paint: Paint | None, width: float, place: Place) -> dict[str, str]:
    if paint is None:
        return {"stroke": "none", "stroke-width": "0"}
    attributes = {"stroke-width": f"{width:.7g}"}
    for name, known in _LOOKS.items():
        if (said := place.style.get(name, "").strip()) in known:
            attributes[name] = said
    for name in ("stroke-miterlimit", "vector-effect"):
        if value := place.style.get(name):
            attributes[name] = value
    opacity = place.opacity * number(place.style.get("stroke-opacity"))
    if isinstance(paint, LinearGradient):
        gradient = faded(paint.after(place.matrix), opacity)
        attributes[GRADIENT] = f"stroke {gradient.data}"
        paint, opacity = gradient.mean, 1.0
    if isinstance(paint, RadialGradient):
        paint = paint.mean
    attributes["stroke"] = paint.hex
    attributes["stroke-opacity"] = f"{paint.opacity * opacity:.4g}"
    return attributes
