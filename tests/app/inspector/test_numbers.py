from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton

from manim_nodes.app.inspector.editors.number_field import NumberField
from tests.app.inspector.conftest import Stage

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_typing_reaches_the_document_and_is_one_step(stage: Stage) -> None:
    stage.add("Circle")
    before = stage.steps
    field = stage.part("radius", NumberField)
    stage.retype(field, "2.5")
    assert stage.value("radius") == 2.5
    stage.key(field, Qt.Key.Key_Return)
    assert stage.steps == before + 1
    assert stage.session.undo_label == "Undo set radius of circle_1"


def test_enter_selects_what_was_typed(stage: Stage) -> None:
    stage.add("Circle")
    field = stage.part("radius", NumberField)
    stage.retype(field, "2.5")
    stage.key(field, Qt.Key.Key_Return)
    assert field.hasFocus()
    assert field.selectedText() == "2.5"


def test_arithmetic_is_kept_as_typed(stage: Stage) -> None:
    stage.add("Circle")
    field = stage.part("radius", NumberField)
    stage.retype(field, "pi/2")
    stage.key(field, Qt.Key.Key_Return)
    assert stage.value("radius") == "pi/2"
    assert field.text() == "pi/2"


def test_plus_equals_adds(stage: Stage) -> None:
    stage.add("Circle", radius=3)
    field = stage.part("radius", NumberField)
    stage.retype(field, "+=20")
    stage.key(field, Qt.Key.Key_Return)
    assert stage.value("radius") == 23
    assert field.text() == "23"


def test_what_is_out_of_range_is_refused_with_the_reason(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    field = stage.part("radius", NumberField)
    stage.retype(field, "-5")
    assert stage.value("radius") == 2
    assert field.property("invalid") is True
    assert "Radius must be > 0, got -5" in stage.texts("radius")


def test_escape_brings_the_last_good_value_back(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    field = stage.part("radius", NumberField)
    stage.retype(field, "-5")
    stage.key(field, Qt.Key.Key_Return)
    stage.key(field, Qt.Key.Key_Escape)
    assert field.text() == "2"
    assert field.property("invalid") is False


def test_escape_takes_back_what_was_typed_without_a_step(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    before = stage.steps
    field = stage.part("radius", NumberField)
    stage.retype(field, "7")
    stage.key(field, Qt.Key.Key_Escape)
    assert (stage.value("radius"), field.text()) == (2, "2")
    assert stage.steps == before


def test_the_default_is_not_written(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    stage.retype(stage.part("radius", NumberField), "1.0")
    assert stage.value("radius") is None


def test_a_drag_is_one_step_and_is_seen_meanwhile(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    before = stage.steps
    seen: list[object] = []
    unlisten = stage.session.listen(lambda _: seen.append(stage.value("radius")))
    stage.drag(stage.part("radius", NumberField), [8, 20, 40])
    unlisten()
    assert seen[:3] == [2.2, 2.5, 3]
    assert stage.steps == before + 1


def test_two_drags_are_two_steps(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    before = stage.steps
    stage.drag(stage.part("radius", NumberField), [20])
    stage.drag(stage.part("radius", NumberField), [20])
    assert stage.steps == before + 2


def test_shift_drags_finely_and_control_to_whole_steps(stage: Stage) -> None:
    stage.add("Circle", radius=2.3)
    field = stage.part("radius", NumberField)
    stage.drag(field, [20], SHIFT)
    assert stage.value("radius") == 2.35
    stage.drag(field, [8], CONTROL)
    assert stage.value("radius") == 4


def test_a_drag_stays_within_bounds(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    field = stage.part("radius", NumberField)
    stage.drag(field, [-400])
    assert stage.value("radius") == 0.01
    opacity = stage.part("fill_opacity", NumberField)
    stage.drag(opacity, [900])
    assert stage.value("fill_opacity") == 1


def test_a_click_begins_typing(stage: Stage) -> None:
    stage.add("Circle")
    field = stage.part("radius", NumberField)
    stage.click(field)
    assert field.hasFocus()
    assert field.selectedText() == "1"


def test_arrow_keys_step(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    field = stage.part("radius", NumberField)
    field.setFocus()
    stage.key(field, Qt.Key.Key_Up)
    stage.key(field, Qt.Key.Key_Up)
    stage.key(field, Qt.Key.Key_Down, SHIFT)
    assert stage.value("radius") == 2.19


def wheel(field: NumberField) -> None:
    place = QPointF(field.rect().center())
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    phase = Qt.ScrollPhase.NoScrollPhase
    turn = QPoint(0, 120)
    event = QWheelEvent(place, place, QPoint(), turn, no_button, no_key, phase, False)
    QApplication.sendEvent(field, event)


def test_the_wheel_works_with_the_focus_only(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    field = stage.part("radius", NumberField)
    wheel(field)
    assert stage.value("radius") == 2
    field.setFocus()
    wheel(field)
    assert stage.value("radius") == 2.1


def test_whole_numbers_step_by_one(stage: Stage) -> None:
    stage.add("RegularPolygon")
    stage.drag(stage.part("n", NumberField), [9], SHIFT)
    assert stage.value("n") == 8
    stage.retype(stage.part("n", NumberField), "2.5")
    assert "whole number" in stage.texts("n")


def test_an_empty_field_is_automatic_where_there_is_no_default(stage: Stage) -> None:
    stage.add("NumberLine", length=4)
    field = stage.part("length", NumberField)
    stage.retype(field, "")
    stage.key(field, Qt.Key.Key_Delete)
    assert stage.value("length") is None
    assert not field.property("invalid")


def test_an_angle_has_a_menu_of_common_ones(stage: Stage) -> None:
    stage.add("NumberLine")
    menu = stage.part("rotation", QToolButton).menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "45°").trigger()
    assert stage.value("rotation") == 45


def test_undo_in_a_field_undoes_the_typing_then_goes_to_the_app(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    undone: list[str] = []
    undo = QAction(stage.inspector)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(lambda: undone.append("app"))
    stage.inspector.addAction(undo)
    field = stage.part("radius", NumberField)
    stage.retype(field, "34")
    stage.key(field, Qt.Key.Key_Z, CONTROL)
    assert (undone, field.text()) == ([], "2")
    stage.retype(field, "5")
    stage.key(field, Qt.Key.Key_Return)
    stage.key(field, Qt.Key.Key_Z, CONTROL)
    assert undone == ["app"]


def test_undo_elsewhere_shows_in_the_field_that_has_the_focus(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    field = stage.part("radius", NumberField)
    stage.retype(field, "3")
    stage.session.undo()
    assert field.text() == "2"
    assert field.hasFocus()


def test_what_others_change_leaves_typing_alone(stage: Stage) -> None:
    stage.add("Circle", radius=2)
    field = stage.part("radius", NumberField)
    stage.retype(field, "3.")
    stage.add("Square", selected=False)
    assert field.text() == "3."
    assert field.hasFocus()
