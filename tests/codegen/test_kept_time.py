"""Times that are no whole number of frames: they add up, in the preview as in exports."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.edits import set_settings
from manim_nodes.graph.build import build
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.support.films import probe
from tests.support.library import body_of
from tests.support.manim_names import run_script
from tests.support.plots import LIBRARY, document_of, graph_of, made
from tests.support.sounds import write_sound


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


def test_time_is_kept_where_rounding_each_step_would_be_seen() -> None:
    assert "keep_time" not in waits(30, 2).source
    assert "keep_time" not in waits(1, 0.75).source
    assert body_of(waits(2, 0.75)).split("\n")[0].strip() == "keep_time(self)"
    assert "keep_time(self)" in body_of(waits(1, 0.004))
    assert "self.wait(0.004)" in body_of(waits(1, 0.004))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "duration", "fps", "frames"),
    [
        (30, 0.004, 25, 3),
        (30, 0.004, 50, 6),
        (30, 0.004, 15, 1),
        (10, 0.05, 30, 15),
        (3, 0.05, 60, 9),
        (30, 0.05, 30, 45),
        (30, 0.25, 15, 112),
        (20, 0.3, 10, 60),
        (12, 0.7, 24, 201),
    ],
)
def test_waits_add_up(tmp_path: Path, count: int, duration: float, fps: int, frames: int) -> None:
    assert frames_of(waits(count, duration), tmp_path, fps) == frames


@pytest.mark.slow
@pytest.mark.parametrize(
    ("run_time", "fps", "frames"), [(0.004, 50, 6), (0.05, 30, 45), (0.1, 12, 36), (0.7, 10, 210)]
)
def test_so_do_animations(tmp_path: Path, run_time: float, fps: int, frames: int) -> None:
    circle = made("Circle", "circle")
    moves = [
        made("Shift", f"m{index}", vector=(0.1, 0, 0), animated=True, run_time=run_time)
        for index in range(30)
    ]
    chain = ["circle", *(move.id for move in moves)]
    wires = ";".join(f"{a}.mobject > {b}.mobject" for a, b in pairwise(chain))
    script = generate(graph_of(circle, *moves, wires=wires))
    assert frames_of(script, tmp_path, fps) == frames
    scene = run_script(script.source, script.scene_name)
    (moved,) = scene.mobjects
    assert moved.get_x() == pytest.approx(3)


@pytest.mark.slow
def test_sounds_subcaptions_and_sections_come_when_they_should_in_exports(tmp_path: Path) -> None:
    write_sound(tmp_path / "tone.wav", 0.5)
    steps = [made("Wait", f"w{index}", duration=0.05) for index in range(30)]
    later = (
        made("NextSection", "section", name="second"),
        made("AddSound", "sound", file="tone.wav"),
        made("AddSubcaption", "caption", content="now", duration=0.5),
        made("Wait", "last", duration=0.5),
    )
    script = generate(graph_of(made("Circle", "circle"), *steps, *later))
    film = tmp_path / "film.mp4"
    quality = Quality(64, 36, 30)
    settings = ExportSettings(
        *(ExportFormat.MP4, quality, film, tmp_path / "cache"),
        assets_dir=tmp_path,
        saves_sections=True,
    )
    export(script, settings)
    assert probe(film).frames == 60 == frames_of(script, tmp_path, 30)
    assert "00:00:01,500 --> 00:00:02,000" in film.with_suffix(".srt").read_text()
    with av.open(film) as opened:
        heard = np.concatenate([each.to_ndarray()[0] for each in opened.decode(audio=0)])
        rate = opened.streams.audio[0].rate
    assert np.flatnonzero(np.abs(heard) > 0.01)[0] / rate == pytest.approx(1.5, abs=0.05)
    sections = sorted(settings.sections.glob("*.mp4"))
    assert [probe(each).frames for each in sections] == [45, 15]


@pytest.mark.slow
@pytest.mark.parametrize(("fps", "frames"), [(29.97, 599), (23.976, 479), (24, 480)])
def test_whole_seconds_add_up_where_a_second_is_no_whole_number_of_frames(
    tmp_path: Path, fps: float, frames: int
) -> None:
    nodes = [
        made("Circle", "circle"),
        *(made("Wait", f"w{index}", duration=1) for index in range(20)),
    ]
    wires = ";".join(f"w{index}.flow > w{index + 1}.flow" for index in range(19))
    document = set_settings(document_of(*nodes, wires=wires), frame_rate=fps)
    settings = PreviewSettings(tmp_path / "cache", Quality(64, 36, fps), tmp_path)
    script = generate(build(document, LIBRARY))
    assert render_preview(script, settings, on_frame=lambda _: None).frame_count == frames
