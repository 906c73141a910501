"""The symbols that formulas are made of: a menu of them, and their names completed while one types."""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache

from pydantic import BaseModel, ConfigDict
from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QListView,
    QMenu,
    QPlainTextEdit,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from manim_nodes.app.kit.fields import TextField
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root

_COLUMNS = 12
_FEWEST_LETTERS = 2
_UNFINISHED = {
    "latex": re.compile(r"\\[a-zA-Z]*$"),
    "typst": re.compile(r"[a-zA-Z][a-zA-Z.]*$"),
}
_FIRST_GAP = re.compile(r'(?<=[({\["])(?=[)}\]"])|(?<=})(?=\\end)|(?<=[a-zA-Z])(?=\\r)')


class FormulaSymbol(BaseModel):
    """One symbol.

    Parameters
    ----------
    shown : as it looks
    latex, typst : as it is written
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    shown: str
    latex: str
    typst: str

    def written(self, syntax: str) -> str:
        """Return how the symbol is written in ``latex`` or ``typst``."""
        return self.latex if syntax == "latex" else self.typst


class FormulaSymbols(BaseModel):
    """Symbols of a kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    symbols: tuple[FormulaSymbol, ...]


@cache
def symbol_groups() -> Sequence[FormulaSymbols]:
    """Return all symbols, from ``nodes/shared/symbols.toml``."""
    text = (data_root() / "nodes" / "shared" / "symbols.toml").read_text(encoding="utf-8")
    return [FormulaSymbols.model_validate(raw) for raw in tomllib.loads(text)["groups"]]


class SymbolButton(QToolButton):
    """Opens a page of symbols, one of which is put where the cursor is.

    Parameters
    ----------
    syntax : returns what the formula is written in now
    """

    def __init__(
        self, field: TextField, syntax: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, text="Ω", popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self._field, self._syntax = field, syntax
        self.setProperty("flat", True)
        self.setToolTip(plain_tip(tr("Symbols")))
        self.setAccessibleName(tr("Symbols"))
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self.setMenu(menu)

    def _fill(self) -> None:
        menu = self.menu()
        if menu.actions():
            return
        page = QWidget(menu)
        grid = QGridLayout(page)
        grid.setSpacing(1)
        row = 0
        for group in symbol_groups():
            heading = Label(tr(group.title), page)
            heading.setProperty("dim", True)
            grid.addWidget(heading, row, 0, 1, _COLUMNS)
            row += 1
            for index, symbol in enumerate(group.symbols):
                button = self._button(symbol, page)
                grid.addWidget(button, row + index // _COLUMNS, index % _COLUMNS)
            row += 1 + (len(group.symbols) - 1) // _COLUMNS
        action = QWidgetAction(menu)
        action.setDefaultWidget(page)
        menu.addAction(action)

    def _button(self, symbol: FormulaSymbol, page: QWidget) -> QToolButton:
        button = QToolButton(page, text=symbol.shown)
        button.setProperty("flat", True)
        button.setToolTip(plain_tip(symbol.written(self._syntax())))
        button.setAccessibleName(symbol.typst)
        button.clicked.connect(lambda: self._insert(symbol))
        return button

    def _insert(self, symbol: FormulaSymbol) -> None:
        self.menu().close()
        put(self._field, symbol.written(self._syntax()))
        self._field.setFocus()


class SymbolCompletion(QObject):
    """Offers the names of symbols while one is typed.

    Parameters
    ----------
    syntax : returns what the formula is written in now
    """

    def __init__(self, field: TextField, syntax: Callable[[], str]) -> None:
        super().__init__(field)
        self._field, self._syntax = field, syntax
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self._popup = QListView()
        self.completer.setPopup(self._popup)
        self.completer.setWidget(field)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.completer.activated[str].connect(self._complete)
        field.typed.connect(lambda _: self._offer())
        field.completer = self.completer

    def _offer(self) -> None:
        begun, popup = self._begun(), self._popup
        if len(begun) < _FEWEST_LETTERS or not self._field.hasFocus():
            popup.hide()
            return
        syntax = self._syntax()
        names = {each.written(syntax) for group in symbol_groups() for each in group.symbols}
        self._names.setStringList(sorted(name for name in names if name != begun))
        self.completer.setCompletionPrefix(begun)
        if not self.completer.completionCount():
            popup.hide()
            return
        popup.setCurrentIndex(self.completer.completionModel().index(0, 0))
        place = self._field.cursorRect()
        place.setWidth(popup.sizeHintForColumn(0) + 32)
        self.completer.complete(place)

    def _begun(self) -> str:
        cursor = self._field.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = _UNFINISHED["latex" if self._syntax() == "latex" else "typst"].search(before)
        return found[0] if found else ""

    def _complete(self, name: str) -> None:
        cursor = self._field.textCursor()
        left = QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, len(self._begun()))
        self._field.setTextCursor(cursor)
        put(self._field, name)


def put(field: QPlainTextEdit, written: str) -> None:
    """Put a symbol in the place of what is selected, with the cursor where one goes on typing."""
    cursor = field.textCursor()
    before = cursor.block().text()[: cursor.positionInBlock()]
    # Two names that run into one another would be another name.
    apart = (
        " " if before[-1:].isalnum() and written[:1].isalpha() and not cursor.hasSelection() else ""
    )
    cursor.insertText(apart + written)
    if gap := _FIRST_GAP.search(written):
        left = QTextCursor.MoveOperation.Left
        cursor.movePosition(left, QTextCursor.MoveMode.MoveAnchor, len(written) - gap.start())
    field.setTextCursor(cursor)
