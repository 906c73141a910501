"""A list of things to choose from, each a line or two, as popups show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from manim_nodes.app.kit.markers import category_color
from manim_nodes.app.kit.row_painting import draw_glyph, glyph
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.glyphs import category_glyph
from manim_nodes.library.category import Category

AnyIndex = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole

_ROOT = QModelIndex()
_HEIGHT, _GLYPH, _MARGIN = 44, 18, 12
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTER = Qt.AlignmentFlag.AlignCenter
_Role = Qt.ItemDataRole
_Selected = QStyle.StateFlag.State_Selected


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One thing to choose.

    Parameters
    ----------
    thing : what is chosen
    title, detail : a line each
    notes : short texts at the right, each in a frame, such as keys
    category : of nodes, whose icon it gets; or ``icon``, a name of QtAwesome
    """

    thing: Any
    title: str
    detail: str = ""
    notes: tuple[str, ...] = ()
    category: Category | None = None
    icon: str = ""
    is_enabled: bool = True


class PaletteRowModel(QAbstractListModel):
    """The rows that are there to choose from."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PaletteRow] = ()

    def show(self, rows: Sequence[PaletteRow]) -> None:
        """Hold these rows from now on."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == _Role.DisplayRole:
            return row.title
        if role == _Role.AccessibleTextRole:
            return ". ".join(filter(None, (row.title, *row.notes, row.detail)))
        return row if role == ROW else None


class RowDelegate(QStyledItemDelegate):
    """Paints rows."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        return QSize(0, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row: PaletteRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(option.rect)
        self._paint_ground(painter, option, frame.adjusted(4, 1, -4, -1))
        inner = frame.adjusted(_MARGIN, 4, -_MARGIN, -4)
        self._paint_icon(painter, option, row, QRectF(inner.left(), frame.top(), 24, _HEIGHT))
        left = inner.adjusted(34, 0, 0, 0)
        left.setRight(self._paint_notes(painter, option, row, inner))
        self._paint_text(painter, option, row, left)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, frame: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & _Selected:
            painter.setBrush(QColor(self.theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(self.theme.hover))
        else:
            return
        painter.drawRoundedRect(frame, 5, 5)

    def _paint_icon(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PaletteRow, frame: QRectF
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        dim = self._colors(option, row)[1]
        if row.category is not None:
            color = dim if option.state & _Selected else category_color(row.category).name()
            draw_glyph(painter, category_glyph(row.category, color, _GLYPH, ratio), frame)
        elif row.icon:
            draw_glyph(painter, glyph(row.icon, dim, _GLYPH, ratio), frame)

    def _paint_notes(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PaletteRow, frame: QRectF
    ) -> float:
        """Draw the notes at the right, and give where they begin."""
        right, metrics = frame.right(), QFontMetricsF(option.font)
        color = QColor(self._colors(option, row)[1])
        for note in reversed(row.notes):
            width = metrics.horizontalAdvance(note) + 14
            box = QRectF(right - width, frame.center().y() - 11, width, 22)
            border = QColor(color)
            border.setAlpha(90)
            painter.setPen(border)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(color)
            painter.drawText(box, _CENTER, note)
            right -= width + 6
        return right - 6

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PaletteRow, frame: QRectF
    ) -> None:
        bright, dim = self._colors(option, row)
        half = frame.height() / 2 if row.detail else 0.0
        upper, lower = frame.adjusted(0, 0, 0, -half), frame.adjusted(0, half, 0, 0)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.9)
        for text, color, font, part in (
            (row.title, bright, option.font, upper),
            (row.detail, dim, small, lower),
        ):
            elided = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, part.width())
            painter.setFont(font)
            painter.setPen(QColor(color))
            painter.drawText(part, _LEFT, elided)
        painter.setFont(option.font)

    def _colors(self, option: QStyleOptionViewItem, row: PaletteRow) -> tuple[str, str]:
        """Return the colors of text and of what is less important."""
        if option.state & _Selected:
            return self.theme.accent_text, self.theme.accent_text
        if not row.is_enabled:
            return self.theme.disabled_text, self.theme.disabled_text
        return self.theme.text, self.theme.dim_text
