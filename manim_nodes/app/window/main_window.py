"""The window of one session: its title, menus, toolbar and keys, what is dropped on it, and its end."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QToolBar,
    QWidget,
)

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.kit.commands import Command, with_own_keys
from manim_nodes.app.kit.fields import edits_text
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.project.project_files import dropped_projects
from manim_nodes.app.window.actions import Actions
from manim_nodes.app.window.focus import can_take_focus, enter, hand_on, is_seen
from manim_nodes.app.window.panel_window import PanelWindow
from manim_nodes.app.window.status_line import StatusLine
from manim_nodes.editing.session import Event, FileChanged, PlayheadMoved, Session
from manim_nodes.translation import tr, tr_later

_REFRESH_AFTER_MS = 30
_PRESSED_BY_SPACE = (QAbstractButton, QComboBox, QListView)
_TYPED_INTO = (QLineEdit, QPlainTextEdit)


def _prefer_theme(theme: str, title: str) -> command:
    return command(
        f"view.theme_{theme}",
        title,
        menu="View/Theme",
        is_checked=lambda window: bool(window.profile.preferences.theme == theme),
        arguments={"theme": theme},
    )


class MainWindow(PanelWindow):
    """Shows panels and commands, and follows the session with its title.

    Attributes
    ----------
    may_close : asked before the window closes; False keeps it open
    closed : called when it has closed
    open_paths : called with project files that were dropped
    takes_file : whether there is a node for a file that is dropped
    add_files : called with such files, and the point of the screen
    escaped : called when Esc is pressed where it means nothing else
    """

    def __init__(self, session: Session, profile: Profile, theme: Theme) -> None:
        super().__init__(profile, theme)
        self.session = session
        self.status = StatusLine(self)
        self.may_close: Callable[[], bool] = lambda: True
        self.closed: Callable[[], object] = lambda: None
        self.open_paths: Callable[[list[Path]], object] = lambda _paths: None
        self.takes_file: Callable[[Path], bool] = lambda _path: False
        self.add_files: Callable[[list[Path], QPoint], object] = lambda _paths, _point: None
        self.escaped: Callable[[], object] = lambda: None
        self._commands: tuple[Command, ...] = ()
        self._toolbar_ids: tuple[str, ...] = ()
        self._is_button_clicked = False
        self._sharing: list[tuple[str, QWidget]] = []
        self.actions_by_id: Actions | None = None
        self._toolbar = QToolBar(tr("Toolbar"), self)
        self._toolbar.setObjectName("toolbar")
        self._toolbar.setMovable(False)
        self._toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addToolBar(self._toolbar)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self._refresh_timer = QTimer(self, interval=_REFRESH_AFTER_MS, singleShot=True)
        self._refresh_timer.timeout.connect(self._refresh)
        self._when_painted: list[Callable[[], object]] = []
        self._unlisten = session.listen(self._follow)
        profile.preferences_changed.connect(self._rebuild_actions)
        QApplication.instance().focusChanged.connect(self._watch_focus)
        self._show_title()

    # commands

    def use_commands(self, commands: list[Command], toolbar: tuple[str, ...]) -> None:
        """Make menus, toolbar and keys of ``commands``."""
        self._commands, self._toolbar_ids = tuple(commands), toolbar
        self._rebuild_actions()

    def share_keys(self, command_id: str, widget: QWidget) -> None:
        """Let the keys of a command of one panel work on a widget of another, too."""
        self._sharing.append((command_id, widget))

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
        for command_id, widget in self._sharing:
            widget.addAction(self.actions_by_id.get(command_id))
        self.actions_by_id.fill_menus(self.menuBar())
        self.actions_by_id.fill_toolbar(self._toolbar, self._toolbar_ids, self.theme)
        self.status.use(self.commands, self.panels)

    @command(
        "view.full_screen",
        tr_later("Window in full screen"),
        ("Ctrl+F11",),
        menu="View",
        is_checked=PanelWindow.isFullScreen,
    )
    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    @command_family(
        (
            _prefer_theme("system", tr_later("As the system")),
            _prefer_theme("dark", tr_later("Dark")),
            _prefer_theme("light", tr_later("Light")),
        )
    )
    def prefer_theme(self, theme: str) -> None:
        """Change the theme of all windows."""
        self.profile.change_preferences(theme=theme)

    # following

    def when_painted(self, action: Callable[[], object]) -> None:
        """Call ``action`` once the window has been seen for the first time."""
        self._when_painted.append(action)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        for action in self._when_painted:
            QTimer.singleShot(0, self, action)
        self._when_painted.clear()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme to everything in the window."""
        super().set_theme(theme)
        self._rebuild_actions()

    def _follow(self, event: Event) -> None:
        if isinstance(event, FileChanged):
            self._show_title()
        if not isinstance(event, PlayheadMoved):
            self._refresh_timer.start()

    def _refresh(self) -> None:
        if self.actions_by_id is not None:
            self.actions_by_id.refresh()
            self.status.refresh()

    def _show_title(self) -> None:
        session = self.session
        name = session.path.stem if session.path else session.document.name
        self.setWindowTitle(f"{name}[*] — manim-nodes")
        self.setWindowModified(session.is_modified)
        self.setWindowFilePath(str(session.path) if session.path else "")

    def _watch_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        with_keys = (*_PRESSED_BY_SPACE, *_TYPED_INTO)
        if isinstance(old, with_keys):
            old.removeEventFilter(self)
        if isinstance(new, with_keys) and self.isAncestorOf(new):
            new.installEventFilter(self)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Lead the keyboard on: Qt asks for it at a Tab, and where what has the focus vanishes.

        What vanishes is often a button that has done its work. Qt would go to whatever was made next, such as a button of
        the status bar: keys stay in the panel they were in, and a click leaves them to the page.
        """
        gone: QWidget | None = self.focusWidget()
        page = self.page
        if gone is None or can_take_focus(gone) or not page.isVisible():
            return super().focusNextPrevChild(is_next)
        panel = next((each for each in self.panels.values() if each.isAncestorOf(gone)), page)
        is_clicked = isinstance(gone, QAbstractButton) and self._is_button_clicked
        if panel is page or is_clicked or not is_seen(panel):
            enter(page)
        else:
            hand_on(gone, panel)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress):
            self._is_button_clicked = event.type() == QEvent.Type.MouseButtonPress
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Space plays, but it also presses the button or the card that has the focus.
            if event.key() == Qt.Key.Key_Space and isinstance(watched, _PRESSED_BY_SPACE):
                event.accept()
                return True
            if _is_typed_into(watched) and not edits_text(event):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped()
        else:
            super().keyPressEvent(event)

    # files that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        names = _dropped(event)
        if dropped_projects(names) or any(map(self.takes_file, map(Path, names))):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        names = _dropped(event)
        self.open_paths(dropped_projects(names))
        files = [path for path in map(Path, names) if self.takes_file(path)]
        if files:
            self.add_files(files, self.mapToGlobal(event.position().toPoint()))
        event.acceptProposedAction()

    # the end

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.remember_layout()
        self.hide()
        self._refresh_timer.stop()
        self._unlisten()
        self.close_panels()
        event.accept()
        self.closed()


def _is_typed_into(widget: QObject) -> bool:
    is_field = isinstance(widget, _TYPED_INTO)
    return is_field or (isinstance(widget, QComboBox) and widget.isEditable())


def _dropped(event: QDragEnterEvent | QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
