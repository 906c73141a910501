"""The built-in templates. UPDATE_GOLDEN=1 writes their scripts in tests/scenes/templates anew."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.codegen.typst import latex_nodes
from manim_nodes.document.files import load_document
from manim_nodes.document.model import Document
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import Graph, build
from manim_nodes.graph.validate import validate
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.support.library import check_golden
from tests.support.plain_manim import SMALL, read_pictures, run_manim
from tests.support.sources import ROOT, built_in_library

GOLDEN = ROOT / "tests" / "scenes" / "templates"
TEMPLATES, FAULTS = load_templates(ROOT / "templates")
CATEGORIES = {"Math", "Physics", "ML/AI", "General"}
SECONDS = (10, 40)
NODES = (8, 32)

each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)


@cache
def graph_of(template: Template) -> Graph:
    return build(load_document(template.path), built_in_library()[0])


def document_of(template: Template) -> Document:
    return graph_of(template).document


def script_of(template: Template) -> Script:
    return generate(graph_of(template))


def test_there_is_at_least_one_of_each_category() -> None:
    assert FAULTS == []
    assert {template.category for template in TEMPLATES} == CATEGORIES


@each_template
def test_nothing_is_wrong_with_a_template(template: Template) -> None:
    problems = validate(graph_of(template), folder=template.path.parent)
    assert [str(problem) for problem in problems] == []


@each_template
def test_a_template_is_neither_trivial_nor_confusing(template: Template) -> None:
    assert NODES[0] <= len(document_of(template).nodes) <= NODES[1]
    assert SECONDS[0] <= script_of(template).source_map.duration_s <= SECONDS[1]


@each_template
def test_a_template_needs_no_latex(template: Template) -> None:
    assert latex_nodes(graph_of(template)) == []


@each_template
def test_a_template_is_read_from_left_to_right(template: Template) -> None:
    document = document_of(template)
    place = {node.id: node.position for node in document.nodes}
    backward = [edge for edge in document.edges if place[edge.source][0] >= place[edge.target][0]]
    assert backward == []
    assert len(set(place.values())) == len(place)


@each_template
def test_a_card_says_what_to_change(template: Template) -> None:
    assert template.name == document_of(template).name
    assert template.description.endswith(".")
    assert 2 <= len(template.instructions.strip().splitlines()) <= 4
    assert len(template.keywords) >= 3


@each_template
def test_a_template_has_a_still_and_a_small_moving_thumbnail(template: Template) -> None:
    still, thumbnail = (template.path.with_suffix(suffix) for suffix in (".png", ".gif"))
    with Image.open(still) as picture, Image.open(thumbnail) as film:
        assert picture.size == (640, 360)
        assert film.size == (320, 180)
        assert getattr(film, "n_frames", 1) > 1
    assert thumbnail.stat().st_size <= 400_000


@each_template
def test_a_template_becomes_the_script_that_it_should(template: Template) -> None:
    check_golden(GOLDEN / f"{template.id}.txt", script_of(template).source)


@pytest.mark.slow
@each_template
def test_plain_manim_draws_the_same_pictures(template: Template, tmp_path: Path) -> None:
    script = script_of(template)
    (tmp_path / "scenes.py").write_text((GOLDEN / f"{template.id}.txt").read_text())
    run_manim(tmp_path, "--format", "png-sequence")
    expected = read_pictures(tmp_path, script.scene_name)
    shown: list[PreviewFrame] = []
    settings = PreviewSettings(tmp_path / "cache", SMALL, checks_layout=True)
    result = render_preview(script, settings, on_frame=shown.append)
    assert result.error is None
    assert (result.unseen, result.layout_faults) == ((), ())
    assert len(shown) == len(expected)
    assert all(map(np.array_equal, (frame.pixels for frame in shown), expected))
    assert result.frame_count / SMALL.fps == pytest.approx(script.source_map.duration_s, rel=0.05)
