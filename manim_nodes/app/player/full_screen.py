"""The film alone on the whole screen, to look at or to present."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.player.film_view import FilmView
from manim_nodes.translation import tr

_CLOCK_MS, _CORNER_PX = 250, 12


class FullScreen(QWidget):
    """A window that fills the screen.

    Parameters
    ----------
    keys : what keys do; Esc and F11 close the window
    note : gives what stands in the corner; called whenever it is painted

    Attributes
    ----------
    closed : the user left it
    """

    closed = Signal()

    def __init__(
        self,
        keys: Mapping[Qt.Key, Callable[[], object]],
        parent: QWidget | None = None,
        *,
        note: Callable[[], str] = str,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Film"))
        self._keys, self._note = keys, note
        self.view = FilmView(self)
        self.corner = Label(self)
        self.corner.setAccessibleName(tr("Section and time"))
        self.corner.setStyleSheet("color: #9aa1ac; background: rgba(0, 0, 0, 120); padding: 4px;")
        self.corner.hide()
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self.refresh_note)
        self._clock.start()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setCursor(Qt.CursorShape.BlankCursor)

    def show_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def refresh_note(self) -> None:
        """Show in the corner what is to be read there now, if anything is."""
        text = self._note()
        self.corner.setText(text)
        self.corner.setVisible(bool(text))
        self.corner.adjustSize()
        room = self.rect().bottomRight() - self.corner.rect().bottomRight()
        self.corner.move(room.x() - _CORNER_PX, room.y() - _CORNER_PX)

    def toggle_black(self) -> None:
        """Hide the film, so that the audience looks at the speaker, or show it again."""
        self.view.setVisible(self.view.isHidden())
        self.setStyleSheet("background: black;")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key stands for."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        elif key in self._keys:
            self._keys[key]()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Report that it is closed."""
        self._clock.stop()
        self.closed.emit()
        super().closeEvent(event)
