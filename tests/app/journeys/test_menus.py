"""No menu has two entries that say the same, and none has what cannot be done there."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from manim_nodes.app.canvas.context_menu import context_menu
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.timeline.block_menu import block_menu
from manim_nodes.document.edits import add_node
from manim_nodes.document.files import load_document
from manim_nodes.document.grouping import make_group
from manim_nodes.document.model import Document
from manim_nodes.editing.fixes import TITLES
from manim_nodes.editing.trust import FULL_TRUST
from manim_nodes.graph.problems import (
    BringIntoFrame,
    Delete,
    EnlargeFrame,
    Problem,
    PutInFront,
    ResetParameters,
    Show,
    WaitAtEnd,
    WaitBefore,
)
from manim_nodes.workspace.places import data_root
from tests.app.journeys.conftest import OpenApp

# Below these, entries are types of nodes, which say what happens only together with the menu's title.
OF_TYPES = {"Appears here with", "Changes here by", "Becomes here", "Disappears here with"}
NO_WORDS = {"it", "the", "this", "that", "a"}


def entries(menu: QMenu) -> Iterator[str]:
    """Return what a menu offers, submenus included."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            if inner.title() not in OF_TYPES:
                yield from entries(inner)
        elif action.isVisible() and not action.isSeparator():
            yield action.text().partition("\t")[0]


def twice(menu: QMenu) -> set[str]:
    """Return what several entries of a menu say, but for words that tell nothing apart."""
    said = Counter(
        " ".join(word for word in re.findall(r"\w+", text.casefold()) if word not in NO_WORDS)
        for text in entries(menu)
    )
    return {text for text, count in said.items() if count > 1}


@pytest.fixture
def window(open_app: OpenApp, qtbot: QtBot) -> ProjectWindow:
    window = open_app()
    (path,) = (data_root() / "templates").glob("*/pythagoras.mnodes")
    window.session.open(load_document(path), path=None, trust=FULL_TRUST)
    window.panels.show_canvas()
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    return window


def menus(window: ProjectWindow) -> Iterator[QMenu]:
    """Return the menus of the window, and of what is selected in it."""
    for action in window.window.menuBar().actions():
        inner = action.menu()
        assert isinstance(inner, QMenu)
        yield inner
    canvas, panels = window.panels.canvas, window.panels
    yield context_menu(canvas.commands(), canvas)
    picture = canvas.thing_menu()
    panels.picture_overlay.extend_menu(picture)
    yield picture
    yield block_menu(panels.timeline.commands(), panels.timeline)


def test_no_menu_says_anything_twice_whatever_is_selected(window: ProjectWindow) -> None:
    session = window.session
    found = {}
    for node in session.content.nodes:
        session.select({node.id})
        for menu in menus(window):
            if says := twice(menu):
                found[node.id, menu.title()] = says
    session.select({node.id for node in session.content.nodes[:3]})
    found |= {("several", menu.title()): says for menu in menus(window) if (says := twice(menu))}
    assert found == {}


def test_what_mends_a_node_is_offered_once(window: ProjectWindow) -> None:
    session = window.session
    node_id = session.content.nodes[0].id
    fixes = (
        WaitAtEnd(),
        WaitBefore(node_id),
        Show(node_id),
        BringIntoFrame(node_id, (1.0, 1.0)),
        PutInFront(node_id, 1),
        Delete(node_id),
        ResetParameters(node_id, ()),
        EnlargeFrame(),
    )
    assert {type(fix) for fix in fixes} == set(TITLES)
    session.select({node_id})
    session.set_picture_problems([Problem("any", "any", node_id, fix=fix) for fix in fixes])
    mending = context_menu(window.panels.canvas.commands(), window.panels.canvas)
    assert "Bring it into the frame" in entries(mending)
    assert [says for menu in menus(window) if (says := twice(menu))] == []


def test_no_two_commands_have_one_title(open_app: OpenApp) -> None:
    titles = Counter(each.title for each in open_app().window.commands)
    assert [title for title, count in titles.items() if count > 1] == []


def test_an_empty_canvas_offers_what_can_be_done_there(open_app: OpenApp) -> None:
    window = open_app()
    canvas = window.panels.canvas
    offered = [text.rstrip("…") for text in entries(context_menu(canvas.commands(), canvas))]
    assert offered == ["Add node", "Add frame", "Add note", "Paste", "Paste with wires"]

    commands = {each.id: each for each in window.window.commands}
    needing_something = (
        *("canvas.leave", "canvas.delete", "canvas.find", "canvas.arrange", "canvas.rename"),
        *("canvas.walk_left", "player.show_selected", "player.range_clear"),
        *("player.copy_point", "timeline.next", "timeline.next_thing", "timeline.earlier"),
    )
    assert [name for name in needing_something if commands[name].is_enabled()] == []


def test_what_changes_the_graph_leads_there_from_the_welcome_page(
    open_app: OpenApp,
) -> None:
    window = open_app()
    actions = window.window.actions_by_id
    assert actions is not None
    pages = []
    for name in ("canvas.minimap", "canvas.add_note"):
        actions.get(name).trigger()
        pages.append(type(window.window.page).__name__)
    assert pages == ["Welcome", "Canvas"]
    assert len(window.session.content.frames) == 1


def test_esc_is_said_to_leave_a_group_where_one_is_open(open_app: OpenApp, qtbot: QtBot) -> None:
    window = open_app()
    session, status = window.session, window.window.status
    window.panels.show_canvas()
    QApplication.sendEvent(window.panels.canvas, QEvent(QEvent.Type.Enter))

    def group(document: Document) -> Document:
        document, node_id = add_node(document, "Circle")
        return make_group(document, [node_id])[0]

    session.edit(group)
    (node,) = session.content.nodes
    assert "Leave group" not in status.shown
    session.enter(node.id)
    qtbot.waitUntil(lambda: "Leave group" in status.shown)
    QTest.keyClick(window.panels.canvas.view, Qt.Key.Key_Escape)
    assert session.location == ()
    qtbot.waitUntil(lambda: "Leave group" not in status.shown)


def test_keys_know_what_can_be_done_though_nobody_told_them(
    window: ProjectWindow, qtbot: QtBot
) -> None:
    canvas, session = window.panels.canvas, window.session
    key, *_ = canvas.view.scene_items.wires
    assert window.window.actions_by_id is not None
    delete = window.window.actions_by_id.get("canvas.delete")
    qtbot.waitUntil(lambda: not delete.isEnabled())
    canvas.view.select_wires([key])  # of which only the canvas knows
    before = len(session.content.edges)
    QTest.keyClick(canvas.view, Qt.Key.Key_Delete)
    assert len(session.content.edges) == before - 1
