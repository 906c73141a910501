"""Things that the user should know but need not answer at once: a bar each, above the canvas."""

from collections.abc import Callable, Sequence
from functools import partial

import qtawesome
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import Theme
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr

_ICONS = {
    Severity.ERROR: "mdi6.close-octagon",
    Severity.WARNING: "mdi6.alert",
    None: "mdi6.information-outline",
}


_LEAST_TEXT_PX = 420  # of a text beside its buttons
_AROUND_PX = 90  # what is left and right of both


class _Bar(QWidget):
    """A notice with what can be chosen beside it, or below where it would be squeezed."""

    def __init__(self, text: str, icon: QPixmap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 6, 6)
        self._grid.setColumnStretch(1, 1)
        sign = Label(self)
        sign.setPixmap(icon)
        self._label = Label(text, self)
        self._label.setWordWrap(True)
        self._label.setAccessibleName(text)
        self._choices = QWidget(self)
        self._row = QHBoxLayout(self._choices)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.close_button = QToolButton(self)
        self.close_button.setProperty("flat", True)
        self.close_button.setAccessibleName(tr("Dismiss"))
        self.close_button.setToolTip(tr("Dismiss"))
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._label, 0, 1)
        self._grid.addWidget(self._choices, 0, 2)
        self._grid.addWidget(self.close_button, 0, 3, top)
        self._is_below = False

    def add_choice(self, title: str, choose: Callable[..., object]) -> None:
        """Add a button."""
        button = QPushButton(title, self._choices)
        button.clicked.connect(choose)
        self._row.addWidget(button)

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the buttons need below the text."""
        around = self._grid.contentsMargins().left() + self._grid.contentsMargins().right()
        return QSize(self._choices.sizeHint().width() + around, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        line = self._label.fontMetrics().horizontalAdvance(self._label.text())
        rest = self.width() - self._choices.sizeHint().width() - _AROUND_PX
        is_below = rest < min(line, _LEAST_TEXT_PX)
        if is_below is not self._is_below:
            self._is_below = is_below
            place = (1, 1) if is_below else (0, 2)
            self._grid.removeWidget(self._choices)
            self._grid.addWidget(self._choices, *place, Qt.AlignmentFlag.AlignLeft)
            self._grid.activate()


class Notices(QWidget):
    """A stack of notices, each under a name by which it is replaced or taken away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: dict[str, _Bar] = {}
        self._lasting: set[str] = set()
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(0)
        self.hide()

    def put(
        self,
        name: str,
        text: str,
        severity: Severity | None = None,
        choices: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        lasts: bool = False,
    ) -> None:
        """Show a notice; once the user has chosen anything, it goes.

        Parameters
        ----------
        lasts : it is not about the project, so it stays when another is opened
        """
        self.remove(name)
        if lasts:
            self._lasting.add(name)
        bar = _Bar(text, self._icon(severity), self)
        for title, action in choices:
            bar.add_choice(title, partial(self._carry_out, name, action))
        bar.close_button.setIcon(qtawesome.icon("mdi6.close", color=self._theme.dim_text))
        bar.close_button.clicked.connect(lambda: self.remove(name))
        self._bars[name] = bar
        self._stack.addWidget(bar)
        self.show()

    def remove(self, name: str) -> None:
        """Remove a notice, if it is there."""
        self._lasting.discard(name)
        bar = self._bars.pop(name, None)
        if bar is not None:
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def forget_project(self) -> None:
        """Remove all that are about the project, since another takes its place."""
        for name in self._bars.keys() - self._lasting:
            self.remove(name)

    def _carry_out(self, name: str, action: Callable[[], object], _checked: bool = False) -> None:
        self.remove(name)
        action()

    def _icon(self, severity: Severity | None) -> QPixmap:
        icon: QPixmap = qtawesome.icon(_ICONS[severity], color=self._color(severity)).pixmap(18, 18)
        return icon

    def _color(self, severity: Severity | None) -> str:
        match severity:
            case Severity.ERROR:
                return self._theme.error
            case Severity.WARNING:
                return self._theme.warning
        return self._theme.accent

    @property
    def shown(self) -> dict[str, str]:
        """Return the text of each notice, by name."""
        return {
            name: next(label.text() for label in bar.findChildren(Label) if label.text())
            for name, bar in self._bars.items()
        }
