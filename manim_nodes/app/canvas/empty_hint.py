"""What an empty canvas says."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QWidget


class EmptyHint(QLabel):
    """Says how to begin, in the middle of a canvas with nothing on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("dim", True)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def name_key(self, keys: Sequence[str]) -> None:
        """Say which key opens the search, if one does."""
        words = self.tr("Double-click to add a node.")
        if keys:
            key = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            words = self.tr("Press {} or double-click to add a node.").format(key)
        self.setText(words + "\n" + self.tr("Or drag one here from the panel of nodes."))

    def place(self, area: QRect) -> None:
        """Stand in the middle of ``area``."""
        height = self.heightForWidth(area.width())
        self.setGeometry(area.left(), area.center().y() - height // 2, area.width(), max(height, 1))
