"""Typing a name, a note or a text right where it stands."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from manim_nodes.translation import tr

_ENDING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class InlineTextField(QObject):
    """Lays a field over a view until its text is accepted or given up.

    Enter accepts a name and Esc gives it up. Of several lines Ctrl+Enter and Esc both accept what was typed, as
    wherever texts are written on a picture: undo takes it back. Tab and leaving the field accept either.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.field: QLineEdit | QPlainTextEdit | None = None
        self._accept: Callable[[str], None] | None = None
        self._ends_by_enter = False

    def begin(
        self,
        text: str,
        room: QRect,
        accept: Callable[[str], None],
        *,
        lines: bool = False,
        ends_by_enter: bool = False,
        name: str = "",
    ) -> None:
        """Let the user type in ``room`` of the view.

        Parameters
        ----------
        accept : called with what was typed
        ends_by_enter : Enter ends what has lines too, and Shift+Enter begins another
        name : for screen readers
        """
        self.end(accepted=True)
        field = QPlainTextEdit(text, self._over) if lines else QLineEdit(text, self._over)
        field.setAccessibleName(name or (tr("Note") if lines else tr("Name")))
        field.setGeometry(room)
        field.selectAll()
        field.installEventFilter(self)
        self.field, self._accept = field, accept
        self._ends_by_enter = ends_by_enter
        field.show()
        field.setFocus()

    def end(self, *, accepted: bool) -> None:
        """Accept what was typed, or give it up."""
        field, self.field = self.field, None
        accept, self._accept = self._accept, None
        if field is None or accept is None:
            return
        field.removeEventFilter(self)
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        had_focus = field.hasFocus()
        field.hide()
        field.deleteLater()
        if had_focus:
            self._over.setFocus()
        if accepted:
            accept(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self.end(accepted=True)
        elif isinstance(event, QKeyEvent) and event.key() in _ENDING:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # these keys are the field's, whatever else they mean
                return True
            if event.type() == QEvent.Type.KeyPress and self._ends(event):
                gives_up = event.key() == Qt.Key.Key_Escape and isinstance(self.field, QLineEdit)
                self.end(accepted=not gives_up)
                return True
        return super().eventFilter(watched, event)

    def _ends(self, event: QKeyEvent) -> bool:
        is_escape = event.key() == Qt.Key.Key_Escape
        is_tab = event.key() == Qt.Key.Key_Tab
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ends_by_enter = self._ends_by_enter and not event.modifiers() & _SHIFT
        is_line = isinstance(self.field, QLineEdit)
        # Tab leads on, as in every dialog: to the canvas, where it finds the next thing to add.
        return is_escape or is_tab or bool(held) or is_line or bool(ends_by_enter)


def how_to_end(*, has_lines: bool) -> str:
    """Return in words how typing a text in place is ended."""
    if has_lines:
        return tr("Esc, Ctrl+Enter or a click elsewhere keeps it.")
    return tr("Enter, Esc or a click elsewhere keeps it.")
