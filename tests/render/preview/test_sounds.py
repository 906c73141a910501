"""A preview knows which sounds its film has, as manim's own writer is reported of them."""

import json
from pathlib import Path

import pytest

from manim_nodes.codegen.script import Script
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.preview.frames import FrameStore
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.sounds import Sound
from tests.render.conftest import Show
from tests.support.plain_manim import run_manim
from tests.support.scripts import make_script
from tests.support.sounds import write_sound

pytestmark = pytest.mark.slow

MANY = """
    self.add_sound("click.wav")
    self.play(FadeIn(Dot()), run_time=0.3)
    for index in range(3):
        self.add_sound("click", time_offset=0.05 * index, gain=-index)
        self.wait(0.2)
    square = Square()
    self.play(Create(square), run_time=0.45)
    self.add_sound("click.wav", time_offset=-0.1, gain=3, gain_to_background=-6)
    square.add_updater(lambda mobject, dt: mobject.shift(dt * RIGHT))
    self.wait(0.35)
    self.next_section(skip_animations=True)
    self.play(FadeOut(square), run_time=0.4)
    self.add_sound("click.wav", gain=-40)
    self.next_section()
    self.play(FadeIn(square), run_time=0.4)
    self.add_sound("click.wav", gain=-3)
"""
TELLING = """
import json
from manim.scene.scene_file_writer import SceneFileWriter
reported = []
def add_sound(self, sound_file, time=None, gain=None, gain_to_background=None):
    reported.append((time, gain or 0.0, gain_to_background or 0.0))
    with open("reported.json", "w") as file:
        json.dump(reported, file)
SceneFileWriter.add_sound = add_sound
"""


@pytest.fixture
def click(tmp_path: Path) -> Path:
    return write_sound(tmp_path / "click.wav", 0.5)


def test_times_and_gains_are_those_of_plain_manim(tmp_path: Path, click: Path, show: Show) -> None:
    (tmp_path / "scenes.py").write_text(make_script(MANY, header=TELLING).source)
    run_manim(tmp_path, "Example", "--disable_caching", "--format", "mp4")
    reported = json.loads((tmp_path / "reported.json").read_text())

    sounds = show(make_script(MANY)).result.sounds
    assert len(reported) == 6
    assert sounds == tuple(Sound(click, *each) for each in reported)


FADED = """
    add_faded_sound("click.wav", self, length=0.4, fade_in=0.1, fade_out=0.2, time_offset=0.1, gain=-3)
    self.wait(0.5)
"""


def test_a_preview_knows_how_sounds_fade(click: Path, show: Show) -> None:
    helper = (
        "def add_faded_sound(*_, **__):\n    raise AssertionError('decoded where it is drawn')\n"
    )
    sounds = show(make_script(FADED, header=helper)).result.sounds

    part = SoundPart(0.0, 0.4, fade_in_s=0.1, fade_out_s=0.2)
    assert sounds == (Sound(click, 0.1, -3.0, part=part),)


def two_plays(color: str) -> Script:
    return make_script(f"""
        self.play(FadeIn(Dot()), run_time=0.3)
        self.add_sound("click.wav", gain=-3)
        self.play(Create(Square(color={color})), run_time=0.3)
        self.add_sound("click.wav")
    """)


def test_steps_that_are_not_drawn_again_sound_when_they_did(
    tmp_path: Path, click: Path, show: Show
) -> None:
    store = FrameStore(tmp_path / "frames")
    first = show(two_plays("RED"), frames=store).result
    second = show(two_plays("BLUE"), frames=store).result

    assert [step.is_reused for step in second.steps] == [True, False]
    assert second.sounds == first.sounds
    assert [(each.file, each.gain_db) for each in second.sounds] == [(click, -3), (click, 0)]
    assert [each.time_s for each in second.sounds] == pytest.approx([0.3, 0.6])


def test_a_sound_is_told_of_while_the_film_is_drawn(click: Path, settings: PreviewSettings) -> None:
    reported: list[object] = []
    render_preview(
        two_plays("RED"),
        settings,
        on_frame=lambda frame: reported.append(frame.number),
        on_sound=lambda sound: reported.append(sound.file),
    )
    assert reported == [0, 1, 2, click, 3, 4, 5, click]


def test_a_sound_before_the_film_is_refused(click: Path, show: Show) -> None:
    script = make_script(f"# node: sound_1\nself.add_sound({str(click)!r}, time_offset=-1)")
    error = show(script).result.error
    assert str(error) == (
        "sound_1: A sound would begin before the film does. Give it a later offset."
    )
