"""Which of the things that nodes/ can make are shown when nothing uses them."""

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.model import Node, Presence
from manim_nodes.graph.build import build
from tests.support.documents import make_document, wire
from tests.support.sources import built_in_library

LIBRARY, _ = built_in_library()


@pytest.mark.parametrize(
    ("type_name", "is_shown"),
    [("Copy", True), ("TracedPath", True), ("ValueTracker", False), ("NumberValue", False)],
)
def test_what_has_a_look_is_shown(type_name: str, is_shown: bool) -> None:
    nodes = (Node(id="circle", type="Circle"), Node(id="made", type=type_name))
    takes_one = "mobject" in LIBRARY.types[type_name].inputs
    edges = [wire("circle.mobject", "made.mobject")] if takes_one else []
    script = generate(build(make_document(*nodes, edges=edges), LIBRARY))
    assert ("self.add(made)" in script.source) is is_shown


def test_a_copy_has_a_name_however_it_is_used() -> None:
    nodes = [Node(id=name, type=name.capitalize()) for name in ("circle", "copy", "shift")]
    edges = [wire("circle.mobject", "copy.mobject"), wire("copy.mobject", "shift.mobject")]
    script = generate(build(make_document(*nodes, edges=edges), LIBRARY))
    assert "copy = circle.copy()" in script.source


@pytest.mark.parametrize(
    ("presence", "is_used", "is_shown"),
    [
        ("automatic", False, True),
        ("automatic", True, True),
        ("hidden", False, False),
        ("shown", True, True),
    ],
)
def test_the_eye_decides_what_is_shown(presence: Presence, is_used: bool, is_shown: bool) -> None:
    names = ("circle", "shift", "brace")[: 3 if is_used else 2]
    nodes = [Node(id=name, type=name.capitalize()) for name in names]
    nodes[0] = nodes[0].model_copy(update={"presence": presence})
    edges = [wire("circle.mobject", "shift.mobject")]
    edges += [wire("shift.mobject", "brace.mobject")] if is_used else []
    script = generate(build(make_document(*nodes, edges=edges), LIBRARY))
    assert ("self.add(circle)" in script.source) is is_shown
