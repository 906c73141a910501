from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewFrame, PreviewResult
from tests.support.plain_manim import SMALL


@dataclass
class Shown:
    """A preview's result and the frames it handed out."""

    result: PreviewResult
    frames: list[PreviewFrame]


Show = Callable[..., Shown]


@pytest.fixture
def settings(tmp_path: Path) -> PreviewSettings:
    return PreviewSettings(tmp_path / "cache", SMALL, tmp_path)


@pytest.fixture
def show(settings: PreviewSettings) -> Show:
    def show(script: Script, **options: Any) -> Shown:
        frames: list[PreviewFrame] = []
        result = render_preview(
            script, options.pop("settings", settings), on_frame=frames.append, **options
        )
        return Shown(result, frames)

    return show
