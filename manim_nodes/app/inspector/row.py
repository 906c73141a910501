"""One parameter: its title, its editor, what is wrong with what was typed, and where its value comes from."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.editors.registry import EDITORS, make_editor
from manim_nodes.app.inspector.field_event import FieldAction, FieldEvent, HandleField
from manim_nodes.app.inspector.row_widgets import LINE_HEIGHT, MARK_WIDTH, PortToggle, flat_button
from manim_nodes.app.inspector.selection_state import UNKNOWN, RowState
from manim_nodes.app.kit.markers import severity_icon
from manim_nodes.app.kit.plain_text import Label, plain_tip
from manim_nodes.document.values import freeze, same
from manim_nodes.graph.problems import Severity
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.parameter_types import check_value, wired_type
from manim_nodes.library.port_types import PortTypes
from manim_nodes.translation import tr

_TITLE_CHARACTERS = 15
_PORT, _TITLE, _EDITOR, _RESET = range(4)


class ParameterRow(QWidget):
    """A line of a form.

    Parameters
    ----------
    handle : is given what is done here; of values only those that may be written
    port_types : given where the parameter may become an input port
    """

    def __init__(
        self,
        parameter: Parameter,
        context: EditorContext,
        handle: HandleField,
        parent: QWidget | None = None,
        *,
        port_types: PortTypes | None = None,
    ) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._context, self._handle = context, handle
        self._state: RowState | None = None
        self._fault: str | None = None
        self._is_in_gesture = self._is_writing = False
        self._reset: QToolButton | None = None
        self._message: Label | None = None
        self._source: _WireSource | None = None
        self.editor = make_editor(parameter, context, self)
        self._toggle = self._port_toggle(port_types)
        self._title = Label(tr(parameter.display_title), self)
        self._lay_out()
        self._describe()
        self.editor.changed.connect(self._on_editor_changed)

    def _port_toggle(self, port_types: PortTypes | None) -> PortToggle | None:
        if port_types is None:
            return None
        port_type = wired_type(self.parameter)
        toggle = PortToggle(port_types, port_type, self._context.theme, self)
        toggle.setToolTip(tr("Make it an input port"))
        toggle.setAccessibleName(
            tr("Make {name} an input port", name=tr(self.parameter.display_title))
        )
        toggle.clicked.connect(self._on_toggle_clicked)
        return toggle

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(_RESET, 24)
        grid.setColumnStretch(_EDITOR, 1)
        top = Qt.AlignmentFlag.AlignTop
        if self._toggle is not None:
            grid.addWidget(self._toggle, 0, _PORT, top)
        else:
            # there is no spacing beside an empty column
            grid.setColumnMinimumWidth(_PORT, MARK_WIDTH + grid.horizontalSpacing())
        if self.editor.is_wide:
            grid.addWidget(self._title, 0, _TITLE, 1, 2)
            grid.addWidget(self.editor, 1, _TITLE, 1, 2)
            return
        # the width of a label of so many letters: alike in all rows, whatever the texts
        self._title.setFixedWidth(self.fontMetrics().averageCharWidth() * _TITLE_CHARACTERS)
        self._title.setWordWrap(True)
        self._title.setMinimumHeight(LINE_HEIGHT)
        grid.addWidget(self._title, 0, _TITLE, top)
        grid.addWidget(self.editor, 0, _EDITOR, top)

    def _describe(self) -> None:
        title = tr(self.parameter.display_title)
        self._title.setBuddy(self.editor)
        self.editor.set_name(title)
        self.editor.setAccessibleDescription(tr(self.parameter.description))
        self._title.setToolTip(plain_tip(description_of(self.parameter)))

    def _on_toggle_clicked(self) -> None:
        if self._toggle is not None:
            is_port = self._toggle.isChecked()
            self._do(FieldAction.PROMOTE if is_port else FieldAction.DEMOTE)

    # what the document holds

    def show_state(self, state: RowState) -> None:
        """Show what the document holds now; what is being typed here stays as it is typed."""
        before, self._state = self._state, state
        if state == before:
            return
        is_typed = self._is_writing and self._is_in_gesture
        if not is_typed and (before is None or not _same_value(state, before)):
            self._show_value()
        self._show_reset(state.can_reset and not state.source)
        self._show_source(state.source)
        if self._toggle is not None:
            self._toggle.setChecked(state.is_promoted or bool(state.source))
            self._toggle.is_wired = bool(state.source)
            self._toggle.update()

    def forget(self) -> None:
        """End what is being typed here: the row will show another node."""
        if self._is_in_gesture:
            self._is_in_gesture = False
            self._do(FieldAction.FINISH)
        self._state = None

    def follow(self, values: Mapping[str, Any]) -> None:
        """Pass the other values of the node to the editor."""
        if self.parameter.only_if:
            name, *wanted = self.parameter.only_if
            self.setVisible(values.get(name) in wanted)
        self.editor.follow(values)

    def _show_value(self) -> None:
        if self._state is None:
            return
        self._is_in_gesture = False
        self.editor.set_value(self._state.value)
        self.editor.set_placeholder(self._placeholder(self._state))
        self._show_fault(None)

    def _placeholder(self, state: RowState) -> str:
        if state.is_mixed:
            return tr("multiple values")
        if state.value is not None:
            return ""
        if state.hint:
            return state.hint
        return tr("required") if self.parameter.required else tr("automatic")

    # what the user does

    def _do(self, action: FieldAction, value: Any = None) -> str | None:
        return self._handle(FieldEvent(self.parameter, action, value))

    def _on_editor_changed(self, action: FieldAction) -> None:
        match action:
            case FieldAction.EDIT:
                self._write(self.editor.value)
            case FieldAction.FINISH:
                self._finish()
            case FieldAction.WITHDRAW:
                self._withdraw()

    def _write(self, value: Any) -> None:
        self._is_in_gesture = True
        fault = self._fault_of(value)
        self._show_fault(fault)
        if fault is None:
            self._is_writing = True
            try:
                self._show_fault(self._do(FieldAction.EDIT, value))
            finally:
                self._is_writing = False

    def _fault_of(self, value: Any) -> str | None:
        if value is None:
            has_default = self.parameter.default is not None and not self.editor.is_wide
            return tr("must have a value; reset it for the default") if has_default else None
        if self.parameter.type == UNKNOWN:
            return None
        return check_value(value, self.parameter, self._context.names)

    def _finish(self) -> None:
        if not self._is_in_gesture:
            return
        self._is_in_gesture = False
        self._do(FieldAction.FINISH)
        if self._fault is None:
            self._show_value()

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and self._is_withdrawal(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_withdrawal(event):
            super().keyPressEvent(event)
        else:
            self._withdraw()

    def _withdraw(self) -> None:
        self._do(FieldAction.WITHDRAW)
        self._is_in_gesture = False
        self._do(FieldAction.FINISH)
        self._show_value()

    def _is_withdrawal(self, event: QKeyEvent) -> bool:
        is_open = self._is_in_gesture or self._fault is not None
        return is_open and event.key() == Qt.Key.Key_Escape

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        state = self._state
        offers = state is not None and (
            state.is_knob is not None or state.can_reset or state.can_be_outside
        )
        if state is None or not offers:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if state.is_knob is not None:
            knob = menu.addAction(tr("Offer as a knob of the project"))
            knob.setCheckable(True)
            knob.setChecked(state.is_knob)
            action = FieldAction.REMOVE_KNOB if state.is_knob else FieldAction.MAKE_KNOB
            knob.triggered.connect(lambda: self._do(action))
        if state.can_be_outside:
            outside = menu.addAction(tr("Offer as an input of the group"))
            outside.triggered.connect(lambda: self._do(FieldAction.OFFER_OUTSIDE))
        if state.can_reset and not state.source:
            reset = menu.addAction(tr("Reset to the default"))
            reset.triggered.connect(lambda: self._do(FieldAction.RESET))
        menu.popup(event.globalPos())

    # parts that few rows need

    def _show_fault(self, fault: str | None) -> None:
        if fault == self._fault:
            return
        self._fault = fault
        self.editor.mark(fault)
        if fault is not None and self._message is None:
            self._message = Label(self, wordWrap=True)
            self._message.setProperty("error", True)
            icon = severity_icon(Severity.ERROR, self._context.theme.error)
            sign = Label(self, pixmap=icon.pixmap(14, 14))
            line = QHBoxLayout()
            line.setSpacing(4)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(self._message, 1)
            self._grid.addLayout(line, 3, _TITLE, 1, 2)
            self._sign = sign
        if self._message is not None:
            self._message.setText(
                tr("{name} {fault}", name=tr(self.parameter.display_title), fault=fault)
            )
            for widget in (self._message, self._sign):
                widget.setVisible(fault is not None)

    def _show_reset(self, is_shown: bool) -> None:
        if is_shown and self._reset is None:
            tip = tr("Reset to the default")
            self._reset = flat_button("mdi6.restore", tip, self._context.theme, self)
            self._reset.setAccessibleName(tr("Reset {name}", name=tr(self.parameter.display_title)))
            self._reset.clicked.connect(lambda: self._do(FieldAction.RESET))
            self._grid.addWidget(self._reset, 0, _RESET, Qt.AlignmentFlag.AlignTop)
        if self._reset is not None:
            self._reset.setVisible(is_shown)

    def _show_source(self, source: str) -> None:
        if not source and self._source is None:
            return
        self.editor.setVisible(not source)
        if self._source is None:
            self._source = _WireSource(self._context, self)
            self._source.button.clicked.connect(lambda: self._do(FieldAction.DISCONNECT))
            column = _TITLE if self.editor.is_wide else _EDITOR
            line = 1 if self.editor.is_wide else 0
            self._grid.addWidget(self._source, line, column, 1, 2 if self.editor.is_wide else 1)
        self._source.setVisible(bool(source))
        self._source.show_name(source)


class _WireSource(QWidget):
    """Shows what is wired in, with a button that removes the wire."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._name = Label(self)
        self._name.setProperty("dim", True)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        tip = tr("Take the wire away")
        self.button = flat_button("mdi6.link-variant-off", tip, context.theme, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name, 1)
        row.addWidget(self.button)

    def show_name(self, source: str) -> None:
        self._text = tr("from {source}", source=source)
        self._name.setToolTip(plain_tip(self._text))
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - self.button.width() - 8
        middle = Qt.TextElideMode.ElideMiddle
        self._name.setText(self.fontMetrics().elidedText(self._text, middle, room))


def description_of(parameter: Parameter) -> str:
    """Return the tooltip of a parameter: what it is, its unit, and what values it takes."""
    lines = [tr(parameter.description), range_of(parameter)]
    if parameter.type in EDITORS and parameter.default is not None:
        lines.append(tr("Default: {value}", value=parameter.default))
    lines.append(tr("Name in Python: {name}", name=parameter.name))
    return "\n".join(filter(None, lines))


def range_of(parameter: Parameter) -> str:
    """Return the bounds of a parameter in words; nothing if it has none."""
    bounds = [
        f"{sign} {bound:g}"
        for sign, bound in (
            (">", parameter.exclusive_minimum),
            ("≥", parameter.minimum),
            ("≤", parameter.maximum),
        )
        if bound is not None
    ]
    unit = tr(parameter.unit)
    if not bounds:
        return unit
    limits = ", ".join(bounds)
    if not unit:
        return tr("Range: {limits}", limits=limits)
    return tr("Range: {limits} ({unit})", limits=limits, unit=unit)


def _same_value(state: RowState, other: RowState) -> bool:
    return state.is_mixed is other.is_mixed and same(freeze(state.value), freeze(other.value))
