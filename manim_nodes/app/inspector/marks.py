"""Small parts of a row: the mark of a parameter that can be a port, and flat buttons."""

import qtawesome
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from manim_nodes.app.appearance import draw_port
from manim_nodes.app.theme import Theme
from manim_nodes.library.port_types import PortTypes

_SIDE_PX = 18


class PortToggle(QAbstractButton):
    """Shows the port that a parameter is, or could be; a click makes it one.

    Parameters
    ----------
    port_type : what may be wired in
    """

    def __init__(
        self, port_types: PortTypes, port_type: str, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent, checkable=True)
        color, self._shape = port_types.appearance(port_type)
        self._color = QColor(color)
        self._theme = theme
        self.is_wired = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(_SIDE_PX, _SIDE_PX)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE_PX, _SIDE_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        is_seen = self.isChecked() or self.is_wired or self.underMouse() or self.hasFocus()
        painter.setOpacity(1.0 if is_seen else 0.4)
        center = QPointF(_SIDE_PX / 2, _SIDE_PX / 2)
        is_full = self.is_wired or self.isChecked()
        draw_port(painter, self._shape, self._color, center, 4.0, wired=is_full)


def flat_button(icon: str, tip: str, theme: Theme, parent: QWidget) -> QToolButton:
    """Make a button that shows nothing but an icon of QtAwesome."""
    button = QToolButton(parent, toolTip=tip, accessibleName=tip)
    button.setProperty("flat", True)
    button.setIcon(qtawesome.icon(icon, color=theme.dim_text))
    button.setIconSize(QSize(14, 14))
    button.setFixedSize(24, 24)
    return button
