"""Times that are shorter than a frame: they add up, in the preview as in plain manim."""

from itertools import pairwise
from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.support.library import body_of
from tests.support.manim_names import run_script
from tests.support.plots import graph_of, made


def waits(count: int, duration: float) -> Script:
    nodes = [made("Wait", f"w{index}", duration=duration) for index in range(count)]
    circle = made("Circle", "circle")
    wires = ";".join(f"w{index}.flow > w{index + 1}.flow" for index in range(count - 1))
    return generate(graph_of(circle, *nodes, wires=wires))


def frames_of(script: Script, folder: Path, fps: int) -> int:
    settings = PreviewSettings(folder / "cache", Quality(64, 36, fps), folder)
    result = render_preview(script, settings, on_frame=lambda _: None)
    assert result.error is None
    assert result.notes == ()
    return result.frame_count


def test_a_wait_of_a_frame_or_more_is_written_as_ever() -> None:
    assert "self.wait(0.1)" in body_of(waits(1, 0.1))
    assert "wait_briefly(self, 0.004)" in body_of(waits(1, 0.004))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "duration", "fps", "frames"),
    [
        (30, 0.004, 25, 3),
        (30, 0.004, 50, 6),
        (30, 0.004, 15, 1),
        (10, 0.05, 30, 15),
        (3, 0.05, 60, 9),
    ],
)
def test_waits_add_up(tmp_path: Path, count: int, duration: float, fps: int, frames: int) -> None:
    assert frames_of(waits(count, duration), tmp_path, fps) == frames


@pytest.mark.slow
def test_so_do_animations(tmp_path: Path) -> None:
    circle = made("Circle", "circle")
    moves = [
        made("Shift", f"m{index}", vector=(0.1, 0, 0), animated=True, run_time=0.004)
        for index in range(30)
    ]
    chain = ["circle", *(move.id for move in moves)]
    wires = ";".join(f"{a}.mobject > {b}.mobject" for a, b in pairwise(chain))
    script = generate(graph_of(circle, *moves, wires=wires))
    assert frames_of(script, tmp_path, 50) == 6
    scene = run_script(script.source, script.scene_name)
    (moved,) = scene.mobjects
    assert moved.get_x() == pytest.approx(3)
