"""Rows in sections that fold, made when they are first seen and kept from then on."""

from collections import deque
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import HandleField
from manim_nodes.app.inspector.row import ParameterRow
from manim_nodes.app.inspector.row_widgets import FoldButton
from manim_nodes.app.inspector.sections import Section
from manim_nodes.app.inspector.selection_state import RowState
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.port_types import PortTypes

_AT_ONCE_S = 0.01  # how long rows are made before the window goes on; a screenful, more or less

StateOf = Callable[[Parameter], RowState]


class Form(QWidget):
    """Sections of rows.

    Parameters
    ----------
    handle : is given what is done in the rows
    open_titles : the sections that the user has unfolded, here or elsewhere; kept up
    wirable : names of the parameters that may become input ports
    """

    def __init__(
        self,
        sections: Sequence[Section],
        context: EditorContext,
        handle: HandleField,
        open_titles: set[str],
        parent: QWidget | None = None,
        *,
        wirable: Collection[str] = (),
        port_types: PortTypes | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._handle = context, handle
        self._open_titles = open_titles
        self._wirable, self._port_types = wirable, port_types
        self._rows: dict[str, ParameterRow] = {}
        self._to_make: deque[tuple[_Fold, Parameter]] = deque()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._make_some)
        self._state_of: StateOf = lambda _: RowState()
        self._values: Mapping[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._folds = [_Fold(section, context, self) for section in sections]
        for fold in self._folds:
            column.addWidget(fold)
            fold.toggled.connect(partial(self._on_fold_toggled, fold))

    @property
    def rows(self) -> Mapping[str, ParameterRow]:
        """The rows of all sections that have been unfolded, by the names of their parameters."""
        self._make_all()
        return self._rows

    def show_states(
        self,
        state_of: StateOf,
        values: Mapping[str, Any],
        *,
        is_other: bool,
    ) -> None:
        """Let all rows show what the document holds now.

        Parameters
        ----------
        values : of all parameters, for editors that depend on others
        is_other : whether it is about other nodes than before
        """
        self._state_of, self._values = state_of, values
        if is_other:
            for row in self._rows.values():
                row.forget()
            for fold in self._folds:
                differs = any(state_of(known).can_reset for known in fold.section.parameters)
                fold.set_open(is_open=fold.section.title in self._open_titles or differs)
                self._fill(fold)
        for row in self._rows.values():
            row.show_state(state_of(row.parameter))
            row.follow(values)

    def row(self, name: str) -> ParameterRow | None:
        """Unfold the section of a parameter and return its row, if the form has it."""
        for fold in self._folds:
            if any(known.name == name for known in fold.section.parameters):
                fold.set_open(is_open=True)
                self._fill(fold)
        return self.rows.get(name)

    def _on_fold_toggled(self, fold: "_Fold") -> None:
        title = fold.section.title
        (self._open_titles.add if fold.is_open else self._open_titles.discard)(title)
        self._fill(fold)

    def _fill(self, fold: "_Fold") -> None:
        if not fold.is_open or fold.is_filled:
            return
        fold.is_filled = True
        self._to_make.extend((fold, known) for known in fold.section.parameters)
        self._make_some()

    def _make_some(self) -> None:
        end = perf_counter() + _AT_ONCE_S
        while self._to_make and perf_counter() < end:
            fold, parameter = self._to_make.popleft()
            row = self._make_row(parameter, fold)
            fold.add(row)
            row.show_state(self._state_of(parameter))
            row.follow(self._values)
        if self._to_make:
            self._timer.start()

    def _make_all(self) -> None:
        while self._to_make:
            self._make_some()
        self._timer.stop()

    def _make_row(self, parameter: Parameter, parent: QWidget) -> ParameterRow:
        port_types = self._port_types if parameter.name in self._wirable else None
        row = ParameterRow(parameter, self._context, self._handle, parent, port_types=port_types)
        self._rows[parameter.name] = row
        return row


class _Fold(QWidget):
    """The rows of one section under a title that folds them away."""

    toggled = Signal()

    def __init__(self, section: Section, context: EditorContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.section = section
        self.is_filled = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._body = QWidget(self)
        self._header: FoldButton | None = None
        if section.title:
            self._header = FoldButton(section.title, context.theme, self)
            self._header.clicked.connect(self._on_header_clicked)
            column.addWidget(self._header)
            self._body.hide()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        column.addWidget(self._body)

    @property
    def is_open(self) -> bool:
        """Return whether the rows are seen."""
        return self._header is None or self._header.is_open

    def set_open(self, *, is_open: bool) -> None:
        """Unfold or fold, and emit nothing."""
        if self._header is not None:
            self._header.show_open(is_open=is_open)
            self._body.setVisible(is_open)

    def add(self, row: ParameterRow) -> None:
        """Put a row below the others."""
        self._column.addWidget(row)
        row.show()  # now, so that it can take the focus

    def _on_header_clicked(self) -> None:
        self.set_open(is_open=not self.is_open)
        self.toggled.emit()
