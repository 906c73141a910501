"""Finding nodes in the graph by name, type or parameter, and the bar to type into."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from manim_nodes.app.canvas.node_view import value_text
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.document.model import Document, Node
from manim_nodes.library.catalogue import Library
from manim_nodes.translation import tr


def find_nodes(content: Document, library: Library, text: str) -> list[str]:
    """Return the nodes in which every word of ``text`` occurs: in name, type, parameters or values."""
    words = text.casefold().split()
    if not words:
        return []
    nodes = sorted(content.nodes, key=lambda node: node.position)
    return [
        node.id for node in nodes if _has_all(" ".join(_texts(node, library)).casefold(), words)
    ]


def _has_all(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _texts(node: Node, library: Library) -> Iterator[str]:
    node_type = library.get(node.type)
    yield from (node.id, node.label, node.type, tr(node_type.title) if node_type else "")
    for name, value in node.parameters.items():
        yield f"{name} {value_text(value)}"


_WIDEST_COUNT = "000 of 000  "
_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QFrame):
    """A line to type into, and how many nodes were found.

    Signals
    -------
    searched : for this text
    stepped : to the next node found (1) or the one before (-1)
    closed : by its user
    """

    searched = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(tr("Find a node by name, type or value"))
        self.line.setAccessibleName(tr("Find in graph"))
        self.line.setMinimumWidth(240)
        self.line.textChanged.connect(self.searched)
        self.line.installEventFilter(self)
        self.count = Label(self)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance(_WIDEST_COUNT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.addWidget(self.line)
        layout.addWidget(self.count)
        for text, name, slot in (
            ("\N{BLACK UP-POINTING SMALL TRIANGLE}", tr("Previous"), self._step_back),
            ("\N{BLACK DOWN-POINTING SMALL TRIANGLE}", tr("Next"), self._step_on),
            ("\N{MULTIPLICATION SIGN}", tr("Close"), self.closed.emit),
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(plain_tip(name))
            button.setAccessibleName(name)
            button.clicked.connect(slot)
            layout.addWidget(button)
        self.hide()

    def show_count(self, place: int, count: int) -> None:
        """Show which of how many nodes is in sight."""
        found = tr("{place} of {count}", place=place, count=count)
        text = found if count else tr("nothing found")
        self.count.setText(text if self.line.text() else "")

    def begin(self) -> None:
        """Let the user type."""
        self.show()
        self.adjustSize()
        self.line.setFocus()
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            is_press = event.type() == QEvent.Type.KeyPress
            if event.key() in _OWN_KEYS and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if is_press and event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if is_press and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.stepped.emit(-1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def _step_on(self) -> None:
        self.stepped.emit(1)

    def _step_back(self) -> None:
        self.stepped.emit(-1)
