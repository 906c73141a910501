"""The time of the picture, which can be typed: a moment, a frame, or a way from here."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from manim_nodes.translation import tr

_TIME = re.compile(
    r"(?P<sign>[+-]?)\s*(?:(?:(?P<hours>\d+):)?(?P<minutes>\d+):)?(?P<seconds>\d*[.,]?\d+)\s*(?P<unit>s|f?)",
    re.IGNORECASE,
)
_PADDING_PX = 12
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


def frame_of(text: str, *, fps: float, here: int) -> int | None:
    """Return the frame that a typed time means; None for what is none.

    ``1:02.5``, ``62.5`` and ``62.5s`` are moments, ``48f`` is a frame; with a sign it is the way from here.

    Parameters
    ----------
    here : the frame that is shown
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    number = float(match["seconds"].replace(",", "."))
    minutes = int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)
    is_frame = match["unit"].lower() == "f"
    frames = round(number) if is_frame else round((minutes * 60 + number) * fps)
    if not match["sign"]:
        return frames
    return here + (frames if match["sign"] == "+" else -frames)


class TimeField(QLineEdit):
    """Shows where the picture is; a click, or `begin`, lets the user type where to go.

    Signals
    -------
    entered : this text
    left : the user is done
    """

    entered = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setFrame(False)
        self.setProperty("quiet", True)
        self.setAccessibleName(tr("Time"))
        self.setToolTip(
            tr("Type a time such as 1:02.5, a frame such as 48f, or +2 for two seconds on.")
        )
        self.installEventFilter(self)

    def show_time(self, text: str) -> None:
        """Show this, unless the user is typing."""
        self._shown = text
        wanted = self.fontMetrics().horizontalAdvance(text) + _PADDING_PX
        self.setFixedWidth(max(wanted, self.minimumWidth()))
        if not self.hasFocus():
            self.setText(text)
            self.setCursorPosition(0)

    def begin(self) -> None:
        """Let the user type."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setText(self._shown.split(" ")[0])
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_time(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and isinstance(event, QKeyEvent) and event.key() in _OWN_KEYS:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                text = self.text() if event.key() != Qt.Key.Key_Escape else ""
                self.left.emit()
                if text:
                    self.entered.emit(text)
                return True
        return super().eventFilter(watched, event)
