"""A first scene: from a template to a film, a GIF, and a script that the stock manim renders alike."""

import sys
from pathlib import Path

import pytest

from manim_nodes.render.export.command import encoder_options
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.quality import QUALITIES
from tests.support.commands import PROGRAM, run_apart
from tests.support.films import fingerprints, probe

pytestmark = pytest.mark.slow

NAME = "My first scene"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project as a new user does."""
    made = run_apart(*PROGRAM, "new", NAME, "--template", "title_sequence", cwd=tmp_path)
    assert made == (0, f"{NAME}.mnodes\n", "")
    return tmp_path / f"{NAME}.mnodes"


def test_a_template_is_sound_and_becomes_a_gif(project: Path) -> None:
    gif = project.with_suffix(".gif")
    checked = run_apart(*PROGRAM, "check", project)
    made = run_apart(*PROGRAM, "render", project, "-o", gif, "--quality", "480p", "--fps", "5")

    assert checked == (0, f"{project}: nothing is wrong.\n", "")
    assert made[:2] == (0, f"{gif}\n")
    seen = probe(gif)
    assert (seen.codec, seen.width, seen.height) == ("gif", 854, 480)
    assert seen.duration_s == pytest.approx(seen.frames / 5, abs=0.1)
    assert 40 <= seen.frames <= 60


def test_the_script_makes_with_plain_manim_the_very_film_that_render_makes(project: Path) -> None:
    script, film = project.with_name("scene.py"), project.with_name("film.mp4")
    settings = ExportSettings(ExportFormat.MP4, QUALITIES["480p"], film, project.parent)
    encoded = encoder_options(settings)  # like ours: plain manim's own take a third more time
    manim = (
        sys.executable,
        "-m",
        "manim",
        "render",
        "-ql",
        "--disable_caching",
        *encoded,
        str(script),
    )
    assert run_apart(*PROGRAM, "code", project, "-o", script).code == 0
    assert run_apart(*manim, cwd=project.parent).code == 0
    assert run_apart(*PROGRAM, "render", project, "-o", film, "--quality", "480p").code == 0

    (theirs,) = project.parent.glob("media/videos/scene/480p15/*.mp4")
    assert fingerprints(theirs) == fingerprints(film)
    assert probe(film).codec == "h264"
