"""A popup in which the user types a few letters and chooses from what they find."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from manim_nodes.app.kit.plain_text import Label
from manim_nodes.app.kit.theme import Theme
from manim_nodes.app.palette.rows import ROW, PaletteRow, PaletteRowModel, RowDelegate
from manim_nodes.translation import tr

_MOVING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Finder(QFrame):
    """A line edit, and a list below it that the line's arrow keys move through.

    Subclasses say in `rows_for` what there is to be found, and in `choose` what is done with it.

    Parameters
    ----------
    prompt : what the empty line says
    hint : the keys, at the foot
    """

    closed = Signal()

    def __init__(self, theme: Theme, prompt: str, hint: str, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("finder")
        self.setAccessibleName(prompt)
        self._line = QLineEdit(self, placeholderText=prompt)
        self._line.setAccessibleName(prompt)
        self._line.textChanged.connect(self._find)
        self._line.installEventFilter(self)
        self._rows = PaletteRowModel(self)
        self._delegate = RowDelegate(theme, self)
        self._list = self._make_list(prompt)
        self._nothing = Label(tr("Nothing found"), self, alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setProperty("dim", True)
        self._hint = Label(hint, self)
        self._hint.setProperty("dim", True)
        self._lay_out()
        self.set_theme(theme)

    def rows_for(self, query: str) -> Sequence[PaletteRow]:
        """Return what fits ``query``, best first."""
        raise NotImplementedError

    def choose(self, row: PaletteRow, *, with_shift: bool) -> None:
        """Do what choosing ``row`` means."""
        raise NotImplementedError

    def on_row_highlighted(self, row: PaletteRow | None) -> None:
        """Show more about the row that Enter would choose."""

    def set_theme(self, theme: Theme) -> None:
        """Apply a theme."""
        self._delegate.theme = theme
        self.setStyleSheet(
            f"#finder {{ background: {theme.panel}; border: 1px solid {theme.line}; }}"
            "#finder QLineEdit { font-size: 15px; padding: 7px 9px; }"
        )

    def open_at(self, point: QPoint) -> None:
        """Open with the upper left corner at ``point`` of the desktop, or as near as the screen allows."""
        screen = QGuiApplication.screenAt(point) or QGuiApplication.primaryScreen()
        self._line.clear()
        self._find()
        self.move(_within(QRect(point, self.size()), screen.availableGeometry()))
        self.show()
        self._line.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.closed.emit()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return super().eventFilter(watched, event)
        if event.key() in _MOVING:
            self._move(event)
        elif event.key() in _ENTER:
            shift = Qt.KeyboardModifier.ShiftModifier
            self._choose(self._list.currentIndex(), with_shift=bool(event.modifiers() & shift))
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            return super().eventFilter(watched, event)
        return True

    def _make_list(self, name: str) -> QListView:
        view = QListView(self)
        view.setModel(self._rows)
        view.setItemDelegate(self._delegate)
        view.setAccessibleName(name)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._on_clicked)
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        return view

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self._line)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(8)
        self.middle.addWidget(self._list, 1)
        self.middle.addWidget(self._nothing, 1)
        layout.addLayout(self.middle, 1)
        layout.addWidget(self._hint)

    def _find(self) -> None:
        rows = self.rows_for(self._line.text())
        self._rows.show(rows)
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._list.setCurrentIndex(self._rows.index(0))
        self._list.scrollToTop()
        if not rows:
            self.on_row_highlighted(None)

    def _move(self, event: QKeyEvent) -> None:
        last = self._rows.rowCount() - 1
        row = self._list.currentIndex().row()
        if event.key() == Qt.Key.Key_Up and row == 0:
            self._list.setCurrentIndex(self._rows.index(last))
        elif event.key() == Qt.Key.Key_Down and row == last:
            self._list.setCurrentIndex(self._rows.index(0))
        else:
            self._list.keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index, with_shift=False)

    def _on_current_changed(self, index: QModelIndex) -> None:
        self.on_row_highlighted(index.data(ROW))

    def _choose(self, index: QModelIndex, *, with_shift: bool) -> None:
        row = index.data(ROW)
        if row is not None and row.is_enabled:
            self.close()
            self.choose(row, with_shift=with_shift)


def _within(frame: QRect, screen: QRect) -> QPoint:
    left = max(screen.left(), min(frame.left(), screen.right() - frame.width()))
    top = max(screen.top(), min(frame.top(), screen.bottom() - frame.height()))
    return QPoint(left, top)
