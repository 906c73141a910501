"""The groups that come with the program."""

from pathlib import Path

import pytest

from manim_nodes.codegen.scene import generate
from manim_nodes.document.edits import add_node
from manim_nodes.editing.add_node import SearchRequest, insert
from manim_nodes.editing.type_search import find_types
from manim_nodes.gallery.built_in_groups import load_built_in_groups
from manim_nodes.graph.build import build
from manim_nodes.graph.problems import Severity
from manim_nodes.graph.validate import validate
from tests.conftest import MakeSession
from tests.support.library import node, toy_document
from tests.support.sources import built_in_library

GROUPS = Path(__file__).parents[2] / "resources" / "groups"
LIBRARY = built_in_library()[0]


def test_every_built_in_group_has_a_table_and_every_table_a_group() -> None:
    found = load_built_in_groups(GROUPS, LIBRARY)
    assert {own.name for own in found} == {path.stem for path in GROUPS.glob("*.mnodes")} != set()
    assert all(own.is_built_in and own.group and own.keywords for own in found)


def test_a_point_that_runs_along_a_curve_is_found_and_wired_at_once(
    make_session: MakeSession,
) -> None:
    axes, curve = node("axes_1", type="Axes"), node("plot_1", type="Plot", x=240.0)
    session = make_session(toy_document([axes, curve], "axes_1.mobject > plot_1.axes"))
    session.set_library(LIBRARY, load_built_in_groups(GROUPS, LIBRARY))
    built_in = find_types(session.library, "moving point")[0]
    assert built_in.title == "Point that runs along a curve"
    (added,) = insert(session, built_in, SearchRequest((0, 0), (480.0, 0.0), beside="plot_1"))
    into = {(e.source, e.input) for e in session.document.edges if e.target == added}
    assert into == {("plot_1", "curve"), ("axes_1", "axes")}
    problems = validate(build(session.document, session.library))
    assert [each for each in problems if each.severity is Severity.ERROR] == []
    session.undo()
    assert len(session.document.nodes) == 2
    assert not session.document.groups


@pytest.mark.parametrize("count", [2])
def test_a_group_is_wired_to_nothing_that_leaves_a_doubt(
    make_session: MakeSession, count: int
) -> None:
    session = make_session(toy_document([]))
    for _ in range(count):
        session.edit(lambda document: add_node(document, "Axes")[0])
    session.set_library(LIBRARY, load_built_in_groups(GROUPS, LIBRARY))
    built_in = find_types(session.library, "moving point")[0]
    insert(session, built_in, SearchRequest((0, 0), (480.0, 0.0)))
    assert not session.document.edges


def test_the_camera_zooms_to_the_point_and_its_number(make_session: MakeSession) -> None:
    axes, curve = node("axes_1", type="Axes"), node("plot_1", type="Plot", x=240.0)
    session = make_session(toy_document([axes, curve], "axes_1.mobject > plot_1.axes"))
    session.set_library(LIBRARY, load_built_in_groups(GROUPS, LIBRARY))
    moving = find_types(session.library, "moving point")[0]
    (added,) = insert(session, moving, SearchRequest((0, 0), (480.0, 0.0), beside="plot_1"))
    zoom = find_types(session.library, "zoom to")[0]
    (zooming,) = insert(session, zoom, SearchRequest((0, 0), (780.0, 0.0), beside=added))
    (wire,) = [edge for edge in session.document.edges if edge.target == zooming]
    assert (wire.source, wire.input) == (added, "mobject")
    graph = build(session.document, session.library)
    assert not [each for each in validate(graph) if each.severity is Severity.ERROR]
    source = generate(graph).source
    faded = source.index("self.play(FadeIn(")
    assert faded < source.index(".set_value(4)") < source.index("self.camera.auto_zoom(")
