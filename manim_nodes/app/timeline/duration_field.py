"""Typing how long a block takes, right on it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from manim_nodes.app.kit.numbers import typed_number
from manim_nodes.library.parameter_types import number_value
from manim_nodes.translation import tr

_LEAST_WIDTH = 64.0
_HEIGHT = 22.0


class DurationField(QLineEdit):
    """Edits a number of seconds, or arithmetic: Enter accepts it, Esc and leaving the field cancel.

    Parameters
    ----------
    space : of the view, where the field is
    set_duration : called with the seconds that the user typed
    """

    def __init__(
        self,
        seconds: float,
        space: QRectF,
        set_duration: Callable[[float], object],
        parent: QWidget,
    ) -> None:
        super().__init__(f"{seconds:.6g}", parent)
        self._set_duration, self._timeline = set_duration, parent
        self.setAccessibleName(tr("Duration in seconds"))
        area = QRectF(space)
        area.setSize(area.size().expandedTo(QRectF(0, 0, _LEAST_WIDTH, _HEIGHT).size()))
        area.moveBottom(space.bottom())
        self.setGeometry(area.toRect())
        self.selectAll()
        self.installEventFilter(self)
        self.returnPressed.connect(self._accept)
        self.show()
        self.setFocus()

    def _accept(self) -> None:
        has_comma = self.locale().decimalPoint() == ","
        seconds = number_value(typed_number(self.text(), 0, has_comma=has_comma))
        if seconds is None or seconds <= 0:
            self.setProperty("invalid", True)
            self.style().polish(self)
            self.setToolTip(tr("Type a number of seconds greater than 0."))
            return
        self._close()
        self._set_duration(seconds)

    def _close(self) -> None:
        self.removeEventFilter(self)
        self.hide()
        self._timeline.setFocus()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.removeEventFilter(self)
            self.deleteLater()
        elif event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while one types, no key is a command of the timeline
            return True
        elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._close()
            return True
        return super().eventFilter(watched, event)
