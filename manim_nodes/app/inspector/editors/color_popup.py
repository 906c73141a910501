"""Manim's colors by name, in a window that drops down."""

from collections.abc import Mapping, Sequence

import qtawesome
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QToolTip, QVBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import ColorLists
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.app.kit.theme import Theme
from manim_nodes.library.color_roles import ROLE, role_title
from manim_nodes.translation import tr

_COLUMNS = 10
_CELL_PX = 24
_SHADES = "ABCDE"


def palette_rows(names: Mapping[str, str]) -> list[list[str]]:
    """Put names of colors into rows of ten: two families of five shades each, then all others.

    Of two names for the same color, such as GRAY and GREY, one is left out.
    """
    usable = [name for name in names if name.replace("GREY", "GRAY") == name]
    families = [name for name in usable if all(f"{name}_{shade}" in names for shade in _SHADES)]
    cells: list[str] = []
    for family in families:
        # the middle shade has the family's own name
        cells += [family if shade == "C" else f"{family}_{shade}" for shade in _SHADES]
    in_families = {*cells, *(f"{family}_C" for family in families)}
    seen = {names[name] for name in cells}
    for name in usable:
        if name not in in_families and names[name] not in seen:
            seen.add(names[name])
            cells.append(name)
    return in_rows(cells)


def in_rows(cells: Sequence[str]) -> list[list[str]]:
    """Put colors into rows of ten."""
    return [list(cells[start : start + _COLUMNS]) for start in range(0, len(cells), _COLUMNS)]


class ColorGrid(QWidget):
    """The colors in cells; arrow keys and Enter choose as the mouse does.

    Parameters
    ----------
    names : of colors
    colors : names or numbers; all of manim's if not given
    """

    chosen = Signal(str)
    pointed = Signal(str)

    def __init__(
        self,
        names: Mapping[str, str],
        theme: Theme,
        parent: QWidget,
        *,
        colors: Sequence[str] | None = None,
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self._names, self._theme = names, theme
        self._rows = palette_rows(names) if colors is None else in_rows(colors)
        self._present = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(title or tr("Manim's colors"))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(_COLUMNS * _CELL_PX, len(self._rows) * _CELL_PX)

    def point_to(self, name: str | None) -> None:
        """Put the mark on a color."""
        for row, cells in enumerate(self._rows):
            if name in cells:
                self._move_to(row, cells.index(name))

    def cell(self, name: str) -> QPoint:
        """Return the middle of the cell of a color."""
        row = next(row for row, cells in enumerate(self._rows) if name in cells)
        column = self._rows[row].index(name)
        return QPoint(round((column + 0.5) * _CELL_PX), round((row + 0.5) * _CELL_PX))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, column = self._present
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if step := steps.get(Qt.Key(event.key())):
            self._move_to(row + step[0], column + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._rows[row][column])
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._name_at(event.position()):
            self._move_to(
                int(event.position().y() // _CELL_PX), int(event.position().x() // _CELL_PX)
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if name := self._name_at(event.position()):
            self.chosen.emit(name)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            name = self._name_at(QPointF(event.pos()))
            shown = role_title(name) if name.startswith(ROLE) else name
            QToolTip.showText(event.globalPos(), plain_tip(shown), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for row, cells in enumerate(self._rows):
            for column, name in enumerate(cells):
                box = QRectF(column * _CELL_PX, row * _CELL_PX, _CELL_PX, _CELL_PX)
                is_present = (row, column) == self._present
                line = self._theme.text if is_present else self._theme.disabled_text
                painter.setPen(QPen(QColor(line), 2 if is_present else 0.5))
                painter.setBrush(QColor(self._names.get(name, name)[:7]))
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)

    def _name_at(self, point: QPointF) -> str:
        row, column = int(point.y() // _CELL_PX), int(point.x() // _CELL_PX)
        is_inside = 0 <= row < len(self._rows) and 0 <= column < len(self._rows[row])
        return self._rows[row][column] if is_inside else ""

    def _move_to(self, row: int, column: int) -> None:
        row = min(max(row, 0), len(self._rows) - 1)
        column = min(max(column, 0), len(self._rows[row]) - 1)
        self._present = row, column
        self.pointed.emit(self._rows[row][column])
        self.update()


class ColorPopup(QFrame):
    """Colors of the style and of the project, those chosen last and manim's own, the name of the one under the mouse, and a way to all others."""

    chosen = Signal(str)
    asked_for_more = Signal()

    def __init__(
        self, names: Mapping[str, str], roles: Mapping[str, str], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._names, self._theme = {**names, **roles}, theme
        self._roles = roles
        self._lists: list[QWidget] = []
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.grid = ColorGrid(names, theme, self)
        self._name = Label(self)
        self._name.setProperty("dim", True)
        self.more = QPushButton(tr("Other color…"), self)
        self.more.setIcon(qtawesome.icon("mdi6.eyedropper-variant", color=theme.text))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        for widget in (self.grid, self._name, self.more):
            column.addWidget(widget)
        self.grid.pointed.connect(self._on_pointed)
        self.grid.chosen.connect(self._on_chosen)
        self.more.clicked.connect(self._on_more_clicked)

    def open_below(self, anchor: QWidget, present: str | None, lists: ColorLists) -> None:
        """Drop down from a widget, with the mark on the present color."""
        self._show_lists(lists)
        self.grid.point_to(present)
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + 2))
        self.adjustSize()
        screen = anchor.screen().availableGeometry()
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(min(place.y(), screen.bottom() - self.height()))
        self.move(place)
        self.show()
        self.grid.setFocus()

    def _show_lists(self, lists: ColorLists) -> None:
        """Show the colors of the project and those chosen last, above manim's own."""
        for widget in self._lists:
            widget.hide()
            widget.deleteLater()
        self._lists = []
        for title, colors in (
            (tr("Style of the project"), list(self._roles)),
            (tr("In this project"), [each for each in lists.of_project if each not in self._roles]),
            (tr("Chosen last"), lists.recent),
        ):
            known = [each for each in colors if QColor(self._names.get(each, each)[:7]).isValid()]
            if known:
                label = Label(title, self)
                label.setProperty("dim", True)
                grid = ColorGrid(self._names, self._theme, self, colors=known, title=title)
                grid.pointed.connect(self._on_pointed)
                grid.chosen.connect(self._on_chosen)
                self._lists += [label, grid]
        for place, widget in enumerate(self._lists):
            self._column.insertWidget(place, widget)

    def _on_pointed(self, name: str) -> None:
        number = self._names.get(name, "")
        shown = role_title(name) if name in self._roles else name
        self._name.setText(f"{shown}   {number}".rstrip())

    def _on_chosen(self, name: str) -> None:
        self.close()
        self.chosen.emit(name)

    def _on_more_clicked(self) -> None:
        self.close()
        self.asked_for_more.emit()
