"""The editor of colors."""

from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QColorDialog, QHBoxLayout, QWidget

from manim_nodes.app.inspector.editors.color_popup import ColorPopup
from manim_nodes.app.inspector.editors.editor import (
    Editor,
    EditorContext,
    set_flag,
)
from manim_nodes.app.inspector.editors.texts import shown_text
from manim_nodes.app.inspector.field_event import FieldAction
from manim_nodes.app.kit.fields import LineField
from manim_nodes.library.color_roles import role_title
from manim_nodes.library.node_type import Parameter
from manim_nodes.translation import tr

_SIZE_PX = 24


def as_color(value: Any, names: dict[str, str]) -> QColor | None:
    """Return the color that a value of the project names, or None if it names none."""
    if not isinstance(value, str):
        return None
    text = names.get(value, value)
    if len(text) == 9:  # manim writes the opacity last, Qt first
        text = f"#{text[7:]}{text[1:7]}"
    color = QColor.fromString(text) if text.startswith("#") else QColor()
    return color if color.isValid() else None


class Swatch(QAbstractButton):
    """A button in a color; crossed out where there is none."""

    def __init__(self, context: EditorContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = context.theme
        self._color: QColor | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(_SIZE_PX + 4, _SIZE_PX)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(_SIZE_PX + 4, _SIZE_PX)

    def show_color(self, color: QColor | None) -> None:
        """Show another color, or none."""
        self._color = color
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        line = QColor(self._theme.accent if self.hasFocus() else self._theme.dim_text)
        painter.setPen(line)
        if self._color is not None and self._color.alpha() < 255:
            painter.setBrush(QColor("#ffffff"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setBrush(Qt.BrushStyle.Dense4Pattern)
            painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(self._color or QColor(self._theme.field))
        painter.drawRoundedRect(box, 4, 4)
        if self._color is None:
            painter.drawLine(box.bottomLeft() + QPoint(3, -3), box.topRight() + QPoint(-3, 3))


class ColorEditor(Editor):
    """A swatch that opens the colors of the style and manim's, and a field for a name or ``#RRGGBB``."""

    def __init__(
        self, parameter: Parameter, context: EditorContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(parameter, context, parent)
        self._colors, self._roles = context.names.colors, context.names.roles
        self._names = {**self._colors, **self._roles}
        self._swatch = Swatch(context, self)
        self._swatch.setToolTip(tr("Choose a color"))
        self._field = LineField(self)
        self._popup: ColorPopup | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._swatch)
        row.addWidget(self._field)
        self.setFocusProxy(self._field)
        self._swatch.clicked.connect(self._open_popup)
        self._field.typed.connect(self._on_typed)
        self._field.left.connect(lambda: self.changed.emit(FieldAction.FINISH))

    @property
    def value(self) -> Any:
        text = self._field.text().strip()
        if not text:
            return None
        by_title = {role_title(role).casefold(): role for role in self._roles}
        known = by_title.get(text.casefold())
        return known or (text.upper() if text.upper() in self._colors else text)

    def set_value(self, value: Any) -> None:
        is_role = isinstance(value, str) and value in self._roles
        self._field.show_text(role_title(value) if is_role else shown_text(value))
        self._swatch.show_color(as_color(value, self._names))

    def set_placeholder(self, text: str) -> None:
        self._field.setPlaceholderText(text)

    def mark(self, fault: str | None) -> None:
        set_flag(self._field, "invalid", is_on=fault is not None)

    def set_name(self, name: str) -> None:
        super().set_name(name)
        self._swatch.setAccessibleName(tr("Choose {name}", name=name))

    def _on_typed(self, _text: str) -> None:
        self._swatch.show_color(as_color(self.value, self._names))
        self.changed.emit(FieldAction.EDIT)

    def _open_popup(self) -> None:
        if self._popup is None:
            self._popup = ColorPopup(self._colors, self._roles, self.context.theme, self)
            self._popup.chosen.connect(self.change_to)
            self._popup.chosen.connect(self.context.note_color)
            self._popup.asked_for_more.connect(self._open_dialog)
        self._popup.open_below(self._swatch, self.value, self.context.colors())

    def _open_dialog(self) -> None:
        dialog = QColorDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setCurrentColor(as_color(self.value, self._names) or QColor("#ffffff"))
        dialog.currentColorChanged.connect(self._on_current_color_changed)
        dialog.accepted.connect(lambda: self.context.note_color(str(self.value)))
        dialog.accepted.connect(lambda: self.changed.emit(FieldAction.FINISH))
        dialog.rejected.connect(lambda: self.changed.emit(FieldAction.WITHDRAW))
        dialog.open()

    def _on_current_color_changed(self, color: QColor) -> None:
        self.set_value(color.name().upper())
        self.changed.emit(FieldAction.EDIT)
