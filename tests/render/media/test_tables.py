"""Tables that are too large, or may become so, are said at their node and not read."""

from pathlib import Path

import pytest

from manim_nodes.document.model import Node
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from manim_nodes.render.media.check import media_problems
from manim_nodes.render.media.tables import MOST_BYTES
from tests.support.documents import make_document


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.csv", 100, ""),
        ("a.csv", MOST_BYTES + 1, "The table a.csv is too large (16 MB)."),
        ("a.csv.gz", 100, "The table a.csv.gz is packed."),
    ],
)
def test_a_table_is_looked_at_before_it_is_read(
    name: str, size: int, words: str, tmp_path: Path, library: Library
) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(size)
    document = make_document(Node(id="a", type="NumbersFromFile", parameters={"file": name}))

    found = list(media_problems(build(document, library), tmp_path))

    assert [each.message for each in found] == ([words] if words else [])
