"""What a day's work is made of, in the whole window: with mouse and keys, on the real widgets."""

import json
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.application import Application
from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.number_field import NumberField
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import DARK, LIGHT
from manim_nodes.app.palette.rows import ROW
from manim_nodes.app.palette.type_view import TypeView
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.window.cleanup_page import CleanupPage
from manim_nodes.app.window.command_palette import CommandPalette
from manim_nodes.document.edits import set_parameter
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.groups import GROUP
from manim_nodes.document.model import Group
from manim_nodes.document.picture_formats import format_of
from manim_nodes.graph.problems import Severity
from tests.app.canvas.conftest import User, edges_of
from tests.app.journeys.conftest import OpenApp
from tests.support.library import node, toy_document

pytestmark = pytest.mark.slow

NO_KEY, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
CHAIN = "circle_1.mobject > create_1.mobject; create_1.mobject > fade_out_1.mobject"
DISC = """
category = "Shapes"

[Disc]
title = "My disc"
kind = "value"
summary = "A round thing."
code = "Circle()"
outputs.mobject = { type = "VMobject" }
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    nodes = [
        node("circle_1", {"radius": 2.0}, type="Circle"),
        node("create_1", type="Create", x=300.0),
        node("fade_out_1", type="FadeOut", x=600.0),
    ]
    path = tmp_path / "film.mnodes"
    save_document(toy_document(nodes, CHAIN), path)
    return path


@pytest.fixture
def window(open_app: OpenApp, path: Path, qtbot: QtBot) -> ProjectWindow:
    window = open_app(path)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    return window


@pytest.fixture
def user(window: ProjectWindow) -> User:
    run(window, "canvas.show_all")
    return User(window.panels.canvas)


def press(window: ProjectWindow, keys: str) -> None:
    """Press keys on the canvas, a moment after the last change."""
    window.window._refresh()
    window.window.activateWindow()
    QTest.qWaitForWindowActive(window.window)
    window.panels.canvas.setFocus()
    combination = QKeySequence(keys)[0]
    QTest.keyClick(window.panels.canvas.view, combination.key(), combination.keyboardModifiers())


def type_into_popup(text: str) -> None:
    """Type into what has popped up, and press Enter."""
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QWidget)
    QTest.keyClicks(popup.focusWidget(), text)
    QTest.keyClick(popup.focusWidget(), Qt.Key.Key_Return)


def choose(window: ProjectWindow, title: str) -> None:
    """Click a button of a notice."""
    buttons = window.window.notices.findChildren(QPushButton)
    next(button for button in buttons if button.text() == title).click()


def types(window: ProjectWindow) -> list[str]:
    return [node.type for node in window.session.content.nodes]


# building


def test_a_wire_dropped_on_nothing_is_wired_to_what_is_found(
    window: ProjectWindow, user: User
) -> None:
    user.view.zoom_by(1 / user.view.zoom)
    user.view.show_point(QPointF(100, 100))
    user.drag(user.port("circle_1", "mobject", out=True), user.pixel(QPointF(100, 250)))
    type_into_popup("fade in")

    assert "FadeIn" in types(window)
    assert "circle_1.mobject > fade_in_1.mobject" in edges_of(window.session)


def test_the_picture_follows_a_dragged_number_in_one_step(
    window: ProjectWindow, user: User, qtbot: QtBot
) -> None:
    preview = window.panels.player.preview
    qtbot.waitUntil(lambda: preview.timeline.frame_count > 20, timeout=60_000)
    qtbot.waitUntil(lambda: preview.timeline.is_complete, timeout=60_000)
    window.panels.player.playback.go_to(10)
    before, old = window.session.document, preview.timeline.picture(10)
    user.click(user.body("circle_1"))
    field = next(
        field
        for field in window.panels.inspector.findChildren(NumberField)
        if field.accessibleName() == "Radius"
    )
    at = field.rect().center()
    QTest.mousePress(field, LEFT, NO_KEY, at)
    for distance in (8, 20, 40):
        QTest.mouseMove(field, at + QPoint(distance, 0))
    qtbot.waitUntil(lambda: preview.timeline.picture(10) is not old, timeout=60_000)
    QTest.mouseRelease(field, LEFT, NO_KEY, at + QPoint(40, 0))
    assert window.session.document.nodes[0].parameters["radius"] == 3

    press(window, "Ctrl+Z")
    assert window.session.document is before


def test_what_is_broken_is_said_everywhere_until_it_is_mended(
    window: ProjectWindow, user: User, qtbot: QtBot
) -> None:
    user.click(user.body("circle_1"))
    press(window, "Del")
    qtbot.waitUntil(lambda: len(window.panels.problems.rows) == 1)
    item = window.panels.canvas.view.scene_items.nodes["create_1"]
    user.click(user.body("create_1"))
    assert item.view.severity is Severity.ERROR
    assert window.panels.problems.rows[0].node_id == "create_1"
    assert "errors" in window.panels.code.note

    press(window, "Ctrl+Z")
    qtbot.waitUntil(lambda: window.panels.problems.rows == ())
    assert window.panels.canvas.view.scene_items.nodes["create_1"].view.severity is None
    assert window.panels.code.note == ""


def test_nodes_are_copied_from_window_to_window(
    window: ProjectWindow, application: Application
) -> None:
    press(window, "Ctrl+A")
    press(window, "Ctrl+C")
    other = application.new_window()
    assert isinstance(other, ProjectWindow)
    other.actions.new()
    press(other, "Ctrl+V")

    assert types(other) == ["Circle", "Create", "FadeOut"]
    assert edges_of(other.session) == edges_of(window.session)
    assert json.loads(QApplication.clipboard().text())


def test_the_command_palette_adds_nodes_and_does_what_it_is_told(window: ProjectWindow) -> None:
    press(window, "Ctrl+K")
    type_into_popup("square")
    press(window, "Ctrl+K")
    type_into_popup("select all")

    assert "Square" in types(window)
    assert len(window.session.selection) == 4


def test_a_picture_format_is_found_by_where_films_are_shown(window: ProjectWindow) -> None:
    for words, name in (("vertical", "9:16"), ("instagram square", "1:1"), ("youtube", "16:9")):
        press(window, "Ctrl+K")
        type_into_popup(words)
        shape = format_of(window.session.document.settings)
        assert shape is not None
        assert shape.name == name
    window.session.select({"circle_1"})
    press(window, "Ctrl+K")
    type_into_popup("custom")
    field = QApplication.focusWidget()
    assert isinstance(field, NumberField)
    assert field.accessibleName() == "Frame width"


def test_a_changed_shortcut_works_at_once(window: ProjectWindow, profile: Profile) -> None:
    profile.change_preferences(own_keys={"canvas.mute": ("Ctrl+Alt+M",)})
    window.session.select({"create_1"})
    press(window, "M")
    assert not window.session.content.node("create_1").muted
    press(window, "Ctrl+Alt+M")
    assert window.session.content.node("create_1").muted


def test_own_groups_are_nodes_in_any_project(
    window: ProjectWindow, application: Application, qtbot: QtBot
) -> None:
    window.session.select({"circle_1", "create_1"})
    press(window, "Ctrl+G")
    (group,) = (node for node in window.session.content.nodes if node.id != "fade_out_1")
    window.session.select({group.id})
    run(window, "canvas.save_own_node")
    assert application.own_nodes == []
    answer_name(window, "Rising sun")
    qtbot.waitUntil(lambda: len(application.own_nodes) == 1, timeout=60_000)
    other = application.new_window()
    assert isinstance(other, ProjectWindow)
    other.actions.new()
    press(other, "Ctrl+Alt+F")
    field = other.window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, application.own_nodes[0].title)
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert len(other.session.content.nodes) == 1
    assert len(other.session.document.groups) == 1


def test_that_a_node_was_kept_is_said_in_its_project_only_and_the_palette_shows_it(
    window: ProjectWindow, application: Application, qtbot: QtBot
) -> None:
    for name in list(window.session.library.types)[:20]:
        window.window.profile.add_recent("recent_types", name)
    window.session.select({"circle_1", "create_1"})
    press(window, "Ctrl+G")
    run(window, "canvas.save_own_node")
    answer_name(window, "Rising sun")
    qtbot.waitUntil(lambda: len(application.own_nodes) == 1, timeout=60_000)
    view = window.panels.palette.findChild(TypeView)
    heading = view.model().index(1, 0)
    own = view.model().index(0, 0, heading)
    assert (heading.data(), own.data()) == ("My nodes", "Rising sun")
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.visualRect(own).center()))
    assert any("Rising sun" in text for text in window.window.notices.shown.values())
    window.files.new()
    assert window.window.notices.shown == {}


def test_a_group_is_kept_in_the_inspector_and_offered_by_empty_canvases(
    window: ProjectWindow, application: Application, qtbot: QtBot
) -> None:
    window.session.select({"circle_1", "create_1"})
    press(window, "Ctrl+G")
    (keep,) = (
        each
        for each in window.panels.inspector.findChildren(QPushButton)
        if each.text() == "Save as own node…"
    )
    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
    answer_name(window, "Rising sun")
    qtbot.waitUntil(lambda: len(application.own_nodes) == 1, timeout=60_000)
    assert application.own_nodes[0].title == "Rising sun"
    assert [group.name for group in window.session.document.groups] == ["Rising sun"]
    other = application.new_window()
    assert isinstance(other, ProjectWindow)
    other.actions.new()
    (own,) = other.session.own_nodes.keys() - {
        name for name, each in other.session.own_nodes.items() if each.is_built_in
    }
    button = other.panels.canvas.empty_hint.findChild(QToolButton, f"first_{own}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [node.type for node in other.session.content.nodes] == [GROUP]


def test_own_nodes_are_saved_anew_and_updated_elsewhere(
    window: ProjectWindow, application: Application, qtbot: QtBot
) -> None:
    window.session.select({"circle_1", "create_1"})
    press(window, "Ctrl+G")
    (group_node,) = window.session.selection
    run(window, "canvas.save_own_node")
    answer_name(window, "Rising sun")
    qtbot.waitUntil(lambda: len(application.own_nodes) == 1, timeout=60_000)
    other = application.new_window()
    assert isinstance(other, ProjectWindow)
    other.actions.new()
    other.panels.add_type(next(iter(other.session.own_nodes)))

    window.session.enter(group_node)
    window.session.edit(lambda content: set_parameter(content, "circle_1", "radius", 3.0))
    press(window, "Esc")
    window.session.select({group_node})
    run(window, "canvas.save_own_node")
    choose(window, "Replace it")
    qtbot.waitUntil(
        lambda: _radius(application.own_nodes[0].snippet.groups[0]) == 3.0, timeout=60_000
    )
    other.session.select({other.session.content.nodes[0].id})
    before = other.session.document
    run(other, "canvas.update_own_node")

    assert [_radius(group) for group in other.session.document.groups] == [3.0]
    press(other, "Ctrl+Z")
    assert other.session.document is before


def _radius(group: Group) -> object:
    return next(each for each in group.nodes if each.id == "circle_1").parameters["radius"]


def test_node_types_dropped_into_the_folder_are_read_on_request(
    window: ProjectWindow, profile: Profile, qtbot: QtBot
) -> None:
    profile.places.nodes.mkdir(parents=True, exist_ok=True)
    (profile.places.nodes / "disc.toml").write_text(DISC)
    reload = window.panels.palette.findChild(QToolButton)
    assert reload is not None
    reload.click()
    qtbot.waitUntil(lambda: "Disc" in window.session.library.types)


# the window


def test_files_that_take_too_much_are_warned_of(
    open_app: OpenApp, profile: Profile, qtbot: QtBot
) -> None:
    profile.places.exports.mkdir(parents=True)
    with (profile.places.exports / "long.mp4").open("wb") as film:
        film.truncate(200_000_000)
    profile.change_preferences(storage_quota_gb=0.1)
    window = open_app().window
    notices = window.notices
    qtbot.waitUntil(lambda: "storage" in notices.shown, timeout=60_000)
    assert "Remove exports" in notices.shown["storage"]
    choice = next(each for each in notices.findChildren(QPushButton) if each.text())
    assert choice.text() == "Clean up…"
    choice.click()
    page = window.findChild(CleanupPage)
    assert page is not None
    qtbot.waitUntil(lambda: page.summary.text() == "There is nothing to clean up.")


def test_the_theme_is_switched_and_back(window: ProjectWindow, application: Application) -> None:
    run(window, "view.theme_light")
    assert window.window.theme is application.theme is LIGHT
    run(window, "view.theme_dark")
    assert window.window.theme is application.theme is DARK


def test_the_layout_is_found_again(window: ProjectWindow, application: Application) -> None:
    run(window, "view.palette")
    window.window.remember_layout()
    other = application.new_window()
    assert isinstance(other, ProjectWindow)
    other.actions.new()

    assert not other.window.dock_of("palette").isVisible()
    assert other.window.dock_of("inspector").isVisible()


# files


def test_a_file_dropped_on_the_window_is_opened(
    window: ProjectWindow, application: Application, path: Path, qtbot: QtBot
) -> None:
    other = path.with_name("other.mnodes")
    save_document(load_document(path), other)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(300, 300), copy, data, LEFT, NO_KEY)
    drop = QDropEvent(QPointF(300, 300), copy, data, LEFT, NO_KEY)
    window.window.dragEnterEvent(enter)
    window.window.dropEvent(drop)
    assert enter.isAccepted()

    qtbot.waitUntil(lambda: any(each.shows(other) for each in application.windows))


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_a_link_to_what_is_open_shows_its_window(
    window: ProjectWindow, application: Application, path: Path, qtbot: QtBot, link: str
) -> None:
    qtbot.waitUntil(lambda: window.shows(path))
    other = path.with_name("other.mnodes")
    getattr(other, link)(path)

    assert application.window_for(other) is window
    application.open([other])
    assert len(application.windows) == 1


@pytest.mark.parametrize("place", ["canvas", "player"])
def test_a_picture_dropped_on_the_canvas_or_the_player_becomes_its_node(
    window: ProjectWindow, tmp_path: Path, place: str
) -> None:
    Image.new("RGB", (8, 8), "red").save(tmp_path / "cat.png")
    (tmp_path / "notes.odt").write_text("no node for it")
    views = {"canvas": window.panels.canvas.view.viewport(), "player": window.panels.player.view}
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("cat.png", "notes.odt")])
    how = Qt.DropAction.CopyAction, data, LEFT, NO_KEY
    enter = QDragEnterEvent(QPoint(40, 40), *how)
    QApplication.sendEvent(views[place], enter)
    assert enter.isAccepted()
    QApplication.sendEvent(views[place], QDropEvent(QPointF(40, 40), *how))

    added = window.session.content.nodes[-1]
    assert (added.type, added.parameters["filename_or_array"]) == ("ImageMobject", "cat.png")
    if place == "canvas":
        view = window.panels.canvas.view
        at = view.point_at(QPoint(40, 40))
        assert added.position == pytest.approx((at.x(), at.y()), abs=1)
    assert window.session.undo_label is not None
    window.session.undo()
    assert "ImageMobject" not in types(window)


@pytest.mark.parametrize("size", ["normal", "largest"])
def test_the_window_fits_a_small_screen(window: ProjectWindow, profile: Profile, size: str) -> None:
    """1280 logical pixels are those of 2560 at 200 %, or of a small notebook."""
    profile.change_preferences(text_size=size)
    QApplication.processEvents()
    window.window.resize(1280, 680)
    QApplication.processEvents()
    least = window.window.minimumSizeHint()
    assert (window.window.width(), window.window.height()) == (1280, 680)
    assert least.width() <= 1280
    assert least.height() <= 680
    for dock in ("palette", "inspector", "player", "timeline"):
        panel = window.window.dock_of(dock)
        assert panel.isVisible()
        assert window.window.rect().contains(panel.geometry()), dock


def test_a_project_changed_by_another_program_is_read_again(
    window: ProjectWindow, path: Path, qtbot: QtBot
) -> None:
    save_document(toy_document([node("square_1", type="Square")], ""), path)
    qtbot.waitUntil(lambda: "changed" in window.window.notices.shown)
    choose(window, "Read it again")

    qtbot.waitUntil(lambda: types(window) == ["Square"])


def test_code_from_elsewhere_waits_for_trust(open_app: OpenApp, path: Path, qtbot: QtBot) -> None:
    code = node("code_1", {"code": "self.wait()"}, type="PythonCode")
    save_document(toy_document([code], ""), path)
    window = open_app(path)
    qtbot.waitUntil(lambda: "code" in window.window.notices.shown)
    before = window.session.trust.code
    choose(window, "Run its code")

    assert (before, len(window.session.trust.code or ())) == (frozenset(), 1)
    assert window.window.notices.shown == {}


def test_recent_projects_are_in_the_menu(window: ProjectWindow, path: Path) -> None:
    window.window._refresh()
    assert window.window.actions_by_id is not None
    assert path.stem in window.window.actions_by_id.get("file.recent_1").text()
    window.actions.new()
    assert window.session.path is None
    window.window.actions_by_id.get("file.recent_1").trigger()

    assert window._application.profile.state.recent_projects[0] == str(path.resolve())


def test_a_new_project_is_saved_where_one_says(
    window: ProjectWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = path.with_name("new.mnodes")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    # It has a name of its own: call it like the file.
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.defaultButton().click())
    press(window, "Ctrl+Shift+S")
    qtbot.waitUntil(lambda: window.session.path == target)

    assert load_document(target).nodes == window.session.document.nodes
    assert window.window.windowTitle().startswith("new")


@pytest.mark.parametrize("answer", ["Save", "Discard", "Cancel"])
def test_closing_asks_about_unsaved_changes(
    answer: str,
    window: ProjectWindow,
    user: User,
    path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    button = getattr(QMessageBox.StandardButton, answer)
    monkeypatch.setattr(QMessageBox, "exec", lambda _: button)
    user.click(user.body("fade_out_1"))
    press(window, "Del")
    assert window.window.isWindowModified()
    window.window.close()
    is_open = answer == "Cancel"
    qtbot.waitUntil(lambda: bool(window._application.windows) is is_open)

    assert len(load_document(path).nodes) == (2 if answer == "Save" else 3)


def test_closing_while_a_film_is_made_loses_nothing_unless_told(
    window: ProjectWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def answer(box: QMessageBox) -> int:
        said.extend(each.text() for each in box.buttons())
        box.escapeButton().click()
        return 0

    with monkeypatch.context() as while_busy:
        while_busy.setattr(Exports, "is_busy", True)
        while_busy.setattr(QMessageBox, "exec", answer)
        window.window.close()

    assert sorted(said) == [
        "Cancel the export",
        "Keep exporting in the background",
        "Wait",
    ]
    assert window._application.windows == [window]


# what is made


def test_one_click_makes_a_film(window: ProjectWindow, profile: Profile, qtbot: QtBot) -> None:
    small = profile.state.export.model_copy(update={"height": 240, "fps": 5})
    profile.change_state(export=small)
    run(window, "exports.mp4")
    qtbot.waitUntil(lambda: window.panels.exports.is_busy)
    qtbot.waitUntil(lambda: not window.panels.exports.is_busy, timeout=120_000)

    (film,) = profile.places.exports.iterdir()
    assert film.suffix == ".mp4"
    assert window.panels.exports.bar.open.isVisible()


def test_nodes_show_what_they_make(window: ProjectWindow, profile: Profile, qtbot: QtBot) -> None:
    profile.change_preferences(node_pictures=True)
    items = window.panels.canvas.view.scene_items
    qtbot.waitUntil(lambda: items.nodes["circle_1"].picture is not None, timeout=60_000)


def run(window: ProjectWindow, command_id: str) -> None:
    """Do a command as its menu does."""
    assert window.window.actions_by_id is not None
    window.window.actions_by_id.refresh()
    window.window.actions_by_id.get(command_id).trigger()


def test_a_selection_is_kept_as_a_snippet_found_by_search_in_any_project_and_removed(
    window: ProjectWindow, application: Application, qtbot: QtBot
) -> None:
    window.session.select({"circle_1", "create_1"})
    keep_as_snippet(window, "Drawn ring", qtbot)
    qtbot.waitUntil(lambda: len(application.own_nodes) == 1, timeout=60_000)
    other = application.new_window()
    assert isinstance(other, ProjectWindow)
    other.actions.new()
    other.panels.show_canvas()
    before = other.session.document
    for key in ("Tab", "Ctrl+K"):
        press(other, key)
        type_into_popup("drawn ring")
        content = other.session.content
        assert sorted(node.type for node in content.nodes) == ["Circle", "Create"]
        assert len(content.edges) == 1
        assert other.session.selection == content.nodes_by_id.keys()
        press(other, "Ctrl+Z")
        assert other.session.document is before

    other.panels.own_nodes.ask_to_remove(next(iter(other.session.own_nodes)))
    box = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox))
    assert "Drawn ring" in box.text()
    assert box.defaultButton().text() == "Keep it"
    remove = next(each for each in box.buttons() if each.text() == "Remove")
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: application.own_nodes == [], timeout=60_000)
    assert not list(application.profile.places.nodes.glob("*"))


def test_a_snippet_replaces_another_of_its_name_only_when_asked(
    window: ProjectWindow, application: Application, qtbot: QtBot
) -> None:
    window.session.select({"circle_1", "create_1"})
    keep_as_snippet(window, "Ring", qtbot)
    qtbot.waitUntil(lambda: len(application.own_nodes) == 1, timeout=60_000)
    window.session.select({"circle_1", "create_1", "fade_out_1"})
    keep_as_snippet(window, "Ring", qtbot)
    assert len(application.own_nodes[0].snippet.nodes) == 2
    choose(window, "Replace it")
    qtbot.waitUntil(lambda: len(application.own_nodes[0].snippet.nodes) == 3, timeout=60_000)


def keep_as_snippet(window: ProjectWindow, name: str, qtbot: QtBot) -> None:
    run(window, "canvas.save_snippet")
    answer_name(window, name)
    qtbot.waitUntil(lambda: window.window.findChild(QInputDialog) is None)


def answer_name(window: ProjectWindow, name: str) -> None:
    dialog = window.window.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue(name)
    dialog.accept()


@pytest.mark.parametrize(
    ("words", "command_id"),
    [
        ("welcome", "file.new_from_template"),
        ("settings", "app.preferences"),
        ("options", "app.preferences"),
        ("hotkeys", "app.shortcuts"),
        ("tutorial", "app.tour"),
        ("history", "file.versions"),
        ("backup", "file.versions"),
        ("render", "exports.dialog"),
        ("minimap", "canvas.minimap"),
        ("slideshow", "player.present"),
        ("presentation", "player.present"),
        ("tidy", "canvas.arrange"),
    ],
)
def test_commands_are_found_by_what_other_programs_call_them(
    window: ProjectWindow, words: str, command_id: str
) -> None:
    run(window, "app.command_palette")
    palette = window.window.findChild(CommandPalette)
    assert palette is not None
    QTest.keyClicks(palette.findChild(QLineEdit), words)
    model = palette.findChild(QListView).model()
    shown = [model.index(row, 0).data(ROW).thing for row in range(min(3, model.rowCount()))]
    assert command_id in [each.id for each in shown if isinstance(each, Command)]
