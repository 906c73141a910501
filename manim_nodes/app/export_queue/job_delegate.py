"""Paints the rows of the export queue."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from manim_nodes.app.export_queue.film_thumbnails import FilmThumbnails
from manim_nodes.app.export_queue.job_list import JOB, JobList
from manim_nodes.app.kit.image_loader import draw_picture
from manim_nodes.app.kit.row_painting import (
    draw_glyph,
    glyph,
    is_highlighted,
    paint_ground,
    row_colors,
)
from manim_nodes.app.kit.theme import Theme
from manim_nodes.exports.export_job import ExportJob
from manim_nodes.exports.job_state import JobState

_THUMBNAIL = QSize(80, 45)
_MARGIN, _GLYPH, _BAR = 8, 16, 4
_ICONS = {
    JobState.QUEUED: "mdi6.clock-outline",
    JobState.RENDERING: "mdi6.movie-open-outline",
    JobState.JOINING: "mdi6.movie-check-outline",
    JobState.PAUSED: "mdi6.pause-circle-outline",
    JobState.COMPLETED: "mdi6.check-circle",
    JobState.FAILED: "mdi6.close-octagon",
    JobState.CANCELED: "mdi6.cancel",
}
_FORMAT_ICONS = {
    "gif": "mdi6.file-gif-box",
    "png": "mdi6.file-image-outline",
    "png-sequence": "mdi6.image-multiple-outline",
}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class JobDelegate(QStyledItemDelegate):
    """Paints a job: its picture, its name, where it is in words, and a bar of its progress."""

    def __init__(self, theme: Theme, thumbnails: FilmThumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._thumbnails = thumbnails

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del index
        two_lines = 2 * option.fontMetrics.height() + 3 * _BAR
        return QSize(0, max(_THUMBNAIL.height(), two_lines) + 2 * _MARGIN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        job, model = index.data(JOB), index.model()
        if not isinstance(job, ExportJob) or not isinstance(model, JobList):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, self.theme)
        frame = QRectF(option.rect).adjusted(_MARGIN + 3, _MARGIN, -_MARGIN - 3, -_MARGIN)
        picture = QRectF(frame.topLeft(), _THUMBNAIL.toSizeF())
        picture.moveTop(frame.center().y() - picture.height() / 2)
        self._paint_picture(painter, job, picture)
        room = frame.adjusted(_THUMBNAIL.width() + 12, 0, 0, 0)
        is_running = job.state.is_running
        lines = room.adjusted(0, 0, 0, -2 * _BAR if is_running else 0)
        upper = lines.adjusted(0, 0, 0, -lines.height() / 2)
        lower = lines.adjusted(0, lines.height() / 2, 0, 0)
        self._paint_name(painter, option, job.output.name, upper)
        lower = self._paint_beside(painter, option, model.beside(job), lower)
        self._paint_state(painter, option, job, model.state(job), lower)
        if is_running:
            bar = QRectF(room.left(), room.bottom() - _BAR, room.width(), _BAR)
            self._paint_progress(painter, option, job.progress, bar)
        painter.restore()

    def _paint_picture(self, painter: QPainter, job: ExportJob, frame: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.field))
        painter.drawRoundedRect(frame, 4, 4)
        picture = self._thumbnails.get(job)
        if picture is not None:
            draw_picture(painter, picture, frame, 4)
            return
        name = _FORMAT_ICONS.get(job.format, "mdi6.movie-outline")
        _draw_mark(painter, name, self.theme.dim_text, 22, frame)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, name: str, room: QRectF
    ) -> None:
        bright, _ = row_colors(option, self.theme)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(bright))
        _draw_elided(painter, room, name, Qt.TextElideMode.ElideMiddle)

    def _paint_beside(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, room: QRectF
    ) -> QRectF:
        """Paint what stands at the right below the name, and return the room that is left."""
        _, dim = row_colors(option, self.theme)
        painter.setFont(option.font)
        painter.setPen(QColor(dim))
        painter.drawText(room, _RIGHT, text)
        return room.adjusted(0, 0, -option.fontMetrics.horizontalAdvance(text) - 12, 0)

    def _paint_state(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        job: ExportJob,
        text: str,
        room: QRectF,
    ) -> None:
        _, dim = row_colors(option, self.theme)
        colors = {JobState.COMPLETED: self.theme.success, JobState.FAILED: self.theme.error}
        is_strong = is_highlighted(option)
        color = dim if is_strong else colors.get(job.state, dim)
        mark = QRectF(room.left(), room.top(), _GLYPH, room.height())
        _draw_mark(painter, _ICONS[job.state], color, _GLYPH, mark)
        painter.setFont(option.font)
        painter.setPen(QColor(dim))
        _draw_elided(painter, room.adjusted(_GLYPH + 6, 0, 0, 0), text)

    def _paint_progress(
        self, painter: QPainter, option: QStyleOptionViewItem, fraction: float, frame: QRectF
    ) -> None:
        is_strong = is_highlighted(option)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.line if not is_strong else self.theme.pressed))
        painter.drawRoundedRect(frame, _BAR / 2, _BAR / 2)
        painter.setBrush(QColor(self.theme.accent_text if is_strong else self.theme.accent))
        done = QRectF(frame.topLeft(), frame.bottomRight())
        done.setWidth(max(_BAR, frame.width() * fraction))
        painter.drawRoundedRect(done, _BAR / 2, _BAR / 2)


def _draw_elided(
    painter: QPainter,
    room: QRectF,
    text: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    painter.drawText(room, _LEFT, painter.fontMetrics().elidedText(text, mode, int(room.width())))


def _draw_mark(painter: QPainter, name: str, color: str, size: int, frame: QRectF) -> None:
    draw_glyph(painter, glyph(name, color, size, painter.device().devicePixelRatioF()), frame)
