"""Names, places and pages that nobody thinks of are answered with words, and break nothing."""

from pathlib import Path

import pytest

from manim_nodes.exports.fresh_path import fresh_path
from manim_nodes.render.error_messages import explain
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.sandbox.tiers import Tier
from tests.support.commands import PROGRAM, run, save_circle, save_project, started
from tests.support.library import node
from tests.support.scripts import make_script

FACE = "\N{GRINNING FACE}"


@pytest.mark.parametrize("name", [FACE * 80, "ä" * 80, "x" * 500, "\ud800"])
def test_every_name_makes_a_file(tmp_path: Path, name: str) -> None:
    path = fresh_path(tmp_path, name, ".png-sequence")
    path.touch()
    other = fresh_path(tmp_path, name, ".png-sequence")
    other.touch()

    assert path != other
    assert len(path.name.encode()) < 255
    assert path.name.encode().decode() == path.name


def test_doctor_ends_its_sentences_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("manim_nodes.render.doctor.best_tier", lambda: Tier.LIMITS)

    assert ".." not in run("doctor").out


@pytest.mark.parametrize(
    ("kind", "message", "words"),
    [
        ("TypeError", "memoryview: a bytes-like object is required, not 'list'", "one page"),
        ("DecompressionBombError", "Image size (400000000 pixels) exceeds limit", "too large"),
        ("NotADirectoryError", "[Errno 20] Not a directory: '/a/b/.cache'", "/a/b/.cache"),
        ("OSError", "[Errno 30] Read-only file system: '/a/b/.cache'", "read-only"),
    ],
)
def test_there_are_words_for_it(kind: str, message: str, words: str) -> None:
    said, hint = explain(kind, message)

    assert words in said
    assert hint


@pytest.mark.slow
def test_pages_of_typst_are_said_at_their_node(film: Path) -> None:
    save_project(film, [node("text_1", {"typst_code": "#pagebreak()\n" * 700}, type="Typst")])
    said = run("preview", film, "--frames", film.parent / "frames")

    assert said.code == 1
    assert "text_1: What Typst sets must fit on one page. Remove its page breaks." in said.err


@pytest.mark.slow
def test_a_preview_works_where_the_working_folder_is_gone(film: Path, tmp_path: Path) -> None:
    save_circle(film, seconds=0.1)
    gone = tmp_path / "gone"
    gone.mkdir()
    line = "import os, sys; os.rmdir(os.getcwd()); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    command = (PROGRAM[0], "-c", line, *PROGRAM[1:], "preview", film, "--frames", tmp_path / "made")
    with started(*command, cwd=gone) as process:
        process.wait(60)

    assert not gone.exists()
    assert process.returncode == 0
    assert (tmp_path / "made" / "frame_0000.png").exists()


@pytest.mark.slow
def test_a_home_that_is_no_folder_is_said(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.touch()
    settings = PreviewSettings(home / ".cache")
    error = render_preview(
        make_script('self.add(Text("hi"))'), settings, on_frame=lambda _: None
    ).error
    assert error is not None
    assert "HOME" in (error.hint or "")


@pytest.mark.slow
def test_a_command_previews_without_a_home(film: Path, tmp_path: Path) -> None:
    save_project(film, [node("text_1", {"text": "hi"}, type="Text")])
    home = tmp_path / "home"
    home.touch()
    environment = {"HOME": str(home), "XDG_CACHE_HOME": "", "XDG_STATE_HOME": "", "LANG": "C.UTF-8"}
    with started(
        *PROGRAM, "preview", film, "--frames", tmp_path / "made", env=environment
    ) as process:
        process.wait(60)

    assert process.returncode == 0
    assert (tmp_path / "made" / "frame_0000.png").exists()
