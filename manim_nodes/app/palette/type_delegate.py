"""Paints the rows of the palette."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from manim_nodes.app.kit.image_loader import ImageLoader
from manim_nodes.app.kit.markers import category_color
from manim_nodes.app.kit.row_painting import draw_glyph, glyph, paint_ground, row_colors
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.glyphs import category_glyph, kind_glyph
from manim_nodes.app.palette.thumbnail import draw_thumbnail
from manim_nodes.app.palette.type_tree import ITEM, TypeSection, TypeTree
from manim_nodes.editing.type_search import notes_on
from manim_nodes.errors import ManimNodesError
from manim_nodes.library.category import Category
from manim_nodes.library.node_type import NodeType
from manim_nodes.translation import tr

_HEADING_HEIGHT, _ROW_HEIGHT = 30, 36
_THUMBNAIL = QSize(48, 27)
_MARGIN, _GLYPH, _STAR = 8, 16, 26
_State = QStyle.StateFlag
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class TypeDelegate(QStyledItemDelegate):
    """Paints headings, node types and faults, and lets their stars be clicked.

    Attributes
    ----------
    star_clicked : with the name of the type
    favorites : names of the types whose star is filled
    """

    star_clicked = Signal(str)

    def __init__(self, theme: Theme, pictures: ImageLoader, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self.favorites: frozenset[str] = frozenset()
        self._pictures = pictures

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return QSize(0, _ROW_HEIGHT if index.data(ITEM) else _HEADING_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, self.theme)
        model, item = index.model(), index.data(ITEM)
        if isinstance(item, NodeType):
            self._paint_type(painter, option, item)
        elif isinstance(item, ManimNodesError):
            self._paint_fault(painter, option, item)
        elif isinstance(model, TypeTree) and (section := model.section(index)):
            self._paint_heading(painter, option, section)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        item = index.data(ITEM)
        is_star = isinstance(event, QMouseEvent) and self.is_on_star(event.position(), option.rect)
        if not (is_star and isinstance(item, NodeType)):
            return super().editorEvent(event, model, option, index)
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.star_clicked.emit(item.type)
        return True

    @staticmethod
    def is_on_star(position: QPointF, row: QRect) -> bool:
        """Return whether a place is where the star of that row is."""
        return position.x() >= row.right() - _STAR - _MARGIN / 2

    def card(self, node_type: NodeType, widget: QWidget) -> QPixmap:
        """Return what is seen at the cursor while a type is dragged."""
        option = QStyleOptionViewItem()
        option.initFrom(widget)
        option.state = _State.State_Enabled
        option.rect = QRect(0, 0, 180, _ROW_HEIGHT)
        ratio = widget.devicePixelRatioF()
        pixmap = QPixmap(option.rect.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self.theme.raised))
        painter.setPen(QColor(self.theme.accent))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_type(painter, option, node_type)
        painter.end()
        return pixmap

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, section: TypeSection
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        is_open = bool(option.state & _State.State_Open)
        bright, dim = row_colors(option, self.theme)
        frame = QRectF(option.rect).adjusted(_MARGIN, 0, -_MARGIN - 2, 0)
        chevron = glyph(
            "mdi6.chevron-down" if is_open else "mdi6.chevron-right", dim, _GLYPH, ratio
        )
        draw_glyph(painter, chevron, QRectF(frame.left(), frame.top(), _GLYPH, frame.height()))
        icon = (
            glyph(section.icon, self._heading_ink(section, dim), _GLYPH, ratio)
            if section.category is None
            else category_glyph(
                section.category, self._category_ink(option, section.category), _GLYPH, ratio
            )
        )
        draw_glyph(painter, icon, QRectF(frame.left() + 20, frame.top(), _GLYPH, frame.height()))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(bright))
        painter.drawText(frame.adjusted(44, 0, -40, 0), _LEFT, section.title)
        painter.setFont(option.font)
        painter.setPen(QColor(dim))
        painter.drawText(frame, _RIGHT, str(len(section.items)))

    def _category_ink(self, option: QStyleOptionViewItem, category: Category) -> str:
        if option.state & _State.State_Selected:
            return row_colors(option, self.theme)[0]
        color = category_color(category)
        return (color.lighter(115) if self.theme.name == "dark" else color).name()

    def _heading_ink(self, section: TypeSection, dim: str) -> str:
        return self.theme.error if section.id == "faults" else dim

    def _paint_type(
        self, painter: QPainter, option: QStyleOptionViewItem, node_type: NodeType
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        bright, dim = row_colors(option, self.theme)
        frame = QRectF(option.rect).adjusted(_MARGIN + 8, 0, -_MARGIN, 0)
        picture = QRectF(frame.left(), frame.center().y() - 13.5, *_THUMBNAIL.toTuple())
        draw_thumbnail(painter, self._pictures, node_type, picture)
        room = frame.adjusted(_THUMBNAIL.width() + 10, 0, -2 * _STAR + 6, 0)
        painter.setPen(QColor(bright))
        title = option.fontMetrics.elidedText(
            ", ".join((tr(node_type.title), *notes_on(node_type))),
            Qt.TextElideMode.ElideRight,
            int(room.width()),
        )
        painter.drawText(room, _LEFT, title)
        right = QRectF(frame.right() - 2 * _STAR + 8, frame.top(), _STAR, frame.height())
        draw_glyph(painter, kind_glyph(node_type.kind, dim, _GLYPH, ratio), right)
        self._paint_star(painter, option, node_type, right.translated(_STAR - 2, 0))

    def _paint_star(
        self, painter: QPainter, option: QStyleOptionViewItem, node_type: NodeType, frame: QRectF
    ) -> None:
        is_favorite = node_type.type in self.favorites
        if not (is_favorite or option.state & (_State.State_MouseOver | _State.State_Selected)):
            return
        bright, dim = row_colors(option, self.theme)
        is_selected = option.state & _State.State_Selected
        ink = bright if is_selected else self.theme.warning if is_favorite else dim
        name = "mdi6.star" if is_favorite else "mdi6.star-outline"
        draw_glyph(painter, glyph(name, ink, _GLYPH, painter.device().devicePixelRatioF()), frame)

    def _paint_fault(
        self, painter: QPainter, option: QStyleOptionViewItem, fault: ManimNodesError
    ) -> None:
        bright, dim = row_colors(option, self.theme)
        frame = QRectF(option.rect).adjusted(_MARGIN + 20, 3, -_MARGIN, -3)
        for text, color, part in (
            (fault.where or "", bright, frame.adjusted(0, 0, 0, -frame.height() / 2)),
            (fault.message, dim, frame.adjusted(0, frame.height() / 2, 0, 0)),
        ):
            painter.setPen(QColor(color))
            shown = option.fontMetrics.elidedText(
                text, Qt.TextElideMode.ElideRight, int(part.width())
            )
            painter.drawText(part, _LEFT, shown)
