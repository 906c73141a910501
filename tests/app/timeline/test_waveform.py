from functools import partial
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from manim_nodes.app.timeline.waveform import PEAKS_PER_S, Waveforms, peaks_of
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.preview.sounds import Sound
from tests.app.timeline.conftest import MakeHost, TimelineHost
from tests.support.library import node, toy_document
from tests.support.sounds import write_samples, write_sound


def test_peaks_are_as_loud_as_the_sound(tmp_path: Path) -> None:
    peaks = peaks_of(write_sound(tmp_path / "tone.wav", 0.0, 1.0, 0.25))

    assert len(peaks) == pytest.approx(1.5 * PEAKS_PER_S, abs=1)
    assert [round(float(peaks[at]), 2) for at in (5, 35, 65)] == [0.0, 1.0, 0.25]


@pytest.mark.parametrize("channels", [1, 2, 6])
def test_peaks_of_any_number_of_channels_are_those_that_are_heard(
    tmp_path: Path, channels: int
) -> None:
    samples = np.full((8000, channels), 0.1 * 32768).astype(np.int16)
    (peak, *_) = peaks_of(write_samples(tmp_path / "tone.wav", samples))[5:]

    # Of six, the center and one of those behind are heard on each side, 3 dB quieter.
    heard = 0.1 if channels < 6 else 0.1 * (1 + 2 * 0.5**0.5)
    assert peak == pytest.approx(heard, abs=0.002)


@pytest.fixture
def waves(qtbot: QtBot) -> Waveforms:  # noqa: ARG001  an application is there
    return Waveforms()


def test_a_file_is_read_once_for_each_version(
    waves: Waveforms, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_sound(tmp_path / "tone.wav", 1.0)
    with qtbot.waitSignal(waves.changed):
        assert waves.get(path) is None
    first = waves.get(path)
    assert first is waves.get(path)

    write_sound(path, 0.5, 0.5)
    with qtbot.waitSignal(waves.changed):
        waves.get(path)
    second = waves.get(path)
    assert first is not None
    assert second is not None
    assert len(second) > len(first)
    waves.close()


@pytest.mark.parametrize("content", [None, b"", b"no sound"])
def test_what_is_no_sound_has_no_wave(
    waves: Waveforms, tmp_path: Path, qtbot: QtBot, content: bytes | None
) -> None:
    path = tmp_path / "tone.wav"
    if content is not None:
        path.write_bytes(content)
    waves.get(path)
    qtbot.waitUntil(lambda: not waves.is_busy)

    assert waves.get(path) is None
    waves.close()


def color_of_wave(host: TimelineHost, time_s: float) -> str:
    """Return the color a quarter of the way down the row of the sounds."""
    top, height = host.view.areas.rows.wave
    x, y = round(host.view.scale.x(time_s)), round(top + height / 4)
    return host.view.grab().toImage().pixelColor(x, y).name()


def test_a_sound_is_drawn_from_where_it_begins(make_host: MakeHost, tmp_path: Path) -> None:
    write_sound(tmp_path / "tone.wav", 1.0, 1.0)
    nodes = [node("wait_1"), node("add_sound_1", {"file": "tone.wav"}, x=1), node("wait_2", x=2)]
    host = make_host(toy_document(nodes), path=tmp_path / "test.mnodes")
    color = partial(color_of_wave, host)

    host.qtbot.waitUntil(lambda: color(1.5) != color(0.5))
    assert color(1.05) == color(1.5)


def test_a_sound_that_fades_is_drawn_as_it_is_heard(make_host: MakeHost, tmp_path: Path) -> None:
    write_sound(tmp_path / "tone.wav", 1.0, 1.0)
    fading = {"file": "tone.wav", "length": 1.0, "fade_in": 0.9}
    nodes = [node("add_sound_1", fading), node("wait_1", x=1), node("wait_2", x=2)]
    host = make_host(toy_document(nodes), path=tmp_path / "test.mnodes")
    color = partial(color_of_wave, host)

    host.qtbot.waitUntil(lambda: color(0.95) != color(0.2))
    assert color(0.2) == color(1.5)


def test_the_part_of_a_video_that_is_heard_is_drawn_where_it_is_heard(
    make_host: MakeHost, tmp_path: Path
) -> None:
    file = write_sound(tmp_path / "a.wav", 1.0, 0.0, 1.0)
    nodes = [node("wait_1"), node("wait_2", x=1)]
    host = make_host(toy_document(nodes), path=tmp_path / "test.mnodes")
    assert not host.view.has_sound

    host.film.sounds = [Sound(file, 0.5, part=SoundPart(0.5, 1, speed=0.8))]
    host.timeline.schedule_refresh()
    host.qtbot.waitUntil(lambda: host.view.has_sound)
    color = partial(color_of_wave, host)

    # From 0.5 s on 5/8 s of silence, then 5/8 s of sound.
    host.qtbot.waitUntil(lambda: color(1.5) != color(0.8))
    assert color(0.2) == color(0.8) == color(1.9)
