"""The palette: every node type by category, to be searched, looked at, starred, dragged and added."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.image_loader import ImageLoader
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.row_painting import glyph
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.type_help import TypeHelpWindow
from manim_nodes.app.palette.type_tree import sections
from manim_nodes.app.palette.type_view import TypeView
from manim_nodes.editing.session import Event, LibraryChanged, Session
from manim_nodes.translation import tr, tr_later

_OPEN_AT_FIRST = ("found", "faults", "favorites", "recent", "My nodes", "My snippets")


class Palette(Panel):
    """A line to search in, and the node types below it.

    Parameters
    ----------
    add_type : adds a node of the type of this name where it is seen at once
    reload_library : reads all node types, and the user's own nodes, anew
    remove_own : removes what the user has kept, by its type's name
    """

    NAME = "palette"

    def __init__(
        self,
        session: Session,
        *,
        theme: Theme,
        profile: Profile,
        add_type: Callable[[str], object],
        reload_library: Callable[[], object],
        remove_own: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._profile = session, theme, profile
        self._add_type, self._reload_library = add_type, reload_library
        self._remove_own = remove_own
        self._is_open = dict.fromkeys(_OPEN_AT_FIRST, True)
        self._pictures = ImageLoader(self)
        self._help = TypeHelpWindow(theme=theme, parent=self)
        self._build()
        self._unlisten = session.listen(self._on_session_event)
        profile.state_changed.connect(self._on_state_changed)
        self._remembered = self._relevant_state()
        self._own = set(session.own_nodes)
        self._show()

    # what the user and the window ask for

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self._view.set_theme(theme)
        self._help.set_theme(theme)
        self._color_icons()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop listening and reading."""
        super().closeEvent(event)
        self._unlisten()
        self._profile.state_changed.disconnect(self._on_state_changed)
        self._timer.stop()
        self._pictures.close()

    @command(
        "palette.search",
        tr_later("Find a node type"),
        ("Ctrl+Alt+F",),
        panel="",
        menu="Add",
        help=tr_later("Go to the palette's search line."),
        icon="mdi6.magnify",
    )
    def focus_search(self) -> None:
        """Let the user type what they look for."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def has_type(self) -> bool:
        """Return whether a node type is selected."""
        return self._view.current_type() is not None

    @command(
        "palette.favorite",
        tr_later("Star node type"),
        ("Ctrl+B",),
        help=tr_later("Keep the type at hand among the favorites, or no longer."),
        icon="mdi6.star-outline",
        is_enabled=has_type,
    )
    def toggle_selected_favorite(self) -> None:
        """Keep the selected type among the favorites, or no longer."""
        if node_type := self._view.current_type():
            self._toggle_favorite(node_type.type)

    @command(
        "palette.help",
        tr_later("Help for node type"),
        ("F1",),
        help=tr_later("Show what the type does, its ports and its parameters."),
        icon="mdi6.help-circle-outline",
        is_enabled=has_type,
    )
    def help_for_selected(self) -> None:
        """Show the page of the selected type."""
        if node_type := self._view.current_type():
            self.show_help(node_type.type)

    @command(
        "palette.reload",
        tr_later("Reload node types"),
        panel="",
        menu="Add",
        help=tr_later("Read your own node types anew from their folder."),
        icon="mdi6.reload",
    )
    def reload(self) -> None:
        """Read all node types anew."""
        self._reload_library()

    def show_help(self, type_name: str) -> None:
        """Show the page of a node type in a small window."""
        node_type = self._session.library.get(type_name)
        if node_type is not None:
            self._help.show_type(node_type, self._session.library)

    # making it

    def _build(self) -> None:
        self._search = QLineEdit(self, placeholderText=tr("Search node types"))
        self._search.setAccessibleName(tr("Search node types"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._on_search_changed)
        self._search.returnPressed.connect(self._on_search_entered)
        self._reload = QToolButton(self, toolTip=tr("Reload node types"))
        self._reload.setObjectName("reload")
        self._reload.setAccessibleName(tr("Reload node types"))
        self._reload.setProperty("flat", True)
        self._reload.clicked.connect(self.reload)
        self._view = TypeView(self._pictures, self._theme, self)
        self._view.add_asked.connect(self._on_add_asked)
        self._view.star_clicked.connect(self._toggle_favorite)
        self._view.section_toggled.connect(self._on_section_toggled)
        self._view.dragged.connect(self._remember_recent)
        self._view.customContextMenuRequested.connect(self._show_menu)
        self._search.installEventFilter(self._view)
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._show)
        self._lay_out()
        self._color_icons()
        self.setFocusProxy(self._search)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 8, 4)
        top.setSpacing(6)
        top.addWidget(self._search, 1)
        top.addWidget(self._reload)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._view, 1)

    def _color_icons(self) -> None:
        ratio = self.devicePixelRatioF()
        self._reload.setIcon(glyph("mdi6.reload", self._theme.dim_text, 16, ratio))

    # showing

    def _show(self) -> None:
        self._view.favorites = frozenset(self._profile.state.favorite_types)
        query = self._search.text()
        self._view.show_sections(
            sections(self._session.library, self._profile.state, query),
            lambda section_id: self._is_open.get(section_id, False),
        )
        if query.strip():
            self._view.select_first()

    def _relevant_state(self) -> tuple[tuple[str, ...], ...]:
        state = self._profile.state
        return state.favorite_types, state.recent_types

    # what happens

    def _on_session_event(self, event: Event) -> None:
        if isinstance(event, LibraryChanged):
            self._show()
            self._reveal_kept()

    def _reveal_kept(self) -> None:
        """Show where to find what the user has kept since; all that is there from the beginning is no news."""
        before, self._own = self._own, set(self._session.own_nodes)
        for name in self._own - before if before else ():
            if node_type := self._session.library.get(name):
                self._view.reveal(node_type)

    def _on_state_changed(self) -> None:
        if self._relevant_state() != self._remembered:
            self._remembered = self._relevant_state()
            self._timer.start()

    def _on_search_changed(self) -> None:
        self._timer.stop()
        self._show()

    def _on_search_entered(self) -> None:
        self._view.enter()

    def _on_section_toggled(self, section_id: str, is_open: bool) -> None:
        self._is_open[section_id] = is_open

    def _on_add_asked(self, type_name: str) -> None:
        self._add_type(type_name)
        self._remember_recent(type_name)

    def _remember_recent(self, type_name: str) -> None:
        self._profile.add_recent("recent_types", type_name)

    def _toggle_favorite(self, type_name: str) -> None:
        favorites = self._profile.state.favorite_types
        others = tuple(name for name in favorites if name != type_name)
        added = () if type_name in favorites else (type_name,)
        self._profile.change_state(favorite_types=(*others, *added))

    def _show_menu(self, point: QPoint) -> None:
        index: QModelIndex = self._view.indexAt(point)
        self._view.setCurrentIndex(index)
        node_type = self._view.current_type()
        if node_type is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_favorite = node_type.type in self._profile.state.favorite_types
        star = tr("Remove from Favorites") if is_favorite else tr("Add to Favorites")
        name = node_type.type
        menu.addAction(tr("Add to the Graph")).triggered.connect(lambda: self._on_add_asked(name))
        menu.addAction(star).triggered.connect(lambda: self._toggle_favorite(name))
        own = self._session.own_nodes.get(name)
        if own is not None and not own.is_built_in:
            menu.addAction(tr("Remove from the disk…")).triggered.connect(
                lambda: self._remove_own(name)
            )
        menu.addSeparator()
        menu.addAction(tr("Help")).triggered.connect(lambda: self.show_help(name))
        menu.popup(self._view.viewport().mapToGlobal(point))
