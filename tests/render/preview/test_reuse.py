"""Frames of unchanged steps are reused, and those after them are the same as ever."""

from pathlib import Path

import numpy as np
import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.frames import FrameStore
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.render.conftest import Show, Shown
from tests.render.reference_scenes import NAMES, SOURCE, with_one_step_more
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script, script_from

pytestmark = pytest.mark.slow


@pytest.fixture
def store(tmp_path: Path) -> FrameStore:
    return FrameStore(tmp_path / "frames")


def three_steps(second: str = "Create(square)", comment: str = "") -> Script:
    return make_script(f"""
        {comment}
        square = Square()
        self.play(FadeIn(Dot()), run_time=0.3)
        self.play({second}, run_time=0.3)
        self.play(square.animate.shift(UP), run_time=0.3)
    """)


def reused(shown: Shown) -> list[bool]:
    return [step.is_reused for step in shown.result.steps]


def assert_same_film(one: Shown, other: Shown) -> None:
    assert [(f.number, f.count, f.step) for f in one.frames] == [
        (f.number, f.count, f.step) for f in other.frames
    ]
    assert all(
        np.array_equal(a.pixels, b.pixels) for a, b in zip(one.frames, other.frames, strict=True)
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_step_more_costs_one_step_and_changes_nothing(
    name: str, show: Show, store: FrameStore
) -> None:
    before = script_from(SOURCE, name)
    after = script_from(with_one_step_more(name), name)
    show(before, frames=store)
    again = show(after, frames=store)
    fresh = show(after)
    assert_same_film(again, fresh)
    assert reused(again) == [True] * (len(again.result.steps) - 1) + [False]
    assert again.result.drawn == sum(f.step == again.result.steps[-1].index for f in again.frames)


def test_only_what_follows_a_change_is_drawn_again(show: Show, store: FrameStore) -> None:
    show(three_steps(), frames=store)
    assert reused(show(three_steps("Write(square)"), frames=store)) == [True, False, False]


def test_each_step_that_is_drawn_tells_how_long_that_took(show: Show, store: FrameStore) -> None:
    assert all(step.draw_s > 0 for step in show(three_steps(), frames=store).result.steps)
    again = show(three_steps("Write(square)"), frames=store).result.steps
    assert [step.draw_s > 0 for step in again] == [False, True, True]


def test_an_unchanged_scene_draws_nothing(show: Show, store: FrameStore) -> None:
    first = show(three_steps(), frames=store)
    second = show(three_steps(comment="# another comment"), frames=store)
    assert (reused(second), second.result.drawn) == ([True] * 3, 0)
    assert_same_film(first, second)


def test_a_step_back_finds_its_frames(show: Show, store: FrameStore) -> None:
    for second in ("Create(square)", "Write(square)"):
        show(three_steps(second), frames=store)
    assert show(three_steps("Create(square)"), frames=store).result.drawn == 0


@pytest.mark.parametrize(
    "quality", [Quality(80, 45, SMALL.fps), Quality(160, 90, 5)], ids=["size", "rate"]
)
def test_another_quality_reuses_nothing(
    quality: Quality, tmp_path: Path, show: Show, store: FrameStore
) -> None:
    show(three_steps(), frames=store)
    other = PreviewSettings(tmp_path / "cache", quality, tmp_path)
    assert not any(reused(show(three_steps(), frames=store, settings=other)))


def test_a_changed_image_is_drawn_again(tmp_path: Path, show: Show, store: FrameStore) -> None:
    import PIL.Image

    script = make_script('self.add(ImageMobject("cat.png").scale(20))')
    pictures = []
    for color in ("red", "blue"):
        PIL.Image.new("RGB", (4, 4), color).save(tmp_path / "cat.png")
        pictures.append(show(script, frames=store).frames[0].pixels)
    assert not np.array_equal(pictures[0], pictures[1])


def test_a_changed_svg_file_is_drawn_again(tmp_path: Path, show: Show) -> None:
    script = make_script('self.add(SVGMobject("logo.svg", fill_color=WHITE))')
    pictures = []
    for shape in ('<circle r="5"/>', '<rect width="5" height="3"/>'):
        (tmp_path / "logo.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{shape}</svg>')
        pictures.append(show(script).frames[0].pixels)
    assert not np.array_equal(pictures[0], pictures[1])


def test_a_step_that_was_stopped_half_way_is_drawn_again(show: Show, store: FrameStore) -> None:
    from manim_nodes.render.cancel import CancelToken

    cancel = CancelToken()
    cancel.cancel()
    assert show(three_steps(), frames=store, cancel=cancel).result.outcome is Outcome.CANCELLED
    assert not any(reused(show(three_steps(), frames=store)))


def test_frames_on_disk_are_reused(tmp_path: Path, show: Show) -> None:
    store = FrameStore(tmp_path / "frames", memory_limit=0)
    first = show(three_steps(), frames=store)
    assert len(list((tmp_path / "frames").glob("*.png"))) == len(first.frames)
    second = show(three_steps(), frames=store)
    assert second.result.drawn == 0
    assert_same_film(second, show(three_steps()))
