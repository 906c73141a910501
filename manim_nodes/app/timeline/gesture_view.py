"""What the painted parts of the timeline have in common: gestures that Esc takes back, tips, and a kept background."""

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.timeline.gestures import TimelineGesture


class GestureView(QWidget):
    """Paints what stays while the playhead moves once, and what moves onto it.

    Parameters
    ----------
    highlights : what is highlighted, a frozen dataclass with a field ``has_focus``

    Attributes
    ----------
    moving : the highlights that are painted onto what stays
    menu_requested : where
    """

    moving: ClassVar[frozenset[str]]
    highlights: Any
    menu_requested = Signal(QPoint)

    def __init__(self, theme: Theme, highlights: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.highlights = highlights
        self._theme = theme
        self._gesture: TimelineGesture | None = None
        self._background = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._theme = theme
        self.invalidate()

    def highlight(self, **changes: object) -> None:
        """Highlight something else."""
        highlights = replace(self.highlights, **changes)
        if highlights == self.highlights:
            return
        self.highlights = highlights
        if changes.keys() <= self.moving:
            self.update()
        else:
            self.invalidate()

    def invalidate(self) -> None:
        """Paint anew what stays while the playhead moves."""
        self._background = QPixmap()
        self.update()

    @property
    def is_busy(self) -> bool:
        """Return whether the mouse does something."""
        return self._gesture is not None

    def cancel(self) -> bool:
        """Undo what the mouse does; return whether it did something."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    # what each part paints and tells

    def _tip(self, point: QPointF) -> str:
        """Return what is said of a point."""
        raise NotImplementedError

    def _paint_still(self, painter: QPainter) -> None:
        """Paint what stays while the playhead moves."""
        raise NotImplementedError

    def _paint_moving(self, painter: QPainter) -> None:
        """Paint what moves onto it."""
        raise NotImplementedError

    # Qt's

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc take a gesture back."""
        if event.key() != Qt.Key.Key_Escape or not self.cancel():
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what keys work on."""
        super().focusInEvent(event)
        self.highlight(has_focus=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.highlight(has_focus=False)

    def event(self, event: QEvent) -> bool:
        """Show what is under the mouse, and keep Esc while a gesture goes on."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(QPointF(event.pos()))), self)
            return True
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and is_escape and self.is_busy:
            event.accept()
            return True
        return super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint what moves onto what stays."""
        ratio = self.devicePixelRatioF()
        if self._background.isNull() or self._background.devicePixelRatio() != ratio:
            self._background = self._painted_background(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._background)
        self._paint_moving(painter)
        painter.end()

    def _painted_background(self, ratio: float) -> QPixmap:
        ground = QPixmap((self.size() * ratio).expandedTo(QSize(1, 1)))
        ground.setDevicePixelRatio(ratio)
        ground.fill(QColor(self._theme.panel))
        painter = QPainter(ground)
        self._paint_still(painter)
        painter.end()
        return ground
