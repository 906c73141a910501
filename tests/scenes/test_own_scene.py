"""A scene with sections, a sound and subcaptions: our export beside plain manim's film of the same script."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.files import load_document
from manim_nodes.graph.build import build
from manim_nodes.graph.validate import validate
from manim_nodes.render.export.command import encoder_options
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.quality import Quality
from tests.support.sources import ROOT, built_in_library

FOLDER = ROOT / "tests" / "scenes" / "own"
PROJECT = FOLDER / "sections_sound_subcaptions.mnodes"
SMALL = Quality(192, 108, 10)
FRAMES = 20
TONE_S = (1.2, 1.5)  # the second section's beginning and the offset; then the tone's 0.3 s
SUBCAPTIONS = """\
1
00:00:00,000 --> 00:00:01,000
A circle is drawn.

2
00:00:01,200 --> 00:00:02,000
It becomes a square,
with a tone.

"""

GRAPH = build(load_document(PROJECT), built_in_library()[0])


@pytest.fixture(scope="module")
def script() -> Script:
    return generate(GRAPH)


@pytest.fixture(scope="module")
def ours(script: Script, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the film that our export makes."""
    folder = tmp_path_factory.mktemp("ours")
    settings = ExportSettings(
        ExportFormat.MP4, SMALL, folder / "film.mp4", folder / "cache", assets_dir=FOLDER
    )
    export(script, settings)
    return folder / "film.mp4"


@pytest.fixture(scope="module")
def theirs(script: Script, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the film that plain manim makes in a folder with the script and its sound, encoded as ours is."""
    folder = tmp_path_factory.mktemp("theirs")
    settings = ExportSettings(ExportFormat.MP4, SMALL, folder / "film.mp4", folder)
    shutil.copy(FOLDER / "tone.wav", folder)
    (folder / "scene.py").write_text(script.source, encoding="utf-8")
    size = f"{SMALL.width},{SMALL.height}"
    subprocess.run(
        [
            *(sys.executable, "-m", "manim", "render", "scene.py", script.scene_name),
            *("--save_sections", "--media_dir", "media", "--resolution", size),
            *("--fps", str(SMALL.fps), "--disable_caching"),
            *encoder_options(settings),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    return next((folder / "media" / "videos").rglob(f"{script.scene_name}.mp4"))


def pictures(film: Path) -> list[npt.NDArray[np.uint8]]:
    with av.open(film) as container:
        frames = container.decode(container.streams.video[0])
        return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in frames]


def sound(film: Path) -> tuple[float, npt.NDArray[np.float32]]:
    """Return how long a film's sound is, and its loudest sample in each tenth of a second."""
    with av.open(film) as container:
        stream = container.streams.audio[0]
        assert stream.time_base is not None
        samples = np.concatenate(list(_samples(container, stream.index)))
        rate = stream.rate
    tenths = np.array_split(np.abs(samples), round(len(samples) / rate * 10))
    return len(samples) / rate, np.array([tenth.max() for tenth in tenths], np.float32)


def _samples(
    container: av.container.InputContainer, index: int
) -> Iterator[npt.NDArray[np.float32]]:
    for frame in container.decode(container.streams[index]):
        assert isinstance(frame, av.AudioFrame)
        yield frame.to_ndarray()[0]


def test_nothing_is_wrong_with_the_project() -> None:
    assert [str(problem) for problem in validate(GRAPH, folder=FOLDER)] == []


@pytest.mark.slow
def test_the_export_shows_plain_manims_frames(ours: Path, theirs: Path) -> None:
    exported, plain = pictures(ours), pictures(theirs)
    assert len(exported) == len(plain) == FRAMES
    assert np.array_equal(exported, plain)


@pytest.mark.slow
def test_the_sound_is_heard_where_it_was_put(ours: Path, theirs: Path) -> None:
    first, last = (round(10 * second) for second in TONE_S)
    for film in (ours, theirs):
        length_s, loudness = sound(film)
        assert length_s == pytest.approx(
            TONE_S[1], abs=0.05
        )  # manim's sound ends with its last tone
        assert loudness[first:last].min() > 0.05
        assert loudness[: first - 1].max() < 0.01


@pytest.mark.slow
def test_subcaptions_stand_beside_the_film(theirs: Path) -> None:
    assert theirs.with_suffix(".srt").read_text(encoding="utf-8") == SUBCAPTIONS


@pytest.mark.slow
def test_sections_have_their_names_kinds_and_frames(theirs: Path, script: Script) -> None:
    folder = theirs.parent / "sections"
    sections = json.loads((folder / f"{script.scene_name}.json").read_text(encoding="utf-8"))
    assert [(each["name"], each["type"]) for each in sections] == [
        ("A circle", "default.normal"),
        ("A square", "presentation.loop"),
    ]
    assert [len(pictures(folder / each["video"])) for each in sections] == [10, 10]
