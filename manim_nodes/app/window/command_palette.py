"""The command palette: all that can be done and added, found by a few letters."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.finder import Finder
from manim_nodes.app.palette.rows import PaletteRow
from manim_nodes.editing.type_search import lacks_latex, notes_on
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType
from manim_nodes.library.search import Place, find, places_of_type
from manim_nodes.translation import tr

_TITLE, _MENU, _HELP, _ADDING = 1.0, 0.5, 0.7, 0.7
_RECENT = 5


class CommandPalette(Finder):
    """Runs a command, or adds a node.

    Parameters
    ----------
    commands : gives the table, with the user's own keys
    run_type : adds a node of the type of this name
    """

    def __init__(
        self,
        commands: Callable[[], Sequence[Command]],
        library: Callable[[], Library],
        run_type: Callable[[str], object],
        *,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        self._commands, self._library, self._run_type = commands, library, run_type
        self._recent: list[str] = []
        super().__init__(
            theme,
            tr("Type what you want to do, or the node to add"),
            tr("↑ ↓  choose     Enter  do it     Esc  close"),
            parent,
        )
        self.resize(640, 440)

    def open_over(self, window: QWidget) -> None:
        """Open in the upper middle of ``window``."""
        x = (window.width() - self.width()) // 2
        self.open_at(window.mapToGlobal(QPoint(x, window.height() // 8)))

    def rows_for(self, query: str) -> Sequence[PaletteRow]:
        """Return the commands and node types that fit; for an empty line, what was done last first."""
        titled = (command for command in self._commands() if command.present_title)
        commands = sorted(titled, key=self._age)
        things: list[Command | NodeType] = [*commands]
        if query.strip():
            types = self._library().types.values()
            things = find([*things, *types], query, _places)
            things.sort(key=lambda each: _place(each, query.strip().casefold()))
        rows = [self._row(thing) for thing in things]
        # Whoever asks for something by its whole name is told why it cannot be done.
        named = query.strip().casefold()
        return sorted(rows, key=lambda row: not row.is_enabled and row.title.casefold() != named)

    def choose(self, row: PaletteRow, *, with_shift: bool) -> None:  # noqa: ARG002
        """Run the command, or add a node of the type."""
        if isinstance(row.thing, Command):
            others = [known for known in self._recent if known != row.thing.id]
            self._recent = [row.thing.id, *others][:_RECENT]
            row.thing.run()
        else:
            self._run_type(row.thing.type)

    def _age(self, command: Command) -> int:
        return self._recent.index(command.id) if command.id in self._recent else _RECENT

    @staticmethod
    def _row(thing: Command | NodeType) -> PaletteRow:
        if isinstance(thing, NodeType):
            title = tr(thing.title)
            if not thing.title.startswith("Add "):
                title = tr("Add {title}", title=title)
            return PaletteRow(
                thing, title, tr(thing.summary), notes=notes_on(thing), category=thing.category
            )
        is_enabled = thing.is_enabled()
        path = " > ".join(tr(menu) for menu in thing.menu.split("/") if menu)
        if is_enabled:
            detail = " · ".join(filter(None, (path, _switched(thing), thing.help)))
        else:
            detail = thing.needs or tr("Not possible at the moment")
        return PaletteRow(
            thing,
            thing.present_title.replace("&", ""),
            detail,
            notes=tuple(map(_shown, thing.keys)),
            icon=thing.icon or "mdi6.chevron-right",
            is_enabled=is_enabled,
        )


def _switched(command: Command) -> str:
    """Return whether what is switched on and off is on: choosing it is to do the other."""
    if command.is_checked is None:
        return ""
    return tr("is on, to switch off") if command.is_checked() else tr("is off, to switch on")


def _shown(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _place(thing: Command | NodeType, named: str) -> tuple[bool, bool]:
    """Return what comes first, whatever else fits: what has just that name, and what can be used here."""
    if isinstance(thing, NodeType):
        return lacks_latex(thing), thing.title.casefold() != named
    return False, thing.present_title.casefold() != named


def _places(thing: Command | NodeType) -> Iterator[Place]:
    if isinstance(thing, Command):
        yield _TITLE, thing.present_title
        yield _MENU, thing.menu
        yield _HELP, thing.help
        return
    yield _ADDING, f"add {thing.title}"
    yield from ((_ADDING * weight, text) for weight, text in places_of_type(thing))
