"""The search at the cursor: a few letters, Enter, and the node is there."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QWidget

from manim_nodes.app.palette.addable import Addable, OwnNodes, find_addable, own_node_words
from manim_nodes.app.palette.finder import Finder
from manim_nodes.app.palette.preview import TypePreview
from manim_nodes.app.palette.rows import Row
from manim_nodes.app.profile import Profile
from manim_nodes.app.theme import Theme
from manim_nodes.gallery.own_nodes import OwnNode
from manim_nodes.library.catalogue import Library
from manim_nodes.library.node_type import NodeType

Fitting = Sequence[tuple[NodeType, str]]


class SearchPopup(Finder):
    """Finds node types, of all there are or of those that a wire fits.

    Attributes
    ----------
    chosen : name of the type, the port that the wire goes to (empty without a wire), and whether
        Shift was held
    own_node_chosen : with an OwnNode
    """

    chosen = Signal(str, str, bool)
    own_node_chosen = Signal(OwnNode)

    def __init__(
        self, library: Library, *, theme: Theme, profile: Profile, parent: QWidget | None = None
    ) -> None:
        self._library, self._profile = library, profile
        self._fitting: Fitting | None = None
        self._own = OwnNodes()
        self._preview = TypePreview(theme)
        super().__init__(
            theme,
            _tr("Search node types"),
            _tr("↑ ↓  choose     Enter  add     Esc  close"),
            parent,
        )
        self.middle.addWidget(self._preview)
        self.resize(620, 420)

    def use_library(self, library: Library) -> None:
        """Look in other node types from now on."""
        self._library = library

    def use_own_nodes(self, own: OwnNodes) -> None:
        """Find these nodes of the user's own too."""
        self._own = own

    def use_theme(self, theme: Theme) -> None:
        """Wear other colors."""
        super().use_theme(theme)
        self._preview.use_theme(theme)

    def shut_down(self) -> None:
        """End reading pictures."""
        self._preview.shut_down()

    def open_for(self, point: QPoint, fitting: Fitting | None = None) -> None:
        """Open at a point of the desktop; with ``fitting``, for these types and their ports only."""
        self._fitting = fitting
        self.open_at(point)

    def rows_for(self, query: str) -> Sequence[Row]:
        """Give the types that fit ``query``; for none, first those that the user likes or used last."""
        if query.strip():
            found = find_addable(self._library, self._own, query)
        else:
            found = self._usual_first()
        if self._fitting is None:
            return [_row(thing, "") for thing in found]
        ports: dict[str, list[str]] = {}
        for node_type, port in self._fitting:
            ports.setdefault(node_type.type, []).append(port)
        types = [thing for thing in found if isinstance(thing, NodeType)]
        return [_row(known, port) for known in types for port in ports.get(known.type, ())]

    def choose(self, row: Row, *, with_shift: bool) -> None:
        """Tell which type was chosen."""
        thing, port = row.thing
        if isinstance(thing, OwnNode):
            self.own_node_chosen.emit(thing)
            return
        self._profile.remember_recent("recent_types", thing.type)
        self.chosen.emit(thing.type, port, with_shift)

    def on_row_highlighted(self, row: Row | None) -> None:
        """Show a picture and what the type does."""
        thing = row.thing[0] if row else None
        self._preview.show_type(thing if isinstance(thing, NodeType) else None)

    def _usual_first(self) -> list[Addable]:
        types = {node_type.type: node_type for node_type in self._in_usual_order()}
        return [*types.values(), *self._own.nodes]

    def _in_usual_order(self) -> Iterator[NodeType]:
        memory = self._profile.memory
        for name in (*memory.favorite_types, *memory.recent_types):
            if known := self._library.get(name):
                yield known
        yield from self._library.types.values()


def _tr(text: str) -> str:
    return QCoreApplication.translate("SearchPopup", text)


def _row(thing: Addable, port: str) -> Row:
    if isinstance(thing, OwnNode):
        return Row((thing, ""), thing.title, own_node_words(thing), icon="mdi6.account-outline")
    node_type = thing
    return Row(
        thing=(node_type, port),
        title=node_type.title,
        detail=node_type.summary,
        notes=(port,) if port else (),
        category=node_type.category,
    )
