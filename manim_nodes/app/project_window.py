"""A window with its project: the session, its files, its panels and commands, and how it ends."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from manim_nodes.app.application import Application, Window
from manim_nodes.app.export_work.leaving import Leaving, ask_about_exports, export_in_background
from manim_nodes.app.kit.command_methods import commands_of
from manim_nodes.app.kit.commands import Command
from manim_nodes.app.kit.speaker import OpenDevice
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.preview.style_pictures import StylePictures
from manim_nodes.app.project.analyzer import Analyzer
from manim_nodes.app.project.autosave import Autosave
from manim_nodes.app.project.own_templates import OwnTemplates
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.app.project.styles import Styles
from manim_nodes.app.project.trust import TrustNotices
from manim_nodes.app.window.dialogs import Dialogs
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.app.window.project_actions import ProjectActions
from manim_nodes.app.window.project_panels import ProjectPanels
from manim_nodes.app.window.tour import Tour
from manim_nodes.document.files import is_same_file
from manim_nodes.document.model import Document, new_document
from manim_nodes.editing.session import Session
from manim_nodes.editing.trust import OWN_TRUST
from manim_nodes.gallery.catalogue import Template
from manim_nodes.gallery.own_nodes import OwnNode
from manim_nodes.graph.problems import Severity
from manim_nodes.library.catalogue import Library
from manim_nodes.render.doctor import latex_available
from manim_nodes.translation import tr
from manim_nodes.workspace.recovery import Recovery

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
        self._application = application
        profile, theme = application.profile, application.theme
        self.session = Session(new_document(tr("Untitled")), application.library, trust=OWN_TRUST)
        self.session.set_library(
            application.library, [*application.own_nodes, *application.built_in_groups]
        )
        self.window = MainWindow(self.session, profile, theme)
        self.files = ProjectFiles(
            self.session,
            profile,
            self.window.notices,
            self.window,
            opened=lambda: self.panels.show_canvas(),  # which are made with the files
            is_open_elsewhere=self._is_open_elsewhere,
            open_copy=self._open_copy,
        )
        self.trust = TrustNotices(self.session, profile, self.window.notices, self)
        self._is_closing = False
        self._is_asked = False
        self._leaving: Leaving | None = None
        self._analyzer = Analyzer(self.session, latex_available, self)
        self._autosave = Autosave(self.session, profile, self._warn_of_autosave, self)
        self.actions = ProjectActions(
            self.session,
            self.files,
            self.window,
            open_window=application.new_window,
            open_path=self._open_elsewhere,
            show_welcome=lambda: self.panels.show_welcome(),
            ask_own_shape=lambda: self.panels.ask_own_shape(),
        )
        self.panels = ProjectPanels(
            self.session,
            self.window,
            self.files,
            shared={"theme": theme, "profile": profile},
            templates=application.templates,
            reload_library=application.reload_library,
            new_project=self.actions.new,
            open_path=self._open_elsewhere,
            use_template=self._use_template,
            use_project=self._use_project,
            open_device=open_device,
        )
        application.when_ready(self.panels.player.warm_up)
        application.when_ready(self.panels.exports.work.start_if_needed)
        self.dialogs = Dialogs(
            self.window,
            self.panels.add_type,
            lambda: application.templates,
            lambda template: self.files.read_template(template.path, self.panels.insert_template),
            self.panels.insert_template,
            self.panels.make_trial,
            self.panels.type_title,
            application.reload_library,
        )
        self.own_templates = OwnTemplates(
            self.session,
            self.window,
            self.window.notices,
            folder=profile.places.templates,
            templates=lambda: application.templates,
            picture=lambda: self.panels.player.view.image,
            reload_templates=application.reload_templates,
            typeset=profile.places.typeset,
            files_folder=lambda: profile.files_folder(self.session.folder),
        )
        self.style_pictures = StylePictures(self.session, profile, self.panels.player.preview)
        self.styles = Styles(
            self.session,
            profile,
            self.window,
            self.window.notices,
            draw=self.style_pictures.ask,
        )
        self.panels.welcome.remove_template = self.own_templates.ask_to_remove
        self.panels.welcome.pack_template = self.own_templates.ask_to_pack
        self.tour = Tour(self.session, self.window, self.panels)
        self.panels.welcome.take_tour = self.tour.begin
        self.window.may_close = self._may_close
        self.window.closed = self._end
        self.window.open_paths = application.open
        self.window.use_commands(self._commands(), _TOOLBAR)
        self.window.restore_layout()
        self.panels.show_welcome()

    def _commands(self) -> list[Command]:
        panels = self.window.panels.values()
        return [
            *commands_of(self.actions),
            *(self._where_it_is_seen(each) for panel in panels for each in panel.commands()),
            *self.panels.picture_overlay.commands(),
            *commands_of(self.window, self.dialogs, self.own_templates, self.styles, self.tour),
        ]

    def _where_it_is_seen(self, command: Command) -> Command:
        """Let what changes the graph lead to the canvas first: on the welcome page nobody would see it."""
        changes_graph = command.menu.partition("/")[0] in ("Add", "Edit", "Node")
        if command.panel != self.panels.canvas.NAME or not changes_graph:
            return command

        def run() -> None:
            if not self.panels.canvas.isVisible():
                self.panels.show_canvas()
            command.run()

        return replace(command, run=run)

    # what the application asks

    def show(self) -> None:
        self.window.show()

    def when_seen(self, action: Callable[[], object]) -> None:
        self.window.when_painted(action)

    def owns(self, widget: QWidget | None) -> bool:
        return widget is self.window

    def shows(self, path: Path) -> bool:
        is_open = self.session.path is not None and is_same_file(self.session.path, path)
        return is_open or self.files.is_opening(path)

    @property
    def is_free(self) -> bool:
        return self.session.is_untouched and not self.files.is_busy

    def bring_to_front(self) -> None:
        self.window.raise_()
        self.window.activateWindow()

    def open(self, path: Path) -> None:
        self.bring_to_front()
        if self.shows(path):
            self.panels.show_canvas()
        else:
            self.files.open(path)

    def set_library(self, library: Library, own_nodes: list[OwnNode]) -> None:
        self.session.set_library(library, own_nodes)
        self.panels.set_library()
        # Some commands are there for a node type each.
        self.window.use_commands(self._commands(), _TOOLBAR)

    def use_templates(self, templates: list[Template]) -> None:
        self.panels.welcome.use_templates(templates)

    def set_theme(self, theme: Theme) -> None:
        self.window.set_theme(theme)
        self.panels.set_theme(theme)
        self.dialogs.set_theme(theme)

    def offer_recoveries(self, recoveries: list[Recovery]) -> None:
        for recovery in recoveries:
            when = recovery.written_at.astimezone().strftime("%H:%M, %d %B")
            self.window.notices.put(
                f"recovery {recovery.file.name}",
                tr(
                    "“{name}” was not saved when the program ended, at {time}.",
                    name=recovery.document.name,
                    time=when,
                ),
                Severity.WARNING,
                [
                    (tr("Recover it"), partial(self._recover, recovery)),
                    (tr("Let it go"), partial(_forget, recovery)),
                ],
                lasts=True,
            )

    def warn_of_storage(self, text: str) -> None:
        choices = [(tr("Clean up…"), self.dialogs.open_clean_up)]
        self.window.notices.put("storage", text, Severity.WARNING, choices, lasts=True)

    # what the welcome page and notices offer

    def _recover(self, recovery: Recovery) -> None:
        window = self._application.window_for(recovery.path)
        if isinstance(window, ProjectWindow):
            window.bring_to_front()
            window.files.recover(recovery)
        _forget(recovery)

    def _is_open_elsewhere(self, path: Path) -> bool:
        return any(
            window is not self and window.shows(path) for window in self._application.windows
        )

    def _open_copy(self, document: Document, *, is_own: bool) -> None:
        window = self._application.new_window()
        if isinstance(window, ProjectWindow):
            window.files.new(template=document, is_own=is_own)

    def _open_elsewhere(self, path: Path) -> None:
        self._application.open([path])

    def _use_template(self, template: Template) -> None:
        window = self if self.is_free else self._application.new_window()
        if isinstance(window, ProjectWindow):
            window.files.use_template(template.path)

    def _use_project(self, template: Template, project: Document) -> None:
        """Begin a project with what a template has become by its knobs."""
        window = self if self.is_free else self._application.new_window()
        if isinstance(window, ProjectWindow):
            window.files.use_project(project, template.path)

    def _warn_of_autosave(self, error: Exception) -> None:
        self.window.notices.put(
            "autosave",
            tr("Your changes cannot be kept safe: {error}. Save the project.", error=error),
            Severity.ERROR,
            lasts=True,  # it tells of the disk, and once only
        )

    # the end

    def _may_close(self) -> bool:
        if self.panels.exports.is_busy and not (self._other_windows or self._is_asked):
            self._leaving = ask_about_exports(self.window)
            if self._leaving is Leaving.WAIT:
                return False
        self._is_closing = True
        is_settled = self.files.ask_before_losing(self._close_once_saved)
        self._is_closing = False
        if is_settled and self._leaving is Leaving.CANCEL:
            self.panels.exports.work.cancel_own()
        return is_settled

    @property
    def _other_windows(self) -> list["ProjectWindow"]:
        windows = self._application.windows
        return [each for each in windows if isinstance(each, ProjectWindow) and each is not self]

    def _close_once_saved(self) -> None:
        if not self._is_closing:
            self._is_asked = True
            self.window.close()
            self._is_asked = False

    def _end(self) -> None:
        self.tour.close()
        self._analyzer.close()
        self.own_templates.close()
        self.trust.close()
        self.panels.close()
        self._autosave.close()
        self.files.close()
        if self._leaving is Leaving.IN_BACKGROUND:
            export_in_background()
        for other in self._other_windows:
            other.panels.exports.work.start_if_needed()  # what this one did not finish
        self._application.forget(self)
        self.window.deleteLater()
        self.deleteLater()


def _forget(recovery: Recovery) -> None:
    with suppress(OSError):
        recovery.file.unlink(missing_ok=True)
