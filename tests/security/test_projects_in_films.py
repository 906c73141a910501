"""Films and pictures of strangers, opened for the project inside: whatever is in them, little is read and held."""

import base64
import tracemalloc
import zlib
from pathlib import Path

import pytest

from manim_nodes.document.embedded import packed
from manim_nodes.document.files import load_document
from manim_nodes.document.model import DocumentError
from manim_nodes.document.text import dumps
from tests.support.library import toy_document

MARK = b"manim-nodes-project-1:"
_GIB = 2**30
_MOST_HELD = 240 * 2**20


def rejection_reason(path: Path) -> str:
    """Return the words at which a file is refused, having held little memory."""
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError) as caught:
            load_document(path)
        assert tracemalloc.get_traced_memory()[1] < _MOST_HELD
    finally:
        tracemalloc.stop()
    return caught.value.message


def test_a_gif_of_the_smallest_blocks(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    path.write_bytes(b"GIF89a" + bytes([len(MARK)]) + MARK + b"\x02AA" * 8_000_000)
    assert rejection_reason(path) == "There is no project inside."


@pytest.mark.parametrize("suffix", [".mp4", ".png"])
def test_what_unpacks_to_gigabytes(tmp_path: Path, suffix: str) -> None:
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(b" " * 2**24) for _ in range(16)) + packer.flush()
    path = tmp_path / f"a{suffix}"
    path.write_bytes(MARK + base64.b64encode(data) + b".")
    assert rejection_reason(path) == "There is no project inside."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 1_000_000, "nested too deeply"),
        ('{"format": ' + "9" * 1_000_000 + "}", "thousands of digits"),
        ('{"format": 2, "name": "\\ud800"}', "half a character"),
    ],
)
def test_what_is_inside_is_refused_with_the_words_of_project_files(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "a.webm"
    path.write_text(packed(text))
    assert words in rejection_reason(path)


@pytest.mark.slow
def test_a_file_that_is_all_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    path.write_bytes(MARK + b"A" * (250 * 2**20) + b".")
    assert rejection_reason(path) == "There is no project inside."


@pytest.mark.slow
def test_a_long_film_is_not_read_from_end_to_end(tmp_path: Path) -> None:
    path = tmp_path / "a.mov"
    with path.open("wb") as file:
        file.truncate(2000 * _GIB)  # it takes no room on the disk
    assert rejection_reason(path) == "There is no project inside."
    with path.open("r+b") as file:
        file.seek(-(2**20), 2)
        file.write(packed(dumps(toy_document("circle_1", name="Sun"))).encode())
    assert load_document(path).name == "Sun"
