"""The menu of a right click: the commands of the canvas that can be carried out now."""

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from manim_nodes.app.canvas.fix_commands import MENU
from manim_nodes.app.canvas.thing_commands import BECOMES, MENUS
from manim_nodes.app.kit.commands import Command
from manim_nodes.translation import tr, tr_later

_APPEARS, _CHANGES, _DISAPPEARS = MENUS.values()
_THINGS = {f"Node/{menu}": menu for menu in (_APPEARS, _CHANGES, BECOMES, _DISAPPEARS)}
SECTIONS = (
    f"Node/{MENU}",
    *_THINGS,
    "Add",
    "Edit",
    "Node",
    "Node/Group",
    "Node/Align",
    "Node/Color",
)
THING_SECTIONS = (f"Node/{MENU}", *_THINGS, "Node")
# What the submenus are called.
_SUBMENUS = {
    **_THINGS,
    "Node/Group": tr_later("Group"),
    "Node/Align": tr_later("Align"),
    "Node/Color": tr_later("Color"),
}
_NATIVE = QKeySequence.SequenceFormat.NativeText


def context_menu(
    commands: Iterable[Command], parent: QWidget, sections: Sequence[str] = SECTIONS
) -> QMenu:
    """Make the menu; its actions have no keys of their own, but show those of the commands.

    Parameters
    ----------
    sections : the paths of the menus that are shown, in this order
    """
    menu = QMenu(parent)
    by_section: dict[str, list[Command]] = {}
    for command in commands:
        if command.is_enabled():
            by_section.setdefault(command.menu, []).append(command)
    for section in sections:
        submenu = _SUBMENUS.get(section)
        found = by_section.get(section, [])
        inner = {
            path.rpartition("/")[2]: nested
            for path, nested in by_section.items()
            if section in _THINGS and path.startswith(f"{section}/")
        }
        if not found and not inner:
            continue
        target = menu.addMenu(tr(submenu)) if submenu else menu
        # Beneath what they have in common, the titles need not repeat it.
        common = f"{tr(submenu)} " if submenu else ""
        _fill(target, found, common)
        for name, nested in inner.items():
            _fill(target.addMenu(tr(name)), nested, common)
        if not submenu:
            menu.addSeparator()
    return menu


def _fill(menu: QMenu, commands: Iterable[Command], common: str) -> None:
    for command in commands:
        key = QKeySequence(command.keys[0]).toString(_NATIVE) if command.keys else ""
        title = command.present_title.removeprefix(common)
        action = menu.addAction(f"{title}\t{key}" if key else title)
        action.setObjectName(command.id)
        action.triggered.connect(lambda _checked=False, command=command: command.run())
