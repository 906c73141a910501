"""A window of panels: pages in the middle, docks around them, and the layout that is kept between runs."""

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.notices import Notices
from manim_nodes.app.kit.panel import Panel
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.focus import enter, go_to_next
from manim_nodes.app.window.panel_place import PanelPlace, Side
from manim_nodes.app.window.panels import PANELS
from manim_nodes.translation import tr, tr_later

_LAYOUT_VERSION = 1
_FITTING, _WHATEVER = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
_USUAL_SIZE = QSize(1440, 860)
_ASIDE = 32
_AREAS = {
    Side.LEFT: Qt.DockWidgetArea.LeftDockWidgetArea,
    Side.RIGHT: Qt.DockWidgetArea.RightDockWidgetArea,
    Side.BOTTOM: Qt.DockWidgetArea.BottomDockWidgetArea,
}


def _toggle(place: PanelPlace) -> command:
    return command(
        f"view.{place.name}",
        place.title,
        menu="View/Panels",
        help=tr_later("Show or hide the panel {title}."),
        is_enabled=lambda window: not window.is_page_alone,
        is_checked=lambda window: bool(window.dock_of(place.name).isVisible()),
        arguments={"name": place.name},
        fields={"title": place.title},
    )


class PanelWindow(QMainWindow):
    """Lays out the panels that it is given.

    Attributes
    ----------
    panels : by name
    notices : above the pages
    """

    def __init__(self, profile: Profile, theme: Theme) -> None:
        super().__init__()
        self.profile = profile
        self.theme = theme
        self.notices = Notices(theme)
        self.panels: dict[str, Panel] = {}
        self._pages = QStackedWidget(self)
        self._dock_sizes: dict[QDockWidget, QSize] = {}
        self._usual_layout = QByteArray()
        # What the layout will be when a page is alone no more.
        self._layout_around: QByteArray | None = None
        self._titles_timer = QTimer(self, interval=0, singleShot=True)
        self._titles_timer.timeout.connect(self._title_docks)
        self.setDockNestingEnabled(True)
        # The sides reach down to the status bar: what is below belongs to the canvas.
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        center = QWidget(self)
        self._column = QVBoxLayout(center)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.notices)
        self._column.addWidget(self._pages, 1)
        self.setCentralWidget(center)
        self.resize(_USUAL_SIZE)

    # pages, strips and docks

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
            moved.connect(self._schedule_titles)
        self.addDockWidget(_AREAS[place.side], dock)
        self._dock_sizes[dock] = QSize(place.width, place.height)
        if place.behind:
            other = self.dock_of(place.behind)
            self.tabifyDockWidget(other, dock)
            other.raise_()

    def dock_of(self, name: str) -> QDockWidget:
        """Return the dock of a panel.

        Raises
        ------
        KeyError : the panel is no dock
        """
        dock = self.findChild(QDockWidget, name)
        if dock is None:
            raise KeyError(name)
        return dock

    def _schedule_titles(self, _change: object) -> None:
        self._titles_timer.start()

    def _title_docks(self) -> None:
        """Leave it to the tabs to name docks that have some."""
        for dock in self.findChildren(QDockWidget):
            has_tab = any(not each.isHidden() for each in self.tabifiedDockWidgets(dock))
            if dock.property("tabbed") is not has_tab:
                dock.setProperty("tabbed", has_tab)
                dock.style().unpolish(dock)
                dock.style().polish(dock)
                if (layout := dock.layout()) is not None:
                    layout.setGeometry(dock.rect())  # its title has another height now

    @property
    def page(self) -> QWidget:
        """Return the page at the front."""
        return self._pages.currentWidget()

    @property
    def is_page_alone(self) -> bool:
        """Return whether the page at the front stands without docks, such as the welcome page."""
        return self._layout_around is not None

    def show_page(self, panel: Panel, *, alone: bool = False) -> None:
        """Bring a page to the front, with the docks around it or without."""
        if alone and self._layout_around is None:
            # Before the page asks for room, which would be taken from the docks.
            self._layout_around = self.saveState(_LAYOUT_VERSION)
            for dock in self.findChildren(QDockWidget):
                dock.hide()
        self._bring_to_front(panel)
        focus = Qt.FocusPolicy.NoFocus if alone else Qt.FocusPolicy.TabFocus
        for tabs in self.findChildren(QTabBar):
            tabs.setFocusPolicy(focus)  # Qt leaves those of hidden docks, with no tab in them
        if not alone and self._layout_around is not None:
            self.restoreState(self._layout_around, _LAYOUT_VERSION)
            self._layout_around = None

    def _bring_to_front(self, panel: Panel) -> None:
        present = self._pages.currentWidget()
        if present is not None:
            present.setSizePolicy(_WHATEVER, _WHATEVER)  # a page that is not seen needs no room
        panel.setSizePolicy(_FITTING, _FITTING)
        self._pages.setCurrentWidget(panel)

    # what the user does with panels

    @command_family(_toggle(place) for place in PANELS if place.side.is_dock)
    def toggle_panel(self, name: str) -> None:
        """Show a panel and lead the keyboard there, or hide it if it is seen."""
        dock = self.dock_of(name)
        is_seen = dock.isVisible() and not dock.visibleRegion().isEmpty()
        dock.setVisible(not is_seen)
        if not is_seen:
            dock.raise_()
            enter(dock.widget())

    @command(
        "view.usual_layout",
        tr_later("Put all back"),
        menu="View/Panels",
        help=tr_later("Put all panels back to where they are at first."),
        is_enabled=lambda window: not window.is_page_alone,
    )
    def use_usual_layout(self) -> None:
        """Put all panels back to where they are at first."""
        if self._layout_around is None:
            self.restoreState(self._usual_layout, _LAYOUT_VERSION)
            self._use_usual_proportions()

    @command(
        "view.next_panel",
        tr_later("Next panel"),
        ("F6",),
        menu="View",
        help=tr_later("Lead the keyboard from panel to panel."),
        arguments={"step": 1},
    )
    @command(
        "view.previous_panel",
        tr_later("Previous panel"),
        ("Shift+F6",),
        menu="View",
        help=tr_later("Lead the keyboard from panel to panel."),
        arguments={"step": -1},
    )
    def go_to_panel(self, step: int) -> None:
        """Move the focus to the panel that is ``step`` further on."""
        go_to_next(self.panels.values(), step)

    # the layout that is kept

    def remember_layout(self) -> None:
        """Keep where everything is for the next run."""
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
        windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, PanelWindow)]
        taken = [each.geometry().topLeft() for each in windows if each.isVisible()]
        while any((self.geometry().topLeft() - each).manhattanLength() < _ASIDE for each in taken):
            self.move(self.pos() + QPoint(_ASIDE, _ASIDE))

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

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme to everything in the window."""
        self.theme = theme
        for panel in self.panels.values():
            panel.set_theme(theme)

    def close_panels(self) -> None:
        """Close the panels, each of which ends its threads and listeners."""
        self._titles_timer.stop()
        for panel in self.panels.values():
            panel.close()
