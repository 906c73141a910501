"""The preview's frames against those of plain manim, pixel for pixel and count for count."""

from pathlib import Path

import av
import numpy as np
import pytest

from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import QUALITIES
from tests.render.conftest import Show
from tests.render.reference_scenes import NAMES, SOURCE
from tests.support.plain_manim import SMALL, read_picture, read_pictures, run_manim
from tests.support.scripts import make_script, script_from

pytestmark = pytest.mark.slow

FILMED = ["Basics", "Conditions", "Sections"]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What plain manim makes of the reference scenes: a PNG sequence each, a film of some, the still."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "scenes.py").write_text(SOURCE)
    run_manim(folder, "-a", "--format", "png-sequence")
    run_manim(folder, *FILMED, "--format", "mp4")
    run_manim(folder, "Still", "--format", "png")
    return folder


@pytest.mark.parametrize("name", [name for name in NAMES if name != "Still"])
def test_pictures_are_those_of_plain_manim(name: str, plain: Path, show: Show) -> None:
    expected = read_pictures(plain, name)
    shown = show(script_from(SOURCE, name))
    assert len(shown.frames) == len(expected)
    assert all(map(np.array_equal, (f.pixels for f in shown.frames), expected))


@pytest.mark.parametrize("name", FILMED)
def test_a_film_has_as_many_frames_as_plain_manims(name: str, plain: Path, show: Show) -> None:
    with av.open(next(plain.glob(f"media/videos/scenes/*/{name}.mp4"))) as film:
        expected = sum(1 for _ in film.decode(video=0))
    assert show(script_from(SOURCE, name)).result.frame_count == expected


def test_a_scene_that_plays_nothing_is_one_picture(plain: Path, show: Show) -> None:
    shown = show(script_from(SOURCE, "Still"))
    assert [frame.count for frame in shown.frames] == [1]
    assert np.array_equal(
        shown.frames[0].pixels, read_picture(next(plain.glob("media/images/scenes/Still*.png")))
    )


@pytest.mark.latex
def test_formulas_are_those_of_plain_manim(tmp_path: Path, show: Show) -> None:
    script = make_script(r'self.play(Write(MathTex(r"\frac{a}{2}", "= b")), run_time=0.5)')
    (tmp_path / "scenes.py").write_text(script.source)
    run_manim(tmp_path, "--format", "png-sequence")
    expected = read_pictures(tmp_path, script.scene_name)
    assert all(map(np.array_equal, (f.pixels for f in show(script).frames), expected))


def test_a_preview_can_be_drawn_again_from_cached_outlines(show: Show) -> None:
    script = script_from(SOURCE, "Words")
    first, second = show(script), show(script)
    assert all(map(np.array_equal, *([f.pixels for f in s.frames] for s in (first, second))))


def test_pictures_have_the_size_that_was_asked_for(tmp_path: Path, show: Show) -> None:
    shown = show(
        make_script("self.add(Dot())"), settings=PreviewSettings(tmp_path, QUALITIES["480p"])
    )
    assert shown.frames[0].pixels.shape == (480, 854, 4)


def test_text_outlines_of_a_small_picture_are_not_used_for_a_large_one(
    tmp_path: Path, show: Show
) -> None:
    script = make_script(f"self.add(Text({'word ' * 40!r}).scale(0.1))")
    large = PreviewSettings(tmp_path, QUALITIES["480p"])
    alone = show(script, settings=large).frames[0].pixels
    both = PreviewSettings(tmp_path / "shared")
    show(script, settings=PreviewSettings(both.cache_dir, SMALL))
    assert np.array_equal(show(script, settings=both).frames[0].pixels, alone)
