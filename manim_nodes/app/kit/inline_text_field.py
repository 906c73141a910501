"""Typing a name, a note or a text right where it stands."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from manim_nodes.app.kit.colored_field import ColoredField, Coloring, ColorRows
from manim_nodes.editing.formula_parts import ColoredSpan
from manim_nodes.translation import tr

_ENDING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_GAP = 2


class InlineTextField(QObject):
    """Lays a field over a view until its text is accepted or given up.

    Enter accepts a name and Esc gives it up. Of several lines Ctrl+Enter and Esc both accept what was typed, as
    wherever texts are written on a picture: undo takes it back. Tab and leaving the field accept either; where words can
    be colored, Tab leads to the colors.

    Attributes
    ----------
    field : where the user types, as long as it is open
    colors : the colors below it, if its words can be colored
    spans : of the words that were accepted last, those that have a color of their own
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.field: QLineEdit | QPlainTextEdit | None = None
        self.colors: ColorRows | None = None
        self.spans: tuple[ColoredSpan, ...] = ()
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
        coloring: Coloring | None = None,
        seen: QRect | None = None,
    ) -> None:
        """Let the user type in ``room`` of the view.

        Parameters
        ----------
        accept : called with what was typed
        ends_by_enter : Enter ends what has lines too, and Shift+Enter begins another
        name : for screen readers
        coloring : how what has lines can be colored, if it can
        seen : what the colors are to hide little of
        """
        self.end(accepted=True)
        field: QLineEdit | QPlainTextEdit
        if coloring is not None:
            field = ColoredField(text, coloring, self._over)
            self._add_colors(field, coloring, room, seen or QRect())
        else:
            field = QPlainTextEdit(text, self._over) if lines else QLineEdit(text, self._over)
        field.setAccessibleName(name or (tr("Note") if lines else tr("Name")))
        field.setGeometry(room)
        field.selectAll()
        field.installEventFilter(self)
        self.field, self._accept = field, accept
        self._ends_by_enter = ends_by_enter
        field.show()
        field.setFocus()

    def _add_colors(
        self, field: ColoredField, coloring: Coloring, room: QRect, seen: QRect
    ) -> None:
        """Put the colors below the field, or above where they would hide less there or have no room below."""
        rows = self.colors = ColorRows(coloring.colors, self._over)
        size, view = rows.sizeHint(), self._over.rect()
        below, above = room.bottom() + _GAP, room.top() - _GAP - size.height()

        def hidden(top: int) -> int:
            return max(QRect(seen.left(), top, 1, size.height()).intersected(seen).height(), 0)

        is_beyond = below + size.height() > view.bottom()
        is_less = above >= view.top() and hidden(above) < hidden(below)
        top = max(above, view.top()) if is_beyond or is_less else below
        left = max(min(room.left(), view.right() - size.width()), view.left())
        rows.setGeometry(QRect(left, top, size.width(), size.height()))
        for widget in (rows, *rows.buttons):
            widget.installEventFilter(self)
        rows.chosen.connect(field.color)
        rows.chosen.connect(field.setFocus)
        rows.left.connect(field.setFocus)
        rows.show()
        rows.raise_()

    def end(self, *, accepted: bool) -> None:
        """Accept what was typed, or give it up."""
        field, self.field = self.field, None
        rows, self.colors = self.colors, None
        accept, self._accept = self._accept, None
        if field is None or accept is None:
            return
        field.removeEventFilter(self)
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        self.spans = field.spans() if isinstance(field, ColoredField) else ()
        had_focus = field.hasFocus() or _is_in(rows)
        if rows is not None:
            for widget in (rows, *rows.buttons):
                widget.removeEventFilter(self)
            rows.hide()
            rows.deleteLater()
        field.hide()
        field.deleteLater()
        if had_focus:
            self._over.setFocus()
        if accepted:
            accept(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            is_ours = QApplication.focusWidget() is self.field and watched is not self.field
            if not is_ours and not _is_in(self.colors) and not _has_menu(watched):
                self.end(accepted=True)
        elif isinstance(event, QKeyEvent) and event.key() in _ENDING:
            if watched is self.field and self._take_key(event):
                return True
            if watched is not self.field and self._leave_colors(event):
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # these keys are the field's, whatever else they mean
            return True
        if event.type() != QEvent.Type.KeyPress or not self._ends(event):
            return False
        if event.key() == Qt.Key.Key_Tab and self.colors is not None:
            self.colors.buttons[0].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        gives_up = event.key() == Qt.Key.Key_Escape and isinstance(self.field, QLineEdit)
        self.end(accepted=not gives_up)
        return True

    def _leave_colors(self, event: QKeyEvent) -> bool:
        """Lead from the colors back to the field."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        is_escape = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if is_escape and self.field is not None:
            self.field.setFocus()
        return is_escape

    def _ends(self, event: QKeyEvent) -> bool:
        is_escape = event.key() == Qt.Key.Key_Escape
        is_tab = event.key() == Qt.Key.Key_Tab
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ends_by_enter = self._ends_by_enter and not event.modifiers() & _SHIFT
        is_line = isinstance(self.field, QLineEdit)
        # Tab leads on, as in every dialog: to the colors, or to the canvas, where it finds the next thing to add.
        return is_escape or is_tab or bool(held) or is_line or bool(ends_by_enter)


def _is_in(rows: ColorRows | None) -> bool:
    focus = QApplication.focusWidget()
    return rows is not None and focus is not None and (focus is rows or rows.isAncestorOf(focus))


def _has_menu(field: QObject) -> bool:
    """Return whether a menu of a field itself is open, which only borrows the focus."""
    above: QObject | None = QApplication.activePopupWidget()
    while above is not None and above is not field:
        above = above.parent()
    return above is not None
