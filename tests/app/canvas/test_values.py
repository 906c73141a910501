"""Values are read and changed on the node itself."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document.groups import GROUP_INPUT
from manim_nodes.document.model import Document, Group, Node
from manim_nodes.editing.node_display import set_promoted
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import Library
from tests.app.canvas.conftest import MakeCanvas, User, undo_steps
from tests.conftest import MakeSession
from tests.support.documents import group_node, make_document
from tests.support.library import node, toy_document

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def chain() -> Document:
    values = {"radius": 2.0, "color": "BLUE", "fill_opacity": 0.5}
    return toy_document([node("circle_1", values, type="Circle", x=300.0, y=100.0)], "")


def place(user: User, name: str) -> QPoint:
    item = user.view.scene_items.nodes["circle_1"]
    return user.pixel(item.pos() + item.geometry.value_areas[name].center())


def type_over(user: User, name: str, text: str) -> None:
    user.double_click(place(user, name))
    field = user.view.findChild(QLineEdit)
    assert field is not None
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def value(session: Session, name: str) -> object:
    return session.document.node("circle_1").parameters[name]


def test_a_number_is_dragged_on_the_node_in_one_step(
    session: Session, user: User, chain: Document
) -> None:
    start = place(user, "radius")
    user.drag(start, start + QPoint(40, 0))
    assert value(session, "radius") == pytest.approx(3.0)
    assert session.document.node("circle_1").position == (300.0, 100.0)
    assert undo_steps(session, chain) == 1


def test_shift_drags_in_fine_steps_and_escape_gives_it_up(session: Session, user: User) -> None:
    start = place(user, "fill_opacity")
    user.press(start)
    user.move(start + QPoint(8, 0))
    user.move(start + QPoint(16, 0), keys=SHIFT)
    assert value(session, "fill_opacity") == pytest.approx(0.52)
    user.type("Esc")
    assert value(session, "fill_opacity") == 0.5


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [("radius", "3.5", 3.5), ("radius", "pi/2", "pi/2"), ("color", "RED", "RED")],
)
def test_a_value_is_typed_on_the_node(
    session: Session, user: User, name: str, text: str, expected: object
) -> None:
    type_over(user, name, text)
    assert value(session, name) == expected


def test_what_cannot_be_is_refused_with_words(
    session: Session, user: User, canvas: Canvas, chain: Document
) -> None:
    hints: list[str] = []
    canvas.hint_changed.connect(hints.append)
    type_over(user, "radius", "-1")
    assert session.document is chain
    assert hints[-1].startswith("Radius must")


def test_an_input_that_is_not_wired_shows_its_value(
    session: Session, user: User, canvas: Canvas
) -> None:
    session.edit(lambda document: set_promoted(document, "circle_1", "radius", promoted=True))
    view = canvas.view.scene_items.nodes["circle_1"].view
    (port,) = (port for port in view.inputs if port.name == "radius")
    assert port.value == "2 units"
    geometry = canvas.view.scene_items.nodes["circle_1"].geometry
    (label,) = (each for each in geometry.labels if each.text.text() == "thing")
    (shown,) = (each for each in geometry.values if each.text.text() == "2 units")
    assert shown.at.y() == label.at.y()
    assert shown.at.x() + shown.text.size().width() < label.at.x(), "side by side"
    type_over(user, "radius", "4")
    assert value(session, "radius") == 4


def test_a_switch_is_switched_by_double_click(
    make_session: Callable[..., Session], make_canvas: MakeCanvas
) -> None:
    values = {"live": True}
    session = make_session(toy_document([node("circle_1", values, type="Circle")], ""))
    user = User(make_canvas(session))
    user.double_click(place(user, "live"))
    assert "live" not in session.document.node("circle_1").parameters or not value(session, "live")


def test_which_of_several_is_counted_from_one_on_the_node(
    make_canvas: MakeCanvas, library: Library
) -> None:
    part = Node(id="circle_1", type="GetPart", parameters={"index": 1}, position=(300.0, 100.0))
    session = Session(make_document(part), library)
    user = User(make_canvas(session))
    [row] = user.view.scene_items.nodes["circle_1"].view.rows
    assert row.value == "2"
    type_over(user, "index", "5")
    assert value(session, "index") == 4


def test_beside_the_values_the_node_is_moved(session: Session, user: User) -> None:
    item = user.view.scene_items.nodes["circle_1"]
    start = user.pixel(item.pos() + QPointF(30, item.geometry.header / 2))
    user.drag(start, start + QPoint(40, 0))
    assert session.document.node("circle_1").position[0] > 300


def test_parameters_are_copied_from_one_node_to_others(
    make_session: Callable[..., Session], make_canvas: MakeCanvas
) -> None:
    styled = {"color": "RED", "fill_opacity": 0.7, "radius": 3.0}
    nodes = [
        node("circle_1", styled, type="Circle"),
        node("square_1", type="Square", x=300.0),
        node("text_1", {"text": "Hello"}, type="Text", x=600.0),
    ]
    session = make_session(toy_document(nodes, ""))
    user = User(make_canvas(session))
    session.select({"circle_1"})
    user.type("Ctrl+Alt+C")
    session.select({"square_1", "text_1"})
    user.type("Ctrl+Alt+V")
    square, text = (session.document.node(key).parameters for key in ("square_1", "text_1"))
    assert dict(square) == {"color": "RED", "fill_opacity": 0.7}
    assert (text["color"], text["text"]) == ("RED", "Hello")
    assert session.undo_label == "Undo paste parameters"


def test_the_words_of_a_text_are_not_copied(
    make_session: Callable[..., Session], make_canvas: MakeCanvas
) -> None:
    words = {"text": "Hello", "color": "RED"}
    nodes = [node("a_1", words, type="Text"), node("b_1", type="Text", x=300.0)]
    session = make_session(toy_document(nodes, ""))
    user = User(make_canvas(session))
    session.select({"a_1"})
    user.type("Ctrl+Alt+C")
    session.select({"b_1"})
    user.type("Ctrl+Alt+V")
    assert dict(session.document.node("b_1").parameters) == {"color": "RED"}


def test_without_parameters_on_the_clipboard_it_says_so(
    session: Session, user: User, canvas: Canvas, chain: Document
) -> None:
    hints: list[str] = []
    canvas.hint_changed.connect(hints.append)
    QGuiApplication.clipboard().setText("hello")
    session.select({"circle_1"})
    user.type("Ctrl+Alt+V")
    assert session.document is chain
    assert "no parameters on the clipboard" in hints[-1]


def test_an_input_of_a_group_shows_its_value_once_and_is_changed_there(
    make_canvas: MakeCanvas, make_session: MakeSession
) -> None:
    port = node("port", {"name": "Width", "type": "Number"}, type=GROUP_INPUT)
    inside = toy_document([port, node("circle_1", {"radius": 2})], "port.value > circle_1.radius")
    group = Group(id="sun", name="Sun", nodes=inside.nodes, edges=inside.edges)
    session = make_session(toy_document([group_node("group_1", "sun")], groups=[group]))
    canvas = make_canvas(session)

    def shown() -> tuple[list[tuple[str, str]], list[str]]:
        view = canvas.view.scene_items.nodes["group_1"].view
        return [(port.name, port.value) for port in view.inputs], [r.name for r in view.rows]

    assert shown() == ([("Width", "2 units")], [])
    user, item = User(canvas), canvas.view.scene_items.nodes["group_1"]
    user.double_click(user.pixel(item.pos() + item.geometry.value_areas["Width"].center()))
    field = canvas.view.findChild(QLineEdit)
    assert field is not None
    field.setText("5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert shown() == ([("Width", "5 units")], [])
    assert session.document.node("group_1").parameters["Width"] == 5
