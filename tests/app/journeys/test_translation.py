"""The whole app in a language that no one speaks: accented, and 40 % longer than English.

Nothing that a user reads is left in English, and nothing is cut.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QDockWidget,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTabBar,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from manim_nodes.app.exports.export_bar import ExportBar
from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.inspector.editors.color import ColorEditor
from manim_nodes.app.palette.type_view import TypeView
from manim_nodes.app.project_window import ProjectWindow
from manim_nodes.app.timeline.timeline_view import TimelineView
from manim_nodes.app.window.guide import GuideWindow
from manim_nodes.document.edits import add_node
from manim_nodes.document.files import load_document, save_document
from manim_nodes.document.model import Document, new_document
from manim_nodes.editing.trust import FULL_TRUST
from manim_nodes.library.catalogue import Library
from manim_nodes.render.export.export_settings import ExportFormat
from manim_nodes.translation import PSEUDO, set_language, tr
from manim_nodes.workspace.places import data_root
from tests.app.journeys.conftest import OpenApp

_SIZE = 1440, 860  # the window's, which a screen of a test would not give it
_PROPERTIES = (
    "text",
    "placeholderText",
    "toolTip",
    "windowTitle",
    "accessibleName",
    "accessibleDescription",
    "title",
    "suffix",
    "specialValueText",
)
_ACCENTABLE = set("AEINOUYaceinouyz")  # what has none of these is an abbreviation, such as SVG
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
# Words that are the same in every language.
_NAMES = {"Community", "Manim", "NVENC", "NVIDIA", "Python", "manim", "mnodes", "nodes"}
_KEYS = {
    "Alt", "Backspace", "Ctrl", "Del", "Down", "End", "Enter", "Esc", "Home", "Left", "Return", "Right",
    "Shift", "Space", "Tab", "Up",
}  # fmt: skip
_ABOUT_VERSIONS = "Qt for Python"
# Words and sentences after which names stand that code has, too.
_BEFORE_CODE = ("Name in Python: ", "Default: ", "Names: ", "Functions: ", "Constants: ")
# Parts of Qt and NodeGraphQt, which have translations of their own or are never shown.
_OF_QT = {"BaseMenu", "QAbstractButton", "ScrollLeftButton", "ScrollRightButton"}

_OVER_WINDOW = (
    ("app.command_palette", "canvas.search", "app.shortcuts"),
    (
        "app.preferences",
        "app.guide",
        "app.about",
        "app.clean_up",
        "app.doctor",
        "app.insert_template",
        "exports.dialog",
        "file.save_template",
        "file.versions",
        "inspector.knobs",
        "palette.help",
        "project.style",
    ),
)
"""Commands that open a window of ours over the window, in two parts, so that no test takes long."""
# Commands that ask for more, but by the file dialogs of the system, or in a panel.
_ASKING_ELSEWHERE = {
    "canvas.find", "canvas.link_ports", "exports.table", "canvas.save_own_node", "canvas.save_snippet", "code.save", "file.import_template", "file.new_from_template", "file.open",
    "file.save_as", "player.save_frame", "timeline.duration",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _pseudo_language() -> Iterator[None]:
    set_language(PSEUDO)
    yield
    set_language("")


@pytest.fixture
def window(open_app: OpenApp, qtbot: QtBot) -> ProjectWindow:
    window = open_app()
    window.window.profile.change_preferences(live_preview=False)
    window.window.showNormal()
    window.window.resize(*_SIZE)
    qtbot.waitUntil(lambda: bool(window._application.templates))
    return window


def settle() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def open_project(window: ProjectWindow, document: Document, qtbot: QtBot) -> None:
    window.session.open(document, path=None, trust=FULL_TRUST)
    window.panels.show_canvas()
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    settle()


def a_template() -> Document:
    (path,) = (data_root() / "templates").glob("*/pythagoras.mnodes")
    return load_document(path)


def find_type(window: ProjectWindow, name: str) -> None:
    field = window.panels.palette.focusProxy()
    assert field is not None
    QTest.keyClicks(field, name)


# What is shown


def texts(root: QWidget) -> Iterator[tuple[object, str]]:
    """Return each text in a widget, with what shows it."""
    for widget in (root, *root.findChildren(QWidget)):
        if not is_of_qt(widget) and not is_code(widget):
            yield from ((widget, text) for text in texts_of(widget))
    for action in root.findChildren(QAction):
        if not is_of_qt(action.parent()):
            yield action, action.text()
            yield action, action.toolTip()


def texts_of(widget: QWidget) -> Iterator[str]:
    for name in _PROPERTIES:
        is_typed = name == "text" and isinstance(widget, QLineEdit | QAbstractSpinBox)
        text = widget.property(name)
        if isinstance(text, str) and not is_typed:
            yield text
    match widget:
        case QTabBar():
            yield from (widget.tabText(index) for index in range(widget.count()))
        case QComboBox():
            yield from (widget.itemText(index) for index in range(widget.count()))
        case QAbstractItemView() if widget.model() is not None:
            yield from texts_of_model(widget.model(), QModelIndex())


def texts_of_model(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        for role in _ROLES:
            text = index.data(role)
            if isinstance(text, str):
                yield text
        yield from texts_of_model(model, index)


def is_of_qt(thing: object) -> bool:
    """Return whether Qt says it: standard buttons, the buttons of docks and tabs, a field for keys."""
    if not isinstance(thing, QWidget):
        return False
    parent = thing.parentWidget()
    if isinstance(parent, QDialogButtonBox) and isinstance(thing, QAbstractButton):
        return parent.standardButton(thing) != QDialogButtonBox.StandardButton.NoButton
    return (
        type(thing).__name__ in _OF_QT
        or thing.objectName() in _OF_QT
        or isinstance(parent, QKeySequenceEdit)
        or (isinstance(parent, QDockWidget) and isinstance(thing, QAbstractButton))
    )


def is_code(widget: QWidget) -> bool:
    """Return whether it holds Python, what a user writes, or the user guide, a document as others."""
    is_guide = isinstance(widget, QTextBrowser) and isinstance(widget.parent(), GuideWindow)
    return is_guide or isinstance(widget, QPlainTextEdit)


def english_words(text: str, known: set[str]) -> list[str]:
    """Return the words of a text that have no accents, and are neither names nor a user's own."""
    plain = re.sub(r"<[^<>]*>|&\w+;", " ", text).replace("&", "").replace(_ABOUT_VERSIONS, "")
    for words in _BEFORE_CODE:
        plain = re.sub(rf"{tr(words).partition(':')[0]}:[^\n~]*", " ", plain)
    plain = re.sub(r"\S*[/_]\S*|'[^']*'", " ", plain)  # paths, and names in code
    found = re.findall(r"[^\W\d_]{3,}", plain)
    return [
        word for word in found if set(word) & _ACCENTABLE and word.isascii() and word not in known
    ]


def left_in_english(root: QWidget, *users_own: str) -> set[str]:
    known = _NAMES | _KEYS | {word for text in users_own for word in re.findall(r"[^\W\d_]+", text)}
    return {text for _, text in texts(root) if english_words(text, known)}


def users_texts(window: ProjectWindow) -> tuple[str, ...]:
    """Return what the user has written, and names that code has, too."""
    document = window.session.document
    nodes = document.nodes
    return (
        document.name,
        *(
            text
            for knob in document.knobs
            for text in (knob.title, knob.help, knob.group, knob.unit)
        ),
        *(text for each in document.constants for text in (each.name, str(each.value))),
        *(node.label or node.id for node in nodes),
        *(str(value) for node in nodes for value in node.parameters.values()),
    )


def cut(root: QWidget) -> list[str]:
    """Return what has less room than it needs."""
    return [
        f"{type(widget).__name__}: {widget.text()}"
        for widget in root.findChildren(QWidget)
        if isinstance(widget, QLabel | QAbstractButton)
        and widget.text()
        and widget.isVisible()
        and not is_of_qt(widget)
        and not has_room(widget)
    ]


def has_room(widget: QLabel | QAbstractButton) -> bool:
    icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is icon_only:
        return True
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) <= widget.height()
    return widget.sizeHint().width() <= widget.width()


# The tests


def test_the_welcome_page(window: ProjectWindow) -> None:
    settle()

    assert left_in_english(window.window) == set()
    assert cut(window.window) == []


def test_the_panels(window: ProjectWindow, qtbot: QtBot) -> None:
    open_project(window, a_template(), qtbot)
    run(window, "canvas.find")
    for dock in window.window.findChildren(QDockWidget):
        dock.raise_()
        settle()
        assert cut(window.window) == []

    assert left_in_english(window.window, *users_texts(window)) == set()


def test_nodes_on_the_canvas(window: ProjectWindow, qtbot: QtBot) -> None:
    open_project(window, a_template(), qtbot)
    known = {word for text in users_texts(window) for word in re.findall(r"[^\W\d_]+", text)}
    views = [item.view for item in window.panels.canvas.view.scene_items.nodes.values()]
    shown = [
        *(view.title for view in views if not view.subtitle),
        *(view.subtitle for view in views),
        *(port.label for view in views for port in (*view.inputs, *view.outputs)),
        *(row.name for view in views for row in view.rows),
    ]

    assert [text for text in shown if english_words(text, known)] == []


def test_fields_of_every_kind(window: ProjectWindow, qtbot: QtBot) -> None:
    open_project(window, new_document("Å"), qtbot)
    inspector = window.panels.inspector
    for node_type in with_every_kind_of_parameter(window.session.library):
        add_and_select(window, node_type)
        qtbot.waitUntil(
            partial(is_analyzed, window)
        )  # what is wrong with it stands in the page, too
        settle()
        own = (*users_texts(window), *choices_and_defaults(window.session.library, node_type))
        assert inspector.page is not None
        assert left_in_english(inspector.page, *own) == set(), node_type
        qtbot.waitUntil(partial(nothing_is_cut, inspector.page, node_type))


def is_analyzed(window: ProjectWindow) -> bool:
    analysis = window.session.analysis
    return analysis is not None and analysis.document is window.session.document


def nothing_is_cut(page: QWidget, node_type: str) -> None:
    assert cut(page) == [], node_type


def add_and_select(window: ProjectWindow, node_type: str) -> None:
    window.session.edit(lambda document: add_node(document, node_type)[0])
    window.session.select({window.session.content.nodes[-1].id})


def with_every_kind_of_parameter(library: Library) -> list[str]:
    """Return as few node types as it takes."""
    kinds = {
        name: {parameter.type for parameter in known.parameters.values()}
        for name, known in library.types.items()
    }
    missing, found = set().union(*kinds.values()), list[str]()
    while missing:
        name = max(kinds, key=lambda each: len(kinds[each] & missing))
        found.append(name)
        missing -= kinds[name]
    return found


def choices_and_defaults(library: Library, name: str) -> list[str]:
    """Return what stands in the code as it is in a field, and what types are called there."""
    node_type = library.types[name]
    known = node_type.parameters.values()
    values = [str(value) for each in known for value in (*each.choices, each.default)]
    types = [port.type for port in node_type.inputs.values()]
    return values + types + [each.type for each in known]


@pytest.mark.parametrize("command_ids", _OVER_WINDOW)
def test_what_opens_over_the_window(
    window: ProjectWindow, command_ids: tuple[str, ...], qtbot: QtBot
) -> None:
    open_project(window, a_template(), qtbot)
    find_type(window, "RegularPolygon")
    for command_id in command_ids:
        run(window, command_id)
        (opened,) = opened_over(window)
        assert cut(opened) == [], command_id
        for tabs in opened.findChildren(QTabWidget):
            tabs.setCurrentIndex(tabs.count() - 1)
            settle()
            assert cut(opened) == [], command_id
        assert left_in_english(opened, *users_texts(window)) == set(), command_id
        opened.close()


def test_every_command_that_opens_something_is_looked_at(window: ProjectWindow) -> None:
    asking = {command.id for command in window.window.commands if "…" in command.title}

    assert asking - {each for ids in _OVER_WINDOW for each in ids} == _ASKING_ELSEWHERE


def test_the_popup_of_a_color(window: ProjectWindow, qtbot: QtBot) -> None:
    open_project(window, new_document("Å"), qtbot)
    add_and_select(window, "Circle")
    settle()
    editor = window.panels.inspector.findChild(ColorEditor)
    assert editor is not None
    QTest.mouseClick(editor.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
    settle()
    (popup,) = opened_over(window)

    names = tuple(window.session.library.names.colors)
    assert left_in_english(popup, *names) == set()
    assert cut(popup) == []
    popup.close()


def run(window: ProjectWindow, command_id: str) -> None:
    next(command for command in window.window.commands if command.id == command_id).run()
    settle()


def opened_over(window: ProjectWindow) -> list[QWidget]:
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    return [each for each in shown if each is not window.window]


def test_context_menus(window: ProjectWindow, qtbot: QtBot) -> None:
    open_project(window, a_template(), qtbot)
    canvas, palette = window.panels.canvas, window.panels.palette
    window.session.select({window.session.content.nodes[0].id})
    canvas.view.menu_requested.emit(QPoint(10, 10))
    find_type(window, "RegularPolygon")
    types = palette.findChild(TypeView)
    types.customContextMenuRequested.emit(types.visualRect(types.currentIndex()).center())
    settle()
    opened = opened_over(window)

    assert [type(menu) for menu in opened] == [QMenu, QMenu]
    for menu in opened:
        assert left_in_english(menu, *users_texts(window)) == set()
        menu.close()


def test_the_menu_of_a_block(window: ProjectWindow, qtbot: QtBot) -> None:
    open_project(window, a_template(), qtbot)
    view = window.panels.timeline.findChild(TimelineView)
    assert view is not None
    view.menu_requested.emit(QPoint(10, 10))
    settle()
    (menu,) = opened_over(window)

    assert left_in_english(menu, *users_texts(window)) == set()
    menu.close()


@pytest.fixture
def asked(window: ProjectWindow, monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """Return what is left in English in each question; all are canceled."""
    asked: list[set[str]] = []

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        box.show()
        asked.append(left_in_english(box, *users_texts(window)))
        box.hide()
        return QMessageBox.StandardButton.Cancel

    def ask(parent: QWidget, title: str, text: str) -> QMessageBox.StandardButton:
        return answer(QMessageBox(QMessageBox.Icon.Question, title, text, parent=parent))

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(QMessageBox, "question", ask)
    return asked


def test_questions_before_anything_is_lost(
    window: ProjectWindow, asked: list[set[str]], qtbot: QtBot
) -> None:
    open_project(window, a_template(), qtbot)
    window.session.edit(lambda document: add_node(document, "Circle")[0])
    window.actions.new()

    assert asked == [set()]


def test_the_question_before_an_export_is_stopped(
    window: ProjectWindow, asked: list[set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Exports, "is_busy", True)
    window.window.close()
    monkeypatch.undo()

    assert asked == [set()]


def test_notices(window: ProjectWindow, tmp_path: Path, qtbot: QtBot) -> None:
    code = add_node(new_document("Å"), "PythonCode")[0]
    save_document(code, tmp_path / "å.mnodes")
    window.files.open(tmp_path / "å.mnodes")
    qtbot.waitUntil(lambda: "code" in window.window.notices.shown)
    missing = tmp_path / "ö.mnodes"
    window.files.open(missing)
    qtbot.waitUntil(lambda: "open" in window.window.notices.shown)
    settle()

    assert left_in_english(window.window.notices, *users_texts(window), str(tmp_path)) == set()
    assert cut(window.window.notices) == []


def test_the_export_bar(window: ProjectWindow, qtbot: QtBot) -> None:
    open_project(window, new_document("Å"), qtbot)
    window.window.resize(*_SIZE)
    bar = window.panels.exports.bar
    window.panels.exports.export(ExportFormat.MP4)  # nothing plays
    check_bar(bar)
    bar.show_progress("Å", 0.5, 70)
    check_bar(bar)
    bar.show_output(Path("Å.gif"))
    check_bar(bar)
    bar.show_failure("Å", "detail", offers_still=True)
    check_bar(bar)


def check_bar(bar: ExportBar) -> None:
    settle()
    assert left_in_english(bar, "Å.gif") == set()
    assert cut(bar) == []
