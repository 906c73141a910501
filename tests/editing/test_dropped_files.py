"""Files that are dropped become the nodes that show, play or read them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from manim_nodes.document.model import new_document
from manim_nodes.editing.dropped_files import add_files, node_for_file
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import NO_TRUST
from manim_nodes.library.catalogue import Library


@pytest.mark.parametrize(
    ("name", "type_name", "parameter"),
    [
        ("photo.JPG", "ImageMobject", "filename_or_array"),
        ("logo.svg", "SVGMobject", "file_name"),
        ("clip.mp4", "Video", "file"),
        ("loop.gif", "Video", "file"),
        ("voice.mp3", "AddSound", "file"),
        ("table.csv", "NumbersFromFile", "file"),
    ],
)
def test_each_kind_of_file_has_its_node(
    library: Library, name: str, type_name: str, parameter: str
) -> None:
    assert node_for_file(library, Path(name)) == (type_name, parameter)


def test_other_files_have_none(library: Library) -> None:
    assert node_for_file(library, Path("letter.odt")) is None


def test_they_are_added_in_one_step_and_may_be_read(
    make_session: Callable[..., Session], tmp_path: Path
) -> None:
    session = make_session(new_document("Film"), path=tmp_path / "film.mnodes", trust=NO_TRUST)
    inside, outside = tmp_path / "a.png", tmp_path.parent / "b.wav"
    added = add_files(session, [inside, outside, Path("letter.odt")], (10.0, 20.0))

    values = {node.type: dict(node.parameters) for node in session.document.nodes}
    assert values["ImageMobject"] == {"filename_or_array": "a.png"}
    assert values["AddSound"] == {"file": str(outside)}
    assert session.trust.files == frozenset({outside})
    assert session.selection == set(added)
    places = [node.position for node in session.document.nodes]
    assert places[0] != places[1]
    session.undo()
    assert session.document.nodes == ()
