"""A field for words of which some have colors of their own, and the colors below it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import qtawesome
from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QIcon,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QToolButton, QWidget

from manim_nodes.app.kit.contrast import GRAPHICS, contrast
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.editing.formula_parts import ColoredSpan
from manim_nodes.translation import tr

_COLOR = QTextFormat.Property.UserProperty.value + 1
_NAME = QTextFormat.Property.UserProperty.value + 2
_SWATCH_PX = 16
_CELL_PX = 26
_OF_THE_APP = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}


@dataclass(frozen=True, slots=True)
class Coloring:
    """How words can be colored.

    Parameters
    ----------
    spans : what has a color of its own at the beginning
    colors : that are offered, by name
    whole : returns the least stretch of words around some characters that can have a color of its own; None for none
    """

    spans: tuple[ColoredSpan, ...]
    colors: Mapping[str, str]
    whole: Callable[[str, int, int], tuple[int, int] | None]


class ColoredField(QPlainTextEdit):
    """Several lines, in which characters can be given a color.

    Attributes
    ----------
    colored : something has another color
    refused : what is selected cannot have a color of its own
    """

    colored = Signal()
    refused = Signal()

    def __init__(self, text: str, coloring: Coloring, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._coloring = coloring
        for span in coloring.spans:
            self._cursor(span.start, span.end).setCharFormat(self._format(span.color, span.name))
        self.document().clearUndoRedoStacks()

    def color(self, color: str) -> None:
        """Color what is selected, or the word at the cursor; an empty color leaves it none of its own."""
        words, reach = self.toPlainText(), self._selected()
        if color and reach is not None:
            reach = self._coloring.whole(words, *reach)
        if reach is None:
            self.refused.emit()
            return
        name = self._name_within(*reach)
        cursor = self._cursor(*reach)
        cursor.beginEditBlock()
        if not color:
            self._part_from(*reach)
        cursor.setCharFormat(self._format(color, name) if color else QTextCharFormat())
        cursor.endEditBlock()
        cursor.clearSelection()
        self.setTextCursor(cursor)  # what is selected would hide its color
        self.setCurrentCharFormat(QTextCharFormat())
        self.colored.emit()

    def _part_from(self, start: int, end: int) -> None:
        """Leave their color to what is left and right of some characters, as far as it can have it without them."""
        for span in self.spans():
            if span.start < end and span.end > start:
                self._keep_apart(span.start, start)
                self._keep_apart(end, span.end)

    def _keep_apart(self, start: int, end: int) -> None:
        """Leave a stretch its color; where that would reach further, as from a bracket, to each part that has it alone."""
        words, whole = self.toPlainText(), self._coloring.whole
        if _is_within(whole(words, start, end), start, end):
            return
        place = start
        while place < end:
            part = whole(words, place, place + 1)
            if part is not None and _is_within(part, place, end):
                place = part[1]
                continue
            if not words[place].isspace():
                self._cursor(place, place + 1).setCharFormat(QTextCharFormat())
            place += 1

    def spans(self) -> tuple[ColoredSpan, ...]:
        """Return what has a color of its own."""
        found: list[ColoredSpan] = []
        # The field's own cursor may hold a format for what is typed next.
        cursor, units = QTextCursor(self.document()), 0
        for place, letter in enumerate(self.toPlainText()):
            units += _units(letter)
            cursor.setPosition(units)
            shown = cursor.charFormat()
            color, name = shown.stringProperty(_COLOR), shown.stringProperty(_NAME)
            if found and found[-1][1:] == (place, color, name):
                found[-1] = found[-1]._replace(end=place + 1)
            elif color:
                found.append(ColoredSpan(place, place + 1, color, name))
        return tuple(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = event.matches(QKeySequence.StandardKey.Undo)
        if is_back or event.matches(QKeySequence.StandardKey.Redo):
            super().keyPressEvent(event)
        else:
            self._replace(partial(super().keyPressEvent, event))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._replace(partial(super().inputMethodEvent, event))

    def insertFromMimeData(self, source: QMimeData) -> None:
        self._replace(partial(super().insertFromMimeData, source))

    def _replace(self, edit: Callable[[], object]) -> None:
        """Do what may put words in place of those selected: they keep a color that all of those have, and no other.

        Qt gives them that of the last one, or of what is beside them.
        """
        cursor, document = self.textCursor(), self.document()
        start, behind = cursor.selectionStart(), document.characterCount() - cursor.selectionEnd()
        shown = self._common_format(cursor) if cursor.hasSelection() else None
        revision = document.revision()
        edit()
        if shown is None or document.revision() == revision:
            return
        end = document.characterCount() - behind
        if start < end:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.joinPreviousEditBlock()
            cursor.setCharFormat(shown)
            cursor.endEditBlock()
        elif not shown.hasProperty(_COLOR):
            self.setCurrentCharFormat(shown)

    def _common_format(self, selection: QTextCursor) -> QTextCharFormat:
        """Return how all characters of a selection look, or that they have no color."""
        cursor, found = QTextCursor(self.document()), list[QTextCharFormat]()
        for place in range(selection.selectionStart(), selection.selectionEnd()):
            cursor.setPosition(place + 1)
            found.append(cursor.charFormat())
        colors = {each.stringProperty(_COLOR) for each in found}
        return found[0] if len(colors) == 1 else QTextCharFormat()

    def _selected(self) -> tuple[int, int] | None:
        words, cursor = self.toPlainText(), self.textCursor()
        if not cursor.hasSelection():
            place = _place(words, cursor.position())
            for span in self.spans():
                if span.start < place <= span.end:
                    return span.start, span.end
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        start, end = (
            _place(words, cursor.selectionStart()),
            _place(words, cursor.selectionEnd()),
        )
        return (start, end) if start < end else None

    def _name_within(self, start: int, end: int) -> str:
        """Return the name of a part that is to have the color, and has nothing elsewhere."""
        spans = self.spans()
        outside = {each.name for each in spans if each.start < start or each.end > end}
        inside = [each.name for each in spans if each.start < end and each.end > start]
        return next((name for name in inside if name and name not in outside), "")

    def _cursor(self, start: int, end: int) -> QTextCursor:
        words, cursor = self.toPlainText(), QTextCursor(self.document())
        cursor.setPosition(_units(words[:start]))
        cursor.setPosition(_units(words[:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _format(self, color: str, name: str) -> QTextCharFormat:
        """Return how characters of a color look: underlined, and legible on the field whatever the color."""
        shown = QTextCharFormat()
        shown.setProperty(_COLOR, color)
        shown.setProperty(_NAME, name)
        shown.setFontUnderline(True)
        paint, ground = QColor(self._coloring.colors.get(color, color)), self.palette().base()
        if not paint.isValid():
            return shown
        if contrast(paint, ground.color()) >= GRAPHICS:
            shown.setForeground(paint)
        else:
            black, white = QColor("black"), QColor("white")
            is_light = contrast(paint, black) > contrast(paint, white)
            shown.setBackground(paint)
            shown.setForeground(black if is_light else white)
        return shown


def _is_within(part: tuple[int, int] | None, start: int, end: int) -> bool:
    return part is not None and start <= part[0] and part[1] <= end


def _units(text: str) -> int:
    """Return how many characters Qt counts in a text."""
    return len(text.encode("utf-16-le")) // 2


def _place(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore"))


class ColorRows(QFrame):
    """A color a button, in rows; arrow keys go from one to the next, and Enter chooses.

    Attributes
    ----------
    chosen : a color's name; an empty one for none
    left : keys have led beyond the first or the last
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, colors: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(2, 2, 2, 2)
        grid.setSpacing(0)
        line = self.palette().windowText().color()
        clear = qtawesome.icon("mdi6.format-color-marker-cancel", color=line)
        self.buttons = [
            *(self._button(name, name, _swatch(colors[name], line)) for name in by_hue(colors)),
            self._button("", tr("No color of its own"), clear),
        ]
        # One row hides least of what is below; a narrow view has room for half of it.
        room = parent.width() // _CELL_PX
        self.columns = len(self.buttons) if len(self.buttons) < room else len(self.buttons) // 2
        for place, button in enumerate(self.buttons):
            grid.addWidget(button, place // self.columns, place % self.columns)
        self.adjustSize()

    def _button(self, color: str, title: str, icon: QIcon) -> QToolButton:
        button = _Swatch(self)
        button.setObjectName(f"part_color_{color}")
        button.setIcon(icon)
        button.setIconSize(QSize(_SWATCH_PX, _SWATCH_PX))
        button.setAutoRaise(True)
        button.setFixedSize(_CELL_PX, _CELL_PX)
        button.setStyleSheet("padding: 1px;")
        button.setToolTip(plain_tip(title))
        button.setAccessibleName(title)
        # One that takes no click would leave it, and the focus, to the view below.
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.chosen.emit(color))
        return button


class _Swatch(QToolButton):
    def __init__(self, rows: ColorRows) -> None:
        super().__init__(rows)
        self._rows = rows

    def event(self, event: QEvent) -> bool:
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and not event.modifiers() & _OF_THE_APP:
            event.accept()  # what keys mean to the view below, such as Del, they do not mean here
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in _STEPS:
            self._go(_STEPS[key])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go(self._rows.columns if key == Qt.Key.Key_Down else -self._rows.columns)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        self._go(1 if is_next else -1)
        return True

    def _go(self, by: int) -> None:
        """Go to another color; before the first and behind the last, leave them."""
        buttons = self._rows.buttons
        place = buttons.index(self) + by
        if 0 <= place < len(buttons):
            buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._rows.left.emit()


def by_hue(colors: Mapping[str, str]) -> Sequence[str]:
    """Return the names of colors as they follow one another in a rainbow; those without a hue come last."""

    def place(name: str) -> tuple[bool, float]:
        color = QColor(colors[name])
        is_gray = color.hsvSaturation() == 0
        return is_gray, -color.value() if is_gray else (color.hsvHue() + 10) % 360

    return sorted(colors, key=place)


def _swatch(color: str, line: QColor) -> QIcon:
    picture = QPixmap(2 * _SWATCH_PX, 2 * _SWATCH_PX)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 2))
    painter.setBrush(QColor(color))
    painter.drawRoundedRect(picture.rect().adjusted(3, 3, -3, -3), 6, 6)
    painter.end()
    picture.setDevicePixelRatio(2)
    return QIcon(picture)
