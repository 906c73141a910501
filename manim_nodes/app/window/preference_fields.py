"""One editor a preference, made from what its declaration says; no preference is named here."""

from collections.abc import Callable, Mapping
from typing import Any, cast

import qtawesome
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from manim_nodes.app.kit.bounded_number import BoundedNumber
from manim_nodes.app.kit.fields import LineField
from manim_nodes.app.kit.numbers import Steps
from manim_nodes.translation import tr

Schema = Mapping[str, Any]
Changed = Callable[[object], object]


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
        case "integer" | "number":
            return _number(kind, value, changed, parent)
        case "string" if schema.get("is_folder"):
            return _folder(str(value), changed, parent)
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


def _number(kind: Schema, value: object, changed: Changed, parent: QWidget) -> QWidget:
    is_whole = kind["type"] == "integer"
    steps = Steps(
        step=_step(kind) if not is_whole else 1,
        coarse=10,
        is_whole=is_whole,
        low=kind.get("minimum"),
        above=None,
        high=kind.get("maximum"),
    )
    is_optional = any(other.get("type") == "null" for other in kind.get("anyOf", ()))
    field = BoundedNumber(steps, unit=kind.get("unit", ""), is_optional=is_optional, parent=parent)
    field.set_value(value)
    field.settled.connect(changed)
    return field


def _folder(value: str, changed: Changed, parent: QWidget) -> QWidget:
    field = LineField(parent)
    field.setText(value)
    field.setPlaceholderText(tr("The usual one"))
    choose = field.addAction(
        qtawesome.icon("mdi6.folder-open-outline", color=parent.palette().text().color()),
        LineField.ActionPosition.TrailingPosition,
    )
    choose.setToolTip(tr("Choose a folder…"))

    def ask() -> None:
        chosen = QFileDialog.getExistingDirectory(parent, tr("Choose a folder"), field.text())
        if chosen:
            field.setText(chosen)
            changed(chosen)

    choose.triggered.connect(ask)
    field.left.connect(lambda: changed(field.text().strip()))
    return field


def _step(kind: Schema) -> float:
    """Return a step that leads somewhere in what a number may be: a tenth for what is small, else one."""
    return 0.1 if kind.get("minimum", 0) < 1 else 1
