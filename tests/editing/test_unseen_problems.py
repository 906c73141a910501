"""What a drawn film does not show, as problems that are mended at one click."""

from pathlib import Path

import pytest

from manim_nodes.document.files import load_document
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document
from manim_nodes.editing.analysis import analyze
from manim_nodes.editing.fixes import fix_problem
from manim_nodes.editing.session import Session
from manim_nodes.editing.unseen_problems import unseen_problems
from manim_nodes.graph.build import build
from manim_nodes.graph.format_1 import migrations
from manim_nodes.graph.order import order
from manim_nodes.graph.permissions import NO_PERMISSIONS
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.outcome import Outcome
from manim_nodes.render.preview.preview import render_preview
from manim_nodes.render.preview.preview_settings import PreviewSettings
from manim_nodes.render.preview.unseen import Reason, Unseen
from manim_nodes.render.quality import Quality
from manim_nodes.workspace.places import data_root
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)
FAR = Unseen("dot_1", Reason.OUTSIDE, shift=(-14.389, 0.0))
BEHIND = Unseen("dot_1", Reason.COVERED, cover="square_1", z_index=3.0)
DOT = node("dot_1", {"point": [20, 0, 0]})


def problems_of(document: Document, *unseen: Unseen) -> list[Problem]:
    return unseen_problems(build(document, LIBRARY), unseen)


def mended(document: Document, unseen: Unseen) -> Session:
    session = Session(document, LIBRARY)
    (problem,) = problems_of(document, unseen)
    assert problem.fix is not None
    fix_problem(session, problem.fix)
    assert session.undo_label
    return session


def test_what_is_beside_the_frame_is_told_at_its_node() -> None:
    (problem,) = problems_of(toy_document([DOT, "wait_1"]), FAR)
    assert (problem.code, problem.node_id, problem.severity) == (
        *("outside-frame", "dot_1"),
        Severity.WARNING,
    )
    assert problem.hint


def test_the_color_of_the_background_is_told_and_taken_back() -> None:
    unseen = Unseen("square_1", Reason.BACKGROUND)
    session = mended(toy_document([node("square_1", {"color": "BLACK"}), "wait_1"]), unseen)
    assert session.document.node("square_1").parameters == {}


def test_what_is_known_before_drawing_is_told_once() -> None:
    document = toy_document([node("circle_1", {"stroke_opacity": 0}), "wait_1"])
    assert problems_of(document, Unseen("circle_1", Reason.TRANSPARENT)) == []


def test_what_no_condition_brings_is_told() -> None:
    nodes = ["circle_1", "compare_1", node("if_1", type="If"), "create_1", "wait_1"]
    wires = "circle_1.mobject > create_1.mobject; if_1.loop > create_1.flow"
    graph = build(toy_document(nodes, wires), LIBRARY)
    (problem,) = unseen_problems(graph, (), ["circle_1", "compare_1"])
    assert problem.node_id == "circle_1"
    assert problem.message == "No frame shows this: the condition of 'If' never holds."


def test_it_is_moved_by_the_parameter_that_says_where_it_is() -> None:
    session = mended(toy_document([DOT, "wait_1"]), FAR)
    assert session.document.node("dot_1").parameters["point"] == (5.61, 0.0, 0.0)
    assert session.selection == {"dot_1"}


def test_to_mend_it_is_one_step() -> None:
    for document, unseen in (
        (toy_document([DOT, "wait_1"]), FAR),
        (toy_document(["dot_1", "square_1"]), BEHIND),
    ):
        session = mended(document, unseen)
        session.undo()
        assert session.document is document


def test_it_is_moved_by_a_shift_where_none_does() -> None:
    document = toy_document(["axes_1", "wait_1"])
    session = mended(document, Unseen("axes_1", Reason.OUTSIDE, shift=(0.0, 2.0)))
    assert session.document.node("shift_1").parameters["vector"] == (0.0, 2.0, 0.0)


def test_what_the_mouse_cannot_move_is_not_offered_to_be_moved() -> None:
    document = toy_document(["for_each_1", "dot_1"], "for_each_1.index > dot_1.radius")
    (problem,) = problems_of(document, FAR)
    assert problem.fix is None


def test_what_is_in_front_is_named() -> None:
    (problem,) = problems_of(toy_document(["dot_1", node("square_1", label="Wall")]), BEHIND)
    assert problem.code == "covered"
    assert "'Wall'" in problem.message


@pytest.mark.parametrize("nodes", ["dot_1 square_1", "dot_1 scale_1 square_1 create_1"])
def test_it_is_put_in_front_while_it_is_made(nodes: str) -> None:
    wires = "dot_1.mobject > scale_1.mobject; scale_1.mobject > create_1.mobject"
    session = mended(toy_document(nodes, wires if "scale_1" in nodes else ""), BEHIND)
    node_ = session.document.node("set_z_index_1")
    assert (node_.type, node_.parameters["z_index_value"]) == ("SetZIndex", 3.0)
    running = order(build(session.document, LIBRARY))
    assert running.index("set_z_index_1") < running.index(
        "create_1" if "create_1" in nodes else "square_1"
    )
    assert session.selection == {"set_z_index_1"}


def test_a_z_index_that_is_there_is_changed() -> None:
    nodes = ["dot_1", node("set_z_index_1", {"z_index_value": 1}), "square_1"]
    session = mended(toy_document(nodes, "dot_1.mobject > set_z_index_1.mobject"), BEHIND)
    assert session.document.node("set_z_index_1").parameters["z_index_value"] == 3.0
    assert len(session.document.nodes) == 3


def test_things_in_groups_are_mended_there() -> None:
    document = make_group(toy_document([DOT, "square_1", "wait_1"]), ["dot_1", "square_1"], "A")[0]
    place = next(each.id for each in document.nodes if each.id != "wait_1")
    far = Unseen(f"{place}/dot_1", Reason.OUTSIDE, shift=(-15.0, 0.0))
    session = mended(document, far)
    assert session.location == (place,)
    assert session.content.node("dot_1").parameters["point"] == (5.0, 0.0, 0.0)


def test_of_a_group_of_things_only_the_whole_is_told() -> None:
    group = node("group_1", type="VGroup")
    wires = "dot_1.mobject > group_1.mobjects; dot_2.mobject > group_1.mobjects"
    document = toy_document(["dot_1", "dot_2", group, "wait_1"], wires)
    found = [Unseen(each, Reason.OUTSIDE) for each in ("dot_1", "dot_2", "group_1")]
    assert [each.node_id for each in problems_of(document, *found)] == ["group_1"]
    assert [each.node_id for each in problems_of(document, *found[:1])] == ["dot_1"]


def test_of_a_group_that_only_lays_out_the_group_is_told() -> None:
    group = node("group_1", type="VGroup")
    wires = (
        "dot_1.mobject > group_1.mobjects; dot_2.mobject > group_1.mobjects;"
        "dot_1.mobject > fade_in_1.mobject"
    )
    document = toy_document(["dot_1", "dot_2", group, "fade_in_1"], wires)
    found = [Unseen(each, Reason.OUTSIDE) for each in ("dot_1", "dot_2", "group_1")]
    assert [each.node_id for each in problems_of(document, *found)] == ["group_1"]


def test_what_makes_nothing_to_be_seen_is_not_told() -> None:
    document = toy_document(["dot_1", "get_center_1"], "dot_1.mobject > get_center_1.mobject")
    found = [Unseen(each, Reason.OUTSIDE) for each in ("get_center_1", "gone_1")]
    assert problems_of(document, *found) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted((data_root() / "templates").glob("*/*.mnodes")), ids=lambda path: path.stem
)
def test_the_templates_show_all_they_make(path: Path, tmp_path: Path) -> None:
    document = load_document(path, migrations=migrations(LIBRARY))
    analysis = analyze(
        document, LIBRARY, folder=None, permissions=NO_PERMISSIONS, has_latex=lambda: False
    )
    assert analysis.render_script is not None
    settings = PreviewSettings(tmp_path, Quality(width=128, height=72, fps=5))
    result = render_preview(analysis.render_script, settings, on_frame=lambda _: None)
    assert result.outcome is Outcome.FINISHED
    assert unseen_problems(analysis.graph, result.unseen) == []
