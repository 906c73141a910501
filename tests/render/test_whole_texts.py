"""Texts in small pictures have all of their letters."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from manim_nodes.render.preview.frames import PreviewFrame
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.quality import Quality
from tests.support.plots import graph_of, made

pytestmark = pytest.mark.slow

TINY, USUAL = Quality(128, 72, 10), Quality(1280, 720, 10)
LISTING = "def area(radius):\n    return 3.14159 * radius**2  # of a circle, as good as needed here"
TEXTS = [
    made("Text", "it", text="Words beside words", font_size=110),
    made("Text", "it", text="One line\nand another one, which is longer", font_size=56),
    made("Paragraph", "it", text="\n".join(f"Line {n}" for n in range(12)), font_size=30),
    made("Code", "it", code_string=LISTING, language="python"),
    made("Title", "it", text="A title that goes over the whole picture"),
    made("Text", "it", text="A word in color", t2c=[["word", "RED"]], font_size=110),
]


def script_of(*nodes: Node, wires: str = "") -> Script:
    return generate(graph_of(*nodes, wires=wires))


def previewed(script: Script, quality: Quality, folder: Path) -> np.ndarray:
    frames: list[PreviewFrame] = []
    settings = PreviewSettings(folder / "cache", quality, folder)
    result = render_preview(script, settings, on_frame=frames.append)
    assert result.error is None
    return np.array(frames[-1].pixels[..., :3]).astype(np.int16)


def exported(script: Script, quality: Quality, folder: Path) -> np.ndarray:
    settings = ExportSettings(
        ExportFormat.PNG,
        output=folder / "still.png",
        quality=quality,
        cache_dir=folder / "cache",
        work_dir=folder / "work",
        assets_dir=folder,
    )
    export(script, settings, on_progress=lambda _: None)
    with Image.open(folder / "still.png") as picture:
        return np.asarray(picture.convert("RGB")).astype(np.int16)


def shrunk(picture: np.ndarray, quality: Quality) -> np.ndarray:
    small = Image.fromarray(picture.astype(np.uint8)).resize(
        (quality.width, quality.height), Image.Resampling.BOX
    )
    return np.asarray(small).astype(np.int16)


@pytest.mark.parametrize("node", TEXTS, ids=[f"{each.type}-{n}" for n, each in enumerate(TEXTS)])
def test_a_small_picture_is_the_large_one_made_smaller(tmp_path: Path, node: Node) -> None:
    script = script_of(node)
    small = previewed(script, TINY, tmp_path)
    large = shrunk(previewed(script, USUAL, tmp_path), TINY)
    assert large.max() > 60
    assert np.abs(small - large).mean() < 0.15 * large.mean() + 0.5


def test_marked_up_texts_of_many_lines_have_all_lines(tmp_path: Path) -> None:
    lines = "\n".join(f"<b>Line</b> {number}" for number in range(60))
    text, fit = made("MarkupText", "it", text=lines), made("ScaleToFitHeight", "fit", height=7.5)
    picture = previewed(script_of(text, fit, wires="it.mobject > fit.mobject"), USUAL, tmp_path)
    rows = np.nonzero((picture.max(axis=(1, 2)) > 60).astype(int))[0]
    gaps = np.count_nonzero(np.diff(rows) > 1)
    assert gaps >= 55  # between one line and the next


def test_exports_of_small_pictures_are_as_their_previews(tmp_path: Path) -> None:
    script = script_of(TEXTS[3])
    assert np.abs(previewed(script, TINY, tmp_path) - exported(script, TINY, tmp_path)).max() <= 1
