"""The film on the whole screen, to look at or to present."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from manim_nodes.app.kit.command_methods import command
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.app.player.full_screen import FullScreen
from manim_nodes.app.player.playback import Playback
from manim_nodes.translation import tr, tr_later

_MOST_FPS = 30
"""Of a presentation: frames of 1080 lines that are read back from the disk come no faster."""


class Presentation(QObject):
    """Fills the screen with the film while the user wants that.

    Parameters
    ----------
    draw_lines : draws the film with so many lines and frames a second; None for as many as usual
    film_lines : gives how many lines the exported film has
    film_fps : gives how many frames a second

    Attributes
    ----------
    opened : there is a view to be filled
    """

    opened = Signal()

    def __init__(
        self,
        view: FilmView,
        playback: Playback,
        *,
        draw_lines: Callable[[int | None, int | None], object] = lambda _lines, _fps: None,
        film_lines: Callable[[], int] = lambda: 1080,
        film_fps: Callable[[], float] = lambda: 60.0,
    ) -> None:
        super().__init__(view)
        self._view, self._playback = view, playback
        self._draw_lines = draw_lines
        self._film_lines, self._film_fps = film_lines, film_fps
        self._full_screen: FullScreen | None = None
        self._since = QElapsedTimer()
        self.shows_note = True

    @property
    def view(self) -> FilmView | None:
        """Return what shows the film on the whole screen, if anything does."""
        return self._full_screen.view if self._full_screen else None

    @property
    def full_screen(self) -> FullScreen | None:
        """Return the window that fills the screen, if there is one."""
        return self._full_screen

    def close(self) -> None:
        """Leave the whole screen."""
        if self._full_screen is not None:
            self._full_screen.close()

    @command(
        "player.full_screen",
        tr_later("Film in full screen"),
        ("F11",),
        menu="Play",
        icon="mdi6.fullscreen",
    )
    def show_full_screen(self) -> None:
        """Fill the screen with the film."""
        playback = self._playback
        self._open(
            {
                Qt.Key.Key_Space: playback.toggle,
                Qt.Key.Key_Left: lambda: playback.step(-1),
                Qt.Key.Key_Right: lambda: playback.step(1),
                Qt.Key.Key_PageUp: lambda: playback.go_to_step(-1),
                Qt.Key.Key_PageDown: lambda: playback.go_to_step(1),
                Qt.Key.Key_Home: playback.go_to_start,
                Qt.Key.Key_End: playback.go_to_end,
            },
            self._view.screen(),
        )

    @command(
        "player.present",
        tr_later("Present"),
        ("Shift+F11",),
        panel="",
        menu="Play",
        help=tr_later(
            "The film as a presentation or slideshow: full screen, on the second one if there is one; stops where a section ends. Space or a remote goes on."
        ),
        icon="mdi6.presentation-play",
    )
    def present(self) -> None:
        """Fill the screen, and play up to the end of each section, each drawn ahead in the size of the exported film."""
        self._draw_lines(self._film_lines(), round(min(self._film_fps(), _MOST_FPS)))
        self._open(self._presenter_keys(), self._audience_screen())
        self._since.start()
        self._playback.stops_at_sections = True
        self._playback.go_to_start()
        self._playback.play()

    def _presenter_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        """Return what keys do; remotes send some of them."""
        playback, key = self._playback, Qt.Key
        on = (key.Key_Space, key.Key_Right, key.Key_Down, key.Key_PageDown, key.Key_Return)
        back = (key.Key_Left, key.Key_Up, key.Key_PageUp, key.Key_Backspace)
        return {
            **dict.fromkeys(on, playback.advance),
            **dict.fromkeys(back, playback.go_back),
            **dict.fromkeys((key.Key_B, key.Key_Period), self._toggle_black),
            key.Key_T: self._toggle_note,
            key.Key_Home: playback.go_to_start,
            key.Key_End: playback.go_to_end,
        }

    def _open(self, keys: Mapping[Qt.Key, Callable[[], object]], screen: QScreen) -> None:
        if self._full_screen is not None:
            return
        self._full_screen = FullScreen(keys, self._view, note=self._note)
        self._full_screen.view.frame_size = self._view.frame_size
        self._full_screen.closed.connect(self._leave_full_screen)
        self._full_screen.show_on(screen)
        self.opened.emit()

    def _audience_screen(self) -> QScreen:
        """Return the screen that the window is not on, if there is another."""
        here = self._view.screen()
        return next((each for each in QGuiApplication.screens() if each is not here), here)

    def _note(self) -> str:
        """Return which section is shown, for how long there have been some, and how much of the film is drawn."""
        section = self._playback.section
        if section is None or not self.shows_note:
            return ""
        minutes, seconds = divmod(self._since.elapsed() // 1000, 60)
        count = self._playback.section_count
        note = f"{section.number + 1} / {count}   {minutes}:{seconds:02}"
        drawn = self._playback.drawn_percent
        if self._playback.is_playing and self._playback.waits_for_section:
            return note + "   " + tr("drawn {percent} %; Space plays at once", percent=drawn)
        return note if drawn == 100 else note + "   " + tr("drawn {percent} %", percent=drawn)

    def _toggle_note(self) -> None:
        self.shows_note = not self.shows_note
        if self._full_screen is not None:
            self._full_screen.refresh_note()

    def _toggle_black(self) -> None:
        if self._full_screen is not None:
            self._full_screen.toggle_black()

    def _leave_full_screen(self) -> None:
        if self._full_screen is not None:
            self._full_screen.deleteLater()
            self._full_screen = None
            if self._playback.stops_at_sections:
                self._playback.pause()
            self._playback.stops_at_sections = False
            self._draw_lines(None, None)
