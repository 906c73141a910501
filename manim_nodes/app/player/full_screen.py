"""The film alone on the whole screen, to look at or to present."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.player.film_view import FilmView
from manim_nodes.translation import tr


class FullScreen(QWidget):
    """A window that fills the screen.

    Parameters
    ----------
    keys : what keys do; Esc and F11 close the window

    Attributes
    ----------
    closed : the user left it
    """

    closed = Signal()

    def __init__(
        self, keys: Mapping[Qt.Key, Callable[[], object]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Film"))
        self._keys = keys
        self.view = FilmView(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setCursor(Qt.CursorShape.BlankCursor)

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
        self.closed.emit()
        super().closeEvent(event)
