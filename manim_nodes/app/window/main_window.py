"""One window: the panels of one session, laid out, and the table of their commands."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDockWidget,
    QListView,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.commands import Command, with_own_keys
from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.project.project_files import dropped_projects
from manim_nodes.app.window.actions import Actions
from manim_nodes.app.window.panel_place import PanelPlace, Side
from manim_nodes.app.window.status_line import StatusLine
from manim_nodes.editing.session import Event, FileChanged, PlayheadMoved, Session
from manim_nodes.translation import tr

_LAYOUT_VERSION = 1
_FITTING, _WHATEVER = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
_USUAL_SIZE = QSize(1440, 860)
_ASIDE = 32
_PRESSED_BY_SPACE = (QAbstractButton, QComboBox, QListView)
_AREAS = {
    Side.LEFT: Qt.DockWidgetArea.LeftDockWidgetArea,
    Side.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
    Side.BOTTOM: Qt.DockWidgetArea.BottomDockWidgetArea,
}


class MainWindow(QMainWindow):
    """Lays out what it is given.

    Attributes
    ----------
    may_close : asked before the window closes; False keeps it open
    closed : told when it has closed
    """

    def __init__(self, session: Session, profile: Profile, theme: Theme) -> None:
        super().__init__()
        self.session = session
        self.profile = profile
        self.theme = theme
        self.notices = Notices(theme)
        self.status = StatusLine(self)
        self.panels: dict[str, Panel] = {}
        self._dock_sizes: dict[QDockWidget, QSize] = {}
        self.may_close: Callable[[], bool] = lambda: True
        self.closed: Callable[[], object] = lambda: None
        self.open_paths: Callable[[list[Path]], object] = lambda _paths: None
        self._commands: tuple[Command, ...] = ()
        self._toolbar_ids: tuple[str, ...] = ()
        self.actions_by_id: Actions | None = None
        self._pages = QStackedWidget(self)
        self._toolbar = QToolBar(tr("Toolbar"), self)
        self._toolbar.setObjectName("toolbar")
        self._toolbar.setMovable(False)
        self._toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._usual_layout = QByteArray()
        self._layout_around: QByteArray | None = (
            None  # what it will be when a page is alone no more
        )
        self._refresh_soon = QTimer(self, interval=30, singleShot=True)
        self._refresh_soon.timeout.connect(self._refresh)
        self._titles_soon = QTimer(self, interval=0, singleShot=True)
        self._titles_soon.timeout.connect(self._name_docks)
        self._when_painted: list[Callable[[], object]] = []
        self._lay_out()
        self._unlisten = session.listen(self._follow)
        profile.preferences_changed.connect(self._rebuild_actions)
        QApplication.instance().focusChanged.connect(self._watch_focus)
        self._show_title()

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        # The sides reach down to the status bar: what is below belongs to the canvas.
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.addToolBar(self._toolbar)
        self.setStatusBar(self.status)
        center = QWidget(self)
        self._column = QVBoxLayout(center)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.notices)
        self._column.addWidget(self._pages, 1)
        self.setCentralWidget(center)
        self.resize(_USUAL_SIZE)

    # putting it together

    def add_panel(self, panel: Panel, place: PanelPlace) -> None:
        """Put a panel at its place, behind or below those that are there."""
        self.panels[place.name] = panel
        if place.side is Side.PAGE:
            panel.setSizePolicy(_WHATEVER, _WHATEVER)
            self._pages.addWidget(panel)
        elif place.side is Side.STRIP:
            panel.setSizePolicy(_WHATEVER, _FITTING)  # it takes the window's width as it is
            self._column.addWidget(panel)
        else:
            self._add_dock(panel, place)

    def _add_dock(self, panel: Panel, place: PanelPlace) -> None:
        dock = QDockWidget(tr(place.title), self)
        dock.setObjectName(place.name)
        dock.setWidget(panel)
        panel.windowTitleChanged.connect(dock.setWindowTitle)  # as where problems are counted
        for moved in (dock.visibilityChanged, dock.dockLocationChanged, dock.topLevelChanged):
            moved.connect(self._name_docks_soon)
        self.addDockWidget(_AREAS[place.side], dock)
        self._dock_sizes[dock] = QSize(place.width, place.height)
        if place.behind:
            other = self.dock_of(place.behind)
            self.tabifyDockWidget(other, dock)
            other.raise_()

    def show_page(self, panel: Panel, *, alone: bool = False) -> None:
        """Bring a page to the front, with the docks around it or without."""
        present = self._pages.currentWidget()
        if present is not None:
            present.setSizePolicy(_WHATEVER, _WHATEVER)  # a page that is not seen needs no room
        panel.setSizePolicy(_FITTING, _FITTING)
        self._pages.setCurrentWidget(panel)
        if alone and self._layout_around is None:
            self._layout_around = self.saveState(_LAYOUT_VERSION)
            for dock in self.findChildren(QDockWidget):
                dock.hide()
        elif not alone and self._layout_around is not None:
            self.restoreState(self._layout_around, _LAYOUT_VERSION)
            self._layout_around = None

    @property
    def page(self) -> QWidget:
        """Return the page at the front."""
        return self._pages.currentWidget()

    def dock_of(self, name: str) -> QDockWidget:
        """Return the dock of a panel."""
        dock = self.findChild(QDockWidget, name)
        if dock is None:
            raise KeyError(name)
        return dock

    def _name_docks_soon(self, _change: object) -> None:
        self._titles_soon.start()

    def _name_docks(self) -> None:
        """Leave to the tabs to name docks that have some."""
        for dock in self.findChildren(QDockWidget):
            has_tab = any(not each.isHidden() for each in self.tabifiedDockWidgets(dock))
            if dock.property("tabbed") is not has_tab:
                dock.setProperty("tabbed", has_tab)
                dock.style().unpolish(dock)
                dock.style().polish(dock)
                if (layout := dock.layout()) is not None:
                    layout.setGeometry(dock.rect())  # its title has another height now

    def use_commands(self, commands: list[Command], toolbar: tuple[str, ...]) -> None:
        """Make menus, toolbar and keys of ``commands``."""
        self._commands, self._toolbar_ids = tuple(commands), toolbar
        self._rebuild_actions()

    @property
    def built_in_commands(self) -> tuple[Command, ...]:
        """Return all commands, with the keys that they come with."""
        return self._commands

    @property
    def commands(self) -> tuple[Command, ...]:
        """Return all commands, with the user's own keys."""
        return with_own_keys(self._commands, self.profile.preferences.own_keys)

    def _rebuild_actions(self) -> None:
        if not self._commands:
            return
        if self.actions_by_id is not None:
            self.actions_by_id.remove()
        self.actions_by_id = Actions(self.commands, self.panels, self)
        self.actions_by_id.fill_menus(self.menuBar())
        self.actions_by_id.fill_toolbar(self._toolbar, self._toolbar_ids, self.theme)
        self.status.use(self.commands, self.panels)

    # as it goes

    def when_painted(self, deed: Callable[[], object]) -> None:
        """Do something once the window has been seen for the first time."""
        self._when_painted.append(deed)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        for deed in self._when_painted:
            QTimer.singleShot(0, self, deed)
        self._when_painted.clear()

    def set_theme(self, theme: Theme) -> None:
        """Change the colors of everything in the window."""
        self.theme = theme
        for panel in self.panels.values():
            panel.set_theme(theme)
        self._rebuild_actions()

    def _follow(self, event: Event) -> None:
        if isinstance(event, FileChanged):
            self._show_title()
        if not isinstance(event, PlayheadMoved):
            self._refresh_soon.start()

    def _refresh(self) -> None:
        if self.actions_by_id is not None:
            self.actions_by_id.refresh()

    def _show_title(self) -> None:
        session = self.session
        name = session.path.stem if session.path else session.document.name
        self.setWindowTitle(f"{name}[*] — manim-nodes")
        self.setWindowModified(session.is_modified)
        self.setWindowFilePath(str(session.path) if session.path else "")

    def _watch_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, _PRESSED_BY_SPACE):
            old.removeEventFilter(self)
        if isinstance(new, _PRESSED_BY_SPACE) and self.isAncestorOf(new):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Space plays, but it also presses the button or the card that has the focus.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and isinstance(watched, _PRESSED_BY_SPACE)
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    # layout that is kept

    def remember_layout(self) -> None:
        """Note where everything is."""
        state = self._layout_around or self.saveState(_LAYOUT_VERSION)
        self.profile.change_state(
            window={
                "geometry": bytes(self.saveGeometry().toBase64().data()).decode(),
                "state": bytes(state.toBase64().data()).decode(),
            }
        )

    def restore_layout(self) -> None:
        """Put everything where it was last time, or in its usual proportions."""
        self._usual_layout = self.saveState(_LAYOUT_VERSION)
        kept = self.profile.state.window
        if not kept:
            self._fit_screen()
            self._use_usual_proportions()
            return
        self.restoreGeometry(QByteArray.fromBase64(kept.get("geometry", "").encode()))
        self.restoreState(QByteArray.fromBase64(kept.get("state", "").encode()), _LAYOUT_VERSION)
        self._step_aside()

    def _step_aside(self) -> None:
        """Leave in sight a window that is at the same place."""
        windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
        taken = [each.geometry().topLeft() for each in windows if each.isVisible()]
        while any((self.geometry().topLeft() - each).manhattanLength() < _ASIDE for each in taken):
            self.move(self.pos() + QPoint(_ASIDE, _ASIDE))

    def use_usual_layout(self) -> None:
        """Put all panels back to where they are at first."""
        if self._layout_around is None:
            self.restoreState(self._usual_layout, _LAYOUT_VERSION)
            self._use_usual_proportions()

    def _fit_screen(self) -> None:
        room = self.screen().availableSize()
        if room.width() < _USUAL_SIZE.width() or room.height() < _USUAL_SIZE.height():
            self.resize(_USUAL_SIZE.boundedTo(room))
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _use_usual_proportions(self) -> None:
        widths = {dock: size.width() for dock, size in self._dock_sizes.items() if size.width()}
        heights = {dock: size.height() for dock, size in self._dock_sizes.items() if size.height()}
        self.resizeDocks([*widths], [*widths.values()], Qt.Orientation.Horizontal)
        self.resizeDocks([*heights], [*heights.values()], Qt.Orientation.Vertical)

    # files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open_paths(self._dropped(event))
        event.acceptProposedAction()

    @staticmethod
    def _dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
        return dropped_projects([url.toLocalFile() for url in event.mimeData().urls()])

    # the end

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.remember_layout()
        self.hide()
        self._refresh_soon.stop()
        self._titles_soon.stop()
        self._unlisten()
        for panel in self.panels.values():
            panel.close()
        event.accept()
        self.closed()
