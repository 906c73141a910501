"""What the rows of lists have in common: their ground, their colors, and small marks."""

from functools import cache

import qtawesome
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from manim_nodes.app.kit.theme import Theme

_State = QStyle.StateFlag


def is_highlighted(option: QStyleOptionViewItem) -> bool:
    """Return whether a row is selected in a list that is being worked with, and so has the accent color."""
    is_selected = option.state & _State.State_Selected
    return bool(is_selected and option.state & (_State.State_HasFocus | _State.State_Active))


def row_colors(option: QStyleOptionViewItem, theme: Theme) -> tuple[str, str]:
    """Return the colors of text and of what is less important."""
    if is_highlighted(option):
        return theme.accent_text, theme.accent_text
    return theme.text, theme.dim_text


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Paint what is behind a row that is selected, or under the mouse."""
    frame = QRectF(option.rect).adjusted(3, 1, -3, -1)
    painter.setPen(Qt.PenStyle.NoPen)
    if option.state & _State.State_Selected:
        painter.setBrush(QColor(theme.accent if is_highlighted(option) else theme.pressed))
        painter.drawRoundedRect(frame, 5, 5)
    elif option.state & _State.State_MouseOver:
        painter.setBrush(QColor(theme.hover))
        painter.drawRoundedRect(frame, 5, 5)


@cache
def glyph(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """Return an icon of QtAwesome as a pixmap; making one takes longer than painting a row."""
    pixmap: QPixmap = qtawesome.icon(name, color=color).pixmap(QSize(size, size), ratio)
    return pixmap


def draw_glyph(painter: QPainter, pixmap: QPixmap, frame: QRectF) -> None:
    """Draw a mark in the middle of ``frame``."""
    size = pixmap.deviceIndependentSize()
    painter.drawPixmap(
        round(frame.center().x() - size.width() / 2),
        round(frame.center().y() - size.height() / 2),
        pixmap,
    )
