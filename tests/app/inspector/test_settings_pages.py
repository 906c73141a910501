from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from manim_nodes.app.inspector.editors.combo import Combo
from manim_nodes.app.inspector.editors.fields import LineField, TextField
from manim_nodes.app.inspector.editors.number_field import NumberField
from manim_nodes.document import edits
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document
from tests.app.inspector.conftest import Stage
from tests.support.documents import wire


def test_the_project_is_shown_while_nothing_is_selected(stage: Stage) -> None:
    stage.retype(stage.part("name", LineField), "Waves")
    assert stage.session.document.name == "Waves"
    stage.retype(stage.part("background", LineField), "#112233")
    stage.retype(stage.part("seed", NumberField), "7")
    stage.retype(stage.part("frame_height", NumberField), "-1")
    settings = stage.session.document.settings
    assert (settings.background, settings.seed, settings.frame_height) == ("#112233", 7, 8)


def test_a_style_brings_its_background(stage: Stage) -> None:
    combo = stage.part("style", Combo)
    combo.setFocus()
    stage.key(combo, Qt.Key.Key_Down)
    settings = stage.session.document.settings
    assert (settings.style, settings.background) == ("paper", "#FFFFFF")
    assert stage.steps == 1


def test_an_empty_project_name_is_refused(stage: Stage) -> None:
    stage.retype(stage.part("name", LineField), "A")
    stage.key(stage.part("name", LineField), Qt.Key.Key_Backspace)
    assert stage.session.document.name == "A"
    assert "must" in stage.texts("name")


def test_a_frame_is_named_and_colored(stage: Stage) -> None:
    stage.session.edit(lambda document: edits.add_frame(document)[0])
    stage.session.select({"frame_1"})
    stage.retype(stage.part("title", LineField), "Setup")
    stage.retype(stage.part("text", TextField), "What it is about")
    stage.retype(stage.part("color", LineField), "BLUE")
    (frame,) = stage.session.document.frames
    assert (frame.title, frame.text, frame.color) == ("Setup", "What it is about", "BLUE")


def grouped(stage: Stage) -> None:
    stage.add("Circle")
    stage.add("Create")
    edge = wire("circle_1.mobject", "create_1.mobject")
    stage.session.edit(lambda document: edits.connect(document, edge))

    def group(document: Document) -> Document:
        return make_group(document, ["create_1"], "Entrance")[0]

    stage.session.edit(group)
    (node,) = (n for n in stage.session.document.nodes if n.id != "circle_1")
    stage.session.select({node.id})


def test_a_group_is_renamed_and_shows_its_ports(stage: Stage) -> None:
    grouped(stage)
    assert "Input mobject" in stage.all_texts
    field = stage.inspector.findChildren(LineField)
    name = next(each for each in field if each.accessibleName() == "Group name")
    stage.retype(name, "Way in")
    (group,) = stage.session.document.groups
    assert group.name == "Way in"


def test_a_group_is_opened_and_its_ports_are_named(stage: Stage) -> None:
    grouped(stage)
    (button,) = (
        b for b in stage.inspector.findChildren(QPushButton) if b.text() == "Open the group"
    )
    stage.click(button)
    boundary = next(n.id for n in stage.session.content.nodes if n.type == "GroupInput")
    stage.session.select({boundary})
    stage.retype(stage.part("name", LineField), "thing")
    assert stage.session.content.node(boundary).parameters["name"] == "thing"


def test_an_input_of_a_group_takes_a_value_in_place_of_the_one_inside(stage: Stage) -> None:
    stage.add("NumberValue")
    stage.add("Circle", radius=3)
    edge = wire("number_value_1.value", "circle_1.radius")
    stage.session.edit(lambda document: edits.connect(document, edge))
    stage.session.edit(lambda document: make_group(document, ["circle_1"])[0])
    stage.session.edit(lambda document: edits.remove_nodes(document, ["number_value_1"]))
    (node,) = stage.session.document.nodes
    stage.session.select({node.id})
    field = stage.part("radius", NumberField)
    assert field.text() == "3"
    stage.retype(field, "-1")
    assert "must be > 0" in stage.texts("radius")
    stage.retype(field, "5")
    assert stage.value("radius") == 5
    stage.click(stage.button("radius", "Reset Radius"))
    assert (stage.value("radius"), field.text()) == (None, "3")
