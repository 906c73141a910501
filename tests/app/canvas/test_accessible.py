"""What a screen reader is told of the nodes and ports of the canvas."""

from PySide6.QtGui import QAccessible, QAccessibleInterface

from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.document import edits
from manim_nodes.editing.session import Session
from tests.app.canvas.conftest import MakeCanvas

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def interface_of(canvas: Canvas) -> QAccessibleInterface:
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(canvas.view)
    assert interface is not None
    return interface


def children(interface: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [interface.child(index) for index in range(interface.childCount())]


def named(interface: QAccessibleInterface, name: str) -> QAccessibleInterface:
    return next(each for each in children(interface) if each.text(NAME) == name)


def test_nodes_are_told_by_their_titles_values_and_place(canvas: Canvas) -> None:
    interface = interface_of(canvas)
    circle = named(interface, "Circle")
    item = canvas.view.scene_items.nodes["circle_1"]

    assert len(children(interface)) == len(canvas.view.scene_items.nodes)
    assert "radius: 2" in circle.text(DESCRIPTION)
    place = canvas.view.mapFromGlobal(circle.rect().center())
    assert item.body.contains(canvas.view.point_at(place))
    at = circle.rect().center()
    assert interface.childAt(at.x(), at.y()) is circle
    assert interface.indexOfChild(circle) == children(interface).index(circle)


def test_ports_are_told_with_what_they_are_wired_to(canvas: Canvas) -> None:
    ports = children(named(interface_of(canvas), "Circle"))
    output = next(port for port in ports if port.text(NAME).startswith("Output"))

    assert "Wired to" in output.text(DESCRIPTION)
    node = output.parent()
    assert node.text(NAME) == "Circle"
    at = output.rect().center()
    assert node.childAt(at.x(), at.y()) is output


def test_what_is_selected_or_wrong_is_told(session: Session, canvas: Canvas) -> None:
    session.select({"circle_1"})
    interface = interface_of(canvas)
    states = {each.text(NAME): each.state() for each in children(interface)}

    assert states["Circle"].selected
    assert not any(state.selected for name, state in states.items() if name != "Circle")
    focused = interface.focusChild()
    assert focused.text(NAME) == "Circle"


def test_nodes_come_and_go(session: Session, canvas: Canvas) -> None:
    interface = interface_of(canvas)
    circle, before = named(interface, "Circle"), interface.childCount()
    number = QAccessible.uniqueId(circle)
    session.edit(lambda document: edits.remove_nodes(document, {"circle_1"}))

    assert interface.childCount() == before - 1
    assert QAccessible.accessibleInterface(number) is None


def test_nothing_is_left_when_a_canvas_ends(make_canvas: MakeCanvas, session: Session) -> None:
    canvas = make_canvas(session)
    node = children(interface_of(canvas))[0]
    numbers = [QAccessible.uniqueId(each) for each in (node, *children(node))]
    canvas.close()

    assert not any(QAccessible.accessibleInterface(number) for number in numbers)
