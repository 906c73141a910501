"""Small parts of a row: the mark of a parameter that can be a port, and flat buttons."""

import qtawesome
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from manim_nodes.app.kit.markers import port_path
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.library.port_types import PortTypes
from manim_nodes.translation import tr

LINE_HEIGHT = 26
"""Of one line with a field, in pixels."""

MARK_WIDTH = 18


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
        self.setFixedSize(MARK_WIDTH, LINE_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(MARK_WIDTH, LINE_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QColor(self._theme.accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        is_seen = self.isChecked() or self.is_wired or self.underMouse() or self.hasFocus()
        painter.setOpacity(1.0 if is_seen else 0.7)
        center = QPointF(MARK_WIDTH / 2, LINE_HEIGHT / 2)
        is_full = self.is_wired or self.isChecked()
        painter.setPen(self._color)
        painter.setBrush(self._color if is_full else QColor(0, 0, 0, 0))
        painter.drawPath(port_path(self._shape, center, 4.0))


def flat_button(icon: str, tip: str, theme: Theme, parent: QWidget) -> QToolButton:
    """Make a button that shows nothing but an icon of QtAwesome."""
    button = QToolButton(parent, toolTip=plain_tip(tip), accessibleName=tip)
    button.setProperty("flat", True)
    button.setIcon(qtawesome.icon(icon, color=theme.dim_text))
    button.setIconSize(QSize(14, 14))
    button.setFixedSize(24, LINE_HEIGHT)
    return button


class FoldButton(QToolButton):
    """A title that folds what is below it."""

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, text=title)
        self._theme = theme
        self._is_open: bool | None = None
        self.setProperty("flat", True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setMinimumHeight(LINE_HEIGHT)
        self.show_open(is_open=False)

    @property
    def is_open(self) -> bool:
        """Return whether what is below is seen."""
        return bool(self._is_open)

    def show_open(self, *, is_open: bool) -> None:
        """Turn the arrow down, or to the side."""
        if is_open is not self._is_open:
            self._is_open = is_open
            icon = "mdi6.chevron-down" if is_open else "mdi6.chevron-right"
            self.setIcon(qtawesome.icon(icon, color=self._theme.dim_text))
            state = tr("unfolded") if is_open else tr("folded")
            self.setAccessibleDescription(state)
