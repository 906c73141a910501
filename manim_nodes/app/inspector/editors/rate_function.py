"""The editor of rate functions, with their curves."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from manim_nodes.app.inspector.editors.choice import ChoiceEditor
from manim_nodes.app.inspector.editors.editor import EditorContext
from manim_nodes.app.kit.theme import Theme
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr
from manim_nodes.workspace.places import data_root

_ICON = QSize(28, 18)
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


@cache
def curve_icon(name: str, color: str) -> QIcon:
    """Return a small picture of a rate function."""
    values = curves().get(name)
    if values is None:
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
        self.setVisible(name in curves())
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
        if values := curves().get(self._name):
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawPath(curve_path(values, box))


class RateFunctionEditor(ChoiceEditor):
    """A list of manim's rate functions with their curves, the present one drawn large below."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._curve = CurveView(context.theme, self)
        self._column.addWidget(self._curve)

    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self._curve.show_function(str(value))

    def _offers(self) -> Sequence[tuple[Any, str]]:
        return [(name, self._title(name)) for name in self.context.names.rate_functions]

    def _title(self, value: Any) -> str:
        return str(value).replace("_", " ")

    def _icons(self) -> Callable[[Any], QIcon]:
        color = self.context.theme.text
        return lambda value: curve_icon(str(value), color)
