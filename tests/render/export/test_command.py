from dataclasses import replace
from pathlib import Path

import pytest

from manim_nodes.render.export.command import render_command, render_environment
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.quality import QUALITIES, Quality


def settings(
    file_format: ExportFormat = ExportFormat.MP4, *, transparent: bool = False
) -> ExportSettings:
    return ExportSettings(
        file_format, QUALITIES["480p"], Path("a"), Path("cache"), transparent=transparent
    )


def test_the_line_names_scene_size_and_rate() -> None:
    line = " ".join(render_command(settings(), "Example"))
    assert " render scene.py Example " in line
    assert "--format mp4 --resolution 854,480 --fps 15 " in line
    assert "--transparent" not in line


def test_transparency_is_asked_for() -> None:
    assert "--transparent" in render_command(
        settings(ExportFormat.MOV, transparent=True), "Example"
    )


def test_a_gif_is_made_from_a_film_without_loss() -> None:
    line = " ".join(render_command(settings(ExportFormat.GIF), "Example"))
    assert "--format mov" in line
    assert "--video-codec qtrle" in line


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("HOME", True),
        ("LC_ALL", True),
        ("TEXMFHOME", True),
        ("XDG_DATA_HOME", True),
        ("OPENAI_API_KEY", False),
        ("AWS_SECRET_ACCESS_KEY", False),
        ("SSH_AUTH_SOCK", False),
        ("PYTHONSTARTUP", False),
    ],
)
def test_the_environment_is_what_a_render_needs(name: str, kept: bool) -> None:
    assert (name in render_environment({name: "x"}, Path("/job"))) is kept


def test_tex_runs_in_its_paranoid_mode() -> None:
    environment = render_environment({"openin_any": "a"}, Path("/job"))
    assert (environment["openin_any"], environment["openout_any"]) == ("p", "p")


def test_qualities_are_those_of_manim() -> None:
    from manim.constants import QUALITIES as OF_MANIM

    theirs = {
        Quality(q["pixel_width"], q["pixel_height"], q["frame_rate"]) for q in OF_MANIM.values()
    }
    assert set(QUALITIES.values()) <= theirs


def test_a_render_reaches_no_network() -> None:
    environment = render_environment({"HTTPS_PROXY": "http://proxy", "NO_PROXY": "*"}, Path("/job"))
    assert (environment["HTTPS_PROXY"], environment["NO_PROXY"]) == ("http://127.0.0.1:9", "")


def test_a_card_encodes_only_where_it_is_asked_for() -> None:
    usual = replace(settings(), encoder_threads=2)
    line = " ".join(render_command(replace(usual, hardware="nvenc"), "Example"))
    assert "--video-codec h264_nvenc --encoder-option preset=p5" in line
    assert "threads=" not in line
    assert "--video-codec" not in render_command(usual, "Example")
