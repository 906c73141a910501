"""Fields to type into, which let the app have the keys that they have no use for."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QCompleter, QLineEdit, QPlainTextEdit, QWidget

_FEWEST_LINES, _MOST_LINES = 2, 10
_BY_KEYS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape)


def _is_for_the_app(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Return whether a key would undo what was done elsewhere, since nothing was typed here."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    return (event.matches(keys.Undo) and not can_undo) or (
        event.matches(keys.Redo) and not can_redo
    )


def edits_text(event: QKeyEvent) -> bool:
    """Return whether a field to type into has a use for a key.

    Letters with Ctrl or Alt mean something else to Qt on some systems, as in Emacs: there Ctrl+D deletes
    and Ctrl+K cuts the line. The app has commands at these keys, which work wherever one is.
    """
    keys, held = QKeySequence.StandardKey, event.modifiers()
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    is_letter = event.key() < Qt.Key.Key_Escape
    if not is_letter or not held & (control | alt | Qt.KeyboardModifier.MetaModifier):
        return True
    if held & control and held & alt and event.text().isprintable() and event.text():
        return True  # typed with AltGr
    editing = (keys.Copy, keys.Cut, keys.Paste, keys.SelectAll, keys.Undo, keys.Redo)
    return any(map(event.matches, editing))


def code_font() -> QFont:
    """Return the font for what is code."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)


class LineField(QLineEdit):
    """One line.

    ``typed`` comes with every change that the user makes, ``left`` when he presses Enter or goes
    elsewhere after that.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_typing = self._is_entered = False
        self.textEdited.connect(self._on_text_edited)

    def show_text(self, text: str) -> None:
        """Show another text; what was typed before can no longer be undone here."""
        if text == self.text() and not self.isUndoAvailable():
            return
        was_selected = self.hasFocus() and self.selectedText() == self.text()
        place = self.cursorPosition()
        self.setText(text)
        self._has_typing = False
        if was_selected:
            self.selectAll()
        else:
            self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)

    def event(self, event: QEvent) -> bool:
        if _is_for_the_app(event, can_undo=self.isUndoAvailable(), can_redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._leave()
            self.selectAll()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._is_entered = event.reason() == Qt.FocusReason.MouseFocusReason

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select all after the click that leads here, unless it has selected a part: what is typed takes its place."""
        super().mouseReleaseEvent(event)
        if self._is_entered and not self.hasSelectedText():
            self.selectAll()
        self._is_entered = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()

    def _on_text_edited(self, text: str) -> None:
        self._has_typing = True
        self.typed.emit(text)

    def _leave(self) -> None:
        if self._has_typing:
            self._has_typing = False
            self.left.emit()


class TextField(QPlainTextEdit):
    """Several lines, as high as they are; Tab leads on, Ctrl+Enter ends the typing.

    Attributes
    ----------
    completer : offers how to go on, if there is one; while it does, it gets the keys that choose
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_typing = self._is_entered = False
        self._is_showing = False
        self.completer: QCompleter | None = None
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show another text; what was typed before can no longer be undone here."""
        self._has_typing = False
        if text == self.toPlainText():
            self.document().clearUndoRedoStacks()
            return
        self._is_showing = True
        place = self.textCursor().position()
        self.setPlainText(text)
        self._is_showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        document = self.document()
        if _is_for_the_app(
            event, can_undo=document.isUndoAvailable(), can_redo=document.isRedoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.completer.popup() if self.completer else None
        if event.key() in _CHOOSING and popup and popup.isVisible():
            event.ignore()
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._leave()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._is_entered = event.reason() == Qt.FocusReason.MouseFocusReason
        if event.reason() in _BY_KEYS:
            self._select_line()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select a single line after the click that leads here, as a `LineField` does."""
        super().mouseReleaseEvent(event)
        if self._is_entered and not self.textCursor().hasSelection():
            self._select_line()
        self._is_entered = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()

    def _select_line(self) -> None:
        if self.blockCount() == 1:
            self.selectAll()

    def _on_text_changed(self) -> None:
        self._fit()
        if not self._is_showing:
            self._has_typing = True
            self.typed.emit(self.toPlainText())

    def _fit(self) -> None:
        lines = min(max(self.blockCount(), _FEWEST_LINES), _MOST_LINES)
        line_height = QFontMetricsF(self.font()).lineSpacing()
        around = 2 * (self.document().documentMargin() + self.frameWidth()) + 8
        self.setFixedHeight(round(lines * line_height + around))

    def _leave(self) -> None:
        if self._has_typing:
            self._has_typing = False
            self.left.emit()
