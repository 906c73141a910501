"""The preferences as a dialog: one row for each that is declared, and the places of the user's files."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.window.packages_page import PackagesPage
from manim_nodes.app.window.preference_fields import editor_for
from manim_nodes.library.node_packages import NodePackage
from manim_nodes.translation import tr, tr_later
from manim_nodes.workspace.preferences import Preferences

_PLACES = {
    "projects": tr_later("Projects"),
    "exports": tr_later("Exports"),
    "templates": tr_later("Templates"),
    "nodes": tr_later("Nodes"),
    "packages": tr_later("Node packages"),
    "previews": tr_later("Previews"),
    "typeset": tr_later("Typeset"),
    "films": tr_later("Parts of films"),
    "export_work": tr_later("Exports being made"),
    "export_queue": tr_later("Export queue"),
    "logs": tr_later("Logs"),
    "recovery": tr_later("Recovery"),
    "versions": tr_later("Earlier versions"),
    "preferences": tr_later("Preferences"),
    "memory": tr_later("Memory"),
}
_EDITOR_PX = 200


def show_in_file_manager(path: Path) -> None:
    """Open ``path``, or the nearest folder above it that is there."""
    there = next(folder for folder in (path, *path.parents) if folder.is_dir())
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))


class PreferencesPage(QDialog):
    """Changes each preference at once.

    Parameters
    ----------
    packages : node packages that were found
    reload_library : reads all node types anew
    open_folder : shows a folder, or the folder of a file, to the user
    """

    def __init__(
        self,
        *,
        profile: Profile,
        packages: Sequence[NodePackage] = (),
        reload_library: Callable[[], object] = lambda: None,
        open_folder: Callable[[Path], object] = show_in_file_manager,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._profile, self._open_folder = profile, open_folder
        self._packages, self._reload_library = packages, reload_library
        self.setWindowTitle(tr("Preferences"))
        self.resize(640, 620)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._fill()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        reset = buttons.addButton(tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole)
        reset.clicked.connect(self._reset_all)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter ends the typing of a number, and nothing else
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(buttons)

    def _fill(self) -> None:
        current = max(self._tabs.currentIndex(), 0)
        self._tabs.clear()
        for title, page in (
            (tr("Preferences"), self._preferences()),
            (tr("Node packages"), self._node_packages()),
            (tr("Places"), self._places()),
        ):
            self._tabs.addTab(_scrolled(title, page), title)
        self._tabs.setCurrentIndex(current)

    def _preferences(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(0)
        for name, schema in Preferences.model_json_schema()["properties"].items():
            value = getattr(self._profile.preferences, name)
            editor = editor_for(schema, value, self._changer(name), page)
            if editor is not None:
                editor.setObjectName(name)
                layout.addWidget(_row(tr(schema["title"]), tr(schema["description"]), editor))
        layout.addStretch(1)
        return page

    def _node_packages(self) -> QWidget:
        return PackagesPage(
            self._packages,
            self._profile,
            self._reload_library,
            self._opener(self._profile.places.packages),
        )

    def _places(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        places = self._profile.places
        for row, field in enumerate(fields(places)):
            path: Path = getattr(places, field.name)
            title = tr(_PLACES[field.name])
            name = Label(title, page)
            shown = Label(str(path), page, wordWrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setProperty("dim", True)
            button = QPushButton(tr("Open folder"), page, autoDefault=False)
            button.setObjectName(f"open_{field.name}")
            button.setAccessibleName(tr("Open the folder of {name}", name=title))
            button.clicked.connect(self._opener(path))
            for column, widget in enumerate((name, shown, button)):
                grid.addWidget(widget, row, column)
        grid.setRowStretch(grid.rowCount(), 1)
        return page

    def _changer(self, name: str) -> Callable[[object], object]:
        return lambda value: self._profile.change_preferences(**{name: value})

    def _opener(self, path: Path) -> Callable[[], object]:
        return lambda: self._open_folder(path)

    def _reset_all(self) -> None:
        elsewhere = self._profile.preferences.model_dump(
            include={"own_keys", "export_presets", "styles"}
        )
        self._profile.change_preferences(**{**Preferences().model_dump(), **elsewhere})
        self._fill()


def _scrolled(title: str, page: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
    area.setAccessibleName(title)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


def _row(title: str, description: str, editor: QWidget) -> QWidget:
    row = QFrame()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 8, 0, 8)
    layout.setSpacing(16)
    texts = QVBoxLayout()
    texts.setSpacing(2)
    name = Label(title, row)
    name.setBuddy(editor)
    note = Label(description, row, wordWrap=True)
    note.setProperty("dim", True)
    texts.addWidget(name)
    texts.addWidget(note)
    layout.addLayout(texts, 1)
    editor.setAccessibleName(title)
    editor.setAccessibleDescription(description)
    if not isinstance(editor, QCheckBox):
        editor.setFixedWidth(max(_EDITOR_PX, editor.sizeHint().width()))
    layout.addWidget(editor)
    return row
