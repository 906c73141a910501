"""Groups on the canvas: made, entered, left, given ports, taken apart."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document.model import Document
from manim_nodes.editing.node_display import set_promoted
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import MakeCanvas, User, edges_of, undo_steps
from tests.support.canvases import shown_items

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def grouped(session: Session, user: User) -> Session:
    """Make a group of Create alone."""
    user.click(user.body("create_1"))
    user.type("Ctrl+G")
    return session


def test_group_stands_in_the_place_of_its_nodes(grouped: Session, chain: Document) -> None:
    assert edges_of(grouped) == {
        "circle_1.mobject > node_group_1.mobject",
        "node_group_1.mobject > fade_out_1.mobject",
    }
    assert grouped.selection == {"node_group_1"}
    assert undo_steps(grouped, chain) == 1


def test_group_has_the_ports_of_its_boundary_nodes(grouped: Session, canvas: Canvas) -> None:
    view = canvas.view.scene_items.nodes["node_group_1"].view
    assert [port.name for port in view.inputs] == ["mobject"]
    assert [port.name for port in view.outputs] == ["mobject"]
    assert grouped.content is grouped.document


def test_double_click_enters_and_escape_leaves(
    grouped: Session, user: User, canvas: Canvas
) -> None:
    user.double_click(user.body("node_group_1"))
    assert "/".join(grouped.location) == "node_group_1"
    assert set(shown_items(canvas).nodes) == {"create_1", "group_input_1", "group_output_1"}
    user.type("Esc")
    assert not grouped.location
    assert "circle_1" in shown_items(canvas).nodes


def test_breadcrumb_leads_out(grouped: Session, user: User, canvas: Canvas) -> None:
    assert canvas.breadcrumb.isHidden()
    user.type("Return")
    names = [button.text() for button in canvas.breadcrumb.buttons]
    assert names == ["Test", "Group"]
    QTest.mouseClick(canvas.breadcrumb.buttons[0], Qt.MouseButton.LeftButton)
    assert not grouped.location
    assert grouped.selection == {"node_group_1"}, "what is left is what goes on to be worked with"


def test_ungroup_restores_the_wires(grouped: Session, user: User, chain: Document) -> None:
    user.type("Ctrl+Shift+G")
    assert edges_of(grouped) == {
        "circle_1.mobject > create_1.mobject",
        "create_1.mobject > fade_out_1.mobject",
    }
    assert undo_steps(grouped, chain) == 2


@pytest.mark.parametrize(
    ("port", "out", "x", "boundary"),
    [("animation", True, 1180, "output"), ("lag_ratio", False, 5, "input")],
)
def test_wire_to_the_border_makes_a_port(
    grouped: Session, user: User, canvas: Canvas, port: str, x: int, boundary: str, *, out: bool
) -> None:
    user.type("Return")
    if not out:
        grouped.edit(lambda document: set_promoted(document, "create_1", port, promoted=True))
    user.drag(user.port("create_1", port, out=out), QPoint(x, 300))
    names = {node.parameters.get("name") for node in grouped.content.nodes}
    assert port in names
    item = canvas.view.scene_items.nodes[f"group_{boundary}_2"]
    assert (item.view.shape, item.view.title) == ("boundary", port)
    assert canvas.view.visible_area.contains(item.body)
    grouped.leave()
    outside = canvas.view.scene_items.nodes["node_group_1"].view
    assert port in {known.name for known in (outside.outputs if out else outside.inputs)}


def test_group_is_renamed(grouped: Session, user: User, canvas: Canvas) -> None:
    user.type("F2")
    field = canvas.view.findChild(QLineEdit)
    field.setText("Appear")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [group.name for group in grouped.document.groups] == ["Appear"]
    assert canvas.view.scene_items.nodes["node_group_1"].view.title == "Appear"


def test_save_as_own_node_is_left_to_the_caller(session: Session, make_canvas: MakeCanvas) -> None:
    saved: list[str] = []
    canvas = make_canvas(session, save_own_node=saved.append)
    user = User(canvas)
    user.click(user.body("create_1"))
    user.type("Ctrl+G")
    canvas.group_actions.save_own_node()
    assert saved == ["node_group_1"]


def test_undo_of_the_open_group_leads_out(grouped: Session, user: User, canvas: Canvas) -> None:
    user.type("Return")
    grouped.undo()
    assert not grouped.location
    assert set(shown_items(canvas).nodes) == {"circle_1", "create_1", "fade_out_1", "shift_1"}


def test_nodes_are_moved_inside_a_group(grouped: Session, user: User) -> None:
    user.type("Return")
    start = user.body("create_1")
    x, y = grouped.content.node("create_1").position
    user.drag(start, start + QPoint(10, 20))
    zoom = user.view.zoom
    assert grouped.content.node("create_1").position == pytest.approx(
        (x + 10 / zoom, y + 20 / zoom), abs=2
    )
    assert user.pixel(QPointF(*grouped.content.node("create_1").position)) is not None
