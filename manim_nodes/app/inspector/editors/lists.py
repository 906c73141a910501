"""Editors of several values: lists, links of two names, and pairs of key and value."""

from collections.abc import Callable, Sequence
from typing import Any

import qtawesome
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.inspector.editors.editor import Editor, EditorContext
from manim_nodes.app.inspector.row_widgets import LINE_HEIGHT, flat_button
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import check_value
from manim_nodes.translation import tr

MakeItem = Callable[[Parameter, EditorContext, QWidget], Editor]

PAIR = "pair"
"""What stands for the type of a key with its value: none that a parameter has."""

_MOST_ITEMS = 60  # fields for more would take too long; the rest is kept
_BLANKS: dict[str, Any] = {
    **dict.fromkeys(("number", "integer", "angle"), 0),
    **dict.fromkeys(("point", "vector"), (0, 0, 0)),
    "boolean": False,
    "color": "WHITE",
    "range": (0, 1),
    "complex": (0, 0),
    "rate_function": "smooth",
    "expression": "0",
    "function": "x",
    "name": "A",
    "link": ("A", "B"),
}


def blank_value(type_name: str) -> Any:
    """Return what a new item of a list begins as."""
    if type_name.startswith(("list[", "mapping[")):
        return ()
    if type_name == PAIR:
        return ("", "")
    return _BLANKS.get(type_name, "")


class _Item(QWidget):
    def __init__(self, editor: Editor, owner: "ListEditor") -> None:
        super().__init__(owner)
        self.editor = editor
        self._owner = owner
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(editor, 1)
        theme = owner.context.theme
        for icon, tip, action in (
            ("mdi6.chevron-up", tr("Move up (Alt+Up)"), self._move_up),
            ("mdi6.close", tr("Remove"), self._remove),
        ):
            button = flat_button(icon, tip, theme, self)
            button.clicked.connect(action)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        editor.setParent(self)
        editor.changed.connect(owner.changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = moves.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._owner.move_item(self, by)
            return
        super().keyPressEvent(event)

    def _move_up(self) -> None:
        self._owner.move_item(self, -1)

    def _remove(self) -> None:
        self._owner.remove_item(self)


class ListEditor(Editor):
    """A line for each item, with buttons to add, remove and move.

    Parameters
    ----------
    make_item : makes the editor of one item
    """

    is_wide = True

    def __init__(
        self,
        parameter: Parameter,
        context: EditorContext,
        parent: QWidget | None = None,
        *,
        item_type: str,
        make_item: MakeItem,
    ) -> None:
        super().__init__(parameter, context, parent)
        self._item = item_parameter(parameter, item_type)
        self._make_item = make_item
        self._items: list[_Item] = []
        self._beyond: tuple[Any, ...] = ()
        self._is_set = False
        self._name = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._note = Label(self, wordWrap=True)
        self._note.setProperty("dim", True)
        self._note.hide()
        self._add = QToolButton(self, text=tr("Add"))
        self._add.setFixedHeight(LINE_HEIGHT)
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.setProperty("flat", True)
        self._add.setIcon(qtawesome.icon("mdi6.plus", color=context.theme.dim_text))
        self._add.clicked.connect(self._on_add_clicked)
        line = QHBoxLayout()
        line.addWidget(self._add)
        line.addWidget(self._note, 1)
        self._column.addLayout(line)
        self.setFocusProxy(self._add)

    @property
    def value(self) -> Any:
        if not self._is_set:
            return None
        return (*(item.editor.value for item in self._items), *self._beyond)

    def set_value(self, value: Any) -> None:
        values = tuple(value) if isinstance(value, list | tuple) else ()
        self._is_set = value is not None
        self._beyond = values[_MOST_ITEMS:]
        shown = values[:_MOST_ITEMS]
        while len(self._items) > len(shown):
            self._drop(self._items[-1])
        for item, part in zip(self._items, shown, strict=False):
            if item.editor.value != part or part is None:
                item.editor.set_value(part)
        for part in shown[len(self._items) :]:
            self._append(part)
        self._show_note()

    def set_placeholder(self, text: str) -> None:
        self._note.setText(text)
        self._show_note()

    def mark(self, fault: str | None) -> None:
        for item in self._items:
            item.editor.mark(fault and fault_of(item.editor))

    def set_name(self, name: str) -> None:
        self._name = name
        self._add.setAccessibleName(tr("Add to {name}", name=name))
        self._name_items()

    def move_item(self, item: _Item, by: int) -> None:
        """Put an item further up or down; the focus goes with it."""
        place = self._items.index(item)
        if 0 <= place + by < len(self._items):
            self._items.insert(place + by, self._items.pop(place))
            self._column.insertWidget(place + by, item)
            self._name_items()
            self.emit_picked()

    def remove_item(self, item: _Item) -> None:
        """Remove an item."""
        self._drop(item)
        self.emit_picked()

    def _on_add_clicked(self) -> None:
        self._is_set = True
        last = self._items[-1].editor.value if self._items else blank_value(self._item.type)
        self._append(last)
        self.emit_picked()
        self._items[-1].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, value: Any) -> None:
        editor = self._make_item(self._item, self.context, self)
        editor.set_value(value)
        item = _Item(editor, self)
        self._column.insertWidget(len(self._items), item)
        self._items.append(item)
        self._name_items()

    def _drop(self, item: _Item) -> None:
        self._items.remove(item)
        self._name_items()
        self._column.removeWidget(item)
        item.hide()
        item.deleteLater()

    def _name_items(self) -> None:
        for number, item in enumerate(self._items, 1):
            item.editor.set_name(tr("{name} {number}", name=self._name, number=number))

    def _show_note(self) -> None:
        if self._beyond:
            self._note.setText(tr("… and {count} more", count=len(self._beyond)))
        self._note.setVisible(bool(self._beyond) or not self._is_set)


class PairEditor(Editor):
    """Two editors side by side: a link's ends, or a key and its value."""

    def __init__(
        self,
        parameter: Parameter,
        context: EditorContext,
        editors: Sequence[Editor],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parameter, context, parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.editors = tuple(editors)
        for editor in editors:
            row.addWidget(editor, 1)
            editor.changed.connect(self.changed)
        self.setFocusProxy(editors[0])

    @property
    def value(self) -> Any:
        values = tuple(editor.value for editor in self.editors)
        return None if all(value is None for value in values) else values

    def set_value(self, value: Any) -> None:
        parts = value if isinstance(value, list | tuple) and len(value) == 2 else (None, None)
        for editor, part in zip(self.editors, parts, strict=True):
            if part is None or editor.value != part:
                editor.set_value(part)

    def mark(self, fault: str | None) -> None:
        for editor in self.editors:
            editor.mark(fault and fault_of(editor))

    def set_name(self, name: str) -> None:
        for number, editor in enumerate(self.editors, 1):
            editor.set_name(tr("{name}, {number}", name=name, number=number))


def item_parameter(parameter: Parameter, item_type: str) -> Parameter:
    """Return the parameter that one item of a list, or one half of a pair, is checked by."""
    changes = {"type": item_type, "default": blank_value(item_type), "at_least": 0}
    return parameter.model_copy(update=changes)


def fault_of(editor: Editor) -> str | None:
    """Return what is wrong with what an editor of an item shows."""
    if isinstance(editor, PairEditor):
        return next(filter(None, map(fault_of, editor.editors)), None)
    return check_value(editor.value, editor.parameter, editor.context.names)
