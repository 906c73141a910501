"""Sounds come out of a film as loud as they are in their file, whatever that is."""

import re
import wave
from pathlib import Path
from typing import cast

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.audio.stream import AudioStream

from manim_nodes.render.media.media_error import MediaError
from manim_nodes.render.media.sounds import (
    convert_sound,
    is_plain_sound,
    sound_length_s,
    sound_warnings,
)
from tests.support.sounds import RATE, write_samples, write_sound

LOUDNESS_DB = -25.0


def write_sine(
    path: Path, codec: str, *, layout: str = "mono", rate: int = RATE, seconds: int = 1
) -> Path:
    """Write a sine of -25 dB."""
    wave_form = np.sin(np.arange(rate * seconds) * 2 * np.pi * 440 / rate) * np.sqrt(2)
    samples = (wave_form * 10 ** (LOUDNESS_DB / 20)).astype(np.float32)
    channels = 1 if layout == "mono" else 2
    frame = av.AudioFrame.from_ndarray(np.repeat(samples, channels)[None], "flt", layout)
    frame.sample_rate = rate
    with av.open(str(path), "w") as container:
        stream = cast("AudioStream", container.add_stream(codec, rate=rate, layout=layout))
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def loudness_db(path: Path) -> float:
    with wave.open(str(path)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    return float(10 * np.log10((samples**2).mean()))


@pytest.mark.parametrize("layout", ["mono", "stereo"])
@pytest.mark.parametrize("codec", ["pcm_f32le", "pcm_f64le", "pcm_s24le", "pcm_u8", "pcm_s16le"])
def test_a_sine_of_minus_25_db_stays_so(tmp_path: Path, codec: str, layout: str) -> None:
    sound, converted = write_sine(tmp_path / "a.wav", codec, layout=layout), tmp_path / "b.wav"

    convert_sound(sound, converted)

    assert loudness_db(converted) == pytest.approx(LOUDNESS_DB, abs=0.2)
    assert is_plain_sound(converted)
    assert sound_length_s(converted) == pytest.approx(1, abs=0.01)


def test_fractions_and_single_channels_are_not_read_by_manim(tmp_path: Path) -> None:
    assert not is_plain_sound(write_sine(tmp_path / "a.wav", "pcm_f32le", layout="stereo"))
    assert not is_plain_sound(write_sound(tmp_path / "b.wav", 0.5))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"not a sound", "not a sound that can be read"),
        (b"#EXTM3U\nhttp://example.org/a.mp3\n", "not a sound that can be read"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "not a sound that can be read"),
    ],
)
def test_what_is_no_sound_has_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.wav"
    file.write_bytes(content)

    with pytest.raises(MediaError, match=words):
        sound_length_s(file)


def test_a_film_without_sound_has_words(tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("mpeg4", rate=10, width=16, height=16)
        frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), "rgb24")
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)

    with pytest.raises(MediaError, match=r"The film a\.mp4 has no sound"):
        sound_length_s(file)


def test_a_sound_without_samples_has_words(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"empty|not a sound"):
        sound_length_s(write_samples(tmp_path / "a.wav", np.zeros((0, 1), np.int16)))


def test_a_sound_that_is_cut_off_says_how_much_is_there(tmp_path: Path) -> None:
    for name, codec in (
        ("a.wav", "pcm_f32le"),
        ("b.wav", "pcm_s16le"),
        ("c.mp3", "mp3"),
        ("d.flac", "flac"),
        ("e.wav", "adpcm_ms"),
        ("f.wav", "pcm_mulaw"),
    ):
        file = write_sine(tmp_path / name, codec)
        assert not list(sound_warnings(file))
        assert sound_length_s(file) == pytest.approx(1, abs=0.06)

        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

        (words,) = sound_warnings(file)
        assert re.search(rf"{name} is cut off: of 1(\.0\d+)? s only 0\.", words)
        assert 0.2 < sound_length_s(file) < 0.6
        convert_sound(file, tmp_path / "converted.wav")
        assert sound_length_s(tmp_path / "converted.wav") == pytest.approx(
            sound_length_s(file), abs=0.11
        )


def test_a_sound_that_says_no_length_is_cut_off_where_its_last_page_is_missing(
    tmp_path: Path,
) -> None:
    file = write_sine(tmp_path / "a.opus", "libopus", rate=48_000, seconds=4)
    assert not list(sound_warnings(file))

    content = file.read_bytes()
    file.write_bytes(content[: content.rindex(b"OggS")])

    (words,) = sound_warnings(file)
    assert "a.opus is cut off: only " in words


@pytest.mark.parametrize("size", [b"\xff\xff\xff\xff", b"\0\0\0\0"])
def test_a_wav_that_was_written_as_a_stream_is_not_cut_off(tmp_path: Path, size: bytes) -> None:
    content = write_sound(tmp_path / "a.wav", 0.5).read_bytes()
    place = content.index(b"data") + 4
    (tmp_path / "a.wav").write_bytes(content[:place] + size + content[place + 4 :])

    assert not list(sound_warnings(tmp_path / "a.wav"))
    assert sound_length_s(tmp_path / "a.wav") == pytest.approx(0.5, abs=0.01)


def test_what_is_broken_in_the_middle_of_a_sound_is_left_out(tmp_path: Path) -> None:
    file = write_sine(tmp_path / "a.mp3", "mp3")
    content = bytearray(file.read_bytes())
    content[6000:7000] = bytes(1000)
    file.write_bytes(content)

    convert_sound(file, tmp_path / "b.wav")

    assert sound_length_s(tmp_path / "b.wav") > 0.6


def write_surround(path: Path, layout: str, **levels: float) -> Path:
    """Write a second of sines, one in each channel that is named, as 16-bit samples."""
    channels = [channel.name for channel in av.AudioLayout(layout).channels]
    samples = np.stack([sine(levels.get(channel, 0.0)) for channel in channels], axis=1)
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), "s16", layout)
    frame.sample_rate = RATE
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=RATE, layout=layout)
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return path


def sine(level: float) -> "npt.NDArray[np.int16]":
    wave_form = np.sin(np.arange(RATE) * 2 * np.pi * 441 / RATE)
    return np.rint(wave_form * level * 32767).astype(np.int16)


def converted(sound: Path) -> "npt.NDArray[np.float64]":
    """Return a sound as manim gets it, as (frames, channels) from -1 to 1."""
    convert_sound(sound, sound.with_suffix(".wav"))
    with wave.open(str(sound.with_suffix(".wav"))) as file:
        return np.frombuffer(file.readframes(RATE), "<i2").reshape(-1, 2) / 32767


@pytest.mark.parametrize("layout", ["5.1", "7.1", "quad", "3.0"])
def test_what_is_in_front_of_surround_sound_is_as_loud_as_in_its_file(
    tmp_path: Path, layout: str
) -> None:
    samples = converted(write_surround(tmp_path / "a.flac", layout, FL=0.5, FR=0.25))

    assert np.abs(samples[:, 0] - sine(0.5) / 32767).max() < 1e-3
    assert np.abs(samples[:, 1] - sine(0.25) / 32767).max() < 1e-3


def test_the_center_of_surround_sound_is_heard_on_both_sides(tmp_path: Path) -> None:
    samples = converted(write_surround(tmp_path / "a.flac", "5.1", FC=0.5))

    assert np.abs(samples - sine(0.5 * 0.5**0.5)[:, None] / 32767).max() < 1e-3


def test_surround_sound_that_gets_too_loud_is_held_down_and_not_cut(tmp_path: Path) -> None:
    samples = converted(write_surround(tmp_path / "a.flac", "5.1", FL=0.9, FC=0.9, BL=0.9))[:, 0]

    assert 0.97 < np.abs(samples).max() <= 1.0001
    assert np.mean(np.abs(samples) > 0.99) < 0.15  # a sine that is cut off stands at its limit
