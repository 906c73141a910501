"""The palette: node types are found, added, starred, dragged and explained."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTextBrowser, QToolButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.palette.type_tree import TYPE_MIME
from manim_nodes.editing.session import Session
from manim_nodes.library.catalogue import Library
from manim_nodes.library.category import Category
from manim_nodes.library.toml_files import NodeTableError
from tests.app.palette.conftest import Shown

LEFT = Qt.MouseButton.LeftButton


def search_line(shown: Shown) -> QLineEdit:
    line = shown.palette.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def index_of(shown: Shown, heading: str, title: str) -> QModelIndex:
    model = shown.view.model()
    section = model.index(shown.headings.index(heading), 0)
    shown.view.expand(section)
    return model.index(shown.titles(heading).index(title), 0, section)


def center_of(shown: Shown, index: QModelIndex) -> QPoint:
    shown.view.scrollTo(index)
    return shown.view.visualRect(index).center()


def star_of(shown: Shown, index: QModelIndex) -> QPoint:
    shown.view.scrollTo(index)
    row = shown.view.visualRect(index)
    return QPoint(row.right() - 10, row.center().y())


def test_every_category_is_a_heading_and_every_type_is_under_one(
    shown: Shown, library: Library
) -> None:
    assert shown.headings == list(library.by_category)
    assert "Circle" in shown.titles("Shapes")


def test_enter_in_the_search_line_adds_what_fits_best(shown: Shown) -> None:
    QTest.keyClicks(search_line(shown), "circle")
    QTest.keyClick(search_line(shown), Qt.Key.Key_Return)
    assert shown.added == ["Circle"]


def test_arrow_keys_in_the_search_line_move_through_what_was_found(shown: Shown) -> None:
    QTest.keyClicks(search_line(shown), "fadein")
    QTest.keyClick(search_line(shown), Qt.Key.Key_Down)
    second = shown.titles("Found")[1]
    assert shown.view.currentIndex().data() == second


def test_an_empty_search_shows_all_again(shown: Shown) -> None:
    QTest.keyClicks(search_line(shown), "circle")
    assert shown.headings == ["Found"]
    search_line(shown).clear()
    assert "Shapes" in shown.headings


@pytest.mark.parametrize("query", ["(", "*", "[", "\\", "ß?", "a(b"])
def test_no_character_is_special(shown: Shown, query: str) -> None:
    QTest.keyClicks(search_line(shown), query)
    assert shown.palette.isVisible()


def test_a_click_opens_a_section_and_another_closes_it(shown: Shown) -> None:
    heading = shown.view.model().index(shown.headings.index("Shapes"), 0)
    for is_open in (True, False):
        point = center_of(shown, heading)
        QTest.mouseClick(shown.view.viewport(), LEFT, pos=point)
        assert shown.view.isExpanded(heading) is is_open


def test_a_double_click_adds_and_what_was_added_is_recent(
    shown: Shown, qtbot: QtBot, profile: Profile
) -> None:
    point = center_of(shown, index_of(shown, "Shapes", "Square"))
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=point)
    QTest.mouseDClick(shown.view.viewport(), LEFT, pos=point)
    assert shown.added == ["Square"]
    assert profile.state.recent_types == ("Square",)
    qtbot.waitUntil(lambda: shown.headings[0] == "Recent")


def test_enter_on_a_type_adds_it(shown: Shown) -> None:
    shown.view.setCurrentIndex(index_of(shown, "Shapes", "Square"))
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    assert shown.added == ["Square"]


def test_the_star_makes_a_favorite_and_unmakes_it(
    shown: Shown, qtbot: QtBot, profile: Profile
) -> None:
    point = star_of(shown, index_of(shown, "Shapes", "Square"))
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=point)
    qtbot.waitUntil(lambda: shown.headings[0] == "Favorites")
    assert shown.titles("Favorites") == ["Square"]
    point = star_of(shown, index_of(shown, "Favorites", "Square"))
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=point)
    assert profile.state.favorite_types == ()


def test_a_double_click_on_the_star_stars_and_unstars_and_adds_nothing(
    shown: Shown, profile: Profile
) -> None:
    index = index_of(shown, "Shapes", "Square")
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=center_of(shown, index))
    QTest.mouseDClick(shown.view.viewport(), LEFT, pos=star_of(shown, index))
    assert shown.added == []
    assert profile.state.favorite_types == ()


def test_a_row_stays_under_the_mouse_when_its_star_makes_the_list_longer(
    shown: Shown, qtbot: QtBot
) -> None:
    point = star_of(shown, index_of(shown, "Shapes", "Square"))
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=point)
    qtbot.waitUntil(lambda: shown.headings[0] == "Favorites")
    there = shown.view.indexAt(QPoint(50, point.y()))
    assert (there.parent().data(), there.data()) == ("Shapes", "Square")


def test_sections_that_appear_at_the_top_are_seen(
    shown: Shown, qtbot: QtBot, profile: Profile
) -> None:
    shown.palette.resize(300, 200)
    bar = shown.view.verticalScrollBar()
    for name in ("Circle", "Square"):
        profile.add_recent("recent_types", name)
        qtbot.waitUntil(lambda: shown.headings[0] == "Recent" and len(shown.titles("Recent")) > 0)
        assert (bar.maximum() > 0, bar.value()) == (True, 0)


def test_they_wait_until_the_mouse_has_left_and_leave_other_places_alone(
    shown: Shown, qtbot: QtBot, profile: Profile
) -> None:
    shown.palette.resize(300, 200)
    bar = shown.view.verticalScrollBar()
    QTest.mouseClick(shown.view.viewport(), LEFT, pos=QPoint(50, 10))
    first = shown.view.indexAt(QPoint(50, 10)).data()
    profile.add_recent("recent_types", "Circle")
    qtbot.waitUntil(lambda: shown.headings[0] == "Recent")
    assert shown.view.indexAt(QPoint(50, 10)).data() == first
    QApplication.sendEvent(shown.view.viewport(), QEvent(QEvent.Type.Leave))
    assert bar.value() == 0
    shown.view.scrollTo(index_of(shown, "Shapes", "Square"))
    bar.setValue(bar.maximum())
    last = shown.view.indexAt(QPoint(50, 10)).data()
    profile.add_recent("recent_types", "Square")
    qtbot.waitUntil(lambda: len(shown.titles("Recent")) > 1)
    assert shown.view.indexAt(QPoint(50, 10)).data() == last


def test_what_is_dragged_is_the_name_of_the_type(shown: Shown) -> None:
    index = index_of(shown, "Shapes", "Square")
    assert index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert bytes(shown.view.model().mimeData([index]).data(TYPE_MIME).data()) == b"Square"


def test_the_menu_of_a_type_adds_stars_and_explains_it(shown: Shown, profile: Profile) -> None:
    point = center_of(shown, index_of(shown, "Shapes", "Square"))
    shown.view.customContextMenuRequested.emit(point)
    menu = shown.palette.findChild(QMenu)
    assert isinstance(menu, QMenu)
    add, star, _, explain = menu.actions()
    for action in (add, star, explain):
        action.trigger()
    menu.close()
    assert shown.added == ["Square"]
    assert profile.state.favorite_types == ("Square",)
    assert "Square" in shown.palette.findChild(QTextBrowser).toPlainText()


def test_help_opens_by_its_command_and_closes_by_escape(shown: Shown) -> None:
    commands = {command.id: command for command in shown.palette.commands()}
    assert not commands["palette.help"].is_enabled()
    shown.view.setCurrentIndex(index_of(shown, "Shapes", "Circle"))
    commands["palette.help"].run()
    page = shown.palette.findChild(QTextBrowser)
    assert "From the center to the outline." in page.toPlainText()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not page.window().isVisible()
    assert shown.palette.isVisible()


def test_new_node_types_are_shown_when_the_library_was_read_anew(
    shown: Shown, session: Session, library: Library
) -> None:
    own = library.types["Circle"].model_copy(
        update={"type": "Disk", "title": "My disk", "category": Category(title="Mine")}
    )
    session.set_library(replace(library, types={**library.types, "Disk": own}))
    assert shown.titles("Mine") == ["My disk"]


def test_what_is_wrong_with_own_node_types_is_shown_first(
    shown: Shown, session: Session, library: Library
) -> None:
    fault = NodeTableError("'radius' is no parameter.", where="nodes/own.toml, line 3")
    session.set_library(replace(library, faults=(fault,)))
    assert shown.headings[0] == "Not loaded"
    index = index_of(shown, "Not loaded", "nodes/own.toml, line 3")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == str(fault)
    assert not index.flags() & Qt.ItemFlag.ItemIsDragEnabled


def test_the_reload_button_reads_node_types_anew(shown: Shown) -> None:
    QTest.mouseClick(shown.palette.findChild(QToolButton, "reload"), LEFT)
    assert shown.reloads == [True]


def test_every_row_tells_a_screen_reader_what_it_is(shown: Shown) -> None:
    index = index_of(shown, "Shapes", "Circle")
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Circle. Makes something.")


def test_the_users_own_nodes_are_in_an_open_section_before_the_categories(
    shown: Shown, session: Session, library: Library
) -> None:
    own = library.types["Circle"].model_copy(
        update={"type": "own:Sun", "title": "Sun", "category": Category(title="My nodes")}
    )
    session.set_library(replace(library, types={own.type: own, **library.types}))
    assert shown.view.isExpanded(shown.view.model().index(0, 0))
    assert (shown.headings[0], shown.titles("My nodes")) == ("My nodes", ["Sun"])


def test_categories_are_closed_though_the_node_types_come_late(
    shown: Shown, session: Session, library: Library
) -> None:
    session.set_library(replace(library, types={}))
    session.set_library(library)
    model = shown.view.model()
    assert not any(shown.view.isExpanded(model.index(row, 0)) for row in range(model.rowCount()))
