from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.inspector.editors.boolean import Switch
from manim_nodes.app.inspector.editors.color import Swatch
from manim_nodes.app.inspector.editors.color_popup import ColorPopup, palette_rows
from manim_nodes.app.inspector.editors.combo import Combo
from manim_nodes.app.inspector.editors.editor import Editor
from manim_nodes.app.inspector.editors.fields import LineField, TextField
from manim_nodes.app.inspector.editors.number_field import NumberField
from manim_nodes.app.inspector.editors.rate_function import CurveView, curves
from manim_nodes.app.kit.profile import Profile
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import Library
from tests.app.inspector.conftest import Stage
from tests.conftest import MakeSession


def choose(stage: Stage, combo: QWidget, downs: int) -> None:
    combo.setFocus()
    for _ in range(downs):
        stage.key(combo, Qt.Key.Key_Down)


# on and off


def test_a_switch_is_clicked(stage: Stage) -> None:
    stage.add("NumberLine")
    stage.click(stage.part("numbers", Switch))
    assert stage.value("numbers") is True
    stage.click(stage.part("numbers", Switch))
    assert stage.value("numbers") is None


def test_a_switch_takes_the_space_key(stage: Stage) -> None:
    stage.add("NumberLine")
    stage.part("numbers", Switch).setFocus()
    stage.key(stage.part("numbers", Switch), Qt.Key.Key_Space)
    assert stage.value("numbers") is True


# text


def test_text_of_several_lines(stage: Stage) -> None:
    stage.add("Text")
    before = stage.steps
    field = stage.part("text", TextField)
    stage.retype(field, "one")
    stage.key(field, Qt.Key.Key_Return)
    QTest.keyClicks(field, "two")
    assert stage.value("text") == "one\ntwo"
    stage.key(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stage.steps == before + 1


def test_undo_in_a_text_stays_there_while_it_has_typing_only(stage: Stage) -> None:
    stage.add("Text")
    undone: list[str] = []
    undo = QAction(stage.inspector)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(lambda: undone.append("app"))
    stage.inspector.addAction(undo)
    field = stage.part("text", TextField)
    stage.retype(field, "new")
    stage.key(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not undone
    stage.key(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    stage.key(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["app"]


def test_tab_leads_from_a_text_to_the_next_field(stage: Stage) -> None:
    stage.add("Text")
    field = stage.part("text", TextField)
    field.setFocus()
    stage.key(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()
    assert stage.value("text") is None


def test_a_bad_format_says_so(stage: Stage) -> None:
    (node_type,) = (
        each
        for each in stage.session.library.types.values()
        if any(known.type == "format" for known in each.parameters.values())
    )
    stage.add(node_type.type)
    (name,) = (known.name for known in node_type.parameters_of("format"))
    stage.retype(stage.part(name, LineField), "{nothing}")
    assert "has the field" in stage.texts(name)


# formulas


def test_a_formula_is_drawn_after_a_pause(session: Session, profile: Profile, qtbot: QtBot) -> None:
    asked: list[tuple[str, str]] = []

    def draw(formula: str, syntax: str, done: object) -> None:
        asked.append((formula, syntax))
        image = QImage(40, 20, QImage.Format.Format_ARGB32)
        image.fill(QColor("red"))
        done(image)  # type: ignore[operator]  # it is called back with the picture

    stage = Stage(session, profile, qtbot, draw_formula=draw)
    stage.add("Math")
    stage.retype(stage.part("source", TextField), "x^2")
    qtbot.waitUntil(lambda: bool(asked) and asked[-1] == ("x^2", "typst"))
    assert any(not label.pixmap().isNull() for label in stage.row("source").findChildren(QLabel))


def test_what_is_wrong_with_a_formula_is_said(
    session: Session, profile: Profile, qtbot: QtBot
) -> None:
    stage = Stage(session, profile, qtbot, draw_formula=lambda _f, _s, done: done("no such symbol"))
    stage.add("Math")
    stage.retype(stage.part("source", TextField), "blah")
    qtbot.waitUntil(lambda: "no such symbol" in stage.texts("source"))


# colors


def test_a_color_by_name_or_hex(stage: Stage) -> None:
    stage.add("Circle")
    field = stage.part("color", LineField)
    stage.retype(field, "teal_a")
    assert stage.value("color") == "TEAL_A"
    stage.retype(field, "octarine")
    assert stage.value("color") == "TEAL_A"
    assert "must be a manim color" in stage.texts("color")
    stage.retype(field, "#12abef")
    assert stage.value("color") == "#12abef"


def popup_of(stage: Stage) -> ColorPopup:
    stage.click(stage.part("color", Swatch))
    return stage.row("color").findChild(ColorPopup)


def test_the_palette_is_clicked(stage: Stage) -> None:
    stage.add("Circle")
    before = stage.steps
    popup = popup_of(stage)
    stage.click(popup.grid, popup.grid.cell("YELLOW"))
    assert stage.value("color") == "YELLOW"
    assert stage.steps == before + 1
    assert not popup.isVisible()


def test_the_palette_takes_arrow_keys(stage: Stage) -> None:
    stage.add("Circle", color="BLUE_A")
    popup = popup_of(stage)
    stage.key(popup.grid, Qt.Key.Key_Right)
    stage.key(popup.grid, Qt.Key.Key_Return)
    assert stage.value("color") == "BLUE_B"


def test_other_colors_come_from_the_dialog_while_it_is_open(stage: Stage) -> None:
    stage.add("Circle", color="BLUE")
    before = stage.steps
    stage.click(popup_of(stage).more)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QColorDialog))
    dialog.setCurrentColor(QColor("#102030"))
    dialog.setCurrentColor(QColor("#405060"))
    assert stage.value("color") == "#405060"
    dialog.accept()
    stage.retype(stage.part("color", LineField), "RED_A")
    assert stage.steps == before + 2


def test_a_dialog_that_is_canceled_leaves_no_step(stage: Stage) -> None:
    stage.add("Circle", color="BLUE")
    before = stage.steps
    stage.click(popup_of(stage).more)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QColorDialog))
    dialog.setCurrentColor(QColor("#102030"))
    dialog.reject()
    assert stage.value("color") == "BLUE"
    assert stage.part("color", LineField).text() == "BLUE"
    assert stage.steps == before


def test_the_palette_has_every_color_once(library: Library) -> None:
    names = library.names.colors
    cells = [name for row in palette_rows(names) for name in row]
    assert len(cells) == len(set(cells))
    assert {names[name] for name in cells} == set(names.values())


# points and their kin


def test_each_coordinate_is_a_field(stage: Stage) -> None:
    stage.add("Circle")
    stage.retype(stage.part("arc_center", NumberField, 1), "2")
    assert stage.value("arc_center") == (0, 2, 0)


def test_one_drag_of_a_coordinate_is_one_step(stage: Stage) -> None:
    stage.add("Circle")
    before = stage.steps
    stage.drag(stage.part("arc_center", NumberField), [8, 40])
    assert stage.value("arc_center") == (1, 0, 0)
    assert stage.steps == before + 1


def test_a_direction_by_its_name(stage: Stage) -> None:
    stage.add("Circle")
    menu = stage.part("arc_center", QToolButton).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "UL").trigger()
    assert stage.value("arc_center") == (-1, 1, 0)


def test_a_range_that_ends_before_it_starts_is_refused(stage: Stage) -> None:
    stage.add("NumberLine", x_range=(0, 4))
    stage.retype(stage.part("x_range", NumberField, 1), "-2")
    assert stage.value("x_range") == (0, 4)
    assert "start below its end" in stage.texts("x_range")
    stage.retype(stage.part("x_range", NumberField, 1), "8")
    stage.retype(stage.part("x_range", NumberField, 2), "0.5")
    assert stage.value("x_range") == (0, 8, 0.5)


def test_one_end_of_a_range_is_enough_to_begin_with(stage: Stage) -> None:
    stage.add("NumberLine")
    field = stage.part("x_range", NumberField)
    stage.retype(field, "3")
    stage.key(field, Qt.Key.Key_Return)
    assert stage.value("x_range") == (3, 4)
    assert stage.part("x_range", NumberField, 1).text() == "4"


# choices


def test_a_choice_by_keys(stage: Stage) -> None:
    stage.add("Math")
    choose(stage, stage.part("syntax", Combo), 1)
    assert stage.value("syntax") == "latex"


def test_a_constant_is_shown_without_its_class(stage: Stage) -> None:
    stage.add("NumberLine")
    assert stage.part("tip_shape", Combo).currentText() == "Arrow triangle filled tip"


def test_a_rate_function_has_its_curve(stage: Stage) -> None:
    stage.add("FadeIn")
    choose(stage, stage.part("rate_func", Combo), 1)
    assert stage.value("rate_func") == "smoothstep"
    assert "smoothstep" in stage.part("rate_func", CurveView).accessibleName()
    assert not stage.part("rate_func", Combo).itemIcon(0).isNull()


def test_every_rate_function_has_a_curve(library: Library) -> None:
    assert curves().keys() == library.names.rate_functions.keys()


@pytest.mark.slow
def test_the_curves_are_manims() -> None:
    from script.rate_curves import curves as made

    assert made() == curves()


def test_a_font_is_typed_or_chosen(stage: Stage) -> None:
    stage.add("Text")
    field = stage.part("font", QLineEdit)
    stage.retype(field, "DejaVu Sans")
    stage.key(field, Qt.Key.Key_Return)
    assert stage.value("font") == "DejaVu Sans"


# expressions


def test_a_function_is_checked_while_it_is_typed(stage: Stage) -> None:
    stage.add("FunctionGraph")
    field = stage.part("function", LineField)
    stage.retype(field, "x**2 +")
    assert "not a complete expression" in stage.texts("function")
    assert stage.value("function") == "x**2 "
    QTest.keyClicks(field, " cos(x)")
    assert stage.value("function") == "x**2 + cos(x)"
    assert "Names: x" in stage.texts("function")


# files


@pytest.fixture
def project(make_session: MakeSession, tmp_path: Path) -> Session:
    QImage(8, 4, QImage.Format.Format_RGB32).save(str(tmp_path / "dot.png"))
    return make_session(path=tmp_path / "film.mnodes")


def test_a_chosen_file_is_named_from_the_projects_folder(
    project: Session, profile: Profile, qtbot: QtBot, tmp_path: Path
) -> None:
    stage = Stage(project, profile, qtbot)
    stage.add("ImageMobject")
    stage.click(stage.button("filename_or_array", "Choose a file"))
    dialog = stage.row("filename_or_array").findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "dot.png"))
    dialog.close()
    assert stage.value("filename_or_array") == "dot.png"
    qtbot.waitUntil(
        lambda: any(
            not label.pixmap().isNull() and label.accessibleName() == "The picture"
            for label in stage.row("filename_or_array").findChildren(QLabel)
        )
    )


# lists


def test_items_are_added_changed_moved_and_removed(stage: Stage) -> None:
    stage.add("NumberLine")
    name = "numbers_to_include"
    add = stage.part(name, QToolButton)
    stage.click(add)
    stage.retype(stage.part(name, NumberField), "3")
    stage.click(add)
    stage.retype(stage.part(name, NumberField, 1), "4")
    assert stage.value(name) == (3, 4)
    stage.key(stage.part(name, NumberField, 1), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert stage.value(name) == (4, 3)
    stage.click(stage.button(name, "Remove"))
    assert stage.value(name) == (4,)


def test_a_bad_item_alone_is_marked(stage: Stage) -> None:
    stage.add("NumberLine", numbers_to_include=(1, 2))
    name = "numbers_to_include"
    stage.retype(stage.part(name, NumberField, 1), "two")
    marks = [bool(stage.part(name, NumberField, i).property("invalid")) for i in (0, 1)]
    assert marks == [False, True]
    assert "item 2 must be a number" in stage.texts(name)
    assert stage.value(name) == (1, 2)


def test_links_and_names(stage: Stage) -> None:
    stage.add("Graph", edges=((1, 2),))
    stage.retype(stage.part("edges", LineField, 1), "B")
    assert stage.value("edges") == ((1, "B"),)


def test_every_type_of_parameter_shows_its_default(stage: Stage, library: Library) -> None:
    shown: set[str] = set()
    for node_type in library.types.values():
        types = {known.type for known in node_type.parameters.values()}
        if not types <= shown:
            shown |= types
            stage.add(node_type.type)
            for known in node_type.parameters.values():
                editor = stage.row(known.name).findChild(Editor)
                assert editor is not None
                stage.row(known.name)
                assert_shows(stage, known.name, known.default)


def assert_shows(stage: Stage, name: str, default: object) -> None:
    value = stage.row(name).editor.value
    if default is not None:
        assert value == default, name
