from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QCompleter,
    QFileDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.inspector.editors.boolean import Switch
from manim_nodes.app.inspector.editors.color import Swatch
from manim_nodes.app.inspector.editors.color_popup import ColorGrid, ColorPopup, palette_rows
from manim_nodes.app.inspector.editors.combo import Combo
from manim_nodes.app.inspector.editors.curve_field import CurveField
from manim_nodes.app.inspector.editors.editor import Editor
from manim_nodes.app.inspector.editors.rate_function import CurveView, curves
from manim_nodes.app.inspector.editors.symbols import SymbolButton, symbol_groups
from manim_nodes.app.kit.fields import LineField, TextField
from manim_nodes.app.kit.formula_images import FormulaImages
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.document import edits
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import Library
from manim_nodes.library.rate_curve import RateCurve
from tests.app.inspector.conftest import InspectorDriver
from tests.conftest import MakeSession


def choose(driver: InspectorDriver, combo: QWidget, downs: int) -> None:
    combo.setFocus()
    for _ in range(downs):
        driver.key(combo, Qt.Key.Key_Down)


# which of several


def test_people_count_from_one_and_the_project_from_zero(driver: InspectorDriver) -> None:
    driver.add("GetPart")
    field = driver.part("index", NumberField)
    assert field.text() == "1"
    driver.retype(field, "3")
    assert driver.value("index") == 2
    assert field.text() == "3"
    driver.key(field, Qt.Key.Key_Down)
    assert driver.value("index") == 1
    driver.retype(field, "-1")
    assert (driver.value("index"), field.text()) == (-1, "-1")


def test_numbers_in_lists_are_counted_from_one_too(driver: InspectorDriver) -> None:
    driver.add("Polyhedron")
    fields = driver.row("faces_list").findChildren(NumberField)
    assert [field.text() for field in fields[:3]] == ["1", "2", "5"]
    driver.retype(fields[0], "4")
    faces = driver.value("faces_list")
    assert isinstance(faces, tuple)
    assert faces[0] == (3, 1, 4)


def test_a_choice_is_offered_by_its_title(driver: InspectorDriver) -> None:
    driver.add("BeginAmbientCameraRotation")
    combo = driver.part("about", Combo)
    assert combo.currentText() == "Azimuth"
    choose(driver, combo, 1)
    assert (driver.value("about"), combo.currentText()) == ("phi", "Polar angle")


# on and off


def test_a_switch_is_clicked(driver: InspectorDriver) -> None:
    driver.add("NumberLine")
    driver.click(driver.part("numbers", Switch))
    assert driver.value("numbers") is True
    driver.click(driver.part("numbers", Switch))
    assert driver.value("numbers") is None


def test_a_switch_takes_the_space_key(driver: InspectorDriver) -> None:
    driver.add("NumberLine")
    driver.part("numbers", Switch).setFocus()
    driver.key(driver.part("numbers", Switch), Qt.Key.Key_Space)
    assert driver.value("numbers") is True


# text


def test_text_of_several_lines(driver: InspectorDriver) -> None:
    driver.add("Text")
    before = driver.steps
    field = driver.part("text", TextField)
    driver.retype(field, "one")
    driver.key(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "two")
    assert driver.value("text") == "one\ntwo"
    driver.key(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert driver.steps == before + 1


def test_undo_in_a_text_stays_there_while_it_has_typing_only(driver: InspectorDriver) -> None:
    driver.add("Text")
    undone: list[str] = []
    undo = QAction(driver.inspector)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(lambda: undone.append("app"))
    driver.inspector.addAction(undo)
    field = driver.part("text", TextField)
    driver.retype(field, "new")
    driver.key(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not undone
    driver.key(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driver.key(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["app"]


def test_tab_leads_from_a_text_to_the_next_field(driver: InspectorDriver) -> None:
    driver.add("Text")
    field = driver.part("text", TextField)
    field.setFocus()
    driver.key(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    assert driver.value("text") is None


def test_a_bad_format_says_so(driver: InspectorDriver) -> None:
    (node_type,) = (
        each
        for each in driver.session.library.types.values()
        if any(known.type == "format" for known in each.parameters.values())
    )
    driver.add(node_type.type)
    (name,) = (known.name for known in node_type.parameters_of("format"))
    driver.retype(driver.part(name, LineField), "{nothing}")
    assert "has the field" in driver.texts(name)


# formulas


def test_a_formula_is_drawn_after_a_pause(session: Session, profile: Profile, qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []

    def draw(formula: str, syntax: str, done: object) -> None:
        asked.append((formula, syntax))
        image = QImage(40, 20, QImage.Format.Format_ARGB32)
        image.fill(QColor("red"))
        done(image)  # type: ignore[operator]  # it is called back with the picture

    driver = InspectorDriver(session, profile, qtbot, draw_formula=draw)
    driver.add("Math")
    driver.retype(driver.part("source", TextField), "x^2")
    qtbot.waitUntil(lambda: bool(asked) and asked[-1] == ("x^2", "typst"))
    qtbot.waitUntil(lambda: red_pixels(driver.row("source")) == 40 * 20)


def test_a_label_is_drawn_with_its_words_as_text(
    session: Session, profile: Profile, qtbot: QtBot
) -> None:
    asked: list[str] = []
    driver = InspectorDriver(
        session, profile, qtbot, draw_formula=lambda formula, _syntax, _done: asked.append(formula)
    )
    driver.add("LabeledNumber")
    driver.retype(driver.part("label", TextField), "slope =")
    qtbot.waitUntil(lambda: bool(asked) and asked[-1] == '"slope" =')


def red_pixels(widget: QWidget) -> int:
    """Return how many pixels of a red picture one sees in a widget."""
    QApplication.processEvents()
    image = widget.grab().toImage()
    red = QColor("red").rgb()
    return sum(
        image.pixel(x, y) == red for x in range(image.width()) for y in range(image.height())
    )


@pytest.mark.parametrize(
    ("syntax", "typed", "completed"),
    [
        ("typst", "2 alp", "2 alpha"),
        ("typst", "a + sq", "a + sqrt()"),
        ("latex", r"\alp", r"\alpha"),
    ],
)
def test_names_of_symbols_are_completed(
    driver: InspectorDriver, syntax: str, typed: str, completed: str
) -> None:
    driver.add("Math", syntax=syntax)
    field = driver.part("source", TextField)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    popup = field.findChild(QCompleter).popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert driver.value("source") == completed
    assert not popup.isVisible()
    field.clearFocus()


def test_the_cursor_goes_where_one_goes_on_typing(driver: InspectorDriver) -> None:
    driver.add("Math", source="2")
    field = driver.part("source", TextField)
    field.moveCursor(QTextCursor.MoveOperation.End)
    symbol(driver, "sqrt()").click()
    QTest.keyClicks(field, "x")
    assert driver.value("source") == "2 sqrt(x)"
    field.clearFocus()


@pytest.mark.parametrize(("syntax", "written"), [("typst", "alpha"), ("latex", r"\alpha")])
def test_a_symbol_is_written_as_the_formula_is(
    driver: InspectorDriver, syntax: str, written: str
) -> None:
    driver.add("Math", syntax=syntax, source="")
    symbol(driver, "alpha").click()
    assert driver.value("source") == written
    driver.part("source", TextField).clearFocus()


def symbol(driver: InspectorDriver, name: str) -> QToolButton:
    """Return the button of a symbol in the menu of symbols, by its name in Typst."""
    button = driver.row("source").findChild(SymbolButton)
    assert button is not None
    button.menu().aboutToShow.emit()
    return next(
        each for each in button.menu().findChildren(QToolButton) if each.accessibleName() == name
    )


@pytest.mark.slow
def test_every_symbol_can_be_set_by_typst(qtbot: QtBot, theme: Theme) -> None:
    found: list[QImage | str] = []
    images = FormulaImages(theme)
    filled = [
        each.typst.replace("()", "(x)").replace('""', '"x"')
        for group in symbol_groups()
        for each in group.symbols
    ]
    for formula in filled:
        images.draw(formula, "typst", found.append)
    qtbot.waitUntil(lambda: len(found) == len(filled), timeout=60_000)
    images.close()
    wrong = [
        (formula, drawn)
        for formula, drawn in zip(filled, found, strict=True)
        if isinstance(drawn, str)
    ]
    assert wrong == []


def test_what_is_wrong_with_a_formula_is_said(
    session: Session, profile: Profile, qtbot: QtBot
) -> None:
    driver = InspectorDriver(
        session, profile, qtbot, draw_formula=lambda _f, _s, done: done("no such symbol")
    )
    driver.add("Math")
    driver.retype(driver.part("source", TextField), "blah")
    qtbot.waitUntil(lambda: "no such symbol" in driver.texts("source"))


# colors


def test_a_color_by_name_or_hex(driver: InspectorDriver) -> None:
    driver.add("Circle")
    field = driver.part("color", LineField)
    driver.retype(field, "teal_a")
    assert driver.value("color") == "TEAL_A"
    driver.retype(field, "octarine")
    assert driver.value("color") == "TEAL_A"
    assert "must be a manim color" in driver.texts("color")
    driver.retype(field, "#12abef")
    assert driver.value("color") == "#12abef"


def popup_of(driver: InspectorDriver) -> ColorPopup:
    driver.click(driver.part("color", Swatch))
    return driver.row("color").findChild(ColorPopup)


def test_the_palette_is_clicked(driver: InspectorDriver) -> None:
    driver.add("Circle")
    before = driver.steps
    popup = popup_of(driver)
    driver.click(popup.grid, popup.grid.cell("YELLOW"))
    assert driver.value("color") == "YELLOW"
    assert driver.steps == before + 1
    assert not popup.isVisible()


def test_the_palette_takes_arrow_keys(driver: InspectorDriver) -> None:
    driver.add("Circle", color="BLUE_A")
    popup = popup_of(driver)
    driver.key(popup.grid, Qt.Key.Key_Right)
    driver.key(popup.grid, Qt.Key.Key_Return)
    assert driver.value("color") == "BLUE_B"


def lists_of(popup: ColorPopup) -> dict[str, list[str]]:
    grids = [each for each in popup.findChildren(ColorGrid) if each is not popup.grid]
    return {
        each.accessibleName(): [color for row in each._rows for color in row]
        for each in grids
        if each.isVisible()
    }


def test_colors_of_the_project_and_those_chosen_last_are_at_hand(driver: InspectorDriver) -> None:
    driver.add("Square", color="#123456")
    driver.add("Circle", color="#123456")
    popup = popup_of(driver)
    assert lists_of(popup)["In this project"] == ["#123456", "#000000"]
    driver.key(popup.grid, Qt.Key.Key_Right)
    driver.key(popup.grid, Qt.Key.Key_Return)
    chosen = driver.value("color")

    popup = popup_of(driver)
    shown = lists_of(popup)
    assert shown["Chosen last"] == [chosen]
    assert set(shown["In this project"]) == {"#123456", "#000000", chosen}
    (grid,) = (
        each
        for each in popup.findChildren(ColorGrid)
        if each.accessibleName() == "In this project" and each.isVisible()
    )
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell("#123456"))
    assert driver.value("color") == "#123456"


def test_the_colors_of_the_style_come_first(driver: InspectorDriver) -> None:
    driver.session.edit(lambda document: edits.set_settings(document, style="paper"))
    driver.add("Circle")
    popup = popup_of(driver)
    (title, roles), *_ = lists_of(popup).items()
    assert (title, roles[:3]) == ("Style of the project", ["role:text", "role:main", "role:accent"])
    grid = next(each for each in popup.findChildren(ColorGrid) if each.accessibleName() == title)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.cell("role:accent"))
    assert driver.value("color") == "role:accent"
    field = driver.part("color", LineField)
    assert field.text() == "Accent"
    assert driver.part("color", Swatch)._color == QColor("#B0370F")
    driver.retype(field, "second")
    assert driver.value("color") == "role:second"


def test_a_color_by_its_role_is_another_one_in_another_style(driver: InspectorDriver) -> None:
    driver.add("Circle", color="role:main")
    assert driver.part("color", Swatch)._color == QColor("#58C4DD")
    driver.session.edit(lambda document: edits.set_settings(document, style="paper"))
    assert driver.part("color", Swatch)._color == QColor("#1A5A9C")


def test_other_colors_come_from_the_dialog_while_it_is_open(driver: InspectorDriver) -> None:
    driver.add("Circle", color="BLUE")
    before = driver.steps
    driver.click(popup_of(driver).more)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QColorDialog))
    dialog.setCurrentColor(QColor("#102030"))
    dialog.setCurrentColor(QColor("#405060"))
    assert driver.value("color") == "#405060"
    dialog.accept()
    driver.retype(driver.part("color", LineField), "RED_A")
    assert driver.steps == before + 2


def test_a_dialog_that_is_canceled_leaves_no_step(driver: InspectorDriver) -> None:
    driver.add("Circle", color="BLUE")
    before = driver.steps
    driver.click(popup_of(driver).more)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QColorDialog))
    dialog.setCurrentColor(QColor("#102030"))
    dialog.reject()
    assert driver.value("color") == "BLUE"
    assert driver.part("color", LineField).text() == "BLUE"
    assert driver.steps == before


def test_the_palette_has_every_color_once(library: Library) -> None:
    names = library.names.colors
    cells = [name for row in palette_rows(names) for name in row]
    assert len(cells) == len(set(cells))
    assert {names[name] for name in cells} == set(names.values())


# points and their kin


def test_each_coordinate_is_a_field(driver: InspectorDriver) -> None:
    driver.add("Circle")
    driver.retype(driver.part("arc_center", NumberField, 1), "2")
    assert driver.value("arc_center") == (0, 2, 0)


def test_one_drag_of_a_coordinate_is_one_step(driver: InspectorDriver) -> None:
    driver.add("Circle")
    before = driver.steps
    driver.drag(driver.part("arc_center", NumberField), [8, 40])
    assert driver.value("arc_center") == (1, 0, 0)
    assert driver.steps == before + 1


def test_a_direction_by_its_name(driver: InspectorDriver) -> None:
    driver.add("Circle")
    menu = driver.part("arc_center", QToolButton).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "UL").trigger()
    assert driver.value("arc_center") == (-1, 1, 0)


def test_a_range_that_ends_before_it_starts_is_refused(driver: InspectorDriver) -> None:
    driver.add("NumberLine", x_range=(0, 4))
    driver.retype(driver.part("x_range", NumberField, 1), "-2")
    assert driver.value("x_range") == (0, 4)
    assert "start below its end" in driver.texts("x_range")
    driver.retype(driver.part("x_range", NumberField, 1), "8")
    driver.retype(driver.part("x_range", NumberField, 2), "0.5")
    assert driver.value("x_range") == (0, 8, 0.5)


def test_one_end_of_a_range_is_enough_to_begin_with(driver: InspectorDriver) -> None:
    driver.add("NumberLine")
    field = driver.part("x_range", NumberField)
    driver.retype(field, "3")
    driver.key(field, Qt.Key.Key_Return)
    assert driver.value("x_range") == (3, 4)
    assert driver.part("x_range", NumberField, 1).text() == "4"


# choices


def test_a_choice_by_keys(driver: InspectorDriver) -> None:
    driver.add("Math")
    choose(driver, driver.part("syntax", Combo), 1)
    assert driver.value("syntax") == "latex"


def test_a_constant_is_shown_without_its_class(driver: InspectorDriver) -> None:
    driver.add("LaggedStartMap")
    assert driver.part("animation_class", Combo).currentText() == "Fade in"


def test_a_rate_function_has_its_curve(driver: InspectorDriver) -> None:
    driver.add("FadeIn")
    choose(driver, driver.part("rate_func", Combo), 1)
    assert driver.value("rate_func") == "smoothstep"
    assert "smoothstep" in driver.part("rate_func", CurveView).accessibleName()
    assert not driver.part("rate_func", Combo).itemIcon(0).isNull()


def own_curve(driver: InspectorDriver, node_type: str = "FadeIn") -> CurveField:
    """Choose a curve of one's own for a new node."""
    driver.add(node_type)
    combo = driver.part("rate_func", Combo)
    combo.setFocus()
    driver.key(combo, Qt.Key.Key_End)
    return driver.part("rate_func", CurveField)


def test_a_curve_of_ones_own_is_bent_by_its_handles(driver: InspectorDriver) -> None:
    field = own_curve(driver)
    assert driver.value("rate_func") == "My curve 1: 0.5, 0, 0.5, 1"
    steps = driver.steps
    start = field.handle_position(0).toPoint()
    driver.drag(field, [10, field.width() // 4], start=start)
    curve = RateCurve.parse(driver.value("rate_func"))
    assert curve is not None
    assert curve.x1 > 0.7
    assert (curve.x2, curve.y2) == (0.5, 1)
    assert driver.steps == steps + 1
    field.setFocus()
    driver.key(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert str(driver.value("rate_func")).endswith("1.05")


def test_a_curve_is_offered_again_and_is_the_same_everywhere(driver: InspectorDriver) -> None:
    field = own_curve(driver)
    driver.retype(driver.part("rate_func", LineField), "Snap")
    driver.key(driver.part("rate_func", LineField), Qt.Key.Key_Return)
    first = next(iter(driver.session.selection))
    driver.add("Create")
    combo = driver.part("rate_func", Combo)
    combo.setFocus()
    driver.key(combo, Qt.Key.Key_End)
    driver.key(combo, Qt.Key.Key_Down)
    assert combo.currentText() == "Snap"
    field = driver.part("rate_func", CurveField)
    field.setFocus()
    driver.key(field, Qt.Key.Key_Right)
    bent = "Snap: 0.55, 0, 0.5, 1"
    assert driver.value("rate_func") == bent
    assert driver.session.document.node(first).parameters["rate_func"] == bent
    driver.session.undo()
    assert driver.session.document.node(first).parameters["rate_func"] == "Snap: 0.5, 0, 0.5, 1"


def test_every_rate_function_has_a_curve(library: Library) -> None:
    assert curves().keys() == library.names.rate_functions.keys()


@pytest.mark.slow
def test_the_curves_are_manims() -> None:
    from script.rate_curves import curves as made

    assert made() == curves()


def test_a_font_is_typed_or_chosen(driver: InspectorDriver) -> None:
    driver.add("Text")
    field = driver.part("font", QLineEdit)
    driver.retype(field, "DejaVu Sans")
    driver.key(field, Qt.Key.Key_Return)
    assert driver.value("font") == "DejaVu Sans"


def test_a_font_that_is_not_installed_says_what_is_used(
    driver: InspectorDriver, qtbot: QtBot
) -> None:
    driver.add("Text")
    field = driver.part("font", QLineEdit)
    driver.retype(field, "No Such Font")

    qtbot.waitUntil(lambda: "not installed" in driver.texts("font"))
    driver.retype(field, "sans-serif")
    qtbot.waitUntil(lambda: "not installed" not in driver.texts("font"))


# expressions


def test_a_function_is_checked_while_it_is_typed(driver: InspectorDriver) -> None:
    driver.add("FunctionGraph")
    field = driver.part("function", LineField)
    driver.retype(field, "x**2 +")
    assert "not a complete expression" in driver.texts("function")
    assert driver.value("function") == "x**2 "
    QTest.keyClicks(field, " cos(x)")
    assert driver.value("function") == "x**2 + cos(x)"
    assert "Names: x" in driver.texts("function")


# files


@pytest.fixture
def project(make_session: MakeSession, tmp_path: Path) -> Session:
    QImage(8, 4, QImage.Format.Format_RGB32).save(str(tmp_path / "dot.png"))
    return make_session(path=tmp_path / "film.mnodes")


def test_a_chosen_file_is_named_from_the_projects_folder(
    project: Session, profile: Profile, qtbot: QtBot, tmp_path: Path
) -> None:
    driver = InspectorDriver(project, profile, qtbot)
    driver.add("ImageMobject")
    driver.click(driver.button("filename_or_array", "Choose a file"))
    dialog = driver.row("filename_or_array").findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "dot.png"))
    dialog.close()
    assert driver.value("filename_or_array") == "dot.png"
    qtbot.waitUntil(
        lambda: any(
            not label.pixmap().isNull() and label.accessibleName() == "The picture"
            for label in driver.row("filename_or_array").findChildren(QLabel)
        )
    )


# lists


def test_items_are_added_changed_moved_and_removed(driver: InspectorDriver) -> None:
    driver.add("NumberLine")
    name = "numbers_to_include"
    add = driver.part(name, QToolButton)
    driver.click(add)
    driver.retype(driver.part(name, NumberField), "3")
    driver.click(add)
    driver.retype(driver.part(name, NumberField, 1), "4")
    assert driver.value(name) == (3, 4)
    driver.key(driver.part(name, NumberField, 1), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert driver.value(name) == (4, 3)
    driver.click(driver.button(name, "Remove"))
    assert driver.value(name) == (4,)


def test_a_bad_item_alone_is_marked(driver: InspectorDriver) -> None:
    driver.add("NumberLine", numbers_to_include=(1, 2))
    name = "numbers_to_include"
    driver.retype(driver.part(name, NumberField, 1), "two")
    marks = [bool(driver.part(name, NumberField, i).property("invalid")) for i in (0, 1)]
    assert marks == [False, True]
    assert "item 2 must be a number" in driver.texts(name)
    assert driver.value(name) == (1, 2)


def test_links_and_names(driver: InspectorDriver) -> None:
    driver.add("Graph", edges=((1, 2),))
    driver.retype(driver.part("edges", LineField, 1), "B")
    assert driver.value("edges") == ((1, "B"),)


def test_every_type_of_parameter_shows_its_default(
    driver: InspectorDriver, library: Library
) -> None:
    shown: set[str] = set()
    for node_type in library.types.values():
        types = {known.type for known in node_type.parameters.values()}
        if not types <= shown:
            shown |= types
            driver.add(node_type.type)
            for known in node_type.parameters.values():
                editor = driver.row(known.name).findChild(Editor)
                assert editor is not None
                driver.row(known.name)
                assert_shows(driver, known.name, known.default)


def assert_shows(driver: InspectorDriver, name: str, default: object) -> None:
    value = driver.row(name).editor.value
    if default is not None:
        assert value == default, name
