"""One editor a preference, made from what its declaration says; no preference is named here."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
    QWidget,
)

from manim_nodes.translation import tr

Schema = Mapping[str, Any]
Changed = Callable[[object], object]
_MOST = 10**9


class _Number(QDoubleSpinBox):
    def textFromValue(self, value: float) -> str:
        return f"{value:g}"


class _Wheel(QObject):
    """Keeps the wheel, which scrolls the page, from changing what the mouse passes over."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not cast("QWidget", watched).hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _ignore_passing_wheel(widget: QWidget) -> None:
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(_Wheel(widget))
    if isinstance(widget, QAbstractSpinBox):
        widget.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)


def editor_for(schema: Schema, value: object, changed: Changed, parent: QWidget) -> QWidget | None:
    """Make the widget that a preference is set with.

    Parameters
    ----------
    schema : of one field, as JSON Schema
    changed : called with each new value

    Returns
    -------
    None for what has a page of its own, such as a table
    """
    kinds = schema.get("anyOf", [schema])
    kind = {**schema, **kinds[0]}
    if "enum" in kind:
        titles = {choice: kind["titles"][choice] for choice in kind["enum"]}
        return _choice(titles, value, changed, parent)
    match kind.get("type"):
        case "boolean":
            return _switch(bool(value), changed, parent)
        case "integer":
            is_optional = any(other.get("type") == "null" for other in kinds)
            return _whole_number(kind, value, changed, parent, is_optional=is_optional)
        case "number":
            return _number(kind, value, changed, parent)
    return None


def _switch(value: bool, changed: Changed, parent: QWidget) -> QWidget:
    box = QCheckBox(parent, checked=value)
    box.toggled.connect(changed)
    return box


def _choice(titles: Mapping[str, str], value: object, changed: Changed, parent: QWidget) -> QWidget:
    box = QComboBox(parent)
    _ignore_passing_wheel(box)
    for choice, title in titles.items():
        box.addItem(tr(title), choice)
    box.setCurrentIndex(box.findData(value))
    box.currentIndexChanged.connect(lambda index: changed(box.itemData(index)))
    return box


def _whole_number(
    kind: Schema, value: object, changed: Changed, parent: QWidget, *, is_optional: bool
) -> QWidget:
    box = QSpinBox(parent, keyboardTracking=False, suffix=_suffix(kind))
    _ignore_passing_wheel(box)
    lowest = int(kind.get("minimum", -_MOST))
    box.setRange(lowest - is_optional, int(kind.get("maximum", _MOST)))
    if is_optional:
        box.setSpecialValueText(tr("Not set"))
    box.setValue(value if isinstance(value, int) else box.minimum())
    box.valueChanged.connect(
        lambda number: changed(None if is_optional and number < lowest else number)
    )
    return box


def _number(kind: Schema, value: object, changed: Changed, parent: QWidget) -> QWidget:
    box = _Number(parent, keyboardTracking=False, suffix=_suffix(kind), decimals=2)
    _ignore_passing_wheel(box)
    box.setRange(float(kind.get("minimum", -_MOST)), float(kind.get("maximum", _MOST)))
    box.setValue(float(value) if isinstance(value, int | float) else 0.0)
    box.valueChanged.connect(changed)
    return box


def _suffix(kind: Schema) -> str:
    unit = kind.get("unit", "")
    return f" {tr(unit)}" if unit else ""
