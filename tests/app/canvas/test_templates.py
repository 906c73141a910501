"""The templates as they look on the canvas."""

from itertools import pairwise, permutations
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap

from manim_nodes.document.files import load_document
from manim_nodes.editing.step_numbers import numbers_at
from manim_nodes.workspace.places import data_root
from tests.app.canvas.conftest import MakeCanvas, User
from tests.conftest import MakeSession
from tests.support.sessions import analyze_now

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


@pytest.mark.parametrize("path", _TEMPLATES, ids=lambda path: path.stem)
def test_lay_out_sets_the_story_from_left_to_right_and_changes_no_byte_of_the_script(
    path: Path, make_session: MakeSession, make_canvas: MakeCanvas
) -> None:
    session = make_session(load_document(path))
    canvas = make_canvas(session)
    analyze_now(session)
    assert session.analysis is not None
    assert session.analysis.script is not None
    before, numbers = session.analysis.script, numbers_at(session.analysis.step_numbers, ())
    User(canvas).type("L")
    assert session.undo_label == "Undo lay out"
    analyze_now(session)
    assert session.analysis.script == before
    items = canvas.view.scene_items
    framed = items.nodes_by_frame(list(items.nodes))
    frame_of = {key: frame for frame, inside in framed.items() for key in inside}
    lefts = {key: items.nodes[key].body.left() for key in numbers}
    assert len(lefts) > 1
    for frame in {frame_of.get(key) for key in lefts}:
        story = [left for key, left in lefts.items() if frame_of.get(key) == frame]
        assert all(one < other for one, other in pairwise(story)), frame
