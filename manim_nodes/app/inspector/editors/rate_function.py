"""The editor of rate functions, with their curves."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from manim_nodes.app.inspector.editors.choice import ChoiceEditor
from manim_nodes.app.inspector.editors.curve_field import CurveField
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.inspector.field_event import FieldAction
from manim_nodes.app.kit.fields import LineField
from manim_nodes.app.kit.theme import Theme
from manim_nodes.library.node_type import Parameter
from manim_nodes.library.rate_curve import RateCurve
from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root

_ICON = QSize(28, 18)
_SAMPLES = 49
_NEW = "new curve"
_LONGEST_NAME = 60
_LOWEST, _HIGHEST = -0.15, 1.15  # some curves overshoot a little


@cache
def curves() -> Mapping[str, Sequence[float]]:
    """Return each rate function's values at equal distances from 0 to 1, both included."""
    file = data_root() / "resources" / "rate_curves.json"
    found: dict[str, list[float]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def curve_path(values: Sequence[float], box: QRectF) -> QPainterPath:
    """Return a curve as it stands in ``box``."""
    height = box.height() / (_HIGHEST - _LOWEST)
    points = [
        QPointF(
            box.left() + box.width() * index / (len(values) - 1),
            box.bottom() - (min(max(value, _LOWEST), _HIGHEST) - _LOWEST) * height,
        )
        for index, value in enumerate(values)
    ]
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path


def values_of(name: str) -> Sequence[float]:
    """Return the values of a rate function, or of a curve of the user's own; none of what is none."""
    curve = RateCurve.parse(name)
    return curve.sampled(_SAMPLES) if curve is not None else curves().get(name, ())


@cache
def curve_icon(name: str, color: str) -> QIcon:
    """Return a small picture of a rate function."""
    values = values_of(name)
    if not values:
        return QIcon()
    pixmap = QPixmap(_ICON * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), 1.5))
    painter.drawPath(curve_path(values, QRectF(1, 1, _ICON.width() - 2, _ICON.height() - 2)))
    painter.end()
    return QIcon(pixmap)


class CurveView(QWidget):
    """A rate function, drawn large."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = ""
        self.setFixedHeight(64)

    def show_function(self, name: str) -> None:
        """Show another function."""
        self._name = name
        self.setAccessibleName(tr("Curve of {name}", name=name))
        self.setVisible(bool(values_of(name)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.line))
        painter.setBrush(QColor(self._theme.field))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        box = QRectF(self.rect()).adjusted(8, 4, -8, -4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.hover), 1))
        for level in (0, 1):
            painter.drawPath(curve_path([level, level], box))
        if values := values_of(self._name):
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawPath(curve_path(values, box))


class RateFunctionEditor(ChoiceEditor):
    """A list of manim's rate functions and the project's own curves, the present one drawn large below.

    A curve of one's own has a name and handles to drag.
    """

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._curve = CurveView(context.theme, self)
        self._field = CurveField(context.theme, self)
        self._name = LineField(self)
        self._name.setAccessibleName(tr("Name of the curve"))
        for part in (self._curve, self._name, self._field):
            self._column.addWidget(part)
        self._field.bent.connect(self._on_bent)
        self._field.finished.connect(lambda: self.changed.emit(FieldAction.FINISH))
        self._name.left.connect(self._rename)
        self._show(None)

    def set_value(self, value: Any) -> None:
        self._show_in_list(value)
        self._show(value)

    def _show_in_list(self, value: Any) -> None:
        if RateCurve.parse(value) or RateCurve.parse(self._combo.value):
            self._combo.forget_offers()  # the project's curves are other ones now
        super().set_value(value)

    def _show(self, value: Any) -> None:
        curve = RateCurve.parse(value)
        self._field.setVisible(curve is not None)
        self._name.setVisible(curve is not None)
        if curve is None:
            self._curve.show_function(str(value))
            return
        self._curve.hide()
        self._field.show_curve(curve)
        self._name.show_text(curve.name)

    def _offers(self) -> Sequence[tuple[Any, str]]:
        own = [(str(curve), curve.name) for curve in self.context.curves()]
        manims = [(name, self._title(name)) for name in self.context.names.rate_functions]
        return [*manims, *own, (_NEW, tr("Curve of your own…"))]

    def _title(self, value: Any) -> str:
        return str(self.parameter.as_shown(value))

    def _icons(self) -> Callable[[Any], QIcon]:
        color = self.context.theme.text
        return lambda value: curve_icon(str(value), color)

    def _on_chosen(self, value: Any) -> None:
        if value == _NEW:
            self.set_value(str(self.context.new_curve()))
        self.emit_picked()

    def _on_bent(self, curve: RateCurve) -> None:
        self._show_in_list(str(curve))
        self.changed.emit(FieldAction.EDIT)

    def _rename(self) -> None:
        name = " ".join(self._name.text().replace(":", " ").split())[:_LONGEST_NAME]
        curve = replace(self._field.curve, name=name or self._field.curve.name)
        if curve != self._field.curve:
            self.change_to(str(curve))
