"""Every template, looked at as preview, film and GIF."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manim_nodes.cli.catalogues import open_templates
from manim_nodes.gallery.catalogue import Template
from manim_nodes.workspace.places import places
from tests.support.commands import run
from tests.support.films import Pixels, pictures, probe

pytestmark = pytest.mark.slow

RATE = 15
TEMPLATES = {template.id: template for template in open_templates()}
# The mean difference of a channel, of 255: MP4 stores colors otherwise, GIF has 256 of them.
LOSSES = {".mp4": 3.0, ".gif": 0.5}
LOOKED_AT = 10


def test_there_are_the_templates_that_there_are_to_be() -> None:
    assert {template.category for template in TEMPLATES.values()} == {
        "General",
        "Math",
        "ML/AI",
        "Physics",
    }
    assert len(TEMPLATES) >= 24


@pytest.fixture(autouse=True)
def _patient() -> None:
    """Let previews take their time on a busy machine."""
    places().preferences.parent.mkdir(parents=True)
    places().preferences.write_text('{"preview_time_limit_s": 600}')


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_template_is_the_same_in_preview_film_and_gif(template: Template, tmp_path: Path) -> None:
    frames = preview(template, tmp_path / "frames")

    assert 10 * RATE <= len(frames) <= 40 * RATE
    for suffix, loss in LOSSES.items():
        film = tmp_path / f"film{suffix}"
        assert run("render", template.path, "-o", film, "--quality", "480p").code == 0
        seen = probe(film)
        assert (seen.width, seen.height, seen.frames) == (854, 480, len(frames))
        assert seen.duration_s == pytest.approx(len(frames) / RATE, rel=0.01)
        assert max(losses(film, frames)) < loss


def preview(template: Template, folder: Path) -> list[Path]:
    assert run("preview", template.path, "--frames", folder).code == 0
    return sorted(folder.iterdir())


def losses(film: Path, frames: list[Path]) -> list[float]:
    shown = frames[::LOOKED_AT]
    pairs = zip(pictures(film, every=LOOKED_AT), map(read, shown), strict=True)
    return [float(np.abs(made.astype(int) - expected).mean()) for made, expected in pairs]


def read(frame: Path) -> Pixels:
    with Image.open(frame) as image:
        return np.asarray(image.convert("RGB"))
