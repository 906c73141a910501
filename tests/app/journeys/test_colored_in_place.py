"""Some of the words of a text or formula are colored where they are typed, by mouse and by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QTextCursor, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.colored_field import ColoredField, ColorRows
from manim_nodes.app.kit.contrast import GRAPHICS, contrast
from manim_nodes.app.project_window import ProjectWindow
from tests.app.journeys.conftest import OpenApp

KEY = Qt.Key
LONG_MS = 120_000
_GROUND = QTextFormat.Property.BackgroundBrush
LEFT = Qt.MouseButton.LeftButton


def opened(window: ProjectWindow, type_name: str, words: str) -> ColoredField:
    """Add a node, and type its words."""
    window.panels.add_type(type_name)
    field = window.panels.canvas.view.findChild(ColoredField)
    assert field is not None
    QTest.keyClicks(field, words)
    return field


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def select(field: ColoredField, part: str) -> None:
    start = field.toPlainText().index(part)
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(part), QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


def swatch(window: ProjectWindow, color: str) -> QToolButton:
    row = window.panels.canvas.view.findChild(ColorRows)
    assert row is not None
    assert row.isVisible()
    assert window.panels.canvas.view.rect().contains(row.geometry())
    button = row.findChild(QToolButton, f"part_color_{color}")
    assert button is not None
    return button


def parts(field: ColoredField) -> list[tuple[str, str]]:
    words = field.toPlainText()
    return [(words[each.start : each.end], each.color) for each in field.spans()]


def test_a_click_colors_what_is_selected_and_typing_goes_on(open_app: OpenApp) -> None:
    window = open_app()
    field = opened(window, "Math", "a^2 + b^2")
    select(field, "b^2")
    QTest.mouseClick(swatch(window, "YELLOW"), LEFT)
    assert field.hasFocus()
    assert parts(field) == [("b^2", "YELLOW")]
    sources = [each.parameters["source"] for each in window.session.content.nodes[:1]]
    assert sources == ["a^2 + {{ b^2 : part_1 }}"]  # it is in the picture at once
    QTest.mouseClick(swatch(window, "RED"), LEFT)
    QTest.mouseClick(swatch(window, "YELLOW"), LEFT)
    QTest.keyClicks(field, " = c^2")
    assert parts(field) == [("b^2", "YELLOW")]  # what is typed behind it has none
    QTest.keyClick(field, KEY.Key_Return)

    math, coloring = window.session.content.nodes
    assert math.parameters["source"] == "a^2 + {{ b^2 : part_1 }} = c^2"
    assert (coloring.type, coloring.parameters["name"]) == ("ColorFormulaPart", "part_1")
    window.session.undo()
    assert [each.type for each in window.session.content.nodes] == ["Math"]
    window.session.undo()
    assert not window.session.content.nodes


def test_keys_lead_to_the_colors_and_back(open_app: OpenApp) -> None:
    window = open_app()
    field = opened(window, "Text", "one two")
    select(field, "two")
    QTest.keyClick(field, KEY.Key_Tab)
    QTest.keyClick(focused(), KEY.Key_Right)
    QTest.keyClick(focused(), KEY.Key_Right)
    QTest.keyClick(focused(), KEY.Key_Left)
    chosen = focused()
    assert chosen.accessibleName() == "ORANGE"
    QTest.keyClick(chosen, KEY.Key_Delete)  # which deletes on the canvas below
    assert len(window.session.content.nodes) == 1
    assert window.session.undo_label == "Undo add Text"
    QTest.keyClick(chosen, KEY.Key_Return)
    assert parts(field) == [("two", "ORANGE")]
    assert field.hasFocus()

    QTest.keyClick(field, KEY.Key_Tab)
    QTest.keyClick(focused(), KEY.Key_Escape)
    assert field.hasFocus()
    QTest.keyClick(field, KEY.Key_Tab)
    QTest.keyClick(focused(), KEY.Key_Left)  # before the first is the field
    assert field.hasFocus()
    QTest.keyClick(field, KEY.Key_Escape)
    (text,) = window.session.content.nodes
    assert text.parameters["t2c"] == (("two", "ORANGE"),)
    assert not [each for each in window.window.findChildren(ColorRows) if each.isVisible()]


def test_a_color_is_taken_away_and_another_given_without_selecting_again(open_app: OpenApp) -> None:
    window = open_app()
    field = opened(window, "Text", "one two")
    select(field, "two")
    for color, found in (("RED", [("two", "RED")]), ("BLUE", [("two", "BLUE")]), ("", [])):
        QTest.mouseClick(swatch(window, color), LEFT)
        assert parts(field) == found


def test_what_cannot_be_colored_alone_is_said_and_changes_nothing(open_app: OpenApp) -> None:
    window = open_app()
    field = opened(window, "Math", "x, y")
    select(field, "x, y")
    said: list[str] = []
    window.panels.canvas.hint_changed.connect(said.append)
    QTest.mouseClick(swatch(window, "RED"), LEFT)
    assert parts(field) == []
    assert said == ["This cannot have a color alone: select a whole term."]


def test_letters_that_count_twice_are_colored_where_they_are(open_app: OpenApp) -> None:
    window = open_app()
    field = opened(window, "Text", "")
    field.setPlainText("\U0001f600 smile")
    cursor = field.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.select(QTextCursor.SelectionType.WordUnderCursor)
    field.setTextCursor(cursor)
    QTest.mouseClick(swatch(window, "RED"), LEFT)
    assert parts(field) == [("smile", "RED")]


@pytest.mark.parametrize(
    ("colored", "selected", "found"),
    [
        ("2", "F = 2", []),
        ("2", "2", [("abc", "YELLOW")]),
        ("F = 2", "F", [("abc = 2", "YELLOW")]),
        ("F", "= 2", [("F", "YELLOW")]),
        ("= 2", "F ", [("= 2", "YELLOW")]),
    ],
)
@pytest.mark.parametrize("is_backwards", [False, True])
def test_what_is_typed_over_words_has_only_a_color_of_all_of_them(
    open_app: OpenApp,
    colored: str,
    selected: str,
    found: list[tuple[str, str]],
    is_backwards: bool,
) -> None:
    window = open_app()
    field = opened(window, "Text", "F = 2")
    select(field, colored)
    field.color("YELLOW")
    before = parts(field)
    select(field, selected)
    if is_backwards:
        cursor = field.textCursor()
        start = cursor.selectionStart()
        cursor.setPosition(cursor.selectionEnd())
        cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        field.setTextCursor(cursor)
    QTest.keyClicks(field, "abc")
    assert parts(field) == found
    while field.document().isUndoAvailable() and field.toPlainText() != "F = 2":
        field.undo()
    assert parts(field) == before


def test_what_is_typed_after_words_were_deleted_has_no_color_of_some_of_them(
    open_app: OpenApp,
) -> None:
    field = opened(open_app(), "Math", "F = 2")
    select(field, "= 2")
    field.color("YELLOW")
    select(field, "F ")
    QTest.keyClick(field, KEY.Key_Backspace)
    QTest.keyClicks(field, "a")
    assert parts(field) == [("= 2", "YELLOW")]


@pytest.mark.parametrize(
    ("formula", "piece", "left"),
    [
        ("F = m a", "m", ["F =", "a"]),
        ("F = m a", "F", ["= m a"]),
        ("(a + b)^2", "b", ["a +", "2"]),
        ("sqrt(a + b) = c", "a", ["+ b", "= c"]),
    ],
)
def test_a_piece_without_a_color_leaves_it_to_the_rest(
    open_app: OpenApp, formula: str, piece: str, left: list[str]
) -> None:
    window = open_app()
    field = opened(window, "Math", formula)
    field.selectAll()
    field.color("YELLOW")
    select(field, piece)
    QTest.mouseClick(swatch(window, ""), LEFT)
    QTest.keyClick(field, KEY.Key_Return)
    window.panels.canvas.edit_actions.in_place.write("math_1")
    again = window.panels.canvas.view.findChildren(ColoredField)[-1]
    assert again.toPlainText() == formula
    assert parts(again) == [(each, "YELLOW") for each in left]


def test_the_first_letter_alone_is_colored(open_app: OpenApp) -> None:
    field = opened(open_app(), "Math", "F = 2")
    select(field, "F")
    field.color("YELLOW")
    assert parts(field) == [("F", "YELLOW")]


def test_how_typing_ends_is_said_no_more_once_it_has(open_app: OpenApp) -> None:
    window = open_app()
    field = opened(window, "Math", "a")
    assert "keeps it" in window.window.status.shown
    QTest.keyClick(field, KEY.Key_Return)
    assert "keeps it" not in window.window.status.shown


def test_the_words_keep_their_colors_when_they_are_opened_again(open_app: OpenApp) -> None:
    window = open_app()
    field = opened(window, "Math", "a + b")
    select(field, "b")
    QTest.mouseClick(swatch(window, "GREEN"), LEFT)
    QTest.keyClick(field, KEY.Key_Return)
    window.panels.canvas.edit_actions.in_place.write("math_1")
    again = window.panels.canvas.view.findChildren(ColoredField)[-1]
    assert again.toPlainText() == "a + b"
    assert parts(again) == [("b", "GREEN")]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_each_color_can_be_read_in_the_field(open_app: OpenApp, theme: str) -> None:
    window = open_app()
    window.window.prefer_theme(theme)
    field = opened(window, "Text", "word")
    for color in ("YELLOW", "WHITE", "BLACK", "BLUE"):
        field.selectAll()
        field.color(color)
        cursor = field.textCursor()
        cursor.setPosition(2)
        shown = cursor.charFormat()
        ground = shown.background() if shown.hasProperty(_GROUND) else field.palette().base()
        assert contrast(shown.foreground().color(), ground.color()) >= GRAPHICS
        assert shown.fontUnderline()


@pytest.mark.slow
def test_the_picture_shows_the_color_of_the_part(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    field = opened(window, "Math", "a^2 + b^2")
    select(field, "b^2")
    QTest.mouseClick(swatch(window, "YELLOW"), LEFT)
    QTest.keyClick(field, KEY.Key_Return)
    view = window.panels.player.view

    def halves() -> tuple[bool, bool]:
        """Return whether there is something yellow in the left half of the picture, and in the right one."""
        image, area = view.grab().toImage(), view.picture_rect().toRect()
        columns = {
            x
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
            if _is_yellow(image.pixelColor(x, y))
        }
        middle = area.center().x()
        return any(x < middle - 4 for x in columns), any(x > middle + 4 for x in columns)

    qtbot.waitUntil(lambda: halves() == (False, True), timeout=LONG_MS)


def _is_yellow(color: QColor) -> bool:
    return color.red() > 150 and color.green() > 130 and color.blue() < color.red() - 60


def test_a_note_is_typed_without_colors(open_app: OpenApp) -> None:
    window = open_app()
    window.panels.show_canvas()
    window.panels.canvas.edit_actions.add_note()
    assert window.panels.canvas.view.findChild(QPlainTextEdit) is not None
    assert window.panels.canvas.view.findChild(ColorRows) is None
