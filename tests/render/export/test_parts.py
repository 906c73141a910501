"""A film that is drawn in parts is, frame for frame, the one that plain manim makes of the same scene."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.export.command import encoder_options
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.join import MissingPlayError, join_parts
from manim_nodes.render.export.part import export_keys, known_keys, render_part
from manim_nodes.render.export.part_plan import PartPlan, PartResult
from tests.render.reference_scenes import SOURCE
from tests.support.films import fingerprints
from tests.support.plain_manim import SMALL, run_manim
from tests.support.scripts import make_script, script_from
from tests.support.sounds import write_sound

pytestmark = pytest.mark.slow

SCENES = ("Traced", "Updaters", "Chance", "Camera3D", "Zoomed", "Sections", "Conditions", "Lagged")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the films that plain manim makes, encoded as ours are."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "scenes.py").write_text(SOURCE)
    settings = ExportSettings(ExportFormat.MP4, SMALL, folder / "film.mp4", folder)
    run_manim(folder, *SCENES, *encoder_options(settings))
    return folder / "media" / "videos" / "scenes"


@pytest.fixture
def settings(tmp_path: Path) -> ExportSettings:
    return ExportSettings(
        ExportFormat.MP4, SMALL, tmp_path / "film.mp4", tmp_path / "cache", assets_dir=tmp_path
    )


Draw = Callable[..., PartResult]


@pytest.fixture
def draw(tmp_path: Path, settings: ExportSettings) -> Draw:
    """Return what draws one part of a script."""

    def draw(script: Script, first: int, last: int | None, place: Path) -> PartResult:
        keys = export_keys(script, settings)
        known = frozenset(known_keys(place, keys, settings)) if place.exists() else frozenset()
        plan = PartPlan(keys, first, last, known)
        result = render_part(script, settings, plan, place, work_dir=tmp_path / "work")
        assert result is not None
        return result

    return draw


@pytest.mark.parametrize("name", SCENES)
def test_every_frame_is_plain_manims(
    name: str, plain: Path, draw: Draw, settings: ExportSettings, tmp_path: Path
) -> None:
    script, place = script_from(SOURCE, name), tmp_path / "place"
    later = draw(script, 1, None, place)
    draw(script, 0, 1, place)
    product = join_parts(later, settings, place)

    assert product is not None
    (film,) = plain.rglob(f"{name}.mp4")
    assert fingerprints(product.film) == fingerprints(film)


CAPTIONED = make_script("""
    # node: sound_1
    self.add_sound("beep.wav")
    circle = Circle()
    # node: create_1
    self.play(Create(circle), run_time=0.5, subcaption="A circle")
    # node: sound_2
    self.add_sound("beep.wav", time_offset=0.2, gain=-6)
    # node: fade_1
    self.play(FadeOut(circle), run_time=0.7, subcaption="is gone")
    # node: wait_1
    self.wait(0.5)
""")


def test_sound_and_subcaptions_are_those_of_the_whole(
    draw: Draw, settings: ExportSettings, tmp_path: Path
) -> None:
    write_sound(tmp_path / "beep.wav", 0.5, 0.1)
    whole = export(CAPTIONED, settings)
    place = tmp_path / "place"
    draw(CAPTIONED, 0, 1, place)
    product = join_parts(draw(CAPTIONED, 1, None, place), settings, place)

    assert product is not None
    assert product.captions is not None
    assert product.captions.read_text() == settings.captions.read_text()
    assert "A circle" in product.captions.read_text()
    assert whole.output is not None
    assert fingerprints(product.film) == fingerprints(whole.output)
    assert np.array_equal(samples(product.film), samples(whole.output))
    assert np.abs(samples(product.film)).max() > 0.2


def samples(film: Path) -> np.ndarray:
    with av.open(film) as source:
        return np.concatenate([frame.to_ndarray() for frame in source.decode(audio=0)], axis=1)


FOUR_PLAYS = make_script("""
    # node: circle_1
    circle = Circle(color=BLUE, fill_opacity=0.5)
    # node: create_1
    self.play(Create(circle))
    # node: shift_1
    self.play(circle.animate.shift(RIGHT), run_time=0.7)
    # node: wait_1
    self.wait(0.5)
    # node: fade_1
    self.play(FadeOut(circle), run_time=0.4)
""")


def test_what_is_at_hand_is_not_drawn_again(
    draw: Draw, settings: ExportSettings, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    first = draw(FOUR_PLAYS, 0, None, place)
    assert all(play.seconds is not None for play in first.plays)

    longer = replace(FOUR_PLAYS, source=FOUR_PLAYS.source.replace("0.4", "0.9"))
    again = draw(longer, 0, None, place)

    assert [play.seconds is None for play in again.plays] == [True, True, True, False]
    assert [play.frames for play in again.plays] == [10, 7, 5, 9]
    whole = export(longer, settings).output
    product = join_parts(again, settings, place)
    assert whole is not None
    assert product is not None
    assert fingerprints(product.film) == fingerprints(whole)


def test_a_film_that_is_missing_is_named(
    draw: Draw, settings: ExportSettings, tmp_path: Path
) -> None:
    result = draw(script_from(SOURCE, "Basics"), 1, None, tmp_path / "place")
    with pytest.raises(MissingPlayError, match=result.plays[0].key):
        join_parts(result, settings, tmp_path / "place")
