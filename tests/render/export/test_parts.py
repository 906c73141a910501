"""A film that is drawn in parts is, frame for frame, the one that plain manim makes of the same scene."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportError, ExportFormat, ExportSettings
from manim_nodes.render.export.join import MissingPlayError, join_parts
from manim_nodes.render.export.part import export_keys, known_keys, render_part
from manim_nodes.render.export.part_plan import PartPlan, PartResult
from manim_nodes.render.export.play_range import PlayRange
from tests.render.reference_scenes import SOURCE
from tests.support.films import fingerprints
from tests.support.plain_manim import SMALL, run_manim
from tests.support.scripts import make_script, script_from
from tests.support.sounds import write_sound

pytestmark = pytest.mark.slow

SCENES = (
    *("Traced", "Updaters", "Chance", "Camera3D", "Zoomed", "Sections", "Conditions", "Lagged"),
    *("OnTime", "Basics", "Trackers", "Camera2D", "Words", "Background"),
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the films that plain manim makes, without loss: x264 encodes equal pictures differently now and then."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "scenes.py").write_text(SOURCE)
    run_manim(folder, *SCENES, "--format", "mov", "--transparent")
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

    def draw(
        script: Script,
        first: int,
        last: int | None,
        place: Path,
        settings: ExportSettings = settings,
    ) -> PartResult:
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
    output = settings.output.with_suffix(".mov")
    settings = replace(settings, format=ExportFormat.MOV, output=output, transparent=True)
    later = draw(script, 1, None, place, settings)
    draw(script, 0, 1, place, settings)
    product = join_parts(later, settings, place)

    assert product is not None
    (film,) = plain.rglob(f"{name}.mov")
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


TRACED_WORDS = make_script("""
    self.add_sound("beep.wav")
    dot = Dot().add_updater(lambda m, dt: m.shift(0.8 * dt * RIGHT))
    trace = TracedPath(dot.get_center)
    self.add(dot, trace)
    # node: wait_1
    self.wait(0.5)
    # node: wait_2
    self.add_subcaption("a dot that goes", duration=1.0)
    self.wait(0.7)
    # node: wait_3
    self.add_sound("beep.wav", time_offset=0.1)
    self.wait(0.6)
    # node: wait_4
    self.wait(0.4)
""")


@pytest.mark.parametrize("ranges", [[(1, 2)], [(2, None)], [(0, 1), (2, 3)]])
def test_some_steps_are_those_of_the_whole_film(
    ranges: list[tuple[int, int | None]], settings: ExportSettings, tmp_path: Path
) -> None:
    write_sound(tmp_path / "beep.wav", 0.5, 0.3)
    whole = export(TRACED_WORDS, settings).output
    some = replace(
        settings,
        output=tmp_path / "some.mp4",
        ranges=tuple(PlayRange(first, last) for first, last in ranges),
    )
    made = export(TRACED_WORDS, some).output

    assert whole is not None
    assert made is not None
    at = [0, 5, 12, 18, 22]
    pieces = [(at[first], at[last if last is not None else 4]) for first, last in ranges]
    frames = fingerprints(whole)
    assert fingerprints(made) == [each for start, end in pieces for each in frames[start:end]]
    heard = loudness(whole, 22)
    expected = [each for start, end in pieces for each in heard[start:end]]
    # The last block of AAC goes beyond the end of the film.
    assert np.allclose(loudness(made, len(expected))[:-1], expected[:-1], atol=0.05)


def test_subcaptions_are_cut_to_the_steps(settings: ExportSettings, tmp_path: Path) -> None:
    write_sound(tmp_path / "beep.wav", 0.5, 0.3)
    some = replace(settings, ranges=(PlayRange(0, 1), PlayRange(2, 3)))
    export(TRACED_WORDS, some)
    # It is said from 0.5 to 1.5 s, of which 1.2 to 1.8 s come after the first half second.
    said = "1\n00:00:00,500 --> 00:00:00,800\na dot that goes\n\n"
    assert settings.captions.read_text() == said


_AAC_BLOCK = 1024


def loudness(film: Path, frames: int) -> list[float]:
    """Return how loud each frame is, of ten a second."""
    with av.open(film) as source:
        length = source.streams.audio[0].rate // 10
    # An AAC begins with a block of nothing, which players leave out.
    heard = np.abs(samples(film)).mean(0)[_AAC_BLOCK:]
    heard = np.pad(heard, (0, max(0, frames * length - len(heard))))
    return [float(each.mean()) for each in heard[: frames * length].reshape(frames, length)]


SECTIONS = make_script("""
    self.add(Dot())
    # node: sound_1
    self.add_sound("beep.wav", time_offset=0.3)
    # node: wait_1
    self.wait(0.5)
    self.next_section("second")
    # node: sound_2
    self.add_sound("beep.wav", time_offset=0.7)
    self.add_subcaption("a dot", duration=0.5, offset=0.6)
    # node: wait_2
    self.wait(0.5)
    # node: wait_3
    self.wait(1)
""")


@pytest.mark.parametrize(
    ("ranges", "plays", "times"),
    [
        ((), ((0, 5), (5, 20)), "00:00:00,600 --> 00:00:01,100"),
        ((PlayRange(2),), ((10, 20),), "00:00:00,100 --> 00:00:00,600"),
    ],
)
def test_sections_have_the_sound_and_subcaptions_of_their_piece_of_the_film(
    ranges: tuple[PlayRange, ...],
    plays: tuple[tuple[int, int], ...],
    times: str,
    settings: ExportSettings,
    tmp_path: Path,
) -> None:
    write_sound(tmp_path / "beep.wav", 0.5)
    settings = replace(
        settings, saves_sections=True, embeds_captions=True, overwrite=True, ranges=ranges
    )
    export(SECTIONS, settings)
    films = sorted(settings.sections.glob("*.mp4"))
    for film, (start, end) in zip(films, plays, strict=True):
        # One beep is heard from 0.3 s on, across the end of the first section, the other from 1.2 s on.
        beeps = [3 <= frame < 8 or 12 <= frame < 17 for frame in range(start, end)]
        # The last block of AAC goes beyond the end of the film.
        assert [each > 0.1 for each in loudness(film, len(beeps))][:-1] == beeps[:-1]
        assert len(fingerprints(film)) == end - start
    # It is said from 1.1 to 1.6 s of the film.
    (words,) = settings.sections.glob("*.srt")
    assert words.stem == films[-1].stem
    assert words.read_text() == f"1\n{times}\na dot\n\n"
    begin = float(times[6:12].replace(",", "."))
    assert [each for film in films for each in subtitles(film)] == [(begin, "a dot")]


def subtitles(film: Path) -> list[tuple[float, str]]:
    """Return when what is said that is embedded in an MP4."""
    with av.open(film) as source:
        packets = (
            list(source.demux(source.streams.subtitles[0])) if source.streams.subtitles else []
        )
        times = [(bytes(each)[2:].decode(), each.pts, each.time_base) for each in packets]
    return [(float(pts * base), text) for text, pts, base in times if text and pts is not None]


def test_pictures_of_some_steps_are_those_of_the_whole(
    settings: ExportSettings, tmp_path: Path
) -> None:
    write_sound(tmp_path / "beep.wav", 0.5, 0.3)
    pictures = replace(settings, format=ExportFormat.PNG_SEQUENCE, output=tmp_path / "all")
    export(TRACED_WORDS, pictures)
    ranges = (PlayRange(1, 2),)
    export(TRACED_WORDS, replace(pictures, output=tmp_path / "some", ranges=ranges))
    still = replace(pictures, format=ExportFormat.PNG, output=tmp_path / "still.png", ranges=ranges)
    export(TRACED_WORDS, still)

    whole = [each.read_bytes() for each in sorted((tmp_path / "all").iterdir())]
    some = [each.read_bytes() for each in sorted((tmp_path / "some").iterdir())]
    assert some == whole[5:12]
    # The still is the moment after the last frame, from which the next step goes on.
    assert still.output.read_bytes() not in whole[:11]


def test_steps_that_are_not_there_are_said(settings: ExportSettings, tmp_path: Path) -> None:
    write_sound(tmp_path / "beep.wav", 0.5, 0.3)
    with pytest.raises(ExportError, match="none of the steps"):
        export(TRACED_WORDS, replace(settings, ranges=(PlayRange(7, 9),)))
    assert not settings.output.exists()


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
