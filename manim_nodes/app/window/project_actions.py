"""What the user does with a window's project as a whole: new, open, save, close, undo."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from manim_nodes.app.kit.command_methods import command, command_family
from manim_nodes.app.project.project_files import ProjectFiles
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.document.picture_formats import (
    FORMATS,
    PictureFormat,
    format_of,
    hold_landscape,
    holds_landscape,
    use_format,
)
from manim_nodes.editing.session import Session
from manim_nodes.translation import tr, tr_later

_RECENT = 9


def _open_recent(number: int) -> command:
    def title(actions: "ProjectActions") -> str:
        path = actions.recent_path(number)
        return f"&{number + 1}  {Path(path).stem}" if path else ""

    return command(
        f"file.recent_{number + 1}",
        tr_later("Recent project {number}"),
        menu="File/Open recent",
        is_enabled=lambda actions: bool(actions.recent_path(number)),
        dynamic_title=title,
        arguments={"number": number},
        fields={"number": str(number + 1)},
    )


def _use_format(shape: PictureFormat) -> command:
    def is_used(actions: "ProjectActions") -> bool:
        return format_of(actions.session.document.settings) is shape

    return command(
        f"project.format_{shape.width}_{shape.height}",
        tr_later("Picture format {title}"),
        menu="View/Picture format",
        help=shape.help,
        is_checked=is_used,
        arguments={"name": shape.name},
        fields={"title": shape.title},
    )


class ProjectActions:
    """Carries them out.

    Parameters
    ----------
    open_window : opens another window
    open_path : opens a project, here or in another window
    ask_own_shape : leads to where the project says how wide and high its frame is
    """

    def __init__(
        self,
        session: Session,
        files: ProjectFiles,
        window: MainWindow,
        *,
        open_window: Callable[[], object],
        open_path: Callable[[Path], object],
        show_welcome: Callable[[], object],
        ask_own_shape: Callable[[], object],
    ) -> None:
        self.session, self._files, self._window = session, files, window
        self._open_window, self._open_path, self._show_welcome = (
            open_window,
            open_path,
            show_welcome,
        )
        self._ask_own_shape = ask_own_shape

    @command("file.new", tr_later("New"), ("Ctrl+N",), menu="File", icon="mdi6.file-plus-outline")
    def new(self) -> None:
        """Begin an empty project, in this window if nothing is lost there."""
        self._files.ask_before_losing(self._files.new)

    @command(
        "file.new_from_template",
        tr_later("New from template…"),
        ("Ctrl+Shift+N",),
        menu="File",
        help=tr_later("Show the welcome page: templates and recent projects."),
    )
    def show_welcome(self) -> None:
        """Show what one may begin with."""
        self._show_welcome()

    @command("file.new_window", tr_later("New window"), menu="File")
    def open_window(self) -> None:
        """Open another window, with an empty project."""
        self._open_window()

    @command(
        "file.open",
        tr_later("Open…"),
        ("Ctrl+O",),
        menu="File",
        icon="mdi6.folder-open-outline",
    )
    def choose_and_open(self) -> None:
        """Ask which projects to open."""
        self._files.choose_and_open(self._open_path)

    def recent_path(self, number: int) -> str:
        """Return where the project is that was open last but ``number``; empty if there were not so many."""
        return "".join(self._window.profile.state.recent_projects[number : number + 1])

    @command_family(_open_recent(number) for number in range(_RECENT))
    def open_recent(self, number: int) -> None:
        """Open one of the projects that were open last."""
        self._open_path(Path(self.recent_path(number)))

    @command(
        "file.save",
        tr_later("Save"),
        ("Ctrl+S",),
        menu="File",
        icon="mdi6.content-save-outline",
    )
    def save(self) -> None:
        """Write the project to its file."""
        self._files.save()

    @command("file.save_as", tr_later("Save as…"), ("Ctrl+Shift+S",), menu="File")
    def save_as(self) -> None:
        """Write the project to another file."""
        self._files.save_as()

    @command(
        "file.trust",
        tr_later("Trust this project"),
        menu="File",
        is_enabled=lambda actions: not actions.session.trust.is_own,
        help=tr_later(
            "Draw it as one of your own, not in a process apart. Its Python code still waits to be allowed."
        ),
    )
    def adopt(self) -> None:
        """Count the project as the user's own."""
        self._files.adopt()

    @command(
        "file.versions",
        tr_later("Earlier versions…"),
        menu="File",
        help=tr_later(
            "List the history of this project: the backups of what was saved, by day and hour."
        ),
    )
    def show_versions(self) -> None:
        """List what was saved of the project earlier."""
        self._files.show_versions()

    @command("file.close", tr_later("Close window"), ("Ctrl+W",), menu="File")
    def close(self) -> None:
        """Close the window, if the user does not want to go on."""
        self._window.close()

    @command("file.quit", tr_later("Quit"), ("Ctrl+Q",), menu="File")
    def quit(self) -> None:
        """Close all windows, with which the program ends."""
        QApplication.closeAllWindows()

    @command_family(map(_use_format, FORMATS))
    def use_format(self, name: str) -> None:
        """Set the shape of the picture."""
        self.session.edit(
            lambda document: use_format(document, name), label=tr("change the picture format")
        )

    @command(
        "project.own_shape",
        tr_later("Custom picture format"),
        menu="View/Picture format",
        help=tr_later("Go to where the width and the height of the frame are typed."),
        is_checked=lambda actions: format_of(actions.session.document.settings) is None,
    )
    def ask_own_shape(self) -> None:
        """Let the user say how wide and high the frame is."""
        self._ask_own_shape()

    @command(
        "project.hold_landscape",
        tr_later("Show all of a 16:9 layout"),
        menu="View/Picture format",
        help=tr_later(
            "Makes the frame larger, in its shape, so that the sides are not cut off; everything gets smaller."
        ),
        needs=tr_later("The frame shows it already."),
        is_enabled=lambda actions: not holds_landscape(actions.session.document.settings),
    )
    def hold_landscape(self) -> None:
        """Let the frame show all that one of 16:9 does."""
        self.session.edit(hold_landscape, label=tr("make the frame larger"))

    @command(
        "edit.undo",
        tr_later("Undo"),
        ("Ctrl+Z",),
        menu="Edit",
        icon="mdi6.undo",
        is_enabled=lambda actions: actions.session.undo_label is not None,
        dynamic_title=lambda actions: actions.session.undo_label or tr("Undo"),
    )
    def undo(self) -> None:
        """Take the last edit back."""
        self.session.undo()

    @command(
        "edit.redo",
        tr_later("Redo"),
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        menu="Edit",
        icon="mdi6.redo",
        is_enabled=lambda actions: actions.session.redo_label is not None,
        dynamic_title=lambda actions: actions.session.redo_label or tr("Redo"),
    )
    def redo(self) -> None:
        """Make the edit again that was taken back."""
        self.session.redo()
