"""The project inside films and pictures: they stay what they are, and hand it out."""

from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from manim_nodes.document.embedded import MEDIA_SUFFIXES, embed, embedded_text
from manim_nodes.document.files import load_document
from manim_nodes.document.model import DocumentError
from manim_nodes.document.text import MalformedFileError, dumps
from tests.support.library import toy_document

TEXT = dumps(toy_document("circle_1", name="Sun ☀")) + "x" * 100_000
PICTURES = [Image.fromarray(np.full((8, 12, 3), shade, np.uint8)) for shade in (0, 120, 240)]


def picture(path: Path) -> Path:
    """Make what moves where the kind of file can."""
    if path.suffix == ".png":
        PICTURES[0].save(path)
    else:
        PICTURES[0].save(path, save_all=True, append_images=PICTURES[1:])
    return path


def colors(path: Path) -> list[bytes]:
    with Image.open(path) as image:
        count = getattr(image, "n_frames", 1)
        shades = []
        for number in range(count):
            image.seek(number)
            shades.append(image.convert("RGB").tobytes())
        return shades


@pytest.mark.parametrize("suffix", [".png", ".gif", ".webp"])
def test_a_picture_is_as_before_and_hands_the_project_out(suffix: str, tmp_path: Path) -> None:
    path = picture(tmp_path / f"sun{suffix}")
    before = colors(path)
    embed(path, TEXT)
    assert embedded_text(path) == TEXT
    assert colors(path) == before
    if suffix != ".webp":  # of which FFmpeg decodes none that move
        with av.open(path) as file:
            assert sum(1 for _ in file.decode(video=0)) == len(before)


def test_a_file_that_is_not_whole_is_left_alone(tmp_path: Path) -> None:
    path = picture(tmp_path / "sun.png")
    half = path.read_bytes()[:-20]
    path.write_bytes(half)
    with pytest.raises(ValueError, match=r"sun\.png"):
        embed(path, TEXT)
    assert path.read_bytes() == half


def test_a_project_inside_is_opened_like_a_file(tmp_path: Path) -> None:
    path = picture(tmp_path / "sun.gif")
    document = toy_document("circle_1", name="Sun")
    embed(path, dumps(document))
    assert load_document(path) == document


def test_a_picture_without_a_project_says_so(tmp_path: Path) -> None:
    path = picture(tmp_path / "sun.png")
    with pytest.raises(DocumentError, match="There is no project inside"):
        load_document(path)
    with pytest.raises(DocumentError, match="There is no such file"):
        load_document(tmp_path / "moon.mp4")
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(DocumentError, match="There is no project inside"):
        load_document(tmp_path / "empty.mp4")


@pytest.mark.parametrize(
    "value",
    [b"", b"====", b"aGVsbG8=", b"eJzLSM3JyQcABiwCFQ", b"\xff\xfe", b"A" * 4096],
    ids=["nothing", "padding", "not compressed", "cut off", "no text", "letters"],
)
def test_what_is_broken_is_no_project(value: bytes, tmp_path: Path) -> None:
    for suffix in MEDIA_SUFFIXES:
        path = tmp_path / f"sun{suffix}"
        path.write_bytes(b"GIF89a" * (suffix == ".gif") + b"\x20manim-nodes-project-1:" + value)
        with pytest.raises(DocumentError, match="There is no project inside"):
            load_document(path)


def test_what_is_inside_is_checked_like_any_file(tmp_path: Path) -> None:
    path = picture(tmp_path / "sun.png")
    embed(path, '{"format": 2, "nodes": 7}')
    with pytest.raises(MalformedFileError, match=r"sun\.png"):
        load_document(path)
