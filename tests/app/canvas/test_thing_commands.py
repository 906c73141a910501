"""What happens to the selected thing at the playhead."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QMenu

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document.edits import add_node
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import (
    RIGHT,
    MakeCanvas,
    User,
    analyze_now,
    edges_of,
    undo_steps,
)
from tests.support.library import node, toy_document


def pick(menu: QMenu, *titles: str) -> None:
    """Go through submenus to an action, and trigger it."""
    for title in titles[:-1]:
        (inner,) = (each.menu() for each in menu.actions() if each.text() == title)
        assert isinstance(inner, QMenu)
        menu = inner
    (action,) = (each for each in menu.actions() if each.text() == titles[-1])
    action.trigger()


def test_thing_changes_where_the_playhead_is(
    session: Session, canvas: Canvas, user: User, chain: Document
) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    user.click(user.body("circle_1"), button=RIGHT)
    pick(canvas.menu, "Changes here by", "Position", "Scale")
    canvas.menu.close()
    assert edges_of(session) == {
        "circle_1.mobject > create_1.mobject",
        "create_1.mobject > scale_1.mobject",
        "scale_1.mobject > fade_out_1.mobject",
    }
    assert session.content.node("scale_1").parameters["animated"] is True
    assert session.selection == {"scale_1"}
    assert undo_steps(session, chain) == 1


def test_undo_gives_back_the_moment_and_the_selection(session: Session, canvas: Canvas) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    session.select({"circle_1"})
    next(each for each in canvas.commands() if each.id == "canvas.change_Indicate").run()
    session.move_playhead(2, "indicate_1")
    session.undo()
    assert session.selection == {"circle_1"}
    assert session.step_at_playhead == "create_1"
    session.redo()
    assert session.selection == {"indicate_1"}
    assert session.step_at_playhead == "indicate_1"


def test_what_appears_here_comes_no_more_as_before(
    session: Session, canvas: Canvas, chain: Document
) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    session.select({"circle_1"})
    hints: list[str] = []
    canvas.hint_changed.connect(hints.append)
    next(each for each in canvas.commands() if each.id == "canvas.appear_Write").run()
    assert edges_of(session) == {
        "circle_1.mobject > write_1.mobject",
        "write_1.mobject > fade_out_1.mobject",
    }
    assert hints[-1] == "It appears here now, no longer by “Create”."
    assert session.selection == {"write_1"}
    assert session.step_at_playhead == "write_1"
    assert undo_steps(session, chain) == 1


def test_only_a_thing_offers_what_can_happen_to_it(
    session: Session, canvas: Canvas, user: User
) -> None:
    session.edit(lambda document: add_node(document, "Wait", position=(0, 400))[0])
    command = next(each for each in canvas.commands() if each.id == "canvas.appear_Create")
    session.select({"wait_1"})
    assert not command.is_enabled()
    user.click(user.body("circle_1"))
    assert command.is_enabled()


def test_what_is_done_with_a_thing_stands_for_it(
    session: Session, canvas: Canvas, user: User
) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    user.click(user.body("create_1"), button=RIGHT)
    pick(canvas.menu, "Changes here by", "Drawing attention", "Indicate")
    canvas.menu.close()
    assert "create_1.mobject > indicate_1.mobject" in edges_of(session)


def test_one_thing_becomes_another(session: Session, canvas: Canvas) -> None:
    session.edit(lambda document: add_node(document, "Square", position=(0, 400))[0])
    analyze_now(session)
    session.move_playhead(0, "create_1")
    command = next(each for each in canvas.commands() if each.id == "canvas.change_Transform")
    session.select({"circle_1"})
    assert not command.is_enabled()
    session.select({"circle_1", "square_1"})
    command.run()
    assert edges_of(session) >= {
        "create_1.mobject > transform_1.mobject",
        "square_1.mobject > transform_1.target",
        "transform_1.mobject > fade_out_1.mobject",
    }


def test_what_is_added_next_comes_after_what_was_added_last(
    session: Session, canvas: Canvas
) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    session.select({"circle_1"})
    for type_name in ("Indicate", "Wiggle"):
        next(each for each in canvas.commands() if each.id == f"canvas.change_{type_name}").run()
    assert [node.id for node in session.content.nodes] == [
        *("circle_1", "create_1", "indicate_1", "wiggle_1", "fade_out_1", "shift_1"),
    ]
    session.move_playhead(1, "create_1")
    assert session.step_at_playhead == "create_1"


@pytest.fixture
def tangled(make_session: Callable[..., Session]) -> Session:
    """Return a title that is listed before the steps of the circle that it will take the place of."""
    nodes = [
        node("title_1", type="Text", y=300),
        node("transform_1", x=500, y=300),
        node("circle_1"),
        node("create_1", x=250),
        node("wait_1", y=500),
    ]
    wires = "title_1.mobject > transform_1.mobject; circle_1.mobject > create_1.mobject"
    return make_session(toy_document(nodes, wires))


def test_it_is_said_which_step_a_wire_has_moved(tangled: Session, make_canvas: MakeCanvas) -> None:
    canvas = make_canvas(tangled)
    user, hints = User(canvas), list[str]()
    canvas.hint_changed.connect(hints.append)
    analyze_now(tangled)
    before = tangled.document
    user.drag(user.port("create_1", "mobject", out=True), user.port("transform_1", "target"))
    assert [each.id for each in tangled.document.nodes] == [
        *("title_1", "circle_1", "create_1", "transform_1", "wait_1")
    ]
    assert hints[-1] == "Moved step 1 (Transform) behind step 2 (Create), which it depends on."
    tangled.undo()
    assert tangled.document is before


def test_a_wire_that_moves_nothing_says_nothing(
    session: Session, canvas: Canvas, user: User
) -> None:
    hints: list[str] = []
    canvas.hint_changed.connect(hints.append)
    user.drag(user.port("circle_1", "mobject", out=True), user.port("shift_1", "mobject"))
    assert "circle_1.mobject > shift_1.mobject" in edges_of(session)
    assert hints[-1] == ""


def test_a_thing_becomes_a_new_one_by_one_choice(
    session: Session, canvas: Canvas, user: User, chain: Document
) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    user.click(user.body("circle_1"), button=RIGHT)
    pick(canvas.menu, "Becomes here", "Square")
    canvas.menu.close()
    assert edges_of(session) == {
        "circle_1.mobject > create_1.mobject",
        "create_1.mobject > transform_1.mobject",
        "square_1.mobject > transform_1.target",
        "transform_1.mobject > fade_out_1.mobject",
    }
    assert session.selection == {"transform_1"}
    assert undo_steps(session, chain) == 1


def test_what_has_moved_becomes_another_in_its_place(session: Session, canvas: Canvas) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    session.select({"circle_1"})
    commands = {each.id: each for each in canvas.commands()}
    commands["canvas.change_Shift"].run()
    analyze_now(session)
    session.select({"circle_1"})
    commands["canvas.become_Square"].run()
    assert edges_of(session) >= {
        "square_1.mobject > move_to_1.mobject",
        "shift_2.mobject > move_to_1.target",
        "move_to_1.mobject > transform_1.target",
        "shift_2.mobject > transform_1.mobject",
    }


def test_what_is_added_to_a_thing_is_brought_into_sight_whole(
    session: Session, canvas: Canvas
) -> None:
    view = canvas.view
    view.zoom_by(1 / view.zoom)
    circle = view.scene_items.nodes["circle_1"].body
    way = view.mapFromScene(circle.topRight()) - view.viewport().rect().topRight()
    view.pan_by(-way.x() - 20, -way.y() + 60)
    session.select({"circle_1"})
    next(each for each in canvas.commands() if each.id == "canvas.change_Indicate").run()
    assert view.visible_area.contains(view.scene_items.nodes["indicate_1"].body)
