"""The film on the whole screen, to look at or to present."""

from PySide6.QtCore import QObject, Qt, Signal

from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.full_screen import FullScreen
from manim_nodes.app.player.playback import Playback
from manim_nodes.translation import tr_later


class Presentation(QObject):
    """Fills the screen with the film while the user wants that.

    Attributes
    ----------
    opened : there is a view to be filled
    """

    opened = Signal()

    def __init__(self, view: FilmView, playback: Playback) -> None:
        super().__init__(view)
        self._view, self._playback = view, playback
        self._full_screen: FullScreen | None = None

    @property
    def view(self) -> FilmView | None:
        """Return what shows the film on the whole screen, if anything does."""
        return self._full_screen.view if self._full_screen else None

    def close(self) -> None:
        """Leave the whole screen."""
        if self._full_screen is not None:
            self._full_screen.close()

    @command(
        "player.full_screen",
        tr_later("Full screen"),
        ("F11",),
        menu="Play",
        icon="mdi6.fullscreen",
    )
    def show_full_screen(self) -> None:
        """Fill the screen with the film."""
        if self._full_screen is not None:
            return
        playback = self._playback
        self._full_screen = FullScreen(
            {
                Qt.Key.Key_Space: playback.toggle,
                Qt.Key.Key_Left: lambda: playback.step(-1),
                Qt.Key.Key_Right: lambda: playback.step(1),
                Qt.Key.Key_PageUp: lambda: playback.go_to_step(-1),
                Qt.Key.Key_PageDown: lambda: playback.go_to_step(1),
                Qt.Key.Key_Home: playback.go_to_start,
                Qt.Key.Key_End: playback.go_to_end,
            },
            self._view,
        )
        self._full_screen.view.frame_size = self._view.frame_size
        self._full_screen.closed.connect(self._leave_full_screen)
        self._full_screen.showFullScreen()
        self.opened.emit()

    @command(
        "player.present",
        tr_later("Present"),
        ("Shift+F11",),
        panel="",
        menu="Play",
        help=tr_later("Full screen; stops where a section ends, Space goes on."),
        icon="mdi6.presentation-play",
    )
    def present(self) -> None:
        """Fill the screen, and play up to the end of each section."""
        self.show_full_screen()
        self._playback.stops_at_sections = True
        self._playback.go_to_start()
        self._playback.play()

    def _leave_full_screen(self) -> None:
        if self._full_screen is not None:
            self._full_screen.deleteLater()
            self._full_screen = None
            self._playback.stops_at_sections = False
