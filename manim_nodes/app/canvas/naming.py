"""Typing a name or a note right on the canvas."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_ENDING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InlineNameField(QObject):
    """Lays a field over a view until its text is taken or given up.

    Enter takes a name, Ctrl+Enter a note of several lines; leaving the field takes either, Esc gives it up.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.field: QLineEdit | QPlainTextEdit | None = None
        self._take: Callable[[str], None] | None = None

    def begin(
        self, text: str, room: QRect, take: Callable[[str], None], *, lines: bool = False
    ) -> None:
        """Let the user type in ``room`` of the view; ``take`` gets what was typed."""
        self.end(taken=True)
        field = QPlainTextEdit(text, self._over) if lines else QLineEdit(text, self._over)
        field.setAccessibleName(self.tr("Note") if lines else self.tr("Name"))
        field.setGeometry(room)
        field.selectAll()
        field.installEventFilter(self)
        self.field, self._take = field, take
        field.show()
        field.setFocus()

    def end(self, *, taken: bool) -> None:
        """Take what was typed, or give it up."""
        field, self.field = self.field, None
        take, self._take = self._take, None
        if field is None or take is None:
            return
        field.removeEventFilter(self)
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        had_focus = field.hasFocus()
        field.hide()
        field.deleteLater()
        if had_focus:
            self._over.setFocus()
        if taken:
            take(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self.end(taken=True)
        elif isinstance(event, QKeyEvent) and event.key() in _ENDING:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # these keys are the field's, whatever else they mean
                return True
            if event.type() == QEvent.Type.KeyPress and self._ends(event):
                self.end(taken=event.key() != Qt.Key.Key_Escape)
                return True
        return super().eventFilter(watched, event)

    def _ends(self, event: QKeyEvent) -> bool:
        is_escape = event.key() == Qt.Key.Key_Escape
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return is_escape or bool(held) or isinstance(self.field, QLineEdit)
