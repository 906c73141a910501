"""The table of commands as Qt actions: in menus, on the toolbar, and at their keys."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import qtawesome
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton, QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.translation import tr, tr_later

_WITH_TEXT = ("exports.mp4", "exports.gif")
_MENUS = (
    tr_later("File"),
    tr_later("Edit"),
    tr_later("Add"),
    tr_later("Node"),
    tr_later("View"),
    tr_later("Play"),
    tr_later("Export"),
    tr_later("Help"),
)
SUBMENUS = (
    tr_later("Align"),
    tr_later("Color"),
    tr_later("Export queue"),
    tr_later("Group"),
    tr_later("Open recent"),
    tr_later("Panels"),
    tr_later("Picture format"),
    tr_later("Player"),
    tr_later("Theme"),
    tr_later("Timeline"),
)
"""Those that commands name; they are made when a command does."""
_NATIVE = QKeySequence.SequenceFormat.NativeText


class Actions(QObject):
    """One action a command.

    Parameters
    ----------
    commands : the table
    panels : the widgets within which keys of their commands work, by name
    """

    def __init__(
        self, commands: Sequence[Command], panels: Mapping[str, QWidget], window: QWidget
    ) -> None:
        super().__init__(window)
        self.commands = {command.id: command for command in commands}
        self._actions = {command.id: self._action(command) for command in commands}
        for command in commands:
            owner = panels.get(command.panel, window) if command.panel else window
            owner.addAction(self._actions[command.id])
        self._by_key: defaultdict[Qt.Key, list[Command]] = defaultdict(list)
        for command in commands:
            for key in command.keys:
                self._by_key[QKeySequence(key)[0].key()].append(command)
        # Not all that decides what can be done is told of: keys ask for it when they are pressed.
        self._watched = {window, *panels.values()}
        for widget in self._watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for command in self._by_key.get(Qt.Key(event.key()), ()):
                self._actions[command.id].setEnabled(command.is_enabled())
        return super().eventFilter(watched, event)

    def get(self, command_id: str) -> QAction:
        """Return the action of a command."""
        return self._actions[command_id]

    def refresh(self) -> None:
        """Let every action say what its command can do now."""
        for command in self.commands.values():
            action = self._actions[command.id]
            action.setEnabled(command.is_enabled())
            if command.is_checked is not None:
                action.setChecked(command.is_checked())
            if command.dynamic_title is not None:
                title = command.dynamic_title()
                action.setText(title)
                action.setVisible(bool(title))

    def fill_menus(self, bar: QMenuBar) -> None:
        """Put every command that has a menu into it, with a line between those of different panels."""
        bar.clear()
        menus: dict[str, QMenu] = {}
        paths = [command.menu for command in self.commands.values() if command.menu]
        tops = [name for name in _MENUS if any(path.split("/")[0] == name for path in paths)]
        for top in tops:
            menus[top] = bar.addMenu(tr(top))
            menus[top].aboutToShow.connect(self.refresh)
        last: dict[str, str] = {}
        for command in self.commands.values():
            if command.menu:
                menu, owner = self._menu(menus, command.menu), command.id.partition(".")[0]
                if last.setdefault(command.menu, owner) != owner:
                    menu.addSeparator()
                    last[command.menu] = owner
                menu.addAction(self._actions[command.id])

    def fill_toolbar(self, toolbar: QToolBar, ids: Sequence[str], theme: Theme) -> None:
        """Put these commands on a toolbar; an empty id is a gap."""
        toolbar.clear()
        for command_id in ids:
            if not command_id:
                toolbar.addSeparator()
            elif command_id in self._actions:
                action = self._actions[command_id]
                icon = self.commands[command_id].icon
                action.setIcon(qtawesome.icon(icon, color=theme.text) if icon else QIcon())
                toolbar.addAction(action)
                button = toolbar.widgetForAction(action)
                if isinstance(button, QToolButton) and command_id not in _WITH_TEXT:
                    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                    button.setAccessibleName(action.text())

    def remove(self) -> None:
        """Take all actions away, to make room for others."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        for action in self._actions.values():
            action.setShortcuts([])  # until it is deleted, its keys would mean two things
            action.deleteLater()
        self.deleteLater()

    def _action(self, command: Command) -> QAction:
        action = QAction(command.present_title, self)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        scope = Qt.ShortcutContext
        action.setShortcutContext(
            scope.WidgetWithChildrenShortcut if command.panel else scope.WindowShortcut
        )
        keys = QKeySequence(command.keys[0]).toString(_NATIVE) if command.keys else ""
        text = command.help or command.title
        action.setToolTip(plain_tip(f"{text} ({keys})" if keys else text))
        action.setCheckable(command.is_checked is not None)
        action.setEnabled(command.is_enabled())
        action.triggered.connect(lambda _checked=False, command=command: self._run(command))
        return action

    def _run(self, command: Command) -> None:
        if command.is_enabled():
            command.run()
        self.refresh()

    def _menu(self, menus: dict[str, QMenu], path: str) -> QMenu:
        if path not in menus:
            outer, _, name = path.rpartition("/")
            menus[path] = self._menu(menus, outer).addMenu(tr(name))
        return menus[path]
