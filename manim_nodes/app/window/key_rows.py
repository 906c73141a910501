"""Which keys the commands have: as they come, and as the user has chosen; pure, so that the page only shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from manim_nodes.app.kit.commands import Command, clashes, with_own_keys

OwnKeys = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class KeyTable:
    """The commands as they come, and the user's own keys for some."""

    commands: Sequence[Command]
    own_keys: OwnKeys

    @property
    def present(self) -> tuple[Command, ...]:
        """Return the commands with the keys that they have now."""
        return with_own_keys(self.commands, self.own_keys)

    def keys(self, command_id: str) -> tuple[str, ...]:
        """Return the keys of a command."""
        return next(known.keys for known in self.present if known.id == command_id)

    def clashing(self) -> dict[str, list[Command]]:
        """Return, for each command that has a clash, the commands that it clashes with."""
        found: dict[str, list[Command]] = {}
        for one, other, _ in clashes(self.present):
            found.setdefault(one.id, []).append(other)
            found.setdefault(other.id, []).append(one)
        return found

    def clashes_of(self, command_id: str, key: str) -> list[Command]:
        """Return the commands that would clash with this one, if it had ``key`` too."""
        changed = self.with_keys(command_id, (key,))
        pairs = [pair for pair in clashes(changed.present) if pair[2] == key]
        others = [pair[:2] for pair in pairs if command_id in (pair[0].id, pair[1].id)]
        return [other if one.id == command_id else one for one, other in others]

    def with_keys(self, command_id: str, keys: tuple[str, ...]) -> "KeyTable":
        """Return the table with other keys for a command; those that it comes with are no own ones."""
        original = next(known.keys for known in self.commands if known.id == command_id)
        own = {known: chosen for known, chosen in self.own_keys.items() if known != command_id}
        return KeyTable(self.commands, own if keys == original else {**own, command_id: keys})

    def taken_for(self, command_id: str, key: str) -> "KeyTable":
        """Return the table with ``key`` for a command, and without it for those that would clash."""
        table = self
        for other in self.clashes_of(command_id, key):
            left = tuple(known for known in table.keys(other.id) if known != key)
            table = table.with_keys(other.id, left)
        return table.with_keys(command_id, (key,))


def shown(keys: Sequence[str]) -> str:
    """Return keys as this system writes them."""
    return "   ".join(
        QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys
    )
