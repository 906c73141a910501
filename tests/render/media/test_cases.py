"""Projects whose pictures, drawings, sounds and colors once were shown wrong: previews and exports agree on them."""

import shutil
import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.files import load_document
from manim_nodes.graph.build import build
from manim_nodes.graph.format_1 import migrations
from manim_nodes.library.catalogue import Library
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.failures import RenderError
from manim_nodes.render.media.sounds import read_sound
from tests.render.conftest import Show
from tests.support.commands import run
from tests.support.plain_manim import SMALL
from tests.support.sounds import RATE

CASES = Path(__file__).parents[2] / "data" / "cases" / "media"
LOUDNESS_DB = -25.0

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with all cases, and with the sounds that are too large to keep."""
    for file in CASES.iterdir():
        shutil.copy(file, tmp_path)
    Image.new("RGB", (32, 32), "red").save(tmp_path / "rgb.png")
    (tmp_path / "text.wav").write_bytes(b"hi")
    for name, seconds in (("f32.wav", 0.8), ("long.wav", 6)):
        write_fractions(tmp_path / name, seconds)
    return tmp_path


def write_fractions(path: Path, seconds: float) -> None:
    """Write a sine of -25 dB as fractions, which the wave module cannot."""
    level = 10 ** (LOUDNESS_DB / 20) * np.sqrt(2)
    samples = level * np.sin(np.arange(round(RATE * seconds)) * 2 * np.pi * 440 / RATE)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(4)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<f4").tobytes())
    content = bytearray(path.read_bytes())
    content[20:22] = b"\3\0"
    path.write_bytes(content)


def script_of(name: str, folder: Path, library: Library) -> Script:
    return generate(
        build(load_document(folder / f"{name}.mnodes", migrations=migrations(library)), library)
    )


def exported(script: Script, folder: Path, kind: ExportFormat, output: Path) -> None:
    settings = ExportSettings(
        kind,
        output=output,
        quality=SMALL,
        cache_dir=folder / "cache",
        work_dir=folder / "work",
        assets_dir=folder,
    )
    export(script, settings, on_progress=lambda _: None)


UNSEEN = {"textonly": "so it is not seen", "zerowidth": "There is nothing in zerowidth.svg"}


@pytest.mark.parametrize(
    "name", ["anim_gif", "gray16_png", "gradient", "units", "use", "subcaption", *UNSEEN]
)
def test_each_frame_of_an_export_is_that_of_the_preview(
    name: str, folder: Path, show: Show, library: Library
) -> None:
    script = script_of(name, folder, library)

    shown = show(script)
    exported(script, folder, ExportFormat.PNG_SEQUENCE, folder / "frames")

    assert shown.result.error is None
    files = sorted((folder / "frames").glob("*.png"))
    frames = [frame for frame in shown.frames for _ in range(frame.count)]
    for frame, file in zip(frames, files, strict=True):
        with Image.open(file) as image:
            pixels = np.asarray(image.convert("RGBA")).astype(int)
        seen = pixels[..., :3] * pixels[..., 3:] / 255
        assert np.abs(seen - frame.pixels[..., :3]).max() <= 1.5
    is_seen = frames[-1].pixels[..., :3].max() > 100
    assert is_seen == (name not in UNSEEN)
    said = run("check", folder / f"{name}.mnodes")
    assert UNSEEN.get(name, "") in said.out


@pytest.mark.parametrize("name", ["f32_wav", "long_wav"])
def test_a_sound_is_as_loud_in_the_film_as_in_the_preview(
    name: str, folder: Path, show: Show, library: Library
) -> None:
    script = script_of(name, folder, library)

    shown = show(script)
    exported(script, folder, ExportFormat.MP4, folder / "film.mp4")

    (sound,) = shown.result.sounds
    for file in (sound.file, folder / "film.mp4"):
        _, samples = read_sound(file, form="s16", rate=None, most_channels=2, longest_s=1)
        middle = samples[RATE // 4 : RATE // 2] / 32768
        found_db = 10 * np.log10((middle**2).mean())
        assert found_db == pytest.approx(LOUDNESS_DB, abs=0.3)


def test_a_picture_that_is_cut_off_is_said_by_all_three(
    folder: Path, show: Show, library: Library
) -> None:
    script, words = script_of("trunc_png", folder, library), "is broken: a part of it is missing"

    said = run("check", folder / "trunc_png.mnodes")
    error = show(script).result.error
    with pytest.raises(RenderError, match=words) as raised:
        exported(script, folder, ExportFormat.PNG, folder / "still.png")

    assert said.code == 1
    assert words in said.out + said.err
    assert error is not None
    assert error.node_id == raised.value.node_id == "i"
    assert words in error.message


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("text_wav", "a.file: text.wav is not a sound that can be read"),
        ("rgba4", "color must be a color alone: write #f00, and 0.53 as the opacity"),
        ("rgba8", "color must be a color alone: write #FF0000, and 0.5 as the opacity"),
        ("img_to_circle", "Fade transform"),
    ],
)
def test_what_cannot_be_shown_is_found_by_check(name: str, words: str, folder: Path) -> None:
    said = run("check", folder / f"{name}.mnodes")

    assert said.code == 1
    assert words in said.out + said.err
