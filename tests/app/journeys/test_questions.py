"""The questions of the program: Enter and Esc lose nothing, and the buttons say what they do."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import manim_nodes.app
from manim_nodes.app.export_work.leaving import ask_about_exports
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document.edits import add_node
from tests.app.journeys.conftest import OpenApp

SAYS_NOTHING = {"OK", "Ok", "Yes", "No", "Cancel", "Discard"}


def lose_changes(window: ProjectWindow) -> None:
    window.session.edit(lambda document: add_node(document, "Circle")[0])
    window.actions.new()


def rename(window: ProjectWindow) -> None:
    window.files._asks_to_rename("Before", "After")


def write_over(window: ProjectWindow) -> None:
    window.files._ask_before_writing_over(Path("film.mnodes"), lambda: None)


def remove_template(window: ProjectWindow) -> None:
    window.own_templates.ask_to_remove(window._application.templates[0])


def remove_own_node(window: ProjectWindow) -> None:
    window.panels.own_nodes.ask_to_remove(next(iter(window.session.own_nodes)))


def leave_exports(window: ProjectWindow) -> None:
    ask_about_exports(window.window)


# What asks, what Enter answers, and what Esc does.
QUESTIONS: dict[Callable[[ProjectWindow], None], tuple[str, str]] = {
    lose_changes: ("Save", "Keep working"),
    rename: ("Call it “After”", "Keep “Before”"),
    write_over: ("Leave it as it is", "Leave it as it is"),
    remove_template: ("Keep it", "Keep it"),
    remove_own_node: ("Keep it", "Keep it"),
    leave_exports: ("Keep exporting in the background", "Wait"),
}


@pytest.fixture
def window(open_app: OpenApp, qtbot: QtBot) -> ProjectWindow:
    window = open_app()
    qtbot.waitUntil(lambda: bool(window._application.templates))
    return window


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QMessageBox]]:
    """Return the questions that are asked, which nobody answers."""
    asked: list[QMessageBox] = []

    def show(box: QMessageBox) -> int:
        box.show()
        asked.append(box)
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "exec", show)
    monkeypatch.setattr(QMessageBox, "open", show)
    yield asked
    for box in asked:
        if isValid(box):  # type: ignore[no-untyped-call]  # some are deleted when they are answered
            box.hide()


@pytest.mark.parametrize("ask", QUESTIONS, ids=lambda ask: ask.__name__)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape], ids=["Enter", "Esc"])
def test_enter_and_esc_lose_nothing(
    window: ProjectWindow,
    asked: list[QMessageBox],
    ask: Callable[[ProjectWindow], None],
    key: Qt.Key,
    qtbot: QtBot,
) -> None:
    ask(window)
    (box,) = asked
    pressed: list[str] = []
    box.buttonClicked.connect(lambda button: pressed.append(button.text().replace("&", "")))
    default = box.defaultButton()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    roles = QMessageBox.ButtonRole
    by_text = {each.text().replace("&", ""): box.buttonRole(each) for each in box.buttons()}
    QTest.keyClick(default, key)
    qtbot.waitUntil(lambda: bool(pressed))
    enter, esc = QUESTIONS[ask]
    assert pressed == [enter if key == Qt.Key.Key_Return else esc]
    assert by_text[pressed[0]] is not roles.DestructiveRole
    assert by_text.keys() & SAYS_NOTHING == set()


def test_no_question_is_missing_here() -> None:
    folder = Path(manim_nodes.app.__file__).parent
    calls = re.compile(
        r"\bQMessageBox\((?!\))|QMessageBox\.(question|warning|information|critical)\("
    )
    found = [
        match.group()
        for path in folder.rglob("*.py")
        for match in calls.finditer(path.read_text(encoding="utf-8"))
    ]
    assert len(found) == len(QUESTIONS)
