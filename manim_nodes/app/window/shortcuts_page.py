"""All commands with their keys, and how the user gives them keys of their own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.key_rows import KeyTable, shown
from manim_nodes.app.window.panels import PANELS
from manim_nodes.library.search import find
from manim_nodes.translation import tr

_ID = Qt.ItemDataRole.UserRole
_PANEL_TITLES = {place.name: place.title for place in PANELS}


class ShortcutsPage(QDialog):
    """A table of commands by panel, and a field that takes the keys pressed in it.

    Parameters
    ----------
    commands : with the keys that they come with
    """

    def __init__(
        self,
        commands: Sequence[Command],
        *,
        theme: Theme,
        profile: Profile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self._profile = theme, profile
        self._table = KeyTable(commands, profile.preferences.own_keys)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.resize(720, 620)
        self._build_table()
        self._build_editor()
        self._lay_out()
        self._show()

    # making it

    def _build_table(self) -> None:
        self._search = QLineEdit(self, placeholderText=tr("Search commands or keys"))
        self._search.setAccessibleName(tr("Search commands or keys"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._show)
        self._tree = QTreeWidget(self)
        self._tree.setAccessibleName(tr("Commands"))
        self._tree.setHeaderLabels([tr("Command"), tr("Keys"), tr("Note")])
        self._tree.setColumnWidth(0, 320)
        self._tree.setColumnWidth(1, 160)
        self._tree.setRootIsDecorated(False)
        self._tree.setStyleSheet("QTreeView::item { border-radius: 0; }")  # a row is one piece
        self._tree.setIndentation(14)
        self._tree.itemSelectionChanged.connect(self._on_current_changed)
        self._tree.itemActivated.connect(self._on_activated)

    def _build_editor(self) -> None:
        self._name = Label(self)
        self._keys = QKeySequenceEdit(self)
        self._keys.setMaximumSequenceLength(1)
        self._keys.setClearButtonEnabled(True)
        self._keys.setAccessibleName(tr("Press the new keys"))
        self._keys.keySequenceChanged.connect(self._on_keys_pressed)
        self._message = Label(self, wordWrap=True)
        self._message.setMinimumHeight(self._message.fontMetrics().height() * 2)
        self._use = self._button(tr("Use"), self._use_keys)
        self._use.setProperty("primary", True)
        self._also = self._button(tr("Use as well"), self._use_keys_as_well)
        self._also.setToolTip(tr("Keep the keys that the command has."))
        self._none = self._button(tr("No keys"), self._use_no_keys)
        self._reset = self._button(tr("Reset"), self._reset_one)
        self._reset_all = self._button(tr("Reset all"), self._reset_every)

    def _button(self, text: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self, autoDefault=False)
        button.clicked.connect(pressed)
        return button

    def _lay_out(self) -> None:
        editor = QHBoxLayout()
        editor.addWidget(self._keys, 1)
        for button in (self._use, self._also, self._none, self._reset):
            editor.addWidget(button)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self._reset_all)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self._search)
        layout.addWidget(self._tree, 1)
        layout.addWidget(self._name)
        layout.addLayout(editor)
        layout.addWidget(self._message)
        layout.addLayout(foot)

    # showing

    def _show(self) -> None:
        current = self._current_id()
        self._tree.clear()
        clashing = self._table.clashing()
        headings: dict[str, QTreeWidgetItem] = {}
        for command in self._found():
            heading = headings.get(command.panel) or self._heading(command.panel)
            headings[command.panel] = heading
            item = self._item(command, clashing.get(command.id, []))
            heading.addChild(item)
            if command.id == current:
                self._tree.setCurrentItem(item)
        self._tree.expandAll()
        self._reset_all.setEnabled(bool(self._table.own_keys))
        self._show_editor()

    def _found(self) -> Sequence[Command]:
        def places(command: Command) -> list[tuple[float, str]]:
            texts = [(1.0, command.title), (0.5, command.menu), (0.5, command.panel)]
            return texts + [(1.0, key) for key in command.keys]

        return find(self._table.present, self._search.text(), places)

    def _heading(self, panel: str) -> QTreeWidgetItem:
        heading = QTreeWidgetItem([tr(_PANEL_TITLES.get(panel, "")) or tr("Everywhere")])
        heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        heading.setForeground(0, QColor(self._theme.dim_text))
        font = self.font()
        font.setBold(True)
        heading.setFont(0, font)
        self._tree.addTopLevelItem(heading)
        return heading

    def _item(self, command: Command, clashing: Sequence[Command]) -> QTreeWidgetItem:
        note = tr("your own") if command.id in self._table.own_keys else ""
        if clashing:
            names = ", ".join(other.title for other in clashing)
            note = tr("also: {names}", names=names)
        item = QTreeWidgetItem([command.title, shown(command.keys), note])
        item.setToolTip(0, plain_tip(command.help))
        item.setToolTip(2, plain_tip(note))
        item.setData(0, _ID, command.id)
        item.setForeground(2, QColor(self._theme.error if clashing else self._theme.dim_text))
        return item

    def _show_editor(self) -> None:
        command_id = self._current_id()
        is_one = command_id is not None
        for widget in (self._keys, self._none):
            widget.setEnabled(is_one)
        self._reset.setEnabled(command_id in self._table.own_keys)
        self._name.setText(
            tr("New keys for {name}:", name=self._title(command_id))
            if command_id
            else tr("Choose a command to change its keys.")
        )
        self._on_keys_pressed()

    def _current_id(self) -> str | None:
        items = self._tree.selectedItems()
        command_id = items[0].data(0, _ID) if items else None
        return command_id if isinstance(command_id, str) else None

    def _title(self, command_id: str) -> str:
        return next(known.title for known in self._table.commands if known.id == command_id)

    def _pressed(self) -> str:
        return self._keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    # what the user does

    def _on_current_changed(self) -> None:
        self._keys.clear()
        self._show_editor()

    def _on_activated(self) -> None:
        if self._current_id():
            self._keys.setFocus()

    def _on_keys_pressed(self) -> None:
        key, command_id = self._pressed(), self._current_id()
        is_ready = bool(key and command_id)
        self._use.setEnabled(is_ready)
        self._also.setEnabled(is_ready)
        others = self._table.clashes_of(command_id, key) if key and command_id else []
        names = ", ".join(other.title for other in others)
        text = tr(
            "{key} is now {names}. Using it here takes it from there.",
            key=shown([key]),
            names=names,
        )
        self._message.setText(text if others else "")
        self._message.setProperty("error", bool(others))
        self._message.style().polish(self._message)

    def _use_keys(self) -> None:
        if (command_id := self._current_id()) and (key := self._pressed()):
            self._keep(self._table.taken_for(command_id, key))

    def _use_keys_as_well(self) -> None:
        if (command_id := self._current_id()) and (key := self._pressed()):
            had = tuple(known for known in self._table.keys(command_id) if known != key)
            self._keep(self._table.taken_for(command_id, key).with_keys(command_id, (*had, key)))

    def _use_no_keys(self) -> None:
        if command_id := self._current_id():
            self._keep(self._table.with_keys(command_id, ()))

    def _reset_one(self) -> None:
        if command_id := self._current_id():
            own = {
                known: keys for known, keys in self._table.own_keys.items() if known != command_id
            }
            self._keep(KeyTable(self._table.commands, own))

    def _reset_every(self) -> None:
        self._keep(KeyTable(self._table.commands, {}))

    def _keep(self, table: KeyTable) -> None:
        self._table = table
        self._profile.change_preferences(own_keys=dict(table.own_keys))
        self._keys.clear()
        self._show()
