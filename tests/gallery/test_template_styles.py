"""Every built-in template can be read in every style: contrasts worked out of what manim has made, without drawing it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from manim_nodes.app.kit.contrast import TEXT, contrast
from manim_nodes.codegen.scene import generate
from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.editing.styles import use_style
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import build
from manim_nodes.graph.style import background_of
from manim_nodes.graph.validate import validate
from manim_nodes.library.styles import DEFAULT_STYLE
from tests.support.plays import run_and_look
from tests.support.sources import ROOT, built_in_library

Rgb = NDArray[np.float64]

TEMPLATES = load_templates(ROOT / "templates")[0]
LIBRARY = built_in_library()[0]
MANIMS_OWN = LIBRARY.styles[DEFAULT_STYLE].background
SOLID = 0.9
HIDDEN = 1.01
"""Letters in the very color of what is behind them wait there to be seen later."""

each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@each_template
def test_nothing_is_wrong_with_a_template_in_any_style(template: Template) -> None:
    document = load_document(template.path)
    found = {
        name: [str(problem) for problem in validate(build(use_style(document, name), LIBRARY))]
        for name in LIBRARY.styles
    }
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.slow
@each_template
def test_all_that_is_written_can_be_read_in_any_style(template: Template, tmp_path: Path) -> None:
    document = load_document(template.path)
    faint = {name: sorted(faint_texts(document, name, tmp_path)) for name in LIBRARY.styles}
    assert {name: texts for name, texts in faint.items() if texts} == {}


def faint_texts(document: Document, style: str, cache: Path) -> set[str]:
    """Return the texts of a scene that hardly stand out from what is behind them, at the end of a play."""
    graph = build(use_style(document, style), LIBRARY)
    background = background_of(graph.document.settings, LIBRARY)
    found: set[str] = set()

    def look(scene: Any) -> None:
        for letter, color, behind in letters(scene, background):
            ratio = contrast(as_color(color), as_color(behind))
            if HIDDEN < ratio < TEXT:
                found.add(f"{letter}: {as_color(color).name()} on {as_color(behind).name()}")

    run_and_look(generate(graph), cache, look)
    return found


def letters(scene: Any, background: str) -> Iterator[tuple[str, Rgb, Rgb]]:
    """Return whose each letter is, its color, and the color of what is behind it."""
    from manim import Code, ManimColor, VMobject, VMobjectFromSVGPath

    ground = np.array(ManimColor(background).to_rgb())
    shapes: list[tuple[Rgb, Rgb, Rgb, float]] = []
    for top in sorted(scene.mobjects, key=lambda each: each.z_index):
        if isinstance(top, Code) and background == MANIMS_OWN:
            continue  # manim's own scheme has a purple that is too dark for it
        for part in top.get_family():
            if not isinstance(part, VMobject) or len(part.points) == 0:
                continue
            *color, opacity = part.get_fill_rgbas()[0]
            if isinstance(part, VMobjectFromSVGPath):
                if opacity > SOLID:
                    behind = behind_of(part.get_center(), shapes, ground)
                    yield type(top).__name__, np.array(color), behind
            elif opacity > 0:
                low, high = part.points.min(axis=0), part.points.max(axis=0)
                shapes.append((low, high, np.array(color), opacity))


def behind_of(point: Rgb, shapes: list[tuple[Rgb, Rgb, Rgb, float]], ground: Rgb) -> Rgb:
    color = ground
    for low, high, own, opacity in shapes:
        if (low[:2] <= point[:2]).all() and (point[:2] <= high[:2]).all():
            color = color * (1 - opacity) + own * opacity
    return color


def as_color(rgb: Rgb) -> QColor:
    return QColor.fromRgbF(*(float(min(max(part, 0), 1)) for part in rgb))
