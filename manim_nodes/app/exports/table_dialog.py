"""A table of knobs, looked over before a film is made of each row."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.markers import severity_icon
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.gallery.batch import CellFault, Row
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr, tr_plural

_MOST_NAMED = 3


class TableDialog(QDialog):
    """Shows the rows with what is wrong in them; films are made only if nothing is."""

    def __init__(
        self, rows: Sequence[Row], faults: Sequence[CellFault], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("A film for each row"))
        self.resize(640, 400)
        self.table = _table(rows, faults, theme, self)
        self.fault = Label(_in_words(faults), self, wordWrap=True)
        self.fault.setProperty("error", True)
        self.fault.setVisible(bool(faults))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        count = len(rows)
        self.export = self.buttons.addButton(
            tr_plural("Export {count} film", "Export {count} films", count),
            QDialogButtonBox.ButtonRole.AcceptRole,
        )
        self.export.setEnabled(not faults)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        note = Label(
            tr("Films are made as MP4, with the settings used last. Empty cells change nothing."),
            self,
            wordWrap=True,
        )
        note.setProperty("dim", True)
        column = QVBoxLayout(self)
        for part in (note, self.table, self.fault, self.buttons):
            column.addWidget(part)


def _table(
    rows: Sequence[Row], faults: Sequence[CellFault], theme: Theme, parent: QWidget
) -> QTableWidget:
    titles = list(dict.fromkeys(title for row in rows for title in row.cells))
    reasons = {(fault.row, fault.column): fault.reason for fault in faults}
    table = QTableWidget(len(rows), len(titles), parent)
    table.setAccessibleName(tr("Rows of the table"))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setHorizontalHeaderLabels(titles)
    table.setVerticalHeaderLabels([str(row.number) for row in rows])
    table.horizontalHeader().setStretchLastSection(True)
    icon = severity_icon(Severity.ERROR, theme.error)
    for line, row in enumerate(rows):
        for column, title in enumerate(titles):
            item = QTableWidgetItem(row.cells.get(title, ""))
            reason = reasons.get((row.number, title))
            if reason is not None:
                item.setIcon(icon)
                item.setToolTip(plain_tip(reason))
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, reason)
            table.setItem(line, column, item)
    return table


def _in_words(faults: Sequence[CellFault]) -> str:
    lines = [str(fault) for fault in faults[:_MOST_NAMED]]
    if len(faults) > _MOST_NAMED:
        lines.append(tr("and {count} more", count=len(faults) - _MOST_NAMED))
    return "\n".join(lines)
