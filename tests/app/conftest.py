"""What tests of the app share. They run without a screen; Qt's warnings fail them."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np  # noqa: F401  pytest.approx fails on what a thread has imported by half
import pytest
from PySide6.QtWidgets import QApplication

from manim_nodes.app.garbage import GarbageCollector
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK, Theme
from manim_nodes.sandbox.tiers import Tier
from manim_nodes.workspace.places import places


@pytest.fixture(scope="session", autouse=True)
def _garbage(qapp: QApplication) -> GarbageCollector:  # noqa: ARG001  no timer without
    return GarbageCollector()


@pytest.fixture
def theme() -> Theme:
    return DARK


@pytest.fixture
def profile(qapp: QApplication, home: Path) -> Iterator[Profile]:  # noqa: ARG001  places are in it
    profile = Profile(places())
    yield profile
    profile.close()


@pytest.fixture(autouse=True)
def _known_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the export dialog the trial of what works here: it starts processes."""
    dialog = "manim_nodes.app.exports.export_dialog"
    monkeypatch.setattr(f"{dialog}.best_tier", lambda: Tier.LANDLOCK)
    monkeypatch.setattr(f"{dialog}.usable_encoders", lambda: ("nvenc",))


@pytest.fixture(autouse=True)
def _known_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare Help the trial of LaTeX and of the encoders."""
    monkeypatch.setattr("manim_nodes.app.window.doctor_page.diagnose", list)
