"""Templates as cards: a picture that moves under the mouse, a name, a line about it."""

import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from manim_nodes.app.gallery.recent import AnyIndex
from manim_nodes.app.kit.background import Background
from manim_nodes.app.kit.image_loader import ImageLoader, draw_picture
from manim_nodes.app.kit.images import read_frames
from manim_nodes.app.kit.markers import severity_icon
from manim_nodes.app.kit.plain_text import plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.gallery.catalogue import Template
from manim_nodes.graph.problems import Severity
from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root

SEARCHING = "/"
"""The key that leads to the search."""

TEMPLATE = Qt.ItemDataRole.UserRole

_STEP = 32
"""Pictures are read in widths that are multiples of this, so that not each pixel of a window's width asks for others."""
_ROOT = QModelIndex()
_CROSS = 18
_Role = Qt.ItemDataRole
_State = QStyle.StateFlag
_NARROWEST, _GAP, _TEXT, _SCROLL_BAR = 248, 12, 84, 12
GUTTER = _GAP + _SCROLL_BAR
"""Pixels between the last column and the view's right edge."""
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class Templates(QAbstractListModel):
    """The templates that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._templates: Sequence[Template] = ()
        self._rows: dict[Path, int] = {}

    def show(self, templates: Sequence[Template]) -> None:
        """Hold these templates from now on; where they are the same, views stay where they are."""
        if list(templates) == list(self._templates):
            return
        self.beginResetModel()
        self._templates = templates
        self._rows = {}
        self.endResetModel()

    def row_of(self, picture: Path) -> int | None:
        """Return the row of the template that a picture is of."""
        if not self._rows:
            self._rows = {
                each.path.with_suffix(".png"): row for row, each in enumerate(self._templates)
            }
        return self._rows.get(picture)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._templates)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        template = self._templates[index.row()]
        match role:
            case _Role.DisplayRole:
                return tr(template.name)
            case _Role.ToolTipRole:
                return plain_tip(tr(template.description))
            case _Role.AccessibleTextRole:
                name, category = tr(template.name), tr(template.category)
                return f"{name}, {category}. {tr(template.description)}"
        return template if role == TEMPLATE else None


def _is_own(template: Template) -> bool:
    return not template.path.is_relative_to(data_root())


class CardView(QListView):
    """Cards in as many columns as there is room for; a click, or Space, shows one large, Enter chooses it.

    Attributes
    ----------
    chosen : with a Template that is to be opened
    looked_at : with a Template that is to be seen large
    remove_asked : with a Template that is the user's own
    pack_asked : with a Template that is to be a file for others
    """

    chosen = Signal(Template)
    looked_at = Signal(Template)
    remove_asked = Signal(Template)
    pack_asked = Signal(Template)

    def __init__(self, model: Templates, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._templates = model
        self._pictures = ImageLoader(self)
        self._pictures.loaded.connect(self._repaint)
        self._delegate = _CardDelegate(theme, self._pictures, self)
        self._movies = Background(self)
        self._frames: list[tuple[QImage, int]] = []
        self._moving_id, self._shown = "", 0
        self._next_frame = QTimer(self, singleShot=True)
        self._next_frame.timeout.connect(self._show_frame)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Templates"))
        self.entered.connect(self._move)
        self.selectionModel().currentChanged.connect(self._move)
        self.viewportEntered.connect(self.rest)
        model.modelReset.connect(self.rest)

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._delegate.theme = theme
        self.viewport().update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop moving and reading."""
        super().closeEvent(event)
        self.rest()
        self._pictures.close()
        self._movies.close()

    def read_anew(self) -> None:
        """Read the pictures again, since some may have been drawn meanwhile."""
        self._pictures.read_anew()
        self.viewport().update()

    @property
    def picture_width(self) -> int:
        """Return how many pixels of the screen a picture is to have across."""
        width = (self.gridSize().width() - _GAP) * self.devicePixelRatioF()
        return max(_STEP * math.ceil(width / _STEP), _STEP)

    def rest(self) -> None:
        """Let all cards show their still pictures."""
        self._next_frame.stop()
        self._moving_id, self._frames, self._delegate.moving = "", [], None
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        template = self.currentIndex().data(TEMPLATE)
        if event.text() == SEARCHING:
            event.ignore()  # it is no letter of a name that is looked for here
        elif template is not None and event.key() in _OPENING:
            (self.looked_at if template.fault else self.chosen).emit(template)
        elif template is not None and event.key() == Qt.Key.Key_Space:
            self.looked_at.emit(template)
        elif template is not None and event.key() == Qt.Key.Key_Delete and _is_own(template):
            self.remove_asked.emit(template)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        template: Template | None = self.indexAt(event.pos()).data(TEMPLATE)
        if template is not None:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            look = menu.addAction(tr("Look at it, and try its knobs"))
            look.triggered.connect(lambda: self.looked_at.emit(template))
            opening = menu.addAction(tr("Open"))
            opening.triggered.connect(lambda: self.chosen.emit(template))
            pack = menu.addAction(tr("Save as a file for others…"))
            pack.triggered.connect(lambda: self.pack_asked.emit(template))
            for action in (opening, pack):
                action.setEnabled(template.fault is None)
            remove = menu.addAction(tr("Remove this template"))
            remove.setEnabled(_is_own(template))
            remove.triggered.connect(lambda: self.remove_asked.emit(template))
            menu.popup(event.globalPos())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.looked_at.emit(index.data(TEMPLATE))

    def leaveEvent(self, event: QEvent) -> None:
        self.rest()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        width = (
            self.width() - _SCROLL_BAR
        )  # whether it shows or not, or it might come and go for ever
        columns = max(1, width // (_NARROWEST + _GAP))
        card = width // columns
        self.setGridSize(QSize(card, round((card - _GAP) * 9 / 16) + _TEXT + _GAP))
        super().resizeEvent(event)

    def _move(self, index: QModelIndex) -> None:
        self.rest()
        template: Template | None = index.data(TEMPLATE)
        if template is None or not template.path.with_suffix(".gif").is_file():
            return
        self._moving_id = template.id
        self._movies.run(
            partial(read_frames, template.path.with_suffix(".gif"), self.picture_width),
            partial(self._play, template.id),
        )

    def _play(self, template_id: str, frames: list[tuple[QImage, int]]) -> None:
        if template_id == self._moving_id and frames:
            self._frames, self._shown = frames, 0
            self._show_frame()

    def _show_frame(self) -> None:
        image, milliseconds = self._frames[self._shown]
        self._shown = (self._shown + 1) % len(self._frames)
        self._delegate.moving = (self._moving_id, QPixmap.fromImage(image))
        self._next_frame.start(milliseconds)
        self.viewport().update()

    def _repaint(self, picture: object) -> None:
        row = self._templates.row_of(picture) if isinstance(picture, Path) else None
        if row is not None:
            self.update(self._templates.index(row))


class _CardDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, pictures: ImageLoader, parent: CardView) -> None:
        super().__init__(parent)
        self.theme = theme
        self.moving: tuple[str, QPixmap] | None = None
        self._pictures, self._view = pictures, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        template: Template = index.data(TEMPLATE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect.topLeft(), self._view.gridSize()).adjusted(0, 0, -_GAP, -_GAP)
        self._paint_ground(painter, option, card)
        picture = card.adjusted(1, 1, -1, -_TEXT)
        self._paint_picture(painter, template, picture)
        text = card.adjusted(12, picture.height() + 9, -12, -8)
        self._paint_text(painter, option, template, text)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, card: QRectF) -> None:
        has_focus = bool(option.state & _State.State_HasFocus)
        is_pointed_at = bool(option.state & _State.State_MouseOver)
        painter.setPen(QColor(self.theme.accent if has_focus or is_pointed_at else self.theme.line))
        painter.setBrush(QColor(self.theme.hover if is_pointed_at else self.theme.raised))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_picture(self, painter: QPainter, template: Template, frame: QRectF) -> None:
        path: Path = template.path.with_suffix(".png")
        picture = None
        if template.fault is None:
            picture = self._pictures.get(path, self._view.picture_width)
        if self.moving is not None and self.moving[0] == template.id:
            picture = self.moving[1]
        if picture is not None:
            draw_picture(painter, picture, frame, 7)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.field))
        painter.drawRoundedRect(frame, 7, 7)
        if template.fault is not None:
            icon = severity_icon(Severity.ERROR, self.theme.error)
            mark = QRectF(0, 0, 2 * _CROSS, 2 * _CROSS)
            mark.moveCenter(frame.center())
            icon.paint(painter, mark.toRect())

    def _paint_text(
        self, painter: QPainter, option: QStyleOptionViewItem, template: Template, frame: QRectF
    ) -> None:
        bold, small = QFont(option.font), QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(small.pointSizeF() * 0.88)
        line = QFontMetrics(bold).height()
        category_width = QFontMetrics(small).horizontalAdvance(tr(template.category))
        painter.setFont(bold)
        painter.setPen(QColor(self.theme.text))
        name = QFontMetrics(bold).elidedText(
            tr(template.name), Qt.TextElideMode.ElideRight, int(frame.width()) - category_width - 8
        )
        top = QRectF(frame.left(), frame.top(), frame.width(), line)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(small)
        painter.setPen(QColor(self.theme.dim_text))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, tr(template.category))
        painter.drawText(frame.adjusted(0, line + 3, 0, 0), int(_WRAPPED), tr(template.description))
