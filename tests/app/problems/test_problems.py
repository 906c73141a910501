import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK
from manim_nodes.app.problems.problems import Problems
from manim_nodes.document.edits import remove_nodes, reset_parameter, set_parameter
from manim_nodes.document.model import Group
from manim_nodes.editing.session import Session
from manim_nodes.editing.unseen_problems import unseen_problems
from manim_nodes.graph.problems import Problem, Severity
from manim_nodes.render.failures import RenderError
from manim_nodes.render.preview.unseen import Reason, Unseen
from tests.conftest import MakeSession
from tests.support.documents import group_node
from tests.support.library import node, toy_document
from tests.support.sessions import analyze_now


@pytest.fixture
def session(make_session: MakeSession) -> Session:
    nodes = [node("circle_1", {"radius": -5}), node("create_1", x=1)]
    return make_session(toy_document(nodes))


@pytest.fixture
def panel(session: Session, profile: Profile, qtbot: QtBot) -> Problems:
    return shown_panel(session, profile, qtbot)


def shown_panel(session: Session, profile: Profile, qtbot: QtBot) -> Problems:
    panel = Problems(session, theme=DARK, profile=profile)
    qtbot.addWidget(panel)
    panel.resize(600, 300)
    panel.show()
    analyze_now(session)
    return panel


def click_row(panel: Problems, row: int) -> None:
    item = panel.tree.topLevelItem(row)
    assert item is not None
    point = panel.tree.visualItemRect(item).center()
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_all_problems_are_listed_with_their_hints(panel: Problems) -> None:
    assert [(row.severity, row.node_id) for row in panel.rows] == [
        (Severity.ERROR, "circle_1"),
        (Severity.ERROR, "create_1"),
    ]
    assert "must be > 0" in panel.rows[0].message
    assert all(row.details for row in panel.rows)


def test_the_title_counts_them(panel: Problems, session: Session) -> None:
    assert panel.windowTitle() == "Problems (2)"
    session.edit(lambda document: remove_nodes(document, ["create_1"]))
    analyze_now(session)
    assert panel.windowTitle() == "Problems (1)"


def test_hints_are_seen_at_once(panel: Problems) -> None:
    item = panel.tree.topLevelItem(0)
    assert item is not None
    assert item.isExpanded()


def test_a_click_selects_the_node(panel: Problems, session: Session) -> None:
    click_row(panel, 1)
    assert session.selection == {"create_1"}


def test_keys_step_through_them(panel: Problems, session: Session) -> None:
    found = []
    for _ in range(3):
        panel.step(1)
        found.append(set(session.selection))

    assert found == [{"circle_1"}, {"create_1"}, {"circle_1"}]
    panel.step(-1)
    assert session.selection == {"create_1"}


def test_what_is_mended_goes(panel: Problems, session: Session) -> None:
    session.edit(lambda document: reset_parameter(document, "circle_1", "radius"))
    session.edit(lambda document: remove_nodes(document, ["create_1"]))
    analyze_now(session)

    assert panel.rows == ()
    assert not panel.tree.isVisible()


def test_the_selection_does_not_jump_while_others_come(panel: Problems, session: Session) -> None:
    session.select({"circle_1"})
    session.edit(lambda document: set_parameter(document, "create_1", "run_time", -1))
    analyze_now(session)

    assert len(panel.rows) == 3
    assert session.selection == {"circle_1"}


def test_a_failed_render_comes_first_with_its_traceback_folded(
    panel: Problems, session: Session
) -> None:
    session.set_render_error(
        RenderError("It divides by zero.", node_id="create_1", hint="Mend it.", detail="Trace")
    )
    item = panel.tree.topLevelItem(0)

    assert item is not None
    assert panel.rows[0].details == ("Mend it.", "Trace")
    assert (item.text(1), item.isExpanded(), item.childCount()) == ("Create", False, 2)
    session.set_render_error(None)
    assert len(panel.rows) == 2


def test_an_empty_project_begins_with_no_count(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    session = make_session()
    panel = Problems(session, theme=DARK, profile=profile)
    qtbot.addWidget(panel)
    analyze_now(session)
    assert (len(panel.rows), panel.windowTitle()) == (1, "Problems")


def test_a_panel_that_is_not_seen_counts_problems_and_lists_them_when_it_is(
    panel: Problems, session: Session
) -> None:
    panel.hide()
    session.edit(lambda document: remove_nodes(document, ["create_1"]))
    analyze_now(session)
    assert panel.windowTitle() == "Problems (1)"
    assert panel.tree.topLevelItemCount() == 2

    panel.show()
    assert panel.tree.topLevelItemCount() == 1


def test_keys_step_through_problems_of_a_panel_that_is_not_seen(
    panel: Problems, session: Session
) -> None:
    panel.hide()
    session.edit(lambda document: remove_nodes(document, ["circle_1"]))
    analyze_now(session)
    panel.step(1)

    assert session.selection == {"create_1"}


def late_circle(make_session: MakeSession) -> Session:
    nodes = ["wait_1", "circle_1", node("add_1", type="Add")]
    return make_session(toy_document(nodes, "circle_1.mobject > add_1.mobject"))


def test_a_click_mends_what_no_frame_shows(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    session = late_circle(make_session)
    panel = shown_panel(session, profile, qtbot)
    button = panel.findChild(QPushButton)
    assert button.text() == "Add a wait at the end"
    assert button.isVisible()

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    analyze_now(session)
    assert not panel.has_rows()
    assert [each.type for each in session.document.nodes][-1] == "Wait"

    session.undo()
    analyze_now(session)
    assert [row.node_id for row in panel.rows] == ["circle_1"]
    assert len(session.document.nodes) == 3


def test_the_selected_problem_is_mended_by_key(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    session = late_circle(make_session)
    panel = shown_panel(session, profile, qtbot)
    command = next(each for each in panel.commands() if each.id == "problems.fix")
    assert not command.is_enabled()

    panel.step(1)
    assert command.is_enabled()
    command.run()
    analyze_now(session)
    assert panel.rows == ()


def test_what_the_program_cannot_mend_has_no_button(panel: Problems) -> None:
    panel.step(1)
    assert panel.findChild(QPushButton) is None
    assert not panel.has_fix()


def test_what_a_drawn_film_does_not_show_is_listed_and_mended(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    session = make_session(toy_document([node("dot_1", {"point": [20, 0, 0]}), "wait_1"]))
    panel = shown_panel(session, profile, qtbot)
    assert not panel.has_rows()
    assert session.analysis is not None
    unseen = Unseen("dot_1", Reason.OUTSIDE, shift=(-15.0, 0.0))
    session.set_picture_problems(unseen_problems(session.analysis.graph, [unseen]))
    assert [(row.severity, row.node_id) for row in panel.rows] == [(Severity.WARNING, "dot_1")]
    button = panel.findChild(QPushButton)
    assert button.text() == "Bring it into the frame"
    row = panel.tree.topLevelItem(0)
    assert row is not None
    assert row.text(1) == session.title_of("dot_1") != "dot_1"

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.document.node("dot_1").parameters["point"] == (5.0, 0.0, 0.0)
    session.set_picture_problems([])
    assert not panel.has_rows()


def test_what_was_deleted_since_the_film_was_drawn_is_listed_no_more(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    session = make_session(toy_document("dot_1 wait_1"))
    panel = shown_panel(session, profile, qtbot)
    session.set_picture_problems([Problem("covered", "It is covered.", "dot_1")])
    assert panel.has_rows()
    session.edit(lambda document: remove_nodes(document, ["dot_1"]))
    analyze_now(session)
    assert not panel.has_rows()


def test_another_project_begins_without_them(make_session: MakeSession) -> None:
    session = make_session(toy_document("dot_1"))
    session.set_picture_problems([Problem("covered", "It is covered.", "dot_1")])
    session.open(toy_document("dot_1"))
    assert session.picture_problems == ()


def test_a_list_without_problems_tells_whether_the_layout_was_looked_at(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    panel = shown_panel(make_session(toy_document("dot_1 wait_1")), profile, qtbot)

    def said() -> str:
        return next(each.text() for each in panel.findChildren(QLabel) if each.isVisible())

    assert "layout is fine" in said()
    profile.change_preferences(layout_check=False)
    assert "is not checked" in said()


def test_a_problem_inside_of_a_group_is_told_by_the_title_there(
    make_session: MakeSession, profile: Profile, qtbot: QtBot
) -> None:
    inside = toy_document([node("circle_1", {"radius": -5}, label="Sun")])
    group = Group(id="sky", nodes=inside.nodes, edges=())
    document = toy_document([group_node("group_1", "sky")], groups=[group])
    panel = shown_panel(make_session(document), profile, qtbot)
    row = panel.tree.topLevelItem(0)
    assert row is not None
    assert (len(panel.rows), row.text(1)) == (1, "Sun")
