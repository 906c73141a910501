"""The film of a template that is drawn in two parts is, frame for frame, the one that plain manim makes of its script."""

from pathlib import Path

import pytest

from manim_nodes.gallery.catalogue import Template
from manim_nodes.render.export.command import encoder_options
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.join import join_parts
from manim_nodes.render.export.part import export_keys, render_part
from manim_nodes.render.export.part_plan import PartPlan, PartResult
from tests.gallery.test_templates import each_template, script_of
from tests.support.films import fingerprints
from tests.support.plain_manim import SMALL, run_manim

pytestmark = pytest.mark.slow


@each_template
def test_a_template_in_two_parts_is_plain_manims(template: Template, tmp_path: Path) -> None:
    script, place = script_of(template), tmp_path / "place"
    # Without loss: of the same pictures x264 makes another film now and then, under plain manim, too.
    settings = ExportSettings(
        ExportFormat.MOV, SMALL, tmp_path / "film.mov", tmp_path / "cache", transparent=True
    )
    keys, half = export_keys(script, settings), len(script.source_map.plays) // 2

    def draw(first: int, last: int | None) -> PartResult:
        plan = PartPlan(keys, first, last)
        result = render_part(script, settings, plan, place, work_dir=tmp_path / "work")
        assert result is not None
        return result

    draw(0, half)
    product = join_parts(draw(half, None), settings, place)
    assert product is not None

    (tmp_path / "scenes.py").write_text(script.source)
    options = ("--format", "mov", "--transparent", *encoder_options(settings))
    run_manim(tmp_path, script.scene_name, *options)
    (plain,) = (tmp_path / "media" / "videos" / "scenes").rglob(f"{script.scene_name}.mov")
    assert fingerprints(product.film) == fingerprints(plain)
