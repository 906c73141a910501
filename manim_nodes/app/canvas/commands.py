"""The table of the canvas's commands."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication

from manim_nodes.app.canvas.actions import CanvasActions, Way
from manim_nodes.app.canvas.group_actions import GroupActions
from manim_nodes.app.kit.commands import Command

NAME = "canvas"

# Colors that mean something in most graphs; a name helps whoever cannot tell them apart.
COLORS = {
    "setup": ("#6b7280", "Gray: setup"),
    "text": ("#2b9c8c", "Teal: text"),
    "graph": ("#3f7fbf", "Blue: graph"),
    "camera": ("#8d6e97", "Purple: camera"),
    "motion": ("#c9772e", "Orange: motion"),
    "audio": ("#4d9a6a", "Green: audio"),
    "notice": ("#b0566f", "Red: notice"),
}


def commands_of(orders: CanvasActions, groups: GroupActions) -> list[Command]:
    """Return all commands that these two carry out."""
    return [
        *_editing(orders),
        *_nodes(orders),
        *_groups(groups, orders.has_nodes),
        *_places(orders),
        *_colors(orders),
        *_looking(orders),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("canvas", text)


def _command(
    name: str,
    title: str,
    run: Callable[[], object],
    keys: tuple[str, ...] = (),
    menu: str = "Node",
    **more: object,
) -> Command:
    return Command(
        f"{NAME}.{name}",
        _tr(title),
        run,
        keys,
        NAME,
        menu,
        **more,  # type: ignore[arg-type]  # whatever Command has
    )


def _editing(orders: CanvasActions) -> Iterator[Command]:
    some = orders.has_chosen
    menu = "Edit"
    yield _command("cut", "Cut", orders.cut, ("Ctrl+X",), menu, is_enabled=some)
    yield _command("copy", "Copy", orders.copy, ("Ctrl+C",), menu, is_enabled=some)
    yield _command("paste", "Paste", orders.paste, ("Ctrl+V",), menu)
    yield _command(
        "paste_wired",
        "Paste with wires",
        orders.paste_wired,
        ("Ctrl+Shift+V",),
        menu,
        help=_tr("Paste, and keep the wires that came from nodes that were not copied."),
    )
    yield _command("duplicate", "Duplicate", orders.duplicate, ("Ctrl+D",), menu, is_enabled=some)
    yield _command(
        "duplicate_wired",
        "Duplicate with wires",
        orders.duplicate_wired,
        ("Ctrl+Shift+D",),
        menu,
        is_enabled=some,
    )
    # Always: wires are selected here only, and nothing tells the menus so.
    yield _command("delete", "Delete", orders.delete, ("Del", "Backspace"), menu)
    yield _command(
        "dissolve",
        "Delete and join wires",
        orders.dissolve,
        ("Ctrl+Shift+X",),
        menu,
        is_enabled=orders.has_nodes,
    )
    yield _command("select_all", "Select all", orders.choose_all, ("Ctrl+A",), menu)


def _nodes(orders: CanvasActions) -> Iterator[Command]:
    some = orders.has_nodes
    yield _command("rename", "Rename", orders.rename, ("F2",), is_enabled=orders.has_chosen)
    yield _command("mute", "Mute", orders.mute, ("M", "D"), is_enabled=some)
    yield _command("collapse", "Collapse", orders.collapse, ("H",), is_enabled=some)
    yield _command(
        "hide_unused", "Hide unused ports", orders.hide_unused, ("Ctrl+H",), is_enabled=some
    )
    yield _command(
        "link",
        "Link",
        orders.link,
        ("J",),
        help=_tr("Wire the selected nodes one after another, from left to right."),
        is_enabled=orders.has_several,
    )
    yield _command("add_frame", "Add frame", orders.add_frame, ("Ctrl+J",), "Add")
    yield _command("add_note", "Add note", orders.add_note, ("N",), "Add")


def _groups(groups: GroupActions, has_nodes: Callable[[], bool]) -> Iterator[Command]:
    some, menu = groups.has_chosen, "Node/Group"
    yield _command("group", "Group", groups.group, ("Ctrl+G",), menu, is_enabled=has_nodes)
    yield _command("ungroup", "Ungroup", groups.ungroup, ("Ctrl+Shift+G",), menu, is_enabled=some)
    yield _command("enter", "Enter group", groups.enter, ("Return",), menu, is_enabled=some)
    yield _command("leave", "Leave group", groups.leave, ("Esc",), menu)
    yield _command(
        "make_unique", "Make group unique", groups.make_unique, (), menu, is_enabled=some
    )
    yield _command(
        "save_own_node",
        "Save as own node…",
        groups.save_own_node,
        (),
        menu,
        is_enabled=groups.can_save_own_node,
    )
    yield _command(
        "update_own_node",
        "Update from own nodes",
        groups.update_own_node,
        (),
        menu,
        help=_tr("Let the group, wherever it stands, be as you have saved it under its name."),
        is_enabled=groups.can_update_own_node,
    )


def _places(orders: CanvasActions) -> Iterator[Command]:
    several, menu = orders.has_several, "Node/Align"
    yield _command("arrange", "Lay out", orders.arrange, ("L",))
    for side in ("left", "right", "top", "bottom", "center", "middle"):
        yield _command(
            f"align_{side}",
            f"Align {side}",
            partial(orders.align, side),
            (),
            menu,
            is_enabled=several,
        )
    for across, words in ((True, "Distribute across"), (False, "Distribute down")):
        yield _command(
            words.lower().replace(" ", "_"),
            words,
            partial(orders.distribute, across=across),
            (),
            menu,
            is_enabled=several,
        )


def _colors(orders: CanvasActions) -> Iterator[Command]:
    for name, (color, title) in COLORS.items():
        run = partial(orders.color, color)
        yield _command(f"color_{name}", title, run, (), "Node/Color", is_enabled=orders.has_chosen)
    run = partial(orders.color, None)
    yield _command("color_none", "None", run, (), "Node/Color", is_enabled=orders.has_chosen)


def _looking(orders: CanvasActions) -> Iterator[Command]:
    yield _command("show_selection", "Show selection", orders.show_chosen, ("F", "."), "View")
    yield _command("show_all", "Show all", orders.show_all, ("Home",), "View")
    ways: tuple[Way, ...] = ("left", "right", "up", "down")
    for way in ways:
        key = way.capitalize()
        yield _command(
            f"walk_{way}", f"Select next node {way}", partial(orders.walk, way), (key,), ""
        )
        yield _command(
            f"extend_{way}",
            f"Select also next node {way}",
            partial(orders.walk, way, extend=True),
            (f"Shift+{key}",),
            "",
        )
