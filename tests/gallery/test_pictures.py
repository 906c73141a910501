"""Each built-in node type has the picture that its example gives; script/node-pictures draws them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from manim_nodes.gallery.pictures import picture_of
from manim_nodes.library.catalogue import load_library
from manim_nodes.library.node_type import Kind
from manim_nodes.workspace.places import data_root
from script import node_pictures

LIBRARY = load_library(data_root() / "nodes")
PICTURED = {each.type: each for each in LIBRARY.types.values() if each.example.picture}
ALL_BYTES = 4_000_000
STALE = "These pictures are not what the examples give: run script/node-pictures."
# One of each kind, and what is drawn in its own way: text, axes, three dimensions, pixels, a camera.
SAMPLE = [
    *("Circle", "Scale", "GetRow", "Transform", "LaggedStart", "AlwaysRotate", "Collect"),
    *("Text", "Area", "Torus", "ImageMobject", "PanCamera"),
]


def test_every_type_with_something_to_show_has_a_picture_and_no_other() -> None:
    stored = {path.name for path in node_pictures.PICTURES.iterdir()}

    assert stored == {f"{name}.png" for name in PICTURED}


def test_only_what_takes_time_or_is_unseen_has_none() -> None:
    without = [each for each in LIBRARY.types.values() if each.type not in PICTURED]

    assert {each.kind for each in without} <= {Kind.STEP, Kind.ANIMATION, Kind.VALUE}
    assert len(without) < 10
    assert [picture_of(each) for each in without] == [None] * len(without)


def test_pictures_are_of_one_size_and_small() -> None:
    width, height = node_pictures.SIZE
    paths = [path for each in PICTURED.values() for path in [picture_of(each)] if path]

    assert {pixels_of(path).shape for path in paths} == {(height, width, 3)}
    assert sum(path.stat().st_size for path in paths) < ALL_BYTES


def test_no_picture_is_empty() -> None:
    empty = [
        name
        for name in PICTURED
        if not np.ptp(pixels_of(node_pictures.path_of(name)), (0, 1)).any()
    ]
    assert empty == []


def test_pictures_are_drawn_from_the_examples_of_today() -> None:
    stale = [
        each.type
        for each in PICTURED.values()
        if not node_pictures.is_drawn(each, node_pictures.script_of(each, LIBRARY))
    ]
    assert stale == [], STALE


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLE)
def test_drawn_again_a_picture_is_the_same(tmp_path: Path, name: str) -> None:
    script = node_pictures.script_of(PICTURED[name], LIBRARY)
    drawn = np.asarray(node_pictures.draw(PICTURED[name], script, tmp_path)).astype(int)

    difference = np.abs(drawn - pixels_of(node_pictures.path_of(name)))
    assert difference.mean() < 2  # of 255: a picture is stored with few colors


def pixels_of(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)
