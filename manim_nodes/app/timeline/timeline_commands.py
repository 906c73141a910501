"""The table of the timeline's commands."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.translation import tr

_NAME = "timeline"
_MENU = "Play/Timeline"
_ZOOM_STEP = 1.5


class Target(Protocol):
    """What the commands work on."""

    def has_block(self) -> bool: ...
    def can_resize(self) -> bool: ...
    def walk(self, by: int) -> None: ...
    def seek_current(self) -> None: ...
    def move_current(self, by: int) -> None: ...
    def join_previous(self) -> None: ...
    def type_duration(self) -> None: ...
    def insert_wait(self, *, after: bool) -> None: ...
    def mute_current(self) -> None: ...
    def remove_current(self) -> None: ...
    def zoom(self, by: float) -> None: ...
    def fit(self) -> None: ...


def timeline_commands(target: Target) -> list[Command]:
    """Return all commands of the timeline."""
    has_block = target.has_block
    return [
        _command("next", tr("Next block"), lambda: target.walk(1), ("Right",)),
        _command("previous", tr("Previous block"), lambda: target.walk(-1), ("Left",)),
        _command(
            "seek",
            tr("Go to the block's start"),
            target.seek_current,
            ("Return", "Enter"),
            has_block,
        ),
        _command(
            "duration", tr("Type the duration…"), target.type_duration, ("F2",), target.can_resize
        ),
        _command(
            "earlier",
            tr("Play earlier"),
            lambda: target.move_current(-1),
            ("Alt+Left",),
            has_block,
        ),
        _command(
            "later", tr("Play later"), lambda: target.move_current(1), ("Alt+Right",), has_block
        ),
        _command(
            "together",
            tr("Play together with the block before"),
            target.join_previous,
            ("T",),
            has_block,
        ),
        _command(
            "wait_before",
            tr("Insert a wait before"),
            lambda: target.insert_wait(after=False),
            (),
            has_block,
        ),
        _command(
            "wait_after",
            tr("Insert a wait after"),
            lambda: target.insert_wait(after=True),
            ("W",),
            has_block,
        ),
        _command("mute", tr("Mute the step"), target.mute_current, ("M",), has_block),
        _command(
            "delete",
            tr("Delete the step"),
            target.remove_current,
            ("Delete", "Backspace"),
            has_block,
        ),
        _command("zoom_in", tr("Zoom in"), lambda: target.zoom(_ZOOM_STEP), ("+", "=")),
        _command("zoom_out", tr("Zoom out"), lambda: target.zoom(1 / _ZOOM_STEP), ("-",)),
        _command("fit", tr("Show all of the film"), target.fit, ("Home",)),
    ]


def _command(
    name: str,
    title: str,
    run: Callable[[], object],
    keys: tuple[str, ...] = (),
    is_enabled: Callable[[], bool] = lambda: True,
) -> Command:
    return Command(
        f"{_NAME}.{name}",
        title,
        run,
        keys,
        _NAME,
        _MENU,
        is_enabled=is_enabled,
        needs=tr("Choose a block of the timeline first."),
    )


_IN_MENU = (
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
    for name in _IN_MENU:
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


_NATIVE = QKeySequence.SequenceFormat.NativeText
