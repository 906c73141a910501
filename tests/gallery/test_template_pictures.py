"""Films of templates end as the pictures on their cards do, and these take little room."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence

from manim_nodes.codegen.scene import generate
from manim_nodes.document.files import load_document
from manim_nodes.gallery.catalogue import Template, load_templates
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import data_root

LIBRARY = load_library(data_root() / "nodes")
TEMPLATES, _ = load_templates(data_root() / "templates")
MOST_BYTES = 15_000_000
THUMBNAIL = (320, 180)
CLEARLY = 64
"""By so much of 255 a channel differs where something else is to be seen; the stored film has 32 colors only."""
MOST_UNLIKE = 0.0005

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

each_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)


def test_there_are_six_in_each_category_and_their_pictures_are_small() -> None:
    counts = Counter(template.category for template in TEMPLATES)
    assert min(counts.values()) >= 6
    assert len(TEMPLATES) >= 24
    pictures = [
        template.path.with_suffix(suffix) for template in TEMPLATES for suffix in (".png", ".gif")
    ]
    assert sum(path.stat().st_size for path in pictures) < MOST_BYTES


def unlike(one: Numbers, other: Numbers) -> float:
    """Return the share of a picture in which something else is to be seen."""
    return float((np.abs(one - other).max(axis=2) > CLEARLY).mean())


def small(pixels: Image.Image) -> Numbers:
    """Return a picture as small as the thumbnails, in numbers."""
    resized = pixels.convert("RGB").resize(THUMBNAIL, Image.Resampling.LANCZOS)
    return np.asarray(resized, dtype=float)


@pytest.mark.slow
@each_template
def test_at_480p_a_film_ends_as_its_stored_thumbnail_does_and_shows_its_still(
    template: Template, tmp_path: Path
) -> None:
    script = generate(build(load_document(template.path), LIBRARY))
    shown: list[PreviewFrame] = []
    settings = PreviewSettings(tmp_path, Quality(854, 480, 10))
    result = render_preview(script, settings, on_frame=shown.append)
    assert result.error is None
    frames = [small(Image.fromarray(frame.pixels)) for frame in shown]
    with Image.open(template.path.with_suffix(".gif")) as film:
        *_, last = (frame.convert("RGB") for frame in ImageSequence.Iterator(film))
    assert unlike(frames[-1], small(last)) < MOST_UNLIKE
    with Image.open(template.path.with_suffix(".png")) as still:
        wanted = small(still)
    assert min(unlike(frame, wanted) for frame in frames) < MOST_UNLIKE
