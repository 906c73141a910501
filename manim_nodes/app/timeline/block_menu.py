"""The menu of a block."""

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from manim_nodes.app.kit.commands import Command

_NATIVE = QKeySequence.SequenceFormat.NativeText
_ENTRIES = (
    "seek",
    "duration",
    "",
    "earlier",
    "later",
    "together",
    "",
    "wait_before",
    "wait_after",
    "",
    "mute",
    "delete",
    "",
    "fit",
)


def block_menu(commands: Iterable[Command], parent: QWidget) -> QMenu:
    """Make the menu of a block; its actions show the keys of commands, but have none themselves."""
    by_name = {command.id.partition(".")[2]: command for command in commands}
    menu = QMenu(parent)
    for name in _ENTRIES:
        if not name:
            menu.addSeparator()
            continue
        command = by_name[name]
        keys = QKeySequence(command.keys[0]).toString(_NATIVE) if command.keys else ""
        action = menu.addAction(f"{command.title}\t{keys}" if keys else command.title)
        action.setObjectName(command.id)
        action.setEnabled(command.is_enabled())
        action.triggered.connect(command.run)
    return menu
