"""The search at the cursor: a few letters and Enter give a node."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.search_popup import SearchPopup
from manim_nodes.library.catalogue import Library

Key = Qt.Key


@pytest.fixture
def popup(qtbot: QtBot, library: Library, theme: Theme, profile: Profile) -> Iterator[SearchPopup]:
    popup = SearchPopup(library, theme=theme, profile=profile)
    qtbot.addWidget(popup)
    popup.open_for(QPoint(10, 10))
    yield popup
    popup.pictures.close()


def line(popup: SearchPopup) -> QLineEdit:
    line = popup.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def titles(popup: SearchPopup) -> list[str]:
    model = popup.findChild(QListView).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def chosen(popup: SearchPopup) -> list[tuple[str, str, bool]]:
    seen: list[tuple[str, str, bool]] = []
    popup.chosen.connect(lambda *choice: seen.append(choice))
    return seen


def test_letters_and_enter_choose_a_type_and_close(popup: SearchPopup, profile: Profile) -> None:
    choices = chosen(popup)
    QTest.keyClicks(line(popup), "circle")
    QTest.keyClick(line(popup), Key.Key_Return)
    assert choices == [("Circle", "", False)]
    assert not popup.isVisible()
    assert profile.state.recent_types == ("Circle",)


def test_arrow_keys_move_through_the_list_and_round_its_ends(popup: SearchPopup) -> None:
    choices = chosen(popup)
    QTest.keyClicks(line(popup), "circle")
    found = titles(popup)
    for key in (Key.Key_Down, Key.Key_Up, Key.Key_Up):
        QTest.keyClick(line(popup), key)
    assert popup.findChild(QListView).currentIndex().data() == found[-1]
    QTest.keyClick(line(popup), Key.Key_Down)
    QTest.keyClick(line(popup), Key.Key_Return)
    assert choices[0][0] == "Circle"


def test_page_down_goes_several_rows_on(popup: SearchPopup) -> None:
    QTest.keyClick(line(popup), Key.Key_PageDown)
    assert popup.findChild(QListView).currentIndex().row() > 3


def test_shift_and_enter_say_so(popup: SearchPopup) -> None:
    choices = chosen(popup)
    QTest.keyClicks(line(popup), "circle")
    QTest.keyClick(line(popup), Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert choices == [("Circle", "", True)]


def test_escape_closes_and_chooses_nothing(popup: SearchPopup) -> None:
    choices = chosen(popup)
    QTest.keyClick(line(popup), Key.Key_Escape)
    assert not popup.isVisible()
    assert choices == []


def test_a_click_chooses(popup: SearchPopup) -> None:
    choices = chosen(popup)
    QTest.keyClicks(line(popup), "square")
    view = popup.findChild(QListView)
    center = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=center)
    assert choices == [("Square", "", False)]


def test_for_a_wire_only_fitting_types_are_found_with_their_port(
    popup: SearchPopup, library: Library
) -> None:
    choices = chosen(popup)
    fitting = [(library.types["Create"], "mobject"), (library.types["Shift"], "mobject")]
    popup.open_for(QPoint(10, 10), fitting)
    assert sorted(titles(popup)) == ["Create", "Shift"]
    QTest.keyClicks(line(popup), "shi")
    assert titles(popup) == ["Shift"]
    QTest.keyClick(line(popup), Key.Key_Return)
    assert choices == [("Shift", "mobject", False)]


def test_without_letters_favorites_and_what_was_used_last_come_first(
    popup: SearchPopup, profile: Profile, library: Library
) -> None:
    profile.change_state(favorite_types=("Square",), recent_types=("Circle", "Square"))
    popup.open_for(QPoint(10, 10))
    assert titles(popup)[:2] == ["Square", "Circle"]
    assert len(titles(popup)) == len(library.types)


def test_it_opens_empty_each_time(popup: SearchPopup) -> None:
    QTest.keyClicks(line(popup), "circle")
    popup.open_for(QPoint(10, 10))
    assert line(popup).text() == ""


@pytest.mark.parametrize("query", ["(", "*", "[", "\\", "a(b*["])
def test_no_character_is_special(popup: SearchPopup, query: str) -> None:
    QTest.keyClicks(line(popup), query)
    assert line(popup).text() == query


def test_when_nothing_fits_it_says_so_and_enter_does_nothing(popup: SearchPopup) -> None:
    choices = chosen(popup)
    QTest.keyClicks(line(popup), "qqqqzzzz")
    QTest.keyClick(line(popup), Key.Key_Return)
    assert choices == []
    assert popup.isVisible()
    assert not popup.findChild(QListView).isVisible()


def test_it_stays_on_the_screen(popup: SearchPopup) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    popup.open_for(screen.bottomRight())
    assert screen.contains(popup.geometry())


def test_what_fits_the_selected_node_comes_before_what_does_not(popup: SearchPopup) -> None:
    QTest.keyClicks(line(popup), "highlight")
    assert titles(popup)[0] != "Color part of formula"
    popup.open_for(QPoint(10, 10), liked={"ColorFormulaPart"})
    QTest.keyClicks(line(popup), "highlight")
    assert titles(popup)[0] == "Color part of formula"
    line(popup).clear()
    QTest.keyClicks(line(popup), "square")
    assert titles(popup)[0] == "Square"  # who says it by its name wants it, wired or not
