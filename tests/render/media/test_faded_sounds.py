"""Sounds that come up from silence and go down to it: as the player hears them, and as a script adds them."""

import ast
import wave
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from manim_nodes.render.media.sound_part import SoundPart
from manim_nodes.render.media.sounds import read_part
from manim_nodes.workspace.places import data_root

if TYPE_CHECKING:
    import numpy.typing as npt

    Samples = npt.NDArray[np.int16]

RATE = 44_100
HELPERS = ("add_samples", "add_faded_sound", "decoded", "sound_graph", "pushed")


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """Return two seconds of a tone as loud as can be, left only half as loud as right."""
    path = tmp_path / "tone.wav"
    at = np.arange(2 * RATE) / RATE
    loud = np.sin(2 * np.pi * 440 * at) * 32_000
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.stack([loud / 2, loud], axis=1).astype(np.int16).tobytes())
    return path


def heard(file: Path, part: SoundPart) -> "Samples":
    return read_part(file, part, rate=RATE, longest_s=100)


def in_script(file: Path, part: SoundPart) -> "Samples":
    """Return it as a script adds it to its film."""
    tree = ast.parse((data_root() / "nodes" / "shared" / "helpers.py").read_text())
    tree.body = [each for each in tree.body if getattr(each, "name", "") in HELPERS]
    found: dict[str, Any] = {"np": np, "find_file": str}
    exec(compile(tree, "helpers.py", "exec"), found)
    added: list[Samples] = []

    def add_sound(path: str, time_offset: float, gain: float | None) -> None:
        assert (time_offset, gain) == (0.5, -3)
        with wave.open(path) as opened:
            content = opened.readframes(opened.getnframes())
            added.append(np.frombuffer(content, np.int16).reshape(-1, opened.getnchannels()))

    scene = SimpleNamespace(add_sound=add_sound)
    fades = part.fade_in_s, part.fade_out_s
    found["add_faded_sound"](file, scene, part.length_s, *fades, time_offset=0.5, gain=-3)
    return added[0]


def loudness_at(samples: "Samples", time_s: float) -> float:
    first = round(time_s * RATE)
    return float(np.abs(samples[first : first + RATE // 100, 1]).max() / 32_000)


@pytest.mark.parametrize(
    ("part", "loudness"),
    [
        (SoundPart(0, None, fade_in_s=1), {0: 0.01, 0.5: 0.5, 1.5: 1}),
        (SoundPart(0, None, fade_out_s=1), {0: 1, 1.5: 0.5, 1.98: 0.02}),
        (SoundPart(0, 1, fade_in_s=0.5, fade_out_s=0.5), {0.25: 0.5, 0.5: 1, 0.75: 0.5}),
        (SoundPart(0, 1), {0: 1, 0.9: 1}),
        (SoundPart(0, 60, fade_out_s=1), {0.5: 1, 1.5: 0.5}),
    ],
    ids=["in", "out", "part", "cut", "longer than there is"],
)
def test_a_sound_fades_in_the_player_and_in_scripts_alike(
    tone: Path, part: SoundPart, loudness: dict[float, float]
) -> None:
    played, added = heard(tone, part), in_script(tone, part)
    seconds = min(part.length_s or 2, 2)

    assert len(played) == len(added) == seconds * RATE
    assert np.abs(played.astype(int) - added).max() <= 2
    for time_s, wanted in loudness.items():
        assert loudness_at(played, time_s) == pytest.approx(wanted, abs=0.03)


def test_what_is_heard_of_a_film_that_ends_earlier_is_the_same(tone: Path) -> None:
    part = SoundPart(0, None, fade_out_s=1)
    whole, early = heard(tone, part), read_part(tone, part, rate=RATE, longest_s=1.5)

    assert len(early) == 1.5 * RATE
    assert (early == whole[: len(early)]).all()
