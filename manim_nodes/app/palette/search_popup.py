"""The search at the cursor: a few letters, Enter, and the node is there."""

from collections.abc import Container, Iterator, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.finder import Finder
from manim_nodes.app.palette.preview import TypePreview
from manim_nodes.app.palette.rows import PaletteRow
from manim_nodes.editing.type_search import find_types, notes_on
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType, spoken_name
from manim_nodes.translation import tr

Fitting = Sequence[tuple[NodeType, str]]


class SearchPopup(Finder):
    """Finds node types, of all there are or of those that a wire fits.

    Attributes
    ----------
    pictures : whoever made the popup closes it
    chosen : name of the type, the port that the wire goes to (empty without a wire), and whether
        Shift was held
    """

    chosen = Signal(str, str, bool)

    def __init__(
        self, library: Library, *, theme: Theme, profile: Profile, parent: QWidget | None = None
    ) -> None:
        self._library, self._profile = library, profile
        self._fitting: Fitting | None = None
        self._liked: Container[str] = ()
        self._preview = TypePreview(theme)
        self.pictures = self._preview.pictures
        super().__init__(
            theme,
            tr("Search node types"),
            tr("↑ ↓  choose     Enter  add     Esc  close"),
            parent,
        )
        self.middle.addWidget(self._preview)
        self.resize(620, 420)

    def set_library(self, library: Library) -> None:
        """Look in other node types from now on."""
        self._library = library

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        super().set_theme(theme)
        self._preview.set_theme(theme)

    def open_for(
        self, point: QPoint, fitting: Fitting | None = None, *, liked: Container[str] = ()
    ) -> None:
        """Open at a point of the desktop.

        Parameters
        ----------
        fitting : the types that may be chosen, and their ports; None for any
        liked : names of the types that what is selected can be wired to, which come before others
        """
        self._fitting, self._liked = fitting, liked
        self.open_at(point)

    def rows_for(self, query: str) -> Sequence[PaletteRow]:
        """Return the types that fit ``query``; for none, first those that the user likes or used last."""
        found = self._find_types(query) if query.strip() else self._usual_first()
        if self._fitting is None:
            return [_row(node_type, "") for node_type in found]
        ports: dict[str, list[str]] = {}
        for node_type, port in self._fitting:
            ports.setdefault(node_type.type, []).append(port)
        return [_row(known, port) for known in found for port in ports.get(known.type, ())]

    def _find_types(self, query: str) -> list[NodeType]:
        return find_types(self._library, query, fitting=self._liked)

    def choose(self, row: PaletteRow, *, with_shift: bool) -> None:
        """Emit `chosen`, and remember the type."""
        node_type, port = row.thing
        self._profile.add_recent("recent_types", node_type.type)
        self.chosen.emit(node_type.type, port, with_shift)

    def on_row_highlighted(self, row: PaletteRow | None) -> None:
        """Show a picture and what the type does."""
        self._preview.show_type(row.thing[0] if row else None)

    def _usual_first(self) -> list[NodeType]:
        return list({node_type.type: node_type for node_type in self._in_usual_order()}.values())

    def _in_usual_order(self) -> Iterator[NodeType]:
        state = self._profile.state
        for name in (*state.favorite_types, *state.recent_types):
            if known := self._library.get(name):
                yield known
        if self._fitting is not None:
            yield from (node_type for node_type, _ in self._fitting)
        yield from self._library.types.values()


def _row(node_type: NodeType, port: str) -> PaletteRow:
    return PaletteRow(
        thing=(node_type, port),
        title=tr(node_type.title),
        detail=tr(node_type.summary),
        notes=(*notes_on(node_type), *((tr(spoken_name(port)),) if port else ())),
        category=node_type.category,
    )
