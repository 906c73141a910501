"""Things that the user should know but need not answer at once: a bar each, above the canvas."""

from collections.abc import Callable, Sequence
from functools import partial

import qtawesome
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import Theme
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr

_ICONS = {
    Severity.ERROR: "mdi6.close-octagon",
    Severity.WARNING: "mdi6.alert",
    None: "mdi6.information-outline",
}


class Notices(QWidget):
    """A stack of notices, each under a name by which it is replaced or taken away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars: dict[str, QWidget] = {}
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
    ) -> None:
        """Show a notice; once the user has chosen anything, it goes."""
        self.remove(name)
        bar = QWidget(self)
        bar.setObjectName("notice")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 6, 6, 6)
        color = self._color(severity)
        icon = Label(bar)
        icon.setPixmap(qtawesome.icon(_ICONS[severity], color=color).pixmap(18, 18))
        label = Label(text, bar)
        label.setWordWrap(True)
        label.setAccessibleName(text)
        row.addWidget(icon)
        row.addWidget(label, 1)
        for title, action in choices:
            button = QPushButton(title, bar)
            button.clicked.connect(partial(self._carry_out, name, action))
            row.addWidget(button)
        close = QToolButton(bar)
        close.setProperty("flat", True)
        close.setIcon(qtawesome.icon("mdi6.close", color=self._theme.dim_text))
        close.setAccessibleName(tr("Dismiss"))
        close.setToolTip(tr("Dismiss"))
        close.clicked.connect(lambda: self.remove(name))
        row.addWidget(close)
        self._bars[name] = bar
        self._stack.addWidget(bar)
        self.show()

    def remove(self, name: str) -> None:
        """Remove a notice, if it is there."""
        bar = self._bars.pop(name, None)
        if bar is not None:
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def _carry_out(self, name: str, action: Callable[[], object], _checked: bool = False) -> None:
        self.remove(name)
        action()

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
