"""Puts a window together: one session, and all the panels that show it."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from manim_nodes.app.application import Application, Window
from manim_nodes.app.canvas.canvas import Canvas
from manim_nodes.app.code.code import CodeView
from manim_nodes.app.exports.exports import Exports
from manim_nodes.app.gallery.welcome import Welcome
from manim_nodes.app.inspector.inspector import Inspector
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.formula_images import FormulaImages
from manim_nodes.app.kit.panel import Shared
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.palette import Palette
from manim_nodes.app.palette.search_popup import SearchPopup
from manim_nodes.app.picture_editing.picture_overlay import PictureOverlay
from manim_nodes.app.player.player import Player
from manim_nodes.app.player.speaker import OpenDevice
from manim_nodes.app.preview.preview import PreviewState
from manim_nodes.app.problems.problems import Problems
from manim_nodes.app.project.analyzer import Analyzer
from manim_nodes.app.project.autosave import Autosave
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.app.timeline.film_snapshot import FilmSnapshot
from manim_nodes.app.timeline.timeline import Timeline
from manim_nodes.app.window.about import AboutBox
from manim_nodes.app.window.command_palette import CommandPalette
from manim_nodes.app.window.guide import GuideWindow
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.app.window.preferences_page import PreferencesPage, show_in_file_manager
from manim_nodes.app.window.shortcuts_page import ShortcutsPage
from manim_nodes.app.window.window_commands import (
    app_commands,
    edit_commands,
    file_commands,
    view_commands,
)
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import new_document
from manim_nodes.editing.add_node import SearchRequest, insert
from manim_nodes.editing.session import Session
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.catalogue import Template
from manim_nodes.gallery.own_nodes import OwnNode, OwnNodeExistsError, save_own_node
from manim_nodes.graph.problems import Severity
from manim_nodes.library.catalogue import Library
from manim_nodes.render.doctor import latex_available
from manim_nodes.workspace.recovery import Recovery


def assemble(application: Application, open_device: OpenDevice | None = None) -> Window:
    """Make a window with an empty project."""
    return ProjectWindow(application, open_device)


class ProjectWindow(QObject):
    """A window and its session.

    Parameters
    ----------
    open_device : gives what makes sound; without, films are silent

    Attributes
    ----------
    window : the widget
    """

    def __init__(self, application: Application, open_device: OpenDevice | None = None) -> None:
        super().__init__(application)
        self._application, self._open_device = application, open_device
        profile, theme = application.profile, application.theme
        self.session = Session(new_document(self.tr("Untitled")), application.library, trusted=True)
        self.session.use_library(application.library, application.own_nodes)
        self.window = MainWindow(self.session, profile, theme)
        self.files = ProjectFiles(
            self.session, profile, self.window.notices, self.window, self._show_canvas
        )
        self._request: SearchRequest | None = None
        self._is_closing = False
        self._analyst = Analyzer(self.session, latex_available, self)
        self._autosave = Autosave(self.session, profile, self._tell_autosave_failed, self)
        self._add_panels()
        self._connect_panels()
        self._command_palette = CommandPalette(
            lambda: self.window.commands,
            lambda: self.session.library,
            self.add_type,
            theme=theme,
            parent=self.window,
        )
        self.window.may_close = self._may_close
        self.window.closed = self._end
        self.window.open_paths = application.open
        self.window.use_commands(self._commands(), _TOOLBAR)
        self.window.restore_layout()
        self._show_welcome()

    def _add_panels(self) -> None:
        shared: Shared = {
            "theme": self._application.theme,
            "profile": self._application.profile,
        }
        window = self.window
        self.problems = Problems(self.session, **shared)
        self.code = CodeView(self.session, save_as=self.files.save_text, **shared)
        self.palette = Palette(
            self.session,
            add_type=self.add_type,
            reload_library=self._application.reload_library,
            **shared,
        )
        self._formulas = FormulaImages(self._application.theme, self)
        self.inspector = Inspector(self.session, draw_formula=self._formulas.draw, **shared)
        self.player = Player(self.session, open_device=self._open_device, **shared)
        self.picture_overlay = PictureOverlay(
            self.session, self.player, theme=self._application.theme
        )
        self.timeline = Timeline(self.session, seek=self._seek, footage=self._footage, **shared)
        self.canvas = Canvas(
            self.session,
            open_search=self._open_search,
            save_own_node=self._save_own_node,
            **shared,
        )
        self.exports = Exports(self.session, **shared)
        self.welcome = Welcome(
            templates=self._application.templates,
            new_project=self.new,
            open_file=lambda: self.files.choose_and_open(self._open_elsewhere),
            open_path=self._open_elsewhere,
            use_template=self._use_template,
            **shared,
        )
        self._search = SearchPopup(self.session.library, parent=window, **shared)
        window.add_page(self.welcome)
        window.add_page(self.canvas)
        window.add_strip(self.exports)
        window.add_dock(self.palette, self.tr("Nodes"), "left")
        window.add_dock(self.player, self.tr("Player"), "right")
        window.add_dock(self.inspector, self.tr("Inspector"), "right")
        window.add_dock(self.timeline, self.tr("Timeline"), "bottom")
        window.add_dock(self.problems, self.tr("Problems"), "bottom", behind="timeline")
        window.add_dock(self.code, self.tr("Script"), "bottom", behind="timeline")

    def _connect_panels(self) -> None:
        self._search.chosen.connect(self._add_found)
        self.canvas.hint_changed.connect(self.window.status.tell)
        self.picture_overlay.hinted.connect(self.window.status.tell)
        self.canvas.view.isolate_requested.connect(self._show_alone)
        self.canvas.space_tapped.connect(self.player.playback.toggle)
        self.player.picture_ready.connect(self._show_picture)
        self.player.preview.changed.connect(self.timeline.film_changed)
        self.timeline.refused.connect(self.window.status.tell)
        self._application.when_ready(self.player.warm_up)

    def _commands(self) -> list[Command]:
        application = self._application
        of_panels = [
            command for panel in self.window.panels.values() for command in panel.commands()
        ]
        return [
            *file_commands(
                self.files,
                application.profile,
                new=self.new,
                new_window=application.new_window,
                open_path=lambda path: application.open([path]),
                show_welcome=self._show_welcome,
                close=self.window.close,
                quit_app=QApplication.closeAllWindows,
            ),
            *edit_commands(self.session),
            *of_panels,
            *self.picture_overlay.commands(),
            *view_commands(self.window, _PANELS),
            *app_commands(
                open_palette=lambda: self._command_palette.open_over(self.window),
                open_preferences=self._open_preferences,
                open_shortcuts=self._open_shortcuts,
                open_about=lambda: AboutBox(self.window).open(),
                open_guide=lambda: GuideWindow(self.window).open(),
                open_logs=lambda: show_in_file_manager(application.profile.places.logs),
            ),
        ]

    def _open_preferences(self) -> None:
        PreferencesPage(profile=self._application.profile, parent=self.window).open()

    def _open_shortcuts(self) -> None:
        page = ShortcutsPage(
            self.window.built_in_commands,
            theme=self._application.theme,
            profile=self._application.profile,
            parent=self.window,
        )
        page.open()

    # what the application asks

    def show(self) -> None:
        self.window.show()

    def when_seen(self, deed: Callable[[], object]) -> None:
        self.window.when_painted(deed)

    def owns(self, widget: QWidget | None) -> bool:
        return widget is self.window

    def shows(self, path: Path) -> bool:
        return self.session.path is not None and self.session.path.resolve() == path.resolve()

    @property
    def is_free(self) -> bool:
        return self.session.is_untouched and not self.files.is_busy

    def open(self, path: Path) -> None:
        self.window.raise_()
        self.window.activateWindow()
        if not self.shows(path):
            self.files.open(path)

    def use_library(self, library: Library, own_nodes: list[OwnNode]) -> None:
        self.session.use_library(library, own_nodes)
        self._search.use_library(self.session.library)

    def use_templates(self, templates: list[Template]) -> None:
        self.welcome.use_templates(templates)

    def set_theme(self, theme: Theme) -> None:
        self._formulas.set_theme(theme)
        self.picture_overlay.set_theme(theme)
        self.window.set_theme(theme)
        self._search.set_theme(theme)
        self._command_palette.set_theme(theme)

    def offer_recoveries(self, recoveries: list[Recovery]) -> None:
        for recovery in recoveries:
            when = recovery.written_at.astimezone().strftime("%H:%M, %d %B")
            self.window.notices.put(
                f"recovery {recovery.file.name}",
                self.tr("“{}” was not saved when the program ended, at {}.").format(
                    recovery.document.name, when
                ),
                Severity.WARNING,
                [
                    (self.tr("Recover it"), partial(self._recover, recovery)),
                    (self.tr("Let it go"), partial(_forget, recovery)),
                ],
            )

    def warn(self, name: str, text: str) -> None:
        self.window.notices.put(name, text, Severity.WARNING)

    # what happens

    def new(self) -> None:
        """Begin an empty project, in this window if nothing is lost there."""
        self.files.ask_before_losing(self.files.new)

    def add_type(self, type_name: str) -> None:
        """Add a node where it is seen at once."""
        node_type = self.session.library.get(type_name)
        if node_type is not None:
            self._show_canvas()
            request = SearchRequest((0, 0), self.session.insertion_point)
            insert(self.session, node_type, request, initiator=self)
            self._application.profile.add_recent("recent_types", type_name)

    def _recover(self, recovery: Recovery) -> None:
        window = self if self.is_free else self._application.new_window()
        if isinstance(window, ProjectWindow):
            window.files.recover(recovery.document, recovery.path)
        _forget(recovery)

    def _open_elsewhere(self, path: Path) -> None:
        self._application.open([path])

    def _use_template(self, template: Template) -> None:
        window = self if self.is_free else self._application.new_window()
        if isinstance(window, ProjectWindow):
            window.files.use_template(template.path)

    def _show_canvas(self) -> None:
        self.window.show_page(self.canvas)
        self.canvas.setFocus()

    def _show_welcome(self) -> None:
        self.window.show_page(self.welcome, alone=True)
        self.welcome.setFocus()

    def _show_alone(self, full_id: object) -> None:
        self.player.show_only(full_id if isinstance(full_id, str) else None)

    def _open_search(self, request: SearchRequest) -> None:
        self._request = request
        self._search.open_for(QPoint(*request.screen_position), request.fitting)

    def _add_found(self, type_name: str, port: str, _with_shift: bool) -> None:
        request, node_type = self._request, self.session.library.get(type_name)
        if request is not None and node_type is not None:
            fitting = ((node_type, port),) if request.end else None
            insert(self.session, node_type, replace(request, fitting=fitting), initiator=self)
        self.canvas.setFocus()

    def _show_picture(self, full_id: str, picture: object) -> None:
        image = QPixmap.fromImage(picture) if isinstance(picture, QImage) else None
        self.canvas.set_picture(full_id, image)

    def _seek(self, time_s: float) -> None:
        self.player.playback.go_to(round(time_s * self.player.preview.reel.fps))

    def _footage(self) -> FilmSnapshot:
        preview = self.player.preview
        is_done = preview.state in (PreviewState.CURRENT, PreviewState.FAILED)
        is_whole = preview.solo is None
        return FilmSnapshot(
            preview.reel,
            is_current=is_whole and is_done and preview.reel.is_complete,
            is_drawing=is_whole and preview.state is PreviewState.DRAWING,
        )

    def _save_own_node(self, full_id: str, *, overwrite: bool = False) -> None:
        node_id = self.session.local_id(full_id) or ""
        group_id = group_id_of(self.session.content.node(node_id)) or ""
        folder = self._application.profile.places.nodes
        name = f"own node {group_id}"
        try:
            path = save_own_node(self.session.content, group_id, folder, overwrite=overwrite)
        except OwnNodeExistsError as error:
            again = partial(self._save_own_node, full_id, overwrite=True)
            self.window.notices.put(
                name, error.message, Severity.WARNING, [(self.tr("Replace it"), again)]
            )
        except ManimNodesError as error:
            self.window.notices.put(name, str(error), Severity.ERROR)
        else:
            text = self.tr("Kept as the node “{}”, to be found under My nodes in any project.")
            self.window.notices.put(name, text.format(path.stem))
            self._application.reload_library()

    def _tell_autosave_failed(self, error: Exception) -> None:
        self.window.notices.put(
            "autosave",
            self.tr("Your changes cannot be kept safe: {}. Save the project.").format(error),
            Severity.ERROR,
        )

    # the end

    def _may_close(self) -> bool:
        if self.exports.is_busy and not self._asks_to_stop_exports():
            return False
        self._is_closing = True
        is_settled = self.files.ask_before_losing(self._close_once_saved)
        self._is_closing = False
        return is_settled

    def _asks_to_stop_exports(self) -> bool:
        answer = QMessageBox.question(
            self.window,
            self.tr("A film is being made"),
            self.tr("Close the window and stop making it?"),
        )
        return answer == QMessageBox.StandardButton.Yes

    def _close_once_saved(self) -> None:
        if not self._is_closing:
            self.window.close()

    def _end(self) -> None:
        self._analyst.close()
        self._search.pictures.close()
        self.picture_overlay.close()
        self._formulas.close()
        self._autosave.close()
        self.files.close()
        self._application.forget(self)
        self.window.deleteLater()
        self.deleteLater()


_TOOLBAR = (
    "file.new",
    "file.open",
    "file.save",
    "",
    "edit.undo",
    "edit.redo",
    "",
    "app.command_palette",
    "",
    "exports.mp4",
    "exports.gif",
    "exports.dialog",
)
_PANELS = ("palette", "inspector", "player", "timeline", "problems", "code")


def _forget(recovery: Recovery) -> None:
    with suppress(OSError):
        recovery.file.unlink(missing_ok=True)
