import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton

from manim_nodes.app.inspector.editors.texts import ExpressionEditor
from manim_nodes.app.kit.fields import LineField
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.numbers import typed_number
from manim_nodes.editing.node_values import items_of
from tests.app.inspector.conftest import InspectorDriver

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_typing_reaches_the_document_and_is_one_step(driver: InspectorDriver) -> None:
    driver.add("Circle")
    before = driver.steps
    field = driver.part("radius", NumberField)
    driver.retype(field, "2.5")
    assert driver.value("radius") == 2.5
    driver.key(field, Qt.Key.Key_Return)
    assert driver.steps == before + 1
    assert driver.session.undo_label == "Undo set Radius of Circle"


def test_enter_selects_what_was_typed(driver: InspectorDriver) -> None:
    driver.add("Circle")
    field = driver.part("radius", NumberField)
    driver.retype(field, "2.5")
    driver.key(field, Qt.Key.Key_Return)
    assert field.hasFocus()
    assert field.selectedText() == "2.5"


def test_arithmetic_is_kept_as_typed(driver: InspectorDriver) -> None:
    driver.add("Circle")
    field = driver.part("radius", NumberField)
    driver.retype(field, "pi/2")
    driver.key(field, Qt.Key.Key_Return)
    assert driver.value("radius") == "pi/2"
    assert field.text() == "pi/2"


def test_plus_equals_adds(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=3)
    field = driver.part("radius", NumberField)
    driver.retype(field, "+=20")
    driver.key(field, Qt.Key.Key_Return)
    assert driver.value("radius") == 23
    assert field.text() == "23"


def test_what_is_out_of_range_is_refused_with_the_reason(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    field = driver.part("radius", NumberField)
    driver.retype(field, "-5")
    assert driver.value("radius") == 2
    assert field.property("invalid") is True
    assert "Radius must be > 0, got -5" in driver.texts("radius")


def test_escape_brings_the_last_good_value_back(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    field = driver.part("radius", NumberField)
    driver.retype(field, "-5")
    driver.key(field, Qt.Key.Key_Return)
    driver.key(field, Qt.Key.Key_Escape)
    assert field.text() == "2"
    assert field.property("invalid") is False


def test_escape_takes_back_what_was_typed_without_a_step(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    before = driver.steps
    field = driver.part("radius", NumberField)
    driver.retype(field, "7")
    driver.key(field, Qt.Key.Key_Escape)
    assert (driver.value("radius"), field.text()) == (2, "2")
    assert driver.steps == before


def test_the_default_is_not_written(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    driver.retype(driver.part("radius", NumberField), "1.0")
    assert driver.value("radius") is None


def test_a_drag_is_one_step_and_is_seen_meanwhile(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    before = driver.steps
    seen: list[object] = []
    unlisten = driver.session.listen(lambda _: seen.append(driver.value("radius")))
    driver.drag(driver.part("radius", NumberField), [8, 20, 40])
    unlisten()
    assert seen[:3] == [2.2, 2.5, 3]
    assert driver.steps == before + 1


def test_two_drags_are_two_steps(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    before = driver.steps
    driver.drag(driver.part("radius", NumberField), [20])
    driver.drag(driver.part("radius", NumberField), [20])
    assert driver.steps == before + 2


def test_shift_drags_finely_and_control_to_whole_steps(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2.3)
    field = driver.part("radius", NumberField)
    driver.drag(field, [20], SHIFT)
    assert driver.value("radius") == 2.35
    driver.drag(field, [8], CONTROL)
    assert driver.value("radius") == 4


def test_a_drag_stays_within_bounds(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    field = driver.part("radius", NumberField)
    driver.drag(field, [-400])
    assert driver.value("radius") == 0.01
    opacity = driver.part("fill_opacity", NumberField)
    driver.drag(opacity, [900])
    assert driver.value("fill_opacity") == 1


def test_a_click_begins_typing(driver: InspectorDriver) -> None:
    driver.add("Circle")
    field = driver.part("radius", NumberField)
    driver.click(field)
    assert field.hasFocus()
    assert field.selectedText() == "1"


def test_arrow_keys_step(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    field = driver.part("radius", NumberField)
    field.setFocus()
    driver.key(field, Qt.Key.Key_Up)
    driver.key(field, Qt.Key.Key_Up)
    driver.key(field, Qt.Key.Key_Down, SHIFT)
    assert driver.value("radius") == 2.19


def wheel(field: NumberField) -> None:
    place = QPointF(field.rect().center())
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    turn = QPoint(0, 120)
    event = QWheelEvent(place, place, QPoint(), turn, no_button, no_key, phase, False)
    QApplication.sendEvent(field, event)


def test_the_wheel_works_with_the_focus_only(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    field = driver.part("radius", NumberField)
    wheel(field)
    assert driver.value("radius") == 2
    field.setFocus()
    wheel(field)
    assert driver.value("radius") == 2.1


def test_whole_numbers_step_by_one(driver: InspectorDriver) -> None:
    driver.add("RegularPolygon")
    driver.drag(driver.part("n", NumberField), [9], SHIFT)
    assert driver.value("n") == 8
    driver.retype(driver.part("n", NumberField), "2.5")
    assert "whole number" in driver.texts("n")


def test_an_empty_field_is_automatic_where_there_is_no_default(driver: InspectorDriver) -> None:
    driver.add("NumberLine", length=4)
    field = driver.part("length", NumberField)
    driver.retype(field, "")
    driver.key(field, Qt.Key.Key_Delete)
    assert driver.value("length") is None
    assert not field.property("invalid")


def test_an_angle_has_a_menu_of_common_ones(driver: InspectorDriver) -> None:
    driver.add("NumberLine")
    menu = driver.part("rotation", QToolButton).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "45°").trigger()
    assert driver.value("rotation") == 45


def test_undo_in_a_field_undoes_the_typing_then_goes_to_the_app(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    undone: list[str] = []
    undo = QAction(driver.inspector)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(lambda: undone.append("app"))
    driver.inspector.addAction(undo)
    field = driver.part("radius", NumberField)
    driver.retype(field, "34")
    driver.key(field, Qt.Key.Key_Z, CONTROL)
    assert (undone, field.text()) == ([], "2")
    driver.retype(field, "5")
    driver.key(field, Qt.Key.Key_Return)
    driver.key(field, Qt.Key.Key_Z, CONTROL)
    assert undone == ["app"]


def test_undo_elsewhere_shows_in_the_field_that_has_the_focus(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    field = driver.part("radius", NumberField)
    driver.retype(field, "3")
    driver.session.undo()
    assert field.text() == "2"
    assert field.hasFocus()


def test_what_others_change_leaves_typing_alone(driver: InspectorDriver) -> None:
    driver.add("Circle", radius=2)
    field = driver.part("radius", NumberField)
    driver.retype(field, "3.")
    driver.add("Square", selected=False)
    assert field.text() == "3."
    assert field.hasFocus()


def test_a_number_is_typed_as_the_locale_writes_it(driver: InspectorDriver) -> None:
    driver.add("Circle")
    field = driver.part("radius", NumberField)
    field.setLocale(QLocale("de_DE"))
    driver.retype(field, "0,5")
    assert driver.value("radius") == 0.5
    driver.retype(field, "2*1,5")
    assert driver.value("radius") == "2*1.5"
    driver.key(field, Qt.Key.Key_Return)
    field.setLocale(QLocale("en_US"))
    driver.retype(field, "0,5")
    assert "write 0.5 instead of '0,5'" in driver.texts("radius")


def test_a_formula_is_typed_as_the_locale_writes_it(driver: InspectorDriver) -> None:
    driver.add("Plot")
    editor = driver.part("function", ExpressionEditor)
    editor.setLocale(QLocale("de_DE"))
    driver.retype(editor.findChild(LineField), "sin(0,5*x)")
    assert driver.value("function") == "sin(0.5*x)"
    editor.setLocale(QLocale("en_US"))
    driver.retype(editor.findChild(LineField), "cos(0,5*x)")
    assert "write cos(0.5*x) instead of 'cos(0,5*x)'" in driver.texts("function")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0,5", 0.5),
        ("-,5", -0.5),
        ("1,5 * 2,5", "1.5 * 2.5"),
        ("(1,5 + 2) * 3", "(1.5 + 2) * 3"),
        ("+=0,5", 2.5),
        ("min(1,2)", "min(1,2)"),
        ("sin(0,5)", "sin(0.5)"),
        ("max(0,5; 2)", "max(0.5, 2)"),
    ],
)
def test_each_comma_of_a_number_is_its_decimal_sign(text: str, expected: object) -> None:
    assert typed_number(text, 2, has_comma=True) == expected


def test_points_are_apart_by_semicolons_where_numbers_have_commas() -> None:
    assert items_of("(1,5; -2; 0,25)") == ("1,5", "-2", "0,25")
    assert items_of("1.5, -2, 0") == ("1.5", "-2", "0")
