from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.inspector.editors.boolean import Switch
from manim_nodes.app.inspector.editors.combo import Combo
from manim_nodes.app.inspector.group_part import GroupPart
from manim_nodes.app.inspector.nodes_page import NodesPage
from manim_nodes.app.inspector.row_widgets import FoldButton, PortToggle
from manim_nodes.app.kit.fields import LineField, TextField
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import LIGHT
from manim_nodes.document import edits
from manim_nodes.document.grouping import make_group
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Document, Node
from manim_nodes.document.record_edits import replace as replaced
from manim_nodes.editing.node_display import display_of
from manim_nodes.editing.session import Session
from manim_nodes.editing.unseen_problems import unseen_problems
from manim_nodes.library.catalogue import load_library
from manim_nodes.render.preview.unseen import Reason, Unseen
from tests.app.inspector.conftest import InspectorDriver
from tests.support.documents import wire
from tests.support.sessions import analyze_now
from tests.support.sources import NODES

_Widget = TypeVar("_Widget", bound=QWidget)


def page(driver: InspectorDriver) -> NodesPage:
    assert isinstance(driver.inspector.page, NodesPage)
    return driver.inspector.page


def in_header(driver: InspectorDriver, name: str, kind: type[_Widget]) -> _Widget:
    row = page(driver).header.form.row(name)
    assert row is not None
    return row.findChildren(kind)[0]


# one node


def test_type_summary_and_help_are_shown(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.row("radius")
    node_type = driver.session.library.types["Circle"]
    shown = driver.all_texts
    assert node_type.title in shown
    assert node_type.summary in shown
    assert node_type.documentation in shown
    assert node_type.keywords[0] in shown


def test_help_folds(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.row("radius")
    (header,) = (
        fold for fold in driver.inspector.findChildren(FoldButton) if "About" in fold.text()
    )
    driver.click(header)
    assert "In Python:" not in driver.all_texts


def test_a_name_is_typed_in_one_step(driver: InspectorDriver) -> None:
    driver.add("Circle")
    before = driver.steps
    field = in_header(driver, "label", LineField)
    driver.retype(field, "Big circle")
    assert driver.session.document.node("circle_1").label == "Big circle"
    driver.key(field, Qt.Key.Key_Return)
    assert driver.steps == before + 1
    assert driver.session.undo_label == "Undo rename Big circle"


def test_a_node_is_muted_and_colored(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.click(in_header(driver, "muted", Switch))
    driver.retype(in_header(driver, "color", LineField), "#aabbcc")
    node = driver.session.document.node("circle_1")
    assert (node.muted, node.color) == (True, "#aabbcc")


def test_what_a_node_makes_is_hidden_and_decided_again(driver: InspectorDriver) -> None:
    driver.add("Circle")
    before = driver.steps
    combo = in_header(driver, "presence", Combo)
    assert combo.currentText() == "automatic"
    combo.setFocus()
    for _ in range(2):
        driver.key(combo, Qt.Key.Key_Down)
    assert driver.session.document.node("circle_1").presence == "hidden"
    row = page(driver).header.form.row("presence")
    assert row is not None
    driver.click(next(each for each in row.findChildren(QToolButton) if each.isVisible()))
    assert driver.session.document.node("circle_1").presence == "automatic"
    assert driver.steps > before


def test_only_what_makes_something_to_be_seen_can_be_hidden(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.add("Create")
    row = page(driver).header.form.row("presence")
    assert row is not None
    assert row.isHidden()


def test_escape_gives_a_node_its_name_back(driver: InspectorDriver) -> None:
    driver.add("Circle")
    before = driver.steps
    field = in_header(driver, "label", LineField)
    driver.retype(field, "Big")
    driver.key(field, Qt.Key.Key_Escape)
    assert driver.session.document.node("circle_1").label == ""
    assert (field.text(), field.placeholderText()) == ("", "Circle")
    assert driver.steps == before


def test_reset_is_there_only_where_it_does_something(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=3)
    driver.click(driver.button("radius", "Reset Radius"))
    assert driver.value("radius") is None
    assert driver.part("radius", NumberField).text() == "1"
    with pytest.raises(StopIteration):
        driver.button("radius", "Reset Radius")


def test_all_parameters_are_reset_in_one_step(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=3, color="BLUE")
    before = driver.steps
    (reset,) = (each for each in driver.inspector.commands() if each.id == "inspector.reset")
    reset.run()
    assert not driver.session.document.node("circle_1").parameters
    assert driver.steps == before + 1


def test_titles_tell_what_a_parameter_is(driver: InspectorDriver) -> None:
    driver.add("Circle")
    tip = driver.part("radius", QLabel).toolTip()
    known = driver.session.library.types["Circle"].parameters["radius"]
    assert known.description in tip
    assert "> 0" in tip


def test_editors_have_names_for_screen_readers(driver: InspectorDriver) -> None:
    driver.add("Circle")
    assert driver.part("radius", NumberField).accessibleName() == "Radius"
    names = [field.accessibleName() for field in driver.row("arc_center").findChildren(NumberField)]
    assert names == ["Center: x", "Center: y", "Center: z"]


def test_rare_parameters_are_folded_until_asked_for(driver: InspectorDriver) -> None:
    driver.add("Circle")
    (fold,) = (
        f for f in driver.inspector.findChildren(FoldButton) if f.text() == "Fill and stroke"
    )
    assert "Stroke width" not in driver.all_texts
    driver.click(fold)
    driver.qtbot.waitUntil(lambda: "Stroke width" in driver.all_texts)
    driver.add("Square")
    driver.row("side_length")
    folds = [f for f in page(driver).findChildren(FoldButton) if f.text() == fold.text()]
    assert [fold.is_open for fold in folds] == [True]


def test_a_type_of_the_users_own_says_what_is_folded(
    driver: InspectorDriver, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(
        """
category = "Own"
[Coin]
kind = "value"
output = "Circle"
live = false
summary = "A coin."
parameters.worth = { type = "number", default = 1 }
parameters.alloy = { type = "string", default = "tin", section = "advanced" }
parameters.mint = { type = "string", default = "east", section = "advanced" }
""",
        encoding="utf-8",
    )
    driver.session.set_library(load_library(NODES, tmp_path))
    driver.add("Coin")
    QApplication.processEvents()
    (fold,) = (f for f in page(driver).findChildren(FoldButton) if f.text() == "Advanced")
    assert "Worth" in driver.all_texts
    assert "Alloy" not in driver.all_texts
    driver.click(fold)
    driver.qtbot.waitUntil(lambda: "Alloy" in driver.all_texts and "Mint" in driver.all_texts)


def test_a_folded_parameter_that_differs_is_shown(driver: InspectorDriver) -> None:
    driver.add("Circle", stroke_width=9)
    assert "stroke_width" in page(driver).form.rows


def test_a_row_stays_the_same_widget_from_node_to_node(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    row = driver.row("radius")
    driver.add("Circle", radius=3)
    assert driver.row("radius") is row
    assert driver.part("radius", NumberField).text() == "3"


def test_bad_typing_does_not_go_along_to_another_node(driver: InspectorDriver) -> None:
    first = driver.add("Circle", radius=2)
    second = driver.add("Circle", radius=3)
    driver.retype(driver.part("radius", NumberField), "-4")
    driver.session.select({first})
    assert driver.part("radius", NumberField).text() == "2"
    assert "must be" not in driver.texts("radius")
    assert driver.session.document.node(second).parameters["radius"] == 3


def test_typing_in_one_node_then_another_is_two_steps(driver: InspectorDriver) -> None:
    first = driver.add("Circle", radius=2)
    driver.add("Circle", radius=3)
    before = driver.steps
    driver.retype(driver.part("radius", NumberField), "4")
    driver.session.select({first})
    driver.retype(driver.part("radius", NumberField), "5")
    assert driver.steps == before + 2


def test_an_unknown_type_is_shown_as_the_file_has_it(driver: InspectorDriver) -> None:
    driver.add("FromTheFuture", shape={"sides": 3})
    assert "Unknown type FromTheFuture" in driver.all_texts
    driver.retype(driver.part("shape", TextField), '{"sides": 4}')
    assert driver.value("shape") == {"sides": 4}


def test_f4_goes_to_the_first_field(driver: InspectorDriver) -> None:
    driver.add("Circle")
    (focus,) = (each for each in driver.inspector.commands() if each.id == "inspector.focus")
    focus.run()
    assert driver.part("radius", NumberField).hasFocus()


def test_python_that_is_wrong_is_not_written(driver: InspectorDriver) -> None:
    driver.add("PythonMobject" if driver.session.library.get("PythonMobject") else "PythonCode")
    field = driver.part("code", TextField)
    driver.retype(field, "return (")
    assert "is not Python" in driver.texts("code")
    QTest.keyClicks(field, "Dot())")
    assert driver.value("code") == "return (Dot())"


def test_pairs_of_key_and_value(driver: InspectorDriver) -> None:
    driver.add("ChangeSpeed", speedinfo=((0.5, 1),))
    driver.retype(driver.part("speedinfo", NumberField, 1), "3")
    assert driver.value("speedinfo") == ((0.5, 3),)
    driver.retype(driver.part("speedinfo", NumberField, 0), "7")
    assert "key 1 must be <= 1" in driver.texts("speedinfo")
    assert driver.value("speedinfo") == ((0.5, 3),)
    driver.key(driver.part("speedinfo", NumberField, 0), Qt.Key.Key_Escape)
    driver.part("speedinfo", NumberField, 1).setFocus()
    driver.drag(driver.part("speedinfo", NumberField, 0), [900])
    assert driver.value("speedinfo") == ((1, 3),)


# wires


def test_a_parameter_becomes_a_port_and_back(driver: InspectorDriver) -> None:
    driver.add("Circle")
    toggle = driver.part("radius", PortToggle)
    driver.click(toggle)
    assert display_of(driver.session.document.node("circle_1")).promoted == {"radius"}
    assert driver.session.undo_label == "Undo promote Radius of Circle"
    driver.click(toggle)
    assert not display_of(driver.session.document.node("circle_1")).promoted


def test_what_no_wire_can_replace_has_no_port(driver: InspectorDriver) -> None:
    driver.add("Circle")
    assert not driver.row("live").findChildren(PortToggle)


def wired(driver: InspectorDriver) -> None:
    driver.add("NumberValue")
    driver.add("Circle")
    output = next(iter(driver.session.library.types["NumberValue"].outputs))
    edge = wire(f"number_value_1.{output}", "circle_1.radius")
    driver.session.edit(lambda document: edits.connect(document, edge))


def test_a_wired_parameter_shows_its_source(driver: InspectorDriver) -> None:
    wired(driver)
    assert driver.part("radius", QLabel, 1).toolTip() == "from Number"
    assert driver.texts("radius").splitlines()[1].startswith("from N")
    assert not driver.row("radius").editor.isVisible()


def test_a_wire_is_taken_away_in_place(driver: InspectorDriver) -> None:
    wired(driver)
    driver.row("radius")
    driver.click(driver.button("radius", "Take the wire away"))
    assert not driver.session.document.edges
    assert driver.row("radius").editor.isVisible()


def test_hiding_a_wired_port_takes_the_wire_too_in_one_step(driver: InspectorDriver) -> None:
    wired(driver)
    before = driver.steps
    driver.click(driver.part("radius", PortToggle))
    assert not driver.session.document.edges
    assert driver.steps == before + 1


# many nodes


@pytest.fixture
def two(driver: InspectorDriver) -> InspectorDriver:
    driver.add("Circle", stroke_width=1)
    driver.add("Square", stroke_width=2)
    driver.session.select({"circle_1", "square_1"})
    return driver


def test_only_what_they_share_is_shown(two: InspectorDriver) -> None:
    form = page(two).form
    assert form.row("stroke_width") is not None
    assert form.row("radius") is form.row("side_length") is None


def test_what_has_one_name_but_two_types_is_not_shared(driver: InspectorDriver) -> None:
    driver.session.select({driver.add("Line"), driver.add("ShowPart")})
    assert page(driver).form.row("start") is None


def test_different_values_are_said_to_be_so(two: InspectorDriver) -> None:
    field = two.part("stroke_width", NumberField)
    assert (field.text(), field.placeholderText()) == ("", "multiple values")


def test_all_are_changed_in_one_step(two: InspectorDriver) -> None:
    before = two.steps
    two.retype(two.part("stroke_width", NumberField), "7")
    two.key(two.part("stroke_width", NumberField), Qt.Key.Key_Return)
    nodes = two.session.document.nodes
    assert [node.parameters["stroke_width"] for node in nodes] == [7, 7]
    assert two.steps == before + 1
    assert two.session.undo_label == "Undo set Stroke width of 2 nodes"


def test_each_is_reset_to_its_own_default(two: InspectorDriver) -> None:
    two.click(two.button("stroke_width", "Reset Stroke width"))
    assert not any(node.parameters for node in two.session.document.nodes)


def test_muting_many_is_one_step(two: InspectorDriver) -> None:
    before = two.steps
    two.click(in_header(two, "muted", Switch))
    assert all(node.muted for node in two.session.document.nodes)
    assert two.steps == before + 1


# what is wrong


def test_problems_of_the_node_are_shown_until_it_is_mended(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=-5)
    analyze_now(driver.session)
    assert "must be > 0" in driver.all_texts
    driver.retype(driver.part("radius", NumberField), "5")
    analyze_now(driver.session)
    assert "must be > 0" not in driver.all_texts


# the app around


def test_another_theme_keeps_what_is_shown(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=4)
    driver.inspector.set_theme(LIGHT)
    assert driver.part("radius", NumberField).text() == "4"


def test_another_project_is_shown(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.session.open(driver.session.document.model_copy(update={"name": "Other", "nodes": ()}))
    assert driver.part("name", LineField).text() == "Other"


def test_nothing_is_followed_after_the_end(
    session: Session, profile: Profile, qtbot: QtBot
) -> None:
    driver = InspectorDriver(session, profile, qtbot)
    driver.add("Circle")
    shown = driver.inspector.page
    driver.inspector.close()
    session.select(set())
    assert driver.inspector.page is shown


def test_switches_of_many_nodes_may_be_neither(driver: InspectorDriver) -> None:
    driver.add("Circle", live=True)
    driver.add("Square")
    driver.session.select({"circle_1", "square_1"})
    switch = driver.part("live", Switch)
    assert switch.is_between
    driver.click(switch)
    assert not switch.is_between


def test_a_parameter_that_means_nothing_is_not_shown(driver: InspectorDriver) -> None:
    driver.add("Transform")
    assert driver.row("spiral_angle").isHidden()
    driver.session.edit(
        lambda document: edits.set_parameter(document, "transform_1", "path", "spiral")
    )
    assert not driver.row("spiral_angle").isHidden()


# groups


@pytest.fixture
def grouped(driver: InspectorDriver) -> InspectorDriver:
    """Return the driver with a circle that a group draws, whose node is selected."""
    driver.add("Circle", label="Sun")
    driver.add("Create")
    session = driver.session
    edge = wire("circle_1.mobject", "create_1.mobject")
    session.edit(lambda document: edits.connect(document, edge))
    made: list[str] = []

    def group(document: Document) -> Document:
        document, node_id = make_group(document, ["circle_1", "create_1"])
        made.append(node_id)
        return document

    session.edit(group)
    session.select({made[0]})
    return driver


def values_offered(driver: InspectorDriver) -> dict[str, dict[str, QAction]]:
    """Return what the button of the group lists: nodes, and the parameters of each."""
    part = driver.inspector.findChild(GroupPart)
    menu = part.offer.menu()
    assert menu is not None
    menu.aboutToShow.emit()
    inner = [(node.text(), node.menu()) for node in menu.actions()]
    return {
        title: {each.text(): each for each in of_node.actions()}
        for title, of_node in inner
        if isinstance(of_node, QMenu)
    }


def test_a_group_offers_a_value_from_outside_and_leads_to_its_field(
    grouped: InspectorDriver,
) -> None:
    driver, before = grouped, grouped.steps
    offered = values_offered(driver)
    assert list(offered) == ["Circle", "Create"]
    offered["Circle"]["Radius"].trigger()
    assert not driver.session.location
    field = driver.part("Radius", NumberField)
    assert field.hasFocus()
    assert field.text() == "1"
    QTest.keyClicks(field, "3")
    driver.key(field, Qt.Key.Key_Return)
    assert driver.value("Radius") == 3
    assert "Radius" not in values_offered(driver)["Circle"]
    assert driver.steps == before + 2


def test_nodes_of_one_group_have_values_of_their_own(grouped: InspectorDriver) -> None:
    driver, session = grouped, grouped.session
    (first,) = session.selection
    values_offered(driver)["Circle"]["Radius"].trigger()
    for value in ("2", "3"):
        copy = session.content.node(first).model_copy(update={"id": f"copy_{value}"})

        def duplicate(document: Document, copy: Node = copy) -> Document:
            return replaced(document, nodes=(*document.nodes, copy))

        session.edit(duplicate)
        session.select({copy.id})
        field = driver.part("Radius", NumberField)
        assert field.hasFocus()
        QTest.keyClicks(field, value)
    radii = [node.parameters.get("Radius") for node in session.content.nodes]
    assert radii == [None, 2, 3]


def test_ports_of_a_group_are_told_in_words_of_people(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.add("Create")
    session = driver.session
    edge = wire("circle_1.mobject", "create_1.mobject")
    session.edit(lambda document: edits.connect(document, edge))
    session.edit(lambda document: make_group(document, ["create_1"])[0])
    session.select({node.id for node in session.content.nodes if node.type == GROUP})
    part = driver.inspector.findChild(GroupPart)
    said = " ".join(label.text() for label in part.findChildren(QLabel))
    assert ": from Circle" in said
    assert "circle_1" not in said


def test_a_problem_is_mended_where_the_node_is_looked_at(driver: InspectorDriver) -> None:
    driver.add("Dot", point=(20, 0, 0))
    session = driver.session
    analyze_now(session)
    assert session.analysis is not None
    unseen = Unseen("dot_1", Reason.OUTSIDE, shift=(-15.0, 0.0))
    session.set_picture_problems(unseen_problems(session.analysis.graph, [unseen]))
    (button,) = (
        each
        for each in driver.inspector.findChildren(QPushButton)
        if each.text() == "Bring it into the frame"
    )
    driver.click(button)
    assert session.document.node("dot_1").parameters["point"] == (5.0, 0.0, 0.0)
