"""The earlier versions of a project, by day and hour."""

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.translation import tr
from manim_nodes.workspace.versions import SavedVersion

_VERSION = Qt.ItemDataRole.UserRole


class VersionsPage(QDialog):
    """Lists them, and lets the user go back to one or open a copy of it.

    Parameters
    ----------
    go_back : makes the open project what a file holds, as a step that can be undone
    open_copy : opens what a file holds in a window of its own
    """

    def __init__(
        self,
        versions: Sequence[SavedVersion],
        *,
        go_back: Callable[[Path], object],
        open_copy: Callable[[Path, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Earlier versions"))
        self.resize(420, 480)
        self._go_back, self._open_copy = go_back, open_copy
        note = Label(
            tr("Each time that you save, a version is kept. Going back to one can be undone.")
            if versions
            else tr("There are none yet: each time that you save, a version is kept."),
            self,
            wordWrap=True,
        )
        self.list = QTreeWidget(self, headerHidden=True)
        self.list.setAccessibleName(tr("Earlier versions"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.back = self._button(buttons, tr("Go back to it"), self._on_back)
        self.copy = self._button(buttons, tr("Open a copy"), self._on_copy)
        layout = QVBoxLayout(self)
        for widget in (note, self.list, buttons):
            layout.addWidget(widget)
        self.list.currentItemChanged.connect(lambda *_: self._follow())
        self._fill(versions)
        self._follow()

    @staticmethod
    def _button(
        buttons: QDialogButtonBox, title: str, clicked: Callable[[], object]
    ) -> QPushButton:
        button = buttons.addButton(title, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.clicked.connect(clicked)
        return button

    def _fill(self, versions: Sequence[SavedVersion]) -> None:
        locale = QLocale()
        for day, of_day in groupby(versions, lambda each: each.saved_at.astimezone().date()):
            title = locale.toString(QDate(day.year, day.month, day.day), "dddd, d MMMM yyyy")
            heading = QTreeWidgetItem([title])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.list.addTopLevelItem(heading)
            for version in of_day:
                item = QTreeWidgetItem([version.saved_at.astimezone().strftime("%H:%M:%S")])
                item.setData(0, _VERSION, version)
                heading.addChild(item)
            heading.setExpanded(True)
        if first := self.list.topLevelItem(0):
            self.list.setCurrentItem(first.child(0))

    @property
    def _version(self) -> SavedVersion | None:
        item: QTreeWidgetItem | None = self.list.currentItem()  # none, whatever the stubs say
        version = item.data(0, _VERSION) if item is not None else None
        return version if isinstance(version, SavedVersion) else None

    def _follow(self) -> None:
        for button in (self.back, self.copy):
            button.setEnabled(self._version is not None)

    def _on_back(self) -> None:
        if self._version is not None:
            self._go_back(self._version.file)
            self.accept()

    def _on_copy(self) -> None:
        if self._version is not None:
            moment = self._version.saved_at.astimezone()
            self._open_copy(self._version.file, moment.strftime("%H:%M, %d %B"))
            self.accept()
