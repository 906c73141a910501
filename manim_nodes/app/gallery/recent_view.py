"""The list of recent projects on the welcome page."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from manim_nodes.app.gallery.recent import PROJECT, AnyIndex, RecentProject, RecentProjects
from manim_nodes.app.kit.theme import Theme
from manim_nodes.translation import tr

_HEIGHT, _REMOVE = 50, 28
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_REMOVING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_State = QStyle.StateFlag


class RecentView(QListView):
    """One click opens a project; the cross at its right, or Delete, takes it off the list.

    Attributes
    ----------
    opened, removed : with a RecentProject
    """

    opened = Signal(RecentProject)
    removed = Signal(RecentProject)

    def __init__(self, model: RecentProjects, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = _RecentDelegate(theme, self)
        self._delegate.remove_clicked.connect(self.removed)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(tr("Recent projects"))
        self.setToolTip(tr("Enter opens a project, Delete takes it off this list."))

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._delegate.theme = theme
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        project = self.currentIndex().data(PROJECT)
        if project is not None and event.key() in _OPENING:
            self._open(project)
        elif project is not None and event.key() in _REMOVING:
            self.removed.emit(project)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and index.isValid() and not is_cross(event, self.visualRect(index)):
            self._open(index.data(PROJECT))

    def _open(self, project: RecentProject) -> None:
        if project.saved is not None:
            self.opened.emit(project)


def is_cross(event: QMouseEvent, row: QRect) -> bool:
    """Return whether the mouse is where the cross of that row is."""
    return event.position().x() >= row.right() - _REMOVE


class _RecentDelegate(QStyledItemDelegate):
    remove_clicked = Signal(RecentProject)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        return QSize(0, _HEIGHT)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        is_release = event.type() == QEvent.Type.MouseButtonRelease
        if is_release and isinstance(event, QMouseEvent) and is_cross(event, option.rect):
            self.remove_clicked.emit(index.data(PROJECT))
            return True
        return super().editorEvent(event, model, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        project: RecentProject = index.data(PROJECT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(option.rect).adjusted(0, 2, 0, -2)
        is_pointed_at = bool(option.state & (_State.State_MouseOver | _State.State_HasFocus))
        if is_pointed_at:
            painter.setBrush(QColor(self.theme.hover))
            has_focus = option.state & _State.State_HasFocus
            painter.setPen(QColor(self.theme.accent if has_focus else self.theme.hover))
            painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._paint_text(painter, option, project, frame.adjusted(10, 4, -10, -4))
        if is_pointed_at or project.saved is None:
            painter.setPen(QColor(self.theme.dim_text))
            cross = frame.adjusted(frame.width() - _REMOVE, 4, 0, -frame.height() / 2)
            painter.drawText(cross, Qt.AlignmentFlag.AlignCenter, "✕")
        painter.restore()

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, project: RecentProject, frame: QRectF
    ) -> None:
        there = project.saved is not None
        upper = frame.adjusted(0, 0, -_REMOVE, -frame.height() / 2)
        lower = frame.adjusted(0, frame.height() / 2, 0, 0)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.88)
        when_width = QFontMetricsF(small).horizontalAdvance(project.when)
        painter.setFont(bold)
        painter.setPen(QColor(self.theme.text if there else self.theme.disabled_text))
        _draw_elided(painter, upper, project.path.stem)
        painter.setFont(small)
        painter.setPen(QColor(self.theme.dim_text if there else self.theme.disabled_text))
        _draw_elided(painter, lower.adjusted(0, 0, -when_width - 12, 0), project.folder)
        painter.drawText(lower, _RIGHT, project.when)


def _draw_elided(painter: QPainter, frame: QRectF, text: str) -> None:
    mode = Qt.TextElideMode.ElideMiddle
    painter.drawText(frame, _LEFT, painter.fontMetrics().elidedText(text, mode, int(frame.width())))
