"""The windows that a project's window opens over itself: the command palette, preferences, shortcuts, guide, about."""

from collections.abc import Callable, Sequence

from manim_nodes.app.gallery.template_dialog import TemplateDialog
from manim_nodes.app.gallery.templates_view import MakeTrial
from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.window.about import AboutBox
from manim_nodes.app.window.cleanup_page import CleanupPage
from manim_nodes.app.window.command_palette import CommandPalette
from manim_nodes.app.window.doctor_page import DoctorPage
from manim_nodes.app.window.guide import GuideWindow
from manim_nodes.app.window.main_window import MainWindow
from manim_nodes.app.window.preferences_page import PreferencesPage, show_in_file_manager
from manim_nodes.app.window.shortcuts_page import ShortcutsPage
from manim_nodes.document.model import Document
from manim_nodes.gallery.catalogue import Template
from manim_nodes.translation import tr_later


class Dialogs:
    """Opens them.

    Parameters
    ----------
    add_type : adds a node of the type of this name
    templates : returns those there are
    insert_template, insert_project : add what one holds, or has become by its knobs, to the project
    make_trial : shows the film and the knobs of one
    type_title : returns what people call a node type, by its name
    reload_library : reads all node types anew
    """

    def __init__(
        self,
        window: MainWindow,
        add_type: Callable[[str], object],
        templates: Callable[[], Sequence[Template]],
        insert_template: Callable[[Template], object],
        insert_project: Callable[[Document], object],
        make_trial: MakeTrial,
        type_title: Callable[[str], str],
        reload_library: Callable[[], object],
    ) -> None:
        self._reload_library = reload_library
        self._templates, self._insert_template = templates, insert_template
        self._insert_project, self._make_trial = insert_project, make_trial
        self._type_title = type_title
        self._window, self._profile = window, window.profile
        self.command_palette = CommandPalette(
            lambda: window.commands,
            lambda: window.session.library,
            add_type,
            theme=window.theme,
            parent=window,
        )

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme to what is opened again and again."""
        self.command_palette.set_theme(theme)

    @command(
        "app.command_palette",
        tr_later("Command palette…"),
        ("Ctrl+K",),
        menu="Edit",
        icon="mdi6.magnify",
        help=tr_later("Find any command or node by its name."),
    )
    def open_command_palette(self) -> None:
        """Let the user find a command or a node type."""
        self.command_palette.open_over(self._window)

    @command(
        "app.insert_template",
        tr_later("Insert template…"),
        menu="Add",
        help=tr_later("Add what a template holds to this project, at the playhead."),
    )
    def open_templates(self) -> None:
        """Let the user choose a template to insert."""
        TemplateDialog(
            self._templates(),
            self._insert_template,
            self._insert_project,
            make_trial=self._make_trial,
            type_title=self._type_title,
            theme=self._window.theme,
            parent=self._window,
        ).open()

    @command(
        "app.preferences",
        tr_later("Preferences…"),
        ("Ctrl+,",),
        menu="Edit",
        help=tr_later("Settings and options of the program: theme, text size, previews, exports."),
    )
    def open_preferences(self) -> None:
        """Show the preferences."""
        PreferencesPage(
            profile=self._profile,
            packages=self._window.session.library.packages,
            reload_library=self._reload_library,
            parent=self._window,
        ).open()

    @command(
        "app.shortcuts",
        tr_later("Keyboard shortcuts…"),
        menu="Help",
        help=tr_later("See all keys, such as hotkeys of other programs, and change them."),
    )
    def open_shortcuts(self) -> None:
        """Show all commands and their keys."""
        ShortcutsPage(
            self._window.built_in_commands,
            theme=self._window.theme,
            profile=self._profile,
            parent=self._window,
        ).open()

    @command("app.guide", tr_later("User guide"), menu="Help")
    def open_guide(self) -> None:
        """Show the user guide."""
        GuideWindow(self._window).open()

    @command("app.logs", tr_later("Show log files"), menu="Help")
    def open_logs(self) -> None:
        """Show the folder of log files in the desktop's file manager."""
        show_in_file_manager(self._profile.places.logs)

    @command("app.doctor", tr_later("Check the installation…"), menu="Help")
    def open_doctor(self) -> None:
        """Show what is installed, and how to get what is not."""
        trusted = self._profile.state.trusted_packages
        DoctorPage(self._profile.places, self._window.theme, trusted, self._window).open()

    @command(
        "app.clean_up",
        tr_later("Clean up…"),
        menu="Help",
        help=tr_later("List what the program made and nobody needs any more, and remove it."),
    )
    def open_clean_up(self) -> None:
        """List what nobody needs any more, to be removed."""
        CleanupPage(self._profile, self._window).open()

    @command("app.about", tr_later("About manim-nodes"), menu="Help")
    def open_about(self) -> None:
        """Show what the program is."""
        AboutBox(self._window).open()
