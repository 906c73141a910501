"""Masks whose shapes are seen through wholly, or not at all: as areas."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from manim_nodes.render.media.svg import GRADIENT, regions
from manim_nodes.render.media.svg.affine import parse_transform
from manim_nodes.render.media.svg.budget import Budget
from manim_nodes.render.media.svg.selectors import local_name
from manim_nodes.render.media.svg.shapes import outline_of

if TYPE_CHECKING:
    from pathops import Path as Region

_NEARLY = 0.005
_LUMINANCE = (0.2125, 0.7154, 0.0721)  # of red, green and blue, as SVG says


def seen_through(
    shapes: Sequence[Element], budget: Budget, *, by_alpha: bool
) -> "tuple[Region, float] | None":
    """Return through which area a mask is seen, and how much; None for a mask of several grays, colors or lines.

    Parameters
    ----------
    shapes : of the mask, normalized
    by_alpha : whether it is seen through where it is solid, not where it is white

    Raises
    ------
    TooMuchError : they cross too often
    ArithmeticError : it cannot be told
    """
    seen = regions.union([], budget)
    grays: set[float] = set()
    for shape in shapes:
        if shape.get("stroke", "none") != "none" or GRADIENT in shape.attrib:
            return None
        if shape.get("fill", "none") == "none":
            continue
        solid = float(shape.get("fill-opacity", "1"))
        gray = solid * (1.0 if by_alpha else _luminance(shape.attrib["fill"]))
        area = regions.region_of(
            outline_of(local_name(shape), shape.attrib),
            parse_transform(shape.get("transform")),
            shape.get("fill-rule", "nonzero"),
            budget,
        )
        if gray > _NEARLY:
            grays.add(round(gray, 2))
            seen = regions.union([seen, area], budget)
        elif solid >= 1 - _NEARLY:
            seen = regions.difference(seen, area, budget)
        elif solid > _NEARLY:
            return None
    return (seen, max(grays, default=1.0)) if len(grays) < 2 else None


def _luminance(color: str) -> float:
    parts = (int(color[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return sum(share * part for share, part in zip(_LUMINANCE, parts, strict=True))
