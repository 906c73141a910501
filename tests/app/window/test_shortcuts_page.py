"""The shortcuts page: users see all keys, and choose their own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.shortcuts_page import ShortcutsPage

CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def nothing() -> None:
    """Stand for what a command does."""


COMMANDS = (
    Command("file.save", "Save", nothing, ("Ctrl+S",), menu="File"),
    Command("canvas.mute", "Mute", nothing, ("M", "D"), panel="canvas"),
    Command("canvas.frame", "Make Frame", nothing, ("Ctrl+J",), panel="canvas"),
    Command("player.mark", "Mark", nothing, ("M",), panel="player"),
)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, profile: Profile) -> ShortcutsPage:
    page = ShortcutsPage(COMMANDS, theme=theme, profile=profile)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(page)
    page.show()
    return page


def item_of(page: ShortcutsPage, title: str) -> QTreeWidgetItem:
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    return page.findChild(QTreeWidget).findItems(title, flags)[0]


def press(page: ShortcutsPage, title: str, key: Qt.Key) -> None:
    """Select a command, and press Control and ``key`` in the field for its new keys."""
    page.findChild(QTreeWidget).setCurrentItem(item_of(page, title))
    QTest.keyClick(page.findChild(QKeySequenceEdit), key, CONTROL)


def click(page: ShortcutsPage, text: str) -> None:
    button = next(each for each in page.findChildren(QPushButton) if each.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def message(page: ShortcutsPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_commands_stand_under_their_panels_with_their_keys(page: ShortcutsPage) -> None:
    mute = item_of(page, "Mute")
    assert (mute.parent().text(0), mute.text(1).split()) == ("Canvas", ["M", "D"])
    assert item_of(page, "Save").parent().text(0) == "Everywhere"


def test_keys_pressed_become_the_commands_own(page: ShortcutsPage, profile: Profile) -> None:
    press(page, "Make Frame", Key.Key_B)
    click(page, "Use")
    assert profile.preferences.own_keys == {"canvas.frame": ("Ctrl+B",)}
    assert item_of(page, "Make Frame").text(1) == "Ctrl+B"


def test_keys_may_be_used_beside_those_there_are(page: ShortcutsPage, profile: Profile) -> None:
    press(page, "Make Frame", Key.Key_B)
    click(page, "Use as well")
    assert profile.preferences.own_keys == {"canvas.frame": ("Ctrl+J", "Ctrl+B")}


def test_a_clash_names_the_other_command_and_using_the_keys_takes_them_from_it(
    page: ShortcutsPage, profile: Profile
) -> None:
    press(page, "Make Frame", Key.Key_S)
    assert "Ctrl+S is now Save" in message(page)
    click(page, "Use")
    assert profile.preferences.own_keys == {"canvas.frame": ("Ctrl+S",), "file.save": ()}


def test_the_same_keys_on_two_panels_are_no_clash(page: ShortcutsPage) -> None:
    press(page, "Mark", Key.Key_J)
    assert "is now" not in message(page)


def test_a_clash_that_is_there_is_shown_at_both(
    qtbot: QtBot, theme: Theme, profile: Profile
) -> None:
    profile.change_preferences(own_keys={"canvas.mute": ("Ctrl+S",)})
    page = ShortcutsPage(COMMANDS, theme=theme, profile=profile)
    qtbot.addWidget(page)
    assert item_of(page, "Mute").text(2) == "also: Save"
    assert item_of(page, "Save").text(2) == "also: Mute"


def test_keys_that_a_command_comes_with_are_not_its_own(
    page: ShortcutsPage, profile: Profile
) -> None:
    for key in (Key.Key_B, Key.Key_J):
        press(page, "Make Frame", key)
        click(page, "Use")
    assert profile.preferences.own_keys == {}


def test_one_command_can_be_reset(page: ShortcutsPage, profile: Profile) -> None:
    press(page, "Make Frame", Key.Key_B)
    click(page, "Use")
    click(page, "Reset")
    assert profile.preferences.own_keys == {}
    assert item_of(page, "Make Frame").text(1) == "Ctrl+J"


def test_a_command_can_do_without_keys_and_all_can_be_reset(
    page: ShortcutsPage, profile: Profile
) -> None:
    press(page, "Make Frame", Key.Key_B)
    click(page, "No keys")
    assert profile.preferences.own_keys == {"canvas.frame": ()}
    click(page, "Reset all")
    assert profile.preferences.own_keys == {}


@pytest.mark.parametrize("letters", ["make fr", "ctrl j"])
def test_commands_are_found_by_title_and_by_keys(page: ShortcutsPage, letters: str) -> None:
    QTest.keyClicks(page.findChild(QLineEdit), letters)
    tree = page.findChild(QTreeWidget)
    heading = tree.topLevelItem(0)
    assert heading is not None
    assert heading.child(0).text(0) == "Make Frame"


def test_enter_in_the_search_leaves_the_page_open(page: ShortcutsPage) -> None:
    QTest.keyClick(page.findChild(QLineEdit), Key.Key_Return)
    assert page.isVisible()
