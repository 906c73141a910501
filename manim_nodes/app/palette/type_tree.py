"""The model of the palette: sections of node types, and of what is wrong with the user's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from manim_nodes.app.palette.glyphs import kind_description
from manim_nodes.editing.type_search import find_types, notes_on
from manim_nodes.errors import ManimNodesError
from manim_nodes.gallery.pictures import picture_of
from manim_nodes.library.catalogue import Library
from manim_nodes.library.category import Category
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr
from manim_nodes.workspace.state import AppState

TYPE_MIME = "application/x-manim-nodes-type"
ITEM = Qt.ItemDataRole.UserRole
_Role = Qt.ItemDataRole

Item = NodeType | ManimNodesError
AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class TypeSection:
    """A heading and what is under it.

    Parameters
    ----------
    id : stable; for a category its title
    icon : a name of QtAwesome; empty for a category's own
    category : if it is one
    """

    id: str
    title: str
    items: Sequence[Item]
    icon: str = ""
    category: Category | None = None


def sections(library: Library, state: AppState, query: str) -> list[TypeSection]:
    """Return what the palette shows for ``query``: what fits it best first, or everything for none."""
    if query.strip():
        found = find_types(library, query)
        return [TypeSection("found", tr("Found"), found, "mdi6.magnify")]
    first = [
        TypeSection("faults", tr("Not loaded"), library.faults, "mdi6.alert-circle-outline"),
        TypeSection(
            "favorites", tr("Favorites"), _known(library, state.favorite_types), "mdi6.star"
        ),
        TypeSection("recent", tr("Recent"), _known(library, state.recent_types), "mdi6.history"),
    ]
    categories = [
        TypeSection(title, tr(title), types, category=library.category(title))
        for title, types in library.by_category.items()
    ]
    return [section for section in (*first, *categories) if section.items]


def _known(library: Library, names: Sequence[str]) -> list[NodeType]:
    return [known for name in names if (known := library.get(name))]


class TypeTree(QAbstractItemModel):
    """Two levels: sections, and in each its items. An item's internal id is its section's row plus one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: Sequence[TypeSection] = ()

    def show(self, sections: Sequence[TypeSection]) -> None:
        """Hold these sections from now on."""
        self.beginResetModel()
        self.sections = sections
        self.endResetModel()

    def section(self, index: AnyIndex) -> TypeSection | None:
        """Return the section that a heading stands for; None for an item."""
        is_heading = index.isValid() and index.internalId() == 0
        return self.sections[index.row()] if is_heading else None

    def item(self, index: AnyIndex) -> Item | None:
        """Return the item at ``index``; None for a heading."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self.sections[index.internalId() - 1].items[index.row()]

    # what Qt asks

    def index(self, row: int, column: int, parent: AnyIndex = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]  # QObject.parent has the same name
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        if not parent.isValid():
            return len(self.sections)
        section = self.section(parent)
        return len(section.items) if section else 0

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: ARG002
        return 1

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        if section := self.section(index):
            return _section_data(section, role)
        match self.item(index):
            case NodeType() as node_type:
                return _type_data(node_type, role)
            case ManimNodesError() as fault:
                return _fault_data(fault, role)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_type = isinstance(self.item(index), NodeType)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if is_type else flags

    def mimeTypes(self) -> list[str]:
        return [TYPE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        for item in map(self.item, indexes):
            if isinstance(item, NodeType):
                mime.setData(TYPE_MIME, QByteArray(item.type.encode()))
        return mime


def _section_data(section: TypeSection, role: int) -> object:
    if role == _Role.DisplayRole:
        return section.title
    if role == _Role.AccessibleTextRole:
        return f"{section.title} ({len(section.items)})"
    return None


def _fault_data(fault: ManimNodesError, role: int) -> object:
    if role == _Role.DisplayRole:
        return fault.where or fault.message
    if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
        return str(fault)
    return fault if role == ITEM else None


def _type_data(node_type: NodeType, role: int) -> object:
    match role:
        case _Role.DisplayRole:
            return ", ".join((tr(node_type.title), *notes_on(node_type)))
        case _Role.ToolTipRole:
            return _tool_tip(node_type)
        case _Role.AccessibleTextRole:
            kind = kind_description(node_type.kind)
            return f"{tr(node_type.title)}. {kind}. {tr(node_type.summary)}"
    return node_type if role == ITEM else None


def _tool_tip(node_type: NodeType) -> str:
    path = picture_of(node_type)
    picture = f'<p><img src="{escape(path.as_posix())}" width="240"></p>' if path else ""
    return (
        f"{picture}<p><b>{escape(tr(node_type.title))}</b><br>{escape(tr(node_type.summary))}</p>"
        f"<p>{escape(tr(node_type.category.title))} · {escape(kind_description(node_type.kind))}</p>"
    )
