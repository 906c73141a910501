"""All that a user can have the app do; menus, toolbar, keys, command palette and the page of shortcuts are made from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """One thing to do.

    Parameters
    ----------
    id : stable, ``<panel>.<action>``; by it users' own keys are stored
    title : as menus say it
    run : does it
    keys : as QKeySequence reads them, the first one shown
    panel : name of the panel that must have the focus for the keys to work; empty for anywhere
    menu : the menu it is in, ``Edit`` or ``Edit/Align``; empty for none
    help : one sentence, for tooltips
    icon : a name of QtAwesome
    is_enabled : whether it can be done now
    needs : one sentence for when it cannot, such as "Select a node first."
    is_checked : given for what is switched on and off: whether it is on
    dynamic_title : given where the title changes, as for Undo; while it is empty, menus leave the command out
    """

    id: str
    title: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    panel: str = ""
    menu: str = ""
    help: str = ""
    icon: str = ""
    is_enabled: Callable[[], bool] = _always
    needs: str = ""
    is_checked: Callable[[], bool] | None = None
    dynamic_title: Callable[[], str] | None = None

    @property
    def present_title(self) -> str:
        """Return the title as it is at this moment."""
        return self.dynamic_title() if self.dynamic_title else self.title


def with_own_keys(
    commands: Iterable[Command], own_keys: Mapping[str, tuple[str, ...]]
) -> tuple[Command, ...]:
    """Return the commands with the keys that the user has chosen for them."""
    return tuple(
        replace(command, keys=own_keys[command.id]) if command.id in own_keys else command
        for command in commands
    )


def clashes(commands: Iterable[Command]) -> list[tuple[Command, Command, str]]:
    """Find keys that would mean two things at once: on one panel, or on one and everywhere."""
    found: list[tuple[Command, Command, str]] = []
    seen: dict[str, list[Command]] = {}
    for command in commands:
        for key in command.keys:
            others = seen.setdefault(key, [])
            found += [
                (other, command, key)
                for other in others
                if other.panel == command.panel or not (other.panel and command.panel)
            ]
            others.append(command)
    return found
