"""The list of knobs and the constants of a project, to be named, ordered and added to."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.numbers import typed_number
from manim_nodes.app.kit.ordered_table import OrderedTable
from manim_nodes.app.kit.plain_text import Label
from manim_nodes.document.knob_edits import (
    add_constant,
    add_knob,
    change_knob,
    remove_constant,
    remove_knob,
    reorder_knobs,
    set_constant,
)
from manim_nodes.document.model import Constant, Document, DocumentError, Knob
from manim_nodes.editing.session import Session
from manim_nodes.graph.constant_rules import name_fault
from manim_nodes.library.color_roles import ROLE, role_called, role_title
from manim_nodes.library.expressions import number_text
from manim_nodes.translation import tr, tr_later

_KNOB_COLUMNS = {
    "title": tr_later("Name"),
    "group": tr_later("Heading"),
    "minimum": tr_later("Smallest"),
    "maximum": tr_later("Largest"),
    "unit": tr_later("Unit"),
    "help": tr_later("Help"),
}
_TYPES = {
    "number": tr_later("Number"),
    "text": tr_later("Text"),
    "color": tr_later("Color"),
    "function": tr_later("Function of x"),
}
_BEGINNINGS: dict[str, float | str] = {
    "number": 1.0,
    "text": "Text",
    "color": "#58C4DD",
    "function": "x^2",
}
_NAME_CHARACTERS, _CHARACTERS = 26, 12


class KnobsDialog(QDialog):
    """What is changed here is changed at once, each cell as a step of its own."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Knobs and constants"))
        self.resize(720, 480)
        self._session = session
        self.fault = Label(self, wordWrap=True)
        self.fault.setProperty("error", True)
        self.knobs = self._table(
            [tr(title) for title in _KNOB_COLUMNS.values()], tr("Knobs"), self._on_knob_changed
        )
        self.constants = self._table(
            [tr("Name"), tr("Type"), tr("Value")], tr("Constants"), self._on_constant_changed
        )
        self.knobs.allow_drags()
        self.knobs.row_dropped.connect(self._drop)
        self.up = self._button(tr("Up"), lambda: self._move(-1))
        self.down = self._button(tr("Down"), lambda: self._move(1))
        self.remove = self._button(tr("Offer no more"), self._remove_knob)
        self.add = self._button(tr("Add constant…"), self._add_constant)
        self.offer = self._button(tr("Offer as a knob"), self._offer_constant)
        self.remove_constant = self._button(tr("Remove constant"), self._remove_constant)
        for key, action in (("Alt+Up", self.up), ("Alt+Down", self.down)):
            QShortcut(QKeySequence(key), self, action.click)
        self._lay_out()
        self._show_fault("")
        self._fill()

    def _lay_out(self) -> None:
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(
            self._note(
                tr(
                    "Knobs are offered first, in this order, under their headings. Drag them to where they are to be."
                )
            )
        )
        column.addWidget(self.knobs, 3)
        column.addLayout(_row(self.up, self.down, self.remove))
        column.addWidget(
            self._note(
                tr(
                    "Constants are used by name: {expression} in numbers and formulas, {field} in texts."
                    " Each may use those above it.",
                    expression="v0 * t",
                    field="{v0}",
                )
            )
        )
        column.addWidget(self.constants, 2)
        column.addLayout(_row(self.add, self.offer, self.remove_constant))
        column.addWidget(self.fault)
        column.addWidget(close)

    def _note(self, text: str) -> Label:
        note = Label(text, self, wordWrap=True)
        note.setProperty("dim", True)
        return note

    def _table(
        self, titles: list[str], name: str, changed: Callable[[int, int], None]
    ) -> OrderedTable:
        table = OrderedTable(0, len(titles), self)
        table.setHorizontalHeaderLabels(titles)
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        character = self.fontMetrics().averageCharWidth()
        for index in range(len(titles)):
            table.setColumnWidth(
                index, character * (_NAME_CHARACTERS if not index else _CHARACTERS)
            )
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setAccessibleName(name)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.cellChanged.connect(changed)
        return table

    def _button(self, title: str, clicked: Callable[[], None]) -> QPushButton:
        button = QPushButton(title, self)
        button.clicked.connect(lambda _checked=False: clicked())
        return button

    # showing

    def _fill(self) -> None:
        document = self._session.content
        _set_cells(self.knobs, [_cells_of(knob) for knob in document.knobs])
        _set_cells(
            self.constants,
            [[each.name, tr(_TYPES[each.type]), _value_of(each)] for each in document.constants],
            fixed=(0, 1),
        )
        has_knobs, has_constants = bool(document.knobs), bool(document.constants)
        for button in (self.up, self.down, self.remove):
            button.setEnabled(has_knobs)
        for button in (self.offer, self.remove_constant):
            button.setEnabled(has_constants)

    def _show_fault(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _do(self, edit: Callable[[Document], Document]) -> bool:
        try:
            self._session.edit(edit)
        except DocumentError as error:
            self._show_fault(error.message)
            self._fill()
            return False
        self._show_fault("")
        self._fill()
        return True

    # knobs

    def _on_knob_changed(self, row: int, column: int) -> None:
        field, text = list(_KNOB_COLUMNS)[column], _text_of(self.knobs, row, column)
        value: object = text
        if field in ("minimum", "maximum"):
            value = typed_number(text, 0)
            if isinstance(value, str):
                self._show_fault(tr("'{text}' is no number.", text=text))
                self._fill()
                return
        target = self._session.content.knobs[row].target
        self._do(lambda document: change_knob(document, target, **{field: value}))

    def _move(self, by: int) -> None:
        row = self.knobs.currentRow()
        if row >= 0 and 0 <= row + by < self.knobs.rowCount():
            self._put(row, row + by)

    def _drop(self, row: int, to: int) -> None:
        """Put a knob where it was dropped, under the heading of those that it is among."""
        others = list(self._session.content.knobs)
        del others[row]
        self._put(row, to, group=others[max(to - 1, 0)].group)

    def _put(self, row: int, to: int, **changes: str) -> None:
        targets = [knob.target for knob in self._session.content.knobs]
        target = targets.pop(row)
        targets.insert(to, target)
        self._do(lambda document: reorder_knobs(change_knob(document, target, **changes), targets))
        self.knobs.selectRow(to)

    def _remove_knob(self) -> None:
        row = self.knobs.currentRow()
        if row >= 0:
            target = self._session.content.knobs[row].target
            self._do(lambda document: remove_knob(document, target))

    # constants

    def _on_constant_changed(self, row: int, column: int) -> None:
        constant = self._session.content.constants[row]
        text = _text_of(self.constants, row, column)
        value = typed_number(text, 0) if constant.type == "number" else text
        if constant.type == "color":
            value = role_called(text) or text
        if value is None or value == "":
            self._fill()
            return
        self._do(lambda document: set_constant(document, constant.name, value))

    def _add_constant(self) -> None:
        dialog = ConstantDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            name, kind = dialog.name.text().strip(), dialog.kind.currentData()
            self._do(
                lambda document: add_constant(document, name, type=kind, value=_BEGINNINGS[kind])
            )

    def _offer_constant(self) -> None:
        row = self.constants.currentRow()
        if row >= 0:
            name = self._session.content.constants[row].name
            self._do(lambda document: add_knob(document, constant=name, title=name))

    def _remove_constant(self) -> None:
        row = self.constants.currentRow()
        if row >= 0:
            name = self._session.content.constants[row].name
            self._do(lambda document: remove_constant(document, name))


class ConstantDialog(QDialog):
    """Asks for the name and the type of a new constant."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("New constant"))
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("speed")
        self.kind = QComboBox(self)
        for kind, title in _TYPES.items():
            self.kind.addItem(tr(title), kind)
        self.fault = Label(self, wordWrap=True)
        self.fault.setProperty("error", True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(tr("Name"), self.name)
        form.addRow(tr("Type"), self.kind)
        form.addRow(self.fault)
        form.addRow(self.buttons)
        self.name.textChanged.connect(self._judge)
        self._judge("")

    def _judge(self, text: str) -> None:
        name = text.strip()
        fault = name_fault(name)
        self.fault.setText(tr("The constant {fault}.", fault=fault) if fault else "")
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(bool(name) and fault is None)


def _value_of(constant: Constant) -> str:
    if constant.type == "color" and str(constant.value).startswith(ROLE):
        return role_title(str(constant.value))
    return number_text(constant.value)


def _cells_of(knob: Knob) -> list[str]:
    values = (getattr(knob, name) for name in _KNOB_COLUMNS)
    return [
        "" if value is None else number_text(value) if isinstance(value, float) else value
        for value in values
    ]


def _text_of(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text().strip() if item else ""


def _set_cells(table: QTableWidget, rows: list[list[str]], *, fixed: tuple[int, ...] = ()) -> None:
    current = table.currentRow()
    table.blockSignals(True)
    table.setRowCount(len(rows))
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if column in fixed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            table.setItem(row, column, item)
    table.blockSignals(False)
    if rows:
        table.selectRow(min(max(current, 0), len(rows) - 1))


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row
