from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from manim_nodes.render.media.drawings import convert_drawing
from manim_nodes.render.media.svg.shapes import SHAPES
from tests.support.drawings import Draw, write


@pytest.fixture
def draw(tmp_path: Path) -> Draw:
    """Convert a drawing; return its shapes."""

    def draw(inside: str, head: str = 'viewBox="0 0 100 100"') -> list[Element]:
        target = tmp_path / "converted.svg"
        convert_drawing(write(tmp_path / "a.svg", inside, head), target)
        return [shape for shape in ElementTree.parse(target).iter() if shape.tag in SHAPES]

    return draw
