"""Knobs on the page of the project, and the dialog in which they are named and ordered."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QTableWidget

from manim_nodes.app.inspector.knobs_dialog import ConstantDialog, KnobsDialog
from manim_nodes.app.inspector.project_page import ProjectPage
from manim_nodes.app.inspector.row_widgets import FoldButton
from manim_nodes.app.kit.fields import LineField
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.ordered_table import OrderedTable
from manim_nodes.document.edits import connect, remove_nodes
from manim_nodes.document.grouping import make_group
from manim_nodes.document.knob_edits import add_constant, add_knob, change_knob
from tests.app.inspector.conftest import InspectorDriver
from tests.support.documents import wire
from tests.support.sessions import analyze_now


def page_of(driver: InspectorDriver) -> ProjectPage:
    page = driver.inspector.page
    assert isinstance(page, ProjectPage)
    return page


def offer(
    driver: InspectorDriver, parameter: str, item: str = "Offer as a knob of the project"
) -> None:
    """Choose an item of the menu that a right click on a row shows."""
    row = driver.row(parameter)
    place, reason = QPoint(2, 2), QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(row, QContextMenuEvent(reason, place, row.mapToGlobal(place)))
    menu = next(menu for menu in row.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if action.text() == item).trigger()
    menu.close()


def write(table: QTableWidget, row: int, column: int, text: str) -> None:
    table.model().setData(table.model().index(row, column), text)


@pytest.fixture
def dialog(driver: InspectorDriver) -> KnobsDialog:
    driver.add("Circle", selected=False)
    driver.session.edit(lambda document: add_constant(document, "size", value=2))
    driver.session.edit(
        lambda document: add_knob(document, node="circle_1", parameter="color", title="Paint")
    )
    page_of(driver).knobs.edit_button.click()
    return next(iter(page_of(driver).knobs.findChildren(KnobsDialog)))


def test_a_value_inside_a_group_is_offered_outside_by_a_right_click(
    driver: InspectorDriver,
) -> None:
    driver.add("Circle")
    driver.session.edit(lambda document: make_group(document, ["circle_1"], "Ring")[0])
    (group_node,) = driver.session.document.nodes
    driver.session.enter(group_node.id)
    driver.session.select({"circle_1"})
    for parameter in ("radius", "color"):
        offer(driver, parameter, "Offer as an input of the group")
    assert driver.session.undo_label == "Undo let the group have Color of Circle"

    driver.session.leave()
    driver.session.select({group_node.id})
    driver.retype(driver.part("Radius", NumberField), "3")
    assert driver.session.document.nodes[0].parameters["Radius"] == 3
    analyze_now(driver.session)
    script = driver.session.analysis.script if driver.session.analysis else None
    assert script is not None
    assert "Circle(radius=3)" in script.source
    for _ in range(3):
        driver.session.undo()
    assert len(driver.session.document.groups[0].nodes) == 1


def test_a_parameter_is_offered_by_a_right_click(driver: InspectorDriver) -> None:
    driver.add("Circle")
    offer(driver, "radius")
    (knob,) = driver.session.document.knobs
    assert (knob.node, knob.parameter, knob.title) == ("circle_1", "radius", "Radius")

    driver.session.select(set())
    driver.retype(driver.part("circle_1.radius", NumberField), "3")
    assert driver.session.document.node("circle_1").parameters == {"radius": 3}

    driver.session.select({"circle_1"})
    offer(driver, "radius")
    assert driver.session.document.knobs == ()
    driver.session.undo()
    assert len(driver.session.document.knobs) == 1


def test_a_parameter_of_a_node_in_a_group_is_offered_and_changed_from_outside(
    driver: InspectorDriver,
) -> None:
    session = driver.session
    driver.add("Circle")
    session.edit(lambda document: make_group(document, ["circle_1"])[0])
    (node,) = session.document.nodes
    session.enter(node.id)
    session.select({"circle_1"})
    offer(driver, "radius")
    (knob,) = session.document.knobs
    (group,) = session.document.groups
    assert knob.target == (f"{group.id}/circle_1", "radius")
    for place, value in ((None, 3), (node.id, 4)):
        session.go_to(() if place is None else (place,))
        session.select(set())
        row = f"{group.id}/circle_1.radius" if place is None else "circle_1.radius"
        driver.retype(driver.part(row, NumberField), str(value))
        assert session.document.group(group.id).nodes[0].parameters == {"radius": value}
    session.select({"circle_1"})
    offer(driver, "radius")
    assert session.document.knobs == ()


def test_a_knob_whose_value_a_wire_brings_says_so_and_lets_it_go(driver: InspectorDriver) -> None:
    session = driver.session
    driver.add("NumberValue", selected=False)
    driver.add("Circle", selected=False)
    session.edit(lambda document: add_knob(document, node="circle_1", parameter="radius"))
    session.edit(
        lambda document: connect(document, wire("number_value_1.value", "circle_1.radius"))
    )
    assert "from Num" in driver.texts("circle_1.radius")
    session.undo()
    assert "from Num" not in driver.texts("circle_1.radius")
    session.redo()
    driver.click(driver.button("circle_1.radius", "Take the wire away"))
    assert session.document.edges == ()
    driver.retype(driver.part("circle_1.radius", NumberField), "3")
    assert session.document.node("circle_1").parameters == {"radius": 3}


def test_a_knob_of_a_node_outside_works_while_a_group_is_open(driver: InspectorDriver) -> None:
    session = driver.session
    driver.add("Circle")
    driver.add("Square")
    session.edit(lambda document: make_group(document, ["circle_1"])[0])
    session.edit(lambda document: add_knob(document, node="square_1", parameter="side_length"))
    node = next(each for each in session.document.nodes if each.id != "square_1")
    session.enter(node.id)
    (group,) = session.document.groups
    before = session.document.group(group.id)
    driver.retype(driver.part(f"{group.id}/square_1.side_length", NumberField), "3")
    assert session.document.node("square_1").parameters == {"side_length": 3}
    assert session.document.group(group.id) == before
    assert session.location == (node.id,)
    session.undo()
    assert session.document.node("square_1").parameters == {}


def test_an_input_of_a_group_is_offered(driver: InspectorDriver) -> None:
    session = driver.session
    driver.add("NumberValue")
    driver.add("Circle", radius=3)
    edge = wire("number_value_1.value", "circle_1.radius")
    session.edit(lambda document: connect(document, edge))
    session.edit(lambda document: make_group(document, ["circle_1"])[0])
    session.edit(lambda document: remove_nodes(document, ["number_value_1"]))
    (node,) = session.document.nodes
    session.select({node.id})
    offer(driver, "radius")
    session.select(set())
    driver.retype(driver.part(f"{node.id}.radius", NumberField), "5")
    assert session.document.node(node.id).parameters["radius"] == 5


def test_a_constant_is_typed_in_its_row_in_one_step(driver: InspectorDriver) -> None:
    driver.add("Circle", selected=False, radius="size")
    driver.session.edit(lambda document: add_constant(document, "size", value=2))
    driver.session.edit(lambda document: change_knob(document, ("", "size"), maximum=5.0))
    field = driver.part(".size", NumberField)
    driver.retype(field, "4.5")
    assert driver.session.document.constants[0].value == 4.5
    driver.retype(field, "9")
    assert "must be <= 5" in driver.texts(".size")
    assert driver.session.document.constants[0].value == 4.5


def test_headings_are_those_of_the_knobs(driver: InspectorDriver) -> None:
    driver.add("Circle", selected=False)
    for parameter, heading in (("radius", "Shape"), ("color", "Looks")):
        edit = partial(add_knob, node="circle_1", parameter=parameter, group=heading)
        driver.session.edit(edit)
    assert driver.row("circle_1.color").isVisible()
    headings = [
        each.text() for each in page_of(driver).knobs.findChildren(FoldButton) if each.isVisible()
    ]
    assert headings == ["Shape", "Looks"]


def test_a_field_takes_the_name_of_a_constant(driver: InspectorDriver) -> None:
    driver.session.edit(lambda document: add_constant(document, "size", value=2))
    driver.add("Circle")
    driver.retype(driver.part("radius", NumberField), "size / 2")
    assert driver.session.document.node("circle_1").parameters == {"radius": "size / 2"}
    driver.retype(driver.part("radius", NumberField), "weight")
    assert "must be a number" in driver.texts("radius")


def test_cells_are_changed_each_in_a_step(driver: InspectorDriver, dialog: KnobsDialog) -> None:
    write(dialog.knobs, 0, 0, "Size")
    write(dialog.knobs, 0, 2, "0.5")
    write(dialog.constants, 0, 2, "3")
    document = driver.session.document
    assert (document.knobs[0].title, document.knobs[0].minimum) == ("Size", 0.5)
    assert document.constants[0].value == 3
    driver.session.undo()
    driver.session.undo()
    assert driver.session.document.knobs[0].minimum is None

    write(dialog.knobs, 0, 2, "few")
    assert dialog.fault.text() == "'few' is no number."
    assert dialog.knobs.model().index(0, 2).data() == ""


def test_knobs_are_ordered_and_taken_away(driver: InspectorDriver, dialog: KnobsDialog) -> None:
    dialog.knobs.selectRow(1)
    dialog.up.click()
    assert [knob.title for knob in driver.session.document.knobs] == ["Paint", "size"]
    dialog.remove.click()
    assert [knob.title for knob in driver.session.document.knobs] == ["size"]
    dialog.constants.selectRow(0)
    dialog.remove_constant.click()
    assert not driver.session.document.constants
    assert not driver.session.document.knobs


def test_knobs_are_ordered_and_grouped_by_dragging(
    driver: InspectorDriver, dialog: KnobsDialog
) -> None:
    dialog.close()
    driver.session.edit(
        lambda document: add_knob(document, node="circle_1", parameter="radius", group="Shape")
    )
    dialog = KnobsDialog(driver.session, driver.inspector)
    dialog.show()
    dialog.knobs.selectRow(0)
    drop(dialog.knobs, dialog.knobs.rowHeight(0) * 3)
    knobs = driver.session.document.knobs
    assert [(knob.target[1], knob.group) for knob in knobs] == [
        ("color", ""),
        ("radius", "Shape"),
        ("size", "Shape"),
    ]
    assert dialog.knobs.currentRow() == 2
    assert dialog.knobs.model().index(2, 1).data() == "Shape"
    drop(dialog.knobs, 2)
    assert [knob.target[1] for knob in driver.session.document.knobs] == ["size", "color", "radius"]
    driver.session.undo()
    assert driver.session.document.knobs == knobs
    driver.session.undo()
    assert [knob.group for knob in driver.session.document.knobs] == ["", "", "Shape"]


def drop(table: OrderedTable, y: int) -> None:
    """Drop the current row of a table."""
    move, data = Qt.DropAction.MoveAction, table.model().mimeData([table.currentIndex()])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    table.dropEvent(QDropEvent(QPointF(20, y), move, data, button, keys))


def test_a_constant_needs_a_name_that_is_free(
    driver: InspectorDriver, dialog: KnobsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(asked: ConstantDialog) -> int:
        ok = asked.buttons.buttons()[0]
        asked.name.setText("sin")
        assert not ok.isEnabled()
        assert "means something else" in asked.fault.text()
        asked.name.setText("who")
        asked.kind.setCurrentIndex(1)
        assert ok.isEnabled()
        return int(ConstantDialog.DialogCode.Accepted)

    monkeypatch.setattr(ConstantDialog, "exec", answer)
    dialog.add.click()
    constant = driver.session.document.constants[1]
    assert (constant.name, constant.type, constant.value) == ("who", "text", "Text")
    dialog.add.click()
    assert "already" in dialog.fault.text()
    driver.retype(driver.part(".who", LineField), "Ada")
    assert driver.session.document.constants[1].value == "Ada"


def test_a_color_of_the_style_is_called_as_people_do(driver: InspectorDriver) -> None:
    driver.session.edit(
        lambda document: add_constant(document, "tint", type="color", value="role:accent")
    )
    dialog = KnobsDialog(driver.session, driver.inspector)
    item = dialog.constants.item(0, 2)
    assert item is not None
    assert item.text() == "Accent"

    write(dialog.constants, 0, 2, "fourth")
    assert driver.session.document.constants[0].value == "role:fourth"
    write(dialog.constants, 0, 2, "#ff0000")
    assert driver.session.document.constants[0].value == "#ff0000"
