"""What a template holds comes into the open project, behind the step under the playhead, at one undo step."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from manim_nodes.app.gallery.template_dialog import TemplateDialog
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.document.files import save_document
from tests.app.journeys.conftest import OpenApp
from tests.support.players import two_steps

pytestmark = pytest.mark.slow


@pytest.fixture
def window(open_app: OpenApp, tmp_path: Path, profile: object, qtbot: QtBot) -> ProjectWindow:
    profile.change_preferences(live_preview=False)  # type: ignore[attr-defined]
    path = tmp_path / "Waves.mnodes"
    save_document(two_steps(), path)
    window = open_app(path)
    qtbot.waitUntil(lambda: bool(window._application.templates))
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    return window


def insert_first_template(window: ProjectWindow, qtbot: QtBot) -> None:
    commands = {command.title: command for command in window.window.commands}
    commands["Insert template…"].run()
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, TemplateDialog)
    )
    cards = dialog.templates.cards
    cards.setCurrentIndex(cards.model().index(0, 0))
    before = window.session.document
    QTest.keyClick(cards, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.document is not before, timeout=30_000)


def test_a_template_comes_behind_the_step_under_the_playhead(
    window: ProjectWindow, qtbot: QtBot
) -> None:
    session = window.session
    before = session.document
    steps = [node.id for node in before.nodes]
    step = next(node.id for node in before.nodes if node.type == "Create")
    session.move_playhead(0.5, step)

    insert_first_template(window, qtbot)

    listed = [node.id for node in session.document.nodes]
    added = [node_id for node_id in listed if node_id not in steps]
    place = steps.index(step) + 1
    assert listed == [*steps[:place], *added, *steps[place:]]
    assert session.selection == set(added)
    # What the template offers is offered here, under its name.
    assert len(session.document.knobs) > len(before.knobs)
    assert {knob.node for knob in session.document.knobs if knob.node} <= {*listed}
    assert {knob.group for knob in session.document.knobs} >= {"A first film"}
    lowest = max(node.position[1] for node in before.nodes)
    assert all(session.document.node(node_id).position[1] > lowest for node_id in added)
    assert session.path is not None
    session.undo()
    assert session.document.nodes == before.nodes
