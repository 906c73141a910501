"""Lets one of several styles be chosen, with pictures of the project in each of them side by side."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.library.styles import Style
from manim_nodes.translation import tr

_PICTURE = QSize(256, 144)
_GAP = 12
_COLUMNS, _ROWS = 3, 3
_NAME = Qt.ItemDataRole.UserRole


class StyleDialog(QDialog):
    """A card for each style; Enter or a double click takes it.

    Parameters
    ----------
    styles : by name
    present : the name of the project's own
    draw : asks for the project's picture in a style, by its name, and for what is called with it
    faults : what those are called that cannot be used, and why, by name; they are shown last
    removable : the names of those that can be removed
    remove : removes one of them
    """

    def __init__(
        self,
        styles: Mapping[str, Style],
        present: str,
        parent: QWidget,
        *,
        draw: Callable[[str, Callable[[QImage], object]], object],
        faults: Mapping[str, tuple[str, str]],
        removable: frozenset[str],
        remove: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Style of the film"))
        self._styles, self._removable, self._remove = styles, removable, remove
        self._faults = faults
        self._is_open = True
        self.finished.connect(self._note_end)
        self.cards = QListWidget(self)
        self.cards.setAccessibleName(tr("Styles"))
        self.cards.setViewMode(QListView.ViewMode.IconMode)
        self.cards.setMovement(QListView.Movement.Static)
        self.cards.setResizeMode(QListView.ResizeMode.Adjust)
        self.cards.setIconSize(_PICTURE)
        self.cards.setSpacing(_GAP)
        self.cards.setUniformItemSizes(True)
        self.note = Label(self, wordWrap=True)
        self.note.setProperty("dim", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.use_button = QPushButton(tr("Use this style"), self)
        self.remove_button = QPushButton(tr("Remove"), self)
        buttons.addButton(self.use_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.remove_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (self.cards, self.note, buttons):
            column.addWidget(part)
        for name, style in styles.items():
            self._add(name, style)
        # What is asked for last is drawn first.
        for name in reversed(list(styles)):
            draw(name, partial(self._show_picture, name))
        for name, (title, fault) in faults.items():
            self._add_broken(name, title, fault)
        self.cards.currentItemChanged.connect(self._show_current)
        self.cards.itemActivated.connect(self._take_current)
        self.remove_button.clicked.connect(self._remove_current)
        shown = [*styles, *faults]
        self.cards.setCurrentRow(shown.index(present) if present in shown else 0)
        self._show_current()
        width, height = _PICTURE.width() + 3 * _GAP, _PICTURE.height() + 5 * _GAP
        self.resize(_COLUMNS * width + 4 * _GAP, _ROWS * height + 8 * _GAP)
        self.cards.setFocus()

    @property
    def chosen(self) -> str:
        """Return the name of the style that is marked."""
        return next((str(item.data(_NAME)) for item in self.cards.selectedItems()), "")

    def card(self, name: str) -> QListWidgetItem:
        """Return the card of a style."""
        items = (self.cards.item(row) for row in range(self.cards.count()))
        return next(item for item in items if item.data(_NAME) == name)

    def _add(self, name: str, style: Style) -> None:
        item = QListWidgetItem(_icon(sample(style)), tr(style.title), self.cards)
        item.setData(_NAME, name)
        item.setToolTip(plain_tip(tr(style.summary)))
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole, f"{tr(style.title)}. {tr(style.summary)}".strip()
        )

    def _add_broken(self, name: str, title: str, fault: str) -> None:
        text = tr("{name} cannot be used", name=title)
        item = QListWidgetItem(_icon(_crossed(self.palette())), text, self.cards)
        item.setData(_NAME, name)
        item.setToolTip(plain_tip(fault))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}. {fault}")

    def _show_picture(self, name: str, picture: QImage) -> None:
        """Show how the project looks in a style, in place of a sample."""
        if self._is_open and name in self._styles:
            small = picture.scaled(
                _PICTURE,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self.card(name).setIcon(_icon(QPixmap.fromImage(small)))

    def _note_end(self) -> None:
        self._is_open = False

    def _show_current(self) -> None:
        style = self._styles.get(self.chosen)
        _, fault = self._faults.get(self.chosen, ("", ""))
        self.note.setText(tr(style.summary) if style is not None else fault)
        self.use_button.setEnabled(style is not None)
        self.remove_button.setEnabled(self.chosen in self._removable)

    def _take_current(self) -> None:
        if self.use_button.isEnabled():
            self.accept()

    def _remove_current(self) -> None:
        name = self.chosen
        self._remove(name)
        self._removable -= {name}
        self._styles = {key: style for key, style in self._styles.items() if key != name}
        self.cards.takeItem(self.cards.row(self.card(name)))


def _icon(picture: QPixmap) -> QIcon:
    icon = QIcon(picture)
    icon.addPixmap(
        picture, QIcon.Mode.Selected
    )  # else it would be tinted, and the colors are what matters
    return icon


def _crossed(palette: QPalette) -> QPixmap:
    """Return what stands in the place of a picture that there cannot be."""
    picture = QPixmap(_PICTURE)
    picture.fill(palette.color(QPalette.ColorRole.Base))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 4))
    center, half = QRectF(picture.rect()).center(), 18
    for side in (-half, half):
        painter.drawLine(
            QPointF(center.x() - side, center.y() - half),
            QPointF(center.x() + side, center.y() + half),
        )
    painter.end()
    return picture


def sample(style: Style) -> QPixmap:
    """Return a picture of a style itself: its letters, its line and its colors."""
    picture = QPixmap(_PICTURE)
    picture.fill(QColor(style.background))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colors = style.palette
    font = QFont([name.strip() for name in style.font.split(",")] if style.font else [])
    font.setPixelSize(44)
    painter.setFont(font)
    painter.setPen(QColor(colors.text))
    area = QRectF(0, 0, _PICTURE.width(), 0.55 * _PICTURE.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "Aa")
    painter.setPen(QPen(QColor(colors.faint), style.stroke_width / 2))
    painter.drawLine(24, 84, _PICTURE.width() - 24, 84)
    shown = (colors.main, colors.accent, colors.second, colors.third, colors.fourth, colors.muted)
    painter.setPen(Qt.PenStyle.NoPen)
    step = (_PICTURE.width() - 48) / len(shown)
    for place, color in enumerate(shown):
        painter.setBrush(QColor(color))
        painter.drawEllipse(QRectF(24 + (place + 0.5) * step - 12, 102, 24, 24))
    painter.end()
    return picture
