from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.results import PreviewResult
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
    def show(
        script: Script,
        settings: PreviewSettings = settings,
        *,
        time_limit_s: float | None = None,
        **options: Any,
    ) -> Shown:
        frames: list[PreviewFrame] = []
        limited = replace(settings, time_limit_s=time_limit_s)
        result = render_preview(script, limited, on_frame=frames.append, **options)
        return Shown(result, frames)

    return show
