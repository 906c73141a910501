"""The command palette: what can be done is found by a few letters, and done."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.rows import ROW, PaletteRow
from manim_nodes.app.window.command_palette import CommandPalette
from manim_nodes.library.catalogue import Library

Key = Qt.Key


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window


@pytest.fixture
def palette(window: QWidget, library: Library, theme: Theme, done: list[str]) -> CommandPalette:
    def doing(name: str) -> Callable[[], object]:
        return lambda: done.append(name)

    commands = [
        Command("file.save", "&Save", doing("save"), ("Ctrl+S",), menu="File"),
        Command("edit.undo", "Undo", doing("undo"), is_enabled=lambda: False),
        Command(
            "canvas.group",
            "Make Group",
            doing("group"),
            is_enabled=lambda: False,
            needs="Select some nodes first.",
        ),
        Command("edit.redo", "Redo", doing("redo"), dynamic_title=lambda: ""),
        Command("view.grid", "Snap to Grid", doing("grid"), help="Keep moved nodes to a raster."),
        Command(
            "view.check",
            "Check All",
            doing("check"),
            menu="View",
            help="Look for faults.",
            is_checked=lambda: True,
        ),
    ]
    palette = CommandPalette(
        lambda: commands,
        lambda: library,
        lambda name: done.append(f"add {name}"),
        theme=theme,
        parent=window,
    )
    palette.open_over(window)
    return palette


def type_and_enter(palette: CommandPalette, letters: str) -> None:
    QTest.keyClicks(palette.findChild(QLineEdit), letters)
    QTest.keyClick(palette.findChild(QLineEdit), Key.Key_Return)


def rows(palette: CommandPalette) -> list[PaletteRow]:
    model = palette.findChild(QListView).model()
    return [model.index(row, 0).data(ROW) for row in range(model.rowCount())]


def test_letters_and_enter_do_a_command(palette: CommandPalette, done: list[str]) -> None:
    type_and_enter(palette, "snap")
    assert done == ["grid"]
    assert not palette.isVisible()


@pytest.mark.parametrize("letters", ["add circle", "circle"])
def test_node_types_are_found_and_added(
    palette: CommandPalette, done: list[str], letters: str
) -> None:
    type_and_enter(palette, letters)
    assert done == ["add Circle"]


def test_mistakes_are_forgiven(palette: CommandPalette, done: list[str]) -> None:
    type_and_enter(palette, "sanp to gird")
    assert done == ["grid"]


def test_a_command_is_found_by_what_its_help_says(palette: CommandPalette, done: list[str]) -> None:
    type_and_enter(palette, "raster")
    assert done == ["grid"]


def test_what_cannot_be_done_is_grey_says_why_and_is_not_done(
    palette: CommandPalette, done: list[str]
) -> None:
    QTest.keyClicks(palette.findChild(QLineEdit), "make group")
    first = rows(palette)[0]
    assert not first.is_enabled
    assert first.detail == "Select some nodes first."
    QTest.keyClick(palette.findChild(QLineEdit), Key.Key_Return)
    assert done == []
    assert palette.isVisible()


def test_keys_and_menu_are_shown(palette: CommandPalette) -> None:
    first = rows(palette)[0]
    assert (first.title, first.detail, first.notes) == ("Save", "File", ("Ctrl+S",))


def test_without_letters_what_was_done_last_comes_first(
    palette: CommandPalette, window: QWidget
) -> None:
    type_and_enter(palette, "snap")
    palette.open_over(window)
    assert rows(palette)[0].title == "Snap to Grid"


def test_a_command_without_a_title_at_present_is_left_out(palette: CommandPalette) -> None:
    assert [row.thing.id for row in rows(palette)] == [
        "file.save",
        "view.grid",
        "view.check",
        "edit.undo",
        "canvas.group",
    ]


def test_what_cannot_be_done_stands_behind_what_can(palette: CommandPalette) -> None:
    rows = palette.rows_for("")
    assert [row.is_enabled for row in rows] == sorted(
        (row.is_enabled for row in rows), reverse=True
    )
    assert palette.rows_for("grou")[0].is_enabled
    assert palette.rows_for("make group")[0].title == "Make Group"


def test_what_is_switched_says_whether_it_is_on(palette: CommandPalette) -> None:
    QTest.keyClicks(palette.findChild(QLineEdit), "check")
    assert rows(palette)[0].detail == "View · is on, to switch off · Look for faults."


def test_no_title_says_add_twice(palette: CommandPalette) -> None:
    QTest.keyClicks(palette.findChild(QLineEdit), "add points")
    titles = [row.title for row in rows(palette)]
    assert not [title for title in titles if title.startswith("Add Add")]
