"""The commands that belong to no panel: files, history, panels, help."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDockWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.profile import Profile
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.app.window.focus import enter, go_to_next
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.app.window.panels import PANELS
from manim_nodes.editing.session import Session

_RECENT = 9


def _tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)


def file_commands(
    files: ProjectFiles,
    profile: Profile,
    *,
    new: Callable[[], object],
    new_window: Callable[[], object],
    open_path: Callable[[Path], object],
    show_welcome: Callable[[], object],
    close: Callable[[], object],
    quit_app: Callable[[], object],
) -> list[Command]:
    """Return the commands about project files."""
    return [
        Command(
            "file.new", _tr("New"), new, ("Ctrl+N",), menu="File", icon="mdi6.file-plus-outline"
        ),
        Command(
            "file.new_from_template",
            _tr("New from template…"),
            show_welcome,
            ("Ctrl+Shift+N",),
            menu="File",
            help=_tr("Show the templates and the recent projects."),
        ),
        Command("file.new_window", _tr("New window"), new_window, menu="File"),
        Command(
            "file.open",
            _tr("Open…"),
            partial(files.choose_and_open, open_path),
            ("Ctrl+O",),
            menu="File",
            icon="mdi6.folder-open-outline",
        ),
        *[_recent_command(number, profile, open_path) for number in range(_RECENT)],
        Command(
            "file.save",
            _tr("Save"),
            files.save,
            ("Ctrl+S",),
            menu="File",
            icon="mdi6.content-save-outline",
        ),
        Command("file.save_as", _tr("Save as…"), files.save_as, ("Ctrl+Shift+S",), menu="File"),
        Command("file.close", _tr("Close window"), close, ("Ctrl+W",), menu="File"),
        Command("file.quit", _tr("Quit"), quit_app, ("Ctrl+Q",), menu="File"),
    ]


def _recent_command(number: int, profile: Profile, open_path: Callable[[Path], object]) -> Command:
    def path() -> str:
        return "".join(profile.state.recent_projects[number : number + 1])

    return Command(
        f"file.recent_{number + 1}",
        _tr("Recent project {}").format(number + 1),
        lambda: open_path(Path(path())),
        menu="File/Open recent",
        is_enabled=lambda: bool(path()),
        dynamic_title=lambda: f"&{number + 1}  {Path(path()).stem}" if path() else "",
    )


def edit_commands(session: Session) -> list[Command]:
    """Return undo and redo."""
    return [
        Command(
            "edit.undo",
            _tr("Undo"),
            session.undo,
            ("Ctrl+Z",),
            menu="Edit",
            icon="mdi6.undo",
            is_enabled=lambda: session.undo_label is not None,
            dynamic_title=lambda: session.undo_label or _tr("Undo"),
        ),
        Command(
            "edit.redo",
            _tr("Redo"),
            session.redo,
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            menu="Edit",
            icon="mdi6.redo",
            is_enabled=lambda: session.redo_label is not None,
            dynamic_title=lambda: session.redo_label or _tr("Redo"),
        ),
    ]


def view_commands(window: MainWindow) -> list[Command]:
    """Return what shows and hides parts of the window."""
    return [
        *[_panel_command(window.dock_of(place.name)) for place in PANELS if place.side.is_dock],
        Command(
            "view.usual_layout",
            _tr("Put all back"),
            window.use_usual_layout,
            menu="View/Panels",
            help=_tr("Put all panels back to where they are at first."),
        ),
        _focus_command(window, "next_panel", _tr("Next panel"), "F6", 1),
        _focus_command(window, "previous_panel", _tr("Previous panel"), "Shift+F6", -1),
        Command(
            "view.full_screen",
            _tr("Full screen"),
            lambda: window.setWindowState(
                window.windowState() ^ window.windowState().WindowFullScreen
            ),
            ("Ctrl+F11",),
            menu="View",
            is_checked=window.isFullScreen,
        ),
        _theme_command("system", _tr("As the system"), window.profile),
        _theme_command("dark", _tr("Dark"), window.profile),
        _theme_command("light", _tr("Light"), window.profile),
    ]


def _theme_command(choice: str, title: str, profile: Profile) -> Command:
    return Command(
        f"view.theme_{choice}",
        title,
        partial(profile.change_preferences, theme=choice),
        menu="View/Theme",
        is_checked=lambda: profile.preferences.theme == choice,
    )


def _focus_command(window: MainWindow, name: str, title: str, keys: str, step: int) -> Command:
    return Command(
        f"view.{name}",
        title,
        lambda: go_to_next(window.panels.values(), step),
        (keys,),
        menu="View",
        help=_tr("Lead the keyboard from panel to panel."),
    )


def _panel_command(dock: QDockWidget) -> Command:
    def show_or_hide() -> None:
        visible = dock.isVisible() and not dock.visibleRegion().isEmpty()
        dock.setVisible(not visible)
        if not visible:
            dock.raise_()
            enter(dock.widget())

    return Command(
        f"view.{dock.objectName()}",
        dock.windowTitle(),
        show_or_hide,
        menu="View/Panels",
        help=_tr("Show or hide the panel {}.").format(dock.windowTitle()),
        is_checked=dock.isVisible,
    )


def app_commands(
    *,
    open_palette: Callable[[], object],
    open_preferences: Callable[[], object],
    open_shortcuts: Callable[[], object],
    open_about: Callable[[], object],
    open_guide: Callable[[], object],
    open_logs: Callable[[], object],
) -> list[Command]:
    """Return what opens the app's own pages."""
    return [
        Command(
            "app.command_palette",
            _tr("Command palette…"),
            open_palette,
            ("Ctrl+K",),
            menu="Edit",
            icon="mdi6.magnify",
            help=_tr("Find any command or node by its name."),
        ),
        Command("app.preferences", _tr("Preferences…"), open_preferences, ("Ctrl+,",), menu="Edit"),
        Command("app.shortcuts", _tr("Keyboard shortcuts…"), open_shortcuts, menu="Help"),
        Command("app.guide", _tr("User guide"), open_guide, menu="Help"),
        Command("app.logs", _tr("Show log files"), open_logs, menu="Help"),
        Command("app.about", _tr("About manim-nodes"), open_about, menu="Help"),
    ]
