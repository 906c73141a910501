import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from manim_nodes import __version__
from manim_nodes.render import doctor
from manim_nodes.render.doctor import diagnose, latex_available
from manim_nodes.render.encoders import ENCODERS, Encoder, encoder_fault
from manim_nodes.sandbox.tiers import Tier, describe_tier

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _look_again() -> None:
    latex_available.cache_clear()


@pytest.fixture
def no_latex(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: encoder.name)
def test_the_encoders_of_our_formats_work(encoder: Encoder) -> None:
    assert encoder_fault(encoder) is None


@pytest.mark.parametrize("codec", ["no_such_codec", "h264_nvenc"])
def test_an_encoder_that_does_not_work_says_why(codec: str) -> None:
    assert encoder_fault(Encoder("x", codec, "yuv420p", "mp4"))


@pytest.mark.latex
def test_latex_is_found_and_works() -> None:
    assert latex_available()


@pytest.mark.usefixtures("no_latex")
def test_missing_latex_is_seen_and_said_how_to_get() -> None:
    assert not latex_available()
    formulas = next(finding for finding in diagnose() if finding.name == "LaTeX formulas")
    assert (formulas.is_found, formulas.is_needed, formulas.detail) == (
        False,
        False,
        "latex is not installed",
    )
    assert "apt install texlive-latex-extra dvisvgm" in (formulas.hint or "")
    hints = [finding.hint for finding in diagnose() if "LaTeX" in f"{finding.name}{finding.hint}"]
    assert len(hints) == 1, "the hint is given once"


def test_latex_that_is_there_but_fails_is_no_latex(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "latex"
    broken.symlink_to(shutil.which("false") or "")
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), os.environ["PATH"])))
    assert not latex_available()


def test_what_every_project_needs_is_found() -> None:
    needed = {finding.name: finding.is_found for finding in diagnose() if finding.is_needed}
    assert needed == dict.fromkeys(("manim", "typst", "fonts", "MP4 and MOV"), True)


def test_versions_and_the_display_are_named() -> None:
    details = {finding.name: finding.detail for finding in diagnose()}
    assert details["manim-nodes"] == __version__
    assert details["Python"].startswith(platform.python_version())
    assert details["Qt"] == version("PySide6-Essentials")
    assert "display" in details


@pytest.mark.parametrize("tier", list(Tier))
def test_what_confines_renders_is_named(tier: Tier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "best_tier", lambda: tier)
    found = doctor._confinement()
    assert found.detail == describe_tier(tier)
    assert (found.hint is None) is (tier is not Tier.LIMITS)
