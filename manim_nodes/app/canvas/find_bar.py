"""Finding nodes in the graph by name, type or parameter, and the bar to type into."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.canvas.node_view import value_text
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.document.groups import group_id_of
from manim_nodes.document.model import Content, Document, Group, Node
from manim_nodes.library.catalogue import Library
from manim_nodes.translation import tr

_MOST_FOUND = 500
_MOST_DEPTH = 20


@dataclass(frozen=True, slots=True)
class FoundNode:
    """A node that was found.

    Parameters
    ----------
    full_id : with its groups
    title : what is written on it
    groups : the titles of the groups that it is in, the outermost first
    """

    full_id: str
    title: str
    groups: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return a line of a list."""
        return " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join((*self.groups, self.title))


def find_nodes(document: Document, library: Library, text: str) -> list[FoundNode]:
    """Return the nodes in which every word of ``text`` occurs: in name, type, parameters or values.

    Those inside of groups come after those around them.
    """
    words = text.casefold().split()
    if not words:
        return []
    found = _found_in(document, document, library, words)
    return sorted(islice(found, _MOST_FOUND), key=lambda each: len(each.groups))


def _found_in(
    content: Content,
    document: Document,
    library: Library,
    words: list[str],
    inside: tuple[FoundNode, ...] = (),
) -> Iterator[FoundNode]:
    prefix = f"{inside[-1].full_id}/" if inside else ""
    groups = tuple(each.title for each in inside)
    for node in sorted(content.nodes, key=lambda node: node.position):
        group = document.groups_by_id.get(group_id_of(node) or "")
        found = FoundNode(prefix + node.id, _title(node, group, library), groups)
        if _has_all(" ".join((found.title, *_texts(node, library))).casefold(), words):
            yield found
        if group is not None and len(inside) < _MOST_DEPTH:
            yield from _found_in(group, document, library, words, (*inside, found))


def _title(node: Node, group: Group | None, library: Library) -> str:
    node_type = library.get(node.type)
    return node.label or (group.name if group else tr(node_type.title) if node_type else node.type)


def _has_all(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _texts(node: Node, library: Library) -> Iterator[str]:
    node_type = library.get(node.type)
    yield from (node.id, node.label, node.type, tr(node_type.title) if node_type else "")
    for name, value in node.parameters.items():
        yield f"{name} {value_text(value)}"


_WIDEST_COUNT = "000 of 000  "
_OWN_KEYS = (
    Qt.Key.Key_Escape,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
)
_MOST_LINES = 10


class FindBar(QFrame):
    """A line to type into, and the nodes that were found.

    Signals
    -------
    searched : for this text
    stepped : to the next node found (1) or the one before (-1)
    chosen : the node found at this place of the list
    resized : it needs more or less room
    closed : by its user
    """

    searched = Signal(str)
    stepped = Signal(int)
    chosen = Signal(int)
    resized = Signal()
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
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Nodes found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda item: self.chosen.emit(self.list.row(item)))
        self.list.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(6, 4, 6, 4)
        layout = QHBoxLayout()
        whole.addLayout(layout)
        whole.addWidget(self.list)
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

    def show_found(self, found: Sequence[FoundNode]) -> None:
        """List the nodes that were found."""
        self.list.clear()
        self.list.addItems([each.text for each in found])
        lines = min(len(found), _MOST_LINES)
        row = self.list.sizeHintForRow(0) if found else 0
        self.list.setFixedHeight(lines * row + 2 * self.list.frameWidth())
        self.list.setVisible(bool(found))
        self.resized.emit()

    def show_count(self, place: int, count: int) -> None:
        """Show which of how many nodes is in sight."""
        self.list.setCurrentRow(place - 1)
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
            if is_press and event.key() in _OWN_KEYS:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.stepped.emit(-1 if back or event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def _step_on(self) -> None:
        self.stepped.emit(1)

    def _step_back(self) -> None:
        self.stepped.emit(-1)
