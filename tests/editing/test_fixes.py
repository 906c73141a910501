"""What mends a problem at one click: the problem is gone after it, and back after one undo."""

import pytest

from manim_nodes.document.grouping import make_group
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document
from manim_nodes.editing.fixes import TITLES, fix_problem
from manim_nodes.editing.session import Session
from manim_nodes.graph.build import build
from manim_nodes.graph.order import order
from manim_nodes.graph.problems import Problem
from manim_nodes.graph.validate import validate
from manim_nodes.library.catalogue import load_library
from manim_nodes.translation import tr
from tests.support.library import node, toy_document
from tests.support.sources import NODES

LIBRARY = load_library(NODES)
HIDDEN = node("circle_1", presence="hidden")
LATE = toy_document(
    ["wait_1", "circle_1", node("add_1", type="Add")], "circle_1.mobject > add_1.mobject"
)


def problems_of(session: Session) -> list[Problem]:
    return validate(build(session.document, LIBRARY))


def mended(document: Document) -> Session:
    """Mend the one problem there is."""
    session = Session(document, LIBRARY)
    (problem,) = problems_of(session)
    assert problem.fix is not None
    fix_problem(session, problem.fix)
    assert problems_of(session) == []
    return session


@pytest.mark.parametrize(
    "document",
    [
        LATE,
        make_group(LATE, ["circle_1", "add_1"], "Pair")[0],
        toy_document([HIDDEN, "wait_1"]),
        make_group(toy_document([HIDDEN, "square_1", "wait_1"]), ["circle_1", "square_1"], "A")[0],
        toy_document("circle_1 remove_1 wait_1", "circle_1.mobject > remove_1.mobject"),
        toy_document(
            "circle_1 create_1 shift_1",
            "circle_1.mobject > create_1.mobject; create_1.mobject > shift_1.mobject",
        ),
        toy_document(
            "circle_1 create_1 wait_1 fade_in_1 together_1",
            "circle_1.mobject > create_1.mobject; create_1.mobject > fade_in_1.mobject;"
            "fade_in_1.animation > together_1.animations",
        ),
        toy_document([node("circle_1", {"stroke_opacity": 0}), "wait_1"]),
    ],
)
def test_a_problem_is_mended_in_one_step(document: Document) -> None:
    session = mended(document)
    session.undo()
    assert session.document is document


def test_the_wait_comes_last_and_is_selected() -> None:
    session = mended(LATE)
    assert order(build(session.document, LIBRARY))[-1] == "wait_2"
    assert session.selection == {"wait_2"}
    assert session.undo_label == "Undo add a wait at the end"


def test_the_wait_at_the_end_is_in_no_group() -> None:
    document = make_group(LATE, ["circle_1", "add_1"], "Pair")[0]
    session = Session(document, LIBRARY)
    session.enter(next(each.id for each in document.nodes if each.type == GROUP))
    (problem,) = problems_of(session)
    assert problem.fix is not None
    fix_problem(session, problem.fix)
    assert session.location == ()
    assert "Wait" in {each.type for each in session.document.nodes}


def test_what_was_hidden_is_shown_where_it_stands() -> None:
    grouped = toy_document([HIDDEN, "square_1", "wait_1"])
    session = mended(make_group(grouped, ["circle_1", "square_1"], "A")[0])
    assert session.location != ()
    assert session.selection == {"circle_1"}
    assert session.content.node("circle_1").presence == "automatic"


def test_each_way_out_has_a_title() -> None:
    assert all(tr(title) for title in TITLES.values())
