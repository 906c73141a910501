"""One frame drawn alone is the frame that the whole preview draws."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from manim_nodes.render.cancel import CancelToken
from manim_nodes.render.preview.frames import FrameStore, PreviewFrame
from manim_nodes.render.preview.preview import render_frame
from manim_nodes.render.preview.preview_settings import PreviewSettings
from tests.render.conftest import Show
from tests.render.reference_scenes import NAMES, SOURCE, with_one_step_more
from tests.support.scripts import make_script, script_from

pytestmark = pytest.mark.slow


def spread(frames: list[PreviewFrame]) -> list[PreviewFrame]:
    """Return the first, the last and two frames between."""
    return [
        frames[index]
        for index in sorted({0, len(frames) // 3, 2 * len(frames) // 3, len(frames) - 1})
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_alone_is_that_of_the_whole(
    name: str, settings: PreviewSettings, show: Show
) -> None:
    script = script_from(SOURCE, name)
    for expected in spread(show(script).frames):
        number = expected.number + expected.count - 1
        frame = render_frame(script, settings, number)
        assert frame is not None
        assert (frame.number, frame.step, frame.node_id) == (
            number,
            expected.step,
            expected.node_id,
        )
        assert np.array_equal(frame.pixels, expected.pixels)


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_after_known_steps_is_that_of_the_whole(
    name: str, tmp_path: Path, settings: PreviewSettings, show: Show
) -> None:
    store = FrameStore(tmp_path / "frames")
    show(script_from(SOURCE, name), frames=store)
    script = script_from(with_one_step_more(name), name)
    expected = show(script).frames[-1]
    frame = render_frame(script, settings, expected.number, frames=store)
    assert frame is not None
    assert np.array_equal(frame.pixels, expected.pixels)


def test_a_known_frame_is_not_drawn(tmp_path: Path, settings: PreviewSettings, show: Show) -> None:
    store = FrameStore(tmp_path / "frames")
    script = make_script("self.play(Create(Circle()), run_time=0.5)")
    shown = show(script, frames=store)
    frame = render_frame(script, settings, 3, frames=store)
    assert frame is not None
    assert frame.picture is shown.frames[3].picture


@pytest.mark.parametrize("code", ["self.wait(0.5)", "self.play((", "1 / 0"])
def test_a_frame_that_is_not_there_is_none(code: str, settings: PreviewSettings) -> None:
    assert render_frame(make_script(code), settings, 99) is None


def test_a_cancelled_frame_is_none(settings: PreviewSettings) -> None:
    cancel = CancelToken()
    cancel.cancel()
    assert render_frame(make_script("while True: pass"), settings, 0, cancel=cancel) is None


def test_a_frame_that_takes_too_long_is_none(settings: PreviewSettings) -> None:
    limited = replace(settings, time_limit_s=0.5)
    assert render_frame(make_script("while True: pass"), limited, 0) is None
