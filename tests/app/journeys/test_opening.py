"""Projects and templates, opened in the whole app."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from manim_nodes.app.application import Application
from manim_nodes.document.edits import rename_document, set_parameter
from manim_nodes.document.files import load_document, save_document
from manim_nodes.gallery.catalogue import load_templates
from manim_nodes.workspace.places import data_root
from manim_nodes.workspace.recovery import Recovery
from tests.app.journeys.conftest import OpenApp
from tests.support.canvases import shown_items

pytestmark = pytest.mark.slow

TEMPLATES, _ = load_templates(data_root() / "templates")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_each_template_opens_without_a_problem(
    template: object, open_app: OpenApp, qtbot: QtBot, profile: object
) -> None:
    profile.change_preferences(live_preview=False)  # type: ignore[attr-defined]
    window = open_app()
    document = load_document(template.path)  # type: ignore[attr-defined]
    window._use_template(template)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: len(window.session.document.nodes) == len(document.nodes))
    qtbot.waitUntil(lambda: window.session.analysis is not None)

    assert window.panels.canvas.isVisible()
    assert window.session.path is None
    assert set(shown_items(window.panels.canvas).nodes) == {node.id for node in document.nodes}
    assert window.panels.problems.rows == ()


def test_a_second_project_opens_in_a_window_of_its_own(
    open_app: OpenApp, application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [tmp_path / "one.mnodes", tmp_path / "two.mnodes"]
    for path in paths:
        save_document(load_document(TEMPLATES[0].path), path)
    open_app(*paths)
    qtbot.waitUntil(
        lambda: (
            sorted(str(each.session.path) for each in application.windows)  # type: ignore[attr-defined]
            == sorted(map(str, paths))
        )
    )

    assert len(application.windows) == 2


def test_what_is_recovered_of_an_open_file_stays_in_its_window(
    open_app: OpenApp, application: Application, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "one.mnodes"
    document = load_document(TEMPLATES[0].path)
    save_document(document, path)
    window = open_app(path)
    qtbot.waitUntil(lambda: window.session.path == path)
    left = Recovery(
        tmp_path / "left.recovery", rename_document(document, "Left"), path, datetime.now(UTC)
    )
    window.offer_recoveries([left])
    buttons = window.window.notices.findChildren(QPushButton)
    next(each for each in buttons if each.text() == "Recover it").click()

    assert application.windows == [window]
    assert (window.session.document.name, window.session.path) == ("Left", path)
    application.open([path, path])
    assert application.windows == [window]


def test_breaking_a_value_is_said_everywhere_and_mending_it_recovers(
    open_app: OpenApp, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "film.mnodes"
    save_document(load_document(TEMPLATES[0].path), path)
    window = open_app(path)
    session = window.session
    qtbot.waitUntil(lambda: session.analysis is not None)
    node = next(
        node
        for node in session.document.nodes
        if "run_time" in session.library.types[node.type].parameters
    )
    session.edit(lambda document: set_parameter(document, node.id, "run_time", -1))
    qtbot.waitUntil(lambda: len(window.panels.problems.rows) == 1)
    assert window.panels.problems.rows[0].node_id == node.id
    assert "errors" in window.panels.code.note

    session.undo()
    qtbot.waitUntil(lambda: not window.panels.problems.rows)
    assert window.panels.code.note == ""


def test_closing_at_once_leaves_nothing_running(
    open_app: OpenApp, tmp_path: Path, application: Application, qtbot: QtBot
) -> None:
    path = tmp_path / "film.mnodes"
    save_document(load_document(TEMPLATES[0].path), path)
    window = open_app(path)
    qtbot.waitUntil(lambda: window.panels.player.preview.timeline.frame_count > 0, timeout=60_000)
    window.window.close()

    assert application.windows == []
