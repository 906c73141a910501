"""The templates as they look on the canvas."""

from itertools import permutations
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap

from manim_nodes.document.files import load_document
from manim_nodes.workspace.places import data_root
from tests.app.canvas.conftest import MakeCanvas
from tests.conftest import MakeSession

_TEMPLATES = sorted((data_root() / "templates").rglob("*.mnodes"))


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: path.stem)
def test_nodes_have_room_for_their_pictures(
    path: Path, make_session: MakeSession, make_canvas: MakeCanvas
) -> None:
    canvas = make_canvas(make_session(load_document(path)))
    nodes = canvas.view.scene_items.nodes
    for node_id in nodes:
        canvas.set_picture(node_id, QPixmap(160, 90))
    pairs = permutations(nodes.items(), 2)
    assert [(a, b) for (a, one), (b, other) in pairs if one.body.intersects(other.body)] == []
