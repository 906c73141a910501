"""A table whose rows are put in another order by dragging them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget


class OrderedTable(QTableWidget):
    """Emits where a row was dropped, and leaves it to others to put it there.

    Signals
    -------
    row_dropped : the row that was dragged, and the place that it is to have when it is taken out of its own
    """

    row_dropped = Signal(int, int)

    def allow_drags(self) -> None:
        """Let rows be dragged."""
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Emit where the row is to go."""
        # Were it a move for Qt, the row would be taken out of the table by the view.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        row, place = self.currentRow(), self._gap_at(event)
        place -= place > row
        if row >= 0 and place != row:
            self.row_dropped.emit(row, place)

    def _gap_at(self, event: QDropEvent) -> int:
        """Return before which row the mouse is; the count of rows behind the last."""
        at = event.position().toPoint()
        row = self.rowAt(at.y())
        if row < 0:
            return self.rowCount()
        middle = self.rowViewportPosition(row) + self.rowHeight(row) / 2
        return row + (at.y() > middle)
