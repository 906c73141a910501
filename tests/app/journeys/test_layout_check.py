"""What is hard to read in a film is listed, quietly, and shown in the picture by a click."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document.edits import remove_nodes
from manim_nodes.document.files import save_document
from manim_nodes.graph.problems import Severity
from tests.app.journeys.conftest import OpenApp
from tests.support.library import node, toy_document

pytestmark = pytest.mark.slow

LONG_MS = 60_000


@pytest.fixture
def window(open_app: OpenApp, tmp_path: Path, qtbot: QtBot) -> ProjectWindow:
    below = node("text_1", {"text": "Words below", "font_size": 60})
    above = node("text_2", {"text": "Words above", "font_size": 60})
    fades = node("fade_in_1", x=300)
    path = tmp_path / "Texts.mnodes"
    document = toy_document([below, above, fades, "wait_1"], "text_2.mobject > fade_in_1.mobject")
    save_document(document, path)
    window = open_app(path)
    qtbot.waitUntil(lambda: bool(window.session.picture_problems), timeout=LONG_MS)
    return window


def test_a_click_shows_where_and_when(window: ProjectWindow, qtbot: QtBot) -> None:
    panels, session = window.panels, window.session
    (row,) = panels.problems.rows
    assert (row.severity, row.node_id) == (Severity.ADVICE, "text_1")
    window.window.dock_of(panels.problems.NAME).show()
    window.window.dock_of(panels.problems.NAME).raise_()
    qtbot.waitUntil(lambda: panels.problems.tree.topLevelItemCount() == 1)
    item = panels.problems.tree.topLevelItem(0)
    assert item is not None
    center = panels.problems.tree.visualItemRect(item).center()
    QTest.mouseClick(panels.problems.tree.viewport(), Qt.MouseButton.LeftButton, pos=center)
    place = panels.picture_overlay.pointed_out
    assert row.in_picture is not None
    assert place == row.in_picture
    assert session.selection == {"text_1"}
    assert session.playhead.time_s == pytest.approx(place.time_s)
    overlap = QRectF(place.left, place.bottom, place.right - place.left, place.top - place.bottom)
    assert overlap.contains(0, 0)

    panels.player.playback.go_to(0)
    assert panels.picture_overlay.pointed_out is None
    session.edit(lambda document: remove_nodes(document, ["text_1"]))
    qtbot.waitUntil(lambda: not panels.problems.rows, timeout=LONG_MS)


def test_it_is_switched_off_and_on(window: ProjectWindow, qtbot: QtBot) -> None:
    switch = next(each for each in window.window.commands if each.title == "Check the layout")
    assert switch.is_checked is not None
    assert switch.is_checked()
    switch.run()
    qtbot.waitUntil(lambda: not window.session.picture_problems, timeout=LONG_MS)
    assert not switch.is_checked()
    switch.run()
    qtbot.waitUntil(lambda: bool(window.session.picture_problems), timeout=LONG_MS)
