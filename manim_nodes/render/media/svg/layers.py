"""What is see-through together is drawn as one: where parts overlap, only the upper one is seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from manim_nodes.render.media.svg import GRADIENT, regions
from manim_nodes.render.media.svg.affine import parse_transform, scale_of
from manim_nodes.render.media.svg.budget import Budget
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.shapes import outline_of, shapes_of

if TYPE_CHECKING:
    from pathops import Path as Region

_OPAQUE = 0.995
_LEAST_SHARE = 1e-3  # of an area: less than this is only touched


@dataclass(slots=True)
class PaintedArea:
    """A fill or a line of a shape, as an area.

    Parameters
    ----------
    alpha : of its color; that of the whole for what hides all behind it
    left : what of it no other one hides
    box : around it: left, top, right, bottom
    """

    shape: Element
    is_line: bool
    alpha: float
    left: "Region"
    box: tuple[float, float, float, float]
    is_cut: bool = False


def count_areas(root: Element) -> int:
    """Return how many fills and lines there are."""
    return sum(
        shape.get(name, "none") != "none"
        for shape in shapes_of(root)
        for name in ("fill", "stroke")
    )


def merge(root: Element, opacity: float, budget: Budget) -> bool:
    """Cut what is hidden out of the shapes of a group that is see-through as a whole.

    Parameters
    ----------
    opacity : of the group, which its shapes have already

    Returns
    -------
    whether all of it is right: what shows through a part that is itself see-through is not

    Raises
    ------
    TooMuchError : there is too much of it; it stays as it is
    ArithmeticError : its numbers lead nowhere; it stays as it is
    """
    budget.take("areas", count_areas(root))
    areas = [area for shape in shapes_of(root) for area in areas_of(shape, budget)]
    is_right = True
    for index, area in enumerate(areas):
        for upper in areas[index + 1 :]:
            if not _touch(area.box, upper.box):
                continue
            shared = regions.intersection(area.left, upper.left, budget)
            if abs(shared.area) <= _LEAST_SHARE * abs(area.left.area):
                continue
            if upper.alpha < opacity * _OPAQUE:
                is_right = False
                continue
            area.left, area.is_cut = regions.difference(area.left, upper.left, budget), True
    cut = {id(area.shape) for area in areas if area.is_cut}
    for parent in list(root.iter()):
        for place, shape in reversed(list(enumerate(parent))):
            if id(shape) in cut:
                parent.remove(shape)
                own = [area for area in areas if area.shape is shape]
                for part in reversed([part for area in own for part in _written(area)]):
                    parent.insert(place, part)
    return is_right


def areas_of(shape: Element, budget: Budget) -> Iterator[PaintedArea]:
    """Return the fill and the line of a shape.

    Raises
    ------
    TooMuchError : they cross themselves too often
    ArithmeticError : they cannot be told
    """
    name, matrix = local_name(shape), parse_transform(shape.get("transform"))
    outline = outline_of(name, shape.attrib)
    if shape.get("fill", "none") != "none":
        area = regions.region_of(outline, matrix, budget=budget)
        yield PaintedArea(shape, False, _number(shape, "fill-opacity"), area, area.bounds)
    width = _number(shape, "stroke-width")
    if shape.get("stroke", "none") != "none" and width > 0:
        if "non-scaling" in shape.get("vector-effect", ""):
            width /= scale_of(matrix) or 1.0
        line = regions.line_region(outline, matrix, width, shape.attrib, [], budget)
        yield PaintedArea(shape, True, _number(shape, "stroke-opacity"), line, line.bounds)


def _written(area: PaintedArea) -> Iterator[Element]:
    """Write what is left of an area: a line of which nothing is hidden stays a line."""
    shape, kind = area.shape, "stroke" if area.is_line else "fill"
    gradient = shape.get(GRADIENT, "")
    data = gradient.partition(" ")[2] if gradient.startswith(f"{kind} ") else ""
    if area.is_line and not area.is_cut:
        kept = {**shape.attrib, "fill": "none"}
        kept.pop(GRADIENT, None)
        yield Element(shape.tag, kept | ({GRADIENT: gradient} if data else {}))
        return
    if words := regions.written(area.left):
        looks = {"fill": shape.attrib[kind], "fill-opacity": f"{area.alpha:.4g}"}
        looks |= {GRADIENT: f"fill {data}"} if data else {}
        yield Element("path", {"d": words, **looks, "stroke": "none", "stroke-width": "0"})


def _touch(
    first: tuple[float, float, float, float], second: tuple[float, float, float, float]
) -> bool:
    left, top, right, bottom = first
    other_left, other_top, other_right, other_bottom = second
    across = left < other_right and other_left < right
    return across and top < other_bottom and other_top < bottom


def _number(shape: Element, name: str) -> float:
    return float(shape.get(name, "1"))
