"""What mends a problem of a node, in the menu of the node."""

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document.edits import set_presence
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import RIGHT, User, analyze_now, undo_steps
from tests.support.library import node, toy_document


def fixes_in(canvas: Canvas) -> list[str]:
    return [each.text() for each in canvas.menu.actions() if "canvas.fix_" in each.objectName()]


def open_late(session: Session) -> Document:
    nodes = ["wait_1", node("circle_1", x=300), node("square_1", presence="hidden", x=600)]
    document = toy_document([*nodes, node("add_1", type="Add", x=900)], "circle_1 > add_1.mobject")
    session.open(document)
    analyze_now(session)
    return document


def test_the_menu_of_a_node_mends_it(session: Session, canvas: Canvas, user: User) -> None:
    document = open_late(session)
    user.click(user.body("circle_1"), button=RIGHT)
    assert fixes_in(canvas) == ["Add a wait at the end"]
    next(each for each in canvas.menu.actions() if each.text() == fixes_in(canvas)[0]).trigger()
    canvas.menu.close()
    analyze_now(session)

    assert session.content.nodes[-1].type == "Wait"
    assert session.selection == {session.content.nodes[-1].id}
    assert undo_steps(session, document) == 1


def test_each_node_offers_what_mends_it_and_no_more(
    session: Session, canvas: Canvas, user: User
) -> None:
    open_late(session)
    user.click(user.body("square_1"), button=RIGHT)
    assert fixes_in(canvas) == ["Show it"]
    canvas.menu.close()
    user.click(user.body("wait_1"), button=RIGHT)
    assert fixes_in(canvas) == []
    canvas.menu.close()

    session.edit(lambda document: set_presence(document, ["square_1"], "automatic"))
    analyze_now(session)
    user.click(user.body("square_1"), button=RIGHT)
    assert fixes_in(canvas) == []
    canvas.menu.close()
