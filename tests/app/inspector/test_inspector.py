from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.inspector.editors.boolean import Switch
from manim_nodes.app.inspector.editors.fields import LineField, TextField
from manim_nodes.app.inspector.editors.number_field import NumberField
from manim_nodes.app.inspector.nodes_page import NodesPage
from manim_nodes.app.inspector.row_widgets import FoldButton, PortToggle
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import LIGHT
from manim_nodes.document import edits
from manim_nodes.editing.node_display import display_of
from manim_nodes.editing.session import Session
from tests.app.inspector.conftest import Stage
from tests.support.documents import wire
from tests.support.sessions import analyze_now

_Widget = TypeVar("_Widget", bound=QWidget)


def page(stage: Stage) -> NodesPage:
    assert isinstance(stage.inspector.page, NodesPage)
    return stage.inspector.page


def in_header(stage: Stage, name: str, kind: type[_Widget]) -> _Widget:
    row = page(stage).header.form.row(name)
    assert row is not None
    return row.findChildren(kind)[0]


# one node


def test_type_summary_and_help_are_shown(stage: Stage) -> None:
    stage.add("Circle")
    stage.row("radius")
    node_type = stage.session.library.types["Circle"]
    shown = stage.all_texts
    assert node_type.title in shown
    assert node_type.summary in shown
    assert node_type.documentation in shown
    assert node_type.keywords[0] in shown


def test_help_folds(stage: Stage) -> None:
    stage.add("Circle")
    stage.row("radius")
    (header,) = (
        fold for fold in stage.inspector.findChildren(FoldButton) if "About" in fold.text()
    )
    stage.click(header)
    assert "In Python:" not in stage.all_texts


def test_a_name_is_typed_in_one_step(stage: Stage) -> None:
    stage.add("Circle")
    before = stage.steps
    field = in_header(stage, "label", LineField)
    stage.retype(field, "Big circle")
    assert stage.session.document.node("circle_1").label == "Big circle"
    stage.key(field, Qt.Key.Key_Return)
    assert stage.steps == before + 1
    assert stage.session.undo_label == "Undo rename circle_1"


def test_a_node_is_muted_and_colored(stage: Stage) -> None:
    stage.add("Circle")
    stage.click(in_header(stage, "muted", Switch))
    stage.retype(in_header(stage, "color", LineField), "#aabbcc")
    node = stage.session.document.node("circle_1")
    assert (node.muted, node.color) == (True, "#aabbcc")


def test_escape_gives_a_node_its_name_back(stage: Stage) -> None:
    stage.add("Circle")
    before = stage.steps
    field = in_header(stage, "label", LineField)
    stage.retype(field, "Big")
    stage.key(field, Qt.Key.Key_Escape)
    assert stage.session.document.node("circle_1").label == ""
    assert (field.text(), field.placeholderText()) == ("", "circle_1")
    assert stage.steps == before


def test_reset_is_there_only_where_it_does_something(stage: Stage) -> None:
    stage.add("Circle", radius=3)
    stage.click(stage.button("radius", "Reset Radius"))
    assert stage.value("radius") is None
    assert stage.part("radius", NumberField).text() == "1"
    with pytest.raises(StopIteration):
        stage.button("radius", "Reset Radius")


def test_all_parameters_are_reset_in_one_step(stage: Stage) -> None:
    stage.add("Circle", radius=3, color="BLUE")
    before = stage.steps
    (reset,) = (each for each in stage.inspector.commands() if each.id == "inspector.reset")
    reset.run()
    assert not stage.session.document.node("circle_1").parameters
    assert stage.steps == before + 1


def test_titles_tell_what_a_parameter_is(stage: Stage) -> None:
    stage.add("Circle")
    tip = stage.part("radius", QLabel).toolTip()
    known = stage.session.library.types["Circle"].parameters["radius"]
    assert known.description in tip
    assert "> 0" in tip


def test_editors_have_names_for_screen_readers(stage: Stage) -> None:
    stage.add("Circle")
    assert stage.part("radius", NumberField).accessibleName() == "Radius"
    names = [field.accessibleName() for field in stage.row("arc_center").findChildren(NumberField)]
    assert names == ["Center: x", "Center: y", "Center: z"]


def test_rare_parameters_are_folded_until_asked_for(stage: Stage) -> None:
    stage.add("Circle")
    (fold,) = (f for f in stage.inspector.findChildren(FoldButton) if f.text() == "Fill and stroke")
    assert "Stroke width" not in stage.all_texts
    stage.click(fold)
    stage.qtbot.waitUntil(lambda: "Stroke width" in stage.all_texts)
    stage.add("Square")
    stage.row("side_length")
    folds = [f for f in page(stage).findChildren(FoldButton) if f.text() == fold.text()]
    assert [fold.is_open for fold in folds] == [True]


def test_a_folded_parameter_that_differs_is_shown(stage: Stage) -> None:
    stage.add("Circle", stroke_width=9)
    assert "stroke_width" in page(stage).form.rows


def test_a_row_stays_the_same_widget_from_node_to_node(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    row = stage.row("radius")
    stage.add("Circle", radius=3)
    assert stage.row("radius") is row
    assert stage.part("radius", NumberField).text() == "3"


def test_bad_typing_does_not_go_along_to_another_node(stage: Stage) -> None:
    first = stage.add("Circle", radius=2)
    second = stage.add("Circle", radius=3)
    stage.retype(stage.part("radius", NumberField), "-4")
    stage.session.select({first})
    assert stage.part("radius", NumberField).text() == "2"
    assert "must be" not in stage.texts("radius")
    assert stage.session.document.node(second).parameters["radius"] == 3


def test_typing_in_one_node_then_another_is_two_steps(stage: Stage) -> None:
    first = stage.add("Circle", radius=2)
    stage.add("Circle", radius=3)
    before = stage.steps
    stage.retype(stage.part("radius", NumberField), "4")
    stage.session.select({first})
    stage.retype(stage.part("radius", NumberField), "5")
    assert stage.steps == before + 2


def test_an_unknown_type_is_shown_as_the_file_has_it(stage: Stage) -> None:
    stage.add("FromTheFuture", shape={"sides": 3})
    assert "Unknown type FromTheFuture" in stage.all_texts
    stage.retype(stage.part("shape", TextField), '{"sides": 4}')
    assert stage.value("shape") == {"sides": 4}


def test_f4_goes_to_the_first_field(stage: Stage) -> None:
    stage.add("Circle")
    (focus,) = (each for each in stage.inspector.commands() if each.id == "inspector.focus")
    focus.run()
    assert stage.part("radius", NumberField).hasFocus()


def test_python_that_is_wrong_is_not_written(stage: Stage) -> None:
    stage.add("PythonMobject" if stage.session.library.get("PythonMobject") else "PythonCode")
    field = stage.part("code", TextField)
    stage.retype(field, "return (")
    assert "is not Python" in stage.texts("code")
    QTest.keyClicks(field, "Dot())")
    assert stage.value("code") == "return (Dot())"


def test_pairs_of_key_and_value(stage: Stage) -> None:
    stage.add("ChangeSpeed", speedinfo=((0.5, 1),))
    stage.retype(stage.part("speedinfo", NumberField, 1), "3")
    assert stage.value("speedinfo") == ((0.5, 3),)
    stage.retype(stage.part("speedinfo", NumberField, 0), "7")
    assert "key 1 must be <= 1" in stage.texts("speedinfo")
    assert stage.value("speedinfo") == ((0.5, 3),)
    stage.key(stage.part("speedinfo", NumberField, 0), Qt.Key.Key_Escape)
    stage.part("speedinfo", NumberField, 1).setFocus()
    stage.drag(stage.part("speedinfo", NumberField, 0), [900])
    assert stage.value("speedinfo") == ((1, 3),)


# wires


def test_a_parameter_becomes_a_port_and_back(stage: Stage) -> None:
    stage.add("Circle")
    toggle = stage.part("radius", PortToggle)
    stage.click(toggle)
    assert display_of(stage.session.document.node("circle_1")).promoted == {"radius"}
    assert stage.session.undo_label == "Undo promote radius of circle_1"
    stage.click(toggle)
    assert not display_of(stage.session.document.node("circle_1")).promoted


def test_what_no_wire_can_replace_has_no_port(stage: Stage) -> None:
    stage.add("Circle")
    assert not stage.row("live").findChildren(PortToggle)


def wired(stage: Stage) -> None:
    stage.add("NumberValue")
    stage.add("Circle")
    output = next(iter(stage.session.library.types["NumberValue"].outputs))
    edge = wire(f"number_value_1.{output}", "circle_1.radius")
    stage.session.edit(lambda document: edits.connect(document, edge))


def test_a_wired_parameter_shows_its_source(stage: Stage) -> None:
    wired(stage)
    assert stage.part("radius", QLabel, 1).toolTip() == "from number_value_1.value"
    assert stage.texts("radius").splitlines()[1].startswith("from num")
    assert not stage.row("radius").editor.isVisible()


def test_a_wire_is_taken_away_in_place(stage: Stage) -> None:
    wired(stage)
    stage.row("radius")
    stage.click(stage.button("radius", "Take the wire away"))
    assert not stage.session.document.edges
    assert stage.row("radius").editor.isVisible()


def test_hiding_a_wired_port_takes_the_wire_too_in_one_step(stage: Stage) -> None:
    wired(stage)
    before = stage.steps
    stage.click(stage.part("radius", PortToggle))
    assert not stage.session.document.edges
    assert stage.steps == before + 1


# many nodes


@pytest.fixture
def two(stage: Stage) -> Stage:
    stage.add("Circle", stroke_width=1)
    stage.add("Square", stroke_width=2)
    stage.session.select({"circle_1", "square_1"})
    return stage


def test_only_what_they_share_is_shown(two: Stage) -> None:
    form = page(two).form
    assert form.row("stroke_width") is not None
    assert form.row("radius") is form.row("side_length") is None


def test_what_has_one_name_but_two_types_is_not_shared(stage: Stage) -> None:
    stage.session.select({stage.add("Line"), stage.add("ShowPart")})
    assert page(stage).form.row("start") is None


def test_different_values_are_said_to_be_so(two: Stage) -> None:
    field = two.part("stroke_width", NumberField)
    assert (field.text(), field.placeholderText()) == ("", "multiple values")


def test_all_are_changed_in_one_step(two: Stage) -> None:
    before = two.steps
    two.retype(two.part("stroke_width", NumberField), "7")
    two.key(two.part("stroke_width", NumberField), Qt.Key.Key_Return)
    nodes = two.session.document.nodes
    assert [node.parameters["stroke_width"] for node in nodes] == [7, 7]
    assert two.steps == before + 1
    assert two.session.undo_label == "Undo set stroke_width of 2 nodes"


def test_each_is_reset_to_its_own_default(two: Stage) -> None:
    two.click(two.button("stroke_width", "Reset Stroke width"))
    assert not any(node.parameters for node in two.session.document.nodes)


def test_muting_many_is_one_step(two: Stage) -> None:
    before = two.steps
    two.click(in_header(two, "muted", Switch))
    assert all(node.muted for node in two.session.document.nodes)
    assert two.steps == before + 1


# what is wrong


def test_problems_of_the_node_are_shown_until_it_is_mended(stage: Stage) -> None:
    stage.add("Circle", radius=-5)
    analyze_now(stage.session)
    assert "must be > 0" in stage.all_texts
    stage.retype(stage.part("radius", NumberField), "5")
    analyze_now(stage.session)
    assert "must be > 0" not in stage.all_texts


# the app around


def test_another_theme_keeps_what_is_shown(stage: Stage) -> None:
    stage.add("Circle", radius=4)
    stage.inspector.set_theme(LIGHT)
    assert stage.part("radius", NumberField).text() == "4"


def test_another_project_is_shown(stage: Stage) -> None:
    stage.add("Circle")
    stage.session.open(stage.session.document.model_copy(update={"name": "Other", "nodes": ()}))
    assert stage.part("name", LineField).text() == "Other"


def test_nothing_is_followed_after_the_end(
    session: Session, profile: Profile, qtbot: QtBot
) -> None:
    stage = Stage(session, profile, qtbot)
    stage.add("Circle")
    shown = stage.inspector.page
    stage.inspector.close()
    session.select(set())
    assert stage.inspector.page is shown


def test_switches_of_many_nodes_may_be_neither(stage: Stage) -> None:
    stage.add("Circle", live=True)
    stage.add("Square")
    stage.session.select({"circle_1", "square_1"})
    switch = stage.part("live", Switch)
    assert switch.is_between
    stage.click(switch)
    assert not switch.is_between
