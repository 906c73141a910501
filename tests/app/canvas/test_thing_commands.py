"""What happens to the selected thing at the playhead."""

from PySide6.QtWidgets import QMenu

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import RIGHT, User, analyze_now, edges_of, undo_steps


def test_thing_changes_where_the_playhead_is(
    session: Session, canvas: Canvas, user: User, chain: Document
) -> None:
    analyze_now(session)
    session.move_playhead(0, "create_1")
    user.click(user.body("circle_1"), button=RIGHT)
    (submenu,) = (
        action.menu() for action in canvas.menu.actions() if action.text() == "Changes here by"
    )
    assert isinstance(submenu, QMenu)
    next(each for each in submenu.actions() if each.objectName() == "canvas.change_Scale").trigger()
    canvas.menu.close()
    assert edges_of(session) == {
        "circle_1.mobject > create_1.mobject",
        "create_1.mobject > scale_1.mobject",
        "scale_1.mobject > fade_out_1.mobject",
    }
    assert session.content.node("scale_1").parameters["animated"] is True
    assert session.selection == {"scale_1"}
    assert undo_steps(session, chain) == 1


def test_only_a_thing_offers_what_can_happen_to_it(canvas: Canvas, user: User) -> None:
    command = next(each for each in canvas.commands() if each.id == "canvas.appear_Create")
    user.click(user.body("create_1"))
    assert not command.is_enabled()
    user.click(user.body("circle_1"))
    assert command.is_enabled()
