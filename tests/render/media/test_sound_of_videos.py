"""The sound of a video is that of the part that plays, as fast as that plays, and as often."""

import ast
import wave
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import av
import numpy as np
import numpy.typing as npt
import pytest

from manim_nodes.app.player.mixing import Mixer
from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.export.play_range import PlayRange
from manim_nodes.render.media.check import media_problems
from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.media.sounds import read_part
from manim_nodes.workspace.places import data_root
from tests.render.conftest import Show
from tests.support.documents import make_document, wire
from tests.support.plain_manim import SMALL
from tests.support.sounds import RATE

SECONDS = 6
HELPERS = {"add_samples", "add_sound_of_video", "decoded", "sound_graph", "pushed", "find_file"}
Samples = npt.NDArray[np.int16]


def tone_of(second: int) -> int:
    """Return how high the sound of a second of the video is, in Hz."""
    return 400 + 100 * second


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a video in which each second sounds higher than the one before, left louder than right."""
    path = tmp_path_factory.mktemp("video") / "a.mkv"
    times = np.arange(SECONDS * RATE) / RATE
    wave_form = np.sin(2 * np.pi * (400 + 100 * np.floor(times)) * times)
    samples = (np.stack([wave_form * 0.5, wave_form * 0.25], axis=1) * 32767).astype(np.int16)
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("libx264", rate=10)
        pictures.width = pictures.height = 32
        pictures.pix_fmt = "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        for number in range(SECONDS * 10):
            picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24")
            picture.pts, picture.time_base = number, Fraction(1, 10)
            container.mux(pictures.encode(picture.reformat(format="yuv420p")))
            part = samples[number * RATE // 10 : (number + 1) * RATE // 10]
            frame = av.AudioFrame.from_ndarray(part.reshape(1, -1), "s16", "stereo")
            frame.sample_rate, frame.pts = RATE, number * RATE // 10
            container.mux(sound.encode(frame))
        container.mux(pictures.encode(None))
        container.mux(sound.encode(None))
    return path


def tone_at(samples: Samples, time_s: float) -> int:
    """Return how high the left of a sound is around a time, in Hz; 0 if it is silent."""
    first = round((time_s - 0.05) * RATE)
    left = samples[max(first, 0) : first + RATE // 10, 0].astype(float) / 32767
    if len(left) < RATE // 10 or np.abs(left).max() < 0.05:
        return 0
    spectrum = np.abs(np.fft.rfft(left * np.hanning(len(left))))
    return int(np.argmax(spectrum)) * 10


def loudness_at(samples: Samples, time_s: float) -> tuple[float, float]:
    """Return how loud left and right are around a time, from 0 to 1."""
    first = round((time_s - 0.05) * RATE)
    left, right = np.abs(samples[first : first + RATE // 10]).max(axis=0) / 32767
    return float(left), float(right)


def apart(file: Path, part: SoundPart) -> Samples:
    """Return a part as the player hears it."""
    return read_part(file, part, rate=RATE, longest_s=100)


def in_script(file: Path, part: SoundPart) -> Samples:
    """Return a part as a script adds it to its film."""
    tree = ast.parse((data_root() / "nodes" / "shared" / "helpers.py").read_text())
    tree.body = [each for each in tree.body if getattr(each, "name", "") in HELPERS]
    found: dict[str, Any] = {"np": np}
    exec(compile(tree, "helpers.py", "exec"), found)
    found["find_file"] = str
    heard = []

    def add_sound(path: str, time_offset: float, _gain: float | None) -> None:
        assert time_offset == 0
        with wave.open(path) as opened:
            assert opened.getframerate() == RATE
            content = opened.readframes(opened.getnframes())
            heard.append(np.frombuffer(content, np.int16).reshape(-1, opened.getnchannels()))

    scene = SimpleNamespace(add_sound=add_sound)
    values = part.start_s, part.length_s, part.speed, part.rounds, part.skipped_s
    found["add_sound_of_video"](scene, file, *values)
    return heard[0] if heard else np.zeros((0, 2), np.int16)


Read = Callable[[Path, SoundPart], Samples]


@pytest.mark.parametrize("read", [apart, in_script])
def test_a_part_is_what_is_in_the_video_then(video: Path, read: Read) -> None:
    samples = read(video, SoundPart(2.5, 2))

    assert len(samples) == 2 * RATE
    times = (np.arange(2 * RATE) + 2.5 * RATE) / RATE
    wanted = np.sin(2 * np.pi * (400 + 100 * np.floor(times)) * times) * 0.5 * 32767
    assert np.abs(samples[:, 0] - wanted).max() < 3
    assert np.abs(samples[:, 1] - wanted / 2).max() < 3


@pytest.mark.parametrize("read", [apart, in_script])
@pytest.mark.parametrize("speed", [0.25, 0.5, 0.8, 1.5, 2.0, 4.0])
def test_it_is_as_fast_as_the_pictures_and_no_higher(video: Path, read: Read, speed: float) -> None:
    samples = read(video, SoundPart(1, 4, speed))

    assert len(samples) == pytest.approx(4 / speed * RATE, abs=1)
    for second in (1, 2, 3, 4):
        middle_s = (second - 0.5) / speed
        assert tone_at(samples, middle_s) == tone_of(second)
        assert loudness_at(samples, middle_s) == pytest.approx((0.5, 0.25), abs=0.03)


@pytest.mark.parametrize("read", [apart, in_script])
def test_it_is_heard_again_from_where_it_is_seen(video: Path, read: Read) -> None:
    part = SoundPart(4, 0.5)
    once, twice = read(video, part), read(video, SoundPart(4, 0.5, rounds=2))
    late = read(video, SoundPart(4, 0.5, rounds=2, skipped_s=0.3))

    assert (twice == np.concatenate([once, once])).all()
    assert (late == twice[round(0.3 * RATE) :]).all()


@pytest.mark.parametrize("read", [apart, in_script])
@pytest.mark.parametrize("speed", [0.01, 50])
def test_what_is_too_fast_or_too_slow_is_silent(video: Path, read: Read, speed: float) -> None:
    assert len(read(video, SoundPart(0, 4, speed))) == 0


def test_both_read_the_same(video: Path) -> None:
    for part in (
        SoundPart(0, 6),
        SoundPart(1.23, 2.5),
        SoundPart(3, 2, 1.7),
        SoundPart(0.5, 4, 0.3),
    ):
        assert (apart(video, part) == in_script(video, part)).all()


# in films


def script(library: Library, **parameters: JSON) -> Script:
    document = make_document(
        Node(id="before", type="Wait", parameters={"duration": 0.5}),
        Node(id="v", type="Video", parameters={"file": "a.mkv", "sound": True, **parameters}),
        Node(id="a", type="Add"),
        *(Node(id=f"w{n}", type="Wait", parameters={"duration": 2}) for n in range(3)),
        edges=[
            wire("v.mobject", "a.mobject"),
            wire("before.flow", "a.flow"),
            wire("a.flow", "w0.flow"),
            wire("w0.flow", "w1.flow"),
            wire("w1.flow", "w2.flow"),
        ],
    )
    return generate(build(document, library))


def heard_in(film: Path) -> Samples:
    with av.open(str(film)) as opened:
        resampler = av.AudioResampler("s16", "stereo", RATE)
        parts = [
            part.to_ndarray().reshape(-1, 2)
            for frame in opened.decode(audio=0)
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts)


# What is heard from 0.6 s on, in steps of half a second: 0 is silence.
CASES: list[tuple[dict[str, JSON], list[int]]] = [
    ({}, [400, 400, 500, 500, 600, 600, 700, 700, 800, 800, 900, 900]),
    ({"start": 2, "end": 3.5}, [600, 600, 700, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ({"start": 1, "end": 5, "speed": 2}, [500, 600, 700, 800, 0, 0, 0, 0, 0, 0, 0, 0]),
    ({"start": 3, "end": 4, "speed": 0.5}, [700, 700, 700, 700, 0, 0, 0, 0, 0, 0, 0, 0]),
    ({"start": 1, "end": 3, "loop": True}, [500, 500, 600, 600] * 3),
    ({"start": 2, "end": 4, "speed": 4, "loop": True}, [600] * 12),
]


def film_in(folder: Path, *ranges: PlayRange) -> ExportSettings:
    return ExportSettings(
        ExportFormat.MP4,
        output=folder / "film.mp4",
        quality=SMALL,
        cache_dir=folder / "cache",
        work_dir=folder / "work",
        assets_dir=folder,
        ranges=ranges,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("parameters", "tones"), CASES)
def test_a_preview_and_a_film_sound_as_they_look(
    video: Path,
    library: Library,
    show: Show,
    tmp_path: Path,
    parameters: dict[str, JSON],
    tones: list[int],
) -> None:
    (tmp_path / "a.mkv").symlink_to(video)
    made = script(library, **parameters)

    shown = show(made)
    assert shown.result.error is None
    previewed = Mixer().track(shown.result.sounds, 60)[: round(6.5 * RATE)]
    film = film_in(tmp_path)
    export(made, film, on_progress=lambda _: None)
    exported = heard_in(film.output)

    times = [0.6 + 0.5 * step for step in range(12)]
    assert tone_at(previewed, 0.4) == tone_at(exported, 0.4) == 0
    assert [tone_at(previewed, time_s) for time_s in times] == tones
    assert [tone_at(exported, time_s) for time_s in times] == tones


@pytest.mark.slow
def test_some_steps_sound_as_they_do_in_the_whole(
    video: Path, library: Library, tmp_path: Path
) -> None:
    (tmp_path / "a.mkv").symlink_to(video)
    settings = film_in(tmp_path, PlayRange(2, 3))

    made = script(library, start=1, end=4, loop=True)
    export(made, settings, on_progress=lambda _: None)

    # From 2.5 s of the film on, 2 s after the video began.
    samples = heard_in(settings.output)
    assert [tone_at(samples, 0.2 + 0.5 * step) for step in range(4)] == [700, 700, 500, 500]


# words


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"start": 1, "end": 2, "speed": 2, "loop": True}, []),
        ({"speed": 20}, [("speed", "At 20 times its speed the sound of a video is left out.")]),
        ({"speed": 0.01}, [("speed", "At 0.01 times its speed the sound of a video is left out.")]),
    ],
)
def test_the_node_says_when_its_sound_cannot_be_heard(
    video: Path, library: Library, parameters: dict[str, JSON], words: list[tuple[str, str]]
) -> None:
    node = Node(id="v", type="Video", parameters={"file": video.name, "sound": True, **parameters})

    found = list(media_problems(build(make_document(node), library), video.parent))

    assert [(each.port, each.message) for each in found] == words
