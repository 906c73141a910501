"""What is run names files that manim reads right; the lines of the script stay where they are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from PIL import Image

from manim_nodes.render.failures import RenderError
from manim_nodes.render.media.kinds import KINDS
from manim_nodes.render.media.prepare import FolderCopies, prepared_file, prepared_script
from tests.support.scripts import make_script
from tests.support.sounds import write_sound

IMAGE = KINDS["picture"]


@pytest.fixture
def gray(tmp_path: Path) -> Path:
    file = tmp_path / "gray.png"
    Image.fromarray(np.full((3, 4), 32768, np.uint16)).save(file)
    return file


@pytest.mark.usefixtures("gray")
def test_a_picture_is_replaced_and_a_text_is_not(tmp_path: Path) -> None:
    script = make_script('a = ImageMobject("gray.png", scale_to_resolution=9); Text("gray.png")')

    made = prepared_script(script, tmp_path, tmp_path / "cache")

    (file,) = (tmp_path / "cache" / "media").iterdir()
    assert f"ImageMobject({str(file)!r}, scale_to_resolution=9)" in made.source
    assert 'Text("gray.png")' in made.source
    assert made.source.count("\n") == script.source.count("\n")
    with Image.open(file) as image:
        assert image.getpixel((0, 0)) == 128


def test_what_manim_reads_right_is_named_in_full(tmp_path: Path) -> None:
    Image.new("RGB", (4, 3)).save(tmp_path / "ü.png")
    script = make_script('x = "ü"; a = ImageMobject("ü"); b = ImageMobject("nowhere.png")')

    made = prepared_script(script, tmp_path, tmp_path / "cache")

    assert f"a = ImageMobject({str(tmp_path / 'ü.png')!r})" in made.source
    assert 'b = ImageMobject("nowhere.png")' in made.source


@pytest.mark.usefixtures("gray")
def test_an_export_has_copies_in_its_folder(tmp_path: Path) -> None:
    write_sound(tmp_path / "click.wav", 0.5)
    script = make_script('self.add_sound("click.wav", gain=3); ImageMobject("gray.png")')
    folder = tmp_path / "export"
    folder.mkdir()

    name_of = FolderCopies(folder).name_of
    made = prepared_script(script, tmp_path, tmp_path / "cache", name_of=name_of)

    copies = sorted(f"files/{path.name}" for path in (folder / "files").iterdir())
    assert len(copies) == 2
    assert all(repr(name) in made.source for name in copies)
    assert str(tmp_path) not in made.source


def test_a_file_that_is_none_is_said_at_its_node(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"nothing")
    script = make_script('# node: image_1\nImageMobject("a.png")')

    with pytest.raises(RenderError, match="not a picture") as caught:
        prepared_script(script, tmp_path, tmp_path / "cache")

    assert caught.value.node_id == "image_1"


def test_a_picture_with_fewer_pixels_is_scaled_to_what_it_was(tmp_path: Path) -> None:
    Image.new("L", (8192, 10)).save(tmp_path / "wide.png")
    script = make_script(
        'a = ImageMobject(\n    "wide.png",\n    scale_to_resolution=9,\n).shift(UP)'
    )

    made = prepared_script(script, tmp_path, tmp_path / "cache")

    assert ").scale(2.0).shift(UP)" in made.source
    assert made.source.count("\n") == script.source.count("\n")


def test_parts_of_a_film_may_prepare_one_file_at_once(tmp_path: Path, gray: Path) -> None:
    both = Barrier(2, timeout=20)

    def convert(source: Path, target: Path, stop: Callable[[], bool]) -> None:
        both.wait()
        IMAGE.convert(source, target, stop)
        both.wait()

    kind = replace(IMAGE, convert=convert)
    with ThreadPoolExecutor(2) as threads:
        made = [threads.submit(prepared_file, gray, kind, tmp_path / "cache") for _ in range(2)]

    (file,) = {each.result() for each in made}
    assert [file] == list((tmp_path / "cache" / "media").iterdir())
