"""What is written on an empty canvas."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.translation import tr


class EmptyHint(Label):
    """Explains how to begin, in the middle of a canvas with nothing on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("dim", True)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_key(self, keys: Sequence[str]) -> None:
        """Show which key opens the search, if one does."""
        text = tr("Double-click to add a node.")
        if keys:
            key = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
            text = tr("Press {key} or double-click to add a node.", key=key)
        self.setText(text + "\n" + tr("Or drag one here from the panel of nodes."))

    def place(self, area: QRect) -> None:
        """Move to the middle of ``area``."""
        height = self.heightForWidth(area.width())
        self.setGeometry(area.left(), area.center().y() - height // 2, area.width(), max(height, 1))
