"""The editor of what is on or off."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import Editor, EditorContext
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.library.node_type import Parameter

_WIDTH, _HEIGHT = 34, 18


class Switch(QAbstractButton):
    """A switch, with a dash in the middle while it is neither on nor off."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, checkable=True)
        self._theme = theme
        self.is_between = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(_WIDTH + 4, _HEIGHT + 4)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH + 4, _HEIGHT + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2, 2, _WIDTH, _HEIGHT)
        is_on = self.isChecked() and not self.is_between
        painter.setPen(QColor(theme.accent if self.hasFocus() or is_on else theme.dim_text))
        painter.setBrush(QColor(theme.accent if is_on else theme.field))
        painter.drawRoundedRect(track, _HEIGHT / 2, _HEIGHT / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent_text if is_on else theme.dim_text))
        if self.is_between:
            painter.drawRect(QRectF(2 + _WIDTH / 2 - 5, 2 + _HEIGHT / 2 - 1, 10, 2))
            return
        knob = _HEIGHT - 6
        x = 2 + _WIDTH - knob - 3 if is_on else 5
        painter.drawEllipse(QRectF(x, 5, knob, knob))


class BooleanEditor(Editor):
    """A switch."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._switch = Switch(context.theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._switch)
        row.addStretch()
        self.setFocusProxy(self._switch)
        self._switch.clicked.connect(self._on_clicked)

    @property
    def value(self) -> Any:
        return None if self._switch.is_between else self._switch.isChecked()

    def set_value(self, value: Any) -> None:
        self._switch.is_between = not isinstance(value, bool)
        self._switch.setChecked(value is True)
        self._switch.update()

    def set_placeholder(self, text: str) -> None:
        self._switch.setToolTip(plain_tip(text if self._switch.is_between else ""))

    def _on_clicked(self) -> None:
        self._switch.is_between = False
        self.emit_picked()
