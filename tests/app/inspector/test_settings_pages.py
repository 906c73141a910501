from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from manim_nodes.app.inspector.editors.combo import Combo
from manim_nodes.app.inspector.project_page import ProjectPage
from manim_nodes.app.kit.fields import LineField, TextField
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.document import edits
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document, Settings
from tests.app.inspector.conftest import InspectorDriver
from tests.support.documents import wire


def test_the_project_is_shown_while_nothing_is_selected(driver: InspectorDriver) -> None:
    driver.retype(driver.part("name", LineField), "Waves")
    assert driver.session.document.name == "Waves"
    driver.retype(driver.part("background", LineField), "#112233")
    driver.retype(driver.part("seed", NumberField), "7")
    driver.retype(driver.part("frame_height", NumberField), "-1")
    settings = driver.session.document.settings
    assert (settings.background, settings.seed, settings.frame_height) == ("#112233", 7, 8)


def test_a_style_brings_its_background(driver: InspectorDriver) -> None:
    combo = driver.part("style", Combo)
    combo.setFocus()
    driver.session.edit(lambda document: edits.set_settings(document, background="#123456"))
    driver.key(combo, Qt.Key.Key_Down)
    driver.key(combo, Qt.Key.Key_Down)
    settings = driver.session.document.settings
    assert (settings.style, settings.background) == ("minimalist", Settings().background)
    assert driver.session.library.names.roles["role:background"] == "#FFFFFF"
    driver.session.undo()
    driver.session.undo()
    settings = driver.session.document.settings
    assert (settings.style, settings.background) == ("default", "#123456")


def test_a_style_of_its_own_begins_as_the_one_before_and_is_changed(
    driver: InspectorDriver,
) -> None:
    driver.session.edit(lambda document: edits.set_settings(document, style="paper"))
    page = driver.inspector.page
    assert isinstance(page, ProjectPage)
    assert not page.own_style.isVisible()
    combo = driver.part("style", Combo)
    combo.setFocus()
    driver.key(combo, Qt.Key.Key_End)
    assert driver.session.document.settings.style == "own"
    assert page.own_style.isVisible()

    row = page.own_style.row("accent")
    assert row is not None
    field = row.findChild(LineField)
    assert field.text() == "#B0370F"
    driver.retype(field, "#00AA00")
    assert driver.session.library.names.roles["role:accent"] == "#00AA00"
    assert driver.session.library.names.roles["role:text"] == "#211D18"
    driver.retype(field, "mud")
    assert driver.session.library.names.roles["role:accent"] == "#00AA00"

    values = driver.session.document.settings.own_style
    assert values["title"] == "Paper"
    assert driver.inspector.page is page  # the field in use stays


def test_a_background_of_its_own_may_be_black(driver: InspectorDriver) -> None:
    driver.session.edit(lambda document: edits.set_settings(document, style="paper"))
    field = driver.part("background", LineField)
    driver.retype(field, "#000000")
    assert driver.session.document.settings.background == "BLACK"
    driver.click(driver.button("background", "Reset Background"))
    assert driver.session.document.settings.background == Settings().background


def test_a_picture_format_sets_width_and_height_in_one_step(driver: InspectorDriver) -> None:
    combo = driver.part("picture_format", Combo)
    combo.setFocus()
    driver.key(combo, Qt.Key.Key_Down)
    settings = driver.session.document.settings
    assert (settings.frame_width, settings.frame_height) == (8.0, 8.0 * 16 / 9)
    assert driver.steps == 1
    assert combo.currentText() == "9:16, vertical: Shorts, Reels, TikTok"

    driver.retype(driver.part("frame_width", NumberField), "9")
    assert combo.currentText() == "Custom"


def test_a_shape_of_its_own_is_asked_for_where_it_is_typed(driver: InspectorDriver) -> None:
    combo = driver.part("picture_format", Combo)
    combo.setFocus()
    driver.key(combo, Qt.Key.Key_End)
    assert driver.steps == 0
    width = driver.part("frame_width", NumberField)
    assert width.hasFocus()
    driver.retype(width, "20")
    settings = driver.session.document.settings
    assert (settings.frame_width, settings.frame_height) == (20, 8)


def test_the_film_has_a_size_and_a_frame_rate_of_the_project(driver: InspectorDriver) -> None:
    driver.retype(driver.part("frame_rate", NumberField), "30")
    combo = driver.part("lines", Combo)
    combo.setFocus()
    driver.key(combo, Qt.Key.Key_Down)
    settings = driver.session.document.settings
    assert (settings.lines, settings.frame_rate) == (1440, 30)


def test_an_empty_project_name_is_refused(driver: InspectorDriver) -> None:
    driver.retype(driver.part("name", LineField), "A")
    driver.key(driver.part("name", LineField), Qt.Key.Key_Backspace)
    assert driver.session.document.name == "A"
    assert "must" in driver.texts("name")


def test_a_frame_is_named_and_colored(driver: InspectorDriver) -> None:
    driver.session.edit(lambda document: edits.add_frame(document)[0])
    driver.session.select({"frame_1"})
    driver.retype(driver.part("title", LineField), "Setup")
    driver.retype(driver.part("text", TextField), "What it is about")
    driver.retype(driver.part("color", LineField), "BLUE")
    (frame,) = driver.session.document.frames
    assert (frame.title, frame.text, frame.color) == ("Setup", "What it is about", "BLUE")


def grouped(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.add("Create")
    edge = wire("circle_1.mobject", "create_1.mobject")
    driver.session.edit(lambda document: edits.connect(document, edge))

    def group(document: Document) -> Document:
        return make_group(document, ["create_1"], "Entrance")[0]

    driver.session.edit(group)
    (node,) = (n for n in driver.session.document.nodes if n.id != "circle_1")
    driver.session.select({node.id})


def test_a_group_is_renamed_and_shows_its_ports(driver: InspectorDriver) -> None:
    grouped(driver)
    assert "Input thing (anything): from Circle" in driver.all_texts
    field = driver.inspector.findChildren(LineField)
    name = next(each for each in field if each.accessibleName() == "Group name")
    driver.retype(name, "Way in")
    (group,) = driver.session.document.groups
    assert group.name == "Way in"


def test_a_group_is_opened_and_its_ports_are_named(driver: InspectorDriver) -> None:
    grouped(driver)
    (button,) = (
        b for b in driver.inspector.findChildren(QPushButton) if b.text() == "Open the group"
    )
    driver.click(button)
    boundary = next(n.id for n in driver.session.content.nodes if n.type == "GroupInput")
    driver.session.select({boundary})
    driver.retype(driver.part("name", LineField), "thing")
    assert driver.session.content.node(boundary).parameters["name"] == "thing"


def test_an_input_of_a_group_takes_a_value_in_place_of_the_one_inside(
    driver: InspectorDriver,
) -> None:
    driver.add("NumberValue")
    driver.add("Circle", radius=3)
    edge = wire("number_value_1.value", "circle_1.radius")
    driver.session.edit(lambda document: edits.connect(document, edge))
    driver.session.edit(lambda document: make_group(document, ["circle_1"])[0])
    driver.session.edit(lambda document: edits.remove_nodes(document, ["number_value_1"]))
    (node,) = driver.session.document.nodes
    driver.session.select({node.id})
    field = driver.part("radius", NumberField)
    assert field.text() == "3"
    driver.retype(field, "-1")
    assert "must be > 0" in driver.texts("radius")
    driver.retype(field, "5")
    assert driver.value("radius") == 5
    driver.click(driver.button("radius", "Reset Radius"))
    assert (driver.value("radius"), field.text()) == (None, "3")


def test_a_project_says_how_digits_are_set_and_a_node_may_differ(driver: InspectorDriver) -> None:
    driver.add("DecimalNumber")
    driver.session.select(set())
    formulas = driver.part("formulas", Combo)
    formulas.setFocus()
    driver.key(formulas, Qt.Key.Key_Down)
    assert driver.session.document.settings.formulas == "latex"
    (number,) = driver.session.document.nodes
    assert "numbers_as" not in number.parameters
    driver.session.select({number.id})
    digits = driver.part("numbers_as", Combo)
    assert digits.currentText() == "LaTeX"
    digits.setFocus()
    driver.key(digits, Qt.Key.Key_Up)
    driver.key(digits, Qt.Key.Key_Up)
    assert driver.session.document.nodes[0].parameters["numbers_as"] == "typst"
