"""The eye on nodes: whether what they make is shown by itself."""

from PySide6.QtCore import QPoint

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.canvas.tooltips import tooltip_at
from manim_nodes.document.model import Document
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import User, undo_steps


def eye_of(user: User, node_id: str) -> QPoint:
    item = user.view.scene_items.nodes[node_id]
    assert item.geometry.eye is not None
    return user.pixel(item.pos() + item.geometry.eye.center())


def presence_of(session: Session, node_id: str) -> str:
    return session.content.node(node_id).presence


def test_click_on_the_eye_shows_hides_and_decides_again(
    session: Session, user: User, chain: Document
) -> None:
    pictures = []
    for expected in ("shown", "hidden", "automatic"):
        user.click(eye_of(user, "circle_1"))
        assert presence_of(session, "circle_1") == expected
        pictures.append(user.view.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0], "each looks its own way"
    session.undo()
    assert presence_of(session, "circle_1") == "hidden"
    assert undo_steps(session, chain) == 2


def test_second_click_of_a_double_click_counts_too(session: Session, user: User) -> None:
    eye = eye_of(user, "circle_1")
    user.click(eye)
    user.double_click(eye)
    assert presence_of(session, "circle_1") == "hidden"


def test_only_what_makes_something_to_be_seen_has_an_eye(user: User) -> None:
    nodes = user.view.scene_items.nodes
    assert [key for key, item in nodes.items() if item.geometry.eye is not None] == ["circle_1"]


def test_key_changes_all_that_is_selected_in_one_step(
    session: Session, user: User, canvas: Canvas, chain: Document
) -> None:
    command = next(each for each in canvas.commands() if each.id == "canvas.presence")
    assert command.menu == "Node"
    user.click(user.body("create_1"))
    assert not command.is_enabled()
    user.type("Ctrl+A")
    assert command.is_enabled()
    user.type("E")
    assert presence_of(session, "circle_1") == "shown"
    assert presence_of(session, "create_1") == "automatic"
    assert undo_steps(session, chain) == 1


def test_tooltip_says_what_the_eye_means(user: User) -> None:
    item = user.view.scene_items.nodes["circle_1"]
    assert item.geometry.eye is not None
    point = item.pos() + item.geometry.eye.center()
    assert "unless it only serves" in tooltip_at(user.view.scene_items, point, 1.0)
