"""Drawings in SVG that tests write, and what is made of them."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

from manim_nodes.render.media.svg.affine import parse_transform
from manim_nodes.render.media.svg.shapes import bounds, outline_of

Draw = Callable[..., list[Element]]
Box = tuple[float, float, float, float]


def write(path: Path, inside: str, head: str = 'viewBox="0 0 100 100"') -> Path:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    path.write_text(f"<svg {names} {head}>{inside}</svg>", encoding="utf-8")
    return path


def box_of(shape: Element) -> Box:
    box = bounds(outline_of(shape.tag, shape.attrib), parse_transform(shape.get("transform")))
    assert box is not None
    return box
