"""Which keys of a panel are worth knowing first: the footer shows these, as far as there is room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from manim_nodes.app.kit.commands import Command
from manim_nodes.translation import tr, tr_later

_EVERYWHERE = ("player.play", "app.command_palette", "edit.undo", "player.present")

FIRST_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "canvas": (
        *("canvas.search", "player.play", "app.command_palette", "canvas.leave"),
        *(
            "canvas.enter",
            "canvas.link",
            "canvas.group",
            "canvas.duplicate",
            "canvas.presence",
            "canvas.rename",
        ),
        *("edit.undo", "canvas.show_all", "canvas.find"),
    ),
    "player": (
        *("player.play", "canvas.search", "app.command_palette", "player.start", "player.back"),
        *("player.forward", "player.full_screen", "player.present", "player.overlay"),
    ),
    "timeline": (
        *("player.play", "timeline.duration", "timeline.wait_after", "timeline.together"),
        *("timeline.earlier", "timeline.later", "timeline.delete", "timeline.come_here"),
        *("timeline.go_here", "timeline.fit", "app.command_palette"),
    ),
    "palette": ("palette.search", "palette.help", "palette.favorite", *_EVERYWHERE),
    "welcome": ("welcome.leave",),
}
"""In the order in which a beginner needs them, by the panels; what cannot be done now is left out."""

_WORDS = {"app.command_palette": tr_later("Find anything")}
"""What the footer calls commands whose title says little to a beginner."""


def keys_of(commands: Iterable[Command], panel: str) -> Sequence[Command]:
    """Return the commands that have keys on a panel, the first to know before the others.

    Parameters
    ----------
    commands : all there are
    panel : its name; empty for none, where only those that work everywhere have keys
    """
    with_keys = {command.id: command for command in commands if command.keys}
    wanted = FIRST_KEYS.get(panel, _EVERYWHERE)
    known = [with_keys[name] for name in wanted if name in with_keys]
    own = [each for each in with_keys.values() if _panel_of(each) == panel]
    if panel not in FIRST_KEYS:
        return list(dict.fromkeys([*own, *known]))
    return list(dict.fromkeys([*known, *own]))


def to_show(commands: Iterable[Command]) -> Iterator[tuple[str, str]]:
    """Return the first keys of those commands that can be carried out now, and what they do."""
    for command in commands:
        if command.is_enabled():
            word = _WORDS.get(command.id)
            yield command.keys[0], tr(word) if word else command.title.rstrip("…")


def _panel_of(command: Command) -> str:
    return command.panel or command.id.partition(".")[0]
