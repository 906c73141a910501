"""The menu of a right click: the commands of the canvas that can be carried out now."""

from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from manim_nodes.app.canvas.thing_commands import MENUS
from manim_nodes.app.kit.commands import Command
from manim_nodes.translation import tr, tr_later

_THINGS = {f"Node/{menu}": menu for menu in MENUS.values()}
_SECTIONS = (*_THINGS, "Add", "Edit", "Node", "Node/Group", "Node/Align", "Node/Color")
# What the submenus are called.
_SUBMENUS = {
    **_THINGS,
    "Node/Group": tr_later("Group"),
    "Node/Align": tr_later("Align"),
    "Node/Color": tr_later("Color"),
}


def context_menu(commands: Iterable[Command], parent: QWidget) -> QMenu:
    """Make the menu; its actions have no keys of their own, but show those of the commands."""
    menu = QMenu(parent)
    by_section: dict[str, list[Command]] = {}
    for command in commands:
        if command.is_enabled():
            by_section.setdefault(command.menu, []).append(command)
    for section in _SECTIONS:
        found = by_section.get(section, [])
        if not found:
            continue
        submenu = _SUBMENUS.get(section)
        target = menu.addMenu(tr(submenu)) if submenu else menu
        for command in found:
            key = QKeySequence(command.keys[0]).toString(_NATIVE) if command.keys else ""
            title = f"{command.present_title}\t{key}" if key else command.present_title
            action = target.addAction(title)
            action.setObjectName(command.id)
            action.triggered.connect(lambda _checked=False, command=command: command.run())
        if not submenu:
            menu.addSeparator()
    return menu


_NATIVE = QKeySequence.SequenceFormat.NativeText
