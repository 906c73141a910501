"""The status bar: what keys do on the panel under the cursor, or a message of the panel."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.translation import tr

_MOST = 8


class StatusLine(QStatusBar):
    """Shows the first keys of the panel that the mouse is over, in the order of its commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = QLabel(self)
        self._keys.setAccessibleName(tr("Keys"))
        self._keys.setContentsMargins(8, 0, 0, 0)
        self._keys.setTextFormat(self._keys.textFormat().RichText)
        self.addWidget(self._keys, 1)
        self._hints: dict[str, str] = {}
        self._panels: dict[QWidget, str] = {}

    def use(self, commands: Sequence[Command], panels: Mapping[str, QWidget]) -> None:
        """Know these commands, and where their panels are."""
        for widget in self._panels:
            widget.removeEventFilter(self)
        self._panels = {widget: name for name, widget in panels.items()}
        for widget in self._panels:
            widget.installEventFilter(self)
        self._hints = {name: _hint(commands, name) for name in panels}

    def show_message(self, text: str) -> None:
        """Show this instead, until it is empty again."""
        if text:
            self.showMessage(text)
        else:
            self.clearMessage()

    @property
    def shown(self) -> str:
        """Return what is shown."""
        return self.currentMessage() or self._keys.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter and isinstance(watched, QWidget):
            self._keys.setText(self._hints.get(self._panels.get(watched, ""), ""))
        return super().eventFilter(watched, event)


def _hint(commands: Sequence[Command], panel: str) -> str:
    parts = [
        f"<b>{_native(command.keys[0])}</b>&nbsp;{command.title.rstrip('…')}"
        for command in commands
        if (command.panel or command.id.partition(".")[0]) == panel and command.keys
    ]
    return "&nbsp;&nbsp;&nbsp;".join(parts[:_MOST])


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
