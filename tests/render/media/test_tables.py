"""Tables that are too large, or may become so, are said at their node and not read."""

from pathlib import Path

import pytest

from manim_nodes.document.model import Node
from manim_nodes.document.values import JSON
from manim_nodes.graph.build import build
from manim_nodes.library.catalogue import Library
from manim_nodes.render.media.check import media_problems
from manim_nodes.render.media.tables import MOST_BYTES
from tests.support.documents import make_document
from tests.support.plots import graph_of, made_by


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
        file.write(b"0\n" * 50)
        file.truncate(size)
    document = make_document(Node(id="a", type="NumbersFromFile", parameters={"file": name}))

    found = list(media_problems(build(document, library), tmp_path))

    assert [each.message for each in found] == ([words] if words else [])


@pytest.mark.parametrize(
    ("content", "parameters", "port", "words"),
    [
        ("a,b\n1,2\n3,4\n".encode("utf-16"), {}, "file", "not a text in UTF-8"),
        ("Größe\n1\nÄ\n".encode("latin-1"), {}, "file", "not a text in UTF-8"),
        (b"", {}, "skiprows", "no rows below"),
        (b"a,b\n", {}, "skiprows", "no rows below"),
        (b"\n\n", {}, "skiprows", "no rows below"),
        (b"\xef\xbb\xbf1\n2\n", {"skiprows": 0}, "file", "invisible mark"),
        (b"a,b\n1,2\n3\n", {"column": 2}, "column", "Row 3 of a.csv has no column 2"),
        (b"a,b\n1,2\n3,\n", {"column": 2}, "column", "Row 3 of a.csv has nothing in column 2"),
        (b"a,b\n1,x\n", {"column": 2}, "column", "Row 2, column 2 of a.csv is not a number: x"),
        (b'a\n"1"\n', {}, "column", "not a number"),
        (b"a;b\n1;2\n3;4\n", {}, "delimiter", "not a number: 1;2"),
        (b"a;b\n1,5;2,5\n3,5;4,5\n", {}, "delimiter", "another separator: semicolon"),
        (b"a;b\n1,5;2,5\n", {"delimiter": ";"}, "decimal", "not a number: 1,5"),
        (b"a;b\n1.000,5;2\n", {"delimiter": ";"}, "column", "not a number: 1.000,5"),
        (b"a;b\nx,5;2\n", {"delimiter": ";", "decimal": ","}, "column", "not a number: x,5"),
        (b"a\tb\n1\t2\n", {"column": 2}, "delimiter", "has no column 2"),
    ],
)
def test_the_node_of_a_column_says_what_a_scene_would_stop_at(
    content: bytes,
    parameters: dict[str, JSON],
    port: str,
    words: str,
    tmp_path: Path,
    library: Library,
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    node = Node(id="a", type="NumbersFromFile", parameters={"file": "a.csv", **parameters})

    (found,) = media_problems(build(make_document(node), library), tmp_path)

    assert (found.node_id, found.port) == ("a", port)
    assert words in found.message


@pytest.mark.parametrize(
    ("content", "type_", "parameters"),
    [
        (b"a,b\n1,2\n3,4\n", "NumbersFromFile", {}),
        (b"a,b\r\n1e5, -2\r\n\r\nnan,4 # four\r\n", "NumbersFromFile", {"column": 2}),
        (b"\xef\xbb\xbfa,b\n1,2\n", "NumbersFromFile", {}),
        (b"a;b\n1;2\n", "NumbersFromFile", {"delimiter": ";"}),
        (b"a b\n1 2\n", "NumbersFromFile", {"delimiter": " "}),
        (b"a;b\n1,5;2\n-,5;3\n7;1e-3\n", "NumbersFromFile", {"delimiter": ";", "decimal": ","}),
        ("name,b\nJosé,2\n".encode(), "TextsFromFile", {}),
    ],
)
def test_a_column_that_can_be_read_is_left_alone(
    content: bytes, type_: str, parameters: dict[str, JSON], tmp_path: Path, library: Library
) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    node = Node(id="a", type=type_, parameters={"file": "a.csv", **parameters})

    assert not list(media_problems(build(make_document(node), library), tmp_path))


def test_a_column_with_decimal_commas_is_read(tmp_path: Path) -> None:
    from manim import tempconfig

    (tmp_path / "a.csv").write_bytes(b"a;b\n1,5;2\n-,25;3\n7;1\n")
    parameters = {"file": "a.csv", "delimiter": ";", "decimal": ","}
    node = Node(id="it", type="NumbersFromFile", parameters=parameters)
    with tempconfig({"assets_dir": str(tmp_path)}):
        bars = Node(id="bars", type="BarChart", parameters={"numbers_as": "text"})
        things = made_by(graph_of(node, bars, wires="it.value > bars.values"))
    assert list(things["bars"].values) == [1.5, -0.25, 7]
