"""What files hold is seen, in previews and in exports alike."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from manim_nodes.codegen.scene import generate
from manim_nodes.codegen.script import Script
from manim_nodes.document.model import Node
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from manim_nodes.render.export.export import export
from manim_nodes.render.export.export_settings import ExportFormat, ExportSettings
from tests.render.conftest import Show
from tests.support.documents import make_document
from tests.support.plain_manim import SMALL
from tests.support.scripts import make_script

pytestmark = pytest.mark.slow

Pixels = npt.NDArray[np.int16]


def last_picture(script: Script, folder: Path, show: Show) -> Pixels:
    """Return the last picture of a script, which a preview and an export have in common."""
    shown = show(script)
    assert shown.result.error is None
    output = folder / "still.png"
    settings = ExportSettings(
        ExportFormat.PNG,
        output=output,
        quality=SMALL,
        overwrite=True,
        cache_dir=folder / "cache",
        work_dir=folder / "work",
        assets_dir=folder,
    )
    export(script, settings, on_progress=lambda _: None)
    with Image.open(output) as image:
        exported = np.asarray(image.convert("RGB")).astype(np.int16)
    previewed = shown.frames[-1].pixels[..., :3].astype(np.int16)
    assert np.abs(previewed - exported).max() <= 1
    return exported


def test_a_drawing_has_the_colors_of_its_gradient(tmp_path: Path, show: Show) -> None:
    (tmp_path / "a.svg").write_text(
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
        <linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
        <rect width="50" height="100" fill="lime"/><rect x="50" width="50" height="100" fill="url(#g)"/></svg>"""
    )

    picture = last_picture(
        make_script('self.add(SVGMobject("a.svg", height=8, stroke_width=0))'), tmp_path, show
    )

    middle = picture[picture.shape[0] // 2]
    center, unit = picture.shape[1] // 2, picture.shape[0] // 8
    assert middle[center - 2 * unit].tolist() == [0, 255, 0]
    share = np.array([0.1, 0.5, 0.9])
    found = middle[(center + share * 4 * unit).astype(int)]
    wanted = np.stack([255 * (1 - share), 0 * share, 255 * share], axis=1)
    assert np.abs(found - wanted).max() <= 12


def test_a_line_of_a_drawing_is_as_thick_as_its_file_says(tmp_path: Path, show: Show) -> None:
    (tmp_path / "a.svg").write_text(
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><path d="M0 50H100" stroke="red" stroke-width="20"/>
        <path d="M0 0H1M99 100H100" stroke="white"/></svg>"""
    )

    def thickness(parameters: str) -> float:
        script = make_script(f'self.add(SVGMobject("a.svg", {parameters}))')
        picture = last_picture(script, tmp_path, show)
        center = picture.shape[1] // 2
        return float((picture[:, center, 0] > 128).sum() * 8 / picture.shape[0])

    pixel = 8 / SMALL.height
    assert thickness("height=2.5") == pytest.approx(0.5, abs=1.1 * pixel)
    assert thickness("height=8") == pytest.approx(1.6, abs=1.1 * pixel)
    assert thickness("height=4, stroke_width=300") == pytest.approx(3, abs=1.1 * pixel)


def test_a_drawing_has_its_colors_around_a_point(tmp_path: Path, show: Show) -> None:
    (tmp_path / "a.svg").write_text(
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
        <radialGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></radialGradient>
        <circle cx="50" cy="50" r="50" fill="url(#g)"/></svg>"""
    )

    picture = last_picture(make_script('self.add(SVGMobject("a.svg", height=8))'), tmp_path, show)

    middle = picture[picture.shape[0] // 2]
    share = np.array([0.05, 0.5, 0.9])
    found = middle[(picture.shape[1] // 2 + share * picture.shape[0] / 2).astype(int)]
    wanted = np.stack([255 * (1 - share), 0 * share, 255 * share], axis=1)
    assert np.abs(found - wanted).max() <= 16


@pytest.mark.parametrize(
    ("text", "word"), [("مرحبا بالعالم", "مر"), ("שלום עולם abc", "של"), ("abc\nمرحب", "حب")]
)
def test_a_colored_word_loses_no_letters(
    tmp_path: Path, show: Show, library: Library, text: str, word: str
) -> None:
    def picture(**parameters: JSON) -> Pixels:
        node = Node(id="t", type="Text", parameters={"text": text, "font_size": 96, **parameters})
        return last_picture(generate(build(make_document(node), library)), tmp_path, show)

    plain = picture()
    colored = picture(t2c=((word, "#ff0000"),))

    # Every letter is where it was; some are red.
    assert np.abs((plain.max(axis=2) > 128) ^ (colored.max(axis=2) > 128)).mean() < 0.001
    red = (colored[..., 0] > 128) & (colored[..., 1] < 64)
    assert 0.1 < red.sum() / (plain.max(axis=2) > 128).sum() < 0.7
