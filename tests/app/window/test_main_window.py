"""The window: its keys, and who gets the room."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.app.window.panel_place import PanelPlace, Side
from manim_nodes.editing.session import Session


class Page(Panel):
    """A panel with a bit of everything."""

    NAME = "page"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button, self.field, self.tree = QPushButton(self), QLineEdit(self), QTreeView(self)
        layout = QVBoxLayout(self)
        for part in (self.button, self.field, self.tree):
            layout.addWidget(part)


class Dockable(Panel):
    """Another panel."""

    NAME = "dockable"


class Mending(Panel):
    """A panel with a button that vanishes with what it did."""

    NAME = "mending"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.button = QLineEdit(self), QPushButton(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.button.clicked.connect(self.button.hide)


class Neighbor(Panel):
    """One more."""

    NAME = "neighbor"


@pytest.fixture
def played() -> list[str]:
    return []


@pytest.fixture
def page(
    qtbot: QtBot, session: Session, theme: Theme, profile: Profile, played: list[str]
) -> Iterator[Page]:
    window = MainWindow(session, profile, theme)
    qtbot.addWidget(window)
    page = Page()
    window.add_panel(page, PanelPlace(Page, "Page", Side.PAGE))
    window.use_commands(
        [Command("player.play", "Play", lambda: played.append("play"), ("Space",))], ()
    )
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield page
    window.close()


def press_space(widget: QWidget) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


def test_space_plays_from_a_list(page: Page, played: list[str]) -> None:
    press_space(page.tree)
    assert played == ["play"]


def test_space_presses_the_button_that_has_the_focus(page: Page, played: list[str]) -> None:
    page.button.clicked.connect(lambda: played.append("pressed"))
    press_space(page.button)
    assert played == ["pressed"]


def test_space_is_typed_in_a_field(page: Page, played: list[str]) -> None:
    press_space(page.field)
    assert (page.field.text(), played) == (" ", [])


class GreedyField(QLineEdit):
    """Keeps all keys, as Qt's fields do on some systems with Ctrl+D, Ctrl+E, Ctrl+K and more."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


@pytest.mark.parametrize("key", ["Ctrl+D", "Ctrl+K", "Ctrl+Shift+E", "Alt+A"])
def test_keys_that_edit_no_text_are_the_windows_in_fields_too(
    page: Page, played: list[str], key: str
) -> None:
    window, field = page.window(), GreedyField(page)
    assert isinstance(window, MainWindow)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(field)
    field.show()
    window.use_commands([Command("page.it", "It", lambda: played.append(key), (key, "Ctrl+C"))], ())
    field.setFocus()
    for pressed in (key, "Ctrl+C"):
        combination = QKeySequence(pressed)[0]
        QTest.keyClick(field, combination.key(), combination.keyboardModifiers())
    assert played == [key]


def test_a_key_asks_whether_its_command_can_be_done_when_it_is_pressed(
    page: Page, played: list[str]
) -> None:
    window, possible, escaped = page.window(), [False], []
    assert isinstance(window, MainWindow)
    window.escaped = lambda: escaped.append("window")
    leave = Command(
        "page.leave",
        "Leave",
        lambda: played.append("left"),
        ("Esc",),
        is_enabled=lambda: possible[0],
    )
    window.use_commands([leave], ())
    page.tree.setFocus()
    for possible[0] in (False, True, False):
        QTest.keyClick(page.tree, Qt.Key.Key_Escape)
    assert (played, escaped) == (["left"], ["window", "window"])


def test_escape_means_something_wherever_nothing_else_takes_it(page: Page) -> None:
    window, escaped = page.window(), []
    assert isinstance(window, MainWindow)
    window.escaped = lambda: escaped.append("whole film")
    for widget in (page.button, page.field, page.tree):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert escaped == ["whole film"] * 3


def test_files_that_have_a_node_are_added_where_they_are_dropped(page: Page) -> None:
    window, added = page.window(), []
    assert isinstance(window, MainWindow)
    window.takes_file = lambda path: path.suffix == ".png"
    window.add_files = lambda paths, _point: added.extend(paths)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/pictures/{name}") for name in ("a.png", "b.odt")])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    enter = QDragEnterEvent(QPoint(30, 30), *how)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(30, 30), *how))
    assert added == [Path("/pictures/a.png")]


def shortcuts(window: MainWindow) -> list[str]:
    return re.findall(r"<b>(.*?)</b>", window.status.shown)


def test_the_footer_says_as_many_keys_as_there_is_room_for_and_lists_the_rest(
    page: Page, played: list[str]
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    many = [
        Command(f"page.action_{key}", f"Action {key}", partial(played.append, key), (key,))
        for key in "ABCDEFGHIJKLMNO"
    ]
    window.use_commands(many, ())
    QApplication.sendEvent(page, QEvent(QEvent.Type.Enter))
    window.resize(500, 400)
    few = shortcuts(window)
    window.resize(1500, 400)
    assert few == list("ABCDEFGHIJKLMNO")[: len(few)]
    assert 0 < len(few) < len(shortcuts(window))

    menu = window.status.all_keys.menu()
    menu.aboutToShow.emit()
    assert [each.text() for each in menu.actions()][-1] == "Action O\tO"
    menu.actions()[-1].trigger()
    assert played == ["O"]


def test_the_footer_begins_with_what_a_beginner_needs_and_leaves_out_what_cannot_be_done(
    page: Page,
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    can_paste: list[str] = []
    own = [
        Command("page.cut", "Cut", lambda: None, ("Ctrl+X",)),
        Command(
            "page.paste", "Paste", lambda: None, ("Ctrl+V",), is_enabled=lambda: bool(can_paste)
        ),
    ]
    everywhere = [
        Command("app.command_palette", "Command palette…", lambda: None, ("Ctrl+K",)),
        Command("player.play", "Play", lambda: None, ("Space",)),
    ]
    window.use_commands([*own, *everywhere], ())
    window.resize(1500, 400)
    assert window.status.shown.count("Ctrl+K</b>&nbsp;Find anything") == 1  # before any panel
    QApplication.sendEvent(page, QEvent(QEvent.Type.Enter))
    assert shortcuts(window) == ["Ctrl+X", "Space", "Ctrl+K"]
    can_paste.append("text")
    window.status.refresh()
    assert shortcuts(window) == ["Ctrl+X", "Ctrl+V", "Space", "Ctrl+K"]


def test_the_footer_cuts_no_key_at_any_width(page: Page) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    many = [Command(f"page.{k}", f"Paste {k}", lambda: None, (f"Ctrl+Shift+{k}",)) for k in "ABCDE"]
    window.use_commands(many, ())
    QApplication.sendEvent(page, QEvent(QEvent.Type.Enter))
    keys = next(label for label in window.status.findChildren(QLabel) if label.text())
    window.show()
    for width in range(300, 1200, 25):
        window.resize(width, 400)
        needed = QLabel(keys.text())
        needed.setFont(keys.font())
        assert needed.sizeHint().width() + keys.contentsMargins().left() <= keys.width()


def test_a_wide_strip_takes_no_room_from_what_is_around(page: Page) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    center = window.centralWidget()
    before = center.minimumSizeHint().width()
    strip = Page()
    strip.button.setText("as wide as a very long text " * 20)
    window.add_panel(strip, PanelPlace(Page, "Strip", Side.STRIP))
    strip.show()
    assert center.minimumSizeHint().width() == before


def test_a_second_window_leaves_the_first_in_sight(
    qtbot: QtBot, page: Page, session: Session, theme: Theme, profile: Profile
) -> None:
    first = page.window()
    assert isinstance(first, MainWindow)
    first.remember_layout()
    second = MainWindow(session, profile, theme)
    qtbot.addWidget(second)
    second.restore_layout()
    away = second.geometry().topLeft() - first.geometry().topLeft()
    assert away.x() > 0
    assert away.y() > 0


def test_all_panels_are_put_back(page: Page) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    window.add_panel(Dockable(), PanelPlace(Dockable, "Dock", Side.LEFT))
    dock = window.dock_of("dockable")
    dock.show()
    window.restore_layout()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.hide()
    window.use_usual_layout()
    assert window.dockWidgetArea(dock) is Qt.DockWidgetArea.LeftDockWidgetArea
    assert dock.isVisible()


def test_a_dock_with_a_tab_is_named_once(qtbot: QtBot, page: Page) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    window.add_panel(Dockable(), PanelPlace(Dockable, "Dock", Side.BOTTOM))
    place = PanelPlace(Neighbor, "Neighbor", Side.BOTTOM, behind="dockable")
    window.add_panel(Neighbor(), place)
    dock, other = window.dock_of("dockable"), window.dock_of("neighbor")
    dock.show()
    other.show()
    qtbot.waitUntil(lambda: dock.property("tabbed") is True)
    other.hide()
    qtbot.waitUntil(lambda: dock.property("tabbed") is False)


@pytest.fixture
def dock(page: Page) -> Mending:
    window = page.window()
    assert isinstance(window, MainWindow)
    dock = Mending()
    window.add_panel(dock, PanelPlace(Mending, "Mending", Side.RIGHT))
    return dock


def test_a_clicked_button_that_vanishes_leaves_the_keys_to_the_page(
    page: Page, dock: Mending
) -> None:
    page.setFocusProxy(page.tree)
    QTest.mouseClick(dock.button, Qt.MouseButton.LeftButton)
    assert dock.button.isHidden()
    assert page.tree.hasFocus()


def test_a_button_that_vanishes_at_a_key_leaves_the_keys_in_its_panel(
    page: Page, dock: Mending
) -> None:
    page.setFocusProxy(page.tree)
    press_space(dock.button)
    assert dock.button.isHidden()
    assert dock.field.hasFocus()
    dock.field.hide()
    assert not page.isAncestorOf(dock.window().focusWidget())
    assert dock.window().focusWidget() is dock


def test_a_notice_that_is_answered_leaves_the_keys_to_the_page(page: Page) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    page.setFocusProxy(page.tree)
    window.notices.put("one", "Well?", choices=[("Yes", lambda: None)])
    button = next(each for each in window.notices.findChildren(QPushButton))
    press_space(button)
    assert not window.notices.isVisible()
    assert page.tree.hasFocus()
