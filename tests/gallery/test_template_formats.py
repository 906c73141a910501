"""The built-in templates in 16:9 and in every picture format that their cards name."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.files import load_document
from manim_nodes.document.picture_formats import FORMATS, format_of, use_format
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.support.plays import run_and_look
from tests.support.sources import ROOT, built_in_library

TEMPLATES = load_templates(ROOT / "templates")[0]
LIBRARY = built_in_library()[0]
QUALITIES = {
    "16:9": Quality(426, 240, 4),
    "9:16": Quality(240, 426, 4),
    "1:1": Quality(240, 240, 4),
}
SHOWN = [(template, name) for template in TEMPLATES for name in ("16:9", *template.formats)]
FILLS_THE_FRAME = {"electric_field": "ArrowVectorField", "refraction": "Rectangle"}
AWAY = 0.02
"""In units of the scene: what is farther out than this is cut by the frame."""

each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
in_each_format = pytest.mark.parametrize(
    ("template", "name"), SHOWN, ids=[f"{template.id}-{name}" for template, name in SHOWN]
)


def script_of(template: Template, name: str) -> Script:
    graph = build(use_format(load_document(template.path), name), LIBRARY)
    assert [str(problem) for problem in validate(graph)] == []
    return generate(graph)


@each_template
def test_a_card_names_formats_that_there_are(template: Template) -> None:
    own = format_of(load_document(template.path).settings)
    assert own is FORMATS[0]
    others = [each.name for each in FORMATS[1:]]
    assert set(template.formats) <= set(others)
    assert list(template.formats) == sorted(template.formats, key=others.index)


def test_most_templates_are_right_on_phones_and_in_squares() -> None:
    right = Counter(name for template in TEMPLATES for name in template.formats)
    assert min(right["9:16"], right["1:1"]) >= 0.9 * len(TEMPLATES)


@in_each_format
def test_nothing_is_wrong_with_a_template_in_its_formats(template: Template, name: str) -> None:
    script_of(template, name)


@pytest.mark.slow
@in_each_format
def test_all_can_be_read_in_its_formats(template: Template, name: str, tmp_path: Path) -> None:
    settings = PreviewSettings(tmp_path, QUALITIES[name], checks_layout=True)
    result = render_preview(script_of(template, name), settings, on_frame=lambda _: None)
    assert result.error is None
    assert (result.unseen, result.layout_faults, result.notes) == ((), (), ())


@pytest.mark.slow
@in_each_format
def test_nothing_is_cut_by_the_frame(template: Template, name: str, tmp_path: Path) -> None:
    found: set[str] = set()
    run_and_look(script_of(template, name), tmp_path, lambda scene: found.update(outside(scene)))
    assert found - {FILLS_THE_FRAME.get(template.id, "")} == set()


def outside(scene: Any) -> Iterator[str]:
    """Return what things in a scene the frame does not hold as a whole."""
    from manim import VMobject, config

    for top in scene.mobjects:
        for part in top.get_family():
            if isinstance(part, VMobject) and len(part.points) and is_seen(part):
                far = abs(part.points[:, :2]).max(axis=0)
                if (
                    far[0] > config.frame_width / 2 + AWAY
                    or far[1] > config.frame_height / 2 + AWAY
                ):
                    yield type(top).__name__


def is_seen(part: Any) -> bool:
    fill = part.get_fill_opacity()
    return bool(fill > 0 or (part.get_stroke_opacity() > 0 and part.get_stroke_width() > 0))
