"""The status bar: what keys do on the panel under the cursor, or a message of the panel."""

import html
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy, QStatusBar, QToolButton, QWidget

from manim_nodes.app.kit.commands import Command
from manim_nodes.app.window.first_keys import keys_of, to_show
from manim_nodes.translation import tr

_APART = "\N{NO-BREAK SPACE}" * 3
_MARGINS_PX = 14


class StatusLine(QStatusBar):
    """Shows the keys of the panel that the mouse is over, as many as there is room for; a button lists all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = QLabel(self)
        self._keys.setAccessibleName(tr("Keys"))
        self._keys.setContentsMargins(8, 0, 0, 0)
        self._keys.setTextFormat(self._keys.textFormat().RichText)
        self._keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._keys, 1)
        self.all_keys = QToolButton(self)
        self.all_keys.setText(tr("All keys"))
        self.all_keys.setToolTip(tr("List the keys of what the mouse was over last."))
        self.all_keys.setProperty("flat", True)
        self.all_keys.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.all_keys.setMenu(QMenu(self.all_keys))
        self.all_keys.menu().aboutToShow.connect(self._list_keys)
        self.addPermanentWidget(self.all_keys)
        self._commands: Mapping[str, Sequence[Command]] = {}
        self._panels: dict[QWidget, str] = {}
        self._panel = ""

    def use(self, commands: Sequence[Command], panels: Mapping[str, QWidget]) -> None:
        """Know these commands, and where their panels are."""
        for widget in self._panels:
            widget.removeEventFilter(self)
        self._panels = {widget: name for name, widget in panels.items()}
        for widget in self._panels:
            widget.installEventFilter(self)
        self._commands = {name: keys_of(commands, name) for name in ("", *panels)}
        self._show_keys()

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
            self._panel = self._panels.get(watched, "")
            self._show_keys()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()

    def refresh(self) -> None:
        """Show what keys can do now, after a change of what is selected, for one."""
        self._show_keys()

    def _show_keys(self) -> None:
        """Show as many keys as there is room for, the most used first."""
        room = self.width() - self.all_keys.sizeHint().width() - 2 * _MARGINS_PX
        bold = QFont(self._keys.font())
        bold.setBold(True)
        plain, strong, parts = self._keys.fontMetrics(), QFontMetrics(bold), list[str]()
        for first, title in to_show(self._commands.get(self._panel, ())):
            key = _native(first)
            room -= strong.horizontalAdvance(key) + plain.horizontalAdvance(f" {title}{_APART}")
            if room < 0:
                break
            parts.append(f"<b>{html.escape(key)}</b>&nbsp;{html.escape(title)}")
        text = _APART.join(parts)
        if text != self._keys.text():
            self._keys.setText(text)
        self.all_keys.setVisible(bool(self._commands.get(self._panel)))

    def _list_keys(self) -> None:
        menu = self.all_keys.menu()
        menu.clear()
        for command in self._commands.get(self._panel, ()):
            keys = ", ".join(map(_native, command.keys))
            action = menu.addAction(f"{command.present_title}\t{keys}")
            action.setEnabled(command.is_enabled())
            action.triggered.connect(lambda _checked=False, command=command: command.run())


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
