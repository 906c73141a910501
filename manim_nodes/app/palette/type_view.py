"""The tree of node types in the palette: how it is opened, moved through and dragged from."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from manim_nodes.app.kit.image_loader import ImageLoader
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.type_delegate import TypeDelegate
from manim_nodes.app.palette.type_tree import TypeSection, TypeTree
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_OVER = (QEvent.Type.Enter, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress)
_Place = tuple[str, str]


class TypeView(QTreeView):
    """Sections that open at a click.

    It is also an event filter for a line edit above it, whose arrow keys then move through it.

    Attributes
    ----------
    add_asked, star_clicked, dragged : with the name of a node type; dragged once it was dropped
    section_toggled : id of a section, and whether it is open now
    """

    add_asked = Signal(str)
    star_clicked = Signal(str)
    dragged = Signal(str)
    section_toggled = Signal(str, bool)

    def __init__(self, pictures: ImageLoader, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._tree = TypeTree(self)
        self._delegate = TypeDelegate(theme, pictures, self)
        self._delegate.star_clicked.connect(self.star_clicked)
        self._has_mouse = False
        self._pushed_to = 0  # how far a row was followed down, away from the top
        self.setModel(self._tree)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Node types"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.expanded.connect(lambda index: self._on_toggled(index, is_open=True))
        self.collapsed.connect(lambda index: self._on_toggled(index, is_open=False))
        pictures.loaded.connect(self._on_picture_loaded)

    @property
    def favorites(self) -> frozenset[str]:
        """Names of the types that have a filled star."""
        return self._delegate.favorites

    @favorites.setter
    def favorites(self, names: frozenset[str]) -> None:
        self._delegate.favorites = names
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_sections(
        self, sections: Sequence[TypeSection], is_open: Callable[[str], bool]
    ) -> None:
        """Show these, opened where ``is_open`` of their id; what was seen stays in its place.

        The top stays the top, or new sections there would never be seen. Only while the mouse is over a row it
        keeps that, and goes back to the top once the mouse has left.
        """
        bar = self.verticalScrollBar()
        was_at_top = bar.value() in (0, self._pushed_to)
        current, first = self._place(self.currentIndex()), self.indexAt(QPoint(0, 0))
        anchor, top = self._place(first), self.visualRect(first).top()
        self.blockSignals(True)
        self._tree.show(sections)
        for row, section in enumerate(sections):
            self.setExpanded(self._tree.index(row, 0), is_open(section.id))
        self.blockSignals(False)
        if (index := self._index_of(current)).isValid():
            self.setCurrentIndex(index)
        if was_at_top and not self._has_mouse:
            self.scrollToTop()
        elif (index := self._index_of(anchor)).isValid():
            bar.setValue(bar.value() + self.visualRect(index).top() - top)
        self._pushed_to = bar.value() if was_at_top else 0

    def reveal(self, node_type: NodeType) -> None:
        """Let a node type be seen in the section of its category, where that is shown."""
        for row, section in enumerate(self._tree.sections):
            if section.category is not None and node_type in section.items:
                heading = self._tree.index(row, 0)
                self.expand(heading)
                self.scrollTo(self._tree.index(section.items.index(node_type), 0, heading))

    def current_type(self) -> NodeType | None:
        """Return the node type that keys act on."""
        item = self._tree.item(self.currentIndex())
        return item if isinstance(item, NodeType) else None

    def select_first(self) -> None:
        """Make the first item of the first section current."""
        self.setCurrentIndex(self._tree.index(0, 0, self._tree.index(0, 0)))
        self.scrollToTop()

    def startDrag(self, actions: Qt.DropAction) -> None:  # noqa: ARG002 (only copies can be dragged)
        node_type = self.current_type()
        if node_type is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self._tree.mimeData([self.currentIndex()]))
        drag.setPixmap(self._delegate.card(node_type, self))
        drag.setHotSpot(QPoint(12, 12))
        if drag.exec(Qt.DropAction.CopyAction) != Qt.DropAction.IgnoreAction:
            self.dragged.emit(node_type.type)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._delegate.is_on_star(event.position(), self.viewport().rect()):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in _OVER:
            self._has_mouse = True
        elif event.type() == QEvent.Type.Leave:
            self._has_mouse = False
            if self.verticalScrollBar().value() == self._pushed_to:
                self.scrollToTop()
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.enter()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _MOVING:
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def enter(self) -> None:
        """Do what Enter does: add what is current, or open its section."""
        index = self.currentIndex()
        if node_type := self.current_type():
            self.add_asked.emit(node_type.type)
        elif self._tree.section(index):
            self.setExpanded(index, not self.isExpanded(index))

    def _on_picture_loaded(self) -> None:
        self.viewport().update()

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._tree.section(index):
            self.setExpanded(index, not self.isExpanded(index))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if isinstance(item := self._tree.item(index), NodeType):
            self.add_asked.emit(item.type)

    def _on_toggled(self, index: QModelIndex, *, is_open: bool) -> None:
        if section := self._tree.section(index):
            self.section_toggled.emit(section.id, is_open)

    def _place(self, index: QModelIndex) -> _Place:
        """Return section and title of what is at ``index``; no title for a heading."""
        heading = index.parent() if index.parent().isValid() else index
        section = self._tree.section(heading)
        return (section.id if section else "", "" if heading == index else index.data())

    def _index_of(self, place: _Place) -> QModelIndex:
        section_id, title = place
        for row, section in enumerate(self._tree.sections):
            if section.id == section_id:
                heading = self._tree.index(row, 0)
                inner = (self._tree.index(each, 0, heading) for each in range(len(section.items)))
                found = (index for index in inner if index.data() == title)
                return next(found, QModelIndex()) if title else heading
        return QModelIndex()
