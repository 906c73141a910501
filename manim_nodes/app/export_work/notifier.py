"""Notifications that a film is ready, or failed, while another program is in front."""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from manim_nodes.app.kit.plain_text import plain_tip

_SHOWN_MS = 10_000


class Notifier(QObject):
    """Shows notifications by an icon in the system's tray, which is there as long as one is shown.

    Parameters
    ----------
    window : comes to the front when a notification is clicked
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icon: QSystemTrayIcon | None = None
        self._hide = QTimer(self, interval=_SHOWN_MS, singleShot=True)
        self._hide.timeout.connect(self._end)

    def notify(self, title: str, text: str) -> bool:
        """Show a notification, unless the app is in front; return whether the system shows any."""
        is_in_front = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if is_in_front or not self._is_possible():
            return False
        if self._icon is None:
            self._icon = QSystemTrayIcon(QGuiApplication.windowIcon(), self)
            self._icon.setToolTip(plain_tip(title))
            self._icon.messageClicked.connect(self._bring_to_front)
            self._icon.activated.connect(self._bring_to_front)
        self._icon.show()
        self._icon.showMessage(title, text, QGuiApplication.windowIcon(), _SHOWN_MS)
        self._hide.start()
        return True

    @staticmethod
    def _is_possible() -> bool:
        return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

    def _bring_to_front(self) -> None:
        self._window.raise_()
        self._window.activateWindow()

    def _end(self) -> None:
        if self._icon is not None:
            self._icon.hide()
